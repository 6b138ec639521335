package ra

import "github.com/radissect/radissect/dissect"

// is says what the message is.
func (m *message) is(c *dissect.Cursor, k *dissect.Kind) {
	m.kind = k
	c.Is(k)
}

// content reads what follows the header, which belongs to part p.
func (m *message) content(dir dissect.Dir, c *dissect.Cursor, p part, outer string) {
	switch {
	case p == partSession:
		m.ctl.decode(m, dir, c)
	case p == partChat:
		m.chat(c)
	case p == partFile:
		m.file(c)
	case p == partControl && fileCommand(c.Peek()) != nil:
		k := fileCommand(c.Peek())
		m.is(c, k)
		c.Bytes(fFileCommand, c.Left())
		c.ReportLast(RuleFileCommandChannel, k.Name+" on channel "+channelControl)
	case p == partControl, prefix(c.Peek(), "<RCCOMMAND"):
		shared := outer == "" || outer == channelStatic || outer == channelControl || nameOf(outer) == partUnknown
		m.cmd.decode(m, dir, c, p == partControl && shared)
	default:
		m.is(c, kindPacket)
		closed(c)
	}
}

// closed reads what is left without a reading of it.
func closed(c *dissect.Cursor) {
	if n := c.Left(); n > 0 {
		c.Closed(fData, n)
	}
}

// chat reads a chat message, MS-RA 3.11.5: a UTF-16 string.
func (m *message) chat(c *dissect.Cursor) {
	m.is(c, kindChat)
	b := c.Peek()
	m.text = trimEnd(b)
	ended := len(b) >= 2 && len(b)%2 == 0 && unit(b, len(b)-2) == 0
	hidden := prefix(m.text, "<RCCOMMAND") && m.cmd.wellFormed(m.text)
	c.Bytes(fChat, len(b))
	if ended {
		c.Held(RuleChatTerminator)
	} else {
		c.ReportLast(RuleChatTerminator, "no NUL at the end")
	}
	if hidden {
		c.ReportLast(RuleRCCommandChannel, "an RCCOMMAND as chat message")
	}
}

// file reads what comes on a file channel, MS-RA 2.2.3 and 3.9.5: a command, or
// a block of the file. Nothing but the text tells them apart.
func (m *message) file(c *dissect.Cursor) {
	if k := fileCommand(c.Peek()); k != nil {
		m.is(c, k)
		c.Bytes(fFileCommand, c.Left())
		c.Held(RuleFileCommandChannel)
		return
	}
	m.is(c, kindFileBlock)
	m.block = c.Left()
	c.Bytes(fFileBlock, m.block)
}

// fileCommand is the kind of the file transfer command that b is, or nil. With
// or without a NUL: MS-RA 2.2.3 only says that it is a Unicode string.
func fileCommand(b []byte) *dissect.Kind {
	if len(b) > 64 || len(b)%2 != 0 {
		return nil
	}
	b = trimEnd(b)
	switch {
	case equal(b, "FILEXFERACK"):
		return kindFileAck
	case equal(b, "FILEXFEREND"):
		return kindFileEnd
	case equal(b, "FILEXFERREJECT"):
		return kindFileReject
	}
	return nil
}

// info appends what is in the message, in a few words.
func (m *message) info(dst []byte) []byte {
	switch m.kind {
	case nil, kindPacket:
		return dissect.AppendUTF16(dst, m.header.ChannelName)
	case kindChat:
		return dissect.AppendUTF16(dst, m.text)
	case kindFileBlock:
		dst = appendCount(dst, m.block)
		return append(dst, " bytes"...)
	case kindFileAck, kindFileEnd, kindFileReject:
		return dst
	}
	if m.cmd.command != nil {
		return m.cmd.info(dst)
	}
	return m.ctl.info(m.kind, dst)
}

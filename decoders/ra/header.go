package ra

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// maxName is the longest ChannelName in bytes, MS-RA 2.2.1.2.
const maxName = 64

// part says which part of the protocol a channel name stands for.
type part uint8

const (
	partUnknown part = iota
	partSession
	partChat
	partControl
	partFile
)

// message is one message of any part. Slices lie in the message's bytes.
type message struct {
	header ChannelHeader
	kind   *dissect.Kind
	ctl    control
	cmd    rcCommand
	text   []byte // chat
	block  int    // length of a file block, bytes
}

// A ChannelHeader is the REMOTEDESKTOP_CTL_PACKETHEADER, MS-RA 2.2.1.2, with
// the REMOTEDESKTOP_CHANNELBUFHEADER, MS-RA 2.2.1.1, at its front.
type ChannelHeader struct {
	ChannelNameLen uint32 // bytes, with the NUL
	DataLen        uint32 // bytes behind the name
	ChannelName    []byte // UTF-16LE, as sent
}

func (m *message) decode(dir dissect.Dir, c *dissect.Cursor) {
	m.header, m.ctl = ChannelHeader{}, control{}
	m.kind, m.cmd.command, m.text, m.block = nil, nil, nil, 0
	outer := c.Channel()
	if bare(outer, c.Peek()) {
		m.content(dir, c, nameOf(outer), outer)
		return
	}
	m.is(c, kindPacket)
	total := c.Left()
	m.header.decode(c, total)
	if !c.OK() {
		return
	}
	name := trimNUL(m.header.ChannelName)
	p := nameOf16(name)
	c.Require(p != partUnknown, RuleChannelNameKnown)
	if p == partUnknown && likelyControl(c.Peek()) {
		p = partSession
		c.ReportLast(controls[binary.LittleEndian.Uint32(c.Peek())].channel, "")
	} else if p == partSession && c.Left() >= 4 {
		if t := binary.LittleEndian.Uint32(c.Peek()); t < uint32(len(controls)) && t > 0 {
			c.Held(controls[t].channel)
		}
	}
	m.placed(c, p, outer)
	c.Leave()

	if n := m.header.DataLen; uint64(n) < uint64(c.Left()) && !m.header.withoutType(total, p) {
		body := c.Sub(fDataGroup, int(n))
		m.content(dir, &body, p, outer)
		body.Done()
		f := fAdditionalData
		if p == partSession && m.ctl.confidential() {
			f = fAdditionalSecret
		}
		c.Closed(f, c.Left())
		return
	}
	m.content(dir, c, p, outer)
}

// decode reads the header and leaves the group packetHeader open, so that what
// is wrong with the name is reported inside of it.
func (h *ChannelHeader) decode(c *dissect.Cursor, total int) {
	c.Enter(fPacketHeader)
	c.Enter(fChannelBufHeader)
	h.ChannelNameLen = c.U32LE(fChannelNameLen)
	n := h.ChannelNameLen
	h.DataLen = c.U32LE(fDataLen)
	switch {
	case uint64(n)+8 > uint64(total): // the name is what does not fit
	case h.withoutType(total, partSession) && h.likelySession(c.Peek()):
		c.Require(false, RuleDataLenType)
	default:
		c.Require(8+uint64(n)+uint64(h.DataLen) == uint64(total), RuleDataLen)
		c.Held(RuleDataLenType)
	}
	c.Leave()
	h.ChannelName = c.Bytes(fChannelName, int(n))
	c.Require(goodName(h.ChannelName), RuleChannelName)
	if !c.OK() {
		c.Leave()
	}
}

// withoutType reports whether DataLen leaves out the four bytes of msgType,
// which is another reading of "length of the packet data" (MS-RA 2.2.1.1).
func (h *ChannelHeader) withoutType(total int, p part) bool {
	return p == partSession && 8+uint64(h.ChannelNameLen)+4+uint64(h.DataLen) == uint64(total)
}

// likelySession reports whether rest begins with the name of the session
// initialization channel.
func (h *ChannelHeader) likelySession(rest []byte) bool {
	n := uint64(h.ChannelNameLen)
	return n <= uint64(len(rest)) && nameOf16(trimNUL(rest[:n])) == partSession
}

// goodName reports whether b is a NUL-terminated UTF-16 string of at most 64
// bytes. More than one NUL may follow: the 72 bytes that MS-RA prints for the
// header are those of a padded name, and early FreeRDP sends two.
func goodName(b []byte) bool {
	return len(b) >= 2 && len(b) <= maxName && len(b)%2 == 0 && unit(b, len(b)-2) == 0
}

// placed checks that the channel that a message came on is the one its header
// names. Everything may come on the static channel.
func (m *message) placed(c *dissect.Cursor, p part, outer string) {
	shared := outer == "" || outer == channelStatic
	switch p {
	case partSession:
		if shared || nameOf(outer) == partSession || nameOf(outer) == partUnknown {
			c.Held(RuleControlChannel)
		} else {
			c.ReportLast(RuleControlChannel, "session initialization on channel "+outer)
		}
	case partChat:
		if shared || outer == channelChat {
			c.Held(RuleChatChannel)
		} else {
			c.ReportLast(RuleChatChannel, "chat on channel "+outer)
		}
	}
}

// bare reports whether a message of a dedicated channel comes without the
// header that MS-RA 2.2.1.1 puts "at the top of all RA channel packets": MS-RA
// 3.11 and 3.12 say that chat has none. Only a message that looks like a header
// is taken for one.
func bare(outer string, b []byte) bool {
	switch nameOf(outer) {
	case partChat, partControl:
		return !plausible(b, "")
	case partFile:
		return !plausible(b, outer)
	case partUnknown:
		// A channel that only has the form of one for files.
		return outer != "" && !plausible(b, "")
	}
	return false
}

// plausible reports whether b begins with a header, and with that very name
// where one is given.
func plausible(b []byte, name string) bool {
	if len(b) < 8 {
		return false
	}
	n := binary.LittleEndian.Uint32(b)
	if n < 2 || n > maxName || n%2 != 0 || int(n) > len(b)-8 {
		return false
	}
	full := b[8 : 8+n]
	text := trimNUL(full)
	if len(text) == len(full) || len(text) == 0 {
		return false
	}
	if name != "" {
		return equal(text, name)
	}
	for i := 0; i < len(text); i += 2 {
		if u := unit(text, i); u < 0x20 || u > 0x7e {
			return false
		}
	}
	return true
}

// nameOf is the part that a channel of this name carries.
func nameOf(name string) part {
	switch name {
	case channelStatic, channelDynamic:
		return partSession
	case channelChat:
		return partChat
	case channelControl:
		return partControl
	case channelFile:
		return partFile
	}
	var room [2 * maxName]byte
	if len(name) > maxName {
		return partUnknown
	}
	for i := range len(name) {
		room[2*i] = name[i]
	}
	if _, ok := fileChannel(room[:2*len(name)]); ok {
		return partFile
	}
	return partUnknown
}

// nameOf16 is nameOf for the UTF-16 text of a header.
func nameOf16(name []byte) part {
	switch {
	case equal(name, channelDynamic), equal(name, channelStatic):
		return partSession
	case equal(name, channelChat):
		return partChat
	case equal(name, channelControl):
		return partControl
	}
	if _, ok := fileChannel(name); ok {
		return partFile
	}
	return partUnknown
}

// starter says who may start a transfer on a file channel.
type starter uint8

const (
	startedByEither starter = iota
	startedByNovice
	startedByExpert
)

// fileChannel reports whether name (UTF-16) is that of a file transfer, and who
// starts transfers on it: RA_FX, "1000." and seconds, or the novice's address,
// "." and seconds (MS-RA 2.2.1.2).
func fileChannel(name []byte) (starter, bool) {
	if equal(name, channelFile) {
		return startedByEither, true
	}
	dot := len(name) - 2
	for dot >= 0 && unit(name, dot) != '.' {
		dot -= 2
	}
	if dot < 2 || !digits(name[dot+2:]) {
		return 0, false
	}
	if equal(name[:dot], "1000") {
		return startedByExpert, true
	}
	return startedByNovice, address(name[:dot])
}

// address reports whether b (UTF-16) is an IPv4 address in dotted form, or
// consists of the characters of an IPv6 address: MS-RA says "the IP address".
func address(b []byte) bool {
	colons := 0
	for i := 0; i+1 < len(b); i += 2 {
		if unit(b, i) == ':' {
			colons++
		}
	}
	if colons >= 2 {
		for i := 0; i+1 < len(b); i += 2 {
			u := unit(b, i)
			if u != ':' && u != '.' && u != '%' && !hexDigit(u) {
				return false
			}
		}
		return true
	}
	parts, value, size := 1, 0, 0
	for i := 0; i+1 < len(b); i += 2 {
		u := unit(b, i)
		switch {
		case u >= '0' && u <= '9' && size < 3:
			value, size = value*10+int(u-'0'), size+1
		case u == '.' && size > 0 && value < 256:
			parts, value, size = parts+1, 0, 0
		default:
			return false
		}
	}
	return parts == 4 && size > 0 && value < 256
}

func hexDigit(u uint16) bool {
	return u >= '0' && u <= '9' || u >= 'a' && u <= 'f' || u >= 'A' && u <= 'F'
}

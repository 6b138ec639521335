package report

import (
	"encoding/base64"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Marks of a message's line.
const (
	htmlCarrier = 1 << iota // its payload is shown in messages of its own
	htmlTainted             // lost packets touch it
	htmlCut                 // not all of it was captured
	htmlDetail              // its tree follows
	htmlLater               // beyond the limit, here for its findings
)

// Marks of a field; the first four are those of a node.
const htmlMasked = 16

// Why bytes are not shown.
const (
	hiddenSecret = 1 + iota // a secret
	hiddenPassed            // shown in a message of their own
	hiddenUnread            // no field covers them
)

// appendMessage appends the line of m, and its tree where detail is set.
func (s *HTML) appendMessage(dst []byte, m *dissect.Message, detail, later bool) []byte {
	dst = append(dst, `["m"`...)
	dst = numItem(dst, m.N)
	dst = micros(dst, m.Time)
	id := uint64(0)
	if m.Conv != nil {
		id = m.Conv.ID
	}
	dst = numItem(dst, id)
	dst = numItem(dst, int(m.Dir))
	dst = item(dst, m.Proto, 0)
	dst = numItem(dst, s.kinds.at[m.Kind])
	dst = item(dst, m.Info, maxHTMLInfo)
	dst = item(dst, m.Channel, maxHTMLInfo)
	dst = numItem(dst, m.Len)
	dst = someFrames(dst, m.Frames)
	flags := 0
	for _, mark := range [...]struct {
		on   bool
		flag int
	}{{m.Carrier, htmlCarrier}, {m.Tainted, htmlTainted}, {m.Cut, htmlCut}, {detail, htmlDetail}, {later, htmlLater}} {
		if mark.on {
			flags |= mark.flag
		}
	}
	dst = numItem(dst, flags)
	dst = append(dst, "]\n"...)
	if detail {
		dst = s.appendDetail(dst, m)
	}
	return dst
}

// appendDetail appends the tree and the bytes of m: time, fields, how many bytes
// are shown, those that are not hidden, the runs that are, marks, how many
// fields are left out.
func (s *HTML) appendDetail(dst []byte, m *dissect.Message) []byte {
	t := m.Tree
	dst = append(dst, `["d","`...)
	dst = appendTime(dst, m.Time)
	dst = append(dst, `",[`...)
	bytes := t.Bytes[:min(len(t.Bytes), maxHTMLBytes)]
	why := make([]byte, len(bytes))
	for i := range why {
		why[i] = hiddenUnread
	}
	n := min(len(t.Nodes), maxHTMLNodes)
	dst = s.appendNodes(dst, t, n)
	paint := func(n *dissect.Node, w byte) {
		hi := min(int(n.Off)+int(n.Len), len(why))
		for i := min(int(n.Off), hi); i < hi; i++ {
			why[i] = w
		}
	}
	for i := range t.Nodes {
		if node := &t.Nodes[i]; leaf(i, node) && node.Flags&dissect.Generated == 0 {
			paint(node, 0)
		}
	}
	secret := uint32(0) // end of the secret group that is open
	for i := range t.Nodes {
		node := &t.Nodes[i]
		if node.Field.Secret && !s.opt.Reveal {
			secret = max(secret, node.End)
		}
		switch {
		case uint32(i) < secret:
			paint(node, hiddenSecret)
		case s.opt.handedOn(node):
			paint(node, hiddenPassed)
		}
	}
	var shown []byte
	for i, w := range why {
		if w == 0 {
			shown = append(shown, bytes[i])
		}
	}
	dst = append(dst, ']')
	dst = numItem(dst, len(bytes))
	dst = append(dst, `,"`...)
	dst = base64.StdEncoding.AppendEncode(dst, shown)
	dst = append(dst, `",[`...)
	dst = appendRuns(dst, why)
	dst = append(dst, "],["...)
	first := true
	for _, mark := range t.Marks {
		if int(mark.Node) >= n || s.muted(mark.Rule) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = strconv.AppendUint(dst, uint64(mark.Node), 10)
		dst = numItem(dst, s.rules.at[mark.Rule])
	}
	dst = append(dst, ']')
	dst = numItem(dst, len(t.Nodes)-n)
	return append(dst, "]\n"...)
}

// leaf reports whether the i-th field has no parts.
func leaf(i int, n *dissect.Node) bool { return n.End == uint32(i)+1 && n.Field.Base != dissect.Group }

// appendRuns appends the runs of bytes that are hidden: offset, length, reason.
func appendRuns(dst, why []byte) []byte {
	first := true
	for i := 0; i < len(why); {
		j := i + 1
		for j < len(why) && why[j] == why[i] {
			j++
		}
		if why[i] != 0 {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = strconv.AppendInt(dst, int64(i), 10)
			dst = numItem(dst, j-i)
			dst = numItem(dst, int(why[i]))
		}
		i = j
	}
	return dst
}

// appendNodes appends the first n fields of t, six items each: field, offset,
// length, the index after the last descendant, marks, text.
func (s *HTML) appendNodes(dst []byte, t *dissect.Tree, n int) []byte {
	var scratch []byte
	secretEnd := uint32(0)
	for i := range t.Nodes[:n] {
		node := &t.Nodes[i]
		f := node.Field
		if f.Secret && !s.opt.Reveal {
			secretEnd = max(secretEnd, node.End)
		}
		secret := uint32(i) < secretEnd
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(s.fields.at[f]), 10)
		dst = numItem(dst, node.Off)
		dst = numItem(dst, node.Len)
		dst = numItem(dst, min(int(node.End), n))
		flags := int(node.Flags) & 15
		if !s.opt.handedOn(node) {
			flags &^= int(dissect.HandedOn)
		}
		if secret {
			flags |= htmlMasked
		}
		flags |= int(node.Bit)<<8 | int(node.Width)<<16
		dst = numItem(dst, flags)
		switch {
		case secret, f.Base == dissect.Group, flags&int(dissect.HandedOn) != 0:
			dst = append(dst, ",0"...)
		case f.Base == dissect.Bytes:
			scratch = appendBytesText(scratch[:0], t.Range(node))
			dst = item(dst, scratch, 0)
		default:
			dst, scratch = appendNodeText(dst, scratch, t, node)
		}
	}
	return dst
}

// appendNodeText appends the value of a field as text; of a long text only its
// beginning is worked out.
func appendNodeText(dst, scratch []byte, t *dissect.Tree, n *dissect.Node) (out, room []byte) {
	part := *n
	long := (n.Field.Base == dissect.Text || n.Field.Base == dissect.UTF16) && n.Len > maxHTMLText
	if long {
		part.Len = maxHTMLText
		if n.Field.Base == dissect.Text {
			part.Len = uint32(runeEnd(t.Bytes, min(int(n.Off)+maxHTMLText, len(t.Bytes)-1))) - n.Off
		}
	}
	scratch = t.AppendText(scratch[:0], &part)
	dst = appendHTML(append(dst, ','), scratch, 4*maxHTMLText)
	if long {
		dst = append(dst[:len(dst)-1], "… ("...)
		dst = appendGrouped(dst, uint64(n.Len))
		dst = append(dst, ` bytes)"`...)
	}
	return dst, scratch
}

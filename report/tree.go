package report

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// shownBytes is how many bytes of a field of raw bytes the text of the field
// shows.
const shownBytes = 24

// handedOn reports whether n holds bytes that are shown as messages of their
// own. They are not repeated: where those messages have secrets, their bytes
// would give them away.
func (o *Options) handedOn(n *dissect.Node) bool {
	return n.Flags&dissect.HandedOn != 0 && !o.Reveal && n.Field.Base == dissect.Bytes
}

// appendBytesText appends the beginning of b in hexadecimal and how much there
// is.
func appendBytesText(dst, b []byte) []byte {
	if len(b) <= shownBytes {
		return hex.AppendEncode(dst, b)
	}
	dst = hex.AppendEncode(dst, b[:shownBytes])
	dst = append(dst, "… ("...)
	dst = appendGrouped(dst, uint64(len(b)))
	return append(dst, " bytes)"...)
}

// treeView is what the lines of one tree share.
type treeView struct {
	s       *textSink
	m       *dissect.Message
	marks   []dissect.Mark // in the order of nodes
	at      int            // next mark
	spec    []dissect.Spec // shown last, by depth
	scratch []byte
	secret  uint32 // end of the secret group that is open
	rest    string // of the last value, what did not fit beside its name; escaped
}

// appendTree appends the annotated tree of m, one line a field.
func (s *textSink) appendTree(dst []byte, m *dissect.Message) []byte {
	var room [80]dissect.Spec
	v := treeView{s: s, m: m, spec: room[:1]}
	if m.Kind != nil {
		v.spec[0] = m.Kind.Spec
	}
	if len(m.Tree.Marks) > 0 {
		v.marks = slices.Clone(m.Tree.Marks)
		slices.SortStableFunc(v.marks, func(a, b dissect.Mark) int { return int(a.Node) - int(b.Node) })
	}
	// As Tree.All, but its closure would take all of this to the heap.
	var open [80]uint32
	depth := 0
	for i := range m.Tree.Nodes {
		for depth > 0 && open[depth-1] <= uint32(i) {
			depth--
		}
		n := &m.Tree.Nodes[i]
		dst = v.appendNode(dst, uint32(i), depth, n)
		if n.End > uint32(i)+1 && depth < len(open) {
			open[depth] = n.End
			depth++
		}
	}
	return dst
}

// appendNode appends one field, its bytes, and the rules that it breaks.
func (v *treeView) appendNode(dst []byte, i uint32, depth int, n *dissect.Node) []byte {
	s, p, f := v.s, v.s.p, n.Field
	secret := !s.opt.Reveal && (f.Secret || i < v.secret)
	if secret {
		v.secret = max(v.secret, n.End)
	}
	leaf := n.End == i+1 && f.Base != dissect.Group
	hidden := secret || s.opt.handedOn(n)
	var more []byte
	indent := 2 + 2*min(depth, 24)
	if s.opt.Hex {
		dst, more = v.appendHexColumn(dst, n, leaf, hidden)
		indent += hexWidth
	}
	dst = appendPad(dst, 0, 2+2*min(depth, 24))
	made := n.Flags&dissect.Generated != 0
	room := 0
	if s.opt.Width > 0 {
		room = max(s.opt.Width-indent-leastValue, leastValue)
	}
	st := p.field
	if made {
		st = p.dim
	}
	dst = append(dst, st.on...)
	dst, at := appendClipped(dst, f.Name, room)
	at += indent
	if made {
		dst = append(dst, '*')
		at++
	} else {
		dst = append(dst, st.off...)
	}
	if f.Base != dissect.Group {
		dst = append(dst, ": "...)
		at += 2
		var w int
		dst, w = v.appendValue(dst, n, secret, at, v.newSpec(f.Spec, depth))
		at += w
	}
	if made {
		dst = append(dst, st.off...)
	}
	dst, at = v.appendFlags(dst, n, at)
	dst = v.appendSpec(dst, f.Spec, depth, at)
	dst = append(dst, '\n')
	if v.rest != "" {
		dst = v.appendValueRest(dst, indent+4)
	}
	if len(more) > 0 {
		dst = v.appendHexRest(dst, int(n.Off)+hexBytes, more)
	}
	for v.at < len(v.marks) && v.marks[v.at].Node <= i {
		if r := v.marks[v.at].Rule; s.opt.Mute == nil || !s.opt.Mute(r) {
			dst = appendPad(dst, 0, indent+2)
			dst = append(s.appendBreach(dst, r, indent+2), '\n')
		}
		v.at++
	}
	return dst
}

// leastValue is how many columns a value has at the least.
const leastValue = 14

// appendValue appends the value of n from column at on and returns its width.
// It leaves room for the section that follows. What does not fit is cut off; of a
// number with its symbols it is kept in v.rest.
func (v *treeView) appendValue(dst []byte, n *dissect.Node, secret bool, at int, spec dissect.Spec) ([]byte, int) {
	room := 0
	if w := v.s.opt.Width; w > 0 {
		room = max(w-at, 8)
		if part := len(spec) + 2; len(spec) > 0 && room-part >= 24 {
			room -= part
		}
	}
	b := v.scratch[:0]
	switch {
	case secret:
		b = append(b, dissect.Mask...)
	case v.s.opt.handedOn(n):
		b = appendGrouped(b, uint64(n.Len))
		b = append(b, " bytes, handed on"...)
	case n.Field.Base == dissect.Bytes:
		b = appendBytesText(b, v.m.Tree.Range(n))
	default:
		b = v.m.Tree.AppendText(b, n)
	}
	v.scratch = b
	if room > 0 && !secret && numeric(n.Field.Base) && len(b) > room {
		whole := string(AppendEscaped(nil, b))
		first := Wrap(whole, room)[0]
		if textWidth(first) > room {
			first = ""
		}
		v.rest = strings.TrimPrefix(whole[len(first):], " ")
		return append(dst, first...), textWidth(first)
	}
	return appendClipped(dst, b, room)
}

// appendValueRest appends the lines of a value that did not fit beside its name.
func (v *treeView) appendValueRest(dst []byte, indent int) []byte {
	room := max(v.s.opt.Width-indent, leastValue)
	// The bar between two symbols stays with the first.
	for _, line := range Wrap(strings.ReplaceAll(v.rest, " |", "\x01|"), room) {
		line = strings.ReplaceAll(line, "\x01", " ")
		if w := textWidth(line); w > room {
			indent = max(v.s.opt.Width-w, 0) // a symbol longer than that: to the left
		}
		dst = appendPad(dst, 0, indent)
		dst = append(append(dst, line...), '\n')
	}
	v.rest = ""
	return dst
}

// numeric reports whether fields of this base hold a number.
func numeric(b dissect.Base) bool {
	return b == dissect.Dec || b == dissect.Hex || b == dissect.Int
}

// appendFlags appends what is special about n.
func (v *treeView) appendFlags(dst []byte, n *dissect.Node, at int) ([]byte, int) {
	var note string
	switch {
	case n.Flags&dissect.Short != 0:
		note = "[cut short]"
	case n.Width == 1:
		note = "[bit " + strconv.Itoa(int(n.Bit)) + "]"
	case n.Width > 1:
		note = "[bits " + strconv.Itoa(int(n.Bit)) + "–" + strconv.Itoa(int(n.Bit+n.Width-1)) + "]"
	default:
		return dst, at
	}
	w := textWidth(note) + 1
	if v.s.opt.Width > 0 && at+w > v.s.opt.Width {
		return dst, at
	}
	dst = append(dst, ' ')
	dst = append(dst, v.s.p.dim.on...)
	dst = append(dst, note...)
	dst = append(dst, v.s.p.dim.off...)
	return dst, at + w
}

// newSpec is the section of a field at this depth where it is another one than
// that of the fields before it, and remembers it.
func (v *treeView) newSpec(spec dissect.Spec, depth int) dissect.Spec {
	if spec == v.inherited(depth) {
		return ""
	}
	return spec
}

// inherited is the section that stands for fields at this depth.
func (v *treeView) inherited(depth int) dissect.Spec {
	for len(v.spec) <= depth+1 {
		v.spec = append(v.spec, v.spec[len(v.spec)-1])
	}
	return v.spec[depth]
}

// maxSpecColumn is where sections end on wide terminals, so that they stay near
// the fields.
const maxSpecColumn = 110

// appendSpec appends the section of a field where it is another one than that
// of its neighbours, at the right margin.
func (v *treeView) appendSpec(dst []byte, spec dissect.Spec, depth, at int) []byte {
	shown := v.newSpec(spec, depth)
	if spec == "" {
		spec = v.spec[depth]
	}
	v.spec[depth], v.spec[depth+1] = spec, spec
	if shown == "" {
		return dst
	}
	if w := v.s.opt.Width; w > 0 {
		if at+2+len(shown) > w {
			return dst
		}
		dst = appendPad(dst, at, max(at+2, min(w, maxSpecColumn)-len(shown)))
	} else {
		dst = append(dst, "  "...)
	}
	dst = append(dst, v.s.p.dim.on...)
	dst = append(dst, shown...)
	return append(dst, v.s.p.dim.off...)
}

// The hex column: offset, two spaces, hexBytes bytes.
const (
	hexBytes = 8
	hexWidth = 6 + 3*hexBytes + 1
)

// appendHexColumn appends the offset of n and, for a leaf, its first bytes; it
// returns the bytes that did not fit.
func (v *treeView) appendHexColumn(dst []byte, n *dissect.Node, leaf, hidden bool) (out, more []byte) {
	p := v.s.p
	dst = append(dst, p.dim.on...)
	dst = appendHex(dst, n.Off, 4)
	dst = append(dst, "  "...)
	at := 6
	if n.Off > 0xffff {
		at = 6 + len(strconv.FormatUint(uint64(n.Off)>>16, 16))
	}
	b := v.m.Tree.Range(n)
	if !leaf || n.Flags&dissect.Generated != 0 {
		b = nil
	}
	if hidden {
		for range min(len(b), hexBytes) {
			dst = append(dst, "** "...)
			at += 3
		}
		b = nil
	}
	for _, c := range b[:min(len(b), hexBytes)] {
		dst = append(dst, hexDigits[c>>4], hexDigits[c&15], ' ')
		at += 3
	}
	dst = appendPad(dst, at, hexWidth)
	dst = append(dst, p.dim.off...)
	if len(b) > hexBytes {
		more = b[hexBytes:]
	}
	return dst, more
}

// appendHexRest appends the lines of a field that has more bytes than fit
// beside it, with the characters they stand for.
func (v *treeView) appendHexRest(dst []byte, off int, b []byte) []byte {
	dst = append(dst, v.s.p.dim.on...)
	for len(b) > 0 {
		line := b[:min(len(b), hexBytes)]
		dst = appendHex(dst, uint32(off), 4)
		dst = append(dst, "  "...)
		for _, c := range line {
			dst = append(dst, hexDigits[c>>4], hexDigits[c&15], ' ')
		}
		dst = appendPad(dst, 3*len(line), hexWidth-6+2)
		for _, c := range line {
			if c < 0x20 || c >= 0x7f {
				c = '.'
			}
			dst = append(dst, c)
		}
		dst = append(dst, '\n')
		b, off = b[len(line):], off+len(line)
	}
	return append(dst, v.s.p.dim.off...)
}

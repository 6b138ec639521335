package xml

import (
	"bytes"
)

// keepText is how long a document may be for a Doc to keep it, in bytes.
const keepText = 64 << 10

// Shrink lets go of the document parsed last, and of storage, where they are large.
func (d *Doc) Shrink() {
	if len(d.Text) > keepText {
		*d = Doc{}
	}
}

// Parse reads a document. What could be read is in d, whatever is wrong; ok says
// that nothing is, and nothing is dangerous.
func (d *Doc) Parse(b []byte) (ok bool) {
	d.Nodes, d.Problems, d.binds = d.Nodes[:0], d.Problems[:0], d.binds[:0]
	d.at, d.depth, d.dtd, d.text8, d.size = 0, 0, false, false, len(b)
	d.enc, d.bom = detect(b)
	if d.enc == eightBit {
		d.Text = b[d.bom:]
	} else {
		d.widen(b)
	}
	d.document()
	d.Stop = d.at
	for d.depth > 0 {
		d.pop(0)
	}
	return len(d.Problems) == 0
}

func (d *Doc) problem(f Fault, off, n int) bool {
	if len(d.Problems) < maxProblems || f == FaultSyntax || f == FaultDepth || f == FaultSize {
		d.Problems = append(d.Problems, Problem{f, off, n})
	}
	return false
}

func (d *Doc) syntax(off int) bool { return d.problem(FaultSyntax, off, min(1, len(d.Text)-off)) }

// add appends a node that begins at off and ends where reading has come to.
func (d *Doc) add(k Kind, off int, value part) bool {
	if len(d.Nodes) >= maxNodes {
		d.at = off
		return d.problem(FaultSize, off, 0)
	}
	d.Nodes = append(d.Nodes, Node{Kind: k, Off: uint32(off), Len: uint32(d.at - off), End: uint32(len(d.Nodes) + 1), value: value})
	return true
}

// document reads prolog, root element and what follows it.
func (d *Doc) document() {
	roots := 0
	for d.at < len(d.Text) {
		if d.Text[d.at] != '<' {
			if !d.charData() {
				return
			}
			continue
		}
		rest := d.Text[d.at:]
		ok := true
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			ok = d.delimited(Instruction, "<?", "?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			ok = d.delimited(Comment, "<!--", "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")) && d.depth > 0:
			ok = d.delimited(CDATA, "<![CDATA[", "]]>")
		case bytes.HasPrefix(rest, []byte("<!DOCTYPE")) && roots == 0 && !d.dtd:
			ok = d.docType()
		case bytes.HasPrefix(rest, []byte("</")):
			ok = d.endTag()
		default:
			if d.depth == 0 {
				if roots++; roots > 1 {
					d.syntax(d.at)
					return
				}
			}
			ok = d.startTag()
		}
		if !ok {
			return
		}
	}
	if d.depth > 0 || roots == 0 {
		d.syntax(len(d.Text))
	}
}

// charData reads text up to the next tag.
func (d *Doc) charData() bool {
	off := d.at
	n := bytes.IndexByte(d.Text[off:], '<')
	if n < 0 {
		n = len(d.Text) - off
	}
	text := d.Text[off : off+n]
	blank := len(bytes.TrimLeft(text, " \t\r\n")) == 0
	if d.depth == 0 && !blank {
		d.at = off + n - len(bytes.TrimLeft(text, " \t\r\n"))
		return d.syntax(d.at)
	}
	d.at = off + n
	kind := CharData
	if blank {
		kind = Space
	} else {
		d.characters(off, off+n)
		d.references(off, off+n)
	}
	return d.add(kind, off, part{uint32(off), uint32(n)})
}

// references checks the references in a range of the text.
func (d *Doc) references(off, end int) {
	for off < end {
		i := bytes.IndexByte(d.Text[off:end], '&')
		if i < 0 {
			return
		}
		off += i
		r, n, ok := reference(d.Text[off:end])
		switch {
		case !ok && !d.dtd:
			d.problem(FaultEntity, off, n)
		case ok && (r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0xd800 && r < 0xe000 || r == 0xfffe || r == 0xffff || r > 0x10ffff):
			d.problem(FaultCharacter, off, n)
		}
		off += n
	}
}

// delimited reads a comment, an instruction or a CDATA section.
func (d *Doc) delimited(k Kind, open, end string) bool {
	off := d.at
	i := bytes.Index(d.Text[off+len(open):], []byte(end))
	if i < 0 {
		return d.syntax(len(d.Text))
	}
	d.at = off + len(open) + i + len(end)
	inner := part{uint32(off + len(open)), uint32(i)}
	d.characters(off, d.at)
	if k == Instruction && off == 0 && bytes.HasPrefix(d.Text, []byte("<?xml")) {
		d.declared(inner.of(d.Text), int(inner.off))
	}
	return d.add(k, off, inner)
}

// docType reads a document type declaration. Of its internal subset only
// entity declarations and external identifiers are looked at.
func (d *Doc) docType() bool {
	off := d.at
	d.dtd = true
	d.problem(FaultDoctype, off, len("<!DOCTYPE"))
	subset := false
	for i := off + len("<!DOCTYPE"); i < len(d.Text); i++ {
		rest := d.Text[i:]
		switch c := d.Text[i]; {
		case c == '"' || c == '\'':
			n := bytes.IndexByte(rest[1:], c)
			if n < 0 {
				return d.syntax(len(d.Text))
			}
			i += n + 1
		case bytes.HasPrefix(rest, []byte("<!--")):
			n := bytes.Index(rest, []byte("-->"))
			if n < 0 {
				return d.syntax(len(d.Text))
			}
			i += n + 2
		case bytes.HasPrefix(rest, []byte("<!ENTITY")):
			d.problem(FaultDeclaration, i, len("<!ENTITY"))
		case bytes.HasPrefix(rest, []byte("SYSTEM")), bytes.HasPrefix(rest, []byte("PUBLIC")):
			if space(d.Text[i-1]) && len(rest) > 6 && space(rest[6]) {
				d.problem(FaultExternal, i, 6)
			}
		case c == '[':
			subset = true
		case c == ']':
			subset = false
		case c == '>' && !subset:
			d.at = i + 1
			return d.add(DocType, off, part{uint32(off), uint32(d.at - off)})
		}
	}
	return d.syntax(len(d.Text))
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// name reads a name at i and returns where it ends.
func (d *Doc) name(i int) int {
	start := i
	for i < len(d.Text) {
		switch c := d.Text[i]; {
		case c <= ' ', c == '=', c == '/', c == '>', c == '<', c == '"', c == '\'', c == '&', c == '?', c == '!':
			return i
		case i == start && (c == '-' || c == '.' || '0' <= c && c <= '9'):
			return i
		}
		i++
	}
	return i
}

// local is where the local part of a name begins. A colon at an end of the name
// divides nothing, for neither part may be empty (Namespaces in XML 1.0 4).
func local(name []byte) uint32 {
	if i := bytes.IndexByte(name, ':'); i > 0 && i+1 < len(name) {
		return uint32(i + 1)
	}
	return 0
}

// startTag reads a start-tag or the tag of an empty element.
func (d *Doc) startTag() bool {
	off := d.at
	end := d.name(off + 1)
	if end == off+1 {
		return d.syntax(off)
	}
	if d.depth == maxDepth {
		return d.problem(FaultDepth, off, end-off)
	}
	index := len(d.Nodes)
	d.at = end
	if !d.add(Element, off, part{}) {
		return false
	}
	d.Nodes[index].name = part{uint32(off + 1), uint32(end - off - 1)}
	d.Nodes[index].local = local(d.Text[off+1 : end])
	d.open[d.depth] = uint32(index)
	d.depth++
	for n := 0; ; n++ {
		was := d.at
		for d.at < len(d.Text) && space(d.Text[d.at]) {
			d.at++
		}
		if d.at == len(d.Text) {
			return d.syntax(d.at)
		}
		switch c := d.Text[d.at]; {
		case c == '>':
			d.at++
			d.Nodes[index].open = uint32(d.at - off)
			d.resolve(index)
			return true
		case c == '/':
			if d.at+1 == len(d.Text) || d.Text[d.at+1] != '>' {
				return d.syntax(min(d.at+1, len(d.Text)))
			}
			d.at += 2
			d.Nodes[index].open = uint32(d.at - off)
			d.resolve(index)
			d.pop(0)
			return true
		case was == d.at:
			return d.syntax(d.at)
		}
		if n == maxAttrs {
			return d.problem(FaultSize, d.at, 1)
		}
		if !d.attribute(index) {
			return false
		}
	}
}

// attribute reads one attribute of element index.
func (d *Doc) attribute(index int) bool {
	off := d.at
	end := d.name(off)
	if end == off {
		return d.syntax(off)
	}
	i := end
	for i < len(d.Text) && space(d.Text[i]) {
		i++
	}
	if i == len(d.Text) || d.Text[i] != '=' {
		return d.syntax(i)
	}
	for i++; i < len(d.Text) && space(d.Text[i]); i++ {
	}
	if i == len(d.Text) || d.Text[i] != '"' && d.Text[i] != '\'' {
		return d.syntax(i)
	}
	n := bytes.IndexByte(d.Text[i+1:], d.Text[i])
	if n < 0 {
		return d.syntax(len(d.Text))
	}
	value := part{uint32(i + 1), uint32(n)}
	if lt := bytes.IndexByte(value.of(d.Text), '<'); lt >= 0 {
		return d.syntax(i + 1 + lt)
	}
	d.at = i + 1 + n + 1
	if !d.add(Attr, off, value) {
		return false
	}
	a := &d.Nodes[len(d.Nodes)-1]
	a.name = part{uint32(off), uint32(end - off)}
	name := a.name.of(d.Text)
	a.local = local(name)
	for k := index + 1; k < len(d.Nodes)-1; k++ {
		if bytes.Equal(d.Qualified(k), name) {
			d.problem(FaultDuplicate, off, end-off)
			break
		}
	}
	d.characters(i+1, i+1+n)
	d.references(i+1, i+1+n)
	switch {
	case string(name) == "xmlns":
		d.bind(part{uint32(off), 0}, value)
	case bytes.HasPrefix(name, []byte("xmlns:")) && a.local > 0:
		d.bind(part{uint32(off + 6), uint32(end - off - 6)}, value)
	}
	return true
}

func (d *Doc) bind(prefix, value part) {
	if len(d.binds) < maxBindings {
		d.binds = append(d.binds, binding{prefix, value, d.depth})
	}
}

// resolve finds the namespaces of an element and its attributes, Namespaces in
// XML 1.0 6.
func (d *Doc) resolve(index int) {
	for k := index; k < len(d.Nodes) && (k == index || d.Nodes[k].Kind == Attr); k++ {
		n := &d.Nodes[k]
		if n.local == 0 && k > index {
			continue // an attribute without prefix is in no namespace
		}
		prefix := part{n.name.off, max(n.local, 1) - 1}
		text := prefix.of(d.Text)
		if string(text) == "xmlns" || string(text) == "xml" {
			continue
		}
		found := false
		for i := len(d.binds) - 1; i >= 0 && !found; i-- {
			if bytes.Equal(d.binds[i].prefix.of(d.Text), text) {
				n.space, found = d.binds[i].value, true
			}
		}
		if !found && len(text) > 0 && len(d.binds) < maxBindings {
			d.problem(FaultPrefix, int(prefix.off), int(prefix.n))
		}
	}
}

// endTag reads an end-tag.
func (d *Doc) endTag() bool {
	off := d.at
	end := d.name(off + 2)
	i := end
	for i < len(d.Text) && space(d.Text[i]) {
		i++
	}
	if end == off+2 || i == len(d.Text) || d.Text[i] != '>' {
		return d.syntax(i)
	}
	if d.depth == 0 {
		return d.syntax(off)
	}
	if !bytes.Equal(d.Text[off+2:end], d.Qualified(int(d.open[d.depth-1]))) {
		d.problem(FaultMismatch, off+2, end-off-2)
	}
	d.at = i + 1
	d.pop(uint32(d.at - off))
	return true
}

// pop ends the element opened last, whose end-tag has this length.
func (d *Doc) pop(tag uint32) {
	for len(d.binds) > 0 && d.binds[len(d.binds)-1].depth == d.depth {
		d.binds = d.binds[:len(d.binds)-1]
	}
	d.depth--
	e := &d.Nodes[d.open[d.depth]]
	e.Len, e.End, e.close = uint32(d.at)-e.Off, uint32(len(d.Nodes)), tag
	if e.open == 0 {
		e.open = e.Len // the start-tag does not end
	}
}

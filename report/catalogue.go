package report

import (
	"github.com/radissect/radissect/dissect"
)

// A NamedField is a field under its full name: protocol, dot, field.
type NamedField struct {
	Name  string
	Field *dissect.Field
}

// AppendRules appends one line for each rule: level, id, section and title.
func AppendRules(dst []byte, rules []*dissect.Rule, o Options) []byte {
	p := newPalette(o.Color)
	idWidth, specWidth := 0, 0
	for _, r := range rules {
		idWidth = max(idWidth, len(r.ID))
		specWidth = max(specWidth, len(r.Spec))
	}
	for _, r := range rules {
		st := p.level[r.Level]
		level := r.Level.String()
		dst = append(dst, st.in(level)...)
		dst = appendPad(dst, len(level), colLevel+2)
		dst = append(dst, r.ID...)
		at := colLevel + 2 + len(r.ID)
		if o.Width > 0 && o.Width < colLevel+2+idWidth+2+specWidth+2+24 {
			// Too narrow for three columns: the title gets a line of its own.
			if r.Spec != "" {
				dst = append(dst, "  "...)
				dst = append(dst, p.dim.in(string(r.Spec))...)
			}
			for _, line := range Wrap(r.Title, o.Width-colLevel-2) {
				dst = append(dst, '\n')
				dst = appendPad(dst, 0, colLevel+2)
				dst = append(dst, line...)
			}
			dst = append(dst, '\n')
			continue
		}
		dst = appendPad(dst, at, colLevel+2+idWidth+2)
		dst = append(dst, p.dim.in(string(r.Spec))...)
		dst = appendPad(dst, len(r.Spec), specWidth+2)
		room := 0
		if o.Width > 0 {
			room = o.Width - (colLevel + 2 + idWidth + 2 + specWidth + 2)
		}
		dst, _ = appendClipped(dst, r.Title, room)
		dst = append(dst, '\n')
	}
	return dst
}

// AppendRuleRecords appends one JSON object a line for each rule.
func AppendRuleRecords(dst []byte, rules []*dissect.Rule) []byte {
	for _, r := range rules {
		dst = append(dst, `{"type":"rule","id":`...)
		dst = appendJSON(dst, r.ID)
		dst = text(dst, "level", r.Level.String())
		dst = text(dst, "requirement", r.Req)
		dst = text(dst, "spec", string(r.Spec))
		dst = text(dst, "title", r.Title)
		dst = text(dst, "doc", r.Doc)
		dst = text(dst, "seen", r.Seen)
		dst = append(dst, '}', '\n')
	}
	return dst
}

// AppendExplanation appends all there is to say about one rule; q is the
// requirement that it watches, nil for none.
func AppendExplanation(dst []byte, r *dissect.Rule, q *dissect.Requirement, o Options) []byte {
	p := newPalette(o.Color)
	cols := 80
	if o.Width > 0 {
		cols = min(o.Width, 100)
	}
	dst = append(dst, p.head.in(r.ID)...)
	dst = append(dst, "  "...)
	dst = append(dst, p.level[r.Level].in(r.Level.String())...)
	if r.Spec != "" {
		dst = append(dst, "  "...)
		dst = append(dst, p.dim.in(string(r.Spec))...)
	}
	dst = append(dst, '\n')
	for _, part := range []string{r.Title, r.Doc} {
		dst = append(dst, '\n')
		for _, line := range Wrap(part, cols) {
			dst = append(dst, line...)
			dst = append(dst, '\n')
		}
	}
	if q != nil {
		dst = append(dst, '\n')
		dst = append(dst, p.dim.in("Requirement "+q.ID)...)
		dst = append(dst, '\n')
		for _, line := range Wrap(q.Text, cols) {
			dst = append(dst, line...)
			dst = append(dst, '\n')
		}
	}
	if r.Seen != "" {
		dst = append(dst, '\n')
		dst = append(dst, p.dim.in("Seen in "+r.Seen)...)
		dst = append(dst, '\n')
	}
	return dst
}

// bases are the names of the bases.
var bases = [...]string{
	dissect.Dec: "number", dissect.Int: "signed number", dissect.Hex: "hexadecimal number", dissect.Bytes: "bytes",
	dissect.Text: "text", dissect.UTF16: "UTF-16 text", dissect.Time: "time", dissect.GUID: "GUID", dissect.Group: "structure",
	dissect.Address: "IP address", dissect.UTF16BE: "UTF-16 text, big-endian",
}

func baseName(b dissect.Base) string {
	if int(b) < len(bases) {
		return bases[b]
	}
	return ""
}

// AppendFields appends one line for each field: name, what it is where there is
// room, section.
func AppendFields(dst []byte, fields []NamedField, o Options) []byte {
	p := newPalette(o.Color)
	width := 0
	for _, f := range fields {
		width = max(width, len(f.Name))
	}
	width = min(width, 44)
	for _, f := range fields {
		base := baseName(f.Field.Base)
		dst = append(dst, f.Name...)
		dst = appendPad(dst, len(f.Name), width)
		dst = append(dst, "  "...)
		dst = append(dst, p.dim.on...)
		if o.Width == 0 || o.Width >= narrow {
			dst = append(dst, base...)
			dst = appendPad(dst, len(base), len(bases[dissect.Hex])+2)
		}
		dst = append(dst, f.Field.Spec...)
		dst = append(dst, p.dim.off...)
		dst = append(dst, '\n')
	}
	return dst
}

// AppendFieldRecords appends one JSON object a line for each field.
func AppendFieldRecords(dst []byte, fields []NamedField) []byte {
	for _, f := range fields {
		dst = append(dst, `{"type":"field","name":`...)
		dst = appendJSON(dst, f.Name)
		dst = text(dst, "base", baseName(f.Field.Base))
		dst = text(dst, "spec", string(f.Field.Spec))
		dst = whenTrue(dst, "secret", f.Field.Secret)
		dst = append(dst, '}', '\n')
	}
	return dst
}

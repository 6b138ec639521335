package where

import (
	"bytes"
	"regexp"
)

// An op is what a node of a filter does.
type op uint8

const (
	opAnd op = iota
	opOr
	opNot
	opThere
	opEqual
	opUnequal
	opLess
	opLessEqual
	opGreater
	opGreaterEqual
	opIn
	opContains
	opMatches
)

// A form is what is done with a name's values before they are compared.
type form uint8

const (
	formPlain form = iota
	formSlice
	formLen
	formCount
	formLower
	formUpper
)

// An operand is a name and what is done with its values.
type operand struct {
	name     *Name
	form     form
	from, to int // of a slice: to is exclusive, or sliceEnd; a negative from counts from the end, and to from it
	hasMask  bool
	mask     uint64
}

// sliceEnd stands for the end of the bytes.
const sliceEnd = 1 << 30

// A term is a node of a compiled filter.
type term struct {
	op   op
	a, b *term
	of   operand
	lit  literal
	set  []span
	re   *regexp.Regexp
}

// A span is an item of a set: one value, or all from one to another.
type span struct {
	from, to literal
	single   bool
}

// Match is what the filter says of s. It may be called from many goroutines.
func (f *Filter) Match(s *Subject) Verdict { return f.root.eval(s) }

func (t *term) eval(s *Subject) Verdict {
	switch t.op {
	case opAnd:
		v := t.a.eval(s)
		if v == No {
			return No
		}
		return min(v, t.b.eval(s))
	case opOr:
		v := t.a.eval(s)
		if v == Yes {
			return Yes
		}
		return max(v, t.b.eval(s))
	case opNot:
		return Yes - t.a.eval(s)
	}
	name := t.of.name
	if s.Unknown&name.part != 0 {
		if name.what == whatField && s.Unknown&PartMessage == 0 && (s.Message == nil || !name.protos[s.Message.Proto]) {
			return No // no message of this protocol has the field
		}
		return Maybe
	}
	if t.test(s) {
		return Yes
	}
	return No
}

// test holds a test against what is known.
func (t *term) test(s *Subject) bool {
	x := visits.Get().(*visit)
	defer visits.Put(x)
	x.reset(t)
	hit := t.of.name.each(s, x)
	switch {
	case t.of.form == formCount:
		x.w = value{num: x.count}
		return t.holds(&x.w, shapeNumber) != (t.op == opUnequal)
	case t.op == opUnequal:
		return x.there && !hit
	}
	return hit
}

// one holds a test against one value; for opUnequal it reports whether they are
// equal. absent says that the value has no such bytes. w is room for a value.
func (t *term) one(v, w *value) (ok, absent bool) {
	sh := t.of.name.shapeOf(v)
	switch {
	case t.of.form == formSlice:
		b, in := t.of.slice(v.raw())
		if !in {
			return false, true
		}
		*w = value{b: b}
		return t.holds(w, shapeBytes), false
	case t.of.form == formLen:
		*w = value{num: uint64(len(v.raw()))}
		return t.holds(w, shapeNumber), false
	case t.of.form == formLower || t.of.form == formUpper:
		*w = *v
		if t.of.form == formLower {
			w.b = bytes.ToLower(v.b)
		} else {
			w.b = bytes.ToUpper(v.b)
		}
		return t.holds(w, sh), false
	case t.of.hasMask:
		*w = value{num: v.num & t.of.mask}
		if t.op == opThere {
			return w.num != 0, false
		}
		return t.holds(w, shapeNumber), false
	}
	return t.holds(v, sh), false
}

// slice is the part of b that an operand asks for; in is false where b has no such
// part.
func (o *operand) slice(b []byte) (part []byte, in bool) {
	from, to := o.from, o.to
	if from < 0 {
		from += len(b)
	}
	switch {
	case to == sliceEnd:
		to = len(b)
	case o.from < 0:
		to += from
	}
	if from < 0 || to > len(b) || from >= to {
		return nil, false
	}
	return b[from:to], true
}

// holds holds the test against a value of a shape; for opUnequal it reports whether
// they are equal.
func (t *term) holds(v *value, sh shape) bool {
	switch t.op {
	case opThere:
		return true
	case opContains:
		if sh == shapeBytes {
			return t.lit.isRaw && bytes.Contains(v.b, t.lit.raw)
		}
		return bytes.Contains(v.shown(sh), t.lit.text)
	case opMatches:
		return t.re.Match(v.shown(sh))
	case opIn:
		for i := range t.set {
			if t.set[i].has(v, sh) {
				return true
			}
		}
		return false
	}
	c, ok := t.lit.compare(v, sh)
	if !ok {
		return false
	}
	switch t.op {
	case opLess:
		return c < 0
	case opLessEqual:
		return c <= 0
	case opGreater:
		return c > 0
	case opGreaterEqual:
		return c >= 0
	}
	return c == 0
}

// shown is what contains and matches look into: text and bytes as they are, other
// values as people read them.
func (v *value) shown(sh shape) []byte {
	if sh == shapeText || sh == shapeBytes {
		return v.b
	}
	return v.appendText(nil, sh)
}

// has reports whether v is in the span.
func (p *span) has(v *value, sh shape) bool {
	c, ok := p.from.compare(v, sh)
	if !ok || p.single {
		return ok && c == 0
	}
	if c < 0 {
		return false
	}
	c, ok = p.to.compare(v, sh)
	return ok && c <= 0
}

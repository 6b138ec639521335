package where

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limits of expressions. People write a few hundred bytes; programs may write more.
const (
	maxLength = 64 << 10 // bytes
	maxNested = 200      // parentheses and negations inside of each other
	maxTerms  = 5000
)

// A Filter is a compiled expression. It does not change and may be shared.
type Filter struct {
	text   string
	root   *term
	parts  Part            // that it looks at
	named  map[string]bool // protocols named in it
	fields map[string]bool // protocols whose messages may have a field that it names
}

// String is the expression.
func (f *Filter) String() string { return f.text }

// Uses reports whether the filter looks at a part.
func (f *Filter) Uses(p Part) bool { return f.parts&p != 0 }

// NeedsTree reports whether the filter looks at fields that messages of a protocol
// may have.
func (f *Filter) NeedsTree(proto string) bool { return f.fields[proto] }

// Names reports whether the filter names the protocol, as such or by a field of its
// own.
func (f *Filter) Names(proto string) bool {
	for p := range f.named {
		if isProto(proto, p) {
			return true
		}
	}
	return false
}

// Compile compiles an expression. The error is an *Error.
func Compile(expr string, v *Vocabulary) (*Filter, error) {
	f := &Filter{text: expr, named: map[string]bool{}, fields: map[string]bool{}}
	if len(expr) > maxLength {
		return nil, fail(expr, 0, 0, "the filter is longer than "+strconv.Itoa(maxLength)+" bytes")
	}
	p := &parser{src: expr, v: v, f: f}
	if err := p.parse(); err != nil {
		return nil, err
	}
	return f, nil
}

// A parser reads an expression by recursive descent.
type parser struct {
	src   string
	v     *Vocabulary
	f     *Filter
	tok   token
	depth int
	terms int
}

// next moves on to the next token.
func (p *parser) next() *Error {
	t, err := scan(p.src, p.tok.end)
	if err != nil {
		return err
	}
	p.tok = t
	return nil
}

func (p *parser) fail(t token, msg string) *Error { return fail(p.src, t.at, t.end, msg) }

func (p *parser) parse() *Error {
	if err := p.next(); err != nil {
		return err
	}
	if p.tok.kind == tokenEnd {
		return p.fail(p.tok, "the filter is empty")
	}
	root, err := p.or()
	if err != nil {
		return err
	}
	if p.tok.kind != tokenEnd {
		if p.tok.is(")") {
			return p.fail(p.tok, "this parenthesis closes none")
		}
		return p.fail(p.tok, `"and" or "or" is missing before this`)
	}
	p.f.root = root
	return nil
}

// add counts a term.
func (p *parser) add(t *term) (*term, *Error) {
	if p.terms++; p.terms > maxTerms {
		return nil, p.fail(p.tok, "more than "+strconv.Itoa(maxTerms)+" tests")
	}
	return t, nil
}

func (p *parser) or() (*term, *Error) { return p.join(opOr, (*parser).and, "||", "or") }

func (p *parser) and() (*term, *Error) { return p.join(opAnd, (*parser).not, "&&", "and") }

// join reads operands with one of two spellings of an operator between them.
func (p *parser) join(o op, operand func(*parser) (*term, *Error), sign, word string) (*term, *Error) {
	list := make([]*term, 0, 2)
	for {
		t, err := operand(p)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
		if !p.tok.is(sign, word) {
			return p.balance(o, list)
		}
		if err := p.next(); err != nil {
			return nil, err
		}
	}
}

// balance makes a tree of little depth of operands.
func (p *parser) balance(o op, list []*term) (*term, *Error) {
	if len(list) == 1 {
		return list[0], nil
	}
	a, err := p.balance(o, list[:len(list)/2])
	if err != nil {
		return nil, err
	}
	b, err := p.balance(o, list[len(list)/2:])
	if err != nil {
		return nil, err
	}
	return p.add(&term{op: o, a: a, b: b})
}

func (p *parser) not() (*term, *Error) {
	if p.depth++; p.depth > maxNested {
		return nil, p.fail(p.tok, "more than "+strconv.Itoa(maxNested)+" levels inside of each other")
	}
	defer func() { p.depth-- }()
	if !p.tok.is("!", "not") {
		return p.primary()
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	t, err := p.not()
	if err != nil {
		return nil, err
	}
	return p.add(&term{op: opNot, a: t})
}

func (p *parser) primary() (*term, *Error) {
	open := p.tok
	if !open.is("(") {
		return p.test()
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	t, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.tok.is(")") {
		if p.tok.kind == tokenEnd {
			return nil, p.fail(open, "this parenthesis is not closed")
		}
		return nil, p.fail(p.tok, `"and", "or" or ")" is missing before this`)
	}
	return t, p.next()
}

// comparisons are the signs and words of comparisons.
var comparisons = map[string]op{
	"==": opEqual, "eq": opEqual, "!=": opUnequal, "ne": opUnequal, "<": opLess, "lt": opLess, "<=": opLessEqual,
	"le": opLessEqual, ">": opGreater, "gt": opGreater, ">=": opGreaterEqual, "ge": opGreaterEqual,
}

// test reads one test.
func (p *parser) test() (*term, *Error) {
	t := &term{op: opThere}
	at := p.tok
	if err := p.operand(&t.of); err != nil {
		return nil, err
	}
	sign := p.tok
	negate := false
	if sign.is("not") {
		after, err := scan(p.src, sign.end)
		if err != nil || !after.is("in") {
			return nil, p.fail(sign, `only "in" may follow "not" here`)
		}
		negate = true
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	o, compares := comparisons[p.tok.text]
	var err *Error
	switch {
	case compares && p.tok.kind != tokenText:
		t.op = o
		err = p.comparison(t)
	case p.tok.is("in"):
		t.op = opIn
		err = p.membership(t)
	case p.tok.is("contains"):
		t.op = opContains
		err = p.contains(t)
	case p.tok.is("matches", "~"):
		t.op = opMatches
		err = p.matches(t)
	case t.of.form == formLen || t.of.form == formCount:
		err = p.fail(at, `compare it with a number, as in "len(a) > 3"`)
	case t.of.form == formLower || t.of.form == formUpper:
		err = p.fail(at, "compare it with text")
	}
	if err != nil {
		return nil, err
	}
	if t, err = p.add(t); err != nil || !negate {
		return t, err
	}
	return p.add(&term{op: opNot, a: t})
}

// functions are the words that may stand before a parenthesis.
var functions = map[string]form{"len": formLen, "count": formCount, "lower": formLower, "upper": formUpper}

// operand reads a name and what is done with its values.
func (p *parser) operand(o *operand) *Error {
	at := p.tok
	if p.tok.kind == tokenWord {
		if fn, ok := functions[p.tok.text]; ok {
			if after, err := scan(p.src, p.tok.end); err == nil && after.is("(") {
				return p.function(o, fn)
			}
		}
	}
	if err := p.name(o); err != nil {
		return err
	}
	if p.tok.is("[") {
		return p.slice(o)
	}
	if !p.tok.is("&") {
		return nil
	}
	if err := p.next(); err != nil {
		return err
	}
	l := parseLiteral(p.tok.text, p.tok.kind == tokenText)
	switch {
	case !slices.Contains(o.name.shapes(), shapeNumber):
		return p.fail(at, "only numbers have bits")
	case p.tok.kind != tokenWord || !l.isNum || l.neg:
		return p.fail(p.tok, "a number is missing here")
	}
	o.hasMask, o.mask = true, l.num
	return p.next()
}

// function reads a function and its operand.
func (p *parser) function(o *operand, fn form) *Error {
	word := p.tok
	if err := p.next(); err != nil {
		return err
	}
	if err := p.next(); err != nil {
		return err
	}
	if err := p.name(o); err != nil {
		return err
	}
	if !p.tok.is(")") {
		return p.fail(p.tok, `")" is missing here`)
	}
	o.form = fn
	shapes := o.name.shapes()
	switch {
	case (fn == formLower || fn == formUpper) && !slices.Contains(shapes, shapeText):
		return p.fail(word, "only text has upper and lower case")
	case fn == formLen && o.name.what != whatField && !slices.Contains(shapes, shapeText):
		return p.fail(word, "only text and fields have a length")
	}
	return p.next()
}

// name reads the name of an operand.
func (p *parser) name(o *operand) *Error {
	t := p.tok
	switch {
	case t.kind == tokenEnd:
		return p.fail(t, "the name of a field is missing at the end")
	case t.kind != tokenWord || keywords[t.text]:
		return p.fail(t, "the name of a field is missing here")
	}
	n := p.v.Lookup(t.text)
	if n == nil {
		err := p.fail(t, "there is no field "+strconv.Quote(t.text))
		err.Word, err.Names = t.text, p.v.Near(t.text)
		return err
	}
	o.name = n
	p.f.parts |= n.part
	switch n.what {
	case whatProto:
		p.f.named[n.proto] = true
	case whatField:
		p.f.named[n.proto] = true
		for proto := range n.protos {
			p.f.fields[proto] = true
		}
	}
	return p.next()
}

// Near lists the names that a word may have meant: for a bare name of a field those
// of every protocol that has it.
func (v *Vocabulary) Near(word string) []string {
	if !strings.Contains(word, ".") {
		var list []string
		for _, n := range v.names {
			if _, field, _ := strings.Cut(n, "."); strings.EqualFold(field, word) {
				list = append(list, n)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return v.names
}

// slice reads [from:count], [from-to], [one], [from:] or [:count].
func (p *parser) slice(o *operand) *Error {
	open := p.tok
	n := strings.IndexByte(p.src[open.end:], ']')
	if n < 0 {
		return p.fail(open, "this bracket is not closed")
	}
	text := strings.TrimSpace(p.src[open.end : open.end+n])
	whole := token{at: open.at, end: open.end + n + 1}
	sh := o.name.shapes()
	if o.name.what != whatField && !slices.Contains(sh, shapeText) {
		return p.fail(whole, "only text and fields have bytes")
	}
	const most = 1 << 24
	number := func(s string, least int) (int, bool) {
		v, err := strconv.Atoi(strings.TrimSpace(s))
		return v, err == nil && v >= least && v <= most
	}
	ok := true
	if from, count, colon := strings.Cut(text, ":"); colon {
		if strings.TrimSpace(from) != "" {
			o.from, ok = number(from, -most)
		}
		o.to = sliceEnd
		if strings.TrimSpace(count) != "" {
			var okCount bool
			o.to, okCount = number(count, 1)
			ok = ok && okCount
			if o.from >= 0 {
				o.to += o.from
			}
		}
	} else if i := strings.LastIndexByte(text, '-'); i > 0 && text[i-1] != '-' && !strings.HasPrefix(text, "-") {
		var okTo bool
		o.from, ok = number(text[:i], 0)
		o.to, okTo = number(text[i+1:], o.from)
		o.to++
		ok = ok && okTo
	} else {
		o.from, ok = number(text, -most)
		o.to = o.from + 1
		if o.from < 0 {
			o.to = 1
		}
	}
	if !ok {
		return p.fail(whole, "bytes are named as [from:count], [from-to], [one], [from:] or [:count]")
	}
	o.form = formSlice
	p.tok = whole
	return p.next()
}

// shapes are the ways in which values of n compare.
func (n *Name) shapes() []shape {
	if n.what != whatField {
		return []shape{n.shape}
	}
	var list []shape
	for _, f := range n.fields {
		if s := shapeOf(f); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// shapes are those of what is done with the values.
func (o *operand) shapes() []shape {
	switch {
	case o.form == formSlice:
		return []shape{shapeBytes}
	case o.form == formLen || o.form == formCount || o.hasMask:
		return []shape{shapeNumber}
	case o.form == formLower || o.form == formUpper:
		return []shape{shapeText}
	}
	return o.name.shapes()
}

// value reads a value that can be compared with an operand.
func (p *parser) value(o *operand, t token, ordered bool) (literal, *Error) {
	if t.kind == tokenEnd {
		return literal{}, p.fail(t, "a value is missing at the end")
	}
	if t.kind == tokenSign || t.kind == tokenWord && keywords[t.text] {
		return literal{}, p.fail(t, "a value is missing here; words that mean something else stand in quotes")
	}
	l := parseLiteral(t.text, t.kind == tokenText)
	shapes := o.shapes()
	fields := o.name.fields
	if o.form != formPlain || o.hasMask {
		fields = nil
	}
	why := l.prepare(shapes, fields, ordered)
	if why == "" {
		return l, nil
	}
	err := p.fail(t, o.name.Name+": "+why)
	switch {
	case slices.Contains(shapes, shapeNumber) && hasSymbols(fields) && !l.isNum:
		err.Word, err.Names = t.text, symbols(fields)
	case slices.Contains(shapes, shapeLevel):
		err.Word, err.Names = t.text, []string{"note", "should", "must", "malformed", "security", "limit"}
	}
	return l, err
}

// comparison reads what follows a sign of comparison.
func (p *parser) comparison(t *term) *Error {
	if err := p.next(); err != nil {
		return err
	}
	var err *Error
	if t.lit, err = p.value(&t.of, p.tok, t.op != opEqual && t.op != opUnequal); err != nil {
		return err
	}
	return p.next()
}

// contains reads what follows "contains".
func (p *parser) contains(t *term) *Error {
	if err := p.next(); err != nil {
		return err
	}
	v := p.tok
	if v.kind != tokenText && (v.kind != tokenWord || keywords[v.text]) {
		return p.fail(v, "what to look for is missing here")
	}
	t.lit = parseLiteral(v.text, v.kind == tokenText)
	switch shapes := t.of.shapes(); {
	case len(v.text) == 0:
		return p.fail(v, "everything contains nothing: say what to look for")
	case t.of.form == formLen || t.of.form == formCount || t.of.hasMask || shapes[0] == shapeNone:
		return p.fail(v, "only text, bytes and shown values contain something")
	case !t.lit.isRaw && len(shapes) == 1 && shapes[0] == shapeBytes:
		return p.fail(v, t.of.name.Name+": these are bytes: write them as 0x0a0b, 0a:0b or text in quotes")
	}
	return p.next()
}

// matches reads what follows "matches".
func (p *parser) matches(t *term) *Error {
	if err := p.next(); err != nil {
		return err
	}
	v := p.tok
	if v.kind != tokenText && (v.kind != tokenWord || keywords[v.text]) {
		return p.fail(v, "a pattern in quotes is missing here")
	}
	if t.of.form == formLen || t.of.form == formCount || t.of.hasMask || t.of.shapes()[0] == shapeNone {
		return p.fail(v, "only text, bytes and shown values match a pattern")
	}
	re, err := regexp.Compile("(?i)" + v.text)
	if err != nil {
		return p.fail(v, "the pattern is wrong: "+strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	t.re = re
	return p.next()
}

// membership reads a set in braces.
func (p *parser) membership(t *term) *Error {
	if err := p.next(); err != nil {
		return err
	}
	open := p.tok
	if !open.is("{") {
		return p.fail(open, `a set is missing here, as in "in {1, 3..5}"`)
	}
	if err := p.next(); err != nil {
		return err
	}
	for !p.tok.is("}") {
		if p.tok.kind == tokenEnd {
			return p.fail(open, "this brace is not closed")
		}
		if err := p.span(t); err != nil {
			return err
		}
		if p.tok.is(",") {
			if err := p.next(); err != nil {
				return err
			}
			if p.tok.is("}") || p.tok.is(",") {
				return p.fail(p.tok, "a value is missing here")
			}
		}
	}
	if len(t.set) == 0 {
		return p.fail(open, "the set is empty")
	}
	return p.next()
}

// span reads one item of a set.
func (p *parser) span(t *term) *Error {
	from, to := p.tok, token{}
	ranged := false
	if from.kind == tokenWord {
		if i := strings.Index(from.text, ".."); i >= 0 {
			ranged = true
			to = token{tokenWord, from.text[i+2:], from.at + i + 2, from.end}
			from.text, from.end = from.text[:i], from.at+i
		}
	}
	if err := p.next(); err != nil {
		return err
	}
	if !ranged && p.tok.kind == tokenWord && strings.HasPrefix(p.tok.text, "..") {
		ranged = true
		to = token{tokenWord, p.tok.text[2:], p.tok.at + 2, p.tok.end}
		if err := p.next(); err != nil {
			return err
		}
	}
	if ranged && to.text == "" { // its end stands apart: "a" .. "b"
		to = p.tok
		if to.kind == tokenEnd || to.kind == tokenSign {
			return p.fail(to, "the end of the range is missing here")
		}
		if err := p.next(); err != nil {
			return err
		}
	}
	var s span
	var err *Error
	if s.from, err = p.value(&t.of, from, ranged); err != nil {
		return err
	}
	s.single = !ranged
	if ranged {
		if s.to, err = p.value(&t.of, to, true); err != nil {
			return err
		}
	}
	t.set = append(t.set, s)
	_, err = p.add(nil)
	return err
}

package where

import (
	"encoding/hex"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/radissect/radissect/dissect"
)

// A Verdict is what a filter says of a subject.
type Verdict uint8

// The verdicts.
const (
	No    Verdict = iota
	Maybe         // it depends on parts that are not known yet
	Yes
)

// A Subject is what a filter is held against: mostly a message, but also a finding
// that belongs to none, a conversation or a session. What is nil is not there, unless
// Unknown says that it is not known.
type Subject struct {
	Message  *dissect.Message
	Conv     *dissect.Conversation
	Dir      dissect.Dir
	File     string
	Time     int64 // nanoseconds since 1970
	Frames   []uint64
	Channel  string // of bytes without a message
	Findings []*dissect.Diagnostic
	Session  uint64 // 0 for none
	Artifact *dissect.Artifact
	Unknown  Part
}

// OfMessage is a message as a subject, with the parts that are not known yet.
func OfMessage(m *dissect.Message, unknown Part) Subject {
	return Subject{
		Message: m, Conv: m.Conv, Dir: m.Dir, File: m.File, Time: m.Time, Frames: m.Frames, Unknown: unknown,
	}
}

// A value is one value of a name.
type value struct {
	neg   bool   // of a number
	num   uint64 // magnitude of a number, or a level
	b     []byte // text as UTF-8, or bytes
	addr  netip.Addr
	field *dissect.Field // for symbols
	node  *dissect.Node
	tree  *dissect.Tree
}

// A visit goes over the values of a name: it holds a test against each, or collects
// them as text.
type visit struct {
	t       *term // nil: collect
	reveal  bool  // collect secrets as well
	secret  bool  // v is one, or a part of one
	count   uint64
	there   bool // a value has what the test asks for
	collect [][]byte
	room    [256]byte
	buf     []byte // for texts that have to be made
	v, w    value
}

// visits are kept because all of a visit is on the heap as soon as a text is made.
var visits = sync.Pool{New: func() any { return new(visit) }}

// reset makes x ready for a test, or for collecting.
func (x *visit) reset(t *term) {
	x.t, x.secret, x.count, x.there, x.collect, x.v, x.w = t, false, 0, false, nil, value{}, value{}
	if cap(x.buf) > 64<<10 {
		x.buf = nil
	}
}

// scratch is empty room for a text.
func (x *visit) scratch() []byte {
	if x.buf == nil {
		x.buf = x.room[:0]
	}
	return x.buf[:0]
}

// see takes the next value, x.v, and reports whether it is enough.
func (x *visit) see(n *Name) bool {
	x.count++
	if x.t == nil {
		text := []byte(dissect.Mask)
		if !x.secret || x.reveal {
			text = x.v.appendText(nil, n.shapeOf(&x.v))
		}
		x.collect = append(x.collect, text)
		return false
	}
	if x.t.of.form == formCount {
		return false
	}
	ok, absent := x.t.one(&x.v, &x.w)
	x.there = x.there || !absent
	return ok
}

func (x *visit) number(n *Name, v uint64) bool {
	x.v.num = v
	return x.see(n)
}

func (x *visit) flag(n *Name, on bool) bool {
	x.v.num = 0
	if on {
		x.v.num = 1
	}
	return x.see(n)
}

// text sees a text, which is not there where it is empty.
func (x *visit) text(n *Name, s string) bool {
	if s == "" {
		return false
	}
	x.buf = append(x.scratch(), s...)
	x.v.b = x.buf
	return x.see(n)
}

// each shows x every value of n in s, until it is enough, and reports whether it was.
func (n *Name) each(s *Subject, x *visit) bool {
	m := s.Message
	switch n.what {
	case whatField:
		return n.eachNode(s, x)
	case whatProto:
		return m != nil && isProto(m.Proto, n.proto) && x.see(n)
	case whatFrame:
		for _, f := range s.Frames {
			if x.number(n, f) {
				return true
			}
		}
		return false
	case whatTime:
		x.v.neg = s.Time < 0
		return len(s.Frames) > 0 && x.number(n, magnitude(s.Time))
	case whatFile:
		return x.text(n, s.File)
	case whatConversation:
		return s.Conv != nil && x.number(n, s.Conv.ID)
	case whatSession:
		return s.Session != 0 && x.number(n, s.Session)
	case whatIP, whatIPVersion, whatPort, whatTransport:
		return n.eachPeer(s, x)
	case whatArtifact:
		return s.Artifact != nil && x.text(n, s.Artifact.Kind)
	case whatArtifactName:
		return s.Artifact != nil && x.text(n, s.Artifact.Name)
	case whatFrom:
		return s.Conv != nil && x.text(n, s.Dir.String())
	case whatChannel:
		if m == nil {
			return x.text(n, s.Channel)
		}
	}
	if n.part == PartFindings && n.what != whatMessage {
		for _, d := range s.Findings {
			if n.finding(d, x) {
				return true
			}
		}
		return false
	}
	return m != nil && n.message(m, x)
}

// message is each for what a message has.
func (n *Name) message(m *dissect.Message, x *visit) bool {
	switch n.what {
	case whatMessage:
		return x.number(n, m.N)
	case whatName:
		return m.Kind != nil && x.text(n, m.Kind.Name)
	case whatProtoName:
		return x.text(n, m.Proto)
	case whatSpec:
		return m.Kind != nil && x.text(n, string(m.Kind.Spec))
	case whatInfo:
		x.v.b = m.Info
		return len(m.Info) > 0 && x.see(n)
	case whatBytes:
		return x.number(n, uint64(m.Len))
	case whatChannel:
		return x.text(n, m.Channel)
	case whatCarrier:
		return x.flag(n, m.Carrier)
	case whatTainted:
		return x.flag(n, m.Tainted)
	case whatCut:
		return x.flag(n, m.Cut)
	}
	return false
}

// Values are the values of n in s as people read them, unescaped. Secrets are masked
// unless reveal is set.
func (n *Name) Values(s *Subject, reveal bool) [][]byte {
	x := visit{reveal: reveal}
	n.each(s, &x)
	return x.collect
}

// isProto reports whether a message of protocol have is one of want, or of a part
// of it.
func isProto(have, want string) bool {
	return have == want || len(have) > len(want) && have[:len(want)] == want && have[len(want)] == '.'
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// eachPeer is each for addresses, ports and transports.
func (n *Name) eachPeer(s *Subject, x *visit) bool {
	c := s.Conv
	if c == nil || n.what != whatIP && n.what != whatIPVersion && c.Transport != n.only {
		return false
	}
	if n.what == whatTransport {
		return x.see(n)
	}
	ends := [2]*dissect.Endpoint{&c.Client, &c.Server}
	if s.Dir == dissect.FromServer {
		ends[0], ends[1] = ends[1], ends[0]
	}
	for i, e := range ends {
		if n.side == sideSource && i == 1 || n.side == sideDestination && i == 0 {
			continue
		}
		x.v.addr = e.Addr.Addr()
		switch {
		case n.what == whatPort:
			x.v.num = uint64(e.Port)
		case n.only == "6" && !x.v.addr.Is6():
			continue
		case n.what == whatIPVersion:
			x.v.num = 4
			if x.v.addr.Is6() {
				x.v.num = 6
			}
			return x.see(n)
		}
		if x.see(n) {
			return true
		}
	}
	return false
}

// finding is each for what was found.
func (n *Name) finding(d *dissect.Diagnostic, x *visit) bool {
	switch n.what {
	case whatFinding:
		return x.see(n)
	case whatLevel:
		return x.number(n, uint64(d.Rule.Level))
	case whatFindingTainted:
		return x.flag(n, d.Tainted)
	case whatRule:
		return x.text(n, d.Rule.ID)
	case whatFindingSpec:
		return x.text(n, string(d.Rule.Spec))
	case whatRequirement:
		return x.text(n, d.Rule.Req)
	case whatTitle:
		return x.text(n, d.Rule.Title)
	case whatDetail:
		return x.text(n, d.Detail)
	}
	return d.Field != nil && x.text(n, d.Field.Name)
}

// eachNode is each for fields of messages.
func (n *Name) eachNode(s *Subject, x *visit) bool {
	if s.Message == nil || s.Message.Tree == nil {
		return false
	}
	t := s.Message.Tree
	covered := uint32(0) // end of the parts of a secret
	for i := range t.Nodes {
		node := &t.Nodes[i]
		if node.Field.Secret {
			covered = max(covered, node.End)
		}
		x.secret = uint32(i) < covered
		if !n.holds(node.Field) || node.Flags&dissect.Short != 0 {
			continue
		}
		x.load(t, node)
		if x.see(n) {
			return true
		}
	}
	return false
}

func (n *Name) holds(f *dissect.Field) bool {
	for _, g := range n.fields {
		if f == g {
			return true
		}
	}
	return false
}

// shapeOf is how a value of n compares.
func (n *Name) shapeOf(v *value) shape {
	if v.field != nil {
		return shapeOf(v.field)
	}
	return n.shape
}

// shapeOf is how the values of a field compare.
func shapeOf(f *dissect.Field) shape {
	switch f.Base {
	case dissect.Dec, dissect.Int, dissect.Hex:
		return shapeNumber
	case dissect.Time:
		return shapeTime
	case dissect.Text, dissect.UTF16, dissect.GUID:
		return shapeText
	}
	return shapeBytes
}

// load makes x.v the value of a node.
func (x *visit) load(t *dissect.Tree, n *dissect.Node) {
	v := &x.v
	*v = value{field: n.Field, node: n, tree: t}
	switch shapeOf(n.Field) {
	case shapeNumber, shapeTime:
		v.num = n.Value
		if n.Field.Base == dissect.Int {
			i := int64(n.Value)
			if n.Width == 0 && n.Len > 0 && n.Len < 8 {
				shift := 64 - 8*n.Len
				i = i << shift >> shift
			}
			v.neg, v.num = i < 0, magnitude(i)
		}
	case shapeText:
		x.buf = t.AppendText(x.scratch(), n)
		v.b = x.buf
	default:
		v.b = t.Range(n)
	}
}

// appendText appends the value as people read it.
func (v *value) appendText(dst []byte, sh shape) []byte {
	switch {
	case v.node != nil && sh != shapeBytes:
		return v.tree.AppendText(dst, v.node)
	case sh == shapeBytes:
		return hex.AppendEncode(dst, v.b)
	case sh == shapeAddress:
		return v.addr.AppendTo(dst)
	case sh == shapeLevel:
		return append(dst, dissect.Level(v.num).String()...)
	case sh == shapeFlag:
		return strconv.AppendBool(dst, v.num != 0)
	case sh == shapeTime:
		ns := int64(v.num)
		if v.neg {
			ns = -ns
		}
		return time.Unix(0, ns).UTC().AppendFormat(dst, "2006-01-02T15:04:05.000000000Z")
	case sh == shapeNumber:
		return strconv.AppendUint(dst, v.num, 10)
	case sh == shapeNone:
		return append(dst, "true"...)
	}
	return append(dst, v.b...)
}

// raw is the bytes of a value: of a node those in the message.
func (v *value) raw() []byte {
	if v.node != nil {
		return v.tree.Range(v.node)
	}
	return v.b
}

// symbol reports whether name is the specification's word for the value, or for
// bits that are set in it.
func (v *value) symbol(name string) bool {
	if v.field == nil || v.field.Names == nil {
		return false
	}
	if v.field.Names.Value(v.num) == name {
		return true
	}
	for _, b := range v.field.Names.Bits {
		want := b.Value
		if want == 0 {
			want = b.Mask
		}
		if b.Name == name && v.num&b.Mask == want {
			return true
		}
	}
	return false
}

package dissect

import "sync/atomic"

// A Dir says who sent something.
type Dir uint8

// The directions.
const (
	FromClient Dir = 0
	FromServer Dir = 1
)

// Other is the opposite direction.
func (d Dir) Other() Dir { return d ^ 1 }

// String is the direction's name in the contract.
func (d Dir) String() string {
	if d == FromClient {
		return "client"
	}
	return "server"
}

// Lost is what Frame returns for bytes that cannot start a message.
const Lost = -1

// A Handler reads one protocol in one conversation. The engine makes one per
// protocol and conversation and calls it from one goroutine at a time, in the
// order of the stream.
type Handler interface {
	// Frame reports the length in bytes of the message that b starts with: 0
	// while b is too short to tell, Lost when b cannot start a message. It may
	// be called again with the same bytes and more. A length beyond len(b) is
	// right: the engine waits for the rest. For protocols that are handed whole
	// messages, Frame is not called.
	Frame(dir Dir, b []byte) int
	// Decode reads one whole message. It looks at the state of the
	// conversation and never changes it, apart from the handler's own scratch
	// message: it may run twice for one message, once plain and once recording.
	Decode(dir Dir, c *Cursor)
	// Commit lets the message decoded last take effect: state of the
	// conversation, rules about order, payloads handed on. It runs once.
	Commit(dir Dir, x *Context)
}

// An Informer is a Handler that can say in a few words what is in the message
// decoded last.
type Informer interface {
	// Info appends the text to dst, which is empty. It is called between Decode and Commit,
	// and only when somebody wants to see it. Captured text in it is escaped
	// by whoever prints it.
	Info(dir Dir, dst []byte) []byte
}

// A Resyncer is a Handler that can find the next plausible start of a message
// in a stream that lost bytes.
type Resyncer interface {
	// Resync reports how many bytes of b to skip, at most len(b). Skipping all
	// of b means that no start was found in it.
	Resync(dir Dir, b []byte) int
}

// A GapObserver is a Handler that has to know about lost bytes.
type GapObserver interface {
	// Gap is called when n bytes of this direction are missing, before the
	// bytes behind them are framed. Every handler of the conversation that reads
	// what the stream carries is told, not only the one that frames it. An n of
	// 2^40 or more says that the amount is not known.
	Gap(dir Dir, n uint64)
}

// A Chooser is a stream Handler whose stream also carries messages of other
// protocols, told apart by their first bytes.
type Chooser interface {
	// Choose is called with each whole message, before Decode. It returns the
	// protocol that is to read it, or nil for this one.
	Choose(dir Dir, b []byte) *Protocol
}

// A Finisher is a stream Handler with messages that only the end of the stream
// ends.
type Finisher interface {
	// Finish is called when a direction has ended and rest is what Frame was
	// still waiting with. It returns the length of the message that rest starts
	// with, 0 when there is none; it is called again for what is left then.
	Finish(dir Dir, rest []byte) int
}

// An Ender is a Handler that wants to know when its conversation ends.
type Ender interface {
	// End is called once, after the last message. Rules about what never came
	// are reported here.
	End(x *Context)
}

// A Verdict is the answer of a probe.
type Verdict uint8

// The verdicts.
const (
	No   Verdict = iota // not this protocol
	More                // cannot be told from so few bytes
	Yes                 // this protocol
)

// A Protocol describes one protocol. It is a package variable of the folder
// that decodes it, and does not change.
type Protocol struct {
	Name  string // in the contract: "x224"
	Title string // for people
	Specs []Spec // the documents and sections it is read by

	Rules        []*Rule
	Fields       []*Field
	Kinds        []*Kind
	Requirements []*Requirement // the catalogue of its specification, where this folder keeps it

	Binds []Bind // where its bytes come from
	// Probe tells whether the bytes of one direction of a TCP connection look
	// like this protocol; b starts at the first byte seen, and mid says that the
	// start of the connection was missed. Nil: never recognised by content.
	Probe func(dir Dir, b []byte, mid bool) Verdict
	// Claim tells whether one whole message can only be this protocol's. Parents
	// ask it where a capture starts after the names of their channels were
	// exchanged. Nil: never known by content.
	Claim func(b []byte) bool
	// New makes the handler for one conversation.
	New func(c *Conversation) Handler

	slot uint32 // see index
}

var protocolSlots atomic.Uint32

// index is the number of the protocol in the process, from 1, given on first use.
// A copy of a protocol may have the same.
func (p *Protocol) index() uint32 {
	if i := atomic.LoadUint32(&p.slot); i != 0 {
		return i
	}
	atomic.CompareAndSwapUint32(&p.slot, 0, protocolSlots.Add(1))
	return atomic.LoadUint32(&p.slot)
}

// A Bind puts a protocol into a table of its parent.
type Bind struct {
	put  func(reg *Registry, p *Protocol) bool
	name string
}

// A Table is a place where a parent hands bytes on: it maps keys from the wire
// to protocols. Tables are package variables of the parent; what is in them is
// held by each Registry.
type Table[K comparable] struct {
	name string
	slot int // its place in every registry
}

// tableSlots counts the tables of the process; the first place stays empty.
var tableSlots atomic.Int32

// NewTable is a new table. Its name is for messages: "tpkt.payload".
func NewTable[K comparable](name string) *Table[K] {
	return &Table[K]{name, int(tableSlots.Add(1))}
}

// TCPPort maps server ports of TCP to protocols. It is asked last, after every
// probe said no.
var TCPPort = NewTable[uint16]("tcp.port")

// UDPPort maps server ports of UDP to protocols.
var UDPPort = NewTable[uint16]("udp.port")

// UDPContent holds the protocols that are known by what is in a datagram, under
// their names: where no port says what a conversation is, the one whose Claim
// takes one of its first datagrams reads it from there on.
var UDPContent = NewTable[string]("udp.content")

// Key binds a protocol to k.
func (t *Table[K]) Key(k K) Bind {
	return Bind{
		name: t.name,
		put: func(reg *Registry, p *Protocol) bool {
			for len(reg.tables) <= t.slot {
				reg.tables = append(reg.tables, nil)
			}
			m, _ := reg.tables[t.slot].(map[K]*Protocol)
			if m == nil {
				m = map[K]*Protocol{}
				reg.tables[t.slot] = m
			}
			if m[k] != nil {
				return false
			}
			m[k] = p
			return true
		},
	}
}

// In is the protocol bound to k in the registry of conv, or nil.
func (t *Table[K]) In(conv *Conversation, k K) *Protocol {
	if conv == nil {
		return nil
	}
	return t.in(conv.sh.eng.reg, k)
}

// Guess is the one protocol of the table that claims b, and its key, which is
// the zero one where it has several. Where none or several claim b, ok is false.
func (t *Table[K]) Guess(conv *Conversation, b []byte) (key K, p *Protocol, ok bool) {
	if conv == nil || t.slot >= len(conv.sh.eng.reg.tables) {
		return key, nil, false
	}
	m, _ := conv.sh.eng.reg.tables[t.slot].(map[K]*Protocol)
	keys := 0
	for k, q := range m {
		switch {
		case q.Claim == nil || !q.Claim(b):
		case p != nil && p != q:
			var none K
			return none, nil, false
		default:
			key, p = k, q
			keys++
		}
	}
	if keys > 1 {
		var none K
		key = none
	}
	return key, p, p != nil
}

func (t *Table[K]) in(reg *Registry, k K) *Protocol {
	if t.slot >= len(reg.tables) {
		return nil
	}
	m, _ := reg.tables[t.slot].(map[K]*Protocol)
	return m[k]
}

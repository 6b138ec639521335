package dissect

import (
	"net/netip"

	"github.com/radissect/radissect/reassembly"
)

// An Endpoint is an address and a port.
type Endpoint struct {
	Addr HostAddr
	Port uint16
}

// AddrPort returns e as a netip.AddrPort.
func (e Endpoint) AddrPort() netip.AddrPort { return netip.AddrPortFrom(e.Addr.Addr(), e.Port) }

// A Conversation is one transport flow. Its exported fields are fixed when it
// begins, but for ID, which is set before any event of it is rendered.
type Conversation struct {
	ID        uint64 // number in the run, from 1, in the order of first packets
	Transport string // "tcp" or "udp"
	Client    Endpoint
	Server    Endpoint
	Start     int64 // nanoseconds since 1970, of its first packet

	sh       *shard
	key      flowKey
	flip     bool  // the client is the second address of key
	last     int64 // latest time of its packets
	seen     int64 // latest time of the capture when its last packet came; never goes back
	class    uint8
	spot     uint16        // its place in shard.recent
	older    *Conversation // neighbours in the list of its class
	newer    *Conversation
	frames   uint64
	bytes    [2]uint64 // payload bytes
	lost     [2]uint64 // stream bytes missing from the capture
	losses   [2]uint32 // places at which bytes are missing
	nested   bool      // a stream was found inside of this one
	streams  []*Stream // the first of them, to be ended with it
	missed   [2]bool   // the start of this direction was not captured
	over     [2]bool   // this direction has ended
	closed   bool
	dead     bool // no decoder reads it
	forced   bool // Options.DecodeAs says what reads it
	counted  bool // among those that a decoder read
	freed    bool // dead, and the storage of tcp was given back
	gone     bool // its record went out
	evicted  bool // it ends because of the budget of memory
	fixed    int  // bytes of its handlers
	charged  int  // bytes on the account of round
	round    uint64
	holders  []Holder
	pair     *between // what its hosts share, once it asked
	tcp      reassembly.Conn
	root     lane
	handlers []owned
	few      [4]owned        // storage of handlers while they are few
	places   [maxPlace]uint8 // by the index of the protocol: its place in handlers, from 1
	slots    []uint16        // protocol names seen, in order
	names    [8]uint16       // storage of slots while they are few
	repeats  []repeat
	broken   [2]repeat // storage of repeats while they are few
	security []Protection
	session  *SessionRecord

	// first is the order of its first packet in the run. It is written when the
	// conversation is made and stands last: so the page at its end is not read before
	// it is written, which would cost a second page fault, and with more than one
	// thread an interrupt of the others.
	first uint64
}

// maxPlace is how many protocols are found without a search.
const maxPlace = 64

// owned is a handler of this conversation.
type owned struct {
	p    *Protocol
	h    Handler
	slot int // of its name in the registry
}

type flowKey struct {
	a, b   HostAddr
	pa, pb uint16
	proto  uint16 // 6 or 17; as wide as the ports, so that keys are compared as plain memory
}

// Handler is the handler of p in this conversation; it is made on first use.
func (c *Conversation) Handler(p *Protocol) Handler { return c.own(p).h }

func (c *Conversation) own(p *Protocol) *owned {
	if o := c.owned(p); o != nil {
		return o
	}
	h := p.New(c)
	c.fixed += c.sh.handlerSize(p, h)
	if k, ok := h.(Holder); ok {
		c.holders = append(c.holders, k)
	}
	if c.handlers == nil {
		c.handlers = c.few[:0]
	}
	c.handlers = append(c.handlers, owned{p, h, c.sh.eng.reg.of[p]})
	if n, i := len(c.handlers), p.index(); n <= maxPlace && i < maxPlace {
		c.places[i] = uint8(n)
	}
	return &c.handlers[len(c.handlers)-1]
}

// owned finds what own has made, nil for nothing. Parents ask for their children
// with every message, so most are found without a search.
func (c *Conversation) owned(p *Protocol) *owned {
	if i := p.index(); i < maxPlace {
		n := c.places[i]
		if n == 0 && len(c.handlers) <= maxPlace {
			return nil
		}
		if n > 0 && c.handlers[n-1].p == p {
			return &c.handlers[n-1]
		}
	}
	for i := range c.handlers {
		if c.handlers[i].p == p {
			return &c.handlers[i]
		}
	}
	return nil
}

// repeat counts the breaches of one rule in one conversation.
type repeat struct {
	rule *Rule
	n    uint32
}

// again counts one more breach of r. It reports whether there were too many
// before to show this one.
func (c *Conversation) again(r *Rule) bool {
	for i := range c.repeats {
		if k := &c.repeats[i]; k.rule == r {
			k.n++
			return k.n > MaxRepeats
		}
	}
	if c.repeats == nil {
		c.repeats = c.broken[:0]
	}
	c.repeats = append(c.repeats, repeat{r, 1})
	return false
}

// Has reports whether p has read anything in this conversation.
func (c *Conversation) Has(p *Protocol) bool { return c.owned(p) != nil }

// Lossy reports whether a direction of this conversation has lost bytes, or its
// start was missed, up to now. What the order of messages seems to break may
// then be the capture's doing.
func (c *Conversation) Lossy() bool {
	return c.lost[0]+c.lost[1] > 0 || c.missed[0] || c.missed[1]
}

// Losses counts the places at which a direction has lost bytes, up to now. A
// handler that joins messages compares it with what it was before.
func (c *Conversation) Losses(dir Dir) uint32 { return c.losses[dir] }

// gap tells the handlers about lost bytes of a lane: the one that frames it, and
// those that read what it carries. Where a stream inside of the lane has been
// found, its own lane tells the latter, once it is known what it has lost.
func (c *Conversation) gap(l *lane, dir Dir, n uint64) {
	c.losses[dir]++
	if g, ok := l.h.(GapObserver); ok {
		g.Gap(dir, n)
	}
	if l == &c.root && c.nested {
		return
	}
	for i := range c.handlers {
		h := c.handlers[i].h
		if h == l.h || h == c.root.h {
			continue
		}
		if g, ok := h.(GapObserver); ok {
			g.Gap(dir, n)
		}
	}
}

// hostPair are two hosts, the lower address first.
type hostPair struct{ a, b HostAddr }

// between is what the conversations of two hosts share.
type between struct {
	values []shared
	conv   *Conversation // the one that asked first for a value that wants to know its end
	seen   int64

	announced map[Endpoint]*Protocol

	pair         hostPair
	gone         bool
	charged      int
	round        uint64
	older, newer *between // neighbours in the list of its shard
}

// shared is one value and what it is asked for by.
type shared struct {
	key, value any
}

// A Neighbour is a value that conversations share (Conversation.Shared) and that
// wants to know about other conversations of the same two hosts.
type Neighbour interface {
	// Began is called when another conversation begins, before anything of it
	// is read. It must not ask for shared values.
	Began(c *Conversation)
}

// maxAnnounced is how many endpoints two hosts may have announced to each other.
const maxAnnounced = 256

// sharedSeconds is how long, in capture time, what two hosts share is kept after
// it was last asked for: as long as an idle conversation that is read.
const sharedSeconds = 3600

// Shared is a value that all conversations between the two hosts of c share: it
// is made by fresh when it is asked for first. Conversations of one host pair
// are read by one goroutine, in the order of the capture. A key is best a
// pointer of the package that asks, so that no other can meet it.
//
// A value that is an Ender is told when it is given up: when it was not asked
// for an hour, or when the capture ends, after the last message of every
// conversation. Its Context is that of the conversation that asked first for
// such a value. One that is a Neighbour is told of conversations that begin.
func (c *Conversation) Shared(key any, fresh func() any) any {
	b := c.between()
	for i := range b.values {
		if b.values[i].key == key {
			return b.values[i].value
		}
	}
	v := fresh()
	if _, ok := v.(Ender); ok && b.conv == nil {
		b.conv = c
	}
	b.values = append(b.values, shared{key, v})
	return v
}

// between is what the two hosts of c share.
func (c *Conversation) between() *between {
	p := hostPair{c.key.a, c.key.b}
	b := c.sh.shared[p]
	if b != nil && c.seen-b.seen > sharedSeconds*1e9 {
		c.sh.unshare(b)
		c.sh.forget(b)
		b = nil
	}
	if b == nil {
		b = &between{pair: p}
		c.sh.shared[p] = b
		c.sh.pairs.push(b)
	}
	b.seen = c.seen
	c.pair = b
	return b
}

// Announce says that p is spoken at port of the server of c: another connection
// of the two hosts to it is read as p where no probe knows its first bytes. Other
// hosts are not concerned.
func (c *Conversation) Announce(port uint16, p *Protocol) {
	b := c.between()
	if b.announced == nil {
		b.announced = map[Endpoint]*Protocol{}
	}
	if len(b.announced) < maxAnnounced {
		b.announced[Endpoint{c.Server.Addr, port}] = p
	}
}

// announcedHere is the protocol that was announced for the server's port, nil for
// none.
func (c *Conversation) announcedHere() *Protocol {
	if b := c.sh.shared[hostPair{c.key.a, c.key.b}]; b != nil {
		return b.announced[c.Server]
	}
	return nil
}

// Secrets is the view of the keyring that holds at this place of the capture,
// nil where no keyring was given. Package keys turns it into something useful.
func (c *Conversation) Secrets() any { return c.sh.rd.secrets }

// Missed reports whether the start of this conversation was not captured.
func (c *Conversation) Missed() bool { return c.missed[0] || c.missed[1] }

// A Protection is one layer of security that a conversation uses.
type Protection struct {
	Kind   string // "rdp-standard", "tls", "credssp"
	Cipher string
	Open   bool   // radissect could read what it protects
	With   string // the secret that opened it, by name
	Need   string // what would open it, as a sentence; "" where nothing is known to
}

// Protect records a layer of security. A layer of the same kind is replaced.
func (c *Conversation) Protect(p Protection) {
	for i := range c.security {
		if c.security[i].Kind == p.Kind {
			c.security[i] = p
			return
		}
	}
	c.security = append(c.security, p)
}

// A ConversationRecord is what is known of a conversation when it ends.
type ConversationRecord struct {
	File      string         // its capture
	End       int64          // nanoseconds since 1970, of its last packet
	Frames    uint64         // packets of both directions
	Bytes     [2]uint64      // payload bytes, by direction
	Lost      [2]uint64      // payload bytes known to be missing from the capture, by direction
	Missed    bool           // its start was not captured
	Protocols []string       // names of those that read it, in the order in which they came up
	Security  []Protection   // what protects it, one of each kind, in the order in which it came up
	Session   *SessionRecord // the session it belongs to, may be nil
}

func (c *Conversation) record() *ConversationRecord {
	r := &ConversationRecord{
		File: c.sh.file, End: c.last, Frames: c.frames, Bytes: c.bytes, Lost: c.lost,
		Missed: c.transportTCP() && c.Missed(), Security: c.security, Session: c.session,
	}
	for _, s := range c.slots {
		r.Protocols = append(r.Protocols, c.sh.eng.reg.names[s])
	}
	return r
}

func (c *Conversation) transportTCP() bool { return c.key.proto == 6 }

func (c *Conversation) sawSlot(s int) {
	for _, x := range c.slots {
		if int(x) == s {
			return
		}
	}
	if c.slots == nil {
		c.slots = c.names[:0]
	}
	c.slots = append(c.slots, uint16(s))
}

// maxStreams is how many streams inside of a conversation are ended with it.
const maxStreams = 64

// Idle classes: how long a conversation without packets is kept, in seconds of
// capture time. Remote Assistance peers may be silent for thirty seconds
// (MS-RA 3.3.2) and people for much longer, so what a decoder reads stays for
// an hour; the rest makes room sooner.
//
// What has ended stays for stragglers: late resets, and FINs sent again, which
// were seen up to some twenty seconds later. Connections that end are many, so a
// minute of them, which is what a host itself waits, was most of the memory of a run.
const (
	classClosed = iota // ended
	classSilent        // nothing but a SYN: it is sent again after up to 32 seconds
	classPlain         // not read by any decoder
	classRead          // read by a decoder
	classes
)

var idleSeconds = [classes]int64{30, 60, 300, 3600}

// ageList holds the conversations of one class, the one heard last at the end.
type ageList struct{ oldest, newest *Conversation }

func (l *ageList) push(c *Conversation) {
	c.older, c.newer = l.newest, nil
	if l.newest != nil {
		l.newest.newer = c
	} else {
		l.oldest = c
	}
	l.newest = c
}

func (l *ageList) remove(c *Conversation) {
	if c.older != nil {
		c.older.newer = c.newer
	} else {
		l.oldest = c.newer
	}
	if c.newer != nil {
		c.newer.older = c.older
	} else {
		l.newest = c.older
	}
	c.older, c.newer = nil, nil
}

package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// A PacketWriter writes a capture. Package source has one for pcapng.
type PacketWriter interface {
	// Interface describes an interface and returns its number in the file.
	Interface(i *dissect.CaptureInterface) (uint32, error)
	// Packet writes a packet of an interface, with comments.
	Packet(iface uint32, p *dissect.Packet, comments []string) error
	// Secret writes secrets that open what follows.
	Secret(s *dissect.Secret) error
}

const (
	// maxHeld bounds the packets that are held back so that what comes later can
	// still be noted at them, in bytes: a few of the longest messages. Beyond it
	// notes go to the latest packet and name the frame they are about.
	maxHeldBytes = 64 << 20
	// maxComments is how many comments a packet gets, and maxComment how long one
	// of them is, in bytes.
	maxComments = 50
	maxComment  = 1000
)

// An Annotate is a sink that also writes the packets, with the names of messages and
// with findings as comments, and hands everything on to another sink.
type Annotate struct {
	dissect.Sink
	w      PacketWriter
	want   dissect.Want // of the inner sink
	only   bool
	linger bool
	held   []heldPacket // of the capture at hand, in its order
	bytes  int
	free   [][]byte
	ifaces []uint32 // numbers in the file by those in the capture
	stray  uint32   // number in the file of the interface for packets without one
	strays bool
	err    error
}

// A heldPacket is one that is not written yet.
type heldPacket struct {
	p        dissect.Packet
	iface    uint32
	keep     bool
	comments []string
	left     int // comments that found no room
}

var (
	_ dissect.Sink    = (*Annotate)(nil)
	_ dissect.Taker   = (*Annotate)(nil)
	_ dissect.Stopper = (*Annotate)(nil)
	_ Settler         = (*Annotate)(nil)
)

// NewAnnotate is a sink that writes packets to w: all of them, or only those that
// hold a part of a message or finding that reaches it. linger says that packets may
// be held back; without it each is written as soon as its own messages are known.
func NewAnnotate(s dissect.Sink, w PacketWriter, only, linger bool) *Annotate {
	return &Annotate{Sink: s, w: w, want: s.Want(), only: only, linger: linger}
}

// Want implements dissect.Sink.
func (a *Annotate) Want() dissect.Want {
	w := a.want
	w.Messages = true
	return w
}

// Take implements dissect.Taker.
func (a *Annotate) Take(b *dissect.Batch, info *dissect.CaptureInfo, first bool) error {
	room := 0
	if a.linger {
		room = maxHeldBytes
	}
	if first {
		room = 0
	}
	if a.flush(room); a.err != nil {
		return a.err
	}
	if f, ok := a.w.(interface{ Flush() error }); ok && !a.linger {
		if err := f.Flush(); err != nil {
			return err
		}
	}
	if first {
		a.ifaces = a.ifaces[:0]
	}
	for i := len(a.ifaces); i < len(info.Interfaces); i++ {
		n, err := a.w.Interface(&info.Interfaces[i])
		if err != nil {
			return err
		}
		a.ifaces = append(a.ifaces, n)
	}
	for i := range b.Secrets {
		if err := a.w.Secret(&b.Secrets[i]); err != nil {
			return err
		}
	}
	for i := range b.Packets {
		if err := a.hold(&b.Packets[i]); err != nil {
			return err
		}
	}
	return nil
}

// strayInterface stands for interfaces that a capture does not describe: LINKTYPE_USER0,
// of which nothing is known.
var strayInterface = dissect.CaptureInterface{LinkType: 147, Name: "not described"}

// hold copies a packet.
func (a *Annotate) hold(p *dissect.Packet) error {
	h := heldPacket{p: *p, keep: !a.only, comments: slices.Clone(p.Comments)}
	switch {
	case uint64(p.Interface) < uint64(len(a.ifaces)):
		h.iface = a.ifaces[p.Interface]
	default:
		if !a.strays {
			n, err := a.w.Interface(&strayInterface)
			if err != nil {
				return err
			}
			a.stray, a.strays = n, true
		}
		h.iface = a.stray
	}
	var room []byte
	if n := len(a.free); n > 0 {
		room, a.free = a.free[n-1], a.free[:n-1]
	}
	h.p.Data = append(room[:0], p.Data...)
	a.bytes += len(p.Data) + 256 // with what is noted about it
	a.held = append(a.held, h)
	return nil
}

// flush writes the oldest packets until no more than room bytes are held.
func (a *Annotate) flush(room int) {
	n := 0
	for ; n < len(a.held) && a.bytes > room && a.err == nil; n++ {
		h := &a.held[n]
		a.bytes -= len(h.p.Data) + 256
		if h.keep {
			if h.left > 0 {
				h.comments = append(h.comments, "… and "+grouped(uint64(h.left))+" more")
			}
			a.err = a.w.Packet(h.iface, &h.p, h.comments)
		}
		if len(a.free) < 4096 && cap(h.p.Data) <= 4096 {
			a.free = append(a.free, h.p.Data)
		}
	}
	a.held = append(a.held[:0], a.held[n:]...)
}

// find is the held packet of a frame, nil where it is not held any more.
func (a *Annotate) find(frame uint64) *heldPacket {
	i, ok := slices.BinarySearchFunc(a.held, frame, func(h heldPacket, n uint64) int { return cmp.Compare(h.p.Number, n) })
	if !ok {
		return nil
	}
	return &a.held[i]
}

// note puts a comment at the packet of a frame.
func (a *Annotate) note(frame uint64, text string) {
	h := a.find(frame)
	if h == nil {
		if len(a.held) == 0 {
			return
		}
		h = &a.held[len(a.held)-1]
		if frame > 0 {
			text = "frame " + strconv.FormatUint(frame, 10) + ": " + text
		}
	}
	h.keep = true
	if len(h.comments) >= maxComments {
		h.left++
		return
	}
	b := AppendEscaped(nil, text)
	if len(b) > maxComment {
		b = append([]byte(strings.ToValidUTF8(string(b[:maxComment]), "")), "…"...)
	}
	if !slices.Contains(h.comments, string(b)) { // an annotated capture is annotated again
		h.comments = append(h.comments, string(b))
	}
}

// Accept implements dissect.Sink.
func (a *Annotate) Accept(ev *dissect.Event) bool {
	if s, ok := a.Sink.(dissect.Stopper); !ok || !s.Done() {
		switch ev.Kind {
		case dissect.EventMessage:
			a.message(ev.Message)
		case dissect.EventFinding:
			a.finding(ev.Finding)
		}
	}
	if ev.Kind == dissect.EventMessage && !a.want.Messages {
		return false
	}
	return a.Sink.Accept(ev)
}

// message notes a message at the packet that completed it. Those that only carry
// others are told by what they carry.
func (a *Annotate) message(m *dissect.Message) {
	if a.only {
		for _, f := range m.Frames {
			if h := a.find(f); h != nil {
				h.keep = true
			}
		}
	}
	if m.Carrier {
		return
	}
	text := m.Proto
	if m.Kind != nil && m.Kind.Name != "" {
		text += " " + m.Kind.Name
	}
	if len(m.Info) > 0 {
		text += ": " + string(m.Info)
	}
	if m.Channel != "" {
		text += " [" + m.Channel + "]"
	}
	a.note(packetOf(m), text)
}

// finding notes a finding at the last frame of what is wrong.
func (a *Annotate) finding(d *dissect.Diagnostic) {
	frame := uint64(0)
	if n := len(d.Frames); n > 0 {
		frame = d.Frames[n-1]
	}
	text := d.Rule.Level.String() + " " + d.Rule.ID + ": " + d.Rule.Title
	if d.Detail != "" {
		text += "; " + d.Detail
	}
	if d.Rule.Spec != "" {
		text += " (" + string(d.Rule.Spec) + ")"
	}
	if d.Tainted {
		text += " [lost packets could explain it]"
	}
	a.note(frame, text)
}

// Sift implements dissect.Sifter for inner sinks that are one.
func (a *Annotate) Sift(evs []*dissect.Event) []*dissect.Event {
	if s, ok := a.Sink.(dissect.Sifter); ok {
		return s.Sift(evs)
	}
	return evs
}

// Done implements dissect.Stopper.
func (a *Annotate) Done() bool {
	s, ok := a.Sink.(dissect.Stopper)
	return ok && s.Done()
}

// Settle implements Settler.
func (a *Annotate) Settle(sum *dissect.Summary) *dissect.Summary {
	if s, ok := a.Sink.(Settler); ok {
		return s.Settle(sum)
	}
	return sum
}

// begin implements beginner.
func (a *Annotate) begin(ns int64) {
	if b, ok := a.Sink.(beginner); ok {
		b.begin(ns)
	}
}

// Close implements dissect.Sink: what is held is written.
func (a *Annotate) Close(sum *dissect.Summary) error {
	a.flush(-1)
	err := a.Sink.Close(sum)
	if a.err != nil {
		return a.err
	}
	return err
}

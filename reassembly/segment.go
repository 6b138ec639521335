package reassembly

// A Dir is one of the two directions of a connection, 0 or 1. The caller
// decides which is which.
type Dir uint8

// Other returns the opposite direction.
func (d Dir) Other() Dir { return d ^ 1 }

// TCP flag bits as they lie in byte 13 of the header, RFC 9293 3.1.
const (
	FIN uint8 = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
)

// A Segment is a captured TCP segment, its numbers in host byte order.
type Segment struct {
	Seq, Ack uint32
	Flags    uint8  // byte 13 of the TCP header
	Window   uint16 // as in the header, not scaled
	Payload  []byte
	Missing  uint32 // bytes of the payload behind Payload that the capture cut off
	Whole    bool   // the frame was not cut: Missing is only what its headers claim
	Frame    uint64 // number of the frame
	At       uint32 // offset of Payload in the frame, in bytes
	Time     int64  // nanoseconds
}

// A Handler receives what a Conn makes of the segments. The calls come from
// inside Conn.Add and Conn.Close. A handler may call Map, Consumed, Started and
// Held of the connection, but not Add or Close.
//
// For each direction, the ranges of Data and Gap follow each other without hole
// or overlap, beginning at offset 0.
type Handler interface {
	// Data gives the next bytes of the stream; the first of them has the stream
	// offset off. Offset 0 is the first byte after the SYN, or where that was
	// not seen, the first byte known of. Conn.Map(dir) covers b already. b is
	// valid only during the call.
	Data(dir Dir, off uint64, b []byte)
	// Gap says that n bytes from off on will not come: the peer acknowledged
	// them, or the connection or capture is over, or too much was held back
	// behind them. cut says that their frame was captured, but cut short.
	Gap(dir Dir, off uint64, n uint64, cut bool)
	// Event tells of something that may be worth a finding or a count. Offsets
	// count in the stream of dir.
	Event(dir Dir, ev Event)
	// End says that the direction is over. Should it turn out that it is not
	// (a forged FIN or RST), an Event tells so, more Data or Gap calls follow,
	// and another End.
	End(dir Dir, how End)
}

// An End says how a direction of a connection ended.
type End uint8

// The ends of a direction.
const (
	EndFIN    End = iota + 1 // all bytes up to a FIN were delivered or declared lost
	EndReset                 // a reset by either side
	EndClosed                // neither; Conn.Close was called
)

// An EventKind says what an Event tells of.
type EventKind uint8

// The kinds of events. Unless said otherwise the event belongs to the direction
// of the segment that caused it, Event.Frame is its frame, and Event.Off and
// Event.Len are the bytes concerned.
const (
	// Retransmitted: bytes seen before. They were equal as far as they could be
	// compared.
	Retransmitted EventKind = iota + 1
	// OverlapDiffers: bytes seen before, and now they are others. The first ones
	// count. Event.Other is the frame of the first ones, 0 when no longer known.
	// Off and Len span from the first to the last difference.
	OverlapDiffers
	// OutOfOrder: a segment is held back until what lies before it has come.
	OutOfOrder
	// KeepAlive: a segment of 0 or 1 bytes that repeats the last byte sent.
	KeepAlive
	// WindowProbe: one byte sent although the receiver's window is closed. It
	// is delivered.
	WindowProbe
	// BeforeStart: bytes before the first one known of the stream. Off is 0.
	// They are dropped.
	BeforeStart
	// OutOfWindow: a sequence number so far off that the segment cannot belong
	// to the stream. It is dropped.
	OutOfWindow
	// Resynchronized: several segments in a row were out of window, but continue
	// each other; the stream goes on there after a gap whose length is known
	// only modulo 2^32.
	Resynchronized
	// AckUnseen: the peer acknowledged bytes behind all those seen: the
	// capture lost the tail of what was sent. It belongs to the direction that
	// was acknowledged, Event.Frame is the peer's frame. It comes once until
	// more data shows; only then are the bytes declared a gap.
	AckUnseen
	// BadAck: an acknowledgement too far ahead to be believed; it is ignored.
	// Off is what it would acknowledge in the other direction.
	BadAck
	// EarlyFIN: a FIN before bytes already seen; it is ignored. Off is its place.
	EarlyFIN
	// FINMoved: a second FIN in another place; it is ignored. Off is its place.
	FINMoved
	// DataAfterFIN: bytes at or behind the place of the FIN. When they are
	// those that take the place of the FIN, it was none of the sender's, who
	// would have skipped a sequence number, and the stream goes on. Else they
	// are dropped.
	DataAfterFIN
	// DataAfterReset: bytes after a reset. When they are the next in order, the
	// stream goes on, as the reset may have been forged, or they may have
	// been under way. Else they are dropped.
	DataAfterReset
	// ResetInWindow: a reset inside the window but not at the number expected;
	// it is ignored, as a receiver would challenge it (RFC 5961 3.2). Off is its
	// place.
	ResetInWindow
	// ResetOutOfWindow: a reset outside the window; it is ignored. Off is its
	// place, 0 when it lies before the start.
	ResetOutOfWindow
	// SYNInStream: a SYN with another initial sequence number on a connection
	// that is alive; it is ignored, and its payload with it. If the peer or
	// the sender goes on from there, Conn.Reuses will say so.
	SYNInStream
	// Limit: more was held back than Config.MaxHeld allows; the oldest hole is
	// declared lost. Off and Len are the hole.
	Limit
)

// An Event is something about a connection that is not data.
type Event struct {
	Kind  EventKind
	Frame uint64 // of the segment that caused it
	Other uint64 // another frame concerned, 0 for none
	Off   uint64 // stream offset
	Len   uint64 // bytes, 0 where it has no meaning
}

// Config sets the limits of a Conn. The zero Config means the defaults.
type Config struct {
	// MaxHeld bounds the bytes of out-of-order data held for a connection; every
	// segment held counts 128 bytes more. 0 means 1 MiB, less than 0 none.
	MaxHeld int
	// Tail is how many of the last bytes delivered are kept in each direction,
	// to compare retransmissions with: rounded up to a power of two, at most
	// 64 KiB. 0 means 2 KiB, less than 0 none. They are allocated as data comes.
	Tail int
	// Pool, if any, is where Release puts the storage of the connection, and
	// where new storage comes from.
	Pool *Pool
}

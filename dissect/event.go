package dissect

import (
	"slices"

	"github.com/radissect/radissect/reassembly"
)

// An EventKind says what an Event is about.
type EventKind uint8

// The kinds of events.
const (
	EventCapture      EventKind = iota // a capture begins
	EventMessage                       // a message was read
	EventFinding                       // a rule was broken
	EventConversation                  // a conversation ended
	EventSession                       // a session ended, or is shown while it goes on
	EventArtifact                      // a piece of a file, transcript, certificate ...
	EventBytes                         // bytes of a stream, or a whole message of a channel
	eventConvStart
	eventCount
	eventRef
	eventClaim
)

// An Event is one thing that a Sink may show. Events are immutable once they
// leave the engine and stay valid during the call of Render.
type Event struct {
	Kind    EventKind
	Capture *CaptureInfo        // of EventCapture
	Message *Message            // of EventMessage
	Finding *Diagnostic         // of EventFinding
	Conv    *Conversation       // what it belongs to, nil for captures and what is about them
	Ended   *ConversationRecord // of EventConversation
	Session *SessionRecord      // of EventSession
	Part    *ArtifactPart       // of EventArtifact
	Bytes   *StreamBytes        // of EventBytes

	ref   *Ref   // eventRef: a message whose number is wanted
	claim *claim // eventClaim
	pos   int32  // of it, or of what brought an artifact or bytes, in its packet
	pkt   int32  // packet of the round: -1 before the first, its length after the last
	order uint64 // for events of no packet: the conversation's first packet
	count uint32 // eventCount: messages it stands for
}

// A Message is one PDU of one protocol in one conversation.
type Message struct {
	N       uint64 // number in the run, from 1
	File    string // capture it came from
	Time    int64  // nanoseconds since 1970, of the packet that completed it
	Conv    *Conversation
	Dir     Dir
	Proto   string   // its name, or that of the part that Kind names
	Kind    *Kind    // may be nil when the decoder could not tell
	Channel string   // virtual channel it came on, "" for none
	Info    []byte   // a few words, not escaped
	Len     int      // bytes
	Frames  []uint64 // frames that hold it, ascending
	Packet  PacketRef
	Tree    *Tree // where trees were asked for
	Carrier bool  // its payload was handed on and is shown as messages of its own
	Tainted bool  // lost or cut packets touch it
	Cut     bool  // the capture does not hold all of it
	Passed  bool  // Want.Select did not choose it: it has no Info, no Tree, and is to be dropped

	pos int32
}

// A PacketRef names the packet that completed a message. It is zero for messages
// that only the end of their conversation ended.
type PacketRef struct {
	Number   uint64 // frame number in its capture, from 1
	Len      uint32 // bytes on the wire
	Captured uint32 // bytes in the capture
}

// Want says what a Sink needs. What nobody wants is not worked out.
type Want struct {
	Messages      bool // one event for each message
	Trees         bool // with its tree
	Conversations bool // one event for each conversation, when it ends
	Sessions      bool // one event for each session
	Live          bool // with Sessions: events for sessions that go on, too
	Artifacts     bool // files, transcripts, certificates, piece by piece
	Bytes         bool // bytes of streams and channels, as they are read
	Repeats       bool // every finding: else of one rule in one conversation only the first ones

	// Select, where it is not nil, is asked about each message before its Info and
	// Tree are made, by many goroutines at once: whether anybody may want it, and
	// whether its tree is needed, whatever Trees says. Carrier is not known yet.
	Select func(m *Message) (show, tree bool)
}

// A Sifter is a Sink that looks at events together before it is asked about each.
type Sifter interface {
	// Sift is called in order, from one goroutine, with the events of consecutive
	// packets, and returns those that go on to Accept; it may use the storage of
	// evs. What was found in a message, and what it brought, comes in the same call
	// as the message.
	Sift(evs []*Event) []*Event
}

// A Sink turns events into output. Render is called from many goroutines at
// once, each with its own dst; Write gets the results in order, from one.
type Sink interface {
	// Want is asked once, before the first event.
	Want() Want
	// Accept is called in order, from one goroutine, before Render, and says
	// whether the event is to be rendered. Sinks count and limit here.
	Accept(ev *Event) bool
	// Render appends the text of the event to dst.
	Render(dst []byte, ev *Event) []byte
	// Write takes rendered text, in order. An error stops the run.
	Write(p []byte) (int, error)
	// Close is called once, after everything.
	Close(s *Summary) error
}

// A Taker is a Sink that takes the packets as well.
type Taker interface {
	// Take is called in order, from one goroutine, with each batch, before what was
	// found in its packets comes to Sift and Accept. The batch is valid during the
	// call. info describes its capture as far as it has been read; first is set for
	// the first batch of a capture. An error stops the run.
	Take(b *Batch, info *CaptureInfo, first bool) error
}

// StreamBytes are bytes that two peers exchanged: the next ones of a byte stream,
// or a whole message of a virtual channel.
type StreamBytes struct {
	Dir     Dir
	Layer   int    // of a stream: 0 for TCP or UDP payload, 1 for a stream inside of it (plain text of TLS), ...
	Channel string // of a channel's message; "" for a stream
	Proto   string // what reads a channel's message
	Time    int64  // nanoseconds since 1970
	Message uint64 // of a channel's message: its number
	Lost    uint64 // bytes missing before Data, 0 for none or unknown
	Data    []byte // valid during Render
	Frames  []uint64
}

// A Skipped counts frames that were not read, by reason.
type Skipped struct {
	Why     string
	Packets uint64
}

// A ProtoCount counts messages of one protocol.
type ProtoCount struct {
	Proto    string
	Messages uint64
}

// A RuleCount counts breaches of one rule.
type RuleCount struct {
	Rule            *Rule
	Broken, Tainted uint64
}

// A Summary is what a run comes to.
type Summary struct {
	Files         int
	Packets       uint64
	Bytes         uint64 // captured bytes
	Conversations uint64
	Identified    uint64 // conversations that a decoder read
	Messages      []ProtoCount
	Rules         []RuleCount // only those broken, by level and id
	Findings      [Limit + 1]uint64
	Tainted       uint64
	LostBytes     uint64 // stream bytes missing from the capture
	UnframedBytes uint64 // stream bytes skipped because they start no message
	Skipped       []Skipped
	Notices       []Notice
	Sessions      uint64
	Fragments     uint64 // IP fragments whose datagram never became whole
	Retransmitted uint64 // segments
	Tallies       func(*Rule) Tally
	Elapsed       int64 // nanoseconds
	Live          int   // the most conversations that were held at a time
	Held          int64 // bytes: the most that conversations took, as it is estimated for Options.MaxMemory
	Stopped       bool  // the sink asked to stop early

	// Where is the display filter that results were held against, "" for none. Then
	// Messages, Rules, Findings, Tainted, Conversations and Sessions count what
	// passed it, and the rest what was read.
	Where string
}

// frameNumbers appends the distinct frame numbers of ranges to dst, ascending.
func frameNumbers(dst []uint64, ranges []reassembly.FrameRange) []uint64 {
	start, sorted := len(dst), true
	for i := range ranges {
		f := ranges[i].Frame
		if n := len(dst); n > start {
			if dst[n-1] == f {
				continue
			}
			sorted = sorted && dst[n-1] < f
		}
		dst = append(dst, f)
	}
	if !sorted {
		slices.Sort(dst[start:])
		dst = dst[:start+len(slices.Compact(dst[start:]))]
	}
	return dst
}

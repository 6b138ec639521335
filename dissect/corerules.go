package dissect

import "strconv"

// Fields that the cursor records by itself.
var (
	fLeftover = &Field{Name: "leftover", Base: Bytes}
	fUnread   = &Field{Name: "unread", Base: Bytes}
)

// Rules that hold for every protocol. They are about bytes, not about one
// specification, and are checked by the cursor and the engine.
var (
	// LengthShort is broken by a message that ends inside a field.
	LengthShort = &Rule{
		ID: "length.short", Level: Malformed,
		Title: "A field must lie within its message",
		Doc:   "The bytes end before the field does. Everything read before it is shown; the rest of this structure is not there. The finding names the field, the bytes wanted and left, and the length field that set the limit where one did.",
		Seen:  "pcaps/core/length-short.pcap",
	}
	// LengthOverrun is broken by a length field that promises more than there is.
	LengthOverrun = &Rule{
		ID: "length.overrun", Level: Malformed,
		Title: "A length must not exceed the bytes that follow it",
		Doc:   "A length field promises more bytes than its enclosing structure holds. The part is read as far as it goes. Peers that trust such a length read beyond their buffer.",
		Seen:  "pcaps/core/length-overrun.pcap",
	}
	// LengthLeftover is broken by a structure that is longer than its fields.
	LengthLeftover = &Rule{
		ID: "length.leftover", Level: Note,
		Title: "A structure should be used up by its fields",
		Doc:   "Bytes are left after the last field that the specification describes. They are shown as leftover. A later version of the protocol, padding, or a wrong length can be the cause.",
		Seen:  "pcaps/core/length-leftover.pcap",
	}
	// LengthCount is broken by a count field that promises more items than there are bytes for.
	LengthCount = &Rule{
		ID: "length.count", Level: Malformed,
		Title: "A count must not exceed the items that follow it",
		Doc:   "A count field promises more items than the bytes behind it can hold. The items that are there are read.",
		Seen:  "decoders/dvc/testdata/length-count.txtar",
	}
	// StreamUnframed is broken by bytes that cannot start a message.
	StreamUnframed = &Rule{
		ID: "stream.unframed", Level: Malformed,
		Title: "Bytes of a stream must belong to a message of its protocol",
		Doc:   "At this place the stream holds bytes that cannot start a message of the protocol that was seen before. They are skipped up to the next plausible start, and counted.",
		Seen:  "pcaps/core/stream-unframed.pcap",
	}
	// StreamCut is broken by a stream that ends inside a message.
	StreamCut = &Rule{
		ID: "stream.cut", Level: Note,
		Title: "A stream should end between two messages",
		Doc:   "The connection, or the capture of it, ended inside a message. What there is of the message is not decoded.",
		Seen:  "pcaps/core/stream-cut.pcap",
	}
	// TCPOverlap is broken by two segments with different bytes for the same place.
	TCPOverlap = &Rule{
		ID: "tcp.overlap-differs", Level: Security, Spec: "RFC 9293 3.4",
		Title: "A retransmission must carry the bytes it carried before",
		Doc:   "Two TCP segments claim different bytes for the same sequence numbers. The bytes that came first are used. An observer and the receiver may have read different data: this is how traffic is hidden from monitors.",
		Seen:  "pcaps/core/tcp-overlap.pcap",
	}
	// TCPReset is broken by a reset that its receiver has to ignore.
	TCPReset = &Rule{
		ID: "tcp.reset-outside", Level: Note, Spec: "RFC 5961 3.2",
		Title: "A reset should carry the next expected sequence number",
		Doc:   "A TCP segment with RST lies outside of the receive window or is not at its start. Its receiver ignores or challenges it, and so does radissect: the connection is read on.",
		Seen:  "pcaps/core/tcp-reset.pcap",
	}
	// TCPAfterFIN is broken by data behind the end of a stream.
	TCPAfterFIN = &Rule{
		ID: "tcp.data-after-fin", Level: Note, Spec: "RFC 9293 3.6",
		Title: "No data should follow a FIN",
		Doc:   "A TCP segment carries data beyond the sequence number of the FIN that its sender sent before. The data is not read.",
		Seen:  "pcaps/core/tcp-data-after-fin.pcap",
	}
	// IPOverlap is broken by fragments with different bytes for the same place.
	IPOverlap = &Rule{
		ID: "ip.fragment-overlap", Level: Security, Spec: "RFC 5722 4",
		Title: "Fragments must not overlap",
		Doc:   "Two IP fragments claim the same bytes of a datagram. The bytes that came first are used; hosts differ in what they do, and IPv6 hosts discard the datagram.",
		Seen:  "pcaps/core/ip-overlap.pcap",
	}
	// IPFragment is broken by a fragment that cannot be part of a datagram.
	IPFragment = &Rule{
		ID: "ip.fragment-bad", Level: Malformed, Spec: "RFC 791 3.2",
		Title: "A fragment must fit into a datagram of 65,535 bytes",
		Doc:   "The fragment reaches beyond the largest datagram, is empty, has a length that is not a multiple of eight although more follow, or contradicts the end that another fragment announced. It is left out.",
		Seen:  "pcaps/core/ip-fragment-bad.pcap",
	}
	// LimitBuffer is hit when more unordered or unfinished data arrives than the budget allows.
	LimitBuffer = &Rule{
		ID: "limit.buffer", Level: Limit,
		Title: "Buffered data of a conversation stays within its budget",
		Doc:   "More data arrived out of order, or in one unfinished message, than the budget for a conversation allows. The oldest was given up; what depends on it is missing from the results.",
		Seen:  "pcaps/core/limit-buffer.pcap.gz",
	}
	// LimitMemory is hit when conversations take more memory than they may.
	LimitMemory = &Rule{
		ID: "limit.memory", Level: Limit,
		Title: "All conversations together stay within the budget of memory",
		Doc:   "Conversations took more memory than was allowed. Some were given up: those that were silent longest, and where all are busy, those that held most. What was held of them is read as far as it goes. What comes later between the same ports is another conversation whose start is not known. --max-memory allows for more.",
		Seen:  "dissect/memory_test.go",
	}
	// LimitDepth is hit by messages nested too deeply.
	LimitDepth = &Rule{
		ID: "limit.depth", Level: Limit,
		Title: "Messages are nested at most sixteen deep",
		Doc:   "A message carries a message that carries a message, and so on, more than sixteen times. The innermost ones were not read.",
		Seen:  "dissect/engine_test.go",
	}
	// LimitDecoder is hit when a decoder fails in a way it must not.
	LimitDecoder = &Rule{
		ID: "limit.decoder", Level: Limit,
		Title: "A decoder reads every message to its end",
		Doc:   "A decoder of radissect stopped with an internal error at this message. This is a fault of radissect; the message is skipped and the run goes on. Please report it with the frame.",
		Seen:  "dissect/engine_test.go",
	}
)

// CoreRules are the rules that hold for every protocol.
var CoreRules = []*Rule{
	LengthShort, LengthOverrun, LengthLeftover, LengthCount, StreamUnframed, StreamCut,
	TCPOverlap, TCPReset, TCPAfterFIN, IPOverlap, IPFragment, LimitBuffer, LimitMemory, LimitDepth, LimitDecoder,
}

func shortDetail(f *Field, want, left int, limit *Field) string {
	s := f.Name + " needs " + strconv.Itoa(want) + " bytes, " + strconv.Itoa(left) + " are left"
	if limit != nil {
		s += " (limited by " + limit.Name + ")"
	}
	return s
}

func overrunDetail(f *Field, want, left int) string {
	return f.Name + " should be " + strconv.Itoa(want) + " bytes, " + strconv.Itoa(left) + " are left"
}

func leftoverDetail(n int) string { return strconv.Itoa(n) + " bytes left over" }

func countDetail(want, have int) string {
	return strconv.Itoa(want) + " items announced, " + strconv.Itoa(have) + " found"
}

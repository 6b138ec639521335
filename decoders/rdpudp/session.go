package rdpudp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// shape is what a datagram is taken for.
type shape uint8

const (
	shapeOther shape = iota // nothing of RDP-UDP
	shapeSyn
	shapeAck
	shapePacket2
)

// handler reads the datagrams of one conversation.
type handler struct {
	conv *dissect.Conversation

	// The message decoded last.
	shape   shape
	header  Header
	syn     Syn
	ack     Ack
	packet2 Packet2

	seen      bool   // a SYN or SYN+ACK datagram was seen
	offered   uint16 // version of the last SYN, 0 while there was none
	initial   uint32 // snInitialSequenceNumber of the last SYN
	agreed    uint16 // version of the last SYN+ACK, 0 while there was none
	protected bool
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is never called: datagrams are whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// tell says what b is. Once version 3 is agreed upon, everything but another
// handshake is of MS-RDPEUDP2; before that, where the answer to an offer of
// version 3 is not in the capture, only what has its PacketPrefixByte.
func (h *handler) tell(b []byte) shape {
	switch {
	case isSyn(b, h.seen):
		return shapeSyn
	case h.agreed == version3 && len(b) >= minPacket2:
		return shapePacket2
	case h.agreed == 0 && h.offered == version3 && isPacket2(b):
		return shapePacket2
	case h.agreed != version3 && isAck(b, h.seen):
		return shapeAck
	}
	return shapeOther
}

// Decode reads one datagram.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.shape = h.tell(c.Peek())
	switch h.shape {
	case shapeSyn:
		h.header.Decode(c)
		if h.header.Flags&FlagACK != 0 {
			c.Is(kindSynAck)
		} else {
			c.Is(kindSyn)
			c.RequireAt(h.header.SourceAck == noAck, SynSourceAck, 0, 4, "snSourceAck of a SYN datagram is not -1")
		}
		h.syn = Syn{}
		h.syn.Decode(&h.header, c)
	case shapeAck:
		c.Is(kindAck)
		h.header.Decode(c)
		h.ack = Ack{}
		h.ack.Decode(&h.header, c)
	case shapePacket2:
		h.packet2 = Packet2{}
		h.packet2.Decode(c)
	default:
		c.Is(kindOther)
		c.Closed(fOther, c.Left())
	}
}

// Commit keeps what the handshake says, and records that the conversation is
// protected.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	if h.shape == shapeOther {
		return
	}
	if !h.protected {
		h.protected = true
		h.conv.Protect(dissect.Protection{
			Kind: "rdpudp", Cipher: "TLS or DTLS inside RDP-UDP",
			Need: "nothing: radissect recognises RDP-UDP and does not read what it carries",
		})
	}
	if h.shape != shapeSyn {
		return
	}
	if !x.Touched() {
		h.size(x)
	}
	again := h.seen && h.initial == h.syn.Initial
	switch {
	case h.header.Flags&FlagACK != 0:
		h.agreed = h.syn.Version
	case again && h.offered != 0:
		// Sent once more because the answer is late: what was agreed upon stays.
	default:
		h.offered, h.initial, h.agreed = h.syn.Version, h.syn.Initial, 0
	}
	h.seen = true
}

// size checks that a SYN is padded to the smaller of its MTUs, where those are
// in their range.
func (h *handler) size(x *dissect.Context) {
	if !inRange(h.syn.UpStreamMTU) || !inRange(h.syn.DownStreamMTU) {
		return
	}
	want, n := int(min(h.syn.UpStreamMTU, h.syn.DownStreamMTU)), len(x.Bytes())
	if n == want {
		x.Held(SynSize)
		return
	}
	x.Report(SynSize, 0, n, strconv.Itoa(n)+" bytes, the smaller MTU is "+strconv.Itoa(want))
}

// Info says what is in the datagram.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	switch h.shape {
	case shapeSyn:
		dst = append(dst, "version "...)
		dst = append(dst, versionName(h.syn.Version)...)
		dst = append(dst, ", MTU up "...)
		dst = strconv.AppendUint(dst, uint64(h.syn.UpStreamMTU), 10)
		dst = append(dst, " down "...)
		dst = strconv.AppendUint(dst, uint64(h.syn.DownStreamMTU), 10)
		if h.header.Flags&FlagSynLossy != 0 {
			dst = append(dst, ", lossy"...)
		}
	case shapeAck:
		if h.ack.Data > 0 {
			dst = strconv.AppendInt(dst, int64(h.ack.Data), 10)
			if h.header.Flags&FlagFEC != 0 {
				dst = append(dst, " bytes of FEC"...)
			} else {
				dst = append(dst, " bytes of TLS or DTLS"...)
			}
		}
		if h.header.Flags&FlagCN != 0 {
			dst = appendWord(dst, "datagrams missing")
		}
	case shapePacket2:
		for _, b := range flag2Names.Bits {
			if uint64(h.packet2.Flags)&b.Mask != 0 {
				dst = appendWord(dst, b.Name)
			}
		}
	}
	return dst
}

func appendWord(dst []byte, word string) []byte {
	if len(dst) > 0 {
		dst = append(dst, ", "...)
	}
	return append(dst, word...)
}

// versionName is the number of the version that people use.
func versionName(v uint16) string {
	if v == version3 {
		return "3"
	}
	if v <= 2 {
		return strconv.Itoa(int(v))
	}
	return "0x" + strconv.FormatUint(uint64(v), 16)
}

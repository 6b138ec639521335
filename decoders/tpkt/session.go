package tpkt

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// handler reads the TPKT packets of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     Packet
	pre   Preconnection
	isPre bool    // the message decoded last is a preconnection PDU
	begun bool    // the client has sent a message
	weak  [2]bool // the next start was found by searching
	rdp   bool    // an MCS PDU was seen: fast-path may follow
	osi   bool    // a data TPDU with something else was seen: S7, MMS, ...
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Resyncer = (*handler)(nil)
	_ dissect.Chooser  = (*handler)(nil)
)

// Frame tells the length of a packet, or of the fast-path PDU in its place.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if b[0] != version || len(b) > 1 && b[1] != 0 {
		return h.frameOther(dir, b)
	}
	if len(b) < headerLength {
		return 0
	}
	n := length(b)
	switch {
	case n < headerLength, h.weak[dir] && !mayBeData(b, h.osi):
		return dissect.Lost
	case h.weak[dir] && len(b) <= dataStart:
		return 0 // the next bytes tell whether the search was right
	}
	return n
}

// frameOther tells the length of what does not begin with the TPKT version.
func (h *handler) frameOther(dir dissect.Dir, b []byte) int {
	if h.mayPrecede(dir) {
		return preconnection(b)
	}
	if !h.rdp {
		return dissect.Lost
	}
	switch b[0] & actionMask {
	case actionFastPath:
		if p := FastPath.In(h.conv, struct{}{}); p != nil {
			return h.conv.Handler(p).Frame(dir, b)
		}
	case actionX224:
		// A packet with a wrong version, recognised by what follows it.
		if len(b) < dataStart {
			if len(b) > 1 && b[1] != 0 {
				return dissect.Lost
			}
			return 0
		}
		if b[1] == 0 && length(b) >= dataStart && isData(b[headerLength:]) {
			return length(b)
		}
	}
	return dissect.Lost
}

// mayPrecede reports whether a preconnection PDU can come now.
func (h *handler) mayPrecede(dir dissect.Dir) bool {
	return !h.begun && !h.rdp && dir == dissect.FromClient
}

// Choose gives fast-path PDUs to their own protocol.
func (h *handler) Choose(_ dissect.Dir, b []byte) *dissect.Protocol {
	if h.rdp && len(b) > 0 && b[0]&actionMask == actionFastPath {
		return FastPath.In(h.conv, struct{}{})
	}
	return nil
}

// Decode reads one packet.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.m, h.pre = Packet{}, Preconnection{}
	h.isPre = h.mayPrecede(dir) && preconnection(c.Peek()) > 0
	if h.isPre {
		h.pre.Decode(c)
		return
	}
	h.m.Decode(c)
}

// Info tells the length of a packet.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if h.isPre {
		return strconv.AppendUint(append(dst, "id "...), uint64(h.pre.ID), 10)
	}
	dst = append(dst, "length "...)
	return strconv.AppendUint(dst, uint64(h.m.Length), 10)
}

// Commit hands on the TPDU.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.weak[dir] = false
	h.begun = h.begun || dir == dissect.FromClient
	b := x.Bytes()
	if h.isPre || len(b) <= headerLength {
		return
	}
	if !h.rdp {
		h.rdp = CarriesMCS(b[headerLength:])
		h.osi = !h.rdp && isData(b[headerLength:])
	}
	x.Pass(Payload.In(h.conv, struct{}{}), headerLength, len(b)-headerLength, "")
}

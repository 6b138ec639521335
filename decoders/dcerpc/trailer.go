package dcerpc

import (
	"bytes"
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// trailerSignature begins a verification trailer, MS-RPCE 2.2.2.13.1.
var trailerSignature = []byte{0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71}

// Commands of a verification trailer, MS-RPCE 2.2.2.13.
const (
	commandBitmask = 1
	commandContext = 2
	commandHeader2 = 3
	commandMask    = 0x3FFF
	commandEnd     = 0x4000
)

// A Trailer is what a verification trailer says about the PDU that it is in.
type Trailer struct {
	Present    bool
	HeaderSign bool // the client supports header signing
	hasContext bool
	iface      UUIDVersion
	transfer   UUIDVersion
	hasHeader  bool
	ptype      uint8
	drep       uint32
	call       uint32
	context    uint16
	opnum      uint16
}

// trailerStart is where the verification trailer of a stub begins, len(b) where
// it has none. A signature counts only when it is aligned to 4 and its commands
// end where the stub ends: the same bytes may stand in the data.
func trailerStart(b []byte) int {
	for end := len(b); ; {
		at := bytes.LastIndex(b[:end], trailerSignature)
		if at < 0 {
			return len(b)
		}
		if at%4 == 0 && commandsEnd(b[at+len(trailerSignature):]) {
			return at
		}
		end = at + len(trailerSignature) - 1
	}
}

// commandsEnd reports whether b is a sequence of commands of which the last, and
// only that, says that it is.
func commandsEnd(b []byte) bool {
	for len(b) >= 4 {
		command, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if n > len(b)-4 {
			return false
		}
		b = b[4+n:]
		if command&commandEnd != 0 {
			return len(b) == 0
		}
	}
	return false
}

// decode reads the trailer, which is n bytes. It is little-endian whatever the
// PDU says.
func (t *Trailer) decode(c *dissect.Cursor, n int) {
	t.Present = true
	sub := c.Sub(fTrailer, n)
	sub.Bytes(fTrailerSignature, len(trailerSignature))
	for sub.Left() >= 4 && sub.OK() {
		t.command(&sub)
	}
	sub.Done()
}

func (t *Trailer) command(c *dissect.Cursor) {
	little := PDU{}
	c.Enter(fCommand)
	command := c.U16LE(fCommandType)
	n := c.U16LE(fCommandLength)
	c.Require(n%4 == 0, CommandLength)
	body := c.Sub(fCommandBody, int(n))
	switch command & commandMask {
	case commandBitmask:
		t.HeaderSign = body.U32LE(fCommandBits)&1 != 0
	case commandContext:
		t.iface = little.syntax(&body, fCommandInterface)
		t.transfer = little.syntax(&body, fTransferSyntax)
		t.hasContext = body.OK()
	case commandHeader2:
		t.ptype = body.U8(fType)
		body.U8(fReserved)
		body.Bytes(fReserved2, 2)
		t.drep = body.U32LE(fCommandDrep)
		t.call = body.U32LE(fCallID)
		t.context = body.U16LE(fContextID)
		t.opnum = body.U16LE(fOpnum)
		t.hasHeader = body.OK()
	default:
		body.Closed(fBody, body.Left())
	}
	body.Done()
	c.Leave()
}

// fits reports whether the trailer repeats what call and header say (MS-RPCE
// 2.2.2.13.2 to 2.2.2.13.4), and what does not.
func (t *Trailer) fits(call *Call, drep uint32, headerSign, bindSeen bool) (bool, string) {
	switch {
	case t.HeaderSign && bindSeen && !headerSign:
		return false, "bitmask: the bind has no PFC_SUPPORT_HEADER_SIGN"
	case t.hasContext && call.bound && (t.iface != call.Interface || t.transfer != call.transfer):
		return false, "pcontext: not what was negotiated"
	case t.hasHeader && (t.ptype != TypeRequest || t.drep != drep || t.call != call.ID || t.context != call.Context || t.opnum != call.Opnum):
		return false, "header2: not the header of the request"
	}
	return true, ""
}

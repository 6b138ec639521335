package tpkt

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// The two lowest bits of the first byte, MS-RDPBCGR 2.2.8.1.2 (action).
const (
	actionMask     = 0x03
	actionFastPath = 0x00
	actionX224     = 0x03
)

// X.224 TPDU codes, X.224 13.3 to 13.12; the low four bits of CR and CC are the credit.
const (
	codeCR = 0xE0
	codeCC = 0xD0
	codeDR = 0x80
	codeDT = 0xF0
	codeER = 0x70
)

// dataStart is how many bytes tell a packet with an X.224 Data TPDU.
const dataStart = headerLength + 3

// minConnect is the length indicator of a CR, CC or DR without a variable part (X.224 13.3).
const minConnect = 6

// length is the length field of a header of at least four bytes.
func length(b []byte) int { return int(binary.BigEndian.Uint16(b[2:])) }

// isData reports whether b starts with the X.224 Data TPDU that RDP uses: 02 F0 80.
func isData(b []byte) bool { return len(b) >= 3 && b[0] == 2 && b[1] == codeDT && b[2] == 0x80 }

// CarriesMCS reports whether the TPDU b carries a PDU of T.125 that RDP uses.
// Other users of X.224 (S7, MMS, Q.931) begin their data with other bytes.
func CarriesMCS(b []byte) bool {
	if !isData(b) || len(b) < 4 {
		return false
	}
	switch b[3] {
	case 0x7F: // Connect-Initial, Connect-Response: BER, T.125 7
		return len(b) > 4 && (b[4] == 0x65 || b[4] == 0x66)
	case 0x04, 0x20, 0x21, 0x28, 0x2C, 0x2E, 0x38, 0x3C, 0x3E, 0x64, 0x68: // domain PDUs: PER, T.125 7
		return true
	}
	return false
}

// isTPDU reports whether b, of which at least two bytes are there, starts with
// an X.224 class 0 TPDU that fits into n bytes.
func isTPDU(b []byte, n int) bool {
	li := int(b[0])
	if li+1 > n {
		return false
	}
	switch code := b[1]; {
	case code&0xF0 == codeCR, code&0xF0 == codeCC, code == codeDR:
		return li >= minConnect
	case code == codeDT:
		return li == 2
	case code == codeER:
		return li >= 4
	}
	return false
}

// probe recognises TPKT with an X.224 TPDU inside, and the preconnection PDU
// that a client may send before it. Where the start of the
// connection was missed, a fast-path PDU may come first; then a data packet
// further on tells.
func probe(dir dissect.Dir, b []byte, mid bool) dissect.Verdict {
	if len(b) == 0 {
		return dissect.More
	}
	if b[0] == version && (len(b) < 2 || b[1] == 0) {
		return probeStart(b)
	}
	if !mid && dir == dissect.FromClient {
		switch preconnection(b) {
		case dissect.Lost:
			return dissect.No
		case 0:
			return dissect.More
		}
		return dissect.Yes
	}
	if !mid || b[0]&actionMask != actionFastPath {
		return dissect.No
	}
	if i := findData(b, false); i < len(b) && len(b)-i >= dataStart {
		return dissect.Yes
	}
	return dissect.More
}

func probeStart(b []byte) dissect.Verdict {
	if len(b) < headerLength {
		return dissect.More
	}
	if length(b) < minLength {
		return dissect.No
	}
	if len(b) < headerLength+2 {
		return dissect.More
	}
	if isTPDU(b[headerLength:], length(b)-headerLength) {
		return dissect.Yes
	}
	return dissect.No
}

// findData finds the first packet with a data TPDU in b, or the beginning of
// one at the very end; len(b) where there is none. Unless any is set, an MCS PDU
// has to be in it.
func findData(b []byte, any bool) int {
	for i := range b {
		if b[i] == version && mayBeData(b[i:], any) {
			return i
		}
	}
	return len(b)
}

// mayBeData reports whether nothing in b, which starts with 03, speaks
// against a packet with a data TPDU, which is an MCS PDU unless any is set.
func mayBeData(b []byte, any bool) bool {
	if len(b) > 1 && b[1] != 0 || len(b) >= headerLength && length(b) < dataStart {
		return false
	}
	want := [...]byte{2, codeDT, 0x80}
	for i := headerLength; i < len(b) && i < dataStart; i++ {
		if b[i] != want[i-headerLength] {
			return false
		}
	}
	return any || len(b) <= dataStart+1 || CarriesMCS(b[headerLength:])
}

// chain is how many messages in a row make a fast-path start believable.
const chain = 3

// Resync finds the next data packet; with an MCS PDU, unless this connection
// is known to carry something else. On an RDP connection it also
// takes a place from which messages follow each other without a break: several
// of them, or up to the end of b when that place is the start of b (lost
// segments often end where a message ends).
func (h *handler) Resync(dir dissect.Dir, b []byte) int {
	h.weak[dir] = true
	end := findData(b, h.osi)
	if !h.rdp {
		return end
	}
	for i := 0; i < end; i++ {
		if b[i]&actionMask == actionFastPath && h.believable(dir, b[i:], i == 0) {
			return i
		}
	}
	return end
}

// believable reports whether messages follow each other from the start of b.
func (h *handler) believable(dir dissect.Dir, b []byte, first bool) bool {
	for i := 0; i < chain; i++ {
		n := h.Frame(dir, b)
		if n <= 0 || n > len(b) {
			return false
		}
		b = b[n:]
		if len(b) == 0 {
			return first || i == chain-1
		}
		if len(b) > dataStart && b[0] == version && mayBeData(b, false) {
			return true
		}
	}
	return true
}

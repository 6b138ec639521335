package source

import "encoding/binary"

// PPP protocol numbers (IANA "PPP Numbers").
const (
	pppIPv4   = 0x0021
	pppIPv6   = 0x0057
	pppMPLS   = 0x0281
	pppMPLSUp = 0x0283
)

// ppp reads a PPP header: address and control field may be left out (RFC 1661 6.6),
// and so may the first byte of the protocol field, as only the last byte of a
// protocol number is odd (RFC 1661 2, 6.5).
func (l *links) ppp(data []byte, off int) (step, int, string) {
	h := data[min(off, l.end):l.end]
	if len(h) >= 2 && h[0] == 0xff && h[1] == 0x03 {
		h = h[2:]
		off += 2
	}
	if len(h) < 2 {
		return 0, 0, skipPPP
	}
	protocol := uint32(h[0])
	if h[0]&1 != 0 {
		off++
	} else {
		protocol = protocol<<8 | uint32(h[1])
		off += 2
	}
	switch protocol {
	case pppIPv4, pppIPv6:
		return stepIP, off, ""
	case pppMPLS, pppMPLSUp:
		return stepMPLS, off, ""
	}
	return 0, 0, l.reasons.of(reasonPPP, protocol)
}

// pppoe reads the header of a PPPoE session packet (RFC 2516 4). Its length leaves
// out the padding of the frame, also where an IP header counts that in: access
// concentrators were seen that lengthen short packets to the 46 bytes of Ethernet.
func (l *links) pppoe(data []byte, off int) (step, int, string) {
	if l.end-off < 6 {
		return 0, 0, skipPPPoE
	}
	h := data[off:l.end]
	if h[0] != 0x11 || h[1] != 0 { // version 1, type 1, code 0: session data
		return 0, 0, skipPPPoECode
	}
	n := int(binary.BigEndian.Uint16(h[4:]))
	off += 6
	if n <= l.end-off {
		l.end, l.cut, l.whole = off+n, 0, true
	}
	return stepPPP, off, ""
}

// mpls reads a label stack (RFC 3032 2.1). Nothing in it says what it carries: as
// routers do, the first four bits are taken for an IP version (RFC 4928 2), and a 0 for
// the control word of an Ethernet pseudowire (RFC 4448 4.6).
func (l *links) mpls(data []byte, off int) (step, int, string) {
	for range maxNesting {
		if l.end-off < 4 {
			return 0, 0, skipMPLS
		}
		last := data[off+2]&1 != 0
		off += 4
		if !last {
			continue
		}
		if off >= l.end {
			return 0, 0, skipMPLS
		}
		switch data[off] >> 4 {
		case 4, 6:
			return stepIP, off, ""
		case 0:
			return stepEthernet, off + 4, ""
		}
		return 0, 0, skipMPLSInner
	}
	return 0, 0, skipNesting
}

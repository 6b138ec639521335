package source

import "encoding/binary"

// rareLink reads link layers that wrap another one or are seldom met.
func (l *links) rareLink(kind uint32, data []byte) (step, int, string) {
	switch kind {
	case linkNFLOG:
		return l.nflog(data)
	case linkPKTAP:
		return l.pktap(data)
	}
	return 0, 0, l.reasons.of(reasonLink, kind)
}

// nflog finds the payload among the attributes of LINKTYPE_NFLOG: a header of 4
// bytes, then length and type of each attribute in the byte order of the machine that
// captured, of which only little-endian ones are read.
func (l *links) nflog(data []byte) (step, int, string) {
	const payload = 9 // NFULA_PAYLOAD
	for off := 4; off+4 <= len(data); {
		n := int(binary.LittleEndian.Uint16(data[off:]))
		if n < 4 {
			break
		}
		if binary.LittleEndian.Uint16(data[off+2:]) == payload {
			l.end = min(l.end, off+n)
			return stepIP, off + 4, ""
		}
		off += (n + 3) &^ 3
	}
	return 0, 0, skipNFLOG
}

// pktap reads the header of LINKTYPE_PKTAP (Apple's net/pktap.h): little-endian
// numbers of 32 bits, its length first, the link type of the packet behind it third.
func (l *links) pktap(data []byte) (step, int, string) {
	if len(data) < 12 {
		return 0, 0, skipPKTAP
	}
	n := binary.LittleEndian.Uint32(data)
	inner := binary.LittleEndian.Uint32(data[8:])
	if n < 12 || uint64(n) > uint64(len(data)) {
		return 0, 0, skipPKTAP
	}
	if inner == linkPKTAP {
		return 0, 0, skipNesting
	}
	next, off, reason := l.link(inner, data[n:])
	return next, off + int(n), reason
}

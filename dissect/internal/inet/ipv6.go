package inet

import "encoding/binary"

// maxExtensions bounds the chain of extension headers. RFC 8200 4.1 lists seven,
// one of them twice; twice that is generous.
const maxExtensions = 16

// parseIPv6 reads the header of RFC 8200 3 and the extension headers behind it.
func parseIPv6(data []byte, off, end int, cut uint32, ip *IP) string {
	if end-off < ipv6HeaderLen {
		return ReasonIPv6Truncated
	}
	h := data[off:end]
	copy(ip.Src[:], h[8:24])
	copy(ip.Dst[:], h[24:40])
	ip.Protocol = h[6]
	ip.Payload = off + ipv6HeaderLen
	ip.Fragment, ip.FragMore, ip.FragOff, ip.FragID = false, false, 0, 0
	promised := int(binary.BigEndian.Uint16(h[4:]))
	if promised == 0 && ip.Protocol != ProtoNoNext {
		// A jumbo payload (RFC 2675) or segmentation offload.
		ip.Len, ip.Missing = len(h)-ipv6HeaderLen, cut
		if n, ok := jumboLength(data, ip); ok {
			ip.Len, ip.Missing = clip(n, ip.Len)
		}
	} else {
		ip.Len, ip.Missing = clip(promised, len(h)-ipv6HeaderLen)
	}
	return skipExtensions(data, ip)
}

// jumboLength reads the jumbo payload option (RFC 2675 2), which has to be in a
// hop-by-hop options header. A length that would have fitted into 16 bits is not
// one (RFC 2675 3).
func jumboLength(data []byte, ip *IP) (int, bool) {
	const (
		optPad1  = 0x00
		optJumbo = 0xc2
	)
	if ip.Protocol != ProtoHopByHop || ip.Len < 8 {
		return 0, false
	}
	h := data[ip.Payload : ip.Payload+ip.Len]
	h = h[:min(len(h), int(h[1])*8+8)]
	for i := 2; i+1 < len(h); {
		if h[i] == optPad1 {
			i++
			continue
		}
		if h[i] == optJumbo && h[i+1] == 4 && i+6 <= len(h) {
			n := binary.BigEndian.Uint32(h[i+2:])
			return int(n), n > 65535 && n < 1<<31
		}
		i += 2 + int(h[i+1])
	}
	return 0, false
}

// skipExtensions moves ip over the extension headers at its payload, up to the
// upper-layer header or to the payload of a fragment.
func skipExtensions(data []byte, ip *IP) string {
	for range maxExtensions {
		h := data[ip.Payload : ip.Payload+ip.Len]
		if !isExtension(ip.Protocol) {
			return ""
		}
		if len(h) < 8 {
			return ReasonIPv6Extension
		}
		n := 8
		switch ip.Protocol {
		case ProtoFragment: // RFC 8200 4.5
			bits := binary.BigEndian.Uint16(h[2:])
			ip.FragOff = uint32(bits &^ 7)
			ip.FragMore = bits&1 != 0
			ip.FragID = binary.BigEndian.Uint32(h[4:])
			ip.Fragment = ip.FragMore || ip.FragOff != 0
		case ProtoAH: // RFC 4302 2.2: in 4-byte units, minus 2
			n = int(h[1])*4 + 8
		default: // in 8-byte units, the first not counted
			n = int(h[1])*8 + 8
		}
		if n > len(h) {
			return ReasonIPv6Extension
		}
		ip.Protocol = h[0]
		ip.Payload += n
		ip.Len -= n
		if ip.Fragment {
			return ""
		}
	}
	return ReasonIPv6Extensions
}

// isExtension reports whether an IP protocol number is that of a header which
// names its successor and its own length (RFC 8200 4, RFC 4302, RFC 6275 6.1,
// RFC 7401 5.1, RFC 5533 5.1).
func isExtension(p uint8) bool {
	switch p {
	case ProtoHopByHop, ProtoRouting, ProtoFragment, ProtoAH, ProtoDestOptions,
		ProtoMobility, ProtoHIP, ProtoShim6:
		return true
	}
	return false
}

// Upper finds the upper-layer header in the payload of a reassembled datagram
// whose fragments named protocol as their payload. It returns the protocol number
// behind all extension headers and the offset of its header in data, or a reason.
func Upper(protocol uint8, data []byte) (upper uint8, off int, reason string) {
	ip := IP{Protocol: protocol, Len: len(data)}
	reason = skipExtensions(data, &ip)
	if reason == "" && ip.Fragment {
		reason = ReasonProtocol // a fragment within a reassembled datagram
	}
	return ip.Protocol, ip.Payload, reason
}

// Package inet reads IPv4, IPv6, TCP and UDP headers (RFC 791, RFC 8200,
// RFC 9293, RFC 768) in place: nothing is copied or allocated, and every length
// of a header is checked against the bytes that were captured.
package inet

import "encoding/binary"

// IP protocol numbers (IANA "Assigned Internet Protocol Numbers") that this
// package and its callers branch on.
const (
	ProtoHopByHop    = 0
	ProtoICMP        = 1
	ProtoIPv4        = 4
	ProtoTCP         = 6
	ProtoUDP         = 17
	ProtoIPv6        = 41
	ProtoRouting     = 43
	ProtoFragment    = 44
	ProtoGRE         = 47
	ProtoESP         = 50
	ProtoAH          = 51
	ProtoICMPv6      = 58
	ProtoNoNext      = 59
	ProtoDestOptions = 60
	ProtoMobility    = 135
	ProtoHIP         = 139
	ProtoShim6       = 140
)

// The reasons why a header cannot be read. They are constants, so that a caller
// may keep them without cost.
const (
	ReasonVersion        = "neither IPv4 nor IPv6 (version field)"
	ReasonIPv4Truncated  = "truncated IPv4 header"
	ReasonIPv4Header     = "IPv4 header length below 20"
	ReasonIPv4Length     = "IPv4 total length shorter than its header"
	ReasonIPv4Offset     = "IPv4 fragment reaches beyond 65535"
	ReasonIPv6Truncated  = "truncated IPv6 header"
	ReasonIPv6Extension  = "truncated IPv6 extension header"
	ReasonIPv6Extensions = "too many IPv6 extension headers"
	ReasonTCPTruncated   = "truncated TCP header"
	ReasonTCPOffset      = "TCP data offset below 5"
	ReasonTCPLength      = "TCP data offset beyond the segment"
	ReasonUDPTruncated   = "truncated UDP header"
	ReasonUDPLength      = "UDP length below 8"
	ReasonProtocol       = "neither TCP nor UDP"
)

// Sizes of fixed headers in bytes.
const (
	ipv4HeaderLen = 20
	ipv6HeaderLen = 40
	tcpHeaderLen  = 20
	udpHeaderLen  = 8
)

// An IP is what one IPv4 header, or one IPv6 header with its extension headers,
// says about the bytes behind it. Numbers are in host byte order. Missing does not ask
// whether the frame was longer on the wire: some tools cut packets and set that length
// to what is left.
type IP struct {
	Src, Dst [16]byte // IPv4 addresses in their mapped form (::ffff:a.b.c.d)
	Protocol uint8    // of the payload: after all extension headers that could be read
	Payload  int      // offset of the payload in the bytes given to Parse
	Len      int      // captured bytes of the payload, link padding left out
	Missing  uint32   // bytes that the header promises beyond the captured ones

	Fragment bool   // one of several fragments of a datagram
	FragMore bool   // more fragments follow
	FragOff  uint32 // offset in bytes of the payload in the datagram
	FragID   uint32 // IPv4 identification, or that of the IPv6 fragment header
}

// Parse reads the IP header at data[off:end] into ip and returns "" or the reason
// why it cannot. The version field alone decides between IPv4 and IPv6. cut is how
// many bytes of the frame the capture left out after end; it only matters when the
// header gives no length (segmentation offload leaves it 0).
//
// For a fragment the payload is that of the fragment, and IPv6 extension headers
// after the fragment header are left in it. An IPv6 fragment header with offset 0
// and no more fragments is no fragment (RFC 6946).
//
// 0 <= off and end <= len(data) are required; off may be beyond end.
func Parse(data []byte, off, end int, cut uint32, ip *IP) string {
	if off >= end {
		return ReasonIPv4Truncated
	}
	switch data[off] >> 4 {
	case 4:
		return parseIPv4(data, off, end, cut, ip)
	case 6:
		return parseIPv6(data, off, end, cut, ip)
	}
	return ReasonVersion
}

// IPv4 flag and offset bits of bytes 6 and 7 (RFC 791 3.1).
const (
	ipv4MoreFragments  = 0x2000
	ipv4FragmentOffset = 0x1fff
)

// parseIPv4 reads the header of RFC 791 3.1.
func parseIPv4(data []byte, off, end int, cut uint32, ip *IP) string {
	if end-off < ipv4HeaderLen {
		return ReasonIPv4Truncated
	}
	h := data[off:end]
	header := int(h[0]&0x0f) * 4
	if header < ipv4HeaderLen {
		return ReasonIPv4Header
	}
	total := int(binary.BigEndian.Uint16(h[2:]))
	if total != 0 && total < header {
		return ReasonIPv4Length
	}
	if header > len(h) {
		return ReasonIPv4Truncated
	}
	flags := binary.BigEndian.Uint16(h[6:])
	ip.Src = [16]byte{10: 0xff, 11: 0xff, 12: h[12], 13: h[13], 14: h[14], 15: h[15]}
	ip.Dst = [16]byte{10: 0xff, 11: 0xff, 12: h[16], 13: h[17], 14: h[18], 15: h[19]}
	ip.Protocol = h[9]
	ip.Payload = off + header
	ip.FragMore = flags&ipv4MoreFragments != 0
	ip.FragOff = uint32(flags&ipv4FragmentOffset) * 8
	ip.FragID = uint32(binary.BigEndian.Uint16(h[4:]))
	ip.Fragment = ip.FragMore || ip.FragOff != 0
	if total == 0 {
		// Segmentation offload: the network card would have filled it in.
		ip.Len, ip.Missing = len(h)-header, cut
	} else {
		ip.Len, ip.Missing = clip(total-header, len(h)-header)
	}
	if ip.Fragment && int(ip.FragOff)+ip.Len+int(ip.Missing) > 65535 {
		return ReasonIPv4Offset
	}
	if ip.Protocol == ProtoAH && !ip.Fragment {
		return skipExtensions(data, ip)
	}
	return ""
}

// clip divides the promised bytes into those captured and those missing.
func clip(promised, captured int) (n int, missing uint32) {
	if promised <= captured {
		return promised, 0
	}
	return captured, uint32(promised - captured)
}

package inet

import "encoding/binary"

// A Transport is what a TCP or UDP header says. Numbers are in host byte order;
// for UDP, Seq, Ack, Flags and Window are 0.
type Transport struct {
	SrcPort, DstPort uint16
	Seq, Ack         uint32
	Flags            uint8  // byte 13 of the TCP header
	Window           uint16 // unscaled

	Payload int    // offset of the payload in the bytes given
	Len     int    // captured bytes of the payload
	Missing uint32 // bytes of the payload that the capture cut off
}

// ParseTransport reads the TCP or UDP header that b starts with into t and returns
// "" or the reason why it cannot. b is the captured payload of an IP packet or of a
// reassembled datagram, missing is how many bytes the capture cut off behind it.
// A TCP header whose options are cut off can still be read: its payload is then
// missing as a whole.
func ParseTransport(protocol uint8, b []byte, missing uint32, t *Transport) string {
	switch protocol {
	case ProtoTCP:
		return parseTCP(b, missing, t)
	case ProtoUDP:
		return parseUDP(b, missing, t)
	}
	return ReasonProtocol
}

// parseTCP reads the header of RFC 9293 3.1.
func parseTCP(b []byte, missing uint32, t *Transport) string {
	if len(b) < tcpHeaderLen {
		return ReasonTCPTruncated
	}
	header := int(b[12]>>4) * 4
	if header < tcpHeaderLen {
		return ReasonTCPOffset
	}
	promised := uint64(len(b)) + uint64(missing)
	if uint64(header) > promised {
		return ReasonTCPLength
	}
	t.SrcPort = binary.BigEndian.Uint16(b)
	t.DstPort = binary.BigEndian.Uint16(b[2:])
	t.Seq = binary.BigEndian.Uint32(b[4:])
	t.Ack = binary.BigEndian.Uint32(b[8:])
	t.Flags = b[13]
	t.Window = binary.BigEndian.Uint16(b[14:])
	t.Payload = min(header, len(b))
	t.Len = len(b) - t.Payload
	t.Missing = uint32(promised - uint64(header) - uint64(t.Len))
	return ""
}

// parseUDP reads the header of RFC 768. Length 0 stands for "up to the end of the
// IP packet" (RFC 2675 4; segmentation offload leaves it 0 as well). A length that
// promises more than the IP header does is cut to what that has.
func parseUDP(b []byte, missing uint32, t *Transport) string {
	if len(b) < udpHeaderLen {
		return ReasonUDPTruncated
	}
	length := uint64(binary.BigEndian.Uint16(b[4:]))
	if length != 0 && length < udpHeaderLen {
		return ReasonUDPLength
	}
	promised := uint64(len(b)) + uint64(missing)
	if length == 0 || length > promised {
		length = promised
	}
	t.SrcPort = binary.BigEndian.Uint16(b)
	t.DstPort = binary.BigEndian.Uint16(b[2:])
	t.Seq, t.Ack, t.Flags, t.Window = 0, 0, 0, 0
	t.Payload = udpHeaderLen
	t.Len, t.Missing = len(b)-udpHeaderLen, missing
	if length <= uint64(len(b)) {
		t.Len, t.Missing = int(length)-udpHeaderLen, 0
	} else {
		t.Missing = uint32(length - uint64(len(b)))
	}
	return ""
}

package source

import (
	"encoding/binary"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"github.com/radissect/radissect/dissect/internal/inet"
)

// UDP ports of tunnels (IANA "Service Name and Transport Protocol Port Number
// Registry").
const (
	portVXLAN  = 4789 // RFC 7348 8
	portGPE    = 4790 // draft-ietf-nvo3-vxlan-gpe 3.1
	portGeneve = 6081 // RFC 8926 3.3
	portGTP    = 2152 // 3GPP TS 29.281 4.4.2
	portTeredo = 3544 // RFC 4380 2.7
	portGRE    = 4754 // RFC 8086 9
)

// gpeEthernet is the last of the protocols of VXLAN-GPE that are read; 1 and 2 are
// IPv4 and IPv6.
const gpeEthernet = 3

// tunnels has the gopacket decoders of the tunnel headers, made once and used again
// for each packet.
type tunnels struct {
	gre     layers.GRE
	vxlan   layers.VXLAN
	parsers [stepTeredo + 1]*gopacket.DecodingLayerParser
	decoded []gopacket.LayerType
}

// newTunnels makes the decoders. Each parser has only one layer: what is inside a
// tunnel goes back to our own code, which knows offsets and the snap length.
func newTunnels() *tunnels {
	t := &tunnels{decoded: make([]gopacket.LayerType, 0, 4)}
	t.parsers[stepGRE] = gopacket.NewDecodingLayerParser(layers.LayerTypeGRE, &t.gre)
	t.parsers[stepVXLAN] = gopacket.NewDecodingLayerParser(layers.LayerTypeVXLAN, &t.vxlan)
	for _, p := range t.parsers {
		if p != nil {
			p.IgnoreUnsupported = true
		}
	}
	return t
}

// decode decodes the header that b starts with and returns its length.
func (t *tunnels) decode(s step, b []byte) (n int, ok bool) {
	defer func() {
		// The parser catches the panics of its layers; this is for its own.
		if recover() != nil {
			n, ok = 0, false
		}
	}()
	if err := t.parsers[s].DecodeLayers(b, &t.decoded); err != nil || len(t.decoded) != 1 {
		return 0, false
	}
	n = len(t.vxlan.Contents)
	if s == stepGRE {
		n = len(t.gre.Contents)
	}
	return n, n > 0 && n <= len(b)
}

// tunnelName names a tunnel for a reason.
func tunnelName(s step) string {
	switch s {
	case stepGRE:
		return "GRE"
	case stepVXLAN:
		return "VXLAN"
	}
	return "the tunnel"
}

// tunnel takes off the header of a tunnel.
func (l *links) tunnel(data []byte, s step, off int) (step, int, string) {
	b := data[min(off, l.end):l.end]
	switch s {
	case stepTeredo:
		n, _ := teredoHeader(b)
		return stepIP, off + n, ""
	case stepGeneve:
		// RFC 8926 3.4; gopacket has it, but not for a DecodingLayerParser. Its header
		// has been checked by udpTunnel.
		l.ether = binary.BigEndian.Uint16(b[2:])
		return stepEtherType, off + geneveLen(b), ""
	case stepGPE: // its header has been checked as well
		if b[3] == gpeEthernet {
			return stepEthernet, off + 8, ""
		}
		return stepIP, off + 8, ""
	case stepGTP:
		n := gtpHeader(b)
		if n == 0 {
			return 0, 0, skipGTP
		}
		return stepIP, off + n, ""
	}
	if l.tunnels == nil {
		l.tunnels = newTunnels()
	}
	n, ok := l.tunnels.decode(s, b)
	if !ok {
		return 0, 0, l.reasons.of(reasonTunnel, uint32(s))
	}
	off += n
	if s == stepGRE {
		return l.greInner(data, off)
	}
	return stepEthernet, off, ""
}

// greInner goes on behind a GRE header. Mirrored Ethernet (ERSPAN) has a header of
// its own: none for type I, which has no sequence number, 8 bytes for type II, and 12
// or 20 for type III (draft-foschiano-erspan 4).
func (l *links) greInner(data []byte, off int) (step, int, string) {
	gre := &l.tunnels.gre
	l.ether = uint16(gre.Protocol)
	switch l.ether {
	case etherERSPAN:
		if gre.SeqPresent {
			off += 8
		}
		return stepEthernet, off, ""
	case etherERSPAN3:
		const optional = 1 // last bit of the header: a platform header follows
		if l.end-off < 12 {
			return 0, 0, l.reasons.of(reasonTunnel, uint32(stepGRE))
		}
		if data[off+11]&optional != 0 {
			off += 8
		}
		return stepEthernet, off + 12, ""
	}
	return stepEtherType, off, ""
}

// udpTunnel tells whether a UDP datagram with the given payload carries a tunnel, by
// port and by what its header has to look like. stepIP stands for no.
func udpTunnel(tp *inet.Transport, payload []byte) step {
	switch {
	case tp.DstPort == portVXLAN || tp.SrcPort == portVXLAN || tp.DstPort == portGPE || tp.SrcPort == portGPE:
		// RFC 7348 5: the I flag is set. The generic protocol extension should set the
		// P flag as well (draft-ietf-nvo3-vxlan-gpe 3.1) but is found without it on its
		// own port, and with it on the port of plain VXLAN (Arkime's and Zeek's test
		// captures). Its protocols are IPv4, IPv6 and Ethernet (3.2).
		if len(payload) < 8 || payload[0]&0x08 == 0 {
			return stepIP
		}
		if payload[0] == 0x0c || tp.DstPort == portGPE || tp.SrcPort == portGPE {
			if payload[3] >= 1 && payload[3] <= gpeEthernet {
				return stepGPE
			}
			return stepIP
		}
		return stepVXLAN
	case tp.DstPort == portGeneve || tp.SrcPort == portGeneve:
		// RFC 8926 3.4: version 0; the last byte is reserved.
		if len(payload) >= 8 && payload[0]>>6 == 0 && payload[7] == 0 && geneveLen(payload) <= len(payload) {
			return stepGeneve
		}
	case tp.DstPort == portGTP || tp.SrcPort == portGTP:
		if gtpHeader(payload) != 0 {
			return stepGTP
		}
	case tp.DstPort == portGRE:
		// RFC 8086 3: GRE version 0 without routing, and something that is read.
		if len(payload) >= 4 && payload[0]&0x4f == 0 && payload[1] == 0 && greCarries(payload) {
			return stepGRE
		}
	case tp.DstPort == portTeredo || tp.SrcPort == portTeredo:
		if _, ok := teredoHeader(payload); ok {
			return stepTeredo
		}
	}
	return stepIP
}

// greCarries reports whether the protocol type of a GRE header is one that is read.
func greCarries(b []byte) bool {
	switch binary.BigEndian.Uint16(b[2:]) {
	case etherIPv4, etherIPv6, etherBridge, etherMPLS:
		return true
	}
	return false
}

// geneveLen returns the length of a Geneve header with its options (RFC 8926 3.4).
func geneveLen(b []byte) int { return 8 + int(b[0]&0x3f)*4 }

// gtpHeader returns the length of the GTP-U header of a user data message that
// carries IP (3GPP TS 29.281 5.1), 0 for anything else. It is ours, as gopacket's GTP
// layer writes to standard output when an extension header is too long.
func gtpHeader(b []byte) int {
	const (
		versionGTP = 0x30 // version 1, protocol type GTP
		optional   = 0x07 // extension header, sequence number, N-PDU number
		extension  = 0x04
		userData   = 0xff
	)
	if len(b) < 8 || b[0]&0xf0 != versionGTP || b[1] != userData {
		return 0
	}
	n := 8
	if b[0]&optional != 0 {
		n = 12
		more := b[0]&extension != 0
		for more {
			if n >= len(b) || b[n] == 0 {
				return 0
			}
			n += int(b[n]) * 4
			if n > len(b) {
				return 0
			}
			more = b[n-1] != 0
		}
	}
	if n >= len(b) || (b[n]>>4 != 4 && b[n]>>4 != 6) {
		return 0
	}
	return n
}

// teredoHeader returns the length of the indications before the IPv6 packet of a
// Teredo datagram (RFC 4380 5.1.1). ok is false when there is no IPv6 packet.
func teredoHeader(b []byte) (n int, ok bool) {
	const (
		origin         = 0x0000
		authentication = 0x0001
		originLen      = 8
		ipv6Len        = 40
	)
	if len(b) >= 4 && binary.BigEndian.Uint16(b) == authentication {
		// Type, two lengths, client identifier, authentication value, nonce, confirmation.
		n = 4 + int(b[2]) + int(b[3]) + 8 + 1
	}
	if len(b) >= n+2 && binary.BigEndian.Uint16(b[n:]) == origin {
		n += originLen
	}
	return n, len(b) >= n+ipv6Len && b[n]>>4 == 6
}

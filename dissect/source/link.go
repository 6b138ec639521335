package source

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/inet"
)

// Link types (the tcpdump group's LINKTYPE_ list).
const (
	linkNull        = 0   // BSD loopback, family in the writer's byte order
	linkEthernet    = 1   // IEEE 802.3
	linkPPP         = 9   // PPP, with or without HDLC-like framing
	linkRaw12       = 12  // DLT_RAW of most systems
	linkRaw14       = 14  // DLT_RAW of OpenBSD
	linkPPPSerial   = 50  // PPP in HDLC-like framing (RFC 1662)
	linkPPPEthernet = 51  // PPPoE session packets (RFC 2516)
	linkRaw         = 101 // IPv4 or IPv6
	linkCiscoHDLC   = 104 // Cisco PPP with HDLC framing
	linkLoop        = 108 // OpenBSD loopback, family in network byte order
	linkCooked      = 113 // Linux cooked capture, version 1
	linkIPv4        = 228
	linkIPv6        = 229
	linkNFLOG       = 239 // Linux netfilter log messages
	linkPKTAP       = 258 // macOS packets with their process
	linkCooked2     = 276 // Linux cooked capture, version 2
)

// EtherTypes (IANA "IEEE 802 Numbers"; 0x9100 is used by older QinQ equipment).
const (
	etherIPv4    = 0x0800
	etherIPv6    = 0x86dd
	etherVLAN    = 0x8100 // IEEE 802.1Q
	etherService = 0x88a8 // IEEE 802.1ad
	etherQinQ    = 0x9100
	etherMPLS    = 0x8847
	etherMPLSUp  = 0x8848
	etherPPPoE   = 0x8864 // session stage
	etherPPP     = 0x880b
	etherBridge  = 0x6558 // transparent Ethernet bridging
	etherERSPAN  = 0x88be // types I and II
	etherERSPAN3 = 0x22eb
	etherMinimum = 0x0600 // lower values are lengths (IEEE 802.3 3.2.6)
)

// maxNesting bounds the headers that are taken off before the transport header.
const maxNesting = 24

// A step is the kind of header that comes next.
type step uint8

const (
	stepIP step = iota
	stepEthernet
	stepEtherType // the EtherType is known, its payload comes next
	stepLLC
	stepPPP
	stepPPPoE
	stepMPLS
	stepGRE
	stepVXLAN
	stepGPE
	stepGeneve
	stepGTP
	stepTeredo
)

// links locates the headers of packets. It has scratch storage and the texts of the
// reasons met so far, so it belongs to one source.
type links struct {
	ip      inet.IP
	tp      inet.Transport
	tunnels *tunnels // made when the first tunnel is met
	reasons reasons

	ether uint16 // for stepEtherType
	end   int    // end of the current header's payload in the packet
	cut   uint32 // bytes that the capture cut off behind end
	whole bool   // a header says that the payload ends at end: the capture cut nothing off
}

// locate fills in everything of p that comes from its headers.
func (l *links) locate(p *dissect.Packet) {
	l.end = len(p.Data)
	l.cut, l.whole = 0, false
	if p.WireLen > uint32(len(p.Data)) {
		l.cut = p.WireLen - uint32(len(p.Data))
	}
	next, off, reason := l.link(p.LinkType, p.Data)
	if reason == "" {
		reason = l.descend(p, next, off)
	}
	if reason != "" {
		p.Kind, p.Skip = dissect.PacketSkipped, reason
	}
}

// link reads the header of the link layer itself.
func (l *links) link(kind uint32, data []byte) (step, int, string) {
	switch kind {
	case linkEthernet:
		return stepEthernet, 0, ""
	case linkRaw, linkRaw12, linkRaw14, linkIPv4, linkIPv6:
		return stepIP, 0, ""
	case linkCooked:
		if len(data) < 16 {
			return 0, 0, skipCooked
		}
		return l.protocol(binary.BigEndian.Uint16(data[14:]), 16)
	case linkCooked2:
		if len(data) < 20 {
			return 0, 0, skipCooked
		}
		return l.protocol(binary.BigEndian.Uint16(data), 20)
	case linkNull, linkLoop:
		return l.loopback(data)
	case linkPPP, linkPPPSerial:
		return stepPPP, 0, ""
	case linkPPPEthernet:
		return stepPPPoE, 0, ""
	case linkCiscoHDLC: // address, control, EtherType
		if len(data) < 4 {
			return 0, 0, skipHDLC
		}
		return l.protocol(binary.BigEndian.Uint16(data[2:]), 4)
	}
	return l.rareLink(kind, data)
}

// protocol takes the protocol field of a cooked capture (LINKTYPE_LINUX_SLL,
// LINKTYPE_LINUX_SLL2): an EtherType, or 4 for an 802.2 LLC header.
func (l *links) protocol(ether uint16, off int) (step, int, string) {
	const cookedLLC = 4
	if ether == cookedLLC {
		return stepLLC, off, ""
	}
	l.ether = ether
	return stepEtherType, off, ""
}

// loopback reads the address family of LINKTYPE_NULL and LINKTYPE_LOOP. AF_INET is 2
// everywhere, AF_INET6 is 24, 28 or 30 on the BSDs and macOS, 10 on Linux, 23 on
// Windows. All of them are small, so the byte order shows.
func (l *links) loopback(data []byte) (step, int, string) {
	if len(data) < 4 {
		return 0, 0, skipLoopback
	}
	family := binary.BigEndian.Uint32(data)
	if family > 0xffff {
		family = binary.LittleEndian.Uint32(data)
	}
	switch family {
	case 2, 10, 23, 24, 28, 30:
		return stepIP, 4, ""
	}
	// Some writers have a family of 16 bits, then an EtherType (seen in
	// PcapPlusPlus's test captures).
	if ether := binary.BigEndian.Uint16(data[2:]); ether == etherIPv4 || ether == etherIPv6 {
		return stepIP, 4, ""
	}
	return 0, 0, l.reasons.of(reasonFamily, family)
}

// descend takes off headers until it is at a transport header or a fragment, and
// returns "" or why there is nothing to read.
func (l *links) descend(p *dissect.Packet, next step, off int) string {
	reason := ""
	for range maxNesting {
		switch next {
		case stepEthernet:
			next, off, reason = l.ethernet(p.Data, off)
		case stepEtherType:
			next, off, reason = l.etherType(p.Data, off)
		case stepLLC:
			next, off, reason = l.llc(p.Data, off)
		case stepPPP:
			next, off, reason = l.ppp(p.Data, off)
		case stepPPPoE:
			next, off, reason = l.pppoe(p.Data, off)
		case stepMPLS:
			next, off, reason = l.mpls(p.Data, off)
		case stepIP:
			done := false
			if next, off, reason, done = l.internet(p, off); done {
				return ""
			}
		default:
			next, off, reason = l.tunnel(p.Data, next, off)
		}
		if reason != "" {
			return reason
		}
	}
	return skipNesting
}

// ethernet reads an Ethernet II or IEEE 802.3 header.
func (l *links) ethernet(data []byte, off int) (step, int, string) {
	if l.end-off < 14 {
		return 0, 0, skipEthernet
	}
	l.ether = binary.BigEndian.Uint16(data[off+12:])
	return stepEtherType, off + 14, ""
}

// etherType goes on behind an EtherType, through any VLAN tags.
func (l *links) etherType(data []byte, off int) (step, int, string) {
	switch l.ether {
	case etherIPv4, etherIPv6:
		return stepIP, off, "" // the version field decides
	case etherVLAN, etherService, etherQinQ:
		if l.end-off < 4 {
			return 0, 0, skipVLAN
		}
		l.ether = binary.BigEndian.Uint16(data[off+2:])
		return stepEtherType, off + 4, ""
	case etherMPLS, etherMPLSUp:
		return stepMPLS, off, ""
	case etherPPPoE:
		return stepPPPoE, off, ""
	case etherPPP:
		return stepPPP, off, ""
	case etherBridge:
		return stepEthernet, off, ""
	}
	if l.ether < etherMinimum {
		return stepLLC, off, ""
	}
	return 0, 0, l.reasons.of(reasonEtherType, uint32(l.ether))
}

// llc reads an IEEE 802.2 LLC header: SNAP (RFC 1042, and the bridge tunnel
// encapsulation of IEEE 802.1H), or the service access point that is IP's own.
func (l *links) llc(data []byte, off int) (step, int, string) {
	const (
		sapIP       = 0x06
		sapSNAP     = 0xaa
		unnumbered  = 0x03
		ouiEthernet = 0x000000
		ouiBridge   = 0x0000f8
	)
	if l.end-off < 3 {
		return 0, 0, skipLLC
	}
	h := data[off:l.end]
	if h[2] != unnumbered || h[0] != h[1] {
		return 0, 0, skipNotIPLLC
	}
	switch h[0] {
	case sapIP:
		return stepIP, off + 3, ""
	case sapSNAP:
		if len(h) < 8 {
			return 0, 0, skipLLC
		}
		oui := binary.BigEndian.Uint32(h[2:]) & 0xffffff
		l.ether = binary.BigEndian.Uint16(h[6:])
		if (oui == ouiEthernet || oui == ouiBridge) && l.ether >= etherMinimum {
			return stepEtherType, off + 8, ""
		}
	}
	return 0, 0, skipNotIPLLC
}

// internet reads an IP header and, when a transport header follows, that as well.
// done is set when p is complete.
func (l *links) internet(p *dissect.Packet, off int) (next step, at int, reason string, done bool) {
	ip := &l.ip
	if reason = inet.Parse(p.Data, off, l.end, l.cut, ip); reason != "" {
		return 0, 0, reason, false
	}
	if l.whole {
		ip.Missing, l.whole = 0, false
	}
	p.Src, p.Dst = ip.Src, ip.Dst
	p.Protocol = ip.Protocol
	p.Whole = p.Whole || ip.Missing > l.cut
	l.end = ip.Payload + ip.Len
	l.cut = ip.Missing
	if ip.Fragment {
		p.Kind = dissect.PacketFragment
		p.FragID, p.FragOff, p.FragMore = ip.FragID, ip.FragOff, ip.FragMore
		p.Payload, p.PayloadLen, p.Missing = uint32(ip.Payload), uint32(ip.Len), ip.Missing
		p.Hash = inet.HostHash((*[16]byte)(&p.Src), (*[16]byte)(&p.Dst))
		return 0, 0, "", true
	}
	switch ip.Protocol {
	case inet.ProtoTCP, inet.ProtoUDP:
		return l.transport(p, ip.Payload)
	case inet.ProtoIPv4, inet.ProtoIPv6:
		return stepIP, ip.Payload, "", false
	case inet.ProtoGRE:
		return stepGRE, ip.Payload, "", false
	case protoEtherIP:
		return stepEthernet, ip.Payload + 2, "", false
	case protoMPLS:
		return stepMPLS, ip.Payload, "", false
	}
	return 0, 0, l.reasons.of(reasonProtocol, uint32(ip.Protocol)), false
}

// IP protocols that carry a link layer: RFC 3378 (a header of 2 bytes), RFC 4023.
const (
	protoEtherIP = 97
	protoMPLS    = 137
)

// transport reads a TCP or UDP header, which completes p unless UDP carries a tunnel.
func (l *links) transport(p *dissect.Packet, off int) (next step, at int, reason string, done bool) {
	tp := &l.tp
	if reason = inet.ParseTransport(p.Protocol, p.Data[off:l.end], l.cut, tp); reason != "" {
		return 0, 0, reason, false
	}
	payload := off + tp.Payload
	if p.Protocol == inet.ProtoUDP {
		if next := udpTunnel(tp, p.Data[payload:payload+tp.Len]); next != stepIP {
			l.end, l.cut = payload+tp.Len, tp.Missing
			return next, payload, "", false
		}
	}
	p.Kind = dissect.PacketTCP
	if p.Protocol == inet.ProtoUDP {
		p.Kind = dissect.PacketUDP
	}
	p.SrcPort, p.DstPort = tp.SrcPort, tp.DstPort
	p.Seq, p.Ack, p.Flags, p.Window = tp.Seq, tp.Ack, tp.Flags, tp.Window
	p.Payload, p.PayloadLen, p.Missing = uint32(payload), uint32(tp.Len), tp.Missing
	p.Hash = inet.HostHash((*[16]byte)(&p.Src), (*[16]byte)(&p.Dst))
	return 0, 0, "", true
}

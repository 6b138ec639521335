package source

import "fmt"

// Reasons why a packet is skipped. Those of the IP and transport headers are in
// package inet.
const (
	skipUndeclared = "packet of an interface that is not described"
	skipEthernet   = "truncated Ethernet header"
	skipVLAN       = "truncated VLAN tag"
	skipCooked     = "truncated Linux cooked header"
	skipLoopback   = "truncated BSD loopback header"
	skipHDLC       = "truncated Cisco HDLC header"
	skipLLC        = "truncated LLC header"
	skipNotIPLLC   = "not IP (802.2 LLC)"
	skipPPP        = "truncated PPP header"
	skipPPPoE      = "truncated PPPoE header"
	skipPPPoECode  = "not IP (PPPoE other than session data)"
	skipMPLS       = "truncated MPLS label stack"
	skipMPLSInner  = "MPLS payload unknown"
	skipGTP        = "not IP (GTP without user data)"
	skipNFLOG      = "NFLOG message without a packet"
	skipPKTAP      = "truncated PKTAP header"
	skipNesting    = "too many headers inside each other"
	skipOther      = "not TCP or UDP over IP (too many different reasons to keep apart)"
)

// maxReasons bounds the texts that one source makes. They are made once for each
// value met, so hostile captures could otherwise have some 2^32 of them.
const maxReasons = 512

// A reasonKind is a family of reasons that name a number.
type reasonKind uint8

const (
	reasonLink reasonKind = iota
	reasonFamily
	reasonEtherType
	reasonPPP
	reasonProtocol
	reasonTunnel
)

// A reasonKey names one reason.
type reasonKey struct {
	kind  reasonKind
	value uint32
}

// reasons keeps the texts made so far.
type reasons struct {
	texts map[reasonKey]string
}

// of returns the text for a value. It allocates only when the value is new.
func (r *reasons) of(kind reasonKind, value uint32) string {
	key := reasonKey{kind, value}
	if text, ok := r.texts[key]; ok {
		return text
	}
	if len(r.texts) >= maxReasons {
		return skipOther
	}
	if r.texts == nil {
		r.texts = make(map[reasonKey]string)
	}
	text := reasonText(kind, value)
	r.texts[key] = text
	return text
}

// reasonText words the reason for a value.
func reasonText(kind reasonKind, value uint32) string {
	switch kind {
	case reasonLink:
		return fmt.Sprintf("link type %d unknown", value)
	case reasonFamily:
		return fmt.Sprintf("not IP (address family %d)", value)
	case reasonEtherType:
		return "not IP (" + named("ethertype 0x%04x", value, etherName(value)) + ")"
	case reasonPPP:
		return "not IP (" + named("PPP protocol 0x%04x", value, pppName(value)) + ")"
	case reasonTunnel:
		return fmt.Sprintf("gopacket could not decode %s", tunnelName(step(value)))
	}
	return named("IP protocol %d", value, protocolName(value), "(", ")")
}

// named formats value and appends its name, within the two brackets if given.
func named(format string, value uint32, name string, brackets ...string) string {
	text := fmt.Sprintf(format, value)
	if name == "" {
		return text
	}
	if len(brackets) == 2 {
		name = brackets[0] + name + brackets[1]
	}
	return text + " " + name
}

// etherName names EtherTypes that are common beside IP (IANA "IEEE 802 Numbers").
func etherName(ether uint32) string {
	switch ether {
	case 0x0806:
		return "ARP"
	case 0x8035:
		return "RARP"
	case 0x809b:
		return "AppleTalk"
	case 0x8137:
		return "IPX"
	case 0x8808:
		return "Ethernet flow control"
	case 0x8809:
		return "slow protocols"
	case 0x8863:
		return "PPPoE discovery"
	case 0x888e:
		return "EAPOL"
	case 0x8899:
		return "Realtek"
	case 0x88cc:
		return "LLDP"
	case 0x88e1:
		return "HomePlug"
	case 0x88e5:
		return "MACsec"
	case 0x88f7:
		return "PTP"
	case 0x9000:
		return "loopback test"
	}
	return ""
}

// pppName names PPP protocols (IANA "PPP Numbers").
func pppName(protocol uint32) string {
	switch protocol {
	case 0x003d:
		return "multilink"
	case 0x00fd:
		return "compressed datagram"
	case 0x8021:
		return "IPCP"
	case 0x8057:
		return "IPv6CP"
	case 0x80fd:
		return "CCP"
	case 0xc021:
		return "LCP"
	case 0xc023:
		return "PAP"
	case 0xc223:
		return "CHAP"
	case 0xc227:
		return "EAP"
	}
	return ""
}

// protocolName names IP protocols (IANA "Assigned Internet Protocol Numbers").
func protocolName(protocol uint32) string {
	switch protocol {
	case 1:
		return "ICMP"
	case 2:
		return "IGMP"
	case 46:
		return "RSVP"
	case 50:
		return "ESP"
	case 58:
		return "ICMPv6"
	case 59:
		return "no next header"
	case 88:
		return "EIGRP"
	case 89:
		return "OSPF"
	case 103:
		return "PIM"
	case 112:
		return "VRRP"
	case 115:
		return "L2TP"
	case 132:
		return "SCTP"
	case 136:
		return "UDP-Lite"
	}
	return ""
}

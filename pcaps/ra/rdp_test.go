package ra_test

import (
	"encoding/binary"
	"encoding/hex"
	"net/netip"
	"strings"
	"unicode/utf16"

	"github.com/radissect/radissect/pcaps/craft"
)

// The writer of a whole RDP connection, from MS-RDPBCGR alone: it shares no code
// with the decoders. Sections are those of MS-RDPBCGR unless they say otherwise.

var le = binary.LittleEndian

func u16(v int) []byte { return le.AppendUint16(nil, uint16(v)) }
func u32(v int) []byte { return le.AppendUint32(nil, uint32(v)) }
func be16(v int) []byte {
	return []byte{byte(v >> 8), byte(v)}
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, u)
	}
	return b
}

func cat(parts ...[]byte) []byte {
	var b []byte
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		panic(err)
	}
	return b
}

// tpkt is the header of T.123 8 around a TPDU.
func tpkt(b []byte) []byte { return cat([]byte{3, 0}, be16(len(b)+4), b) }

// data is a TPKT with the X.224 Data TPDU of X.224 13.7 around an MCS PDU.
func data(b []byte) []byte { return tpkt(cat(unhex("02f080"), b)) }

// per is a length of T.125 in two bytes (X.691 10.9.3.6).
func per(n int) []byte { return be16(0x8000 | n) }

// ber is a value of X.690 with a length in two bytes.
func ber(tag string, b []byte) []byte { return cat(unhex(tag), []byte{0x82}, be16(len(b)), b) }

// block is one block of settings with the header of 2.2.1.3.1.
func block(typ int, b []byte) []byte { return cat(u16(typ), u16(len(b)+4), b) }

// Static channels in the order of the client's request, and their MCS numbers.
var channels = []string{"remdesk", "encomsp"}

const (
	userID   = 1007 // user channel of the client
	ioID     = 1003 // I/O channel
	firstID  = 1004 // static channels
	serverID = 1002 // user channel of the server (2.2.1.13.1.1: pduSource)
	shareID  = 0x000103ea
)

// A connection is one RDP connection.
type connection struct {
	flow     *craft.Flow
	capture  *craft.Capture
	security *security // nil where nothing is encrypted
	password string    // of the Client Info PDU
	dynamic  bool      // there is a channel drdynvc as well
	noOutput bool      // the client's extraFlags lack FASTPATH_OUTPUT_SUPPORTED
}

func newConnection(c *craft.Capture) *connection {
	return connect(c, "192.0.2.10:50000", "192.0.2.20:49751")
}

func connect(c *craft.Capture, from, to string) *connection {
	f := c.TCP(netip.MustParseAddrPort(from), netip.MustParseAddrPort(to))
	return &connection{flow: f.Open(), capture: c, password: "*"}
}

// statics are the static channels of this connection.
func (c *connection) statics() []string {
	if c.dynamic {
		return append(channels[:len(channels):len(channels)], "drdynvc")
	}
	return channels
}

// client and server send one TPKT.
func (c *connection) client(b []byte) { c.flow.Send(0, b) }
func (c *connection) server(b []byte) { c.flow.Send(1, b) }

// request and indication carry what static channels and shares send, encrypted
// where the connection is.
func (c *connection) request(channel int, b []byte) {
	if c.security != nil {
		b = c.security.seals[0].wrap(0, b)
	}
	c.bareRequest(channel, b)
}

func (c *connection) indication(channel int, b []byte) {
	if c.security != nil {
		b = c.security.seals[1].wrap(0, b)
	}
	c.bareIndication(channel, b)
}

// bareRequest and bareIndication carry data on a channel, T.125 7 (2.2.1.10 and
// others).
func (c *connection) bareRequest(channel int, b []byte) {
	c.client(data(cat([]byte{0x64}, be16(userID-1001), be16(channel), []byte{0x70}, per(len(b)), b)))
}

func (c *connection) bareIndication(channel int, b []byte) {
	c.server(data(cat([]byte{0x68}, be16(serverID-1001), be16(channel), []byte{0x70}, per(len(b)), b)))
}

// domain is the DomainParameters of T.125 7.
func domain(numbers ...int) []byte {
	var b []byte
	for _, n := range numbers {
		if n < 128 {
			b = append(b, 2, 1, byte(n))
		} else {
			b = append(b, 2, 3, byte(n>>16), byte(n>>8), byte(n))
		}
	}
	return cat([]byte{0x30, byte(len(b))}, b)
}

// open goes through the connection sequence of 1.3.1.1.
func (c *connection) open(alternateShell, workingDir, user string) {
	// 2.2.1.1: cookie left out, RDP_NEG_REQ with PROTOCOL_RDP.
	c.client(tpkt(unhex("0e e0 0000 0000 00  01 00 0800 00000000")))
	// 2.2.1.2: RDP_NEG_RSP, PROTOCOL_RDP.
	c.server(tpkt(unhex("0e d0 0000 1234 00  02 00 0800 00000000")))

	c.client(data(c.connectInitial()))
	c.server(data(c.connectResponse()))
	c.client(data(unhex("04 0100 0100"))) // 2.2.1.5 Erect Domain
	c.client(data(unhex("28")))           // 2.2.1.6 Attach User
	c.server(data(cat(unhex("2e00"), be16(userID-1001))))
	ids := []int{userID, ioID}
	for i := range c.statics() {
		ids = append(ids, firstID+i)
	}
	for _, id := range ids { // 2.2.1.8, 2.2.1.9
		c.client(data(cat(unhex("38"), be16(userID-1001), be16(id))))
		c.server(data(cat(unhex("3e00"), be16(userID-1001), be16(id), be16(id))))
	}
	info := c.clientInfo(alternateShell, workingDir, user)
	if c.security != nil {
		c.bareRequest(ioID, c.security.exchange())
		c.bareRequest(ioID, c.security.seals[0].wrap(0x0040, info)) // SEC_INFO_PKT
	} else {
		c.bareRequest(ioID, cat(unhex("4000 0000"), info))
	}
	// 2.2.1.12: SEC_LICENSE_PKT; MS-RDPELE 2.2.2.7.1: STATUS_VALID_CLIENT, ST_NO_TRANSITION.
	c.bareIndication(ioID, unhex("8000 0000  ff 03 1000  07000000 02000000 0400 0000"))
	c.activate()
}

// connectInitial is 2.2.1.3.
func (c *connection) connectInitial() []byte {
	name := wide("EXPERT-PC")
	core := cat( // 2.2.1.3.2
		u32(0x00080004), u16(1024), u16(768), u16(0xca01), u16(0xaa03), u32(0x409), u32(7601),
		name, make([]byte, 32-len(name)), u32(4), u32(0), u32(12), make([]byte, 64),
		u16(0xca01), u16(1), u32(0), u16(16), u16(7), u16(1), make([]byte, 64), []byte{0, 0}, u32(0))
	security := cat(u32(0x1b), u32(0)) // 2.2.1.3.3
	net := u32(len(c.statics()))       // 2.2.1.3.4
	for _, ch := range c.statics() {
		net = cat(net, []byte(ch), make([]byte, 8-len(ch)), u32(0xc0a00000))
	}
	blocks := cat(block(0xc001, core), block(0xc002, security), block(0xc003, net))
	// T.124 8.7, as printed in 4.1.3.
	gcc := cat(unhex("0008 0010 0001 c000 44756361"), per(len(blocks)), blocks)
	gcc = cat(unhex("0005 0014 7c00 01"), per(len(gcc)), gcc)
	body := cat(unhex("040101 040101 0101ff"),
		domain(34, 2, 0, 1, 0, 1, 65535, 2), domain(1, 1, 1, 1, 0, 1, 1056, 2), domain(65535, 64535, 65535, 1, 0, 1, 65535, 2),
		ber("04", gcc))
	return ber("7f65", body)
}

// connectResponse is 2.2.1.4.
func (c *connection) connectResponse() []byte {
	core := cat(u32(0x00080004), u32(0)) // 2.2.1.4.2
	security := cat(u32(0), u32(0))      // 2.2.1.4.3: no encryption
	if c.security != nil {
		security = c.security.settings()
	}
	net := cat(u16(ioID), u16(len(c.statics()))) // 2.2.1.4.4
	for i := range c.statics() {
		net = cat(net, u16(firstID+i))
	}
	if len(c.statics())%2 == 1 {
		net = cat(net, u16(0)) // Pad
	}
	blocks := cat(block(0x0c01, core), block(0x0c03, net), block(0x0c02, security))
	// T.124 8.7, as printed in 4.1.4, with the length that servers send.
	gcc := cat(unhex("0005 0014 7c00 01 2a 14760a01010001c000 4d63446e"), per(len(blocks)), blocks)
	body := cat(unhex("0a0100 020100"), domain(34, 3, 0, 1, 0, 1, 65528, 2), ber("04", gcc))
	return ber("7f66", body)
}

// clientInfo is the TS_INFO_PACKET of 2.2.1.11 with the values of MS-RA 2.2.7.2.
func (c *connection) clientInfo(shell, dir, user string) []byte {
	text := func(s string) []byte { return wide(s + "\x00") }
	size := func(s string) []byte { return u16(len(wide(s))) } // without the NUL
	info := cat(
		u32(0), u32(0x1|0x2|0x10|0x20), // INFO_MOUSE, DISABLECTRLALTDEL, UNICODE, MAXIMIZESHELL
		size(""), size(user), size(c.password), size(shell), size(dir),
		text(""), text(user), text(c.password), text(shell), text(dir))
	address, client := text("192.0.2.10"), text(`C:\WINDOWS\mstscax.dll`)
	// 2.2.1.11.1.1.1: addresses, time zone, session, performance flags, no cookie, reserved.
	extra := cat(u16(2), u16(len(address)), address, u16(len(client)), client, make([]byte, 172), u32(0), u32(0), u16(0), u16(0), u16(0))
	return cat(info, extra)
}

// control is a Share Control Header, 2.2.8.1.1.1.1.
func control(pduType, source int, b []byte) []byte {
	return cat(u16(len(b)+6), u16(pduType), u16(source), b)
}

// share is a Share Data Header, 2.2.8.1.1.1.2.
func share(pduType2, source int, b []byte) []byte {
	return control(0x17, source, cat(u32(shareID), []byte{0, 1}, u16(len(b)+18), []byte{byte(pduType2), 0}, u16(0), b))
}

// set is a capability set, 2.2.1.13.1.1.1.
func set(typ int, b []byte) []byte { return cat(u16(typ), u16(len(b)+4), b) }

// general is the General Capability Set, 2.2.7.1.1.
func general(extraFlags int) []byte {
	return set(1, cat(u16(1), u16(3), u16(0x200), u16(0), u16(0), u16(extraFlags), u16(0), u16(0), u16(0), []byte{1, 1}))
}

// sets are those that both sides send beside the general one.
func sets() [][]byte {
	order := cat(make([]byte, 16), u32(0), u16(1), u16(20), u16(0), u16(1), u16(0), u16(0x0a), make([]byte, 32),
		u16(0), u16(0), u32(0), u32(230400), u16(0), u16(0), u16(0), u16(0))
	return [][]byte{
		// 2.2.7.1.2 Bitmap
		set(2, cat(u16(16), u16(1), u16(1), u16(1), u16(1024), u16(768), u16(0), u16(1), u16(1), []byte{0, 0}, u16(1), u16(0))),
		set(3, order), // 2.2.7.1.3
		// 2.2.7.1.5 Pointer
		set(8, cat(u16(1), u16(20), u16(20))),
		// 2.2.7.1.6 Input: scan codes, fast-path input
		set(13, cat(u16(0x29), u16(0), u32(0x409), u32(4), u32(0), u32(12), make([]byte, 64))),
		// 2.2.7.1.10 Virtual Channel
		set(20, cat(u32(0), u32(1600))),
	}
}

// clientSets are those that only the client sends.
func clientSets() [][]byte {
	return [][]byte{
		set(4, make([]byte, 36)),               // 2.2.7.1.4.1 Bitmap Cache
		set(15, u32(0)),                        // 2.2.7.1.7 Brush
		set(16, cat(make([]byte, 44), u32(0))), // 2.2.7.1.8 Glyph Cache
		set(17, cat(u32(0), u16(0), u16(0))),   // 2.2.7.1.9 Offscreen Bitmap Cache
		set(12, cat(u16(0), u16(0))),           // 2.2.7.1.11 Sound
	}
}

// activate is the capability exchange and the finalization, 1.3.1.1.
func (c *connection) activate() {
	caps := cat(append([][]byte{general(0x0001)}, sets()...)...)
	body := cat(u16(len(sets())+1), u16(0), caps)
	c.indication(ioID, control(0x11, serverID, cat(u32(shareID), u16(4), u16(len(body)), []byte("RDP\x00"), body, u32(0)))) // 2.2.1.13.1

	flags := 0x0001
	if c.noOutput {
		flags = 0
	}
	list := append(append([][]byte{general(flags)}, sets()...), clientSets()...)
	body = cat(u16(len(list)), u16(0), cat(list...))
	c.request(ioID, control(0x13, userID, cat(u32(shareID), u16(0x03ea), u16(6), u16(len(body)), []byte("MSTSC\x00"), body))) // 2.2.1.13.2

	c.request(ioID, share(31, userID, cat(u16(1), u16(serverID))))                   // 2.2.1.14 Synchronize
	c.request(ioID, share(20, userID, cat(u16(4), u16(0), u32(0))))                  // 2.2.1.15 Cooperate
	c.request(ioID, share(20, userID, cat(u16(1), u16(0), u32(0))))                  // 2.2.1.16 Request Control
	c.request(ioID, share(39, userID, cat(u16(0), u16(0), u16(3), u16(50))))         // 2.2.1.18 Font List
	c.indication(ioID, share(31, serverID, cat(u16(1), u16(userID))))                // 2.2.1.19
	c.indication(ioID, share(20, serverID, cat(u16(4), u16(0), u32(0))))             // 2.2.1.20
	c.indication(ioID, share(20, serverID, cat(u16(2), u16(userID), u32(serverID)))) // 2.2.1.21
	c.indication(ioID, share(40, serverID, cat(u16(0), u16(0), u16(3), u16(4))))     // 2.2.1.22
}

// chunk is the size of the chunks of static channels, 2.2.6.1.
const chunk = 1600

// message sends a message on a static channel in chunks, 2.2.6.1.
func (c *connection) message(end, channel int, b []byte) {
	for at := 0; at < len(b) || at == 0; at += chunk {
		part := b[at:min(at+chunk, len(b))]
		flags := 0
		if at == 0 {
			flags |= 0x1 // CHANNEL_FLAG_FIRST
		}
		if at+chunk >= len(b) {
			flags |= 0x2 // CHANNEL_FLAG_LAST
		}
		if len(b) > chunk {
			flags |= 0x10 // CHANNEL_FLAG_SHOW_PROTOCOL
		}
		pdu := cat(u32(len(b)), u32(flags), part)
		if end == 0 {
			c.request(firstID+channel, pdu)
		} else {
			c.indication(firstID+channel, pdu)
		}
	}
}

// close ends the connection: 2.2.2.3 MCS Disconnect Provider Ultimatum.
func (c *connection) close() {
	c.client(data(unhex("2180")))
	c.flow.Close()
}

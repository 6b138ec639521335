// Package craft writes captures: Ethernet, IPv4 or IPv6, TCP and UDP, with
// everything odd that a network or an attacker can do to them. It is for tests
// and for the captures of this project that no real peer can be made to send;
// it shares no code with what reads them.
package craft

import (
	"encoding/binary"
	"net/netip"
	"os"
)

// A Capture is a pcap file in the making: microseconds, little-endian, Ethernet.
type Capture struct {
	// Now is the time of the next packet in nanoseconds since 1970. Every packet
	// moves it on by Step.
	Now  int64
	Step int64
	buf  []byte
	n    int
	id   uint16
}

// New is an empty capture that begins at 2026-01-02 03:04:05 UTC.
func New() *Capture {
	c := &Capture{Now: 1767323045 * 1e9, Step: 1e6}
	c.buf = binary.LittleEndian.AppendUint32(c.buf, 0xa1b2c3d4)
	c.buf = append(c.buf, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	c.buf = binary.LittleEndian.AppendUint32(c.buf, 262144)
	c.buf = binary.LittleEndian.AppendUint32(c.buf, 1)
	return c
}

// Bytes is the file so far.
func (c *Capture) Bytes() []byte { return c.buf }

// Packets is the number of packets so far.
func (c *Capture) Packets() int { return c.n }

// WriteFile writes the file.
func (c *Capture) WriteFile(name string) error { return os.WriteFile(name, c.buf, 0o644) }

// Frame adds a frame; cut bytes at its end are left out of the capture.
func (c *Capture) Frame(frame []byte, cut int) {
	us := c.Now / 1000
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(us/1e6))
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(us%1e6))
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(len(frame)-cut))
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(len(frame)))
	c.buf = append(c.buf, frame[:len(frame)-cut]...)
	c.Now += c.Step
	c.n++
}

// IP adds one packet with an IP header before payload.
func (c *Capture) IP(from, to netip.Addr, proto uint8, payload []byte) {
	c.id++
	c.Frame(ethernet(ip(from, to, proto, c.id, 0, false, payload)), 0)
}

// Fragment adds one IPv4 fragment: off in bytes, a multiple of eight.
func (c *Capture) Fragment(from, to netip.Addr, proto uint8, id uint16, off int, more bool, payload []byte) {
	c.Frame(ethernet(ip(from, to, proto, id, off, more, payload)), 0)
}

func ethernet(packet []byte) []byte {
	frame := []byte{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0}
	if packet[0]>>4 == 6 {
		frame[12], frame[13] = 0x86, 0xdd
	}
	return append(frame, packet...)
}

func ip(from, to netip.Addr, proto uint8, id uint16, off int, more bool, payload []byte) []byte {
	if from.Is6() {
		h := make([]byte, 40, 40+len(payload))
		h[0] = 0x60
		binary.BigEndian.PutUint16(h[4:], uint16(len(payload)))
		h[6], h[7] = proto, 64
		copy(h[8:], from.AsSlice())
		copy(h[24:], to.AsSlice())
		return append(h, payload...)
	}
	h := make([]byte, 20, 20+len(payload))
	h[0] = 0x45
	binary.BigEndian.PutUint16(h[2:], uint16(20+len(payload)))
	binary.BigEndian.PutUint16(h[4:], id)
	frag := uint16(off / 8)
	if more {
		frag |= 0x2000
	}
	binary.BigEndian.PutUint16(h[6:], frag)
	h[8], h[9] = 64, proto
	copy(h[12:], from.AsSlice())
	copy(h[16:], to.AsSlice())
	binary.BigEndian.PutUint16(h[10:], checksum(h, 0))
	return append(h, payload...)
}

func checksum(b []byte, sum uint32) uint16 {
	for i := 0; i+1 < len(b); i += 2 {
		sum += uint32(b[i])<<8 | uint32(b[i+1])
	}
	if len(b)%2 == 1 {
		sum += uint32(b[len(b)-1]) << 8
	}
	for sum > 0xffff {
		sum = sum&0xffff + sum>>16
	}
	return ^uint16(sum)
}

// pseudo is the sum over the pseudo header of TCP and UDP (RFC 9293 3.1).
func pseudo(from, to netip.Addr, proto uint8, n int) uint32 {
	b := append(from.AsSlice(), to.AsSlice()...)
	b = append(b, 0, proto, byte(n>>8), byte(n))
	return uint32(^checksum(b, 0))
}

// UDP adds one datagram.
func (c *Capture) UDP(from, to netip.AddrPort, payload []byte) {
	h := make([]byte, 8, 8+len(payload))
	binary.BigEndian.PutUint16(h, from.Port())
	binary.BigEndian.PutUint16(h[2:], to.Port())
	binary.BigEndian.PutUint16(h[4:], uint16(8+len(payload)))
	h = append(h, payload...)
	binary.BigEndian.PutUint16(h[6:], checksum(h, pseudo(from.Addr(), to.Addr(), 17, len(h))))
	c.IP(from.Addr(), to.Addr(), 17, h)
}

// TCP flags.
const (
	FIN = 1 << iota
	SYN
	RST
	PSH
	ACK
)

// Segment is the bytes of one TCP segment.
func Segment(from, to netip.AddrPort, seq, ack uint32, flags uint8, payload []byte) []byte {
	h := make([]byte, 20, 20+len(payload))
	binary.BigEndian.PutUint16(h, from.Port())
	binary.BigEndian.PutUint16(h[2:], to.Port())
	binary.BigEndian.PutUint32(h[4:], seq)
	binary.BigEndian.PutUint32(h[8:], ack)
	h[12], h[13] = 5<<4, flags
	binary.BigEndian.PutUint16(h[14:], 64240)
	h = append(h, payload...)
	binary.BigEndian.PutUint16(h[16:], checksum(h, pseudo(from.Addr(), to.Addr(), 6, len(h))))
	return h
}

// A Flow is one TCP connection. End 0 is the client, end 1 the server.
type Flow struct {
	c    *Capture
	End  [2]netip.AddrPort
	Next [2]uint32 // next sequence number of each end
	MSS  int       // payload bytes of a segment
	open bool
}

// TCP is a connection that has not begun yet.
func (c *Capture) TCP(client, server netip.AddrPort) *Flow {
	return &Flow{c: c, End: [2]netip.AddrPort{client, server}, Next: [2]uint32{1000, 500000}, MSS: 1448}
}

// Open adds the three segments that open the connection.
func (f *Flow) Open() *Flow {
	f.Raw(0, f.Next[0], 0, SYN, nil)
	f.Raw(1, f.Next[1], f.Next[0]+1, SYN|ACK, nil)
	f.Next[0]++
	f.Next[1]++
	f.Raw(0, f.Next[0], f.Next[1], ACK, nil)
	f.open = true
	return f
}

// Raw adds one segment just as it is given.
func (f *Flow) Raw(end int, seq, ack uint32, flags uint8, payload []byte) {
	f.c.IP(f.End[end].Addr(), f.End[1-end].Addr(), 6, Segment(f.End[end], f.End[1-end], seq, ack, flags, payload))
}

// Send adds data from one end, cut into segments.
func (f *Flow) Send(end int, b []byte) *Flow {
	for len(b) > 0 {
		n := min(len(b), f.MSS)
		f.Raw(end, f.Next[end], f.Next[1-end], PSH|ACK, b[:n])
		f.Next[end] += uint32(n)
		b = b[n:]
	}
	return f
}

// Lose moves the sequence number of one end on, as if n bytes had been sent and
// not been captured.
func (f *Flow) Lose(end int, n int) *Flow {
	f.Next[end] += uint32(n)
	return f
}

// Ack adds a bare acknowledgement from one end.
func (f *Flow) Ack(end int) *Flow {
	f.Raw(end, f.Next[end], f.Next[1-end], ACK, nil)
	return f
}

// Close adds the segments that close the connection.
func (f *Flow) Close() *Flow {
	f.Raw(0, f.Next[0], f.Next[1], FIN|ACK, nil)
	f.Next[0]++
	f.Raw(1, f.Next[1], f.Next[0], FIN|ACK, nil)
	f.Next[1]++
	f.Raw(0, f.Next[0], f.Next[1], ACK, nil)
	return f
}

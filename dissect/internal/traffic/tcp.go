package traffic

import "encoding/binary"

// A conn writes the segments of one TCP connection over IPv4.
type conn struct {
	w      *writer
	hosts  [2]uint32
	ports  [2]uint16
	seq    [2]uint32
	frame  []byte
	unseen uint32 // bytes that the receiver has not acknowledged
}

// TCP flags, RFC 9293 3.1.
const (
	fin = 1 << iota
	syn
	_
	push
	ack
)

// segmentSize is the payload of a full segment: Ethernet, with TCP timestamps.
const segmentSize = 1448

// open writes the three-way handshake.
func (c *conn) open() {
	c.segment(0, syn, nil)
	c.segment(1, syn|ack, nil)
	c.segment(0, ack, nil)
}

// send writes b as segments of dir; the receiver acknowledges every other one.
func (c *conn) send(dir int, b []byte) {
	for len(b) > 0 {
		n := min(segmentSize, len(b))
		c.segment(dir, push|ack, b[:n])
		b = b[n:]
		if c.unseen += uint32(n); c.unseen > segmentSize || len(b) == 0 && n > 1 {
			c.segment(dir^1, ack, nil)
			c.unseen = 0
		}
	}
}

// close writes FINs of both sides.
func (c *conn) close() {
	c.segment(0, fin|ack, nil)
	c.segment(1, fin|ack, nil)
	c.segment(0, ack, nil)
}

func (c *conn) segment(dir int, flags byte, payload []byte) {
	f := append(c.frame[:0], 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0) // Ethernet
	f = append(f, 0x45, 0)                                             // IPv4
	f = binary.BigEndian.AppendUint16(f, uint16(40+len(payload)))
	f = append(f, 0, 0, 0x40, 0, 64, 6, 0, 0)
	f = binary.BigEndian.AppendUint32(f, c.hosts[dir])
	f = binary.BigEndian.AppendUint32(f, c.hosts[dir^1])
	f = binary.BigEndian.AppendUint16(f, c.ports[dir]) // TCP
	f = binary.BigEndian.AppendUint16(f, c.ports[dir^1])
	f = binary.BigEndian.AppendUint32(f, c.seq[dir])
	var seen uint32
	if flags&ack != 0 {
		seen = c.seq[dir^1]
	}
	f = binary.BigEndian.AppendUint32(f, seen)
	f = append(f, 5<<4, flags, 0xff, 0xff, 0, 0, 0, 0)
	f = append(f, payload...)
	c.frame = f
	c.w.packet(f)
	c.seq[dir] += uint32(len(payload))
	if flags&(syn|fin) != 0 {
		c.seq[dir]++
	}
}

// tiny writes flows until the capture is long enough.
func tiny(w *writer, _ string) error {
	flows(w, 1<<30, 1000)
	return nil
}

// flows writes n flows with one HTTP exchange each; every live of them are open
// at the same time.
func flows(w *writer, n, live int) {
	request := []byte("GET / HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: example\r\n\r\n")
	answer := []byte("HTTP/1.1 204 No Content\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n")
	open := make([]conn, live)
	for i := 0; i < n && !w.full(); i += live {
		for j := range open {
			id := uint32(i + j)
			open[j] = conn{
				w: w, hosts: [2]uint32{10<<24 | id>>4&0xffffff, 192<<24 | 2<<8 | 1 + id>>28}, // 192.0.2.0/24
				ports: [2]uint16{uint16(49152 + id%16), 80}, seq: [2]uint32{id * 7919, id * 104729}, frame: open[j].frame,
			}
		}
		open = open[:min(live, n-i)]
		each := func(do func(c *conn)) {
			for j := range open {
				do(&open[j])
			}
		}
		each(func(c *conn) { c.segment(0, syn, nil) })
		each(func(c *conn) { c.segment(1, syn|ack, nil) })
		each(func(c *conn) { c.segment(0, ack, nil) })
		each(func(c *conn) { c.segment(0, push|ack, request) })
		each(func(c *conn) { c.segment(1, push|ack, answer) })
		each(func(c *conn) { c.segment(0, ack, nil) })
		each(func(c *conn) { c.close() })
	}
}

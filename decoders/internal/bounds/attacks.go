package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"github.com/radissect/radissect/pcaps/craft"
)

// An attack is traffic that is made to use up memory.
type attack struct {
	name  string
	what  string // what bounds it, for people
	rule  string // the finding that says so, "" where nothing is given up
	n     int    // how often, in a full run
	least int    // how often it takes to reach the limit, where that is many times
	each  int64  // bytes of heap that each of the n may cost: where conversations live on
	fixed int64  // bytes of heap beyond that, MiB
	step  int64  // nanoseconds between packets
	play  func(s *stage, n int)
}

func client(i int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), uint16(1024+i%60000))
}

func server(port uint16) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, 1}), port)
}

// attacks are all of them. A connection of which nothing is read takes about 1 KiB, one
// that a decoder reads its handlers and what it sent as well.
var attacks = []attack{
	{name: "SYN flood", what: "a conversation that nobody reads ends after five minutes", n: 1_000_000, each: 1536, fixed: 16,
		play: func(s *stage, n int) {
			for i := range n {
				c := client(i)
				s.next().IP(c.Addr(), server(3389).Addr(), 6, craft.Segment(c, server(3389), 1, 0, craft.SYN, nil))
			}
		}},
	{name: "SYN flood over eight hours", what: "idle state ends by capture time, so it does not grow", n: 400_000, each: 64, fixed: 24, step: 72e6,
		play: func(s *stage, n int) {
			for i := range n {
				c := client(i)
				s.next().IP(c.Addr(), server(3389).Addr(), 6, craft.Segment(c, server(3389), 1, 0, craft.SYN, nil))
			}
		}},
	{name: "half messages", what: "a message is held as far as it came", n: 200_000, each: 3584, fixed: 16,
		play: func(s *stage, n int) {
			for i := range n {
				w := s.wire(client(i), server(3389))
				w.send(0, append([]byte{3, 0, 0xff, 0xff, 0x0e, 0xe0, 0, 0, 0, 0, 0}, make([]byte, 100)...))
			}
		}},
	{name: "messages without end", what: "bodies go on piece by piece, 256 KiB of a head, 1 MiB of a Kerberos message", rule: "http.head-limit", n: 40_000, least: 1000, fixed: 64,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(443))
			w.send(0, []byte("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"))
			piece := bytes.Repeat([]byte("a"), 1400)
			for range n {
				w.send(0, piece)
			}
			w = s.wire(client(2), server(80))
			for range n {
				w.send(0, []byte("GET /"+string(piece[:1390])))
			}
			// CredSSP takes lengths of up to what DER can say.
			w = s.wire(client(3), server(88))
			w.send(0, []byte{0x7f, 0xff, 0xff, 0xff, 0x6a, 0x84, 0x7f, 0xff, 0xff, 0xf0, 0x30})
			for range n {
				w.send(0, piece)
			}
		}},
	{name: "holes that are never filled", what: "1 MiB of data out of order for a direction", rule: "limit.buffer", n: 40_000, least: 12_000, fixed: 16,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(3389))
			w.send(0, []byte{3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0})
			for range n {
				w.seq[0] += 2
				w.segment(0, craft.ACK, make([]byte, 100))
				w.seq[0] += 100
			}
		}},
	{name: "holes in many connections", what: "out of order data is bounded for each, and the connection ends", n: 20_000, each: 4 << 10, fixed: 16,
		play: func(s *stage, n int) {
			for i := range n {
				w := s.wire(client(i), server(3389))
				w.send(0, []byte{3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0})
				for range 4 {
					w.seq[0] += 10
					w.segment(0, craft.ACK, make([]byte, 200))
					w.seq[0] += 200
				}
			}
		}},
	{name: "IP fragments without end", what: "4 MiB and 1,024 datagrams of fragments", n: 200_000, fixed: 24,
		play: func(s *stage, n int) {
			for i := range n {
				s.next().Fragment(client(i%5000).Addr(), server(1).Addr(), 17, uint16(i), 8*(1+i%50), true, make([]byte, 800))
			}
		}},
	{name: "chunks of one byte", what: "1 MiB of a body put together, of 32,768 pieces", n: 400_000, fixed: 64,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(80))
			w.send(0, []byte("POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"))
			piece := []byte(strings.Repeat("1;a=b\r\n[\r\n", 100))
			for range n / 100 {
				w.send(0, piece)
			}
		}},
	{name: "a chunk line without end", what: "8 KiB of a chunk's line", n: 2_000, fixed: 16,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(80))
			w.send(0, []byte("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;"))
			for range n {
				w.send(0, bytes.Repeat([]byte("x"), 1400))
			}
		}},
	{name: "a head without end", what: "256 KiB of a head", rule: "http.head-limit", n: 2_000, least: 400, fixed: 16,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(80))
			w.send(0, []byte("GET / HTTP/1.1\r\nHost: x\r\n"))
			for i := range n {
				w.send(0, fmt.Appendf(nil, "X-%d: %s\r\n", i, strings.Repeat("y", 1000)))
			}
		}},
	{name: "a gzip bomb", what: "4 MiB inflated of a body", rule: "http.inflate-limit", n: 64, least: 20, fixed: 64,
		play: func(s *stage, n int) {
			var b bytes.Buffer
			z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			zero := make([]byte, 1<<20)
			for range n {
				z.Write(zero)
			}
			z.Close()
			w := s.wire(client(1), server(80))
			w.send(0, []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
			w.send(1, fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", b.Len()))
			w.send(1, b.Bytes())
		}},
	{name: "gzip bombs in many connections", what: "4 MiB inflated of a body", rule: "http.inflate-limit", n: 64, least: 2, fixed: 48,
		play: func(s *stage, n int) {
			var b bytes.Buffer
			z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			z.Write([]byte("[" + strings.Repeat("0,", 16<<20)))
			z.Close()
			all := make([]*wire, n)
			for i := range all {
				all[i] = s.wire(client(i*7919), server(80))
				all[i].send(0, []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
				all[i].send(1, fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", b.Len()))
			}
			// All of them end together.
			for rest := b.Bytes(); len(rest) > 0; rest = rest[min(1400, len(rest)):] {
				for _, w := range all {
					w.send(1, rest[:min(1400, len(rest))])
				}
			}
		}},
	{name: "requests that nobody answers", what: "128 requests that wait", rule: "http.pipeline-limit", n: 100_000, fixed: 16,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(80))
			for range n {
				w.send(0, []byte("GET /PSDSCPullServer.svc/x HTTP/1.1\r\nHost: x\r\n\r\n"))
			}
		}},
	{name: "JSON nested without end", what: "256 levels", rule: "json.depth", n: 100_000, fixed: 32,
		play: func(s *stage, n int) { post(s, "application/json", strings.Repeat("[", n)) }},
	{name: "XML nested without end", what: "256 levels", rule: "xml.depth", n: 100_000, fixed: 48,
		play: func(s *stage, n int) { post(s, "text/xml", strings.Repeat("<a>", n)) }},
	{name: "JSON of values without end", what: "131,072 values", rule: "json.size", n: 300_000, least: 140_000, fixed: 64,
		play: func(s *stage, n int) { post(s, "application/json", "["+strings.Repeat("1,", n)+"1]") }},
	{name: "HTTP/2 streams without end", what: "1,024 streams", rule: "http2.stream-limit", n: 20_000, least: 1_500, fixed: 32,
		play: func(s *stage, n int) {
			w := s.h2()
			for i := range n {
				w.send(0, frame2(1, 4, uint32(2*i+1), []byte{0x83, 0x84, 0x86, 0x41, 1, 'x'})) // :method POST, no end of stream
			}
		}},
	{name: "HTTP/2 continuation without end", what: "256 KiB and 4,096 frames of a field block", rule: "http2.block-limit", n: 20_000, least: 6_000, fixed: 16,
		play: func(s *stage, n int) {
			w := s.h2()
			w.send(0, frame2(1, 0, 1, []byte{0x83}))
			for range n {
				w.send(0, frame2(9, 0, 1, bytes.Repeat([]byte{0x83}, 200)))
			}
		}},
	{name: "HTTP/2 field bomb", what: "64 KiB of a field section", rule: "http2.list-limit", n: 200, fixed: 32,
		play: func(s *stage, n int) {
			w := s.h2()
			// One long entry of the table, and then references to it.
			b := append([]byte{0x40, 1, 'a', 0x7f, 0xa1, 0x1e}, bytes.Repeat([]byte{'v'}, 4000)...)
			w.send(0, frame2(1, 4, 1, b))
			for i := range n {
				w.send(0, frame2(1, 4, uint32(2*i+3), bytes.Repeat([]byte{0xbe}, 4000)))
			}
		}},
	{name: "a call of fragments without end", what: "8 MiB of a stub, 16 MiB of a connection", rule: "limit.buffer", n: 4_000, least: 2_000, fixed: 80,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(135))
			w.send(0, bind())
			for i := range n {
				flags := byte(0)
				if i == 0 {
					flags = 1
				}
				w.send(0, request(flags, 2, 5000))
			}
		}},
	{name: "calls that never end", what: "256 calls of a connection", n: 4_000, fixed: 80,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(135))
			w.send(0, bind())
			for i := range n {
				w.send(0, request(1, uint32(i+2), 5000))
			}
		}},
	{name: "a handshake message without end", what: "1 MiB of a TLS handshake message", n: 4_000, fixed: 16,
		play: func(s *stage, n int) {
			w := s.wire(client(1), server(443))
			body := append([]byte{1, 0xff, 0xff, 0xff, 3, 3}, make([]byte, 1200)...)
			for range n {
				w.send(0, append([]byte{22, 3, 1, byte(len(body) >> 8), byte(len(body))}, body...))
				body = make([]byte, 1200)
			}
		}},
	{name: "datagrams of everybody", what: "a conversation that nobody reads ends after five minutes", n: 500_000, each: 1536, fixed: 16,
		play: func(s *stage, n int) {
			for i := range n {
				s.next().UDP(client(i), server(uint16(i%50000+1)), []byte("hello"))
			}
		}},
	{name: "everybody by turns", what: "an idle conversation that is read ends after an hour", n: 50_000, each: 6 << 10, fixed: 32,
		play: func(s *stage, n int) {
			all := make([]*wire, n)
			for i := range all {
				all[i] = s.wire(client(i), server(80))
			}
			for range 3 {
				for _, w := range all {
					w.send(0, []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
				}
				for _, w := range all {
					w.send(1, []byte("HTTP/1.1 204 No Content\r\n\r\n"))
				}
			}
		}},
	{name: "bodies that all grow", what: "1 MiB of a body put together", n: 400, each: 3 << 20, fixed: 32,
		play: func(s *stage, n int) {
			all := make([]*wire, n)
			for i := range all {
				all[i] = s.wire(client(i), server(80))
				all[i].send(0, []byte("POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"))
			}
			piece := bytes.Repeat([]byte("["), 1400)
			for range 700 {
				for _, w := range all {
					w.send(0, piece)
				}
			}
		}},
	{name: "stubs that all grow", what: "8 MiB of a stub, 16 MiB of a connection", n: 100, each: 8 << 20, fixed: 32,
		play: func(s *stage, n int) {
			all := make([]*wire, n)
			for i := range all {
				all[i] = s.wire(client(i), server(135))
				all[i].send(0, bind())
			}
			for k := range 1000 {
				for _, w := range all {
					flags := byte(0)
					if k == 0 {
						flags = 1
					}
					w.send(0, request(flags, 2, 5000))
				}
			}
		}},
	{name: "handshakes that never end", what: "1 MiB of a TLS handshake message", n: 40_000, each: 12 << 10, fixed: 32,
		play: func(s *stage, n int) {
			for i := range n {
				w := s.wire(client(i), server(443))
				body := append([]byte{1, 0, 0xff, 0xff, 3, 3}, make([]byte, 4000)...)
				w.send(0, append([]byte{22, 3, 1, byte(len(body) >> 8), byte(len(body))}, body...))
			}
		}},
	{name: "announcements of devices without end", what: "what hosts share ends after an hour; 64 types, 256 bytes of a text", n: 50_000, each: 2 << 10, fixed: 24,
		play: func(s *stage, n int) {
			for i := range n {
				s.next().UDP(client(i), netip.MustParseAddrPort("239.255.255.250:1900"), fmt.Appendf(nil,
					"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCACHE-CONTROL: max-age=1800\r\nLOCATION: http://192.0.2.1:8080/%d.xml\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\nSERVER: x\r\nUSN: uuid:%d::upnp:rootdevice\r\n\r\n", i, i))
			}
		}},
}

// post sends a request with a body.
func post(s *stage, kind, body string) {
	w := s.wire(client(1), server(80))
	w.send(0, fmt.Appendf(nil, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, len(body)))
	w.send(0, []byte(body))
}

// h2 is a connection of HTTP/2 that both have opened.
func (s *stage) h2() *wire {
	w := s.wire(client(1), server(80))
	w.send(0, append([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), frame2(4, 0, 0, nil)...))
	w.send(1, frame2(4, 0, 0, nil))
	return w
}

// frame2 is a frame of HTTP/2 (RFC 9113 4.1).
func frame2(kind, flags byte, stream uint32, b []byte) []byte {
	out := []byte{byte(len(b) >> 16), byte(len(b) >> 8), byte(len(b)), kind, flags}
	return append(binary.BigEndian.AppendUint32(out, stream), b...)
}

// pdu is a PDU of DCE/RPC (C706 12.6.3.1).
func pdu(kind, flags byte, call uint32, body []byte) []byte {
	out := []byte{5, 0, kind, flags, 0x10, 0, 0, 0}
	out = binary.LittleEndian.AppendUint16(out, uint16(16+len(body)))
	out = binary.LittleEndian.AppendUint16(out, 0)
	return append(binary.LittleEndian.AppendUint32(out, call), body...)
}

func bind() []byte {
	body := []byte{0xd0, 0x16, 0xd0, 0x16, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0}
	body = append(body, bytes.Repeat([]byte{0x11}, 16)...)
	body = append(body, 1, 0, 0, 0)
	body = append(body, 0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 2, 0, 0, 0)
	return pdu(11, 3, 1, body)
}

func request(flags byte, call uint32, n int) []byte {
	return pdu(0, flags, call, append([]byte{0, 0, 0, 1, 0, 0, 0, 0}, make([]byte, n)...))
}

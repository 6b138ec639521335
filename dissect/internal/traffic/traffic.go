// Package traffic makes captures of any size out of the project's small ones:
// mixed protocols, one long encrypted session, lost and reordered packets, many
// tiny flows. Nothing is random: the same size gives the same packets, but for
// what the keys of the encrypted session change.
package traffic

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// A Mix is one kind of traffic.
type Mix struct {
	Name  string // a word, for flags
	Title string // what it is made of
	write func(w *writer, root string) error
}

// Mixes are the kinds there are.
var Mixes = []Mix{
	{"mixed", "40 % HTTP, 25 % TLS, 15 % RDP, 20 % DCE/RPC by bytes", mixed.replay},
	{"lossy", "the same with 1 % of the packets lost and 1 % reordered", mixed.lossy},
	{"rdp", "one long RDP session in TLS 1.3, AES-128-GCM", func(w *writer, root string) error { return sealed(w, root, nil) }},
	{"tiny", "tiny HTTP flows of nine packets", tiny},
	{"http", "the HTTP of mixed: Desired State Configuration nodes", mixed[0:1].replay},
	{"tls", "the TLS of mixed: the same in TLS 1.3, no keys", mixed[1:2].replay},
	{"ra", "the RDP of mixed: Remote Assistance over plain RDP", mixed[2:3].replay},
	{"dcerpc", "the DCE/RPC of mixed: SAMR and DCOM calls, sealed", mixed[3:4].replay},
}

// Find is the mix with this name.
func Find(name string) (Mix, error) {
	for _, m := range Mixes {
		if m.Name == name {
			return m, nil
		}
	}
	return Mix{}, fmt.Errorf("no mix %q", name)
}

// Write writes a pcap file of about size bytes. The project's captures are looked
// for below root.
func (m Mix) Write(dst io.Writer, root string, size int64) error {
	w := newWriter(dst, size)
	if err := m.write(w, root); err != nil {
		return fmt.Errorf("%s: %w", m.Name, err)
	}
	return w.b.Flush()
}

// Sealed writes the encrypted RDP session, and the key log that opens it.
func Sealed(dst, keyLog io.Writer, root string, size int64) error {
	w := newWriter(dst, size)
	if err := sealed(w, root, keyLog); err != nil {
		return err
	}
	return w.b.Flush()
}

// Flows writes n tiny flows; every live of them are open at the same time.
func Flows(dst io.Writer, n, live int) error {
	w := newWriter(dst, 1<<62)
	flows(w, n, live)
	return w.b.Flush()
}

// A writer writes a little-endian pcap file with Ethernet frames.
type writer struct {
	b     *bufio.Writer
	limit int64 // the file is long enough then
	size  int64
	us    uint64 // time of the last packet, microseconds since 1970
	drop  func(n uint64) (lose, later bool)
	n     uint64
	held  []byte // a record that comes after the next one
}

func newWriter(dst io.Writer, limit int64) *writer {
	w := &writer{b: bufio.NewWriterSize(dst, 1<<16), limit: limit, us: 1767323045e6}
	h := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	h = append(h, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0)
	w.raw(h)
	return w
}

func (w *writer) raw(b []byte) {
	w.size += int64(len(b))
	if _, err := w.b.Write(b); err != nil {
		w.limit = 0 // it is full; Flush gives the error
	}
}

func (w *writer) full() bool { return w.size >= w.limit }

// gap is the time between two packets in microseconds: with packets of 300 bytes
// a busy link of 24 Mbit/s, so that connections that are over are forgotten while
// a large capture goes on.
const gap = 100

// packet writes one frame.
func (w *writer) packet(frame []byte) {
	w.us += gap
	var h [16]byte
	binary.LittleEndian.PutUint32(h[0:], uint32(w.us/1e6))
	binary.LittleEndian.PutUint32(h[4:], uint32(w.us%1e6))
	binary.LittleEndian.PutUint32(h[8:], uint32(len(frame)))
	binary.LittleEndian.PutUint32(h[12:], uint32(len(frame)))
	w.n++
	later := false
	if w.drop != nil {
		var lose bool
		if lose, later = w.drop(w.n); lose {
			return
		}
	}
	if later && len(w.held) == 0 {
		w.held = append(append(w.held, h[:]...), frame...)
		return
	}
	w.raw(h[:])
	w.raw(frame)
	if len(w.held) > 0 {
		w.raw(w.held)
		w.held = w.held[:0]
	}
}

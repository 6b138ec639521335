package source

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"

	"github.com/radissect/radissect/dissect"
)

// compressors wrap data in each of the compressions.
var compressors = map[string]func(t testing.TB, data []byte) []byte{
	"gzip": func(t testing.TB, data []byte) []byte {
		return compressed(t, data, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	},
	"zstd": func(t testing.TB, data []byte) []byte {
		return compressed(t, data, func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w)
			if err != nil {
				t.Fatal(err)
			}
			return z
		})
	},
	"LZ4": func(t testing.TB, data []byte) []byte {
		return compressed(t, data, func(w io.Writer) io.WriteCloser {
			z := lz4.NewWriter(w)
			// Small blocks, so that half of a file has some.
			if err := z.Apply(lz4.BlockSizeOption(lz4.Block64Kb)); err != nil {
				t.Fatal(err)
			}
			return z
		})
	},
}

func compressed(t testing.TB, data []byte, wrap func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := wrap(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// manyPackets is a pcap file of n packets that do not compress to nothing.
func manyPackets(t testing.TB, n int) []byte {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(false).pcapHeader(pcapMicro, 0, 1)
	x := uint32(1)
	for i := range n {
		for j := 54; j < len(frame); j++ { // payload and padding: xorshift
			x ^= x << 13
			x ^= x >> 17
			x ^= x << 5
			frame[j] = byte(x)
		}
		w.record(uint32(i), 0, frame, uint32(len(frame)))
	}
	return w.Bytes()
}

func TestCompressed(t *testing.T) {
	file := manyPackets(t, 10000)
	for name, compress := range compressors {
		once := compress(t, file)
		if s := readAll(t, openBytes(t, once)); s.packets != 10000 || len(s.notices) != 0 {
			t.Errorf("%s: want 10000 packets, got %d, %v", name, s.packets, s.notices)
		}
		for outer, wrap := range compressors {
			twice := wrap(t, once)
			if s := readAll(t, openBytes(t, twice)); s.packets != 10000 {
				t.Errorf("%s in %s: want 10000 packets, got %d, %v", name, outer, s.packets, s.notices)
			}
			thrice := compress(t, twice)
			if _, err := NewReader(bytes.NewReader(thrice), "test", Options{}); err == nil || !strings.Contains(err.Error(), "more than 2 compressions") {
				t.Errorf("three compressions: got %v", err)
			}
		}
		half := once[:len(once)/2]
		s := readAll(t, openBytes(t, half))
		if s.packets == 0 || s.packets >= 10000 || len(s.notices) == 0 || s.notices[0].Kind != dissect.NoticeCut ||
			!strings.Contains(s.notices[0].Reason, name) {
			t.Errorf("half of a %s file: got %d packets and %v", name, s.packets, s.notices)
		}
	}
}

// TestSkippable has a skippable frame (RFC 8878 3.1.2) before the first zstd frame.
func TestSkippable(t *testing.T) {
	file := append([]byte{0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'}, compressors["zstd"](t, manyPackets(t, 5))...)
	if s := readAll(t, openBytes(t, file)); s.packets != 5 {
		t.Errorf("want 5 packets, got %d, %v", s.packets, s.notices)
	}
}

// TestCompressedPrefixes cuts compressed files everywhere: an error or a notice, never
// a panic, and never more packets than there are.
func TestCompressedPrefixes(t *testing.T) {
	file := manyPackets(t, 20)
	for name, compress := range compressors {
		whole := compress(t, file)
		for n := range len(whole) {
			src, err := NewReader(bytes.NewReader(whole[:n]), "test", Options{})
			if err != nil {
				continue
			}
			if s := readAll(t, src); s.packets > 20 || (s.packets < 20 && len(s.notices) == 0) {
				t.Errorf("%s, %d of %d bytes: got %d packets, %v", name, n, len(whole), s.packets, s.notices)
			}
		}
	}
}

// TestOpenFile opens by path, with a name that says nothing.
func TestOpenFile(t *testing.T) {
	data := compressors["gzip"](t, manyPackets(t, 10))
	path := filepath.Join(t.TempDir(), "capture.txt")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	src, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if info := src.Info(); info.Bytes != int64(len(data)) || info.File != path || info.Format != "pcap" {
		t.Errorf("got %+v", info)
	}
	if s := readAll(t, src); s.packets != 10 {
		t.Errorf("want 10 packets, got %d", s.packets)
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
	var b dissect.Batch
	if err := src.Fill(&b); err != io.EOF {
		t.Errorf("after Close: want io.EOF, got %v", err)
	}
}

// A failing reader panics, gives nothing, or breaks off.
type failing func(p []byte) (int, error)

func (f failing) Read(p []byte) (int, error) { return f(p) }

func TestBadReaders(t *testing.T) {
	if _, err := (calm{failing(func([]byte) (int, error) { panic("odd") }), "zstd"}).Read(nil); err == nil ||
		!strings.Contains(err.Error(), "zstd") {
		t.Errorf("panic: got %v", err)
	}
	file := manyPackets(t, 3)
	for name, end := range map[string]func() (int, error){
		"no progress": func() (int, error) { return 0, nil },
		"broken":      func() (int, error) { return 0, io.ErrClosedPipe },
		"impossible":  func() (int, error) { return 1 << 30, nil },
	} {
		good := bytes.NewReader(file)
		src, err := NewReader(failing(func(p []byte) (int, error) {
			if good.Len() == 0 {
				return end()
			}
			return good.Read(p)
		}), "test", Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := readAll(t, src)
		if s.packets != 3 || len(s.notices) != 1 || s.notices[0].Kind != dissect.NoticeCut {
			t.Errorf("%s: want 3 packets and a notice, got %d and %v", name, s.packets, s.notices)
		}
	}
}

// TestZstdWindow: a frame that asks for 256 MiB of window is refused, and nothing is
// allocated for it (RFC 8878 3.1.1.1.2).
func TestZstdWindow(t *testing.T) {
	frame := []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 18 << 3, 1, 0, 0}
	src, err := NewReader(bytes.NewReader(frame), "test", Options{})
	if err == nil {
		src.Close()
		t.Fatal("a window of 256 MiB is accepted")
	}
	if !strings.Contains(err.Error(), "window") {
		t.Errorf("want the window, got %v", err)
	}
}

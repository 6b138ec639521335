package keys

import (
	"bytes"
	"strings"
	"testing"
)

// BenchmarkAddKeyLog reads a key log of 100,000 lines at once.
func BenchmarkAddKeyLog(b *testing.B) {
	var text strings.Builder
	for i := range 100_000 {
		text.WriteString(logLine(i))
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := new(Store).AddKeyLog("x", data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAddLineByLine adds the same kind of lines one by one, as a live
// session does; a line is some microseconds, however many there are.
func BenchmarkAddLineByLine(b *testing.B) {
	s := New(Options{MaxKeyLogEntries: 1 << 30})
	i := 0
	for b.Loop() {
		if _, err := s.AddKeyLog("x", []byte(logLine(i))); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkMiss looks up what is not there.
func BenchmarkMiss(b *testing.B) {
	s := New(Options{})
	for i := range 5000 {
		if _, err := s.AddKeyLog("x", []byte(logLine(i))); err != nil {
			b.Fatal(err)
		}
	}
	id := bytes.Repeat([]byte{0xee}, 32)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := s.Snapshot().TLS(MasterSecret, id); ok {
			b.Fatal("found")
		}
	}
}

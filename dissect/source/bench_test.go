package source

import (
	"bytes"
	"io"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// TestFillAllocs fills batches from the middle of a capture: no allocation for a batch
// of 4,096 packets, in either format.
func TestFillAllocs(t *testing.T) {
	const packets = 200_000
	frame := hexBytes(t, tcpFrame)
	ng := newBuilder(false).section().iface(1, 0)
	for range packets {
		ng.enhanced(0, 1, frame, 60)
	}
	for name, file := range map[string][]byte{"pcap": manyPackets(t, packets), "pcapng": ng.Bytes()} {
		src := openBytes(t, file)
		var b dissect.Batch
		for range 3 { // until buffers have their size
			if err := src.Fill(&b); err != nil {
				t.Fatal(err)
			}
		}
		allocs := testing.AllocsPerRun(20, func() {
			if err := src.Fill(&b); err != nil || len(b.Packets) == 0 {
				t.Fatal(len(b.Packets), err)
			}
		})
		if allocs != 0 {
			t.Errorf("%s: want no allocation, got %v", name, allocs)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	file := manyPackets(b, 100_000)
	var batch dissect.Batch
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		src, err := NewReader(bytes.NewReader(file), "bench", Options{})
		if err != nil {
			b.Fatal(err)
		}
		for src.Fill(&batch) != io.EOF {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/packet")
}

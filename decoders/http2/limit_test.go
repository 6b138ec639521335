package http2_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/dissect"
)

// grown is how much more is allocated after f than before.
func grown(f func()) int64 {
	var a, b runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&a)
	f()
	runtime.GC()
	runtime.ReadMemStats(&b)
	return int64(b.HeapAlloc) - int64(a.HeapAlloc)
}

// quiet forgets what the log has kept.
func (k *talk) quiet() { k.log.Messages, k.log.Findings, k.log.Parts = nil, nil, nil }

// TestContinuationFlood: a field block without end is cut off at its limit.
func TestContinuationFlood(t *testing.T) {
	k := newTalk(t, false).start()
	k.Stream(dissect.FromClient, frame(headers, 0, 1, k.block(0, ":method", "GET")))
	piece := frame(continuation, 0, 1, bytes.Repeat([]byte("\x00\x01a\x01b"), 3000))
	seen := false
	more := grown(func() {
		for range 4000 { // 60 MB
			k.Stream(dissect.FromClient, piece)
			seen = seen || strings.Contains(k.rules(), "http2.block-limit")
			k.quiet()
		}
	})
	if !seen {
		t.Error("no http2.block-limit")
	}
	if more > 1<<20 {
		t.Errorf("%d bytes more are held", more)
	}
	// The same with pieces of one byte.
	k.Stream(dissect.FromClient, frame(continuation, endHeaders, 1, nil))
	k.Stream(dissect.FromClient, frame(headers, 0, 3, nil))
	for range 20000 {
		k.Stream(dissect.FromClient, frame(continuation, 0, 3, []byte{0x82}))
	}
	if s := k.rules(); s != "http2.block-limit" {
		t.Errorf("broken: %s", s)
	}
}

// TestHeaderBomb: a block of 64 KiB that stands for 256 MiB is not blown up.
func TestHeaderBomb(t *testing.T) {
	k := newTalk(t, false).start()
	k.get(1, "/", "x", strings.Repeat("y", 4000))
	bomb := append([]byte{0x82, 0x87, 0x84}, bytes.Repeat([]byte{0xbe}, 1<<16)...)
	begin := time.Now()
	more := grown(func() {
		for id := uint32(3); id < 43; id += 2 {
			k.Stream(dissect.FromClient, frame(headers, endStream|endHeaders, id, bomb))
		}
	})
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("20 blocks took %v", took)
	}
	if more > 16<<20 {
		t.Errorf("%d bytes more are held", more)
	}
	if s := k.rules(); !strings.Contains(s, "http2.list-limit") {
		t.Errorf("broken: %s", s)
	}
	if got := k.named("HTTP request"); len(got) != 21 {
		t.Errorf("%d requests", len(got))
	}
}

// TestShown: the tree of a block of very many representations stays small.
func TestShown(t *testing.T) {
	k := newTalk(t, true).start()
	k.Stream(dissect.FromClient, frame(headers, endStream|endHeaders, 1, append([]byte{0x82, 0x87, 0x84}, bytes.Repeat([]byte{0x90}, 16000)...)))
	for _, m := range k.log.Messages {
		if n := len(m.Tree.Nodes); n > 8000 {
			t.Errorf("%s has %d nodes", m.Name, n)
		}
		if u := m.Tree.Uncovered(nil); len(u) > 0 {
			t.Errorf("%s: not covered: %v", m.Name, u)
		}
	}
}

// TestStreams: streams that are never answered are given up, the oldest first.
func TestStreams(t *testing.T) {
	k := newTalk(t, false).start()
	seen := false
	more := grown(func() {
		for id := uint32(1); id < 100000; id += 2 {
			k.get(id, "/")
			seen = seen || k.rules() == "http2.stream-limit"
			k.quiet()
		}
	})
	if !seen {
		t.Error("no http2.stream-limit")
	}
	if more > 8<<20 {
		t.Errorf("%d bytes more are held", more)
	}
}

// TestBodies: many long bodies at a time share one limit.
func TestBodies(t *testing.T) {
	k := newTalk(t, false).start()
	for id := uint32(1); id < 400; id += 2 {
		k.get(id, "/")
		k.Stream(dissect.FromServer, frame(headers, endHeaders, id, k.block(1, ":status", "200", "content-type", "text/plain")))
	}
	k.quiet()
	part := bytes.Repeat([]byte("x"), 16384)
	more := grown(func() {
		for range 60 {
			for id := uint32(1); id < 400; id += 2 {
				k.Stream(dissect.FromServer, frame(data, 0, id, part))
			}
			k.quiet()
		}
	})
	if more > 24<<20 {
		t.Errorf("%d bytes are held", more)
	}
	for id := uint32(1); id < 400; id += 2 {
		k.Stream(dissect.FromServer, frame(data, endStream, id, nil))
	}
	got, whole := k.got(), 0
	for _, g := range got {
		whole += len(g.text)
	}
	if whole > 8<<20 || whole < 7<<20 {
		t.Errorf("%d bytes were handed on", whole)
	}
}

// TestTable: a table that is larger than what is kept forgets its oldest entries.
func TestTable(t *testing.T) {
	k := newTalk(t, false).start()
	k.Stream(dissect.FromServer, frame(settings, 0, 0, []byte{0, 1, 0, 0x40, 0, 0}))
	k.enc[0].SetMaxDynamicTableSizeLimit(4 << 20)
	k.enc[0].SetMaxDynamicTableSize(4 << 20)
	k.get(1, "/first")
	for id := uint32(3); id < 203; id += 2 {
		k.get(id, strings.Repeat("x", 4000)+string(rune('a'+id/2%26))+string(rune('a'+id/52)))
	}
	k.get(205, "/first")
	got := k.named("HTTP request")
	if len(got) != 101 {
		t.Errorf("%d requests", len(got))
	}
	if s := k.rules(); s != "http2.table-limit http2.path http2.table-lost" {
		t.Errorf("broken: %s", s)
	}
}

// TestSearchIsLinear: searching a frame in bytes that are full of what looks
// like one takes no more than a few milliseconds for each 64 KiB.
func TestSearchIsLinear(t *testing.T) {
	for _, junk := range []string{"\x00", "\x00\x00\x04\x08\x00\x00\x00\x00\x00", "PRI ", "\xff", "\x00\x00\x01\x00\x00\x00\x00\x00\x01"} {
		k := newTalk(t, false).start()
		k.Gap(dissect.FromClient, 100)
		b := bytes.Repeat([]byte(junk), (64<<10)/len(junk))
		begin := time.Now()
		for range 16 {
			k.Stream(dissect.FromClient, b)
			k.quiet()
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%q: 1 MiB took %v", junk, took)
		}
		k.Close()
	}
}

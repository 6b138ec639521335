package http_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/dissect"
)

// zeros gives n bytes of zero.
type zeros struct{ n int64 }

func (z *zeros) Read(b []byte) (int, error) {
	if z.n == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), z.n)
	clear(b[:n])
	z.n -= n
	return int(n), nil
}

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

// TestBomb: 1 GiB of zeros in a body of 1 MiB is unpacked to its limit.
func TestBomb(t *testing.T) {
	var bomb bytes.Buffer
	w, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if _, err := io.Copy(w, &zeros{1 << 30}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	k := newTalk(t)
	k.client(get)
	k.server(plain(fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n", bomb.Len()), bomb.String()))
	k.Close()
	if got := k.got(); len(got) != 1 || len(got[0].bytes) != 4<<20 || !got[0].content.Cut {
		t.Errorf("want 4 MiB handed on as cut")
	}
	if s := k.rules(); !strings.Contains(s, "http.inflate-limit") {
		t.Errorf("want http.inflate-limit, got %s", s)
	}
}

// TestLongBody: a body is handed on up to 1 MiB.
func TestLongBody(t *testing.T) {
	for how, head := range map[string]string{
		"length": "Content-Length: 3145728\r\n",
		"chunks": "Transfer-Encoding: chunked\r\n",
		"close":  "",
	} {
		k := newTalk(t)
		k.client(get)
		k.server(plain(head, ""))
		part := strings.Repeat("x", 1<<16)
		for range 48 {
			if how == "chunks" {
				k.server("10000\r\n" + part + "\r\n")
			} else {
				k.server(part)
			}
		}
		if how == "chunks" {
			k.server("0\r\n\r\n")
		}
		k.Close()
		if got := k.got(); len(got) != 1 || len(got[0].bytes) != 1<<20 || !got[0].content.Cut {
			t.Errorf("%s: want 1 MiB handed on as cut", how)
		}
		if s := k.rules(); s != "http.body-limit" {
			t.Errorf("%s: want http.body-limit, got %s", how, s)
		}
	}
}

// TestEndlessChunks: chunks without end cost no memory.
func TestEndlessChunks(t *testing.T) {
	k := newTalk(t)
	k.log.Messages = nil
	k.client(get)
	k.server(plain("Transfer-Encoding: chunked\r\n", ""))
	chunks := []byte(strings.Repeat("1;ext=\"value\"\r\nx\r\n", 200))
	more := grown(func() {
		for range 500 {
			k.Stream(dissect.FromServer, chunks)
			k.log.Messages, k.log.Parts = k.log.Messages[:0], nil
		}
	})
	if more > 8<<20 {
		t.Errorf("100,000 chunks have grown the heap by %d bytes", more)
	}
	k.Close()
	if got := k.got(); len(got) != 1 || len(got[0].bytes) != 32<<10 || !got[0].content.Cut {
		t.Errorf("want the bytes of 32,768 chunks handed on as cut, got %d times", len(got))
	}
}

// TestLongHead: a head without end is given up, and reading goes on behind it.
func TestLongHead(t *testing.T) {
	for _, step := range []int{1, 1000, 1 << 20} {
		k := newTalk(t)
		head := []byte("GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n" + get)
		if step == 1 {
			head = append([]byte("GET / HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("a", 300<<10)+"\r\n\r\n"), get...)
		}
		for b := head; len(b) > 0; b = b[min(step, len(b)):] {
			k.Stream(dissect.FromClient, b[:min(step, len(b))])
		}
		k.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		k.Close()
		requests := 0
		for _, m := range k.log.Messages {
			if m.Name == "HTTP request" {
				requests++
			}
		}
		if s := k.rules(); requests != 2 || s != "http.head-limit stream.unframed" {
			t.Errorf("in steps of %d: want http.head-limit and the next request, got %d requests, %s", step, requests, s)
		}
	}
}

// TestSplit: requests and responses that come byte by byte are read, in bounded
// time and memory.
func TestSplit(t *testing.T) {
	k := newTalk(t)
	b := []byte(strings.Repeat("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 100))
	answer := []byte(strings.Repeat(plain("Content-Length: 5\r\n", "hello"), 100))
	requests := 0
	begin := time.Now()
	more := grown(func() {
		for range 20 {
			for dir, b := range [][]byte{b, answer} {
				for i := range b {
					k.Stream(dissect.Dir(dir), b[i:i+1])
				}
			}
			for _, m := range k.log.Messages {
				if m.Name == "HTTP request" {
					requests++
				}
			}
			k.log.Messages, k.log.Parts = nil, nil
		}
	})
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if requests != 2000 || more > 16<<20 || k.rules() != "" {
		t.Errorf("%d requests, %d bytes more, %s", requests, more, k.rules())
	}
}

// TestManyFields: fields beyond those that are kept are read all the same.
func TestManyFields(t *testing.T) {
	k := newTalk(t)
	k.client("GET / HTTP/1.1\r\n" + strings.Repeat("X: 1\r\n", 10000) + "Content-Length: 2\r\nHost: x\r\n\r\nhi" + get)
	k.Close()
	if n := len(k.log.Messages); n != 3 || k.rules() != "" {
		t.Errorf("want two requests and a body, got %d messages, %s", n, k.rules())
	}
}

// TestPipelineLimit: requests that are never answered are forgotten.
func TestPipelineLimit(t *testing.T) {
	k := newTalk(t)
	for range 129 {
		k.client(get)
	}
	k.Close()
	if s := k.rules(); s != "http.pipeline-limit" {
		t.Errorf("want http.pipeline-limit, got %s", s)
	}
}

// TestSearchIsLinear: searching a start-line in bytes that are full of what
// looks like one takes no more than a few milliseconds for each 64 KiB.
func TestSearchIsLinear(t *testing.T) {
	for _, junk := range []string{"GET ", "HTTP/1.1 ", "GET /\x01\n", "\nP", "OPTIONS x "} {
		k := newTalk(t)
		k.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\x00\x01\x02\x03")
		b := strings.Repeat(junk, (64<<10)/len(junk))
		begin := time.Now()
		for range 16 {
			k.server(b)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%q: 1 MiB took %v", junk, took)
		}
		k.Close()
	}
}

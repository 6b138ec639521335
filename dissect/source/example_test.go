package source_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// The packets of a capture, located but not dissected.
func ExampleOpen() {
	src, err := source.Open("../../pcaps/core/tcp-overlap.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer src.Close()
	var b dissect.Batch
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			if p := &b.Packets[i]; p.Number <= 5 {
				fmt.Printf("%d %s %d bytes, %d of payload\n",
					p.Number, time.Unix(0, p.Time).UTC().Format(time.DateOnly), p.WireLen, p.PayloadLen)
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// 1 2026-01-02 54 bytes, 0 of payload
	// 2 2026-01-02 54 bytes, 0 of payload
	// 3 2026-01-02 54 bytes, 0 of payload
	// 4 2026-01-02 73 bytes, 19 of payload
	// 5 2026-01-02 73 bytes, 19 of payload
}

// What is no capture says so.
func ExampleNewReader() {
	_, err := source.NewReader(strings.NewReader("no capture at all"), "notes.txt", source.Options{})
	fmt.Println(errors.Is(err, source.ErrFormat))
	// Output:
	// true
}

// All files below a folder.
func ExampleWalk() {
	files, err := source.Walk([]string{"../../pcaps/rsmc"})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_clear.pcap") {
			fmt.Println(f)
		}
	}
	// Output:
	// ../../pcaps/rsmc/rsmc_clear.pcap
}

// A packet written with a comment.
func ExampleWriter() {
	w, err := source.NewWriter(io.Discard, "example")
	if err != nil {
		log.Fatal(err)
	}
	iface, err := w.Interface(&dissect.CaptureInterface{LinkType: 1, SnapLen: 262144})
	if err != nil {
		log.Fatal(err)
	}
	p := dissect.Packet{Time: time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC).UnixNano(), Data: make([]byte, 60), WireLen: 60}
	if err := w.Packet(iface, &p, []string{"an empty frame"}); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintln(os.Stdout, "interface", iface)
	// Output:
	// interface 0
}

package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
	"github.com/radissect/radissect/dissect/source"
)

// TestCount: the tap counts what a reader of captures finds, however the bytes are cut.
func TestCount(t *testing.T) {
	var file bytes.Buffer
	m, err := traffic.Find("tiny")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Write(&file, "../../..", 200_000); err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(file.Bytes()), "tiny", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := int64(0)
	var b dissect.Batch
	for err == nil {
		err = src.Fill(&b)
		want += int64(len(b.Packets))
	}
	for _, step := range []int{1, 7, 4096, file.Len()} {
		tp := &tap{w: io.Discard, begin: time.Now(), each: time.Hour}
		for rest := file.Bytes(); len(rest) > 0; rest = rest[min(step, len(rest)):] {
			if _, err := tp.Write(rest[:min(step, len(rest))]); err != nil {
				t.Fatal(err)
			}
		}
		if tp.now.packets != want || tp.now.bytes != int64(file.Len()) {
			t.Errorf("in steps of %d: %d packets of %d bytes, not %d of %d", step, tp.now.packets, tp.now.bytes, want, file.Len())
		}
	}
}

// TestGrowth: what grows is an error.
func TestGrowth(t *testing.T) {
	flat := row{packets: 1000, cpu: 0.001, state: state{peak: 100}}
	more, slower := flat, flat
	more.peak = 130
	slower.cpu = 0.0014
	for name, test := range map[string]struct {
		last row
		want string
	}{"flat": {flat, ""}, "memory": {more, "memory grew from 100.0 to 130.0 MiB"}, "time": {slower, "time grew from 1000 to 1400 ns"}} {
		tp := &tap{rows: []row{flat, flat, test.last}, most: 3, each: time.Second}
		err := tp.report("x")
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

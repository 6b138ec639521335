package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/report"
)

// TestLittleMemory: where hardly any conversation may be kept, every number of workers
// gives up the same ones, of every kind of traffic.
func TestLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes captures of some megabytes")
	}
	t.Chdir("../../..")
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, mix := range []string{"lossy", "tiny"} {
		m, err := traffic.Find(mix)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := m.Write(&file, ".", 8<<20); err != nil {
			t.Fatal(err)
		}
		const most = 512 << 10
		want := ""
		for _, workers := range []int{1, 2, 5} {
			src, err := source.NewReader(bytes.NewReader(file.Bytes()), mix, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.New()
			sink := report.JSON(timeless{sum}, report.Options{})
			s, err := dissect.New(reg, dissect.Options{Workers: workers, MaxMemory: most, Panic: func(v any, stack []byte) {
				t.Errorf("%v\n%s", v, stack)
			}}).Run(context.Background(), src, sink)
			if err != nil {
				t.Fatal(err)
			}
			gave := uint64(0)
			for _, r := range s.Rules {
				if r.Rule == dissect.LimitMemory {
					gave = r.Broken
				}
			}
			if gave == 0 {
				t.Errorf("%s: nothing was given up of %d bytes", mix, s.Held)
			}
			got := fmt.Sprintf("%x, %d bytes, %d given up", sum.Sum(nil), s.Held, gave)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s with %d workers: %s; with one: %s", mix, workers, got, want)
			}
		}
	}
}

// timeless takes records without the time that the run took.
type timeless struct{ w io.Writer }

func (t timeless) Write(p []byte) (int, error) {
	text, _, _ := strings.Cut(string(p), `"elapsed"`)
	_, err := io.WriteString(t.w, text)
	return len(p), err
}

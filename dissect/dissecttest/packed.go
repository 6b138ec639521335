package dissecttest

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// Packed holds a file that is kept packed with gzip against what makes it, or writes
// it with -update. What is packed counts, not how.
func Packed(t *testing.T, name string, want []byte) {
	t.Helper()
	if Update() {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err == nil {
			_, err = z.Write(want)
		}
		if err == nil {
			err = z.Close()
		}
		if err == nil {
			err = os.WriteFile(name, b.Bytes(), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what this test makes; run with -update", name)
	}
}

// BrokenIn checks that a capture breaks every rule of want, which has the files that
// ask for each. Rules of protocols that are not in reg, and those of except, are not
// asked for.
func BrokenIn(t *testing.T, reg *dissect.Registry, capture string, want map[string][]string, except ...string) {
	t.Helper()
	src, err := source.Open(capture, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, &Log{})
	if err != nil {
		t.Fatal(err)
	}
	for id, files := range want {
		if rule := reg.Rule(id); rule != nil && !slices.Contains(except, id) && sum.Tallies(rule).Broken == 0 {
			t.Errorf("%s is not broken in %s (%s)", id, capture, strings.Join(files, " "))
		}
	}
}

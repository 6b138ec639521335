package http_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

const shared = "../../../shared"

// read dissects a capture with the key log that may lie beside it.
func read(t testing.TB, name string, log dissect.Sink, more ...*dissect.Protocol) *dissect.Summary {
	t.Helper()
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{http.Protocol, tls.Protocol, tpkt.Protocol}, more...))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		t.Logf("%s: %v", name, err)
		return nil
	}
	store := keys.New(keys.Options{})
	keylog := strings.TrimSuffix(name, filepath.Ext(name)) + ".keys"
	if _, err := os.Stat(keylog); err == nil {
		if _, err := store.AddKeyLogFile(keylog, filepath.Base(keylog)); err != nil {
			t.Fatal(err)
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	opt := dissect.Options{Workers: 1, Keys: store, Panic: func(v any, stack []byte) {
		t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack)
	}}
	sum, err := dissect.New(reg, opt).Run(context.Background(), src, log)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sum
}

// TestAgainstTsharkCounts holds the number of requests and responses against
// tshark's, on every capture of the corpus in which tshark sees any without a
// secret.
func TestAgainstTsharkCounts(t *testing.T) {
	table, err := os.ReadFile(filepath.Join(shared, "corpus", "TSHARK.tsv"))
	if err != nil {
		t.Skipf("the corpus is not there: %v", err)
	}
	lines := strings.Split(string(table), "\n")
	column := map[string]int{}
	for i, name := range strings.Split(lines[0], "\t") {
		column[name] = i
	}
	compared, equal := 0, 0
	for _, line := range lines[1:] {
		cols := strings.Split(line, "\t")
		if len(cols) < len(column) || cols[column["options"]] != "default" {
			continue
		}
		file := cols[column["file"]]
		number := func(name string) int {
			n, _ := strconv.Atoi(cols[column[name]])
			return n
		}
		req, resp := number("http_req"), number("http_resp")
		if req+resp == 0 {
			continue
		}
		log := dissecttest.NewLog(false)
		if read(t, filepath.Join(shared, "corpus", file), log) == nil {
			continue
		}
		got := [2]int{}
		for _, m := range log.Messages {
			if m.Cut {
				continue
			}
			switch m.Name {
			case "HTTP request":
				got[0]++
			case "HTTP response":
				got[1]++
			}
		}
		compared++
		if got == [2]int{req, resp} {
			equal++
			continue
		}
		why, known := countDifferences[file]
		if known && why.requests == got[0]-req && why.responses == got[1]-resp {
			continue
		}
		t.Errorf("%s: tshark counts %d requests and %d responses (%d ssdp), radissect %d and %d", file, req, resp, number("ssdp"), got[0], got[1])
	}
	t.Logf("%d captures compared, %d equal", compared, equal)
}

// countDifferences are the captures in which radissect counts more or fewer
// heads than tshark 4.0.17, and why.
var countDifferences = map[string]struct {
	requests, responses int
	reason              string
}{}

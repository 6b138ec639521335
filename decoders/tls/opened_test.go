package tls

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// plain is what was opened of one connection.
type plain struct {
	conv *dissect.Conversation
	data [2][]byte
}

// anything takes every stream that nothing else recognises.
type anything struct{}

func (anything) Frame(_ dissect.Dir, b []byte) int        { return len(b) }
func (anything) Decode(_ dissect.Dir, c *dissect.Cursor)  { c.Is(kindPlaintext); rest(c, fContent) }
func (anything) Commit(_ dissect.Dir, _ *dissect.Context) {}
func (anything) Resync(_ dissect.Dir, _ []byte) int       { return 0 }

var anyProtocol = &dissect.Protocol{
	Name: "anything", Probe: func(dissect.Dir, []byte, bool) dissect.Verdict { return dissect.Yes },
	New: func(*dissect.Conversation) dissect.Handler { return anything{} },
}

// run reads a capture with secrets and returns what was opened, by connection
// in the order of their first plain text, and everything else that was seen.
func run(t *testing.T, capture, kind, secrets string) ([]*plain, *dissecttest.Log) {
	t.Helper()
	store := keys.New(keys.Options{})
	switch kind {
	case "keylog":
		if _, err := store.AddKeyLogFile(secrets, ""); err != nil {
			t.Fatal(err)
		}
	case "rsa-key":
		if err := store.AddRSAKeyFile(secrets, ""); err != nil {
			t.Fatal(err)
		}
	}
	var list []*plain
	byLayer := map[*layer]*plain{}
	made := Protocol.New
	defer func() { Protocol.New = made }()
	Protocol.New = func(c *dissect.Conversation) dissect.Handler {
		h := made(c).(*handler)
		h.opened = func(l *layer, dir dissect.Dir, b []byte) {
			p := byLayer[l]
			if p == nil {
				p = &plain{conv: c}
				byLayer[l] = p
				list = append(list, p)
			}
			p.data[dir] = append(p.data[dir], b...)
		}
		return h
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{tpkt.Protocol, x224.Protocol, Protocol, anyProtocol})
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(capture, source.Options{})
	log := dissecttest.NewLog(true)
	if err != nil {
		t.Fatal(err)
	}
	eng := dissect.New(reg, dissect.Options{Keys: store, Workers: 1, Panic: func(v any, stack []byte) {
		t.Errorf("%s: panic: %v\n%s", capture, v, stack)
	}})
	if _, err := eng.Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return list, log
}

// TestOpenedAsTshark compares what is opened with what tshark opens, over the
// captures that are there (see testdata/opened.py).
func TestOpenedAsTshark(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no captures at ../shared of the repository")
	}
	f, err := os.Open("testdata/opened.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type job struct{ capture, kind, secrets string }
	var jobs []job
	want := map[job][]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		col := strings.Split(s.Text(), "\t")
		if len(col) != 8 {
			continue
		}
		j := job{col[0], col[1], col[2]}
		if want[j] == nil {
			jobs = append(jobs, j)
		}
		want[j] = append(want[j], strings.Join(col[3:], " "))
	}
	for _, j := range jobs {
		t.Run(strings.ReplaceAll(j.capture+" "+j.kind, "/", "_"), func(t *testing.T) {
			capture := filepath.Join(root, j.capture)
			if _, err := os.Stat(capture); err != nil {
				t.Skipf("%s is not there", j.capture)
			}
			got := map[string]bool{}
			list, _ := run(t, capture, j.kind, filepath.Join(root, j.secrets))
			for _, p := range list {
				got[p.line(false)] = true
				got[p.line(true)] = true
			}
			for _, w := range want[j] {
				if !got[w] {
					t.Errorf("not opened as by tshark:\nwant %s\ngot  %s", w, lines(list))
				}
			}
		})
	}
}

// line is what was opened in the form of opened.tsv.
func (p *plain) line(flip bool) string {
	end := p.conv.Client.AddrPort()
	x, y := p.data[0], p.data[1]
	if flip {
		end, x, y = p.conv.Server.AddrPort(), y, x
	}
	return fmt.Sprintf("%s:%d %d %s %d %s", end.Addr(), end.Port(), len(x), digest(x), len(y), digest(y))
}

func lines(list []*plain) string {
	var all []string
	for _, p := range list {
		all = append(all, p.line(false))
	}
	return strings.Join(all, "\n     ")
}

func digest(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

package dcerpc_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzStream: no bytes of a connection make the decoder fail; trees are sound, and
// however the stream is cut the same messages come out.
func FuzzStream(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no cases", err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		var all [2][]byte
		for _, m := range c.Messages {
			all[m.Dir] = append(all[m.Dir], m.Bytes...)
		}
		f.Add(all[0], all[1])
	}
	// Kerberos would hold back what it may recognise later.
	reg, err := dissect.NewRegistry(chain[:4])
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, client, server []byte) {
		if len(client)+len(server) > 1<<16 {
			return
		}
		var text [2]string
		for i, step := range []int{1 << 20, 7} {
			log := dissecttest.NewLog(true)
			d := dissect.NewDirect(reg, dcerpc.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
			for dir, b := range [][]byte{client, server} {
				for len(b) > 0 {
					n := min(step, len(b))
					d.Stream(dissect.Dir(dir), b[:n])
					b = b[n:]
				}
			}
			if _, err := d.Close(); err != nil {
				t.Fatal(err)
			}
			for _, m := range log.Messages {
				if err := dissecttest.CheckTree(m.Tree); err != nil {
					t.Fatal(err)
				}
			}
			text[i] = log.TreeText()
		}
		if text[0] != text[1] {
			t.Fatalf("cut into pieces the messages differ:\n%s\n%s", text[0], text[1])
		}
	})
}

// TestProbe: the header is told from other beginnings, also in pieces.
func TestProbe(t *testing.T) {
	bind := []byte{5, 0, 11, 3, 0x10, 0, 0, 0, 72, 0, 0, 0, 1, 0, 0, 0}
	for n := 1; n < len(bind); n++ {
		if got := dcerpc.Protocol.Probe(dissect.FromClient, bind[:n], false); got != dissect.More {
			t.Errorf("%d bytes: want more, got %v", n, got)
		}
	}
	big := []byte{5, 0, 11, 3, 0, 0, 0, 0, 0, 72, 0, 0, 0, 0, 0, 1}
	for name, c := range map[string]struct {
		b    []byte
		want dissect.Verdict
	}{
		"bind":                               {bind, dissect.Yes},
		"big-endian bind":                    {big, dissect.Yes},
		"SOCKS 5":                            {[]byte{5, 1, 0}, dissect.More},
		"SOCKS 5 request":                    {[]byte{5, 1, 0, 1, 192, 0, 2, 1, 0, 80, 0, 0, 0, 0, 0, 0}, dissect.No},
		"TPKT":                               {[]byte{3, 0, 0, 19}, dissect.No},
		"ping of DCE/RPC without connection": {[]byte{4, 0, 1, 0}, dissect.No},
		"no room for the token":              {[]byte{5, 0, 0, 3, 0x10, 0, 0, 0, 24, 0, 16, 0, 1, 0, 0, 0}, dissect.No},
	} {
		if got := dcerpc.Protocol.Probe(dissect.FromClient, c.b, false); got != c.want {
			t.Errorf("%s: want %v, got %v", name, c.want, got)
		}
	}
}

package tls

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// FuzzStream feeds bytes to both directions: nothing may panic, recording must
// change nothing, and what is opened is never more than what came.
func FuzzStream(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		var all []byte
		for _, m := range c.Messages {
			// A byte of direction and two of length before each message.
			n := min(len(m.Bytes), 0xffff)
			all = append(all, byte(m.Dir), byte(n>>8), byte(n))
			all = append(all, m.Bytes[:n]...)
		}
		if len(all) < 4096 {
			f.Add(all)
		}
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{Protocol, anyProtocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, Protocol, log, dissect.Options{Keys: keys.New(keys.Options{}), Panic: func(v any, stack []byte) {
			t.Fatalf("panic: %v\n%s", v, stack)
		}})
		in := 0
		for len(b) >= 3 {
			dir, n := dissect.Dir(b[0]&1), int(b[1])<<8|int(b[2])
			b = b[3:]
			n = min(n, len(b))
			if n == 0 {
				d.Gap(dir, 100)
				continue
			}
			if err := dissecttest.CheckDecode(d, dir, b[:min(n, 256)]); err != nil {
				t.Fatal(err)
			}
			d.Stream(dir, b[:n])
			in += n
			b = b[n:]
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		for _, m := range log.Messages {
			if m.Len > in {
				t.Fatalf("a message of %d bytes came out of %d", m.Len, in)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Fatal(err)
			}
		}
	})
}

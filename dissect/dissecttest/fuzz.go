package dissecttest

import (
	"encoding/binary"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// maxFuzz is how many bytes of a conversation are played; longer ones only take
// longer.
const maxFuzz = 1 << 14

// Fuzz plays conversations that are grown from every testdata/*.txtar of the
// package under test: nothing panics, recording changes nothing, every prefix of a
// message can be read, and trees are sound.
func Fuzz(f *testing.F, p *dissect.Protocol, others ...*dissect.Protocol) {
	f.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no testdata/*.txtar ", err)
	}
	for _, name := range files {
		c, err := ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		if script := c.script(); len(script) <= maxFuzz {
			f.Add(script, c.Stream, c.Missed, c.Channel)
		}
	}
	list := []*dissect.Protocol{p}
	for _, o := range others {
		if o != p {
			list = append(list, o)
		}
	}
	reg, err := dissect.NewRegistry(list)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, script []byte, stream, missed bool, channel string) {
		if len(script) > maxFuzz {
			return
		}
		log := NewLog(true)
		d := dissect.NewDirect(reg, p, log, dissect.Options{Panic: func(v any, stack []byte) {
			t.Fatalf("a decoder panicked: %v\n%s", v, stack)
		}})
		d.Via(channel)
		if missed {
			d.Missed()
		}
		for len(script) >= 3 {
			dir, n := dissect.Dir(script[0]&1), int(binary.BigEndian.Uint16(script[1:]))
			script = script[3:]
			b := script[:min(n, len(script))]
			script = script[len(b):]
			switch {
			case len(b) == 0:
				d.Gap(dir, 100)
			case stream:
				d.Stream(dir, b)
			default:
				if err := CheckDecode(d, dir, b[:min(len(b), 256)]); err != nil {
					t.Fatal(err)
				}
				d.Message(dir, b)
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		for _, m := range log.Messages {
			if err := CheckTree(m.Tree); err != nil {
				t.Fatalf("%s %s: %v", m.Proto, m.Name, err)
			}
		}
	})
}

// script is the case as bytes: of each message a byte of direction, two of length,
// and the message; a length of zero is a gap.
func (c *Case) script() []byte {
	var out []byte
	for _, m := range c.Messages {
		n := min(len(m.Bytes), 1<<16-1)
		out = binary.BigEndian.AppendUint16(append(out, byte(m.Dir)), uint16(n))
		out = append(out, m.Bytes[:n]...)
	}
	return out
}

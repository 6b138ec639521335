package dvc_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

var (
	fBytes      = &dissect.Field{Name: "bytes", Spec: "none", Base: dissect.Bytes}
	kindMessage = &dissect.Kind{Name: "message", Spec: "none"}
)

// listener stands for the protocols that read dynamic channels.
var listener = &dissect.Protocol{
	Name:   "listener",
	Title:  "listener of the tests",
	Specs:  []dissect.Spec{"none"},
	Fields: []*dissect.Field{fBytes},
	Kinds:  []*dissect.Kind{kindMessage},
	Binds: []dissect.Bind{
		dvc.Listener.Key("testdvc"), dvc.Form.Key("#.#.#.#.#"), svc.Channel.Key("tstatic"),
		dvc.Listener.Key("RC_CTL"), dvc.Listener.Key("70"), dvc.Listener.Key("71"), dvc.Listener.Key("RA_FX"),
	},
	New: func(*dissect.Conversation) dissect.Handler { return reader{} },
}

type reader struct{}

func (reader) Frame(_ dissect.Dir, b []byte) int { return len(b) }
func (reader) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindMessage)
	c.Rest(fBytes)
}
func (reader) Commit(dissect.Dir, *dissect.Context) {}

func TestProtocol(t *testing.T) { dissecttest.Run(t, dvc.Protocol, listener) }

func TestValidate(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{dvc.Protocol}); err != nil && !coreOnly(err) {
		t.Error(err)
	}
}

// coreOnly reports whether all complaints are about generic rules, which are
// not this folder's.
func coreOnly(err error) bool {
	for _, line := range strings.Split(err.Error(), "\n") {
		if strings.Contains(line, "dvc") || strings.Contains(line, "EDYC") {
			return false
		}
	}
	return true
}

// joined plays a case and returns what the listener was handed.
func joined(t *testing.T, name string) []dissecttest.Shown {
	t.Helper()
	c, err := dissecttest.ReadCase("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := c.Registry(dvc.Protocol, []*dissect.Protocol{listener})
	if err != nil {
		t.Fatal(err)
	}
	log, err := c.Play(reg, dvc.Protocol)
	if err != nil {
		t.Fatal(err)
	}
	var out []dissecttest.Shown
	for _, m := range log.Messages {
		if m.Proto == "listener" {
			out = append(out, m)
		}
	}
	return out
}

// TestExamples holds the joined and the inflated message against the text of
// MS-RDPEDYC 4.3, which says that it is 3,195 letters q. The frames are one more
// than the sections: the start of the conversation counts as one.
func TestExamples(t *testing.T) {
	want := bytes.Repeat([]byte("q"), 3195)
	for name, frames := range map[string][]uint64{"example": {6, 7, 8}, "example-compressed": {6, 7, 8}} {
		got := joined(t, name)
		if len(got) == 0 {
			t.Fatalf("%s: want a message, got none", name)
		}
		if !bytes.Equal(got[0].Tree.Bytes, want) {
			t.Errorf("%s: want %d letters q, got %d bytes %.20q", name, len(want), len(got[0].Tree.Bytes), got[0].Tree.Bytes)
		}
		if got[0].Channel != "testdvc" {
			t.Errorf("%s: want channel testdvc, got %q", name, got[0].Channel)
		}
		if len(got[0].Frames) != len(frames) || got[0].Frames[0] != frames[0] || got[0].Frames[2] != frames[2] {
			t.Errorf("%s: want frames %v, got %v", name, frames, got[0].Frames)
		}
	}
}

// TestMessages checks what comes out where pieces are missing, mixed or broken.
func TestMessages(t *testing.T) {
	full := strings.Repeat("a", 1591)
	for name, want := range map[string][]string{
		"message":          {"xyz!", "client"[:2] + "nt", "four", "whole", full},
		"loss":             {"some text", "whole", "whole", "again"},
		"listeners":        {"by name", "by form", "tunnelled"},
		"compressed-forms": {"single, not compressed", "two segs", "bare", "pieces 2"},
		"late":             {"read"},
		"data-open":        {"refused", "crossing", "closed"},
	} {
		var got []string
		for _, m := range joined(t, name) {
			got = append(got, string(m.Tree.Bytes))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: want %.200q, got %.200q", name, want, got)
		}
	}
}

// FuzzPDUs plays any PDUs, each behind its length, to one conversation: nothing
// panics, and what is handed on is never more than what came in, but for what
// was compressed.
func FuzzPDUs(f *testing.F) {
	for _, name := range []string{"example-compressed", "message", "soft-sync", "channel-unique"} {
		c, err := dissecttest.ReadCase("testdata/" + name + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		var b []byte
		for _, m := range c.Messages {
			b = append(b, byte(m.Dir)<<7|byte(len(m.Bytes)>>8), byte(len(m.Bytes)))
			b = append(b, m.Bytes...)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		reg, err := dissect.NewRegistry([]*dissect.Protocol{dvc.Protocol, listener})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, dvc.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		in := 0
		for len(b) >= 2 {
			dir, n := dissect.Dir(b[0]>>7), int(b[0]&0x7F)<<8|int(b[1])
			b = b[2:]
			n = min(n, len(b))
			if err := dissecttest.CheckDecode(d, dir, b[:n]); err != nil {
				t.Fatal(err)
			}
			if n > 0 && b[0]>>4 != 6 && b[0]>>4 != 7 {
				in += n
			} else {
				in += 64 << 10
			}
			d.Message(dir, b[:n])
			b = b[n:]
		}
		d.Close()
		out := 0
		for _, m := range log.Messages {
			if m.Proto == "listener" {
				out += m.Len
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Fatal(err)
			}
		}
		if out > in {
			t.Fatalf("%d bytes came in, %d were handed on", in, out)
		}
	})
}

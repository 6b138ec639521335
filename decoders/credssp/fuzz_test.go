package credssp_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// FuzzMessages hands two messages to a conversation that has secrets. Nothing may
// panic, recording must change nothing, every prefix must be readable, and every
// byte of the second message must have a field.
func FuzzMessages(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	keyed, _ := filepath.Glob("testdata/keyed/*.txtar")
	for _, name := range append(files, keyed...) {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		for i := 1; i < len(c.Messages); i++ {
			f.Add(c.Messages[i-1].Bytes, c.Messages[i].Bytes, c.Messages[i].Dir == dissect.FromServer)
		}
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{credssp.Protocol, spnego.Protocol, ntlm.Protocol, kerberos.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if err := store.AddPassword("test", "", keys.NewSecret("Password")); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, first, second []byte, server bool) {
		dir := dissect.FromClient
		if server {
			dir = dissect.FromServer
		}
		panicked := func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }
		d := dissect.NewDirect(reg, credssp.Protocol, dissecttest.NewLog(true), dissect.Options{Keys: store, Panic: panicked})
		d.Message(dir.Other(), first)
		if err := dissecttest.CheckDecode(d, dir, second); err != nil {
			t.Fatal(err)
		}
		var tree dissect.Tree
		d.Decode(dir, second, &tree)
		if left := tree.Uncovered(nil); len(left) > 0 {
			t.Fatalf("bytes without a field at %v", left)
		}
		d.Message(dir, second)
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

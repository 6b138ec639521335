package ra_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, ra.Protocol) }

// TestDeclarations checks the rules, fields and the catalogue of MS-RA.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{ra.Protocol}); err != nil {
		t.Error(err)
	}
	if n := len(ra.Requirements); n != 183 {
		t.Errorf("the catalogue has %d requirements, want 183", n)
	}
}

// TestSecrets checks that no proof, token or key of the annotated messages
// shows in trees, infos or findings.
func TestSecrets(t *testing.T) {
	secrets := []string{
		"1EA03753", "06306D6", "D4B4277E", "F98035F7D", // PASS
		"1ea03753", "506306d6", // Encrypted Password
		"fbf2c921", "3345385f", // token
		"NzaogjS5", "iOmXTrE=", // VOIPGOKEY
		"3000360033", // "0603", from PASS, as bytes
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ra.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, ra.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		text := log.TreeText() + log.FindingText()
		if !strings.Contains(text, "ChannelName") && c.Channel == "" {
			t.Errorf("%s: no tree to search", name)
		}
		for _, s := range secrets {
			if strings.Contains(text, s) {
				t.Errorf("%s shows %s", name, s)
			}
		}
	}
}

// FuzzMessage checks that any bytes on any channel can be read, that recording
// changes nothing and that the tree is sound.
func FuzzMessage(f *testing.F) {
	names := []string{"remdesk", "RC_CTL", "70", "71", "RA_FX", "1000.612009461", "other"}
	for _, file := range []string{"session1", "session2", "header", "authenticate", "rccommand", "rccommand-element", "file", "bstr"} {
		c, err := dissecttest.ReadCase("testdata/" + file + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for i, m := range c.Messages {
			f.Add(uint8(i), m.Dir == dissect.FromServer, m.Bytes)
		}
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ra.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, channel uint8, server bool, b []byte) {
		d := dissect.NewDirect(reg, ra.Protocol, &dissecttest.Log{}, dissect.Options{})
		d.Via(names[int(channel)%len(names)])
		dir := dissect.FromClient
		if server {
			dir = dissect.FromServer
		}
		if err := dissecttest.CheckDecode(d, dir, b); err != nil {
			t.Fatal(err)
		}
		var tree dissect.Tree
		d.Decode(dir, b, &tree)
		if gaps := tree.Uncovered(nil); len(gaps) > 0 && tree.Kind.Name != "REMOTEDESKTOP_CTL_PACKETHEADER" {
			t.Fatalf("no field covers %v of %x", gaps, b)
		}
		d.Close()
	})
}

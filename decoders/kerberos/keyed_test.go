package kerberos_test

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// TestKeyed plays testdata/keyed/*.txtar with the secrets that each names. The
// findings have to be those that the comments want.
func TestKeyed(t *testing.T) {
	files, _ := filepath.Glob("testdata/keyed/*.txtar")
	if len(files) == 0 {
		t.Fatal("no testdata/keyed/*.txtar")
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := dissect.NewRegistry([]*dissect.Protocol{kerberos.Protocol, spnego.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, kerberos.Protocol, log, dissect.Options{Keys: secrets(t, name)})
		want := map[string]int{}
		for _, m := range c.Messages {
			d.Message(m.Dir, m.Bytes)
			for _, id := range m.Want {
				want[id]++
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, f := range log.Findings {
			got[f.Rule]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
		if filepath.Base(name) != "good.txtar" {
			continue
		}
		var names []string
		for _, m := range log.Messages {
			names = append(names, m.Name)
		}
		if diff := cmp.Diff([]string{"AP-REQ", "EncTicketPart", "Authenticator", "AP-REP", "EncAPRepPart"}, names); diff != "" {
			t.Errorf("%s: messages (-want +got):\n%s", name, diff)
		}
		e := kerberos.Of(d.Conversation())
		if e == nil || !e.Opened || e.Client != "ann" || e.Service != "cifs/srv.lab.test" {
			t.Errorf("%s: the exchange is %+v", name, e)
		}
		x := spnego.Of(d.Conversation()).Current().Context
		if x == nil || hex.EncodeToString(x.SessionKey()) != "202122232425262728292a2b2c2d2e2f" {
			t.Errorf("%s: the key is not the acceptor's subkey", name)
		}
	}
}

// secrets are those that a file names before its first section: "keytab: PRINCIPAL
// ETYPE KVNO KEY" and "password: USER PASSWORD".
func secrets(t *testing.T, name string) *keys.Store {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	head, _, _ := strings.Cut(string(b), "\n-- ")
	for _, line := range strings.Split(head, "\n") {
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "password: "):
			err = store.AddPassword("test", words[1], keys.NewSecret(words[2]))
		case strings.HasPrefix(line, "keytab: "):
			etype, _ := strconv.Atoi(words[2])
			kvno, _ := strconv.Atoi(words[3])
			err = store.AddKeytab("test", keytab(t, words[1], uint16(etype), byte(kvno), words[4]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// keytab is a keytab of one entry, MIT format 0x0502.
func keytab(t *testing.T, principal string, etype uint16, kvno byte, key string) []byte {
	t.Helper()
	k, err := hex.DecodeString(key)
	if err != nil {
		t.Fatal(err)
	}
	name, realm, _ := strings.Cut(principal, "@")
	parts := strings.Split(name, "/")
	text := func(b []byte, s string) []byte {
		return append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...)
	}
	e := binary.BigEndian.AppendUint16(nil, uint16(len(parts)))
	e = text(e, realm)
	for _, p := range parts {
		e = text(e, p)
	}
	e = append(e, 0, 0, 0, 1, 0, 0, 0, 0, kvno)
	e = binary.BigEndian.AppendUint16(e, etype)
	e = text(e, string(k))
	return append(binary.BigEndian.AppendUint32([]byte{5, 2}, uint32(len(e))), e...)
}

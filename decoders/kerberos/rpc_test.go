package kerberos_test

import (
	"context"
	"encoding/binary"
	"os"
	"testing"

	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// walker reads the fragments of connection-oriented DCE/RPC as far as the tokens
// and sealed parts in them need it: C706 12.6, MS-RPCE 2.2.2.
type walker struct {
	conv *dissect.Conversation
	out  *walked
}

// walked is what the walkers of a capture have seen.
type walked struct {
	good, bad int
	errs      []string
}

func (w *walker) Frame(_ dissect.Dir, b []byte) int {
	if len(b) < 16 {
		return 0
	}
	if b[0] != 5 || b[4] != 0x10 {
		return dissect.Lost
	}
	return int(binary.LittleEndian.Uint16(b[8:]))
}

var fragment = &dissect.Field{Name: "fragment", Spec: "C706 12.6", Base: dissect.Bytes}

func (w *walker) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Closed(fragment, c.Left()) }

func (w *walker) Commit(dir dissect.Dir, x *dissect.Context) {
	b := x.Bytes()
	auth := int(binary.LittleEndian.Uint16(b[10:]))
	if auth == 0 || auth+8+24 > len(b) {
		return
	}
	end := len(b) - auth - 8
	gss := spnego.Of(w.conv).Select(binary.LittleEndian.Uint32(b[end+4:]))
	if kind := b[2]; kind != 0 && kind != 2 && kind != 3 {
		x.Pass(spnego.For(w.conv, b[end+8:]), end+8, auth, "")
		return
	}
	head := 24
	if b[2] == 0 && b[3]&0x80 != 0 {
		head += 16
	}
	if gss.Context == nil || b[end+1] < 5 {
		return
	}
	var err error
	if b[end+1] == 6 {
		_, err = gss.Context.Unseal(nil, dir, b[:head], b[head:end], b[end:end+8], b[end+8:])
	} else {
		err = gss.Context.VerifyMIC(dir, b[end+8:], b[:end+8])
	}
	if err == nil {
		w.out.good++
		return
	}
	w.out.bad++
	w.out.errs = append(w.out.errs, err.Error())
}

// TestSealedRPC opens DCE/RPC of Windows that Kerberos seals, with a keytab:
// replication and netlogon of a domain controller in the capture that Wireshark
// has for Remote Credential Guard.
func TestSealedRPC(t *testing.T) {
	path := corpus + "wireshark-wiki/TSRemoteGuardCreds.pcap"
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	var out walked
	rpc := &dissect.Protocol{
		Name: "rpcwalker", Title: "test", Specs: []dissect.Spec{"C706 12.6"},
		Probe: func(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
			if len(b) > 4 && b[0] == 5 && b[1] == 0 && b[4] == 0x10 {
				return dissect.Yes
			}
			return dissect.No
		},
		New: func(c *dissect.Conversation) dissect.Handler { return &walker{conv: c, out: &out} },
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{rpc, spnego.Protocol, kerberos.Protocol, ntlm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if err := store.AddKeytabFile(corpus+"wireshark-wiki/TSRemoteGuardCreds.acme2.keytab", ""); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Keys: store, Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d fragments opened, %d not %v", out.good, out.bad, out.errs)
	if out.good == 0 || out.bad != 0 {
		t.Errorf("want all sealed fragments opened; got %d, %d not: %v", out.good, out.bad, out.errs)
	}
	if os.Getenv("KRB_SHOW") != "" {
		for _, m := range log.Messages {
			if m.Proto == "kerberos" || m.Proto == "spnego" {
				t.Logf("%d %s %s %s", m.Conv, m.Dir, m.Name, m.Info)
			}
		}
	}
}

package dcerpc_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// shared is the folder with the captures that are not part of the project.
const shared = "../../../shared"

// chain is everything that a connection needs.
var chain = []*dissect.Protocol{dcerpc.Protocol, dcerpc.Stub, spnego.Protocol, ntlm.Protocol, kerberos.Protocol}

// read dissects a capture with the password of the lab, or without any secret.
func read(t testing.TB, path, password string) (*dissecttest.Log, *dissect.Summary) {
	t.Helper()
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if password != "" {
		if err := store.AddPassword("test", "", keys.NewSecret(password)); err != nil {
			t.Fatal(err)
		}
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Logf("%s: %v", filepath.Base(path), err)
		return nil, nil
	}
	log := dissecttest.NewLog(true)
	opt := dissect.Options{Keys: store, Workers: 1, Panic: func(v any, stack []byte) { t.Errorf("%s: %v\n%s", path, v, stack) }}
	sum, err := dissect.New(reg, opt).Run(context.Background(), src, log)
	if err != nil {
		t.Fatal(err)
	}
	return log, sum
}

// calls lists the stubs of requests and responses that a log shows, each as what
// is called and the digest of its bytes, with how often.
func calls(log *dissecttest.Log) map[string]int {
	out := map[string]int{}
	for _, m := range log.Messages {
		what, _, _ := strings.Cut(m.Info, ",")
		switch {
		case m.Proto == "dcerpc.stub":
			out[what+" "+digest(m.Tree.Bytes)]++
		case m.Proto == "dcerpc" && (m.Name == "request" || m.Name == "response") && !strings.Contains(m.Info, "fragment") && !strings.Contains(m.Info, "privacy"):
			var b []byte
			for i := range m.Tree.Nodes {
				if n := &m.Tree.Nodes[i]; n.Field.Name == "stub data" || n.Field.Name == "verification trailer" {
					b = append(b, m.Tree.Range(n)...)
				}
			}
			out[what+" "+digest(b)]++
		}
	}
	return out
}

func digest(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:8])
}

// expected reads the same from what the lab's own decoder wrote
// (lab/rpc_decode.py, which shares no code with this one).
func expected(t *testing.T, path string) (stubs map[string]int, protected int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	stubs = map[string]int{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 4<<20)
	for in.Scan() {
		var o struct {
			Type, Iface, Stub, SHA256 string
			Opnum                     *int
			Frags                     int
			SignatureOK               *bool
		}
		if err := json.Unmarshal(in.Bytes(), &o); err != nil {
			t.Fatal(err)
		}
		if o.SignatureOK != nil {
			protected += max(1, o.Frags)
		}
		if o.Type != "request" && o.Type != "response" {
			continue
		}
		u, ok := dcerpc.ParseUUID(o.Iface)
		if !ok {
			t.Fatalf("%s: %q is no UUID", path, o.Iface)
		}
		name := dcerpc.InterfaceName(nil, dcerpc.UUIDVersion{UUID: u})
		if name == "" {
			name = u.String()
		}
		sum := o.SHA256
		if sum == "" {
			b, err := hex.DecodeString(o.Stub)
			if err != nil {
				t.Fatal(err)
			}
			sum = digest(b)
		}
		stubs[fmt.Sprintf("%s opnum %d %s %s", name, *o.Opnum, o.Type, sum[:16])]++
	}
	return stubs, protected
}

// plainVersion makes the text of an interface without a name comparable: the
// lab's decoder leaves the version out.
func plainVersion(m map[string]int) map[string]int {
	out := map[string]int{}
	for k, n := range m {
		words := strings.Fields(k)
		if len(words) > 1 && len(words[0]) == 36 && words[1][0] == 'v' {
			words = append(words[:1], words[2:]...)
		}
		out[strings.Join(words, " ")] += n
	}
	return out
}

// allowed are the findings that captures of the lab have, with the reason.
var allowed = map[string]string{
	"wine_pch.pcap dcerpc.response-call":       wine,
	"wine_rasrv.pcap dcerpc.response-call":     wine,
	"wine_rasrv_big.pcap dcerpc.response-call": wine,
}

const wine = "Wine's server answers every call with call_id 1 (lab/README.md, finding 4)"

// TestLab holds every call of the lab's captures against the lab's own decoder:
// interface, operation, direction and stub, all sealed fragments opened and all
// signatures right. Samba, impacket and Wine on NTLM and SPNEGO, several security
// contexts on one connection, fragments both ways.
func TestLab(t *testing.T) {
	list, _ := filepath.Glob(shared + "/lab/captures/*.expect.jsonl")
	if len(list) == 0 {
		t.Skip("no lab captures beside the repository")
	}
	total, captures := 0, 0
	for _, expect := range list {
		base := filepath.Base(expect)
		if !strings.HasPrefix(base, "rpc_") && !strings.HasPrefix(base, "dcom_") && !strings.HasPrefix(base, "wine_") {
			continue
		}
		capture := strings.TrimSuffix(expect, ".expect.jsonl") + ".pcap"
		if _, err := os.Stat(capture); err != nil {
			continue
		}
		captures++
		want, protected := expected(t, expect)
		log, sum := read(t, capture, "Lab-Pass1")
		got := plainVersion(calls(log))
		base = filepath.Base(capture)
		for k, n := range want {
			if got[k] != n {
				t.Errorf("%s: want %d of %s, got %d", base, n, k, got[k])
			}
		}
		for k, n := range got {
			if want[k] == 0 {
				t.Errorf("%s: %d of %s, which the lab's decoder has not", base, n, k)
			}
		}
		held := int(sum.Tallies(dcerpc.Signature).Held)
		if held != protected {
			t.Errorf("%s: want %d right signatures, got %d", base, protected, held)
		}
		total += held
		for _, f := range log.Findings {
			if strings.HasPrefix(f.Proto, "dcerpc") && f.Level != dissect.Note && allowed[base+" "+f.Rule] == "" {
				t.Errorf("%s: message %d: %s %s [%d:%d] %s", base, f.Message, f.Level, f.Rule, f.Off, f.Off+f.Len, f.Detail)
			}
		}
		uncovered(t, base, log)
	}
	if total < 480 {
		t.Errorf("want at least 480 protected fragments, got %d", total)
	}
	t.Logf("%d captures, %d protected fragments", captures, total)
}

// TestPublic opens a public capture of a caller that negotiates no header signing,
// with the password in its name: NTLM signs the headers all the same.
func TestPublic(t *testing.T) {
	list, _ := filepath.Glob(shared + "/corpus/wireshark-wiki/*NTLMv2__password_clem.pcapng")
	if len(list) == 0 {
		t.Skip("no corpus beside the repository")
	}
	_, sum := read(t, list[0], "clem")
	if got := sum.Tallies(dcerpc.Signature); got.Held != 6 || got.Broken != 0 {
		t.Errorf("want 6 right signatures, got %d and %d wrong", got.Held, got.Broken)
	}
}

// uncovered reports bytes of our messages that no field covers.
func uncovered(t *testing.T, base string, log *dissecttest.Log) {
	t.Helper()
	for _, m := range log.Messages {
		if !strings.HasPrefix(m.Proto, "dcerpc") || m.Cut {
			continue
		}
		if u := m.Tree.Uncovered(nil); len(u) > 0 {
			t.Errorf("%s: message %d (%s): bytes %v lie in no field", base, m.N, m.Name, u)
		}
		if err := dissecttest.CheckTree(m.Tree); err != nil {
			t.Errorf("%s: message %d (%s): %v", base, m.N, m.Name, err)
		}
	}
}

package ntlm_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

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
	conv  *dissect.Conversation
	out   *walked
	stubs map[uint64][]byte
}

// walked is what the walkers of a capture have seen.
type walked struct {
	protected, bad int
	stubs          map[string]int // of requests, responses and faults, in hex
	errs           []string
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

func (w *walker) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Closed(fragment, c.Left()) }

var fragment = &dissect.Field{Name: "fragment", Spec: "C706 12.6", Base: dissect.Bytes}

func (w *walker) Commit(dir dissect.Dir, x *dissect.Context) {
	b := x.Bytes()
	auth := int(binary.LittleEndian.Uint16(b[10:]))
	kind, flags, call := b[2], b[3], uint64(binary.LittleEndian.Uint32(b[12:]))
	head := 24
	end := len(b)
	if auth > 0 {
		end -= auth + 8
		gss := spnego.Of(w.conv).Select(binary.LittleEndian.Uint32(b[end+4:]))
		if kind != 0 && kind != 2 && kind != 3 {
			token := len(b) - auth
			x.Pass(spnego.For(w.conv, b[token:]), token, auth, "")
			return
		}
		if kind == 0 && flags&0x80 != 0 {
			head += 16
		}
		level := b[end+1]
		pad := int(b[end+2])
		stub := b[head:end]
		if level >= 5 && gss.Context != nil {
			w.out.protected++
			var err error
			if level == 6 {
				stub, err = gss.Context.Unseal(nil, dir, b[:head], stub, b[end:end+8], b[end+8:])
			} else {
				err = gss.Context.VerifyMIC(dir, b[end+8:], b[:end+8])
			}
			if err != nil {
				w.out.bad++
				w.out.errs = append(w.out.errs, err.Error())
			}
		}
		w.take(kind, flags, call, dir, stub[:len(stub)-pad])
		return
	}
	if kind == 0 || kind == 2 || kind == 3 {
		if kind == 0 && flags&0x80 != 0 {
			head += 16
		}
		w.take(kind, flags, call, dir, b[head:end])
	}
}

func (w *walker) take(_, flags byte, call uint64, dir dissect.Dir, stub []byte) {
	key := call<<1 | uint64(dir)
	w.stubs[key] = append(w.stubs[key], stub...)
	if flags&2 == 0 {
		return
	}
	w.out.stubs[digest(w.stubs[key])]++
	delete(w.stubs, key)
}

func digest(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// labPassword is the password of every account of the lab.
const labPassword = "Lab-Pass1"

// walk reads a capture with a password.
func walk(t *testing.T, path, password string) (*walked, *dissecttest.Log) {
	t.Helper()
	out := &walked{stubs: map[string]int{}}
	rpc := &dissect.Protocol{
		Name: "rpcwalker", Title: "test", Specs: []dissect.Spec{"C706 12.6"},
		Probe: func(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
			if len(b) > 1 && b[0] == 5 && b[1] == 0 {
				return dissect.Yes
			}
			return dissect.No
		},
		New: func(c *dissect.Conversation) dissect.Handler {
			return &walker{conv: c, out: out, stubs: map[uint64][]byte{}}
		},
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{rpc, spnego.Protocol, ntlm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if err := store.AddPassword("test", "", keys.NewSecret(password)); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	eng := dissect.New(reg, dissect.Options{Keys: store, Workers: 1})
	if _, err := eng.Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return out, log
}

// expected reads what the lab's own decoder (lab/rpc_decode.py, written without
// this code) found: protected fragments and stubs.
func expected(t *testing.T, path string) (protected int, stubs map[string]int) {
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
			Stub, SHA256 string
			Frags        int
			SignatureOK  *bool
			Len          *int
		}
		if err := json.Unmarshal(in.Bytes(), &o); err != nil {
			t.Fatal(err)
		}
		if o.SignatureOK != nil {
			protected += max(1, o.Frags)
		}
		switch {
		case o.SHA256 != "":
			stubs[o.SHA256]++
		case o.Len != nil:
			b, err := hex.DecodeString(o.Stub)
			if err != nil {
				t.Fatal(err)
			}
			stubs[digest(b)]++
		}
	}
	return protected, stubs
}

func compare(t *testing.T, capture, expect string) int {
	t.Helper()
	protected, stubs := expected(t, expect)
	got, log := walk(t, capture, labPassword)
	if got.protected != protected || got.bad != 0 {
		t.Errorf("%s: want %d protected fragments, all signatures right; got %d, %d wrong %v", filepath.Base(capture), protected, got.protected, got.bad, got.errs)
	}
	for s, n := range stubs {
		if got.stubs[s] != n {
			t.Errorf("%s: a stub that occurs %d times was read %d times (sha256 %s)", filepath.Base(capture), n, got.stubs[s], s)
		}
	}
	for _, f := range log.Findings {
		switch {
		case f.Level == dissect.Must, f.Level == dissect.Malformed, f.Rule == "ntlm.proof", f.Rule == "ntlm.mic", f.Rule == "spnego.mech-list-mic":
			t.Errorf("%s: %s %s", filepath.Base(capture), f.Rule, f.Detail)
		}
	}
	return protected
}

// TestSealed holds a capture of the project against the lab's decoder: 72 sealed
// fragments of Samba's samr over NTLM.
func TestSealed(t *testing.T) {
	got, log := walk(t, "../../pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", labPassword)
	if got.protected != 72 || got.bad != 0 {
		t.Errorf("want 72 protected fragments, all signatures right; got %d, %d wrong", got.protected, got.bad)
	}
	if len(log.Messages) == 0 || len(log.Findings) != 0 {
		for _, f := range log.Findings {
			t.Errorf("finding %s %s", f.Rule, f.Detail)
		}
	}
}

// TestLab holds every protected message of the lab's captures against the lab's
// own decoder: 480 messages, raw NTLM and SPNEGO, several contexts on one
// connection, Samba and impacket.
func TestLab(t *testing.T) {
	dir := "../../../shared/lab/captures"
	list, _ := filepath.Glob(dir + "/*.expect.jsonl")
	if len(list) == 0 {
		t.Skip("no lab captures beside the repository")
	}
	total := 0
	for _, expect := range list {
		name := filepath.Base(expect)
		if name[:4] != "rpc_" && name[:5] != "dcom_" {
			continue
		}
		capture := expect[:len(expect)-len(".expect.jsonl")] + ".pcap"
		if _, err := os.Stat(capture); err != nil {
			continue
		}
		total += compare(t, capture, expect)
	}
	if total < 480 {
		t.Errorf("want at least 480 protected fragments, got %d", total)
	}
	t.Logf("%d protected fragments", total)
}

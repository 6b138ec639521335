package keys

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	random1 = strings.Repeat("0a", 32)
	random2 = strings.Repeat("0b", 32)
	master  = strings.Repeat("c1", 48)
	hash32  = strings.Repeat("d2", 32)
)

func TestParseLine(t *testing.T) {
	tests := []struct {
		line       string
		want       verdict
		label      Label
		generation uint32
		id, secret string
	}{
		{"", lineEmpty, 0, 0, "", ""},
		{"  \t\r", lineEmpty, 0, 0, "", ""},
		{"# SSL/TLS secrets log file", lineEmpty, 0, 0, "", ""},
		{"CLIENT_RANDOM " + random1 + " " + master, lineEntry, MasterSecret, 0, random1, master},
		{"CLIENT_RANDOM\t" + random1 + "  " + strings.ToUpper(master) + " \r", lineEntry, MasterSecret, 0, random1, master},
		{"RSA 50db4c395a3e4787 " + master, lineEntry, PremasterByCipherText, 0, "50db4c395a3e4787", master},
		{"RSA Session-ID:0102 Master-Key:" + master, lineEntry, MasterSecretBySession, 0, "0102", master},
		{"RSA Session-ID:" + random1 + " Master-Key:" + master, lineEntry, MasterSecretBySession, 0, random1, master},
		{"PMS_CLIENT_RANDOM " + random1 + " 0304", lineEntry, PremasterByRandom, 0, random1, "0304"},
		{"CLIENT_EARLY_TRAFFIC_SECRET " + random1 + " " + hash32, lineEntry, ClientEarlyTraffic, 0, random1, hash32},
		{"CLIENT_HANDSHAKE_TRAFFIC_SECRET " + random1 + " " + master, lineEntry, ClientHandshakeTraffic, 0, random1, master},
		{"SERVER_HANDSHAKE_TRAFFIC_SECRET " + random1 + " " + master, lineEntry, ServerHandshakeTraffic, 0, random1, master},
		{"CLIENT_TRAFFIC_SECRET_0 " + random1 + " " + hash32, lineEntry, ClientTraffic, 0, random1, hash32},
		{"SERVER_TRAFFIC_SECRET_17 " + random1 + " " + hash32, lineEntry, ServerTraffic, 17, random1, hash32},
		{"EXPORTER_SECRET " + random1 + " " + hash32, lineEntry, Exporter, 0, random1, hash32},
		{"EARLY_EXPORTER_SECRET " + random1 + " " + hash32, lineEntry, EarlyExporter, 0, random1, hash32},
		{"ECH_SECRET " + random1 + " " + hash32, lineUnknown, 0, 0, "", ""},
		{"CLIENT_TRAFFIC_SECRET_ " + random1 + " " + hash32, lineUnknown, 0, 0, "", ""},
		{"CLIENT_TRAFFIC_SECRET_4294967296 " + random1 + " " + hash32, lineUnknown, 0, 0, "", ""},
		{"hello world", lineBad, 0, 0, "", ""},
		{"CLIENT_RANDOM", lineBad, 0, 0, "", ""},
		{"CLIENT_RANDOM " + random1, lineBad, 0, 0, "", ""},
		{"CLIENT_RANDOM " + random1 + " " + hash32, lineBad, 0, 0, "", ""},           // master secrets have 48 bytes
		{"CLIENT_RANDOM " + random1[2:] + " " + master, lineBad, 0, 0, "", ""},       // randoms have 32
		{"CLIENT_RANDOM " + random1 + "0 " + master, lineBad, 0, 0, "", ""},          // odd
		{"CLIENT_RANDOM " + random1 + " " + master + "0", lineBad, 0, 0, "", ""},     // odd
		{"CLIENT_RANDOM " + random1 + " " + master + " more", lineBad, 0, 0, "", ""}, // a third value
		{"CLIENT_RANDOM " + random1 + " " + master[1:] + "g", lineBad, 0, 0, "", ""}, // no digit
		{"RSA Session-ID: Master-Key:" + master, lineBad, 0, 0, "", ""},
		{"RSA Session-ID:0102 " + master, lineBad, 0, 0, "", ""},
		{"RSA Session-ID:" + random1 + "00 Master-Key:" + master, lineBad, 0, 0, "", ""},
		{"EXPORTER_SECRET " + random1 + " 00", lineBad, 0, 0, "", ""},
	}
	for _, tt := range tests {
		key, arena, got := parseLine([]byte(tt.line), []byte("x"))
		if got != tt.want {
			t.Errorf("%q: want verdict %d, got %d", tt.line, tt.want, got)
			continue
		}
		if string(arena[:1]) != "x" || got != lineEntry && len(arena) != 1 {
			t.Errorf("%q: arena is %q", tt.line, arena)
		}
		if got != lineEntry {
			continue
		}
		if id := fmt.Sprintf("%x", key.id[:key.n]); id != tt.id || key.label != tt.label || key.generation != tt.generation {
			t.Errorf("%q: want %v %d %s, got %v %d %s", tt.line, tt.label, tt.generation, tt.id, key.label, key.generation, id)
		}
		if s := fmt.Sprintf("%x", arena[1:]); s != tt.secret {
			t.Errorf("%q: want secret %s, got %s", tt.line, tt.secret, s)
		}
	}
}

// lookup asks for a secret by hexadecimal digits.
func lookup(t *testing.T, s *Store, label Label, id string) (string, *Origin) {
	t.Helper()
	f, ok := s.Snapshot().TLS(label, unhex(t, id))
	if !ok {
		return "", nil
	}
	return fmt.Sprintf("%x", f.Secret.Bytes()), f.Origin
}

// TestKeyLogFiles reads key logs of the lab: one of TLS 1.2 with RSA key
// exchange, and one of TLS 1.3, both by OpenSSL. The wanted
// values are the columns of the files, cut by strings.Fields.
func TestKeyLogFiles(t *testing.T) {
	labels := map[string]Label{
		"CLIENT_RANDOM": MasterSecret, "RSA": PremasterByCipherText, "EXPORTER_SECRET": Exporter,
		"CLIENT_HANDSHAKE_TRAFFIC_SECRET": ClientHandshakeTraffic, "SERVER_HANDSHAKE_TRAFFIC_SECRET": ServerHandshakeTraffic,
		"CLIENT_TRAFFIC_SECRET_0": ClientTraffic, "SERVER_TRAFFIC_SECRET_0": ServerTraffic,
	}
	for name, n := range map[string]int{"ra_tls12_rsa.keys": 2, "tlsmx_tls13_aes_256_gcm_sha384.keys": 5} {
		s := New(Options{})
		r, err := s.AddKeyLogFile(filepath.Join("testdata", name), name)
		if err != nil || r.Entries != n || r.Bad != 0 || s.Snapshot().KeyLogEntries() != n {
			t.Errorf("%s: want %d entries, got %+v, %v", name, n, r, err)
		}
		seen := 0
		for line := range strings.Lines(string(testdata(t, name))) {
			w := strings.Fields(line)
			if len(w) != 3 || labels[w[0]] == 0 {
				continue
			}
			seen++
			got, origin := lookup(t, s, labels[w[0]], w[1])
			if got != w[2] {
				t.Errorf("%s: %s: want %s, got %s", name, w[0], w[2], got)
			}
			if origin.Name() != name || origin.Kind() != KindKeyLog || !origin.Used() {
				t.Errorf("%s: origin is %s %s, used %v", name, origin.Kind(), origin.Name(), origin.Used())
			}
		}
		if seen != n {
			t.Errorf("%s: want %d lines to check, got %d", name, n, seen)
		}
	}
}

// TestAllKeyLogs reads every key log of the lab and corpus: none has a bad line.
func TestAllKeyLogs(t *testing.T) {
	root := shared(t)
	var files []string
	for _, pattern := range []string{"lab/captures/*.keys", "corpus/*/*.keylog.txt"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no key logs in the shared folder")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for line := range strings.Lines(string(text)) {
			if w := strings.Fields(line); len(w) == 3 && w[0] != "#" {
				want[w[0]+" "+strings.ToLower(w[1])] = true
			}
		}
		s := New(Options{})
		r, err := s.AddKeyLogFile(file, "")
		if err != nil || r.Bad != 0 || r.Unknown != 0 || r.Entries != len(want) {
			t.Errorf("%s: want %d entries, got %+v, %v", filepath.Base(file), len(want), r, err)
		}
	}
}

func TestKeyLogCounts(t *testing.T) {
	s := New(Options{})
	text := "\xef\xbb\xbfCLIENT_RANDOM " + random1 + " " + master + "\r\n" +
		"junk line\n" + // line 2
		strings.Repeat("z", maxLineLen+1) + "\n" + // line 3
		"ECH_CONFIG " + random1 + " 00\n" +
		"CLIENT_RANDOM " + random1 + " " + master + "\n" +
		"CLIENT_RANDOM " + random1 + " " + strings.Repeat("c2", 48) + "\n" +
		"CLIENT_RANDOM " + random2 + " " + master // no line end
	r, err := s.AddKeyLog("x", []byte(text))
	want := Report{Name: "x", Lines: 7, Entries: 2, Duplicates: 1, Replaced: 1, Unknown: 1, Bad: 2, FirstBad: 2}
	if err != nil || r != want {
		t.Errorf("want %+v, got %+v, %v", want, r, err)
	}
	if got, _ := lookup(t, s, MasterSecret, random1); got != strings.Repeat("c2", 48) {
		t.Errorf("the later line does not win: %s", got)
	}
	if got := s.Reports(); len(got) != 1 || got[0] != want {
		t.Errorf("want reports [%+v], got %+v", want, got)
	}
}

// logLine makes a line for the number i.
func logLine(i int) string {
	return fmt.Sprintf("CLIENT_RANDOM %064x %096x\n", i, i+1)
}

func TestKeyLogLimit(t *testing.T) {
	s := New(Options{MaxKeyLogEntries: 10})
	var text strings.Builder
	for i := range 25 {
		text.WriteString(logLine(i))
	}
	r, err := s.AddKeyLog("x", []byte(text.String()))
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Limit != 10 || limit.Dropped != 15 || r.Entries != 10 || r.Dropped != 15 {
		t.Errorf("want 10 entries and a limit error with 15 dropped, got %+v, %v", r, err)
	}
	if n := s.Snapshot().KeyLogEntries(); n != 10 {
		t.Errorf("want 10 entries, got %d", n)
	}
	if _, err := s.AddKeyLog("x", []byte(logLine(3))); err != nil {
		t.Errorf("a known secret after the limit: %v", err)
	}
}

// TestLimitAcrossBatches checks that a limit hit in an early batch of a file is
// not forgotten by the last one.
func TestLimitAcrossBatches(t *testing.T) {
	s := New(Options{MaxKeyLogEntries: 10})
	var text strings.Builder
	for i := range publishAfter + 1 {
		text.WriteString(logLine(i))
	}
	text.WriteString(logLine(1)) // nothing is dropped in the last batch but one
	r, err := s.AddKeyLog("x", []byte(text.String()))
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Dropped != publishAfter+1-10 || r.Dropped != limit.Dropped {
		t.Errorf("want %d dropped, got %+v, %v", publishAfter+1-10, r, err)
	}
}

// TestLayers compares a store that was fed in many random batches with a plain
// map, and checks the promise about the number of layers.
func TestLayers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	s := New(Options{})
	model := map[string]string{}
	for range 300 {
		var batch strings.Builder
		for range 1 + rng.IntN(20) {
			id, secret := fmt.Sprintf("%064x", rng.IntN(1500)), fmt.Sprintf("%096x", rng.IntN(1<<30))
			batch.WriteString("CLIENT_RANDOM " + id + " " + secret + "\n")
			model[id] = secret
		}
		if _, err := s.AddKeyLog("x", []byte(batch.String())); err != nil {
			t.Fatal(err)
		}
		layers := s.Snapshot().log.layers
		total := 0
		for i, l := range layers {
			total += len(l)
			if i > 0 && len(layers[i-1]) <= 2*len(l) {
				t.Fatalf("layer %d has %d entries, the one before it %d", i, len(l), len(layers[i-1]))
			}
		}
		if total > 2*len(model) {
			t.Fatalf("%d entries are kept for %d secrets", total, len(model))
		}
	}
	if n := s.Snapshot().KeyLogEntries(); n != len(model) {
		t.Errorf("want %d entries, got %d", len(model), n)
	}
	for id, want := range model {
		if got, _ := lookup(t, s, MasterSecret, id); got != want {
			t.Errorf("%s: want %s, got %s", id, want, got)
		}
	}
	n := 0
	for k, e := range s.Snapshot().log.all {
		if want := model[fmt.Sprintf("%x", k.id)]; fmt.Sprintf("%x", *e.value) != want {
			t.Errorf("all: %x: want %s, got %x", k.id, want, *e.value)
		}
		n++
	}
	if n != len(model) {
		t.Errorf("all: want %d entries, got %d", len(model), n)
	}
}

func TestSnapshotStays(t *testing.T) {
	s := New(Options{})
	before := s.Snapshot()
	_, _ = s.AddKeyLog("x", []byte(logLine(1)))
	mid := s.Snapshot()
	_, _ = s.AddKeyLog("x", []byte(fmt.Sprintf("CLIENT_RANDOM %064x %096x\n", 1, 77)))
	id := unhex(t, fmt.Sprintf("%064x", 1))
	if _, ok := before.TLS(MasterSecret, id); ok {
		t.Error("the empty snapshot has grown")
	}
	if f, _ := mid.TLS(MasterSecret, id); fmt.Sprintf("%x", f.Secret.Bytes()) != fmt.Sprintf("%096x", 2) {
		t.Error("a kept snapshot has changed")
	}
}

func TestGenerationsAreApart(t *testing.T) {
	s := New(Options{})
	_, _ = s.AddKeyLog("x", []byte("CLIENT_TRAFFIC_SECRET_0 "+random1+" "+hash32+"\nCLIENT_TRAFFIC_SECRET_2 "+random1+" "+master+"\n"))
	id := unhex(t, random1)
	for n, want := range []int{32, 0, 48} {
		f, ok := s.Snapshot().TLSGeneration(ClientTraffic, uint32(n), id)
		if ok != (want > 0) || f.Secret.Len() != want {
			t.Errorf("generation %d: want %d bytes, got %d", n, want, f.Secret.Len())
		}
	}
	if _, ok := s.Snapshot().TLS(ServerTraffic, id); ok {
		t.Error("the client's secret was found as the server's")
	}
}

func TestSecretsBlock(t *testing.T) {
	s := New(Options{})
	if ok, err := s.AddSecretsBlock("c.pcapng", 0x57474b4c, []byte(logLine(1))); ok || err != nil || s.Snapshot().KeyLogEntries() != 0 {
		t.Errorf("a WireGuard secrets block was taken: %v, %v", ok, err)
	}
	if ok, err := s.AddSecretsBlock("c.pcapng", SecretsTypeTLSKeyLog, []byte(logLine(1))); !ok || err != nil || s.Snapshot().KeyLogEntries() != 1 {
		t.Errorf("a TLS secrets block was not taken: %v, %v", ok, err)
	}
}

func TestLookupsDoNotAllocateOnMiss(t *testing.T) {
	s := New(Options{})
	for i := range 100 {
		_, _ = s.AddKeyLog("x", []byte(logLine(i)))
	}
	if err := s.AddRSAKeyFile("testdata/ra_shadow.key", ""); err != nil {
		t.Fatal(err)
	}
	if err := s.AddKeytabFile("testdata/ktutil.keytab", ""); err != nil {
		t.Fatal(err)
	}
	id := bytes.Repeat([]byte{0xee}, 32)
	modulus := bytes.Repeat([]byte{0xee}, 256)
	found := false
	n := testing.AllocsPerRun(100, func() {
		snap := s.Snapshot()
		_, a := snap.TLS(MasterSecret, id)
		_, b := snap.TLS(PremasterByCipherText, modulus)
		_, c := snap.RSAKey(modulus)
		_, d := snap.RSAKeyLE(modulus)
		_, e := snap.KeytabKey("HTTP/Nobody@EXAMPLE.COM", 18, 0)
		found = found || a || b || c || d || e
	})
	if n != 0 || found {
		t.Errorf("want no allocation and nothing found, got %v allocations, found %v", n, found)
	}
}

// TestConcurrentUse is for the race detector; it also checks that a reader who
// has seen a secret goes on seeing it.
func TestConcurrentUse(t *testing.T) {
	s := New(Options{})
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := range 200 {
				_, _ = s.AddKeyLog(fmt.Sprint("feeder ", w), []byte(logLine(w*1000+i)))
				_ = s.AddPassword("--password", "", NewSecret("x"))
			}
		})
	}
	for range 2 {
		wg.Go(func() {
			seen := 0
			deadline := time.Now().Add(time.Minute)
			for i := 0; i < 200; {
				if time.Now().After(deadline) {
					t.Errorf("secret %d never showed", i)
					return
				}
				snap := s.Snapshot()
				if _, ok := snap.TLS(MasterSecret, unhex(t, fmt.Sprintf("%064x", i))); ok {
					i++
				}
				if n := snap.KeyLogEntries(); n < seen {
					t.Errorf("entries went from %d to %d", seen, n)
					return
				} else {
					seen = n
				}
				s.Reports()
			}
		})
	}
	wg.Wait()
	if n := s.Snapshot().KeyLogEntries(); n != 400 {
		t.Errorf("want 400 entries, got %d", n)
	}
}

func TestEmptyStores(t *testing.T) {
	var none *Store
	var zero Store
	for _, s := range []*Store{none, &zero, New(Options{})} {
		if _, ok := s.Snapshot().TLS(MasterSecret, make([]byte, 32)); ok {
			t.Error("an empty store found a secret")
		}
		if _, ok := s.Snapshot().RSAKey(nil); ok {
			t.Error("an empty store found a key")
		}
		if err := s.Poll(); err != nil {
			t.Error(err)
		}
	}
	if _, err := zero.AddKeyLog("x", []byte(logLine(1))); err != nil || zero.Snapshot().KeyLogEntries() != 1 {
		t.Errorf("the zero Store takes no secrets: %v", err)
	}
}

func TestNilSnapshot(t *testing.T) {
	var s *Snapshot
	id := make([]byte, 32)
	_, a := s.TLS(MasterSecret, id)
	_, b := s.TLSGeneration(ClientTraffic, 1, id)
	_, c := s.RSAKey(id)
	_, d := s.RSAKeyLE(id)
	_, e := s.KeytabKey("a@B", 18, 0)
	if a || b || c || d || e {
		t.Error("a nil snapshot found a secret")
	}
	n := s.KeyLogEntries() + len(s.Origins()) + len(s.InvitationPasswords()) + len(s.Invitations()) +
		len(s.RegistrationKeys()) + len(s.RSAKeys()) + len(s.KeytabKeys())
	for range s.Accounts("", "") {
		n++
	}
	for range s.All() {
		n++
	}
	if o, _ := s.Redactor().Find(id); n != 0 || o != nil {
		t.Errorf("a nil snapshot lists %d secrets", n)
	}
}

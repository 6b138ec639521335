package keys

import (
	"bytes"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzKeyLog: reading a key log in two pieces gives what reading it whole
// gives, every line has one verdict, and every entry can be found.
func FuzzKeyLog(f *testing.F) {
	f.Add(testdata(f, "ra_tls12_rsa.keys"), 100)
	f.Add(testdata(f, "tlsmx_tls13_aes_256_gcm_sha384.keys"), 7)
	f.Add([]byte("RSA Session-ID:01 Master-Key:"+master+"\r\njunk\n\xef\xbb\xbf#"), 3)
	f.Add(bytes.Repeat([]byte{'A'}, maxLineLen+2), 10)
	f.Add(append(bytes.Repeat([]byte{' '}, maxLineLen), "#\nx y\n"...), maxLineLen)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		whole, parts := New(Options{MaxKeyLogEntries: 20}), New(Options{MaxKeyLogEntries: 20})
		want, wantErr := whole.AddKeyLog("x", data)
		r := newLogReader(parts, "x")
		cut = min(max(cut, 0), len(data))
		r.write(data[:cut])
		r.write(data[cut:])
		r.finish()
		got, gotErr := r.publish()
		if got != want || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Errorf("cut at %d: want %+v %v, got %+v %v", cut, want, wantErr, got, gotErr)
		}
		lines := bytes.Count(data, []byte("\n"))
		if len(data) > 0 && data[len(data)-1] != '\n' {
			lines++
		}
		sum := want.Entries + want.Duplicates + want.Replaced + want.Unknown + want.Bad + want.Dropped
		if want.Lines != lines || sum > lines || (want.Bad > 0) != (want.FirstBad > 0) || want.FirstBad > lines {
			t.Errorf("%d lines: %+v", lines, want)
		}
		n := 0
		for key, e := range whole.Snapshot().log.all {
			found, ok := parts.Snapshot().TLSGeneration(key.label, key.generation, key.id[:key.n])
			if !ok || found.Secret.Reveal() != *e.value {
				t.Errorf("%s %x was not found", key.label, key.id)
			}
			n++
		}
		if n != want.Entries || n > 20 || n != parts.Snapshot().KeyLogEntries() {
			t.Errorf("want %d entries, got %d", want.Entries, n)
		}
	})
}

// FuzzKeytab: no entry is longer than the file, an entry that was read can be
// looked up, and what follows a cut changes nothing before it.
func FuzzKeytab(f *testing.F) {
	f.Add(testdata(f, "ktutil.keytab"))
	f.Add(keytabFile(keytabEntry("a", 7), keytabEntry("b", 1, 0, 0, 0, 9)))
	f.Add([]byte{5, 2, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 2, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		s := New(Options{})
		err := s.AddKeytab("k", data)
		keys := s.Snapshot().KeytabKeys()
		total := 0
		for _, k := range keys {
			total += k.Key.Len() + len(k.Principal) + len(k.Realm)
			if found, ok := s.Snapshot().KeytabKey(k.String(), k.EncType, k.Version); !ok || found.EncType != k.EncType {
				t.Errorf("%v was not found", k)
			}
		}
		// A separator is one byte where the file has two of length.
		if total > len(data) {
			t.Errorf("%d bytes of keytab hold %d", len(data), total)
		}
		if len(data) > 0 {
			shorter, _ := parseKeytab(data[:len(data)-1])
			if len(shorter) > len(keys) {
				t.Errorf("one byte less gives more keys (%v)", err)
			}
			for i, k := range shorter {
				if k.String() != keys[i].String() || !k.Key.Equal(keys[i].Key) {
					t.Errorf("one byte less changes key %d", i)
				}
			}
		}
	})
}

// FuzzRSAKeysINI: a key that is taken decrypts what its public key encrypted,
// and a list that is read gives its bytes back.
func FuzzRSAKeysINI(f *testing.F) {
	f.Add([]byte("[keys]\npub_exp=0x03\npub_mod=0x0b,0xa1\npri_exp=0x01\n"))
	f.Add([]byte("pub_mod=0x01,0x02,0xff"))
	// 251 * 241 = 60491; 7 * 17143 = 1 mod 60000.
	f.Add([]byte("pub_exp=0x07\npub_mod=0x4b,0xec\npri_exp=0xf7,0x42\n"))
	f.Add(testdata(f, "xrdp_rsakeys.ini"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 {
			return // long keys take long
		}
		if v, err := littleEndianList(data); err == nil {
			var text []byte
			le := v.Bytes()
			slices.Reverse(le)
			for i, b := range le {
				if i > 0 {
					text = append(text, ',')
				}
				text = fmt.Appendf(text, "0x%02x", b)
			}
			if again, err := littleEndianList(text); len(le) > 0 && (err != nil || again.Cmp(v) != 0) {
				t.Errorf("%s gives %v, then %v, %v", data, v, again, err)
			}
		}
		k, err := parseRSAKeysINI(data)
		if err != nil || k.e.Sign() == 0 {
			return
		}
		m := big.NewInt(2) // what newRSAKey has tried
		c := new(big.Int).Exp(m, k.e, k.n).Bytes()
		slices.Reverse(c)
		got, err := k.DecryptRawLE(c)
		if err != nil || len(got) != k.Size() || got[0] != 2 || bytes.ContainsFunc(got[1:], func(r rune) bool { return r != 0 }) {
			t.Errorf("want 2, got %x, %v", got, err)
		}
	})
}

// FuzzSecretsFile: no input panics, and a value never gets into an error.
func FuzzSecretsFile(f *testing.F) {
	f.Add("s3cret-value", "password")
	f.Add("x", "nthash")
	f.Fuzz(func(t *testing.T, value, key string) {
		_, _ = ParseSecrets([]byte(key + " = " + value))
		if len(value) < 8 || bytes.Contains([]byte(key), []byte(value)) {
			return
		}
		_, err := ParseSecrets([]byte("password = " + value))
		if err != nil && bytes.Contains([]byte(err.Error()), []byte(value)) && !bytes.Contains([]byte("not valid TOML (strings need quotes)must be a string or a list of strings"), []byte(value)) {
			t.Errorf("the error %q quotes %q", err, value)
		}
	})
}

// FuzzRSAKeys: PEM, DER and whatever else a file of keys may hold. A key that was
// read is one that can be computed with and found by its modulus.
func FuzzRSAKeys(f *testing.F) {
	f.Add([]byte("-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n"))
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n"))
	f.Add([]byte{0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x00, 0x02, 0x81, 0x80})
	for _, name := range []string{"http_server.key"} {
		if b, err := os.ReadFile(filepath.Join("testdata", name)); err == nil {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := New(Options{})
		err := s.AddRSAKeys("k", data)
		list := s.Snapshot().RSAKeys()
		if err == nil && len(list) == 0 {
			t.Error("neither a key nor an error")
		}
		for _, k := range list {
			if found, ok := s.Snapshot().RSAKey(k.Modulus()); !ok || found.Bits() != k.Bits() {
				t.Errorf("a key of %d bits was not found", k.Bits())
			}
			if k.Bits() <= 4096 {
				k.DecryptRaw(make([]byte, k.Size()))
				k.DecryptPremaster(bytes.Repeat([]byte{1}, k.Size()))
			}
		}
	})
}

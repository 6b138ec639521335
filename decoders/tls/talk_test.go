package tls

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	gotls "crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// piece is one write to the wire: one or more records.
type piece struct {
	dir dissect.Dir
	b   []byte
}

// wire is a connection that remembers what was written to it, in order.
type wire struct {
	net.Conn
	dir dissect.Dir
	mu  *sync.Mutex
	log *[]piece
}

func (w *wire) Write(b []byte) (int, error) {
	w.mu.Lock()
	*w.log = append(*w.log, piece{w.dir, bytes.Clone(b)})
	w.mu.Unlock()
	return w.Conn.Write(b)
}

// talk lets the TLS of the standard library hold a conversation: the client
// sends ask, then the server each of answers in a record of its own. It returns
// the records and the key log.
func talk(t testing.TB, client, server *gotls.Config, ask string, answers []string) ([]piece, []byte) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no loopback: %v", err)
	}
	defer l.Close()
	a, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var mu sync.Mutex
	var log []piece
	var keyLog bytes.Buffer
	client.KeyLogWriter = &keyLog
	client.InsecureSkipVerify = true
	client.ServerName = "host.lab.test"
	c := gotls.Client(&wire{a, dissect.FromClient, &mu, &log}, client)
	s := gotls.Server(&wire{b, dissect.FromServer, &mu, &log}, server)
	done := make(chan error, 1)
	go func() {
		in := make([]byte, len(ask))
		if _, err := io.ReadFull(s, in); err != nil {
			done <- err
			return
		}
		for _, x := range answers {
			if _, err := s.Write([]byte(x)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	a.SetDeadline(time.Now().Add(10 * time.Second))
	b.SetDeadline(time.Now().Add(10 * time.Second))
	n := 0
	for _, x := range answers {
		n += len(x)
	}
	if err := c.Handshake(); err != nil {
		t.Fatal(err)
	}
	read := make(chan error, 1)
	go func() {
		_, err := io.ReadFull(c, make([]byte, n))
		read <- err
	}()
	if _, err := c.Write([]byte(ask)); err != nil {
		t.Fatal(err)
	}
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	return split(log), keyLog.Bytes()
}

// split cuts what was written into records.
func split(log []piece) []piece {
	var out []piece
	for _, p := range log {
		for b := p.b; len(b) >= headerLen; {
			n := headerLen + int(b[3])<<8 + int(b[4])
			out = append(out, piece{p.dir, b[:n]})
			b = b[n:]
		}
	}
	return out
}

// hear hands records to the decoder and returns what it opened and all else. A
// piece without bytes is a gap; before is called with the number of each piece.
func hear(t *testing.T, store *keys.Store, pieces []piece, before func(i int)) ([2][]byte, *State, *dissecttest.Log) {
	t.Helper()
	var got [2][]byte
	made := Protocol.New
	defer func() { Protocol.New = made }()
	Protocol.New = func(c *dissect.Conversation) dissect.Handler {
		h := made(c).(*handler)
		h.opened = func(_ *layer, dir dissect.Dir, b []byte) { got[dir] = append(got[dir], b...) }
		return h
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{Protocol, anyProtocol})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	d := dissect.NewDirect(reg, Protocol, log, dissect.Options{Keys: store, Panic: func(v any, stack []byte) {
		t.Errorf("panic: %v\n%s", v, stack)
	}})
	for i, p := range pieces {
		if before != nil {
			before(i)
		}
		if len(p.b) == 0 {
			d.Gap(p.dir, 400)
			continue
		}
		if err := d.Stream(p.dir, p.b); err != nil {
			t.Fatal(err)
		}
	}
	state := Of(d.Conversation())
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return got, state, log
}

// withLog is a store that holds a key log.
func withLog(t testing.TB, keyLog []byte) *keys.Store {
	t.Helper()
	s := keys.New(keys.Options{})
	if _, err := s.AddKeyLog("test.keys", keyLog); err != nil {
		t.Fatal(err)
	}
	return s
}

// serverKey is the throw-away key of pcaps/tls.
func serverKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	data, err := os.ReadFile("../../pcaps/tls/http_server.key")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(data)
	k, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func selfSigned(t testing.TB, key crypto.Signer) gotls.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "host.lab.test", Organization: []string{"lab"}},
		NotBefore: time.Unix(1700000000, 0), NotAfter: time.Unix(1900000000, 0), DNSNames: []string{"host.lab.test"},
	}, &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "host.lab.test", Organization: []string{"lab"}},
	}, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return gotls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// long is answers of several sizes, among them the longest that fits into a record.
func long() []string {
	var out []string
	for i, n := range []int{1, 15, 16, 17, 100, 1400, 16384, 3} {
		out = append(out, string(bytes.Repeat([]byte{byte('a' + i)}, n)))
	}
	return out
}

func join(list []string) string {
	var b bytes.Buffer
	for _, s := range list {
		b.WriteString(s)
	}
	return b.String()
}

// suites of the standard library by version, and whether a private key opens them.
var talkSuites = []struct {
	id      uint16
	version uint16
	rsa     bool
}{
	{gotls.TLS_RSA_WITH_RC4_128_SHA, versionTLS10, true},
	{gotls.TLS_RSA_WITH_3DES_EDE_CBC_SHA, versionTLS10, true},
	{gotls.TLS_RSA_WITH_AES_128_CBC_SHA, versionTLS10, true},
	{gotls.TLS_RSA_WITH_AES_256_CBC_SHA, versionTLS11, true},
	{gotls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, versionTLS11, false},
	{gotls.TLS_RSA_WITH_AES_128_CBC_SHA256, versionTLS12, true},
	{gotls.TLS_RSA_WITH_AES_128_GCM_SHA256, versionTLS12, true},
	{gotls.TLS_RSA_WITH_AES_256_GCM_SHA384, versionTLS12, true},
	{gotls.TLS_ECDHE_RSA_WITH_RC4_128_SHA, versionTLS12, false},
	{gotls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, versionTLS12, false},
	{gotls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, versionTLS12, false},
	{gotls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, versionTLS12, false},
	{gotls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, versionTLS12, false},
	{gotls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, versionTLS12, false},
	{0, versionTLS13, false},
}

func configs(t testing.TB, id, version uint16) (client, server *gotls.Config) {
	cert := selfSigned(t, serverKey(t))
	client = &gotls.Config{MinVersion: version, MaxVersion: version, NextProtos: []string{"lab/1"}}
	server = &gotls.Config{MinVersion: version, MaxVersion: version, NextProtos: []string{"lab/1"}, Certificates: []gotls.Certificate{cert}}
	if id != 0 {
		client.CipherSuites, server.CipherSuites = []uint16{id}, []uint16{id}
	}
	return client, server
}

// What the standard library says to itself is opened, with the key log and,
// where the key exchange allows it, with the key of the server.
func TestTalk(t *testing.T) {
	for _, s := range talkSuites {
		client, server := configs(t, s.id, s.version)
		pieces, keyLog := talk(t, client, server, "question", long())
		name := fmt.Sprintf("%s %04x", gotls.CipherSuiteName(s.id), s.version)
		check := func(how string, store *keys.Store) {
			got, state, log := hear(t, store, pieces, nil)
			if string(got[0]) != "question" || string(got[1]) != join(long()) {
				t.Errorf("%s with %s: opened %d and %d bytes, want %d and %d", name, how, len(got[0]), len(got[1]), len("question"), len(join(long())))
			}
			if !state.Open || state.With == "" || state.Version != s.version || state.Protocol != "lab/1" || state.ServerName != "host.lab.test" {
				t.Errorf("%s with %s: state is %+v", name, how, state)
			}
			for _, f := range log.Findings {
				if f.Level == dissect.Must || f.Level == dissect.Malformed {
					t.Errorf("%s with %s: %s %s", name, how, f.Rule, f.Detail)
				}
			}
		}
		check("key log", withLog(t, keyLog))
		if s.rsa {
			store := keys.New(keys.Options{})
			if err := store.AddRSAKeyFile("../../pcaps/tls/http_server.key", "server.key"); err != nil {
				t.Fatal(err)
			}
			check("RSA key", store)
		}
		got, state, _ := hear(t, keys.New(keys.Options{}), pieces, nil)
		if len(got[0])+len(got[1]) > 0 || state.Open {
			t.Errorf("%s: opened without a secret", name)
		}
		if len(state.Needs()) == 0 || state.SessionSecretsOnly() == s.rsa {
			t.Errorf("%s: needs %v, session secrets only %v", name, state.Needs(), state.SessionSecretsOnly())
		}
	}
}

// A resumed session is opened with its key log, by ticket and by PSK, and so is
// one with a client certificate and an elliptic-curve key of the server.
func TestResumed(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []uint16{versionTLS12, versionTLS13} {
		client, server := configs(t, 0, version)
		server.Certificates = []gotls.Certificate{selfSigned(t, key)}
		server.ClientAuth = gotls.RequireAnyClientCert
		client.Certificates = []gotls.Certificate{selfSigned(t, serverKey(t))}
		client.ClientSessionCache = gotls.NewLRUClientSessionCache(4)
		var first []byte
		for i := range 2 {
			pieces, keyLog := talk(t, client, server, "question", []string{"answer"})
			if i == 0 {
				first = keyLog
			} else if version == versionTLS12 {
				// The standard library does not log the master secret again.
				keyLog = relabel(t, first, pieces)
			}
			got, state, _ := hear(t, withLog(t, keyLog), pieces, nil)
			if i == 1 && version == versionTLS12 && !state.Resumed {
				t.Error("the second connection was not resumed")
			}
			if string(got[0]) != "question" || string(got[1]) != "answer" {
				t.Errorf("version %04x, connection %d: opened %q and %q", version, i, got[0], got[1])
			}
			if i == 0 && (len(state.Certificates) != 1 || state.Certificates[0].Subject != "O=lab,CN=host.lab.test" || state.Certificates[0].Bits != 256) {
				t.Errorf("version %04x: certificates %+v", version, state.Certificates)
			}
		}
	}
}

// relabel writes the master secret of a key log under the client random of
// another connection, as OpenSSL and NSS do when a session is resumed.
func relabel(t *testing.T, keyLog []byte, pieces []piece) []byte {
	t.Helper()
	words := bytes.Fields(keyLog)
	for _, p := range pieces {
		if p.dir == dissect.FromClient && p.b[0] == typeHandshake && p.b[headerLen] == typeClientHello {
			return fmt.Appendf(nil, "CLIENT_RANDOM %x %s\n", p.b[headerLen+6:headerLen+38], words[2])
		}
	}
	t.Fatal("no ClientHello")
	return nil
}

// After lost records the rest is opened where the cipher allows it.
func TestLost(t *testing.T) {
	var answers []string
	for i := range 40 {
		answers = append(answers, fmt.Sprintf("[answer number %02d]", i))
	}
	for _, s := range talkSuites {
		client, server := configs(t, s.id, s.version)
		client.DynamicRecordSizingDisabled, server.DynamicRecordSizingDisabled = true, true
		pieces, keyLog := talk(t, client, server, "question", answers)
		var cut []piece
		last := len(pieces) - 20 // some of the answers; all that follow are the server's
		for i, p := range pieces {
			switch {
			case i == last:
				cut = append(cut, piece{dissect.FromServer, nil})
			case i > last && i < last+5:
			default:
				cut = append(cut, p)
			}
		}
		got, _, log := hear(t, withLog(t, keyLog), cut, nil)
		name := fmt.Sprintf("%s %04x", gotls.CipherSuiteName(s.id), s.version)
		stream := s.id == gotls.TLS_RSA_WITH_RC4_128_SHA || s.id == gotls.TLS_ECDHE_RSA_WITH_RC4_128_SHA
		if end := bytes.HasSuffix(got[1], []byte("[answer number 38][answer number 39]")); end == stream {
			t.Errorf("%s: opened the end: %v", name, end)
		}
		for _, f := range log.Findings {
			if f.Level == dissect.Malformed && !f.Tainted {
				t.Errorf("%s: %s %s", name, f.Rule, f.Detail)
			}
		}
	}
}

// A record with a changed bit is reported and stays closed; the next one is opened.
func TestDamaged(t *testing.T) {
	for _, s := range talkSuites {
		client, server := configs(t, s.id, s.version)
		pieces, keyLog := talk(t, client, server, "question", []string{"first", "second", "third"})
		n := len(pieces) - 2
		pieces[n].b = bytes.Clone(pieces[n].b)
		pieces[n].b[len(pieces[n].b)-1] ^= 1
		got, _, log := hear(t, withLog(t, keyLog), pieces, nil)
		name := fmt.Sprintf("%s %04x", gotls.CipherSuiteName(s.id), s.version)
		found := 0
		for _, f := range log.Findings {
			if f.Rule == RecordTag.ID {
				found++
			}
		}
		// Go splits the first records of CBC suites of TLS 1.0, and the last block of a damaged
		// record of TLS 1.0 is the IV of the next one.
		chained := s.version == versionTLS10 && s.id != gotls.TLS_RSA_WITH_RC4_128_SHA
		if found == 0 || found > 1 && !chained {
			t.Errorf("%s: %d findings", name, found)
		}
		if bytes.Contains(got[1], []byte("second")) && !chained {
			t.Errorf("%s: opened %q", name, got[1])
		}
		if !bytes.Contains(got[1], []byte("third")) && !chained {
			t.Errorf("%s: opened %q and not the end", name, got[1])
		}
	}
}

// Secrets that come while the connection goes on open what follows.
func TestLateSecrets(t *testing.T) {
	for _, s := range talkSuites {
		client, server := configs(t, s.id, s.version)
		pieces, keyLog := talk(t, client, server, "question", []string{"first", "second", "third"})
		store := keys.New(keys.Options{})
		got, _, log := hear(t, store, pieces, func(i int) {
			if i == len(pieces)-1 {
				if _, err := store.AddKeyLog("late.keys", keyLog); err != nil {
					t.Fatal(err)
				}
			}
		})
		name := fmt.Sprintf("%s %04x", gotls.CipherSuiteName(s.id), s.version)
		if !bytes.HasSuffix([]byte("third"), got[1]) || len(got[1]) < 4 {
			t.Errorf("%s: opened %q and %q", name, got[0], got[1])
		}
		for _, f := range log.Findings {
			if f.Rule == RecordTag.ID {
				t.Errorf("%s: %s %s", name, f.Rule, f.Detail)
			}
		}
	}
}

// A connection inside of another one is opened as well, each with its own keys.
func TestNested(t *testing.T) {
	client, server := configs(t, 0, versionTLS13)
	inner, innerLog := talk(t, client, server, "inner question", []string{"inner answer"})
	var ask string
	var answers []string
	for _, p := range inner {
		if p.dir == dissect.FromClient {
			ask += string(p.b)
		} else {
			answers = append(answers, string(p.b))
		}
	}
	client, server = configs(t, gotls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, versionTLS12)
	client.NextProtos, server.NextProtos = nil, nil
	outer, outerLog := talk(t, client, server, ask, answers)
	got, state, log := hear(t, withLog(t, append(outerLog, innerLog...)), outer, nil)
	if !bytes.HasSuffix(got[1], []byte("inner answer")) {
		t.Errorf("opened %d bytes, which do not end with the inner answer", len(got[1]))
	}
	if state.Version != versionTLS12 || state.Protocol != "" {
		t.Errorf("the outer connection is %s with ALPN %q", state.Cipher(), state.Protocol)
	}
	if s := log.Ended[0].Security; len(s) != 2 || s[0].Kind != "tls" || s[1].Kind != "tls 2" || !s[0].Open || !s[1].Open {
		t.Errorf("protection is %+v", s)
	}
	for _, f := range log.Findings {
		if f.Level == dissect.Must || f.Level == dissect.Malformed {
			t.Errorf("%s %s", f.Rule, f.Detail)
		}
	}
}

// Where the change of keys itself was lost, what follows is opened all the same,
// but for a stream cipher, of which a record is missing then.
func TestLostChange(t *testing.T) {
	for _, s := range talkSuites {
		client, server := configs(t, s.id, s.version)
		pieces, keyLog := talk(t, client, server, "question", []string{"first", "second", "third"})
		var cut []piece
		seen := 0
		for _, p := range pieces {
			lose := p.dir == dissect.FromServer && p.b[0] == typeChangeCipherSpec
			if s.version == versionTLS13 && p.dir == dissect.FromServer && p.b[0] == typeApplicationData {
				seen++
				lose = seen == 4 // EncryptedExtensions, Certificate, CertificateVerify, Finished
			}
			if lose {
				p.b = nil
			}
			cut = append(cut, p)
		}
		got, _, log := hear(t, withLog(t, keyLog), cut, nil)
		name := fmt.Sprintf("%s %04x", gotls.CipherSuiteName(s.id), s.version)
		stream := s.id == gotls.TLS_RSA_WITH_RC4_128_SHA || s.id == gotls.TLS_ECDHE_RSA_WITH_RC4_128_SHA
		if string(got[0]) != "question" || !bytes.HasSuffix(got[1], []byte("secondthird")) && !stream {
			t.Errorf("%s: opened %q and %q", name, got[0], got[1])
		}
		for _, f := range log.Findings {
			if (f.Level == dissect.Must || f.Level == dissect.Malformed) && !f.Tainted {
				t.Errorf("%s: %s %s", name, f.Rule, f.Detail)
			}
		}
	}
}

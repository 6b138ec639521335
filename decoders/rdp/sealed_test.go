package rdp_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

const (
	capture    = pcaps + "ra_rdp_rc4_128.pcap"
	captureKey = pcaps + "ra_shadow.key"
)

// TestWrongMAC: one bit of a MAC is changed. That is one finding, and the packet
// is read all the same.
func TestWrongMAC(t *testing.T) {
	good, bad := open(t, capture, captureKey), open(t, pcaps+"mac-wrong.pcap", captureKey)
	var got []string
	for _, f := range bad.log.Findings {
		if conforming(f) {
			got = append(got, fmt.Sprint(f.Frames, f.Level, f.Rule, f.Off, f.Len))
		}
	}
	if want := []string{fmt.Sprint([]uint64{57}, dissect.Must, rdp.MACVerifies.ID, 4, 8)}; !slices.Equal(got, want) {
		t.Errorf("want %v, got %v", want, got)
	}
	if diff := cmp.Diff(good.lines, bad.lines); diff != "" {
		t.Errorf("messages of channels (-without +with the change):\n%s", diff)
	}
}

// TestClosed reads a capture without its key. Nothing is opened, nothing is
// blamed on the peers, and what would open it is known.
func TestClosed(t *testing.T) {
	r := open(t, capture, "")
	if r.security != "RC4-128 closed" {
		t.Errorf("want RC4-128, closed, got %s", r.security)
	}
	if len(r.lines[0])+len(r.lines[1]) > 0 {
		t.Errorf("messages of channels were read: %v", r.lines)
	}
	for _, f := range r.log.Findings {
		if conforming(f) {
			t.Errorf("%s %s", f.Rule, f.Detail)
		}
	}
	b, err := os.ReadFile(captureKey)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	n := key.N.Bytes()
	sum := sha256.Sum256(n)
	want := []string{"RSA private key of 2048 bits, modulus " + hex.EncodeToString(n[:8]) + "… (SHA-256 " + hex.EncodeToString(sum[:]) + ")"}
	if !slices.Equal(r.needs, want) {
		t.Errorf("needs: want %v, got %v", want, r.needs)
	}
	if n := open(t, capture, captureKey).needs; n != nil {
		t.Errorf("an open connection needs %v", n)
	}
}

// TestGap leaves frames out. From there on the direction stays closed, without a
// word about its peer; the other direction is read to its end.
func TestGap(t *testing.T) {
	whole := open(t, capture, captureKey)
	for dir, frame := range map[dissect.Dir]int{dissect.FromClient: 70, dissect.FromServer: 61} {
		r := openFrom(t, without(t, capture, func(n int) bool { return n == frame }), captureKey)
		if r.security != "RC4-128" {
			t.Errorf("want RC4-128, open, got %s", r.security)
		}
		if !slices.Equal(r.lines[dir.Other()], whole.lines[dir.Other()]) {
			t.Errorf("without frame %d, the other direction: want %v, got %v", frame, whole.lines[dir.Other()], r.lines[dir.Other()])
		}
		lost, all := r.lines[dir], whole.lines[dir]
		if len(lost) >= len(all) || !slices.Equal(lost, all[:len(lost)]) {
			t.Errorf("without frame %d: want the front of %v, got %v", frame, all, lost)
		}
		closed := 0
		for _, m := range r.log.Messages {
			if strings.Contains(m.Info, "the state of the cipher is lost") {
				closed++
				if m.Dir != dir || m.Carrier {
					t.Errorf("message %d: from the %v, carrier %v", m.N, m.Dir, m.Carrier)
				}
			}
		}
		if closed == 0 {
			t.Errorf("without frame %d: no message says that it is closed", frame)
		}
		for _, f := range r.log.Findings {
			if conforming(f) && !f.Tainted {
				t.Errorf("without frame %d: message %d: %s %s", frame, f.Message, f.Rule, f.Detail)
			}
		}
	}
}

// TestMissedStart begins behind the Security Exchange: there are no keys.
func TestMissedStart(t *testing.T) {
	r := openFrom(t, without(t, capture, func(n int) bool { return n <= 47 }), captureKey)
	if len(r.lines[0])+len(r.lines[1]) > 0 {
		t.Errorf("messages of channels were read: %v", r.lines)
	}
	if r.security != "unknown closed" {
		t.Errorf("want an unknown cipher, got %s", r.security)
	}
	for _, f := range r.log.Findings {
		if conforming(f) {
			t.Errorf("message %d: %s %s %s", f.Message, f.Level, f.Rule, f.Detail)
		}
	}
}

// TestKeyFits reads connections that the key of their modulus does not open: one
// bit of the encrypted client random is changed, or one of the server random, so
// that only the MACs tell.
func TestKeyFits(t *testing.T) {
	b, err := os.ReadFile(capture)
	if err != nil {
		t.Fatal(err)
	}
	// Method 2, level 2, the length of the random, then that of the certificate.
	block := []byte{2, 0, 0, 0, 2, 0, 0, 0, 32, 0, 0, 0}
	i := bytes.Index(b, block)
	if i < 0 {
		t.Fatal("no security block in the capture")
	}
	b[i+len(block)+4] ^= 1
	src, err := source.NewReader(bytes.NewReader(b), "server random", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*reading{
		"client random": open(t, pcaps+"random-wrong.pcap", captureKey),
		"server random": openFrom(t, src, captureKey),
	} {
		n := 0
		for _, f := range r.log.Findings {
			switch {
			case f.Rule == rdp.KeyFits.ID:
				n++
			case conforming(f):
				t.Errorf("%s: %s %s", name, f.Rule, f.Detail)
			}
		}
		if n != 1 || r.security != "RC4-128 closed" {
			t.Errorf("%s: want one finding and a closed connection, got %d and %s", name, n, r.security)
		}
		if len(r.lines[0])+len(r.lines[1]) > 0 {
			t.Errorf("%s: messages of channels were read: %v", name, r.lines)
		}
	}
}

// without is a capture without some of its frames, which are numbered from 1.
func without(t *testing.T, name string, drop func(n int) bool) dissect.Source {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out, rest := slices.Clone(b[:24]), b[24:]
	for n := 1; len(rest) >= 16; n++ {
		size := 16 + int(binary.LittleEndian.Uint32(rest[8:]))
		if !drop(n) {
			out = append(out, rest[:size]...)
		}
		rest = rest[size:]
	}
	src, err := source.NewReader(bytes.NewReader(out), filepath.Base(name), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

package kerberos

import (
	"testing"

	"github.com/radissect/radissect/dissect"
)

// TestRC4 opens tokens of RFC 4757 that a script of its own made: a Wrap token, one
// whose data was sent apart between two parts that are signed only, and a MIC token
// under the initiator's subkey.
func TestRC4(t *testing.T) {
	key := func(first byte) Key {
		k := Key{Type: RC4HMAC}
		for i := range byte(16) {
			k.Value = append(k.Value, first+i)
		}
		return k
	}
	x := NewContext(key(0), key(16), key(32))
	wrap := unhex(t, "603606092a864886f712010202020111001000ffff3787d9e4c19c8a1bdbe57f39748f43ae2cbec46b5b7b942b3735c453788861254e9a7e")
	if got, err := x.Unwrap(nil, dissect.FromClient, wrap); err != nil || string(got) != "plain text" {
		t.Errorf("Wrap token: want plain text, got %q (%v)", got, err)
	}
	if _, err := x.Unwrap(nil, dissect.FromServer, wrap); err != ErrIntegrity {
		t.Errorf("Wrap token of the other side: want %v, got %v", ErrIntegrity, err)
	}
	token := unhex(t, "602b06092a864886f712010202020111001000ffff183533de228ea2a8108e85ae388ebc0fb2280608c354c137")
	sealed := unhex(t, "65a1592caa08d6fed2ff00119e868bb9")
	got, err := x.Unseal(nil, dissect.FromServer, []byte("header"), sealed, []byte("trailer"), token)
	if err != nil || string(got) != "sealed stub data" {
		t.Errorf("token apart: want sealed stub data, got %q (%v)", got, err)
	}
	if _, err := x.Unseal(nil, dissect.FromServer, []byte("headex"), sealed, []byte("trailer"), token); err != ErrIntegrity {
		t.Errorf("changed header: want %v, got %v", ErrIntegrity, err)
	}
	mic := unhex(t, "602306092a864886f71201020201011100ffffffffd377abfb5a5cc8476565d8195731a01a")
	if err := x.VerifyMIC(dissect.FromServer, mic, []byte("mess"), []byte("age")); err != nil {
		t.Errorf("MIC token: %v", err)
	}
	if err := x.VerifyMIC(dissect.FromServer, mic, []byte("massage")); err != ErrIntegrity {
		t.Errorf("MIC of another message: want %v, got %v", ErrIntegrity, err)
	}
	for n := range token {
		if _, err := x.Unseal(nil, dissect.FromServer, []byte("header"), sealed, []byte("trailer"), token[:n]); err == nil {
			t.Errorf("%d bytes of %d are accepted", n, len(token))
		}
	}
}

package credssp

import (
	"encoding/hex"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// TestBound checks the binding of a channel. The hashes were computed with sha256sum
// over the bytes that MS-CSSP 3.1.5 names.
func TestBound(t *testing.T) {
	key, nonce := []byte("public key"), make([]byte, 32)
	unhex := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	client := unhex("86a6a3108ff59a8eaf92182e6047332dc3865a446f75fb7caa6769ef363c5756")
	server := unhex("729579ea0e362d95dcfb027c2a5e78beabf34ec207d9e8b78683b17184452143")
	for _, c := range []struct {
		name              string
		dir               dissect.Dir
		plain, nonce, key []byte
		want              bool
	}{
		{"hash of the client", dissect.FromClient, client, nonce, key, true},
		{"hash of the server", dissect.FromServer, server, nonce, key, true},
		{"hash of the client, sent back", dissect.FromServer, client, nonce, key, false},
		{"hash of another key", dissect.FromClient, client, nonce, []byte("public kex"), false},
		{"key", dissect.FromClient, key, nil, key, true},
		{"key plus one", dissect.FromServer, []byte("qublic key"), nil, key, true},
		{"key, sent back", dissect.FromServer, key, nil, key, false},
		{"0xFF plus one", dissect.FromServer, []byte{0, 1}, nil, []byte{0xFF, 1}, true},
		{"nothing", dissect.FromClient, nil, nil, nil, false},
		{"a part of the key", dissect.FromClient, key[:4], nil, key, false},
	} {
		if got := bound(c.dir, c.plain, c.nonce, c.key); got != c.want {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

package invitation_test

import (
	"crypto/md5"
	stdrc4 "crypto/rc4"
	"testing"
	"unicode/utf16"
)

// wide is s in UTF-16LE.
func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// rc4 encrypts with the MD5 of the password in UTF-16LE, MS-RAI 6 note 17.
func rc4(t *testing.T, password string, b []byte) []byte {
	t.Helper()
	key := md5.Sum(wide(password))
	c, err := stdrc4.NewCipher(key[:])
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

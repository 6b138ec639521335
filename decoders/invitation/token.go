package invitation

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding"
	"unicode/utf16"
)

// A Role is the side that a token is of, in the word that goes into it.
type Role string

// The roles, MS-RA 2.2.4.
const (
	Novice Role = "NOVICE"
	Expert Role = "EXPERT"
)

// rounds is how often hashes are iterated, MS-RA 2.2.4 and MS-RAIOP 3.1.5.1.
const rounds = 100_000

// passwordTail is how many characters of the password go into a token. MS-RA
// 2.2.4 says six bytes; its example has six characters, and so has the password of
// MS-RAIOP 3.1.5.1.
const passwordTail = 6

// Token is the session authorization token of version 3, MS-RA 2.2.4: the
// iterated hash of the end of the password, the role, and the connection string.
// It takes some 100,000 SHA-1 rounds, tens of milliseconds. The connection string
// must be exactly the one that both sides have.
func Token(role Role, password, connectionString string) [sha1.Size]byte {
	units := utf16.Encode([]rune(password))
	tail := string(utf16.Decode(units[max(0, len(units)-passwordTail):]))
	return iterated(wide(tail + string(role) + connectionString))
}

// CheckToken reports whether token is the one of the role. The raw 20 bytes are
// expected; MS-RA 2.2.1.15 puts them into a BSTR and does not say that they are
// written in another way.
func CheckToken(token []byte, role Role, password, connectionString string) bool {
	want := Token(role, password, connectionString)
	return subtle.ConstantTimeCompare(want[:], token) == 1
}

// iterated is SHA-1 of base and the hash before it, from twenty zero bytes on,
// 100,000 times. The state behind base is the same in every round and is worked out
// once, so long connection strings cost no more than short ones.
func iterated(base []byte) (prev [sha1.Size]byte) {
	h := sha1.New()
	h.Write(base)
	state, err := h.(encoding.BinaryMarshaler).MarshalBinary()
	restore, ok := h.(encoding.BinaryUnmarshaler)
	if err != nil || !ok {
		return slowIterated(base)
	}
	for range rounds {
		if restore.UnmarshalBinary(state) != nil {
			return slowIterated(base)
		}
		h.Write(prev[:])
		h.Sum(prev[:0])
	}
	return prev
}

// slowIterated is iterated without the shortcut.
func slowIterated(base []byte) (prev [sha1.Size]byte) {
	b := append(append([]byte(nil), base...), prev[:]...)
	for range rounds {
		copy(b[len(base):], prev[:])
		prev = sha1.Sum(b)
	}
	return prev
}

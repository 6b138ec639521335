package invitation

import (
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

// ProofSize is the length of a proof in bytes: a length of four bytes and 14
// characters of UTF-16.
const ProofSize = 4 + 2*stubLength

// Proof is what an expert shows to prove that it knows the password: the pass
// stub in UTF-16LE behind its length in bytes, encrypted by RC4 with the MD5 of
// the password as key (MS-RAI 6 note 17). It travels as the payload of
// EXPERT_ON_VISTA (MS-RA 2.2.1.12) and in hexadecimal as PASS of the expert blob
// (MS-RA 2.2.1.4).
func Proof(password, stub string) []byte {
	text := wide(stub)
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(text)))
	return openRC4(password, append(b, text...))
}

// CheckProof reports whether proof proves the password for the pass stub.
func CheckProof(password, stub string, proof []byte) bool {
	return subtle.ConstantTimeCompare(Proof(password, stub), proof) == 1
}

// OpenProof decrypts a proof: with the right password it gives the pass stub that
// the expert was given. It reports false where what comes out is not 14 characters
// behind their length, which is the mark of a wrong password, so a password can be
// checked without the invitation.
func OpenProof(password string, proof []byte) (stub string, ok bool) {
	if len(proof) != ProofSize {
		return "", false
	}
	plain := openRC4(password, proof)
	if binary.LittleEndian.Uint32(plain) != ProofSize-4 {
		return "", false
	}
	for i := 4; i < ProofSize; i += 2 {
		if plain[i+1] != 0 || plain[i] <= ' ' || plain[i] >= 0x7f {
			return "", false
		}
	}
	return xmltag.Wide(plain[4:]).String(), true
}

// ParseProof takes a proof out of what carries it: the 32 bytes alone, or behind
// their length as a BSTR (MS-DTYP 2.2.5), or in hexadecimal as 8-bit or UTF-16
// text. Both binary forms are read because MS-RA 2.2.1.12 describes the second and
// FreeRDP sends the first.
func ParseProof(b []byte) ([]byte, bool) {
	switch {
	case len(b) == ProofSize:
		return b, true
	case len(b) >= ProofSize+4 && len(b) <= ProofSize+6 && binary.LittleEndian.Uint32(b) == ProofSize:
		return b[4 : 4+ProofSize], true
	}
	t, _ := textOf(b)
	text := strings.TrimRight(t.String(), "\x00")
	if len(text) != 2*ProofSize {
		return nil, false
	}
	out, err := hex.DecodeString(text)
	return out, err == nil
}

package invitation

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/binary"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

// PublicKeyBlob is the RSA_PUBLIC_KEY of a proprietary certificate, MS-RDPBCGR
// 2.2.1.4.3.1.1.1, which KH and KH2 are the hash of: the magic "RSA1", lengths,
// the exponent, and the modulus, little-endian with eight zero bytes behind it.
func PublicKeyBlob(key *rsa.PublicKey) []byte {
	size := (key.N.BitLen() + 7) / 8
	b := append(make([]byte, 0, 20+size+8), "RSA1"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(size+8))       // keylen
	b = binary.LittleEndian.AppendUint32(b, uint32(8*size))       // bitlen
	b = binary.LittleEndian.AppendUint32(b, uint32(size-1))       // datalen
	b = binary.LittleEndian.AppendUint32(b, uint32(int32(key.E))) // pubExp
	modulus := key.N.FillBytes(make([]byte, size))
	for i := range modulus {
		b = append(b, modulus[size-1-i])
	}
	return append(b, make([]byte, 8)...)
}

// A KeyHash is the hash by which an invitation names the key of the novice.
type KeyHash struct {
	Name string // where it stands: "KH", "KH2", or "protocolSpecificParms"
	Hash string // "sha1", "sha256", "sha384" or "sha512"
	Sum  []byte
}

// KeyHashes lists the hashes of the server's key in the invitation, the one that
// decides first: KH2 where it is there, else KH (MS-RAI 2.2.2). For a connection
// string 1 it is protocolSpecificParms, which looks like a KH; that it is one is
// inferred. Values of another form are left out.
func (i *Invitation) KeyHashes() []KeyHash {
	var list []KeyHash
	if s := i.String2; s != nil {
		t := xmltag.Narrow([]byte(s.KH2.Text))
		for _, h := range hashes2 {
			var room [66]byte
			if n, ok := decode64(room[:], t.From(len(h.prefix))); ok && t.HasPrefix(h.prefix) && n == h.size {
				list = append(list, KeyHash{"KH2", h.prefix[:len(h.prefix)-1], bytes.Clone(room[:n])})
			}
		}
		return appendSHA1(list, "KH", s.KH.Text)
	}
	if s := i.String1; s != nil {
		return appendSHA1(list, "protocolSpecificParms", s.ProtocolSpecificParms.Text)
	}
	return nil
}

func appendSHA1(list []KeyHash, name, text string) []KeyHash {
	var room [66]byte
	n, ok := decode64(room[:], xmltag.Narrow([]byte(text)))
	if !ok || n != sha1.Size {
		return list
	}
	return append(list, KeyHash{name, "sha1", bytes.Clone(room[:n])})
}

// Of is the hash of a public key blob by the same function.
func (h KeyHash) Of(blob []byte) []byte {
	switch h.Hash {
	case "sha256":
		s := sha256.Sum256(blob)
		return s[:]
	case "sha384":
		s := sha512.Sum384(blob)
		return s[:]
	case "sha512":
		s := sha512.Sum512(blob)
		return s[:]
	}
	s := sha1.Sum(blob)
	return s[:]
}

// Matches reports whether blob is the key that the hash names: the PublicKeyBlob
// of the server's proprietary certificate, all wPublicKeyBlobLen bytes of it.
func (h KeyHash) Matches(blob []byte) bool { return subtle.ConstantTimeCompare(h.Sum, h.Of(blob)) == 1 }

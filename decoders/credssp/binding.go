package credssp

import (
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"math/big"

	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// The constants of the hashes that bind the channel, with their terminators,
// MS-CSSP 3.1.5.
var bindingMagic = [2]string{
	"CredSSP Client-To-Server Binding Hash\x00",
	"CredSSP Server-To-Client Binding Hash\x00",
}

// bound reports whether plain, the decrypted pubKeyAuth of dir, binds the public
// key (the contents of subjectPublicKey), MS-CSSP 3.1.5.
func bound(dir dissect.Dir, plain, nonce, key []byte) bool {
	if len(nonce) > 0 {
		h := sha256.New()
		h.Write([]byte(bindingMagic[dir&1]))
		h.Write(nonce)
		h.Write(key)
		return bytes.Equal(h.Sum(nil), plain)
	}
	if len(plain) != len(key) || len(plain) == 0 {
		return false
	}
	first := key[0]
	if dir == dissect.FromServer {
		first++
	}
	return plain[0] == first && bytes.Equal(plain[1:], key[1:])
}

// serverKeys are the public keys that the server of conv may have: sure says that
// the first is the one of its certificate; else they are the RSA keys that were given.
func serverKeys(conv *dissect.Conversation) (list [][]byte, sure bool) {
	states := tls.All(conv)
	for i := len(states) - 1; i >= 0; i-- { // the innermost connection carries CredSSP
		if len(states[i].Certificates) == 0 {
			continue
		}
		if key := states[i].Certificates[0].PublicKey(); len(key) > 0 {
			return [][]byte{key}, true
		}
	}
	if secrets := keys.Of(conv); secrets != nil {
		for _, k := range secrets.RSAKeys() {
			if b, err := asn1.Marshal(rsaPublicKey{new(big.Int).SetBytes(k.Modulus()), k.PublicExponent()}); err == nil {
				list = append(list, b)
			}
		}
	}
	return list, false
}

// rsaPublicKey is RSAPublicKey, RFC 3279 2.3.1.
type rsaPublicKey struct{ N, E *big.Int }

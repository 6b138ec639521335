package invitation

import (
	"crypto/sha1"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

// peerAlphabet are the characters of a password of MS-RAIOP, 3.1.5.1.
const peerAlphabet = "BCDFGHJKLMNPQRSTVWXYZ23456789"

// peerHashed is how many bytes of the connection string the password is made
// from, MS-RAIOP 3.1.5.1.
const peerHashed = 8000

// PeerPassword is the password that a novice derives from its connection string
// to publish it in the cloud, MS-RAIOP 3.1.5.1: six characters.
func PeerPassword(connectionString string) string {
	b := wide(connectionString)
	r := iterated(b[:min(len(b), peerHashed)])
	var out [passwordTail]byte
	for i := range out {
		out[i] = peerAlphabet[int(r[i])*len(peerAlphabet)/256]
	}
	return string(out[:])
}

// PeerKey is the key string of MS-RAIOP 3.1.5.2 for the hour of at: 32 upper-case
// hexadecimal digits. The name in the cloud is "0." and the key string (3.1.5.3),
// so who sees the name can decrypt the payload. An expert also tries the hours
// before and after (3.2.5.2).
func PeerKey(password string, at time.Time) string {
	hours := at.Unix() / 3600
	r := iterated(wide(password + strconv.FormatInt(hours, 10)))
	return strings.ToUpper(hex.EncodeToString(r[:16]))
}

// OpenPayload decrypts the payload that is published under a key string, MS-RAIOP
// 3.1.5.2: AES-128-CBC with padding, of the connection string in UTF-16LE. It
// reports false where the key does not fit.
func OpenPayload(key string, payload []byte) (connectionString string, ok bool) {
	plain := DecryptPayload(key, payload)
	if plain == nil || len(plain)%2 != 0 {
		return "", false
	}
	t := xmltag.Wide(plain)
	return t.To(trimmed(t)).Raw(), true
}

// DecryptPayload is OpenPayload without the reading: the bytes as they were
// encrypted, nil where the key does not fit. One key of 256 seems to fit whatever
// the payload.
func DecryptPayload(key string, payload []byte) []byte {
	return openBlocks(deriveKey(sha1.Sum(wide(key)), 16), payload)
}

package kerberos

import (
	"strings"

	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// maxTries bounds how many keys of one encryption type are tried on one ticket.
const maxTries = 256

// principal is the text of a PrincipalName with its tag: "HTTP/web.example.com".
func principal(b []byte) string {
	var parts []string
	for len(b) > 0 && len(parts) < 8 {
		size, n, ok := der.Head(b)
		if !ok || n > len(b)-size {
			break
		}
		switch b[0] {
		case der.GeneralString:
			parts = append(parts, string(b[size:size+n]))
			b = b[size+n:]
		case der.Integer:
			b = b[size+n:]
		default:
			b = b[size:] // into the element
		}
	}
	return strings.Join(parts, "/")
}

// A candidate is a key that was given and who gave it.
type candidate struct {
	key    Key
	origin *keys.Origin
}

// candidates are the given keys of an encryption type, those of the principal
// first; own says that there are such. NT hashes are keys of type 23 (RFC 4757 2).
func candidates(secrets *keys.Snapshot, etype int32, who string) (list []candidate, own bool) {
	if secrets == nil {
		return nil, false
	}
	var near, far []candidate
	for _, k := range secrets.KeytabKeys() {
		if int32(k.EncType) != etype {
			continue
		}
		c := candidate{Key{etype, k.Key.Bytes()}, k.Origin}
		if strings.EqualFold(k.Principal, who) {
			near = append(near, c)
		} else {
			far = append(far, c)
		}
	}
	if etype == RC4HMAC {
		for a := range secrets.Accounts(who, "") {
			far = append(far, candidate{Key{etype, a.NTHash.Bytes()}, a.Origin})
		}
	}
	all := append(near, far...)
	return all[:min(len(all), maxTries)], len(near) > 0
}

// tryKeys opens data with the first candidate that fits.
func tryKeys(list []candidate, usage uint32, data []byte) ([]byte, Key, *keys.Origin) {
	for _, c := range list {
		if plain, err := c.key.open(usage, data, nil, nil); err == nil {
			c.origin.MarkUsed()
			return plain, c.key, c.origin
		}
	}
	return nil, Key{}, nil
}

// parse reads something that was decrypted; ok is false when it is no message
// with this tag.
func parse(plain []byte, tag uint8) (m Message, ok bool) {
	m.Decode(dissect.NewCursor(plain, nil))
	return m, m.Tag == tag
}

// key is the key in b under these slots, empty where there is none.
func (m *Message) key(b []byte, kind, value slot) Key {
	if !m.has(value) {
		return Key{}
	}
	return Key{int32(m.num[kind]), append([]byte(nil), m.at[value].of(b)...)}
}

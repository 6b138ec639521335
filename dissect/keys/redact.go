package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// minRedact is the shortest form of a secret that is searched for, in bytes.
// Shorter ones stand in every output by chance.
const minRedact = 4

// All yields every secret that s holds, with where it was given: key log
// secrets, private exponents of RSA keys (big-endian), passwords, NT hashes,
// keytab keys, invitations and their passwords, registration keys. The order
// of key log secrets is not fixed.
func (s *Snapshot) All() iter.Seq[Found] {
	s = s.held()
	return func(yield func(Found) bool) {
		for _, e := range s.log.all {
			if !yield(Found{Secret{e.value}, e.origin}) {
				return
			}
		}
		for _, k := range s.rsa {
			if !yield(Found{NewSecret(k.d.Bytes()), k.origin}) {
				return
			}
		}
		for _, a := range s.accounts {
			if !a.Password.IsZero() && !yield(Found{a.Password, a.Origin}) || !yield(Found{a.NTHash, a.Origin}) {
				return
			}
		}
		for _, k := range s.keytab {
			if !yield(Found{k.Key, k.Origin}) {
				return
			}
		}
		for _, list := range [...][]Found{s.invitationPasswords, s.invitations, s.registrationKeys} {
			for _, f := range list {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// A Redactor finds secrets in output, in the forms in which they could get
// there: as they are, hexadecimal in both cases, and base64. It serves tests
// that no secret is printed, and is too slow for anything else.
type Redactor struct {
	forms []form
}

type form struct {
	text   []byte
	origin *Origin
}

// Format prints a mask for every verb.
func (r *Redactor) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// Redactor returns a Redactor of all secrets that s holds. Forms of fewer than
// four bytes are left out.
func (s *Snapshot) Redactor() *Redactor {
	r := &Redactor{}
	for f := range s.All() {
		for _, text := range forms(f.Secret.Reveal()) {
			if len(text) >= minRedact {
				r.forms = append(r.forms, form{[]byte(text), f.Origin})
			}
		}
	}
	// Longer forms first, so that Redact leaves no rest of a form that
	// contains another.
	slices.SortStableFunc(r.forms, func(a, b form) int { return len(b.text) - len(a.text) })
	return r
}

// forms lists how a secret may look in output.
func forms(secret string) []string {
	h := hex.EncodeToString([]byte(secret))
	return []string{secret, h, strings.ToUpper(h), base64.StdEncoding.EncodeToString([]byte(secret))}
}

// Find returns the origin of a secret that stands in output, and its offset in
// bytes; nil and -1 if there is none.
func (r *Redactor) Find(output []byte) (*Origin, int) {
	for _, f := range r.forms {
		if i := bytes.Index(output, f.text); i >= 0 {
			return f.origin, i
		}
	}
	return nil, -1
}

// Redact returns output with a mask in place of every secret.
func (r *Redactor) Redact(output []byte) []byte {
	for _, f := range r.forms {
		output = bytes.ReplaceAll(output, f.text, []byte(mask))
	}
	return output
}

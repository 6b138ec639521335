package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf16"

	//lint:ignore SA1019 the NT hash is MD4, whatever its strength
	"golang.org/x/crypto/md4"
)

// NTHashLen is the length of an NT hash in bytes.
const NTHashLen = 16

// An Account is a candidate for NTLM: a password or only its NT hash, of a
// named user or of anybody. It is immutable.
type Account struct {
	User     string // empty when any user may have the password
	Domain   string // empty when not given
	Password Secret // zero when only the hash was given
	NTHash   Secret // 16 bytes, never zero
	Origin   *Origin
}

// NTHash returns the NT hash of a password: MD4 of its UTF-16LE form, NTOWFv1
// of MS-NLMP 3.3.1. The password is UTF-8; bytes that are not count as U+FFFD.
func NTHash(password string) [NTHashLen]byte {
	units := utf16.Encode([]rune(password))
	b := make([]byte, 0, 2*len(units))
	for _, u := range units {
		b = append(b, byte(u), byte(u>>8))
	}
	h := md4.New()
	_, _ = h.Write(b) // a hash never fails
	var sum [NTHashLen]byte
	h.Sum(sum[:0])
	return sum
}

// SplitUser splits DOMAIN\user and user@domain. The domain is empty when the
// name has neither form.
func SplitUser(name string) (user, domain string) {
	if domain, user, ok := strings.Cut(name, `\`); ok {
		return user, domain
	}
	if user, domain, ok := strings.Cut(name, "@"); ok {
		return user, domain
	}
	return name, ""
}

// AddPassword adds the password of a user (in one of the forms of SplitUser),
// or of anybody when user is empty. The name says where it was given.
func (s *Store) AddPassword(name, user string, password Secret) error {
	hash := NTHash(password.Reveal())
	return s.addAccount(KindPassword, name, user, password, NewSecret(hash[:]))
}

// AddNTHash adds the NT hash of a user, or of anybody when user is empty. The
// hash is 32 hexadecimal digits, after "LM:" or not, as account dumps have it.
func (s *Store) AddNTHash(name, user string, hash Secret) error {
	text := strings.TrimSpace(hash.Reveal())
	if _, after, ok := strings.Cut(text, ":"); ok {
		text = after
	}
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != NTHashLen {
		// The cause is left out: it may quote the secret.
		return fmt.Errorf("%s: %w", name, errors.New("an NT hash has 32 hexadecimal digits"))
	}
	return s.addAccount(KindNTHash, name, user, Secret{}, NewSecret(b))
}

func (s *Store) addAccount(kind, name, user string, password, hash Secret) error {
	user, domain := SplitUser(user)
	return s.change(func(next *Snapshot) error {
		if len(next.accounts) >= maxGiven {
			return &LimitError{Kind: kind, Name: name, Limit: maxGiven, Dropped: 1}
		}
		next.accounts = append(clip(next.accounts), &Account{
			User: user, Domain: domain, Password: password, NTHash: hash, Origin: next.origin(kind, name),
		})
		return nil
	})
}

// Accounts yields the candidates for a user name and domain from the wire, in
// the order given, those of that very domain first. Accounts of another user
// are left out; the domain never excludes, because the same one has several
// names. Names compare without regard to case. The wire's user may have the
// form user@domain. Whoever finds that a candidate fits calls MarkUsed of its
// origin.
func (s *Snapshot) Accounts(user, domain string) iter.Seq[*Account] {
	return func(yield func(*Account) bool) {
		bare, _ := SplitUser(user)
		for _, wantDomain := range [...]bool{true, false} {
			for _, a := range s.held().accounts {
				fits := a.User == "" || strings.EqualFold(a.User, bare) || strings.EqualFold(a.User, user)
				near := a.Domain != "" && strings.EqualFold(a.Domain, domain)
				if fits && near == wantDomain && !yield(a) {
					return
				}
			}
		}
	}
}

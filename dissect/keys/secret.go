package keys

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
)

// mask is printed in place of every secret. Its length is fixed, so that it
// tells nothing about the length of what it hides.
const mask = "********"

// A Secret is a text or a run of bytes that is not shown by accident: every
// way of formatting or encoding it yields a mask. The value lies behind a
// pointer because package fmt prints unexported fields of an enclosing struct
// without asking their methods; a pointer prints as an address there.
// A Secret is immutable. The zero value holds nothing.
type Secret struct{ value *string }

// NewSecret returns a secret that holds text, or a copy of bytes.
func NewSecret[T string | []byte](value T) Secret {
	v := string(value)
	return Secret{&v}
}

// Reveal returns the secret itself, bytes as they are.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Bytes returns a copy of the secret itself.
func (s Secret) Bytes() []byte { return []byte(s.Reveal()) }

// Len is the length of the secret in bytes.
func (s Secret) Len() int { return len(s.Reveal()) }

// IsZero reports whether s is the zero Secret, which is not the same as an
// empty password.
func (s Secret) IsZero() bool { return s.value == nil }

// Equal reports whether s and t hold the same bytes, in a time that depends on
// their length only.
func (s Secret) Equal(t Secret) bool {
	return s.IsZero() == t.IsZero() && subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(t.Reveal())) == 1
}

// String returns a mask.
func (s Secret) String() string { return mask }

// GoString returns a mask.
func (s Secret) GoString() string { return mask }

// Format prints a mask for every verb and flag.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// MarshalText returns a mask. It also serves JSON, TOML and slog.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }

// UnmarshalText sets s to a copy of text. It refuses the mask, so that masked
// output which is read back does not pass for a secret.
func (s *Secret) UnmarshalText(text []byte) error {
	if string(text) == mask {
		return errors.New("this is the mask that is printed in place of a secret")
	}
	*s = NewSecret(text)
	return nil
}

var (
	_ fmt.Formatter  = Secret{}
	_ fmt.Stringer   = Secret{}
	_ fmt.GoStringer = Secret{}
)

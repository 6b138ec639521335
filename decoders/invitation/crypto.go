package invitation

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"unicode/utf16"
)

// A Scheme is a way in which a ticket is encrypted with a password.
type Scheme uint8

// The schemes.
const (
	// SchemeNone is a ticket in the clear.
	SchemeNone Scheme = iota
	// SchemeAES is AES-128 in CBC mode with a zero initialization vector and
	// padding of PKCS #7, the key derived from the SHA-1 of the password by
	// CryptDeriveKey (MS-RAI 6 note 20). LHTICKET is made so.
	SchemeAES
	// SchemeRC4 is RC4 under the MD5 of the password (MS-RAI 6 note 17). The note
	// describes it for pass stubs; that an RCTICKET which is not readable is made
	// so is inferred from RCTICKETENCRYPTED, and no sample of one is known.
	SchemeRC4
)

// String describes the scheme.
func (s Scheme) String() string {
	switch s {
	case SchemeAES:
		return "AES-128-CBC, key from the SHA-1 of the password"
	case SchemeRC4:
		return "RC4, key from the MD5 of the password"
	}
	return "not encrypted"
}

// Errors of Open.
var (
	ErrNoTicket = errors.New("there is no encrypted ticket")
	ErrTicket   = errors.New("the ticket is not what an encrypted connection string can be")
	ErrPassword = errors.New("the password does not open the ticket")
)

// An Opened is a ticket that a password opened.
type Opened struct {
	Scheme     Scheme
	Plain      []byte      // what came out: UTF-16LE, with what stands behind the string
	Invitation *Invitation // the connection string; offsets are those of Plain
}

// Open decrypts LHTICKET, or an RCTICKET that is not readable, with the password.
// Which scheme was used is told by what comes out, because nothing in the file
// says so: a connection string is found or it is not. The errors are ErrNoTicket,
// ErrTicket and ErrPassword.
func (i *Invitation) Open(password string) (*Opened, error) {
	switch {
	case i.LHTicket.Set:
		b, ok := ticketBytes(i.LHTicket.Text)
		if !ok {
			return nil, ErrTicket
		}
		return openWith(password, b, 2, SchemeAES, SchemeRC4)
	case i.RCTicket.Set && i.String1 == nil:
		b, ok := ticketBytes(i.RCTicket.Text)
		if !ok {
			return nil, ErrTicket
		}
		return openWith(password, b, 1, SchemeRC4, SchemeAES)
	}
	return nil, ErrNoTicket
}

// openWith tries schemes in turn. Only a connection string of the wanted type
// counts as success for the first; for the others any does.
func openWith(password string, b []byte, typ int, schemes ...Scheme) (*Opened, error) {
	for n, s := range schemes {
		var plain []byte
		switch s {
		case SchemeAES:
			plain = openAES(password, b)
		case SchemeRC4:
			plain = openRC4(password, b)
		}
		for _, p := range [][]byte{plain, unprefixed(plain)} {
			inv, err := Parse(p)
			if err != nil || inv.File || inv.Encoding != UTF16LE || n == 0 && inv.Type != typ || !sound(inv) {
				continue
			}
			return &Opened{s, p, inv}, nil
		}
	}
	return nil, ErrPassword
}

// sound tells a connection string from noise: noise has a comma now and then.
func sound(i *Invitation) bool {
	return i.String2 != nil || i.String1 != nil && i.String1.Fields == len(fields1)
}

// unprefixed is b without a length of four bytes that counts what follows, nil
// when it has none. Note 17 puts such a length before what is encrypted.
func unprefixed(b []byte) []byte {
	if len(b) < 4 || int64(b[0])|int64(b[1])<<8|int64(b[2])<<16|int64(b[3])<<24 != int64(len(b)-4) {
		return nil
	}
	return b[4:]
}

// ticketBytes reads hexadecimal digits, blanks aside, or else base64.
func ticketBytes(s string) ([]byte, bool) {
	digits := make([]byte, 0, len(s))
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '\r', '\n':
		default:
			digits = append(digits, s[i])
		}
	}
	out := make([]byte, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(out, digits); err == nil && len(out) > 0 {
		return out, true
	}
	out, err := base64.StdEncoding.DecodeString(string(digits))
	return out, err == nil && len(out) > 0
}

// wide is s in UTF-16LE, without a terminator.
func wide(s string) []byte {
	units := utf16.Encode([]rune(s))
	b := make([]byte, 0, 2*len(units))
	for _, u := range units {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// deriveKey is CryptDeriveKey of the Windows CryptoAPI for a SHA-1 hash and a
// key of n bytes, at most 40.
func deriveKey(hash [sha1.Size]byte, n int) []byte {
	var a, b [64]byte
	for i := range a {
		a[i], b[i] = 0x36, 0x5c
	}
	for i, h := range hash {
		a[i] ^= h
		b[i] ^= h
	}
	first, second := sha1.Sum(a[:]), sha1.Sum(b[:])
	return append(first[:], second[:]...)[:n]
}

// openAES decrypts b, nil where it or its padding is wrong.
func openAES(password string, b []byte) []byte {
	return openBlocks(deriveKey(sha1.Sum(wide(password)), 16), b)
}

func openBlocks(key, b []byte) []byte {
	if len(b) == 0 || len(b)%aes.BlockSize != 0 {
		return nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	plain := make([]byte, len(b))
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(plain, b)
	n := int(plain[len(plain)-1])
	if n < 1 || n > aes.BlockSize {
		return nil
	}
	for _, c := range plain[len(plain)-n:] {
		if int(c) != n {
			return nil
		}
	}
	return plain[:len(plain)-n]
}

// openRC4 decrypts or encrypts b; RC4 is its own inverse.
func openRC4(password string, b []byte) []byte {
	key := md5.Sum(wide(password))
	c, err := rc4.NewCipher(key[:])
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

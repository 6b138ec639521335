package kerberos

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"encoding/binary"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// A Context is what both sides share once a service has accepted a ticket: the
// keys of RFC 4121 2. Its messages do not depend on each other. It is used by one
// goroutine.
type Context struct {
	session   Key // of the ticket
	initiator Key // subkey of the authenticator, empty where there is none
	acceptor  Key // subkey of the AP-REP, empty where there is none
}

var _ spnego.Context = (*Context)(nil)

// NewContext makes a context of the session key of the ticket and the subkeys of
// authenticator and AP-REP, which are empty where they were not sent.
func NewContext(session, initiator, acceptor Key) *Context {
	return &Context{session, initiator, acceptor}
}

// Mechanism implements spnego.Context.
func (x *Context) Mechanism() string { return "Kerberos" }

// Cipher is the encryption type of the key in use.
func (x *Context) Cipher() string { return etypeNames.Value(uint64(x.key().Type)) }

// SessionKey is the key in use. It is a secret.
func (x *Context) SessionKey() []byte { return append([]byte(nil), x.key().Value...) }

// key is the key that protects messages: the newest that was agreed on.
func (x *Context) key() Key {
	for _, k := range [...]Key{x.acceptor, x.initiator} {
		if len(k.Value) > 0 {
			return k
		}
	}
	return x.session
}

// tokenKey is the key that a token of RFC 4121 says it uses.
func (x *Context) tokenKey(flags byte) Key {
	if flags&flagAcceptorSubkey != 0 && len(x.acceptor.Value) > 0 {
		return x.acceptor
	}
	if len(x.initiator.Value) > 0 {
		return x.initiator
	}
	return x.session
}

// rc4Keys are the keys that tokens of RFC 4757, which do not say, may use.
func (x *Context) rc4Keys() []Key {
	var out []Key
	for _, k := range [...]Key{x.acceptor, x.initiator, x.session} {
		if k.Type == RC4HMAC && len(k.Value) == 16 {
			out = append(out, k)
		}
	}
	return out
}

func sealUsage(dir dissect.Dir) uint32 {
	if dir == dissect.FromServer {
		return usageAcceptorSeal
	}
	return usageInitiatorSeal
}

func signUsage(dir dissect.Dir) uint32 {
	if dir == dissect.FromServer {
		return usageAcceptorSign
	}
	return usageInitiatorSign
}

// isCFX reports whether a token has the form of RFC 4121 4.2.6.
func isCFX(token []byte, id uint16) bool {
	return len(token) >= perMessageHeader && binary.BigEndian.Uint16(token) == id
}

// Unwrap opens a Wrap token, RFC 4121 4.2.6.2 or RFC 4757 7.3.
func (x *Context) Unwrap(dst []byte, dir dissect.Dir, token []byte) ([]byte, error) {
	if !isCFX(token, tokWrap) {
		head, rest, ok := rc4Token(token, tokRC4Wrap)
		if !ok {
			return dst, ErrToken
		}
		plain, err := x.openRC4(head, rest, nil, nil, dir)
		if err != nil || len(plain) == 0 {
			return dst, err
		}
		return append(dst, plain[:len(plain)-1]...), nil // one byte of padding, RFC 4757 7.3
	}
	header := token[:perMessageHeader]
	k := x.tokenKey(header[2])
	body := rotateLeft(token[perMessageHeader:], int(binary.BigEndian.Uint16(header[6:])))
	ec := int(binary.BigEndian.Uint16(header[4:]))
	if header[2]&flagSealed == 0 {
		if ec > len(body) {
			return dst, ErrShort
		}
		data, sum := body[:len(body)-ec], body[len(body)-ec:]
		var h [perMessageHeader]byte
		copy(h[:4], header)
		copy(h[8:], header[8:])
		want, err := k.checksum(sealUsage(dir), data, h[:])
		if err == nil && !hmac.Equal(want, sum) {
			err = ErrIntegrity
		}
		return append(dst, data...), err
	}
	plain, err := k.open(sealUsage(dir), body, nil, nil)
	if err != nil {
		return dst, err
	}
	n := len(plain) - perMessageHeader - ec
	if n < 0 || !bytes.Equal(plain[len(plain)-perMessageHeader:][8:], header[8:]) {
		return dst, ErrIntegrity
	}
	return append(dst, plain[:n]...), nil
}

func rotateLeft(b []byte, n int) []byte {
	if len(b) == 0 {
		return nil
	}
	n %= len(b)
	return append(append(make([]byte, 0, len(b)), b[n:]...), b[:n]...)
}

// Unseal opens a message whose token was sent apart, the form of DCE/RPC
// (MS-KILE 3.4.5.4.1): everything that encryption adds lies in the token, rotated
// so that the data stays in its place.
func (x *Context) Unseal(dst []byte, dir dissect.Dir, before, sealed, after, token []byte) ([]byte, error) {
	if !isCFX(token, tokWrap) {
		head, rest, ok := rc4Token(token, tokRC4Wrap)
		if !ok {
			return append(dst, sealed...), ErrToken
		}
		plain, err := x.openRC4(head, append(append([]byte(nil), rest...), sealed...), before, after, dir)
		if err != nil {
			return append(dst, sealed...), err
		}
		return append(dst, plain...), nil
	}
	header, rest := token[:perMessageHeader], token[perMessageHeader:]
	if len(rest) < confounder {
		return append(dst, sealed...), ErrShort
	}
	tail := rest[:len(rest)-confounder]
	whole := append([]byte(nil), rest[len(tail):]...)
	whole = append(append(whole, sealed...), tail...)
	k := x.tokenKey(header[2])
	plain, err := k.openDCE(sealUsage(dir), whole, before, after, len(sealed))
	if err != nil {
		return append(dst, sealed...), err
	}
	return append(dst, plain[:len(sealed)]...), nil
}

// openDCE is open where parts are signed only: they stand before and after the n
// bytes of data in what the integrity check covers.
func (k Key) openDCE(usage uint32, data, before, after []byte, n int) ([]byte, error) {
	p, ok := profiles[k.Type]
	if !ok || p.sha2 {
		if len(before)+len(after) > 0 {
			return nil, ErrEncType
		}
		return k.open(usage, data, nil, nil)
	}
	if len(k.Value) != p.key || len(data) < confounder+n+p.mac {
		return nil, ErrShort
	}
	cut := len(data) - p.mac
	plain, err := ctsDecrypt(k.derive(usage, deriveEncrypt), data[:cut])
	if err != nil {
		return nil, err
	}
	mac := hmac.New(p.sha, k.derive(usage, deriveIntegrity))
	mac.Write(plain[:confounder])
	mac.Write(before)
	mac.Write(plain[confounder : confounder+n])
	mac.Write(after)
	mac.Write(plain[confounder+n:])
	if !hmac.Equal(mac.Sum(nil)[:p.mac], data[cut:]) {
		return nil, ErrIntegrity
	}
	return plain[confounder:], nil
}

// VerifyMIC checks a MIC token, RFC 4121 4.2.6.1 or RFC 4757 7.2.
func (x *Context) VerifyMIC(dir dissect.Dir, mic []byte, message ...[]byte) error {
	if !isCFX(mic, tokMIC) {
		return x.verifyRC4(dir, mic, message)
	}
	header, sum := mic[:perMessageHeader], mic[perMessageHeader:]
	parts := append(append([][]byte(nil), message...), header)
	want, err := x.tokenKey(header[2]).checksum(signUsage(dir), parts...)
	if err != nil {
		return err
	}
	if !hmac.Equal(want, sum) {
		return ErrIntegrity
	}
	return nil
}

// VerifyListMIC checks mechListMIC, which is a MIC token like any other.
func (x *Context) VerifyListMIC(dir dissect.Dir, mic, list []byte) error {
	return x.VerifyMIC(dir, mic, list)
}

// rc4Token splits a token of RFC 4757: the eight bytes from TOK_ID on, and what follows.
func rc4Token(token []byte, id uint16) (head, rest []byte, ok bool) {
	if len(token) < 2 || token[0] != der.Application(0) {
		return nil, nil, false
	}
	at, _, ok := der.Head(token)
	if !ok || at >= len(token) || token[at] != der.OID {
		return nil, nil, false
	}
	h, n, ok := der.Head(token[at:])
	at += h + n
	if !ok || n > len(token) || at+rc4Header > len(token) || binary.BigEndian.Uint16(token[at:]) != id {
		return nil, nil, false
	}
	return token[at : at+rc4Header], token[at+rc4Header:], true
}

// rc4Seal is where things lie behind the header of a Wrap token of RFC 4757 7.3.
const (
	rc4SeqLength  = 8
	rc4SumLength  = 8
	rc4DataOffset = rc4SeqLength + rc4SumLength
)

// openRC4 opens a Wrap token of RFC 4757 7.3: body is SND_SEQ, SGN_CKSUM,
// confounder and data. It returns the data with its padding.
func (x *Context) openRC4(head, body, before, after []byte, dir dissect.Dir) ([]byte, error) {
	if len(body) < rc4DataOffset+rc4Confounder {
		return nil, ErrShort
	}
	sum := body[rc4SeqLength:rc4DataOffset]
	err := ErrEncType
	for _, k := range x.rc4Keys() {
		seq := k.rc4Seq(body[:rc4SeqLength], sum)
		plain := body[rc4DataOffset:]
		if head[4] != 0xFF || head[5] != 0xFF { // SEAL_ALG none
			local := make([]byte, len(k.Value))
			for i, v := range k.Value {
				local[i] = v ^ 0xF0
			}
			crypt := hmacMD5(hmacMD5(local, make([]byte, 4)), seq[:4])
			plain = rc4Bytes(crypt, plain)
		}
		want := k.rc4Sum(rc4UsageSeal, head, plain[:rc4Confounder], before, plain[rc4Confounder:], after)
		if hmac.Equal(want, sum) && rc4Direction(seq, dir) {
			return plain[rc4Confounder:], nil
		}
		err = ErrIntegrity
	}
	return nil, err
}

// verifyRC4 checks a MIC token of RFC 4757 7.2.
func (x *Context) verifyRC4(dir dissect.Dir, mic []byte, message [][]byte) error {
	head, body, ok := rc4Token(mic, tokRC4MIC)
	if !ok || len(body) < rc4DataOffset {
		return ErrToken
	}
	err := ErrEncType
	for _, k := range x.rc4Keys() {
		sum := body[rc4SeqLength:rc4DataOffset]
		parts := append([][]byte{head}, message...)
		if hmac.Equal(k.rc4Sum(rc4UsageSign, parts...), sum) && rc4Direction(k.rc4Seq(body[:rc4SeqLength], sum), dir) {
			return nil
		}
		err = ErrIntegrity
	}
	return err
}

// rc4Sum is SGN_CKSUM of RFC 4757 7.2 and 7.3.
func (k Key) rc4Sum(usage uint32, parts ...[]byte) []byte {
	h := md5.New()
	h.Write(binary.LittleEndian.AppendUint32(nil, usage))
	for _, p := range parts {
		h.Write(p)
	}
	sign := hmacMD5(k.Value, []byte("signaturekey\x00"))
	return hmacMD5(sign, h.Sum(nil))[:rc4SumLength]
}

// rc4Seq decrypts SND_SEQ: number, big-endian, and direction.
func (k Key) rc4Seq(sealed, sum []byte) []byte {
	return rc4Bytes(hmacMD5(hmacMD5(k.Value, make([]byte, 4)), sum), sealed)
}

// rc4Direction reports whether the second half of SND_SEQ names the sender.
func rc4Direction(seq []byte, dir dissect.Dir) bool {
	want := byte(0)
	if dir == dissect.FromServer {
		want = 0xFF
	}
	return seq[4] == want && seq[7] == want
}

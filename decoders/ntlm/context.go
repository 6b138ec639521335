package ntlm

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"hash/crc32"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
)

// SignatureLength is the length of an NTLMSSP_MESSAGE_SIGNATURE in bytes,
// MS-NLMP 2.2.2.9.
const SignatureLength = 16

// What can be wrong with a protected message.
var (
	ErrShort     = errors.New("shorter than an NTLM signature")
	ErrSignature = errors.New("the NTLM signature does not fit")
	ErrSequence  = errors.New("the sequence number of the NTLM signature is not the next one")
)

// A Context is what both sides share once an authentication is over: keys and
// counters for either direction (MS-NLMP 3.4). Messages have to be given to it
// in the order of the wire, each once, because the key stream goes on from one to
// the next. It is used by one goroutine.
type Context struct {
	flags   Flags
	key     Key // ExportedSessionKey
	sign    [2]Key
	sealKey [2][]byte
	stream  [2]*rc4.Cipher // one for both directions without extended session security
	seq     [2]uint32
	scratch []byte
}

var _ spnego.Context = (*Context)(nil)

// NewContext makes the context for the flags of the AUTHENTICATE_MESSAGE and the
// ExportedSessionKey.
func NewContext(flags Flags, exported Key) *Context {
	x := &Context{flags: flags, key: exported}
	for dir := range x.stream {
		x.sign[dir] = md5Sum(exported[:], []byte(magic[dir].sign))
		x.sealKey[dir] = sealKey(flags, exported, dir)
		x.stream[dir] = newStream(x.sealKey[dir])
	}
	if flags&NegotiateESS == 0 {
		// The keys are the same, and implementations have one handle
		// (Samba's and impacket's servers and clients; MS-NLMP is silent).
		x.stream[1] = x.stream[0]
	}
	return x
}

func newStream(key []byte) *rc4.Cipher {
	c, _ := rc4.NewCipher(key) // fails for lengths that SEALKEY never has
	return c
}

// Mechanism implements spnego.Context.
func (x *Context) Mechanism() string { return "NTLM" }

// SessionKey is the ExportedSessionKey. It is a secret.
func (x *Context) SessionKey() []byte { return append([]byte(nil), x.key[:]...) }

// Cipher is what seals messages: "RC4-128".
func (x *Context) Cipher() string {
	switch {
	case x.flags&Negotiate128 != 0, x.flags&NegotiateESS == 0 && x.flags&(NegotiateLMKey|NegotiateDatagram) == 0:
		return "RC4-128"
	case x.flags&Negotiate56 != 0:
		return "RC4-56"
	}
	return "RC4-40"
}

// Sequence is the number that the next message of dir has to carry.
func (x *Context) Sequence(dir dissect.Dir) uint32 { return x.seq[dir&1] }

// Skip passes over a message of n sealed bytes that the capture lost. Without
// it, nothing that follows can be read.
func (x *Context) Skip(dir dissect.Dir, n int) {
	dir &= 1
	x.seq[dir]++
	if x.flags&NegotiateDatagram != 0 {
		return
	}
	if x.flags&NegotiateESS == 0 {
		n += 12
	} else if x.flags&NegotiateKeyExch != 0 {
		n += 8
	}
	var room [256]byte
	for n > 0 {
		part := room[:min(n, len(room))]
		x.stream[dir].XORKeyStream(part, part)
		n -= len(part)
	}
}

// Unwrap opens a message that GSS_Wrap made: the signature, then the sealed data
// (MS-CSSP 2.2.1 shows this form). It appends the plain text to dst.
func (x *Context) Unwrap(dst []byte, dir dissect.Dir, token []byte) ([]byte, error) {
	if len(token) < SignatureLength {
		return dst, ErrShort
	}
	return x.Unseal(dst, dir, nil, token[SignatureLength:], nil, token[:SignatureLength])
}

// Unseal opens a message of which only a part is sealed, and checks that the
// signature fits to all of it (GSS_UnwrapEx, MS-NLMP 3.4.7). It appends the
// plain text of sealed to dst, also when it returns an error: then as far as it
// could be read. After ErrSequence with extended session security the context
// goes on from the number in the signature.
func (x *Context) Unseal(dst []byte, dir dissect.Dir, before, sealed, after, signature []byte) ([]byte, error) {
	dir &= 1
	if len(signature) != SignatureLength {
		return append(dst, sealed...), ErrShort
	}
	x.begin(dir, signature)
	at := len(dst)
	dst = append(dst, sealed...)
	plain := dst[at:]
	x.stream[dir].XORKeyStream(plain, plain)
	return dst, x.check(dir, signature, before, plain, after)
}

// VerifyMIC checks the signature of a message that is not sealed (GSS_VerifyMICEx,
// MS-NLMP 3.4.9); its parts are taken as one.
func (x *Context) VerifyMIC(dir dissect.Dir, mic []byte, message ...[]byte) error {
	dir &= 1
	if len(mic) != SignatureLength {
		return ErrShort
	}
	x.begin(dir, mic)
	return x.check(dir, mic, message...)
}

// VerifyListMIC checks the mechListMIC of SPNEGO. It takes a sequence number as
// any message, but the key stream starts over behind it (MS-SPNG 3.2.5.1, 3.3.5.1).
func (x *Context) VerifyListMIC(dir dissect.Dir, mic, list []byte) error {
	dir &= 1
	saved := *x.stream[dir]
	err := x.VerifyMIC(dir, mic, list)
	*x.stream[dir] = saved
	return err
}

// begin restarts the key stream where every message has its own: connectionless
// NTLM (MS-NLMP 3.4).
func (x *Context) begin(dir dissect.Dir, signature []byte) {
	if x.flags&NegotiateDatagram == 0 {
		return
	}
	k := md5Sum(x.sealKey[dir], signature[12:16])
	x.stream[dir] = newStream(k[:])
	x.seq[dir] = binary.LittleEndian.Uint32(signature[12:])
}

// check computes the signature of the parts and compares, MS-NLMP 3.4.4.
func (x *Context) check(dir dissect.Dir, signature []byte, parts ...[]byte) error {
	if x.flags&NegotiateESS == 0 {
		return x.checkCRC(dir, signature, parts)
	}
	var seq [4]byte
	got := binary.LittleEndian.Uint32(signature[12:])
	binary.LittleEndian.PutUint32(seq[:], got)
	h := hmac.New(md5.New, x.sign[dir][:])
	h.Write(seq[:])
	for _, p := range parts {
		h.Write(p)
	}
	x.scratch = h.Sum(x.scratch[:0])
	sum := x.scratch[:8]
	if x.flags&NegotiateKeyExch != 0 {
		x.stream[dir].XORKeyStream(sum, sum)
	}
	want := x.seq[dir]
	x.seq[dir] = got + 1
	if subtle.ConstantTimeCompare(sum, signature[4:12]) == 0 || binary.LittleEndian.Uint32(signature) != 1 {
		x.seq[dir] = want + 1
		return ErrSignature
	}
	if got != want {
		return ErrSequence
	}
	return nil
}

// checkCRC is check without extended session security, MS-NLMP 3.4.4.1: random
// pad, CRC32 and sequence number are sealed. The pad is not checked.
func (x *Context) checkCRC(dir dissect.Dir, signature []byte, parts [][]byte) error {
	var b [12]byte
	x.stream[dir].XORKeyStream(b[:], signature[4:])
	sum := uint32(0)
	for _, p := range parts {
		sum = crc32.Update(sum, crc32.IEEETable, p)
	}
	seq := binary.LittleEndian.Uint32(b[8:])
	mine, both := x.seq[dir], x.seq[0]+x.seq[1]
	x.seq[dir]++
	if binary.LittleEndian.Uint32(b[4:]) != sum || binary.LittleEndian.Uint32(signature) != 1 {
		return ErrSignature
	}
	// Windows counts by direction, implementations with one handle count both
	// directions together.
	if seq != mine && seq != both {
		return ErrSequence
	}
	return nil
}

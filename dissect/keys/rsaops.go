package keys

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"
)

// Errors of decryption. They say nothing about the secret.
var (
	errTooLong = errors.New("the cipher text is not smaller than the modulus")
	errPadding = errors.New("the decrypted block has no PKCS#1 v1.5 padding around 48 bytes: another key, or damaged")
)

// DecryptRaw returns c^d mod n. Both are big-endian; the result has Size
// bytes. Leading zeros of c do not matter; it is an error if c is not smaller
// than the modulus.
func (k *RSAKey) DecryptRaw(c []byte) ([]byte, error) {
	c = bytes.TrimLeft(c, "\x00")
	if len(c) > k.Size() {
		return nil, errTooLong
	}
	x := new(big.Int).SetBytes(c)
	if x.Cmp(k.n) >= 0 {
		return nil, errTooLong
	}
	return k.power(x).FillBytes(make([]byte, k.Size())), nil
}

// DecryptRawLE is DecryptRaw with all numbers little-endian, as RDP standard
// security encrypts the client random (MS-RDPBCGR 5.3.4.1). Trailing zeros of
// c, the padding of the Security Exchange PDU, do not matter.
func (k *RSAKey) DecryptRawLE(c []byte) ([]byte, error) {
	c = bytes.TrimRight(c, "\x00")
	if len(c) > k.Size() {
		return nil, errTooLong
	}
	c = slices.Clone(c)
	slices.Reverse(c)
	m, err := k.DecryptRaw(c)
	slices.Reverse(m)
	return m, err
}

// power returns x^d mod n, by way of the primes when they are known
// (RFC 8017 5.1.2).
func (k *RSAKey) power(x *big.Int) *big.Int {
	if k.crt == nil {
		return new(big.Int).Exp(x, k.d, k.n)
	}
	c := k.crt
	m1 := new(big.Int).Exp(x, c.dp, c.p)
	m2 := new(big.Int).Exp(x, c.dq, c.q)
	h := m1.Sub(m1, m2)
	h.Mul(h, c.qInv)
	h.Mod(h, c.p)
	return h.Add(h.Mul(h, c.q), m2)
}

// DecryptPremaster returns the 48 bytes of a TLS premaster secret that was
// encrypted with RSAES-PKCS1-v1_5 (RFC 5246 7.4.7.1, RFC 8017 7.2.2). The two
// bytes of length before the cipher text are not part of c. It is tolerant:
// the padding may be shorter than the 8 bytes it must have, and it may contain
// zeros as long as a zero stands before the last 48 bytes. The version inside
// is not checked, since clients are known to put the wrong one there.
func (k *RSAKey) DecryptPremaster(c []byte) (Secret, error) {
	m, err := k.DecryptRaw(c)
	if err != nil {
		return Secret{}, fmt.Errorf("decrypting premaster secret: %w", err)
	}
	at := len(m) - masterLen
	if at < 3 || m[0] != 0 || m[1] != 2 || m[at-1] != 0 {
		return Secret{}, fmt.Errorf("decrypting premaster secret: %w", errPadding)
	}
	return NewSecret(m[at:]), nil
}

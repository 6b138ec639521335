package keys

import (
	"bytes"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
)

const (
	// maxModulusBits is the longest RSA key that is taken. It is the most that
	// Windows makes, and raising to a power takes seconds beyond it.
	maxModulusBits = 16384
	// maxKeyFile is the longest file of RSA keys that is read, in bytes.
	maxKeyFile = 4 << 20
)

// An RSAKey is the private key of a server. It is safe for concurrent use.
type RSAKey struct {
	origin  *Origin
	n, e, d *big.Int
	crt     *crt // nil when the primes are not known
	modulus string
}

// crt holds what makes raising to d some three times faster (RFC 8017 5.1.2).
type crt struct{ p, q, dp, dq, qInv *big.Int }

// Origin is the file the key was read from.
func (k *RSAKey) Origin() *Origin { return k.origin }

// Bits is the length of the modulus in bits.
func (k *RSAKey) Bits() int { return k.n.BitLen() }

// Size is the length of the modulus, and of every cipher text, in bytes.
func (k *RSAKey) Size() int { return (k.n.BitLen() + 7) / 8 }

// Modulus returns a copy of the modulus, big-endian without leading zeros.
func (k *RSAKey) Modulus() []byte { return []byte(k.modulus) }

// PublicExponent returns a copy of the public exponent, 0 when not known.
func (k *RSAKey) PublicExponent() *big.Int { return new(big.Int).Set(k.e) }

// Format prints a mask for every verb.
func (k *RSAKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// RSAKeys lists all private keys in the order given, for messages about the
// moduli that were expected.
func (s *Snapshot) RSAKeys() []*RSAKey { return append([]*RSAKey(nil), s.held().rsa...) }

// RSAKey returns the private key of a modulus, big-endian, leading zeros or
// not, as certificates have it. The origin is marked as used.
func (s *Snapshot) RSAKey(modulus []byte) (*RSAKey, bool) {
	k, ok := s.held().byModulus[string(bytes.TrimLeft(modulus, "\x00"))]
	if ok {
		k.origin.MarkUsed()
	}
	return k, ok
}

// RSAKeyLE is RSAKey for a little-endian modulus, as RDP's proprietary
// certificates have it, padded with zeros (MS-RDPBCGR 2.2.1.4.3.1.1.1).
func (s *Snapshot) RSAKeyLE(modulus []byte) (*RSAKey, bool) {
	modulus = bytes.TrimRight(modulus, "\x00")
	var buf [maxModulusBits / 8]byte
	if len(modulus) > len(buf) {
		return nil, false
	}
	big := buf[:len(modulus)]
	for i, c := range modulus {
		big[len(big)-1-i] = c
	}
	k, ok := s.held().byModulus[string(big)]
	if ok {
		k.origin.MarkUsed()
	}
	return k, ok
}

// AddRSAKeyFile reads the RSA private keys of a file: PEM with any number of
// blocks (PKCS#1, PKCS#8; certificates are passed over), DER, or the
// rsakeys.ini of xrdp. The name is shown in place of the path when it is not
// empty.
func (s *Store) AddRSAKeyFile(path, name string) error {
	if name == "" {
		name = path
	}
	data, err := readWhole(KindRSAKey, path, name, maxKeyFile)
	if err != nil {
		return err
	}
	return s.AddRSAKeys(name, data)
}

// AddRSAKeys adds the private keys in the contents of a key file.
func (s *Store) AddRSAKeys(name string, data []byte) error {
	found, err := parseRSAKeys(data)
	if err != nil {
		return fmt.Errorf("reading RSA key %s: %w", name, err)
	}
	return s.change(func(next *Snapshot) error {
		if len(next.rsa)+len(found) > maxGiven {
			return &LimitError{Kind: KindRSAKey, Name: name, Limit: maxGiven, Dropped: len(found)}
		}
		origin := next.origin(KindRSAKey, name)
		byModulus := make(map[string]*RSAKey, len(next.rsa)+len(found))
		for m, k := range next.byModulus {
			byModulus[m] = k
		}
		next.rsa = clip(next.rsa)
		for _, k := range found {
			if byModulus[k.modulus] != nil {
				continue // given before: the first one keeps its name
			}
			k.origin = origin
			byModulus[k.modulus] = k
			next.rsa = append(next.rsa, k)
		}
		next.byModulus = byModulus
		return nil
	})
}

// readWhole reads a file that has to be small.
func readWhole(kind, path, name string, limit int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(data) > limit {
		return nil, &LimitError{Kind: kind, Name: name, Limit: limit, Bytes: true, Dropped: 1}
	}
	return data, nil
}

// parseRSAKeys finds the keys in the contents of a file of any known kind.
func parseRSAKeys(data []byte) ([]*RSAKey, error) {
	if bytes.Contains(data, []byte("-----BEGIN ")) {
		return parsePEM(data)
	}
	if bytes.Contains(data, []byte("pub_mod")) {
		k, err := parseRSAKeysINI(data)
		if err != nil {
			return nil, err
		}
		return []*RSAKey{k}, nil
	}
	if len(data) > 0 && data[0] == 0x30 { // SEQUENCE
		k, err := parsePKCS1(data)
		if err != nil {
			k, err = parsePKCS8(data)
		}
		if err != nil {
			return nil, errors.New("DER, but neither a PKCS#1 nor a PKCS#8 RSA private key (PKCS#12 files have to be converted to PEM)")
		}
		return []*RSAKey{k}, nil
	}
	return nil, errors.New("neither PEM nor DER nor an rsakeys.ini")
}

// parsePEM reads all RSA private keys of a PEM file (RFC 7468). It is an error
// if there is none, and then the error says what else there was.
func parsePEM(data []byte) ([]*RSAKey, error) {
	var found []*RSAKey
	var odd error
	other := ""
	for {
		var block *pem.Block
		block, data = pem.Decode(data)
		if block == nil {
			break
		}
		if block.Type == "ENCRYPTED PRIVATE KEY" || bytes.Contains([]byte(block.Headers["Proc-Type"]), []byte("ENCRYPTED")) {
			odd = errors.New("the private key is encrypted: remove its passphrase first (openssl rsa -in FILE -out OTHER)")
			continue
		}
		var k *RSAKey
		var err error
		switch block.Type {
		case "RSA PRIVATE KEY":
			k, err = parsePKCS1(block.Bytes)
		case "PRIVATE KEY":
			k, err = parsePKCS8(block.Bytes)
		default:
			other = block.Type
			continue
		}
		if err != nil {
			odd = err
			continue
		}
		found = append(found, k)
	}
	switch {
	case len(found) > 0:
		return found, nil
	case odd != nil:
		return nil, odd
	case other != "":
		return nil, fmt.Errorf("no RSA private key in it, only %q", other)
	}
	return nil, errors.New("no whole PEM block in it")
}

// pkcs1Key is RSAPrivateKey of RFC 8017 A.1.2. The standard library's reader
// is not used because it refuses the short keys that old servers have.
type pkcs1Key struct {
	Version       int
	N, E, D, P, Q *big.Int
	DP, DQ, QInv  *big.Int
	Other         asn1.RawValue `asn1:"optional"`
}

// pkcs8Key is PrivateKeyInfo of RFC 5208 5; what may follow is not looked at.
type pkcs8Key struct {
	Version   int
	Algorithm struct {
		ID         asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	Key []byte
}

// oidRSA is rsaEncryption (RFC 8017 A.1).
var oidRSA = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}

func parsePKCS1(der []byte) (*RSAKey, error) {
	var k pkcs1Key
	if _, err := asn1.Unmarshal(der, &k); err != nil {
		return nil, errors.New("not a PKCS#1 RSA private key")
	}
	return newRSAKey(k.N, k.E, k.D, k.P, k.Q)
}

func parsePKCS8(der []byte) (*RSAKey, error) {
	var k pkcs8Key
	if _, err := asn1.Unmarshal(der, &k); err != nil {
		return nil, errors.New("not a PKCS#8 private key")
	}
	if !k.Algorithm.ID.Equal(oidRSA) {
		return nil, fmt.Errorf("a private key of algorithm %s, not RSA: only a key log can open what it protects", k.Algorithm.ID)
	}
	return parsePKCS1(k.Key)
}

// newRSAKey checks that the numbers belong together: that raising to e and
// then to d gives the number back. e may be zero for not known; p and q may be
// nil.
func newRSAKey(n, e, d, p, q *big.Int) (*RSAKey, error) {
	if n.Sign() <= 0 || n.Bit(0) == 0 || n.BitLen() < 16 {
		return nil, errors.New("the modulus is no RSA modulus")
	}
	if n.BitLen() > maxModulusBits {
		return nil, fmt.Errorf("the modulus has %d bits, more than %d", n.BitLen(), maxModulusBits)
	}
	if d.Sign() <= 0 || d.Cmp(n) >= 0 || e.Sign() < 0 || e.Cmp(n) >= 0 {
		return nil, errors.New("an exponent is out of range")
	}
	k := &RSAKey{n: n, e: e, d: d, modulus: string(n.Bytes())}
	if e.Sign() > 0 {
		two := big.NewInt(2)
		c := new(big.Int).Exp(two, e, n)
		if c.Exp(c, d, n).Cmp(two) != 0 {
			return nil, errors.New("the private exponent does not belong to the public key")
		}
	}
	k.crt = newCRT(n, d, p, q)
	return k, nil
}

// newCRT returns nil if p and q are not the factors of n.
func newCRT(n, d, p, q *big.Int) *crt {
	one := big.NewInt(1)
	if p == nil || q == nil || p.Cmp(one) <= 0 || q.Cmp(one) <= 0 || p.Cmp(n) >= 0 || q.Cmp(n) >= 0 {
		return nil
	}
	if new(big.Int).Mul(p, q).Cmp(n) != 0 {
		return nil
	}
	qInv := new(big.Int).ModInverse(q, p)
	if qInv == nil {
		return nil
	}
	reduce := func(prime *big.Int) *big.Int {
		return new(big.Int).Mod(d, new(big.Int).Sub(prime, one))
	}
	return &crt{p: p, q: q, dp: reduce(p), dq: reduce(q), qInv: qInv}
}

package ra_test

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"slices"
)

// Standard RDP security with 128-bit keys, from MS-RDPBCGR 5.3 alone. Randoms are
// fixed, so that the captures are the same every time.

// keyFile is the throw-away RSA key of the lab's server.
const keyFile = "../rdp/ra_shadow.key"

// A seal is one side's half of the encryption, 5.3.6.
type seal struct {
	mac    []byte
	cipher *rc4.Cipher
}

// A security is what both sides have agreed on.
type security struct {
	key                        *rsa.PublicKey
	clientRandom, serverRandom []byte // 32 bytes, as they are hashed
	seals                      [2]*seal
}

func newSecurity() *security {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	s := &security{key: &key.PublicKey}
	for i := range 32 {
		s.clientRandom = append(s.clientRandom, byte(i+1))
		s.serverRandom = append(s.serverRandom, byte(0x80+i))
	}
	s.derive()
	return s
}

// salted is SaltedHash of 5.3.5.1: MD5(S + SHA-1(I + S + ClientRandom + ServerRandom)).
func (s *security) salted(secret []byte, i string) []byte {
	inner := sha1.Sum(cat([]byte(i), secret, s.clientRandom, s.serverRandom))
	outer := md5.Sum(cat(secret, inner[:]))
	return outer[:]
}

func (s *security) salted3(secret []byte, a, b, c string) []byte {
	return cat(s.salted(secret, a), s.salted(secret, b), s.salted(secret, c))
}

// derive is 5.3.5.1 for 128-bit keys.
func (s *security) derive() {
	final := func(b []byte) []byte {
		sum := md5.Sum(cat(b, s.clientRandom, s.serverRandom))
		return sum[:]
	}
	preMaster := cat(s.clientRandom[:24], s.serverRandom[:24])
	master := s.salted3(preMaster, "A", "BB", "CCC")
	blob := s.salted3(master, "X", "YY", "ZZZ")
	for i, part := range [][]byte{blob[32:48], blob[16:32]} { // the client encrypts with the third part
		c, err := rc4.NewCipher(final(part))
		if err != nil {
			panic(err)
		}
		s.seals[i] = &seal{mac: blob[:16], cipher: c}
	}
}

// wrap puts a security header with a MAC before encrypted data, 2.2.8.1.1.2.2 and
// 5.3.6.1.
func (s *seal) wrap(flags int, b []byte) []byte {
	inner := sha1.Sum(cat(s.mac, bytes.Repeat([]byte{0x36}, 40), u32(len(b)), b))
	mac := md5.Sum(cat(s.mac, bytes.Repeat([]byte{0x5c}, 48), inner[:]))
	out := bytes.Clone(b)
	s.cipher.XORKeyStream(out, b)
	return cat(u16(flags|0x0008), u16(0), mac[:8], out) // SEC_ENCRYPT
}

// blob is the RSA_PUBLIC_KEY of 2.2.1.4.3.1.1.1.
func (s *security) blob() []byte {
	n := s.key.N.FillBytes(make([]byte, 256))
	slices.Reverse(n)
	return cat([]byte("RSA1"), u32(256+8), u32(2048), u32(255), u32(s.key.E), n, make([]byte, 8))
}

// signature is that of the certificate below. FreeRDP's server has signed the same
// key in pcaps/rdp/ra_rdp_rc4_128.pcap, with the key that 5.3.3.1 prints.
const signature = "46a12ee9bf7cb9eaf04be125b36be2d569a306ced9099776f9bc0cabefb1e7fa0c8295be7308b943b12309fa1277db8356c524f8d53edaa8e0d44cb09f6f97590000000000000000"

// certificate is the server's, 2.2.1.4.3.1.1.
func (s *security) certificate() []byte {
	key, sig := s.blob(), unhex(signature)
	return cat(u32(1), u32(1), u32(1), u16(6), u16(len(key)), key, u16(8), u16(len(sig)), sig)
}

// settings is 2.2.1.4.3: ENCRYPTION_METHOD_128BIT, ENCRYPTION_LEVEL_CLIENT_COMPATIBLE.
func (s *security) settings() []byte {
	cert := s.certificate()
	return cat(u32(2), u32(2), u32(32), u32(len(cert)), s.serverRandom, cert)
}

// exchange is the Security Exchange PDU, 2.2.1.10: the client random encrypted as
// in 5.3.4.1, little-endian.
func (s *security) exchange() []byte {
	m := bytes.Clone(s.clientRandom)
	slices.Reverse(m)
	c := new(big.Int).Exp(new(big.Int).SetBytes(m), big.NewInt(int64(s.key.E)), s.key.N).FillBytes(make([]byte, 256))
	slices.Reverse(c)
	return cat(u16(0x0001), u16(0), u32(256+8), c, make([]byte, 8)) // SEC_EXCHANGE_PKT
}

package tls

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"strings"

	"github.com/radissect/radissect/decoders/tls/internal/block"
)

// A family is a way of protecting records.
type family uint8

const (
	familyNone   family = iota // not known how to open
	familyNull                 // a MAC at most (RFC 5246 6.2.3.1)
	familyStream               // RFC 5246 6.2.3.1
	familyBlock                // CBC, RFC 5246 6.2.3.2
	familyGCM                  // RFC 5288 3, RFC 8446 5.2
	familyCCM                  // RFC 6655 3, RFC 8446 5.2
	familyChaCha               // RFC 7905 2, RFC 8446 5.2
)

// A bulk is a bulk cipher of the registry, named as in the names of suites.
type bulk struct {
	name     string
	family   family
	material int // bytes of key taken from the key block
	key      int // bytes of key used; more than material for export ciphers (RFC 2246 6.3.1)
	block    int // block size in bytes, 0 for what has none
	tag      int // bytes of tag, for AEAD
	bits     int // strength of the key, 0 for none
	make     func(key []byte) (cipher.Block, error)
}

// bulks are the bulk ciphers that can be opened. A name is found by its longest
// match, so the order does not matter.
var bulks = []bulk{
	{name: "NULL", family: familyNull},
	{name: "RC4_128", family: familyStream, material: 16, key: 16, bits: 128},
	{name: "RC4_56", family: familyStream, material: 7, key: 16, bits: 56},
	{name: "RC4_40", family: familyStream, material: 5, key: 16, bits: 40},
	{name: "RC2_CBC_56", family: familyBlock, material: 7, key: 16, block: 8, bits: 56, make: newRC2},
	{name: "RC2_CBC_40", family: familyBlock, material: 5, key: 16, block: 8, bits: 40, make: newRC2},
	{name: "DES40_CBC", family: familyBlock, material: 5, key: 8, block: 8, bits: 40, make: des.NewCipher},
	{name: "DES_CBC_40", family: familyBlock, material: 5, key: 8, block: 8, bits: 40, make: des.NewCipher},
	{name: "DES_CBC", family: familyBlock, material: 8, key: 8, block: 8, bits: 56, make: des.NewCipher},
	{name: "3DES_EDE_CBC", family: familyBlock, material: 24, key: 24, block: 8, bits: 112, make: des.NewTripleDESCipher},
	{name: "IDEA_CBC", family: familyBlock, material: 16, key: 16, block: 8, bits: 128, make: block.NewIDEA},
	{name: "SEED_CBC", family: familyBlock, material: 16, key: 16, block: 16, bits: 128, make: block.NewSEED},
	{name: "AES_128_CBC", family: familyBlock, material: 16, key: 16, block: 16, bits: 128, make: aes.NewCipher},
	{name: "AES_256_CBC", family: familyBlock, material: 32, key: 32, block: 16, bits: 256, make: aes.NewCipher},
	{name: "CAMELLIA_128_CBC", family: familyBlock, material: 16, key: 16, block: 16, bits: 128, make: block.NewCamellia},
	{name: "CAMELLIA_256_CBC", family: familyBlock, material: 32, key: 32, block: 16, bits: 256, make: block.NewCamellia},
	{name: "ARIA_128_CBC", family: familyBlock, material: 16, key: 16, block: 16, bits: 128, make: block.NewARIA},
	{name: "ARIA_256_CBC", family: familyBlock, material: 32, key: 32, block: 16, bits: 256, make: block.NewARIA},
	{name: "ARIA_128_GCM", family: familyGCM, material: 16, key: 16, tag: 16, bits: 128, make: block.NewARIA},
	{name: "ARIA_256_GCM", family: familyGCM, material: 32, key: 32, tag: 16, bits: 256, make: block.NewARIA},
	{name: "AES_128_GCM", family: familyGCM, material: 16, key: 16, tag: 16, bits: 128, make: aes.NewCipher},
	{name: "AES_256_GCM", family: familyGCM, material: 32, key: 32, tag: 16, bits: 256, make: aes.NewCipher},
	{name: "CAMELLIA_128_GCM", family: familyGCM, material: 16, key: 16, tag: 16, bits: 128, make: block.NewCamellia},
	{name: "CAMELLIA_256_GCM", family: familyGCM, material: 32, key: 32, tag: 16, bits: 256, make: block.NewCamellia},
	{name: "AES_128_CCM", family: familyCCM, material: 16, key: 16, tag: 16, bits: 128, make: aes.NewCipher},
	{name: "AES_256_CCM", family: familyCCM, material: 32, key: 32, tag: 16, bits: 256, make: aes.NewCipher},
	{name: "AES_128_CCM_8", family: familyCCM, material: 16, key: 16, tag: 8, bits: 128, make: aes.NewCipher},
	{name: "AES_256_CCM_8", family: familyCCM, material: 32, key: 32, tag: 8, bits: 256, make: aes.NewCipher},
	{name: "CHACHA20_POLY1305", family: familyChaCha, material: 32, key: 32, tag: 16, bits: 256},
}

// newRC2 makes the cipher of the export suites: a final key of 16 bytes, all of
// whose bits count (RFC 2246 6.3.1).
func newRC2(key []byte) (cipher.Block, error) { return block.NewRC2(key, 8*len(key)) }

// A suite is what the name of a cipher suite says.
type suite struct {
	name     string
	exchange string      // key exchange and authentication, "DHE_RSA"; empty for TLS 1.3
	cipher   string      // bulk cipher and hash, "AES_128_GCM_SHA256"
	bulk     *bulk       // nil for a cipher that cannot be opened
	mac      crypto.Hash // of the record MAC, 0 for AEAD and for none
	hash     crypto.Hash // of the PRF in TLS 1.2, of HKDF in TLS 1.3
}

// suiteOf reads the name of a suite. It reports false for a number without a
// name, and for signalling values.
func suiteOf(id uint16) (suite, bool) {
	s := suite{name: suiteNames.Value(uint64(id)), hash: crypto.SHA256}
	rest, ok := strings.CutPrefix(s.name, "TLS_")
	if !ok {
		rest, ok = strings.CutPrefix(s.name, "SSL_")
	}
	if !ok || strings.HasSuffix(rest, "_SCSV") {
		return suite{}, false
	}
	if exchange, cipher, found := strings.Cut(rest, "_WITH_"); found {
		s.exchange, rest = exchange, cipher
	}
	s.cipher = rest
	best := 0
	for i := range bulks {
		b := &bulks[i]
		after, found := strings.CutPrefix(rest, b.name)
		if found && len(b.name) > best && (after == "" || after[0] == '_') {
			best = len(b.name)
			s.bulk = b
		}
	}
	last := rest[strings.LastIndexByte(rest, '_')+1:]
	switch last {
	case "MD5":
		s.mac = crypto.MD5
	case "SHA":
		s.mac = crypto.SHA1
	case "SHA256":
		s.mac = crypto.SHA256
	case "SHA384":
		s.mac, s.hash = crypto.SHA384, crypto.SHA384
	case "NULL": // TLS_NULL_WITH_NULL_NULL
	default:
		if s.bulk == nil || s.bulk.family != familyCCM {
			s.bulk = nil // a MAC that we do not have
		}
	}
	if s.bulk != nil && s.bulk.family >= familyGCM {
		s.mac = 0
	}
	if s.exchange == "" && (s.bulk == nil || s.bulk.family < familyGCM) {
		s.bulk = nil // integrity-only suites of RFC 9150, SM4
	}
	return s, true
}

// rsaExchange reports whether the premaster secret travels encrypted with RSA:
// an RSA private key then opens the connection.
func (s *suite) rsaExchange() bool {
	return s.exchange == "RSA" || s.exchange == "RSA_EXPORT" || s.exchange == "RSA_EXPORT1024" || s.exchange == "RSA_FIPS"
}

// ephemeral reports whether the server signs fresh parameters of its own.
func (s *suite) ephemeral() bool {
	return strings.HasPrefix(s.exchange, "DHE_") || strings.HasPrefix(s.exchange, "ECDHE_") || s.anonymous()
}

// anonymous reports whether nobody proves who he is.
func (s *suite) anonymous() bool {
	return strings.HasPrefix(s.exchange, "DH_anon") || strings.HasPrefix(s.exchange, "ECDH_anon")
}

// export reports whether the key was made short for export.
func (s *suite) export() bool {
	return strings.Contains(s.exchange, "EXPORT") || s.bulk != nil && s.bulk.key > s.bulk.material
}

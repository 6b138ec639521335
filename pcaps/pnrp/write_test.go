package pnrp_test

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/radissect/radissect/pcaps/craft"
)

// The writer of PNRP, from MS-PNRP and MS-RAIOP alone: it shares no code with the
// decoders. Sections are those of MS-PNRP unless they say otherwise.

var (
	le = binary.LittleEndian
	be = binary.BigEndian
)

func u16(v int) []byte    { return le.AppendUint16(nil, uint16(v)) }
func u32(v uint32) []byte { return le.AppendUint32(nil, v) }
func u64(v uint64) []byte { return le.AppendUint64(nil, v) }
func b16(v int) []byte    { return be.AppendUint16(nil, uint16(v)) }
func b32(v uint32) []byte { return be.AppendUint32(nil, v) }

func cat(parts ...[]byte) []byte { return slices.Concat(parts...) }

func backwards(b []byte) []byte {
	b = bytes.Clone(b)
	slices.Reverse(b)
	return b
}

// wide is UTF-16LE, network the same in network order.
func wide(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, u)
	}
	return b
}

func network(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = be.AppendUint16(b, u)
	}
	return b
}

func sha(parts ...[]byte) []byte {
	s := sha1.Sum(cat(parts...))
	return s[:]
}

func filler(seed byte, n int) (b []byte) {
	for i := range n {
		b = append(b, seed+byte(i)*7)
	}
	return b
}

// element is a FieldID, a Length that counts both, and a value, 2.2.
func element(id int, value ...[]byte) []byte {
	v := cat(value...)
	return cat(b16(id), b16(4+len(v)), v)
}

// padded is an element with zeros up to a multiple of four bytes, 2.2.
func padded(id int, value ...[]byte) []byte {
	b := element(id, value...)
	return append(b, make([]byte, -len(b)&3)...)
}

// message is the PNRP Header of 2.2.1 and what follows.
func message(kind byte, id uint32, elements ...[]byte) []byte {
	return cat(element(0x0010, []byte{0x51, 4, 0, kind}, b32(id)), cat(elements...))
}

// array has entries of n bytes and their type, 2.2.2.2 and 2.2.2.4.
func array(id, of, n int, entries ...[]byte) []byte {
	return element(id, b16(len(entries)), b16(8+n*len(entries)), b16(of), b16(n), cat(entries...))
}

func ids(list ...[]byte) []byte { return array(0x0060, 0x0030, 0x20, list...) }

// endpoint is IPV6_ENDPOINT, 2.2.3.6.
func endpoint(a netip.AddrPort) []byte { return cat(b16(int(a.Port())), a.Addr().AsSlice()) }

func endpoints(list ...netip.AddrPort) []byte {
	var entries [][]byte
	for _, a := range list {
		entries = append(entries, endpoint(a))
	}
	return array(0x009E, 0x009D, 0x12, entries...)
}

// route is ROUTE_ENTRY, 2.2.3.4.
func route(id []byte, port int, list ...netip.Addr) []byte {
	b := cat(id, []byte{4, 0}, b16(port), []byte{0, byte(len(list))})
	for _, a := range list {
		b = append(b, a.AsSlice()...)
	}
	return b
}

// p2pID and pnrpID are those of 3.1.4.4.1. The characters of the classifier are
// hashed in UTF-16LE, as in MS-RAIOP 3.1.5.2; MS-PNRP does not say.
func p2pID(classifier string, authority []byte) []byte {
	if authority == nil {
		authority = make([]byte, 20)
	}
	h := sha(wide(classifier))
	return sha(h, authority, h, []byte("PNRP"))[:16]
}

func pnrpID(classifier string, authority, location []byte) []byte {
	return cat(p2pID(classifier, authority), location)
}

// next is a PNRP ID and 1, for registration (3.2.4.1).
func next(id []byte) []byte {
	return new(big.Int).Add(new(big.Int).SetBytes(id), big.NewInt(1)).FillBytes(make([]byte, 32))
}

func loadKey(name string) *rsa.PrivateKey {
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	return key
}

// der is an element of ASN.1.
func der(tag byte, parts ...[]byte) []byte {
	v := cat(parts...)
	switch n := len(v); {
	case n < 0x80:
		return cat([]byte{tag, byte(n)}, v)
	case n < 0x100:
		return cat([]byte{tag, 0x81, byte(n)}, v)
	default:
		return cat([]byte{tag, 0x82}, b16(n), v)
	}
}

// publicKey is RSAPublicKey, RFC 8017 A.1.1.
func publicKey(k *rsa.PrivateKey) []byte {
	return der(0x30, der(2, []byte{0}, k.N.Bytes()), der(2, big.NewInt(int64(k.E)).Bytes()))
}

// sign is RSASSA-PKCS1-v1_5 over SHA-1 in SIGNATURE, 2.2.3.2 and 3.2.5.9.
func sign(k *rsa.PrivateKey, b []byte) []byte {
	s, err := rsa.SignPKCS1v15(nil, k, crypto.SHA1, sha(b))
	if err != nil {
		panic(err)
	}
	return cat(u16(0x88), u16(0x80), u32(0x8004), s)
}

// A cpa is what goes into an Encoded CPA, 2.2.3.1.
type cpa struct {
	key        *rsa.PrivateKey
	version    []byte // Cpa MinorVersion to PnrpMajorVersion
	flags      byte   // besides those that the fields set
	notAfter   uint64
	location   []byte
	nonce      []byte
	authority  []byte
	hash       []byte // ClassifierHash
	friendly   []byte
	services   []netip.AddrPort
	payload    []byte // PAYLOAD
	total      int    // added to Total Bytes
	objID      string
	length     int // added to CPA Length
	spoilt     bool
	nonceless  bool
	classifier string
}

// fileTime is FILETIME, MS-DTYP 2.3.3.
func fileTime(ns int64) uint64 { return uint64(ns)/100 + 116444736000000000 }

func (c cpa) encode() []byte {
	if c.version == nil {
		c.version = []byte{0, 2, 0, 4}
	}
	if c.nonce == nil {
		c.nonce = make([]byte, 16)
	}
	if c.authority != nil {
		c.flags |= 0x04
	}
	if c.hash == nil && c.classifier != "" {
		c.hash = sha(wide(c.classifier))
	}
	if c.hash != nil {
		c.flags |= 0x08
	}
	if c.nonceless {
		c.nonce = nil
	}
	b := cat([]byte{c.flags, 0}, u64(c.notAfter), backwards(c.location), c.nonce)
	b = cat(b, backwards(c.authority), c.hash)
	if c.friendly != nil {
		b[0] |= 0x10
		b = cat(b, u16(len(c.friendly)), c.friendly)
	}
	b = cat(b, u16(len(c.services)), u16(0x12)) // 2.2.3.1.1
	for _, a := range c.services {
		b = append(b, endpoint(a)...)
	}
	n := 0
	if c.payload != nil {
		n = 1
	}
	b = cat(b, u16(n), u16(4+len(c.payload)+c.total), c.payload)
	if c.objID == "" {
		c.objID = "1.2.840.113549.1.1.1"
	}
	key := publicKey(c.key) // 2.2.3.1.4
	b = cat(b, u16(9+20+len(key)), u16(20), u16(0), u16(len(key)), []byte{0}, []byte(c.objID), key)
	b = cat(u16(2+4+len(b)+0x88+c.length), c.version, b)
	s := sign(c.key, b)
	if c.spoilt {
		s[len(s)-1] ^= 1
	}
	return append(b, s...)
}

// appEndpoints is PAYLOAD with IPV6_APP_ENDPOINT, 2.2.3.1.2 and 2.2.3.1.3.
func appEndpoints(kind uint32, list ...netip.AddrPort) []byte {
	b := cat(u32(kind), u16(20*len(list)))
	for _, a := range list {
		b = cat(b, a.Addr().AsSlice(), b16(int(a.Port())), u16(6)) // TCP
	}
	return b
}

// An extended is what goes into EXTENDED_PAYLOAD, 2.2.3.3.
type extended struct {
	key      *rsa.PrivateKey
	major    byte
	notAfter uint64
	id       []byte
	nonce    []byte
	data     []byte
	text     bool // type 0x80000002, Unicode
}

func (e extended) encode() []byte {
	if e.major == 0 {
		e.major = 2
	}
	if e.nonce == nil {
		e.nonce = make([]byte, 16)
	}
	kind, data := uint32(0x80000003), e.data
	if e.text {
		kind, data = 0x80000002, cat(u16(0), e.data)
	}
	b := cat(u64(e.notAfter), backwards(e.id), e.nonce, u16(1), u16(10+len(data)), u32(kind), u16(len(data)), data)
	// The fields before have eight bytes.
	b = cat(u16(8+len(b)+0x88), []byte{0, e.major}, u16(0), u16(8+len(b)), b)
	return append(b, sign(e.key, b)...)
}

// certificate is X.509 as 2.2.3.5 and 2.2.3.5.1 have it.
func certificate(k, issuer *rsa.PrivateKey, root bool, serial []byte, subject, by string) []byte {
	alg := der(0x30, []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"), der(5))
	name := func(s string) []byte {
		return der(0x30, der(0x31, der(0x30, []byte("\x06\x03\x55\x04\x03"), der(0x1e, network(s+"\x00")))))
	}
	spki := der(0x30, der(0x30, []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"), der(5)), der(3, []byte{0}, publicKey(k)))
	kind := uint32(1) // certTypeMember
	if root {
		kind = 2 // certTypeRoot
	}
	extension := func(oid string, value []byte) []byte {
		return der(0x30, []byte(oid), der(1, []byte{0xff}), der(4, value)) // critical
	}
	p2p := "\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x2c" // 1.3.6.1.4.1.311.44
	tbs := der(0x30, der(0xa0, der(2, []byte{2})), der(2, serial), alg, name(by),
		der(0x30, der(0x17, []byte("260101000000Z")), der(0x17, []byte("270101000000Z"))), name(subject), spki,
		der(0xa3, der(0x30,
			extension(p2p+"\x00\x01", der(4, u32(kind))),
			extension(p2p+"\x00\x04", der(4, []byte{1, 0, 2, 0})))))
	s, err := rsa.SignPKCS1v15(nil, issuer, crypto.SHA1, sha(tbs))
	if err != nil {
		panic(err)
	}
	return der(0x30, tbs, alg, der(3, []byte{0}, s))
}

// signedData is PKCS #7 SignedData with certificates alone, RFC 2315 7 and 9.1.
func signedData(certificates ...[]byte) []byte {
	return der(0x30, []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), der(0xa0, der(0x30,
		der(2, []byte{1}), der(0x31), der(0x30, []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01")),
		der(0xa0, certificates...), der(0x31))))
}

// classifierElement is CLASSIFIER of 2.2.2.6.1, the characters in network order.
func classifierElement(s string) []byte {
	b := network(s)
	return padded(0x0085, b16(len(b)/2), b16(8+len(b)), b16(0x0084), b16(2), b)
}

// authority cuts an AUTHORITY_BUFFER, 2.2.2.6 and 3.2.5.10.
func authority(id, acked uint32, buffer []byte) (list [][]byte) {
	for off := 0; off < len(buffer); off += 1188 {
		part := buffer[off:min(off+1188, len(buffer))]
		list = append(list, message(8, id, element(0x0018, b32(acked)), element(0x0098, b16(len(buffer)), b16(off)), part))
	}
	return list
}

func ack(id, acked uint32) []byte { return message(9, id, element(0x0018, b32(acked))) }

func lookup(id uint32, reason byte, target, validate, entry []byte, path ...netip.AddrPort) []byte {
	var e []byte
	if entry != nil {
		e = padded(0x009A, entry)
	}
	return message(0x0B, id, element(0x0045, b16(0x0002), b16(0), []byte{0, reason, 0, 0}), element(0x0038, target),
		element(0x0039, validate), e, endpoints(path...))
}

func inquire(id uint32, flags int, target, nonce []byte) []byte {
	var n []byte
	if nonce != nil {
		n = element(0x0093, nonce)
	}
	return message(7, id, padded(0x0040, b16(flags)), element(0x0039, target), n)
}

func flood(id uint32, d int, validate []byte, elements ...[]byte) []byte {
	return message(4, id, padded(0x0043, b16(d), []byte{0xAB}), element(0x0039, validate), cat(elements...))
}

// iterated is the hash of MS-RAIOP 3.1.5.1 and 3.1.5.2: 100,000 times, of the base
// and the hash before.
func iterated(base []byte) []byte {
	buf := append(bytes.Clone(base), make([]byte, 20)...)
	for range 100_000 {
		s := sha1.Sum(buf)
		copy(buf[len(base):], s[:])
	}
	return buf[len(base):]
}

// passwordOf is MS-RAIOP 3.1.5.1.
func passwordOf(text string) string {
	const allowed = "BCDFGHJKLMNPQRSTVWXYZ23456789"
	w := wide(text)
	out := ""
	for _, b := range iterated(w[:min(len(w), 8000)])[:6] {
		out += string(allowed[int(b)*len(allowed)/256])
	}
	return out
}

// keyString is MS-RAIOP 3.1.5.2.
func keyString(password string, ns int64) string {
	return strings.ToUpper(hex.EncodeToString(iterated(wide(password + strconv.FormatInt(ns/1e9/3600, 10)))[:16]))
}

// encrypt is MS-RAIOP 3.1.5.2: SHA-1 of the key string, the derivation of the
// example in 4.1 (xored into 64 bytes of 0x36), and AES-128 as the example has it.
func encrypt(key, text string) []byte {
	pad := bytes.Repeat([]byte{0x36}, 64)
	for i, b := range sha(wide(key)) {
		pad[i] ^= b
	}
	return cbc(sha(pad)[:16], wide(text))
}

func cbc(key, b []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	n := 16 - len(b)%16
	out := append(bytes.Clone(b), bytes.Repeat([]byte{byte(n)}, n)...)
	cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(out, out)
	return out
}

// contactPayload is MS-RAIOP 3.3.5.1; the second value is the length of the
// exported AES key in bytes. How RSA is applied is not stated: PKCS #1 v1.5 with a
// padding that is the same in every run.
func contactPayload(k *rsa.PublicKey, text string) ([]byte, int) {
	data := filler(3, 32)
	block := cat([]byte{0, 2}, bytes.Repeat([]byte{0x5a}, k.Size()-3-len(data)), []byte{0}, data)
	c := new(big.Int).Exp(new(big.Int).SetBytes(block), big.NewInt(int64(k.E)), k.N)
	exported := wide(base64.StdEncoding.EncodeToString(c.FillBytes(make([]byte, k.Size()))))
	return cat(exported, cbc(data, wide(text))), len(exported)
}

// A wire is a capture of two nodes.
type wire struct {
	*craft.Capture
	node [2]netip.AddrPort
	want map[int][]string // rules that a frame breaks
	last map[int]int      // of a frame with a fragment: the one of the last fragment
	id   uint32
}

// fragments adds the datagrams of one buffer, which breaks rules.
func (w *wire) fragments(list [][]byte, rules ...string) {
	from := w.Packets() + 1
	for _, b := range list {
		w.send(0, b)
	}
	for i := from; i < w.Packets(); i++ {
		w.last[i] = w.Packets()
	}
	w.want[w.Packets()] = rules
}

// send adds a datagram of node from, which breaks rules.
func (w *wire) send(from int, b []byte, rules ...string) {
	w.UDP(w.node[from], w.node[1-from], b)
	w.want[w.Packets()] = append(w.want[w.Packets()], rules...)
}

// fresh is a new Message ID.
func (w *wire) fresh() uint32 {
	w.id++
	return 0x1000_0000 + w.id
}

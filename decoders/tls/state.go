package tls

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// State is what is known of one TLS connection. Fields whose message was not
// seen stay zero.
type State struct {
	Version      uint16   // negotiated, as on the wire: 0x0303 is TLS 1.2; 0 for not known
	Suite        uint16   // cipher suite selected
	SuiteName    string   // its name, "" for none
	ClientRandom [32]byte // what a key log finds the secrets by
	ServerRandom [32]byte
	SessionID    []byte // of the ServerHello
	ServerName   string // SNI
	Protocol     string // negotiated by ALPN
	Certificates []Certificate
	Resumed      bool // the server took up an older session

	Supported bool   // radissect knows the cipher
	Open      bool   // records were opened
	With      string // the secret that opened them, by the name under which it was given
	Records   [2]RecordCount

	seenClient, seenServer bool
	rsa                    bool // RSA key exchange
	clientCertificates     []Certificate
}

// RecordCount counts the protected records of one direction.
type RecordCount struct {
	Opened uint64
	Closed uint64 // no secret, or a cipher whose state is lost
	Failed uint64 // a wrong tag, MAC or padding
}

// A Certificate is one certificate of a chain, in the order of the wire.
type Certificate struct {
	Subject, Issuer     string // as in RFC 4514, not escaped
	NotBefore, NotAfter int64  // seconds since 1970
	Key                 string // algorithm of the key, "" for not known
	Bits                int    // of the key, 0 for not known
	Signature           string // algorithm, "" for not known
	SHA1                [20]byte
	SHA256              [32]byte
	modulus, public     []byte
}

// maxShown is how many certificates of servers are remembered for two hosts. A
// host has a few services.
const maxShown = 64

// A Server is a certificate that a server has shown.
type Server struct {
	Server dissect.Endpoint
	SHA256 [32]byte
}

// shown are the certificates that the servers of two hosts have shown.
type shown struct{ list []Server }

// shownKey is where the conversations of two hosts keep them.
var shownKey = new(shown)

func shownOf(conv *dissect.Conversation) *shown {
	return conv.Shared(shownKey, func() any { return new(shown) }).(*shown)
}

// keepShown remembers the first certificate of a server's chain.
func keepShown(conv *dissect.Conversation, c *Certificate) {
	s, one := shownOf(conv), Server{conv.Server, c.SHA256}
	if len(s.list) < maxShown && !slices.Contains(s.list, one) {
		s.list = append(s.list, one)
	}
}

// Shown lists the certificates that servers have shown in the conversations of
// the two hosts of conv so far, whether or not those were opened: each once, in
// the order in which they were first seen.
func Shown(conv *dissect.Conversation) []Server { return shownOf(conv).list }

// PublicKey is the content of subjectPublicKey (RFC 5280 4.1.2.7) of the first
// certificate of a chain, nil of the others. It must not be changed.
func (c *Certificate) PublicKey() []byte { return c.public }

// Of is the outermost TLS connection of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.layers[0].State
}

// All is the TLS connections of conv, the outermost first: gateways carry one
// inside of the other.
func All(conv *dissect.Conversation) []*State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return nil
	}
	var list []*State
	for _, l := range h.layers {
		list = append(list, &l.State)
	}
	return list
}

// VersionName is the name of the negotiated version, "TLS 1.2".
func (s *State) VersionName() string {
	if n := versionNames.Value(uint64(s.Version)); n != "" {
		return n
	}
	if s.Version == 0 {
		return "unknown version"
	}
	return "version 0x" + strings.ToUpper(hex.EncodeToString([]byte{byte(s.Version >> 8), byte(s.Version)}))
}

// Cipher is the cipher suite with the version, "TLS_AES_128_GCM_SHA256 (TLS
// 1.3)", and says where radissect does not know the cipher.
func (s *State) Cipher() string {
	switch {
	case s.Version == 0 && s.SuiteName == "":
		return ""
	case s.SuiteName == "":
		return "suite " + hexWord(s.Suite) + " (" + s.VersionName() + ", not supported)"
	case !s.Supported:
		return s.SuiteName + " (" + s.VersionName() + ", not supported)"
	}
	return s.SuiteName + " (" + s.VersionName() + ")"
}

// Needs lists what would open the connection, each in a form that can be looked
// for in a key log or compared with a key: empty when nothing would.
func (s *State) Needs() []string {
	var list []string
	if s.SuiteName != "" && !s.Supported {
		return nil
	}
	if s.seenClient {
		random := hex.EncodeToString(s.ClientRandom[:])
		if isTLS13(s.Version) {
			list = append(list, "key log: CLIENT_HANDSHAKE_TRAFFIC_SECRET, SERVER_HANDSHAKE_TRAFFIC_SECRET, CLIENT_TRAFFIC_SECRET_0 and SERVER_TRAFFIC_SECRET_0 of client random "+random)
		} else {
			list = append(list, "key log: CLIENT_RANDOM "+random)
		}
	}
	if !isTLS13(s.Version) && len(s.SessionID) > 0 {
		list = append(list, "key log: RSA Session-ID:"+hex.EncodeToString(s.SessionID))
	}
	if s.rsa && !isTLS13(s.Version) && len(s.Certificates) > 0 && s.Certificates[0].modulus != nil {
		c := &s.Certificates[0]
		list = append(list, "RSA private key of the certificate with SHA-256 fingerprint "+hex.EncodeToString(c.SHA256[:])+" ("+c.Subject+")")
	}
	return list
}

// SessionSecretsOnly reports whether nothing but secrets of this very session
// opens the connection: the server's private key does not (forward secrecy).
func (s *State) SessionSecretsOnly() bool {
	return isTLS13(s.Version) || s.SuiteName != "" && !s.rsa
}

func hexWord(v uint16) string { return "0x" + hex.EncodeToString([]byte{byte(v >> 8), byte(v)}) }

// fingerprint is the SHA-256 hash of a certificate.
func fingerprint(der []byte) [32]byte { return sha256.Sum256(der) }

func itoa(n int) string { return strconv.Itoa(n) }

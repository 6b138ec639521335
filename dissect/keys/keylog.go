package keys

import (
	"bytes"
	"encoding/hex"
	"math"
	"strconv"
)

// A Label says what a secret of a TLS key log is.
type Label uint8

// The labels of the key log format (RFC 9850 2.1 and 2.2, and the older NSS
// key log format), with what each is found by.
const (
	// MasterSecret is CLIENT_RANDOM: the master secret of TLS 1.2 and older, by client random.
	MasterSecret Label = iota + 1
	// MasterSecretBySession is "RSA Session-ID:… Master-Key:…": the master
	// secret by the session id of the server's hello. Schannel captures have it.
	MasterSecretBySession
	// PremasterByCipherText is RSA: the premaster secret, by the first 8 bytes
	// of the encrypted one.
	PremasterByCipherText
	// PremasterByRandom is PMS_CLIENT_RANDOM, which Wireshark reads: the
	// premaster secret of any key exchange, by client random.
	PremasterByRandom
	// ClientEarlyTraffic is CLIENT_EARLY_TRAFFIC_SECRET, by client random as all below.
	ClientEarlyTraffic
	// ClientHandshakeTraffic is CLIENT_HANDSHAKE_TRAFFIC_SECRET.
	ClientHandshakeTraffic
	// ServerHandshakeTraffic is SERVER_HANDSHAKE_TRAFFIC_SECRET.
	ServerHandshakeTraffic
	// ClientTraffic is CLIENT_TRAFFIC_SECRET_n, n counting key updates from 0.
	ClientTraffic
	// ServerTraffic is SERVER_TRAFFIC_SECRET_n, n counting key updates from 0.
	ServerTraffic
	// Exporter is EXPORTER_SECRET.
	Exporter
	// EarlyExporter is EARLY_EXPORTER_SECRET.
	EarlyExporter
)

const (
	randomLen       = 32   // client random (RFC 5246 7.4.1.2)
	masterLen       = 48   // master secret (RFC 5246 8.1), RSA premaster secret (RFC 5246 7.4.7.1)
	cipherTextLen   = 8    // of the encrypted premaster secret (NSS key log format)
	maxSessionID    = 32   // bytes (RFC 5246 7.4.1.2)
	maxPremasterLen = 2048 // bytes: a Diffie-Hellman group of 16,384 bits

	// maxLineLen is that of the longest line above, with room for spaces.
	maxLineLen = 2*maxPremasterLen + 256
)

var (
	sessionWord   = []byte("Session-ID:")
	masterWord    = []byte("Master-Key:")
	clientPrefix  = []byte("CLIENT_TRAFFIC_SECRET_")
	serverPrefix  = []byte("SERVER_TRAFFIC_SECRET_")
	byteOrderMark = []byte("\xef\xbb\xbf")
)

// labelOf returns the label of a line's first word, with the generation of
// traffic secrets.
func labelOf(word []byte) (label Label, generation uint32, ok bool) {
	switch string(word) {
	case "CLIENT_RANDOM":
		return MasterSecret, 0, true
	case "RSA":
		return PremasterByCipherText, 0, true
	case "PMS_CLIENT_RANDOM":
		return PremasterByRandom, 0, true
	case "CLIENT_EARLY_TRAFFIC_SECRET":
		return ClientEarlyTraffic, 0, true
	case "CLIENT_HANDSHAKE_TRAFFIC_SECRET":
		return ClientHandshakeTraffic, 0, true
	case "SERVER_HANDSHAKE_TRAFFIC_SECRET":
		return ServerHandshakeTraffic, 0, true
	case "EXPORTER_SECRET":
		return Exporter, 0, true
	case "EARLY_EXPORTER_SECRET":
		return EarlyExporter, 0, true
	}
	digits, found := bytes.CutPrefix(word, clientPrefix)
	label = ClientTraffic
	if !found {
		digits, found = bytes.CutPrefix(word, serverPrefix)
		label = ServerTraffic
	}
	if !found || len(digits) == 0 || len(digits) > 10 {
		return 0, 0, false
	}
	var n uint64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	if n > math.MaxUint32 {
		return 0, 0, false
	}
	return label, uint32(n), true
}

// A verdict says what a line of a key log is.
type verdict uint8

const (
	lineEmpty   verdict = iota // blank or a comment
	lineEntry                  // a secret
	lineUnknown                // a label that we do not know, which the format allows
	lineBad                    // anything else
)

// parseLine reads one line of at most maxLineLen bytes, without its line end. For an entry it appends the
// secret to arena and returns the longer arena.
func parseLine(line, arena []byte) (logKey, []byte, verdict) {
	var key logKey
	line = bytes.Trim(line, " \t\r\x00")
	if len(line) == 0 || line[0] == '#' {
		return key, arena, lineEmpty
	}
	word, rest := cutWord(line)
	label, generation, ok := labelOf(word)
	if !ok {
		if plausibleLabel(word) {
			return key, arena, lineUnknown
		}
		return key, arena, lineBad
	}
	id, rest := cutWord(rest)
	secret, rest := cutWord(rest)
	if len(rest) != 0 {
		return key, arena, lineBad
	}
	if label == PremasterByCipherText && bytes.HasPrefix(id, sessionWord) {
		label = MasterSecretBySession
		id = id[len(sessionWord):]
		if secret, ok = bytes.CutPrefix(secret, masterWord); !ok {
			return key, arena, lineBad
		}
	}
	if !idLenOK(label, len(id)/2) || !secretLenOK(label, len(secret)/2) {
		return key, arena, lineBad
	}
	key = logKey{label: label, generation: generation, n: uint8(len(id) / 2)}
	if _, err := hex.Decode(key.id[:], id); err != nil {
		return logKey{}, arena, lineBad
	}
	grown, err := hex.AppendDecode(arena, secret)
	if err != nil {
		return logKey{}, arena, lineBad
	}
	return key, grown, lineEntry
}

// cutWord splits b after its first word and the white space that follows.
func cutWord(b []byte) (word, rest []byte) {
	i := bytes.IndexAny(b, " \t")
	if i < 0 {
		return b, nil
	}
	return b[:i], bytes.TrimLeft(b[i:], " \t")
}

// plausibleLabel reports whether word has the letters of a label. Labels that
// a reader does not know are no error (RFC 9850 2).
func plausibleLabel(word []byte) bool {
	for _, c := range word {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// idLenOK reports whether what the secret is found by can have n bytes.
func idLenOK(label Label, n int) bool {
	switch label {
	case MasterSecretBySession:
		return n >= 1 && n <= maxSessionID
	case PremasterByCipherText:
		return n == cipherTextLen
	}
	return n == randomLen
}

// secretLenOK reports whether the secret can have n bytes. Those of TLS 1.3
// are as long as the hash of the cipher suite, SHA-256 or SHA-384 (RFC 8446 B.4).
func secretLenOK(label Label, n int) bool {
	switch label {
	case MasterSecret, MasterSecretBySession, PremasterByCipherText:
		return n == masterLen
	case PremasterByRandom:
		return n >= 1 && n <= maxPremasterLen
	}
	return n == 32 || n == 48
}

// String returns the label as it stands in a key log, without generation.
func (l Label) String() string {
	switch l {
	case MasterSecret:
		return "CLIENT_RANDOM"
	case MasterSecretBySession:
		return "RSA Session-ID"
	case PremasterByCipherText:
		return "RSA"
	case PremasterByRandom:
		return "PMS_CLIENT_RANDOM"
	case ClientEarlyTraffic:
		return "CLIENT_EARLY_TRAFFIC_SECRET"
	case ClientHandshakeTraffic:
		return "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
	case ServerHandshakeTraffic:
		return "SERVER_HANDSHAKE_TRAFFIC_SECRET"
	case ClientTraffic:
		return "CLIENT_TRAFFIC_SECRET"
	case ServerTraffic:
		return "SERVER_TRAFFIC_SECRET"
	case Exporter:
		return "EXPORTER_SECRET"
	case EarlyExporter:
		return "EARLY_EXPORTER_SECRET"
	}
	return "Label(" + strconv.Itoa(int(l)) + ")"
}

package tls

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// Content types, RFC 8446 5.1 and RFC 6520 3.
const (
	typeChangeCipherSpec = 20
	typeAlert            = 21
	typeHandshake        = 22
	typeApplicationData  = 23
	typeHeartbeat        = 24
)

const (
	headerLen = 5
	// maxPlain is the longest fragment of a record without protection (RFC 8446 5.1).
	maxPlain = 1 << 14
	// maxSealed is the longest fragment with protection (RFC 5246 6.2.3).
	maxSealed = maxPlain + 2048
	// maxSealed13 is the same for TLS 1.3 (RFC 8446 5.2).
	maxSealed13 = maxPlain + 256
)

// A Record is one record of the record layer, RFC 8446 5.1 and 5.2. What a
// sealed record holds is read when it is opened.
type Record struct {
	Type    uint8
	Version uint16 // legacy_record_version
	Length  uint16 // bytes of the fragment
	Sealed  bool   // the fragment is encrypted
	Alert   Alert  // of a record of type alert that is not sealed
	CCS     bool   // a ChangeCipherSpec message
	old     bool   // an SSL 2.0 hello
}

// An Alert is an alert message, RFC 8446 6.
type Alert struct {
	Level       uint8
	Description uint8
}

// Decode reads the alert.
func (m *Alert) Decode(c *dissect.Cursor) {
	m.Level = c.U8(fLevel)
	c.Require(m.Level == 1 || m.Level == 2, AlertLevel)
	m.Description = c.U8(fDescription)
}

// decode reads a record in the state of its connection.
func (m *Record) decode(l *layer, dir dissect.Dir, c *dissect.Cursor) {
	m.Type = c.U8(fType)
	c.Require(m.Type >= typeChangeCipherSpec && m.Type <= typeHeartbeat, ContentType)
	m.Version = c.U16(fRecordVersion)
	if want := l.recordVersion(); want != 0 && l.half[dir].seen {
		c.Require(m.Version == want, RecordVersion)
	}
	m.Length = c.U16(fLength)
	m.Sealed = l.sealed(dir, m.Type, int(m.Length), c)
	if m.Sealed {
		c.Is(kindCiphertext)
		c.Require(int(m.Length) <= l.maxSealed(), CiphertextLength)
		c.Closed(fEncrypted, int(m.Length))
		return
	}
	c.Is(kindPlaintext)
	c.Require(m.Length <= maxPlain, PlaintextLength)
	if m.Type == typeHandshake || m.Type == typeAlert || m.Type == typeChangeCipherSpec {
		c.Require(m.Length > 0, EmptyFragment)
	}
	body := c.Sub(fFragment, int(m.Length))
	switch m.Type {
	case typeChangeCipherSpec:
		c.Is(kindChangeCipherSpec)
		m.CCS = true
		v := body.U8(fChangeCipherSpec)
		body.Require(v == 1 && m.Length == 1, ChangeCipherSpecValue)
	case typeAlert:
		c.Is(kindAlert)
		m.Alert.Decode(&body)
	case typeHeartbeat:
		c.Is(kindHeartbeat)
		heartbeat(&body)
	default:
		if body.Left() > 0 {
			body.Bytes(fContent, body.Left())
		}
	}
	body.Done()
}

// heartbeat reads a heartbeat message, RFC 6520 4. A message that claims a
// payload longer than itself asks its receiver for memory that follows it.
func heartbeat(c *dissect.Cursor) {
	c.U8(fHeartbeatType)
	n := int(c.U16(fPayloadLength))
	const minPadding = 16
	if !c.OK() {
		return
	}
	c.Require(n+minPadding <= c.Left(), HeartbeatLength)
	if n = min(n, c.Left()); n > 0 {
		c.Bytes(fPayload, n)
	}
	if c.Left() > 0 {
		c.Bytes(fPadding, c.Left())
	}
}

// frame tells the length of the record that b starts with. known says that the
// stream carries TLS already, so that odd records are taken as such.
func frame(b []byte, known bool) int {
	if len(b) == 0 {
		return 0
	}
	if n, ok := frameSSL2(b); ok {
		return n
	}
	switch {
	case !known && (b[0] < typeChangeCipherSpec || b[0] > typeHeartbeat),
		b[0] < typeChangeCipherSpec-4 || b[0] > typeHeartbeat+8,
		len(b) > 1 && b[1] != 3,
		len(b) > 2 && b[2] > 4:
		return dissect.Lost
	case len(b) < headerLen:
		return 0
	}
	n := int(binary.BigEndian.Uint16(b[3:]))
	if n > maxSealed && !known {
		return dissect.Lost
	}
	return headerLen + n
}

// plausible reports whether b may start a record as every peer sends them. n is
// its length, 0 when b is too short to tell.
func plausible(b []byte) (n int, ok bool) {
	n = frame(b, false)
	if n == dissect.Lost || len(b) > 0 && b[0]&0x80 != 0 {
		return 0, false
	}
	return n, n == 0 || n > headerLen
}

// probe recognises the first record of a direction: a handshake record with a
// hello in it, an alert, or a hello of SSL 2.0. Where the start was missed, any
// two records in a row will do.
func probe(dir dissect.Dir, b []byte, mid bool) dissect.Verdict {
	if len(b) == 0 {
		return dissect.More
	}
	if b[0]&0x80 != 0 {
		if dir == dissect.FromServer {
			return dissect.No
		}
		return probeSSL2(b)
	}
	n, ok := plausible(b)
	if !ok {
		return dissect.No
	}
	if n == 0 {
		return dissect.More
	}
	switch b[0] {
	case typeHandshake:
		if len(b) < headerLen+4 {
			return dissect.More
		}
		t := b[headerLen]
		size := int(b[headerLen+1])<<16 | int(b[headerLen+2])<<8 | int(b[headerLen+3])
		if (t == typeClientHello || t == typeServerHello) && size >= 38 {
			return dissect.Yes
		}
	case typeAlert:
		if n == headerLen+2 {
			if len(b) < n {
				return dissect.More
			}
			if l := b[headerLen]; l == 1 || l == 2 {
				return dissect.Yes
			}
		}
	}
	if !mid {
		return dissect.No
	}
	return probeMid(b, n)
}

// probeMid recognises records from the middle of a connection: three in a row,
// or as many as there are when they end with the bytes.
func probeMid(b []byte, n int) dissect.Verdict {
	for i := 0; i < 3; i++ {
		if n > len(b) {
			if i > 0 || n <= maxSealed+headerLen && b[0] == typeApplicationData && b[2] == 3 {
				return dissect.Yes
			}
			return dissect.More
		}
		b = b[n:]
		if len(b) == 0 {
			return dissect.Yes
		}
		var ok bool
		if n, ok = plausible(b); !ok {
			return dissect.No
		}
		if n == 0 {
			return dissect.Yes
		}
	}
	return dissect.Yes
}

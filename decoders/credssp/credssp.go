// Package credssp frames the TSRequest messages of the Credential Security
// Support Provider protocol (MS-CSSP 2.2.1), of which all but the version stays
// closed, and the Early User Authorization Result that RDP sends behind them
// (MS-RDPBCGR 2.2.10.2).
package credssp

import "github.com/radissect/radissect/dissect"

// Protocol is CredSSP.
var Protocol = &dissect.Protocol{
	Name:   "credssp",
	Title:  "Credential Security Support Provider",
	Specs:  []dissect.Spec{"MS-CSSP 2.2.1", "MS-RDPBCGR 5.4.5.2", "MS-RDPBCGR 2.2.10.2"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Probe:  probe,
	New:    func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// maxLength is the longest TSRequest that is waited for: four times the 64 KiB
// beyond which no security token of any known mechanism goes.
const maxLength = 1 << 18

// sequence is the identifier of a SEQUENCE, X.690 8.9.
const sequence = 0x30

// header is what every TSRequest has behind its outer length: the version as
// element [0] with an INTEGER of one byte (MS-CSSP 2.2.1).
var header = [...]byte{0xA0, 0x03, 0x02, 0x01}

// maxVersion is a bound for what is believed to be a version. MS-CSSP 2.2.1 knows 2 to 6.
const maxVersion = 16

// A Request is TSRequest, MS-CSSP 2.2.1.
type Request struct {
	Version uint8
}

// Decode reads the message.
func (m *Request) Decode(c *dissect.Cursor) {
	c.Is(kindRequest)
	c.U8(fIdentifier)
	n := int(c.U8(fLength))
	if n >= 0x80 {
		n = int(c.UintBE(fLongLength, n&0x7F))
	}
	body := c.Sub(fRequest, n)
	body.U8(fIdentifier)
	body.U8(fLength)
	body.U8(fIdentifier)
	body.U8(fLength)
	m.Version = body.U8(fVersion)
	if k := body.Left(); k > 0 {
		body.Closed(fRest, k)
	}
	body.Done()
}

// frame tells the length of the TSRequest that b starts with.
func frame(b []byte) int {
	if len(b) > 0 && b[0] != sequence {
		return dissect.Lost
	}
	if len(b) < 2 {
		return 0
	}
	at, n := 2, int(b[1])
	if n >= 0x80 {
		size := n & 0x7F
		if size < 1 || size > 3 {
			return dissect.Lost
		}
		if len(b) < 2+size {
			return 0
		}
		n = 0
		for _, x := range b[2 : 2+size] {
			n = n<<8 | int(x)
		}
		at += size
	}
	if n < len(header)+1 || n > maxLength {
		return dissect.Lost
	}
	for i, want := range header {
		if at+i >= len(b) {
			return 0
		}
		if b[at+i] != want {
			return dissect.Lost
		}
	}
	if v := at + len(header); v < len(b) && (b[v] == 0 || b[v] > maxVersion) {
		return dissect.Lost
	}
	return at + n
}

// probe recognises a TSRequest.
func probe(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
	switch frame(b) {
	case dissect.Lost:
		return dissect.No
	case 0:
		return dissect.More
	}
	return dissect.Yes
}

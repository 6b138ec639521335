package ra

import (
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/dissect"
)

// connectionString is the parts of a Remote Assistance Connection String, MS-RAI
// 2.2, that are of use beside the tree.
type connectionString struct {
	version   int    // 1 or 2, 0 when it is neither
	addresses []byte // version 1: machineAddressList, UTF-16LE
	id        []byte // RASessionID or the ID of A, UTF-16LE
	decoder   invitation.Decoder
}

// connectionEnd is the length in bytes of the connection string that b begins
// with: up to a NUL, or all. Where a sender left out the NUL before the expert
// blob, the string ends before the number that begins the blob.
func connectionEnd(b []byte) int {
	text := trimNUL(b)
	for i := 2; i < len(text); i += 2 {
		if unit(text, i) != ';' || !prefix(text[i:], ";NAME=") && !prefix(text[i:], ";PASS=") {
			continue
		}
		at := i
		for at > 0 && unit(text, at-2) >= '0' && unit(text, at-2) <= '9' {
			at -= 2
		}
		if at < i {
			return at
		}
	}
	return len(text)
}

// decode reads n bytes.
func (s *connectionString) decode(c *dissect.Cursor, n int) {
	c.Enter(fRAConnectionString)
	s.version, s.addresses, s.id = 0, nil, nil
	if n > 0 {
		d := &s.decoder
		d.DecodeString(c, n)
		s.version, s.addresses, s.id = d.Version, d.Addresses, d.ID
	}
	c.Leave()
}

// info appends where the string leads.
func (s *connectionString) info(dst []byte) []byte {
	if s.version == 0 {
		return dst
	}
	return s.decoder.AppendInfo(dst)
}

package dcerpc

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// A UUID is 16 bytes in the order of MS-DTYP 2.3.4.2: the first three parts
// little-endian, whatever order the wire had.
type UUID [16]byte

// uuidOrder is the order in which the bytes of a UUID are written as text.
var uuidOrder = [16]byte{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15}

// ParseUUID reads the text form, 8-4-4-4-12 hex digits in either case.
func ParseUUID(s string) (u UUID, ok bool) {
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(b) != len(u) || len(s) != 36 {
		return UUID{}, false
	}
	for i, o := range uuidOrder {
		u[o] = b[i]
	}
	return u, true
}

// AppendText appends the text form in lower case.
func (u UUID) AppendText(dst []byte) []byte {
	for i, o := range uuidOrder {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = hex.AppendEncode(dst, u[o:o+1])
	}
	return dst
}

// String is the text form in lower case.
func (u UUID) String() string { return string(u.AppendText(nil)) }

// A UUIDVersion names an interface or a transfer syntax (p_syntax_id_t, C706
// 12.6.3.1).
type UUIDVersion struct {
	UUID  UUID
	Major uint16
	Minor uint16
}

// MustID is the identifier with this UUID and version, for package variables. It
// panics when uuid is not the text form of a UUID.
func MustID(uuid string, major, minor uint16) UUIDVersion {
	u, ok := ParseUUID(uuid)
	if !ok {
		panic("dcerpc: not a UUID: " + strconv.Quote(uuid))
	}
	return UUIDVersion{u, major, minor}
}

// AppendText appends UUID and version: "e1af8308-... v3.0".
func (v UUIDVersion) AppendText(dst []byte) []byte {
	dst = append(v.UUID.AppendText(dst), " v"...)
	dst = strconv.AppendUint(dst, uint64(v.Major), 10)
	dst = append(dst, '.')
	return strconv.AppendUint(dst, uint64(v.Minor), 10)
}

// A Syntax is a transfer syntax, as far as the children need to tell them apart.
type Syntax uint8

// The transfer syntaxes.
const (
	UnknownSyntax Syntax = iota
	NDR20                // C706 14, MS-RPCE 2.2.4.12
	NDR64                // MS-RPCE 2.2.5
	BindFeatures         // not a syntax: bind time feature negotiation, MS-RPCE 3.3.1.5.3
)

var syntaxNames = [...]string{"unknown transfer syntax", "NDR", "NDR64", "bind time feature negotiation"}

// String is the name of the syntax.
func (s Syntax) String() string {
	if int(s) < len(syntaxNames) {
		return syntaxNames[s]
	}
	return syntaxNames[0]
}

var (
	idNDR20 = MustID("8a885d04-1ceb-11c9-9fe8-08002b104860", 2, 0) // MS-RPCE 2.2.4.12
	idNDR64 = MustID("71710533-beba-4937-8319-b5dbef9ccc36", 1, 0) // MS-RPCE 2.2.5.1
	// idFeatures: its first eight bytes announce bind time feature negotiation,
	// the others are the bitmask (MS-RPCE 3.3.1.5.3).
	idFeatures = MustID("6cb71c2c-9812-4540-0000-000000000000", 1, 0)
)

// SyntaxOf is the transfer syntax with this identifier.
func SyntaxOf(v UUIDVersion) Syntax {
	switch {
	case v == idNDR20:
		return NDR20
	case v == idNDR64:
		return NDR64
	case [8]byte(v.UUID[:8]) == [8]byte(idFeatures.UUID[:8]):
		return BindFeatures
	}
	return UnknownSyntax
}

// uuid reads a UUID in the byte order of the PDU.
func (m *PDU) uuid(c *dissect.Cursor, f *dissect.Field) (u UUID) {
	if !m.BigEndian {
		copy(u[:], c.Bytes(f, len(u)))
		return u
	}
	c.Enter(fBigUUID)
	var b [16]byte
	copy(b[:], c.Peek())
	c.U32(fTimeLow)
	c.U16(fTimeMid)
	c.U16(fTimeHi)
	c.Bytes(fClockNode, 8)
	c.Leave()
	if c.OK() {
		for i, o := range uuidOrder {
			u[o] = b[i]
		}
	}
	return u
}

// syntax reads a p_syntax_id_t, C706 12.6.3.1: the major version is in the low
// half of if_version.
func (m *PDU) syntax(c *dissect.Cursor, group *dissect.Field) (v UUIDVersion) {
	c.Enter(group)
	v.UUID = m.uuid(c, fIfUUID)
	n := m.u32(c, fIfVersion)
	v.Major, v.Minor = uint16(n), uint16(n>>16)
	c.Leave()
	return v
}

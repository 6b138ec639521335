package dissect

// A Spec names a document and a section of it: "MS-RDPBCGR 2.2.1.1.1". The
// document comes first, then the section, so that one search finds all users.
type Spec string

// A Base says how the bytes of a field are read for display.
type Base uint8

// The bases.
const (
	Dec     Base = iota // unsigned number, decimal
	Int                 // two's complement number of the field's width, decimal
	Hex                 // unsigned number, hexadecimal
	Bytes               // raw bytes
	Text                // 8-bit text, shown as UTF-8 where it is valid
	UTF16               // UTF-16 text, little-endian
	Time                // Windows FILETIME: 100 ns units since 1601-01-01 UTC, little-endian, 8 bytes
	GUID                // 16 bytes in the order of MS-DTYP 2.3.4.2 (first three parts little-endian)
	Group               // a structure; its children are the content
	Address             // an IP address of 4 or 16 bytes, in network order
	UTF16BE             // UTF-16 text, big-endian
)

// A Bit names one bit, or one value of several bits, of a field.
type Bit struct {
	Mask  uint64
	Value uint64 // the value under Mask; zero means "equal to Mask"
	Name  string
}

// Names turn the value of a field into the symbols of its specification.
type Names struct {
	Values map[uint64]string // whole values
	Bits   []Bit             // flags; used for what Values does not name
}

// Value is the symbol of v, or "" when it has none.
func (n *Names) Value(v uint64) string {
	if n == nil {
		return ""
	}
	return n.Values[v]
}

// A Field describes one kind of node. Fields are package variables: made once
// and shared by all nodes. A Field never changes.
type Field struct {
	Name   string // the specification's own word: "requestedProtocols"
	Spec   Spec   // where it is described
	Base   Base
	Names  *Names // value to symbol, may be nil
	Secret bool   // credentials: masked in every output unless asked for
}

// A Kind names one type of message.
type Kind struct {
	Name  string // the specification's own name: "REMOTEDESKTOP_CTL_RESULT"
	Spec  Spec
	Proto string // where a protocol has parts (ra.chat): the part; empty for the protocol's own name
}

package ra

import "github.com/radissect/radissect/dissect"

// connectionString is the parts of a Remote Assistance Connection String that
// are of use beside the tree, MS-RAI 2.2.1 and 2.2.2.
type connectionString struct {
	version   int    // 1 or 2, 0 when it is neither
	addresses []byte // version 1: machineAddressList, UTF-16LE
	id        []byte // RASessionID or the ID of A, UTF-16LE
}

// connectionFields are the parts of a string of type 1, MS-RAI 2.2.1, in order.
var connectionFields = [...]*dissect.Field{
	fConnectionVersion, fConnectionType, fMachineAddressList, fAssistantAccountPwd,
	fSessionID, fSessionName, fSessionPwd, fProtocolSpecificParms,
}

// authAttributes are the attributes of a string of type 2, MS-RAI 2.2.2, by element.
var authAttributes = [...]struct {
	element, name string
	field         *dissect.Field
}{
	{"A", "KH", fKH},
	{"A", "KH2", fKH2},
	{"A", "ID", fAuthID},
	{"T", "ID", fTransportID},
	{"T", "SID", fTransportSID},
	{"L", "P", fListenerPort},
	{"L", "N", fListenerName},
	{"L", "U", fListenerURL},
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
	*s = connectionString{}
	text := c.Peek()[:n]
	c.Enter(fRAConnectionString)
	defer c.Leave()
	switch {
	case unit(text, 0) == '<':
		s.version = 2
		s.decodeType2(c, text)
	case find(text, ',') >= 0:
		s.version = 1
		s.decodeType1(c, text)
	case n > 0:
		c.Bytes(fConnectionRest, n)
	}
}

// decodeType1 reads eight parts with commas between; the last takes what is left.
func (s *connectionString) decodeType1(c *dissect.Cursor, text []byte) {
	for i, f := range connectionFields {
		n := find(text, ',')
		if n < 0 || i == len(connectionFields)-1 {
			n = len(text)
		}
		v := c.Bytes(f, n)
		switch f {
		case fMachineAddressList:
			s.addresses = v
		case fSessionID:
			s.id = v
		}
		if n == len(text) {
			return
		}
		c.Bytes(fMarkup, 2)
		text = text[n+2:]
	}
}

// decodeType2 reads the attributes of one tag after the other.
func (s *connectionString) decodeType2(c *dissect.Cursor, text []byte) {
	var e element
	for at := 0; at < len(text); {
		if blank := skipBlanks(text, at); blank > at {
			c.Bytes(fMarkup, blank-at)
			at = blank
			continue
		}
		if !e.read(text, at) {
			c.Bytes(fConnectionRest, len(text)-at)
			return
		}
		if e.n == 0 {
			c.Bytes(fMarkup, e.end-at)
			at = e.end
			continue
		}
		name := e.name.of(text)
		c.Enter(groupOf(name))
		for i := range e.n {
			a := &e.attrs[i]
			c.Bytes(fMarkup, a.value.off-at)
			f := attributeOf(name, a.name.of(text))
			v := c.Bytes(f, a.value.n)
			if f == fAuthID {
				s.id = v
			}
			at = a.value.off + a.value.n
		}
		c.Bytes(fMarkup, e.end-at)
		c.Leave()
		at = e.end
	}
}

// groupOf is the group of an element of a string of type 2.
func groupOf(name []byte) *dissect.Field {
	switch {
	case equal(name, "A"):
		return fAuthNode
	case equal(name, "T"):
		return fTransportNode
	case equal(name, "L"):
		return fListenerNode
	}
	return fOtherNode
}

func attributeOf(element, name []byte) *dissect.Field {
	for i := range authAttributes {
		a := &authAttributes[i]
		if equal(element, a.element) && equal(name, a.name) {
			return a.field
		}
	}
	return fOtherValue
}

// info appends where the string leads, as far as that is one text.
func (s *connectionString) info(dst []byte) []byte {
	return dissect.AppendUTF16(dst, s.addresses)
}

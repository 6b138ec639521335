package pnrp

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// elements reads the message elements of one message or buffer, MS-PNRP 2.2. Each
// is a FieldID, a Length that counts both, and a value, and begins at a multiple
// of four bytes from the start.
type elements struct {
	c    *dissect.Cursor
	form *dissect.Rule // what the message is made of
	gone bool          // an element that has to be there was not: the rest is not read

	from   int // where the element begins
	length int // its Length
}

// next is the FieldID that comes, 0 where nothing does.
func (e *elements) next() FieldID {
	if b := e.c.Peek(); !e.gone && len(b) >= 4 {
		return FieldID(binary.BigEndian.Uint16(b))
	}
	return 0
}

// known reports whether b begins with a FieldID that MS-PNRP 2.2 names and a
// Length that can be.
func known(b []byte) bool {
	if len(b) < 4 || fieldNames.Value(uint64(binary.BigEndian.Uint16(b))) == "" {
		return false
	}
	n := int(binary.BigEndian.Uint16(b[2:]))
	return n >= 4 && n <= len(b)
}

// open begins the element id, which has to come; size is its Length, 0 where that
// depends on the value. Where it does not come, nothing is opened.
func (e *elements) open(group *dissect.Field, id FieldID, size int) bool {
	if e.gone {
		return false
	}
	c := e.c
	for e.next() != id && e.skips(id) {
		e.strange()
	}
	if c.Left() >= 4 && e.next() != id {
		e.gone = true
		c.Report(e.form, c.Offset(), 2, "no "+fieldNames.Value(uint64(id))+" where it belongs")
		return false
	}
	c.Enter(group)
	e.from = c.Offset()
	c.U16(fFieldID)
	e.length = int(c.U16(fLength))
	if !c.OK() {
		e.gone = true
		c.Leave()
		return false
	}
	if size > 0 {
		c.Require(e.length == size, e.form)
	}
	return true
}

// skips reports whether an element that is not id comes, and id right behind it.
func (e *elements) skips(id FieldID) bool {
	b := e.c.Peek()
	if !known(b) {
		return false
	}
	n := int(binary.BigEndian.Uint16(b[2:]))
	n += -(e.c.Offset() + n) & 3
	return n+4 <= len(b) && FieldID(binary.BigEndian.Uint16(b[n:])) == id
}

// strange shows an element that does not belong where it stands.
func (e *elements) strange() {
	c := e.c
	c.Enter(fElement)
	e.from = c.Offset()
	c.U16(fFieldID)
	c.ReportLast(ElementPlace, "")
	e.length = int(c.U16(fLength))
	e.close()
}

// value gives a cursor for the rest of the element, as long as Length says.
func (e *elements) value(group *dissect.Field) dissect.Cursor {
	return e.c.Sub(group, max(e.length-4, 0))
}

// close ends the element: what its Length counts and nobody read, and the padding
// up to a multiple of four.
func (e *elements) close() {
	c := e.c
	if n := min(e.from+e.length-c.Offset(), c.Left()); n > 0 {
		c.Closed(fExtra, n)
	}
	if n := -c.Offset() & 3; n > 0 && c.Left() > 0 {
		b := c.Peek()
		if known(b) && (len(b) < n+4 || !known(b[n:])) {
			c.Report(Aligned, c.Offset(), 2, "an element begins "+strconv.Itoa(4-n)+" bytes behind a multiple of four")
		} else if pad := c.Bytes(fPadding, min(n, len(b))); zero(pad) {
			c.Held(Aligned)
		} else {
			c.ReportLast(Aligned, "the padding is not zero")
		}
	}
	c.Leave()
}

// end shows what is left behind the last element.
func (e *elements) end() {
	c := e.c
	for !e.gone && known(c.Peek()) {
		e.strange()
	}
	if n := c.Left(); n > 0 {
		if !e.gone {
			c.Report(ElementPlace, c.Offset(), n, strconv.Itoa(n)+" bytes behind the last element")
		}
		c.Closed(fUnread, n)
	} else if !e.gone {
		c.Held(ElementPlace)
	}
}

func zero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// Lengths, in bytes.
const (
	idLength       = 32 // a PNRP ID
	nonceLength    = 16
	hashLength     = 20 // SHA-1
	endpointLength = 18 // IPV6_ENDPOINT
	addressLength  = 16
	arrayHead      = 12 // what an array has before its entries, FieldID and Length included
)

// acked reads PNRP_HEADER_ACKED.
func (e *elements) acked(m *Message) {
	if e.open(fHeaderAcked, fieldHeaderAcked, 8) {
		m.Acked = e.c.U32(fAckedID)
		e.close()
	}
}

// id reads an element that is one PNRP ID.
func (e *elements) id(group, f *dissect.Field, id FieldID) (b []byte) {
	if e.open(group, id, 4+idLength) {
		b = e.c.Bytes(f, idLength)
		e.close()
	}
	return b
}

// hashedNonce reads HASHED_NONCE.
func (e *elements) hashedNonce() (b []byte) {
	if e.open(fHashedNonceOf, fieldHashedNonce, 4+hashLength) {
		b = e.c.Bytes(fHashedNonce, hashLength)
		e.close()
	}
	return b
}

// nonce reads NONCE.
func (e *elements) nonce() (b []byte) {
	if e.open(fNonceOf, fieldNonce, 4+nonceLength) {
		b = e.c.Bytes(fNonce, nonceLength)
		e.close()
	}
	return b
}

// array reads the head of an array of entries of n bytes, which are of type
// element; it gives a cursor for the entries, as many as Length has room for.
func (e *elements) array(list *dissect.Field, element FieldID, n, most int) (sub dissect.Cursor, count int) {
	c := e.c
	count = int(c.U16(fNumEntries))
	c.Require(count <= most, e.form)
	length := int(c.U16(fArrayLength))
	c.Require(length == 8+count*n, e.form)
	c.RequireAt(e.length == arrayHead+count*n, e.form, e.from+2, 2, "Length does not fit NumEntries")
	c.Require(FieldID(c.U16(fElementType)) == element, e.form)
	c.Require(int(c.U16(fEntryLength)) == n, e.form)
	return c.Sub(list, max(min(e.length-arrayHead, c.Left()), 0)), count
}

// ids reads PNRP_ID_ARRAY and returns its entries, one behind the other.
func (e *elements) ids() (b []byte) {
	if !e.open(fIDArray, fieldIDArray, 0) {
		return nil
	}
	sub, _ := e.array(fIDList, fieldPnrpID, idLength, 0x7FFF)
	b = sub.Peek()
	for sub.Left() >= idLength {
		sub.Bytes(fPnrpID, idLength)
	}
	sub.Done()
	e.close()
	return b[:len(b)/idLength*idLength]
}

// endpoints reads IPV6_ENDPOINT_ARRAY.
func (e *elements) endpoints(list *dissect.Field, least int) {
	if !e.open(fEndpointArray, fieldEndpointArray, 0) {
		return
	}
	sub, n := e.array(list, fieldEndpoint, endpointLength, 22)
	e.c.RequireAt(n >= least, e.form, e.from+4, 2, "NumEntries is 0")
	for sub.Left() >= endpointLength {
		endpoint(&sub)
	}
	sub.Done()
	e.close()
}

// endpoint reads an IPV6_ENDPOINT, MS-PNRP 2.2.3.6.
func endpoint(c *dissect.Cursor) {
	c.Enter(fEndpoint)
	c.Require(c.U16(fPort) > lowestPort, EndpointPort)
	c.Bytes(fAddress, addressLength)
	c.Leave()
}

// A RouteEntry is ROUTE_ENTRY, MS-PNRP 2.2.3.4.
type RouteEntry struct {
	ID        []byte // PNRP ID, 32 bytes; nil for none
	Port      uint16
	Addresses []byte // 16 bytes each
}

// routeHead is what a ROUTE_ENTRY has before its addresses, in bytes.
const routeHead = 38

// route reads ROUTING_ENTRY, where it comes.
func (e *elements) route(m *RouteEntry) {
	if e.next() != fieldRoutingEntry || !e.open(fRoutingEntryOf, fieldRoutingEntry, 0) {
		return
	}
	sub := e.value(fRouteEntry)
	m.decode(&sub)
	sub.Done()
	e.close()
}

func (m *RouteEntry) decode(c *dissect.Cursor) {
	m.ID = c.Bytes(fRouteID, idLength)
	c.Require(c.U8(fRouteMajor) == versionMajor, RouteValues)
	c.Require(c.U8(fRouteMinor) == versionMinor, RouteValues)
	m.Port = c.U16(fPortNumber)
	c.Require(m.Port > lowestPort, RouteValues)
	c.Require(c.U8(fRouteFlags) == 0, Reserved)
	n := int(c.U8(fAddressCount))
	c.Require(n >= 1 && n <= 20, RouteValues)
	at := c.Peek()
	got := 0
	for ; got < n && c.Left() >= addressLength; got++ {
		c.Bytes(fIPv6Address, addressLength)
	}
	if got < n {
		c.Bytes(fIPv6Address, addressLength) // says what is missing
	}
	m.Addresses = at[:got*addressLength]
}

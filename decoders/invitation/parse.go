package invitation

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

const (
	// MaxSize is the longest invitation that is read, in bytes. Those of Windows
	// have some thousand.
	MaxSize = 1 << 20
	// maxAddresses bounds the addresses of one invitation, and its unknown names.
	// Windows lists the addresses of its network adapters.
	maxAddresses = 256
)

// ErrForm is the error for a text that is neither an invitation file nor a
// connection string.
var ErrForm = errors.New("neither an invitation file (UPLOADINFO) nor a connection string")

// A Value is one value and where it stands. Off and Len are bytes of the input,
// Text is UTF-8 with XML entities replaced.
type Value struct {
	Text     string
	Off, Len int
	Set      bool // the value is there; it may be empty
}

// An Invitation is what an invitation file (MS-RAI 6) or a bare connection
// string (MS-RAI 2.2) says. Values that are not there are zero.
type Invitation struct {
	Encoding Encoding
	File     bool   // an invitation file
	Type     int    // of the file or the connection string: 1 or 2
	Fault    string // why the XML is not well-formed; values beyond that may be missing

	UploadType        Value // TYPE of UPLOADINFO
	UserName          Value
	LHTicket          Value // hexadecimal; see Open
	RCTicket          Value // as it stands; String1 is what it says
	RCTicketEncrypted Value
	DtStart           Value
	DtLength          Value
	PassStub          Value
	L                 Value // "1" for a modem

	String1 *String1 // the readable RCTICKET, or the text itself
	String2 *String2 // the text itself
	Unknown []Unknown
}

// A String1 is a Remote Assistance Connection String 1, MS-RAI 2.2.1.
type String1 struct {
	Text                  string // all of it
	ProtocolVersion       Value
	ProtocolType          Value
	Addresses             []Address // machineAddressList
	AssistantAccountPwd   Value
	RASessionID           Value
	RASessionName         Value
	RASessionPwd          Value
	ProtocolSpecificParms Value
	Fields                int // parts, eight in a good string
}

// A String2 is a Remote Assistance Connection String 2, MS-RAI 2.2.2.
type String2 struct {
	Text       string // all of it, without NULs at its end
	KH, KH2    Value
	ID         Value // of A
	Transports []Transport
}

// A Transport is one Transport Node with its listeners.
type Transport struct {
	ID, SID   Value
	Listeners []Address
}

// An Address is one place where the novice listens. URI is only in connection
// strings 2, in the place of a port.
type Address struct {
	Host, Port, URI Value
}

// An Unknown is an attribute that MS-RAI does not name.
type Unknown struct {
	Element, Name string
	Value         Value
}

// Parse reads an invitation file or a connection string in any Encoding. It
// reads as much as there is: what is missing or wrong is for the caller to judge,
// or for Decode. The only errors are ErrForm and a size beyond MaxSize.
func Parse(b []byte) (*Invitation, error) {
	if len(b) > MaxSize {
		return nil, fmt.Errorf("reading an invitation: %d bytes are more than the %d that are read", len(b), MaxSize)
	}
	e, _ := EncodingOf(b)
	t, mark := textOf(Readable(b))
	var s scanner
	s.begin(t, mark, max(mark, trimmed(t)))
	if s.form == formNone {
		return nil, fmt.Errorf("reading an invitation: %w", ErrForm)
	}
	r := reader{inv: &Invitation{Encoding: e, File: s.form == formFile}}
	for p, ok := s.next(); ok; p, ok = s.next() {
		r.part(&s, p)
	}
	r.finish(&s, t, mark)
	return r.inv, nil
}

// reader collects parts into an Invitation.
type reader struct {
	inv  *Invitation
	one  *String1
	two  *String2
	addr *Address // that is being read
	name string   // of the element that is open
}

func (r *reader) finish(s *scanner, t xmltag.Text, mark int) {
	inv := r.inv
	inv.Fault, inv.String1, inv.String2 = s.fault, r.one, r.two
	switch {
	case inv.LHTicket.Set || s.form == formString2:
		inv.Type = 2
	default:
		inv.Type = 1
	}
	if r.two != nil {
		r.two.Text = t.To(trimmed(t)).From(mark).Raw()
	}
}

func (r *reader) part(s *scanner, p part) {
	t := s.t.At(p.at)
	switch p.op {
	case enter:
		r.enter(p, t)
		return
	case leave:
		switch p.item {
		case itemAddress, itemL:
			r.addr = nil
		case itemTicket, itemString1:
			r.one.Fields = s.fields
		}
		return
	}
	if p.item == itemUnknown {
		if len(r.inv.Unknown) < maxAddresses {
			r.inv.Unknown = append(r.inv.Unknown, Unknown{r.name, s.t.At(p.name).String(), valueOf(t, p)})
		}
		return
	}
	if v := r.place(p.item); v != nil && !v.Set {
		*v = valueOf(t, p)
	}
}

func valueOf(t xmltag.Text, p part) Value { return Value{t.String(), p.at.Off, p.at.Len, true} }

func (r *reader) enter(p part, t xmltag.Text) {
	switch p.item {
	case itemTicket:
		r.inv.RCTicket = valueOf(t, p)
		r.one = &String1{Text: t.String()}
	case itemString1:
		r.one = &String1{Text: t.String()}
	case itemAddressList:
	case itemAddress:
		r.one.Addresses, r.addr = grow(r.one.Addresses)
	case itemT:
		r.name = t.String()
		if r.two != nil && len(r.two.Transports) < maxAddresses {
			r.two.Transports = append(r.two.Transports, Transport{})
		}
	case itemL:
		r.name = t.String()
		if r.two == nil || len(r.two.Transports) == 0 {
			return
		}
		last := &r.two.Transports[len(r.two.Transports)-1]
		last.Listeners, r.addr = grow(last.Listeners)
	case itemE:
		r.name = t.String()
		if r.two == nil && !r.inv.File {
			r.two = &String2{}
		}
	default:
		r.name = t.String()
	}
}

// grow adds an address, and is nil for the address beyond the limit.
func grow(list []Address) ([]Address, *Address) {
	if len(list) >= maxAddresses {
		return list, nil
	}
	list = append(list, Address{})
	return list, &list[len(list)-1]
}

// place is where a value belongs, nil for what is not kept.
func (r *reader) place(k item) *Value {
	inv := r.inv
	switch k {
	case itemType:
		return &inv.UploadType
	case itemUserName:
		return &inv.UserName
	case itemLHTicket:
		return &inv.LHTicket
	case itemRCTicket:
		return &inv.RCTicket
	case itemEncrypted:
		return &inv.RCTicketEncrypted
	case itemDtStart:
		return &inv.DtStart
	case itemDtLength:
		return &inv.DtLength
	case itemPassStub:
		return &inv.PassStub
	case itemModem:
		return &inv.L
	}
	if r.addr != nil {
		switch k {
		case itemHost, itemListenerName:
			return &r.addr.Host
		case itemPort, itemListenerPort:
			return &r.addr.Port
		case itemURI:
			return &r.addr.URI
		}
	}
	if r.two != nil {
		switch k {
		case itemKH:
			return &r.two.KH
		case itemKH2:
			return &r.two.KH2
		case itemAuthID:
			return &r.two.ID
		}
		if n := len(r.two.Transports); n > 0 {
			switch k {
			case itemTransportID:
				return &r.two.Transports[n-1].ID
			case itemSID:
				return &r.two.Transports[n-1].SID
			}
		}
	}
	if r.one != nil {
		switch k {
		case itemVersion:
			return &r.one.ProtocolVersion
		case itemProtocol:
			return &r.one.ProtocolType
		case itemAccountPwd:
			return &r.one.AssistantAccountPwd
		case itemSessionID:
			return &r.one.RASessionID
		case itemSessionName:
			return &r.one.RASessionName
		case itemSessionPwd:
			return &r.one.RASessionPwd
		case itemParms:
			return &r.one.ProtocolSpecificParms
		}
	}
	return nil
}

// Addresses lists where the novice listens: the addresses of connection string 2
// where it can be read, else those of connection string 1. For a file of type 2
// the former are in what Open returns.
func (i *Invitation) Addresses() []Address {
	if i.String2 != nil {
		var list []Address
		for _, t := range i.String2.Transports {
			list = append(list, t.Listeners...)
		}
		return list
	}
	if i.String1 != nil {
		return i.String1.Addresses
	}
	return nil
}

// Offers reports whether to is one of the addresses. Hosts that are given by
// name do not count: what they stood for is not in the invitation. Zones of IPv6
// addresses are left aside, as they mean something to the novice only.
func (i *Invitation) Offers(to netip.AddrPort) bool {
	for _, a := range i.Addresses() {
		if p, ok := a.AddrPort(); ok && p == netip.AddrPortFrom(to.Addr().Unmap().WithZone(""), to.Port()) {
			return true
		}
	}
	return false
}

// AuthString is the authentication string id: ID of A, or RASessionID. The
// expert returns it as WorkingDir of the Client Info PDU (MS-RA 2.2.7.2).
func (i *Invitation) AuthString() string {
	if i.String2 != nil {
		return i.String2.ID.Text
	}
	if i.String1 != nil {
		return i.String1.RASessionID.Text
	}
	return ""
}

// ConnectionString is the text of the connection string, of type 2 where it can
// be read, else of type 1, else empty. The expert returns it in AUTHENTICATE
// (MS-RA 2.2.1.4).
func (i *Invitation) ConnectionString() string {
	if i.String2 != nil {
		return i.String2.Text
	}
	if i.String1 != nil {
		return i.String1.Text
	}
	return ""
}

const (
	// lastSecond is the end of year 9999, beyond which times have no common form.
	lastSecond = 253402300799
	// mostMinutes is a hundred years, more than any invitation holds.
	mostMinutes = 100 * 366 * 24 * 60
)

// Validity is the time from DtStart to DtLength minutes later, in UTC. It reports
// false where one of the two is missing, no number, or out of all bounds.
func (i *Invitation) Validity() (from, until time.Time, ok bool) {
	start, ok1 := number(xmltag.Narrow([]byte(i.DtStart.Text)), lastSecond)
	minutes, ok2 := number(xmltag.Narrow([]byte(i.DtLength.Text)), mostMinutes)
	if !ok1 || !ok2 {
		return time.Time{}, time.Time{}, false
	}
	from = time.Unix(int64(start), 0).UTC()
	return from, from.Add(time.Duration(minutes) * time.Minute), true
}

// AddrPort is the address as numbers, without a zone; false where the host is a
// name or the port is none.
func (a Address) AddrPort() (netip.AddrPort, bool) {
	port, ok := number(xmltag.Narrow([]byte(a.Port.Text)), 65535)
	host, err := netip.ParseAddr(a.Host.Text)
	if err != nil || !ok || port == 0 {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(host.Unmap().WithZone(""), uint16(port)), true
}

// String is host and port with a colon between, brackets around an IPv6 address,
// or the URI.
func (a Address) String() string {
	if a.URI.Set {
		return a.URI.Text
	}
	host := a.Host.Text
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if !a.Port.Set {
		return host
	}
	return host + ":" + a.Port.Text
}

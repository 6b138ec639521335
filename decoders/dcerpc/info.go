package dcerpc

import (
	"strconv"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
)

// A Namer is the handler of a child that can name interfaces and operations.
type Namer interface {
	// OperationName gives the names of an interface and of one of its operations,
	// "" for what it does not know.
	OperationName(id UUIDVersion, opnum uint16) (iface, operation string)
}

// An Observer is the handler of a child that wants to know of calls whose stub it is
// not given, because no secret opens it.
type Observer interface {
	// Sealed is called for the first fragment of such a stub. State.Call says what
	// is called; x is that of the PDU.
	Sealed(dir dissect.Dir, x *dissect.Context)
	// Failed is called for a fault.
	Failed(dir dissect.Dir, status uint32, x *dissect.Context)
}

// InterfaceName is the name of an interface, "" where none is known. In conv its
// protocol is asked first.
func InterfaceName(conv *dissect.Conversation, id UUIDVersion) string {
	name, _ := names(conv, id, 0)
	return name
}

func names(conv *dissect.Conversation, id UUIDVersion, opnum uint16) (iface, operation string) {
	if conv != nil {
		if p := child(conv, id); p != nil {
			if n, ok := conv.Handler(p).(Namer); ok {
				iface, operation = n.OperationName(id, opnum)
			}
		}
	}
	if iface == "" {
		iface = interfaceNames[id.UUID]
	}
	return iface, operation
}

// appendInterface appends the name of an interface, or its identifier.
func appendInterface(conv *dissect.Conversation, dst []byte, id UUIDVersion) []byte {
	if n := InterfaceName(conv, id); n != "" {
		return append(dst, n...)
	}
	return id.AppendText(dst)
}

// appendOperation appends what is called: "IRASrv::GetSessionInfo request".
func appendOperation(conv *dissect.Conversation, dst []byte, call *Call) []byte {
	iface, operation := names(conv, call.Interface, call.Opnum)
	switch {
	case iface != "":
		dst = append(dst, iface...)
	case call.bound:
		dst = call.Interface.AppendText(dst)
	default:
		dst = strconv.AppendUint(append(dst, "context "...), uint64(call.Context), 10)
	}
	switch {
	case !call.Known:
	case operation != "":
		dst = append(append(dst, "::"...), operation...)
	default:
		dst = strconv.AppendUint(append(dst, " opnum "...), uint64(call.Opnum), 10)
	}
	if call.Response {
		return append(dst, " response"...)
	}
	return append(dst, " request"...)
}

// levelWords are the levels of MS-RPCE 2.2.1.1.8 for people.
var levelWords = [...]string{"default level", "no authentication", "connect", "call", "packet", "integrity", "privacy"}

func levelWord(level uint8) string {
	if int(level) < len(levelWords) {
		return levelWords[level]
	}
	return "level " + strconv.Itoa(int(level))
}

// Info tells what is called, or what is negotiated.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	m := h.m
	switch m.Type {
	case TypeRequest:
		call := Call{Context: m.Context, Opnum: m.Opnum, Known: true, Object: m.Object, HasObject: m.Flags&FlagObject != 0}
		h.state.bind(&call)
		dst = appendOperation(h.conv, dst, &call)
	case TypeResponse, TypeFault:
		call := h.state.find(dir.Other(), m.CallID, m.Context)
		if call == nil {
			if call = h.state.byContext(dir.Other(), m.Context); call == nil {
				call = &Call{Context: m.Context}
			}
		}
		c := *call
		c.Response = true
		h.state.bind(&c)
		dst = appendOperation(h.conv, dst, &c)
		if m.Type == TypeFault {
			dst = appendStatus(append(dst, ": "...), m.Status)
		}
	case TypeBind, TypeAlterContext:
		dst = h.appendContexts(dst)
	case TypeBindAck, TypeAlterContextResp:
		for i := range m.Results {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendName(dst, resultNames, uint64(m.Results[i].Result))
		}
	case TypeBindNak:
		dst = appendName(dst, rejectNames, uint64(m.Reject))
	default:
		return h.appendAuth(dst)
	}
	dst = strconv.AppendUint(append(dst, ", call "...), uint64(m.CallID), 10)
	if m.Flags&(FlagFirst|FlagLast) != FlagFirst|FlagLast {
		switch {
		case m.Flags&FlagFirst != 0:
			dst = append(dst, ", first fragment"...)
		case m.Flags&FlagLast != 0:
			dst = append(dst, ", last fragment"...)
		default:
			dst = append(dst, ", middle fragment"...)
		}
	}
	return h.appendAuth(dst)
}

func (h *handler) appendContexts(dst []byte) []byte {
	var last UUIDVersion
	for i := range h.m.Contexts {
		e := &h.m.Contexts[i]
		if i > 0 && e.Interface == last {
			continue
		}
		if i > 0 {
			dst = append(dst, ", "...)
		}
		last = e.Interface
		dst = appendInterface(h.conv, dst, e.Interface)
	}
	return dst
}

// appendAuth appends level and provider, and for a sealed PDU what would open it.
func (h *handler) appendAuth(dst []byte) []byte {
	m, a := h.m, &h.m.Auth
	if !a.Present {
		return dst
	}
	if len(dst) > 0 {
		dst = append(dst, ", "...)
	}
	dst = append(dst, levelWord(a.Level)...)
	dst = appendName(append(dst, " ("...), providerWords, uint64(a.Type))
	dst = append(dst, ')')
	if !m.Sealed {
		return dst
	}
	gss := spnego.Of(h.conv).Exchange(a.Context)
	switch {
	case gss.Context != nil:
	case gss.Mech == spnego.NTLM:
		dst = append(dst, ", sealed: "+needNTLM...)
	case gss.Mech == spnego.Kerberos, gss.Mech == spnego.MSKerberos:
		dst = append(dst, ", sealed: "+needKerberos...)
	default:
		dst = append(dst, ", sealed"...)
	}
	return dst
}

// providerWords are the security providers of MS-RPCE 2.2.1.1.7 for people.
var providerWords = &dissect.Names{Values: map[uint64]string{
	AuthNone: "none", AuthSPNEGO: "SPNEGO", AuthNTLM: "NTLM", AuthTLS: "TLS", AuthKerberos: "Kerberos", AuthNetlogon: "Netlogon", AuthDefault: "default",
}}

func appendName(dst []byte, names *dissect.Names, v uint64) []byte {
	if n := names.Value(v); n != "" {
		return append(dst, n...)
	}
	return strconv.AppendUint(dst, v, 10)
}

func appendStatus(dst []byte, v uint32) []byte {
	if n := statusNames.Value(uint64(v)); n != "" {
		return append(dst, n...)
	}
	return strconv.AppendUint(append(dst, "0x"...), uint64(v), 16)
}

package kerberos

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/reassembly"
)

// maxMessage is the longest message over TCP that is believed: tickets of users
// in very many groups have some hundred kilobytes.
const maxMessage = 1 << 20

// An Exchange is one authentication of a client to a service.
type Exchange struct {
	Client, Service string // principals, as far as they were seen
	EncType         int32  // of the ticket
	Opened          bool   // a given key opened the ticket
	Key             string // the name of the secret that did

	session, initiator, acceptor Key
}

// handler reads the messages of one conversation.
type handler struct {
	conv *dissect.Conversation
	m    Message
	view []byte // the message decoded last, for Info; valid until the next one

	asked   bool // an AS-REQ was seen
	preauth bool // the last AS-REQ proved that the client knows its key
	tgs     Key  // session key of the ticket-granting ticket, where it was opened
	subkey  Key  // subkey of the last TGS-REQ, where it was opened
	peer    Key  // session key of the service's own ticket (user to user)
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// frame tells the length of a message over TCP, RFC 4120 7.2.2.
func frame(b []byte) int {
	if len(b) > 0 && b[0] != 0 {
		return dissect.Lost
	}
	if len(b) < 5 {
		return 0
	}
	n := int(binary.BigEndian.Uint32(b))
	if n < 2 || n > maxMessage || !overNetwork(b[4]) {
		return dissect.Lost
	}
	return 4 + n
}

// overNetwork reports whether b begins a message of a key distribution center.
func overNetwork(b byte) bool {
	switch b {
	case der.Application(tagASReq), der.Application(tagASRep), der.Application(tagTGSReq), der.Application(tagTGSRep),
		der.Application(tagError), der.Application(tagAPReq), der.Application(tagAPRep), der.Application(tagPriv):
		return true
	}
	return false
}

// probe recognises a message over TCP.
func probe(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
	n := frame(b)
	if n == dissect.Lost {
		return dissect.No
	}
	if n == 0 || len(b) < 10 {
		return dissect.More
	}
	size, k, ok := der.Head(b[4:])
	if ok && 4+size+k == n {
		return dissect.Yes
	}
	return dissect.No
}

// Frame tells the length of a message over TCP.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return frame(b) }

// Decode reads one message or token.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.view = c.Peek()
	h.m.Decode(c)
}

// Commit opens what the given keys open and keeps the keys inside.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m := h.m // what is opened is read by this handler too
	b := x.Bytes()[m.start:]
	secrets := keys.Of(h.conv)
	if m.Token == tokTGTRep && m.has(slotTicketCipher) {
		h.peer, _, _ = h.openTicket(&m, b, secrets, x)
	}
	switch m.Tag {
	case tagASReq:
		h.asked, h.preauth = true, m.has(slotPreauth)
		h.timestamp(&m, b, secrets, x)
	case tagTGSReq:
		h.tgsReq(&m, b, secrets, x)
	case tagASRep, tagTGSRep:
		h.kdcRep(&m, b, secrets, x)
	case tagAPReq:
		h.apReq(&m, b, secrets, x)
	case tagAPRep:
		h.apRep(dir, &m, b, x)
	case tagError:
		code := m.num[slotError]
		if code != errPreauthRequired {
			x.Report(Error, 0, len(x.Bytes()), errorNames.Value(uint64(code))+" ("+strconv.FormatInt(code, 10)+")")
		}
	}
}

// weak reports encryption types that should not be used any more.
func (h *handler) weak(etype int64, off, n int, x *dissect.Context) {
	x.Require(etype != RC4HMAC && etype != 24, RC4, off, n, etypeNames.Value(uint64(etype)))
	x.Require(etype > 7 || etype < 1, DES, off, n, etypeNames.Value(uint64(etype)))
}

// show hands on something that was decrypted from the part p of the message.
func (h *handler) show(m *Message, p part, plain []byte, x *dissect.Context) {
	var from reassembly.Map
	from.AddWhole(0, x.Ranges(m.start+p.off, p.n))
	x.PassBytes(Protocol, plain, &from, "")
}

// openTicket opens the ticket of the message and returns its session key.
func (h *handler) openTicket(m *Message, b []byte, secrets *keys.Snapshot, x *dissect.Context) (Key, string, bool) {
	at := m.at[slotTicketCipher]
	etype := m.num[slotTicketEtype]
	h.weak(etype, m.start+at.off, at.n, x)
	service := principal(m.at[slotTicketSname].of(b))
	list, own := candidates(secrets, int32(etype), service)
	if m.Tag == tagAPReq && h.peer.Type == int32(etype) {
		list = append(list, candidate{h.peer, nil})
	}
	plain, _, origin := tryKeys(list, usageTicket, at.of(b))
	if plain != nil || own {
		x.Require(plain != nil, Ticket, m.start+at.off, at.n, "for "+service)
	}
	if plain == nil {
		return Key{}, "", false
	}
	h.show(m, at, plain, x)
	t, ok := parse(plain, tagEncTicketPart)
	return t.key(plain, slotKeyType, slotKey), origin.Name(), ok
}

// authenticator opens the authenticator of the message with the session key.
func (h *handler) authenticator(m *Message, b []byte, session Key, usage uint32, x *dissect.Context) (sub Key, client string) {
	at := m.at[slotCipher]
	plain, err := session.open(usage, at.of(b), nil, nil)
	if err != nil {
		return Key{}, ""
	}
	h.show(m, at, plain, x)
	a, _ := parse(plain, tagAuthenticator)
	return a.key(plain, slotSubkeyType, slotSubkey), principal(a.at[slotCname].of(plain))
}

// apReq takes in an AP-REQ, RFC 4120 5.5.1.
func (h *handler) apReq(m *Message, b []byte, secrets *keys.Snapshot, x *dissect.Context) {
	gss := spnego.Of(h.conv).Current()
	e := &Exchange{Service: principal(m.at[slotTicketSname].of(b)), EncType: int32(m.num[slotTicketEtype])}
	gss.Private, gss.Context, gss.With, gss.Mech = e, nil, "", spnego.Kerberos
	session, name, ok := h.openTicket(m, b, secrets, x)
	if !ok {
		return
	}
	e.Opened, e.Key, e.session = true, name, session
	e.initiator, e.Client = h.authenticator(m, b, session, usageAPReqAuth, x)
	gss.Context, gss.With = NewContext(e.session, e.initiator, Key{}), name
}

// apRep takes in an AP-REP, RFC 4120 5.5.2. The third message of DCE style comes
// from the client and brings nothing new.
func (h *handler) apRep(dir dissect.Dir, m *Message, b []byte, x *dissect.Context) {
	gss := spnego.Of(h.conv).Current()
	e, _ := gss.Private.(*Exchange)
	if e == nil || !e.Opened {
		return
	}
	at := m.at[slotCipher]
	plain, err := e.session.open(usageAPRep, at.of(b), nil, nil)
	if err != nil {
		return
	}
	h.show(m, at, plain, x)
	if dir == dissect.FromClient {
		return
	}
	a, _ := parse(plain, tagEncAPRepPart)
	e.acceptor = a.key(plain, slotSubkeyType, slotSubkey)
	gss.Context = NewContext(e.session, e.initiator, e.acceptor)
}

// tgsReq takes in a TGS-REQ: an AP-REQ for the ticket-granting service.
func (h *handler) tgsReq(m *Message, b []byte, secrets *keys.Snapshot, x *dissect.Context) {
	h.tgs, h.subkey = Key{}, Key{}
	if !m.has(slotTicketCipher) {
		return
	}
	session, _, ok := h.openTicket(m, b, secrets, x)
	if !ok {
		return
	}
	h.tgs = session
	h.subkey, _ = h.authenticator(m, b, session, usageTGSReqAuth, x)
}

// timestamp checks the proof of an AS-REQ against the given keys.
func (h *handler) timestamp(m *Message, b []byte, secrets *keys.Snapshot, x *dissect.Context) {
	if m.num[slotPreauth] != paEncTimestamp || !m.has(slotCipher) {
		return
	}
	at := m.at[slotCipher]
	h.weak(m.num[slotEtype], m.start+at.off, at.n, x)
	who := principal(m.at[slotCname].of(b))
	near := candidatesOf(secrets, int32(m.num[slotEtype]), who)
	if len(near) == 0 {
		return
	}
	plain, _, _ := tryKeys(near, usageASReqTimestamp, at.of(b))
	x.Require(plain != nil, Preauth, m.start+at.off, at.n, "user "+who)
}

// kdcRep takes in an AS-REP or TGS-REP.
func (h *handler) kdcRep(m *Message, b []byte, secrets *keys.Snapshot, x *dissect.Context) {
	if m.Tag == tagASRep && h.asked {
		x.Require(h.preauth, NoPreauth, 0, len(x.Bytes()), "")
	}
	h.openTicket(m, b, secrets, x)
	at := m.at[slotCipher]
	etype := int32(m.num[slotEtype])
	var plain []byte
	if m.Tag == tagASRep {
		list, _ := candidates(secrets, etype, principal(m.at[slotCname].of(b)))
		plain, _, _ = tryKeys(list, usageASRep, at.of(b))
	} else {
		if len(h.subkey.Value) > 0 {
			plain, _ = h.subkey.open(usageTGSRepSubkey, at.of(b), nil, nil)
		} else if len(h.tgs.Value) > 0 {
			plain, _ = h.tgs.open(usageTGSRepSession, at.of(b), nil, nil)
		}
	}
	if plain != nil {
		h.show(m, at, plain, x)
	}
}

// candidatesOf are the given keys that belong to a principal.
func candidatesOf(secrets *keys.Snapshot, etype int32, who string) []candidate {
	var out []candidate
	if secrets == nil {
		return nil
	}
	if k, ok := secrets.KeytabKey(who, uint16(etype), 0); ok {
		out = append(out, candidate{Key{etype, k.Key.Bytes()}, k.Origin})
	}
	if etype == RC4HMAC {
		for a := range secrets.Accounts(who, "") {
			out = append(out, candidate{Key{etype, a.NTHash.Bytes()}, a.Origin})
		}
	}
	return out
}

// Of is the authentication that is selected in conv (spnego.State.Select), nil
// where none was seen.
func Of(conv *dissect.Conversation) *Exchange {
	e, _ := spnego.Of(conv).Current().Private.(*Exchange)
	return e
}

// Info tells who asks for what.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m, b, start := &h.m, h.view, len(dst)
	if m.start > 0 && m.start <= len(b) {
		b = b[m.start:]
	}
	if m.has(slotError) {
		return append(dst, errorNames.Value(uint64(m.num[slotError]))...)
	}
	if m.has(slotCname) {
		dst = append(dst, principal(m.at[slotCname].of(b))...)
	}
	for _, s := range [...]slot{slotSname, slotTicketSname} {
		if !m.has(s) {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(append(dst, "for "...), principal(m.at[s].of(b))...)
		break
	}
	if m.has(slotTicketEtype) {
		dst = append(append(dst, ", "...), etypeNames.Value(uint64(m.num[slotTicketEtype]))...)
	}
	return dst
}

package rai

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxAttempts is how many attempts of two hosts are kept. An expert makes one or
	// two a day; the oldest is told and forgotten.
	maxAttempts = 64
	// maxRows is how many sessions of a host are kept by name.
	maxRows = 64
	// maxEvents is how many events an attempt tells.
	maxEvents = 256
	// maxConversations is how many connections of an attempt are told. COM clients
	// open one or two.
	maxConversations = 64
	// maxText is how many characters of a name are kept.
	maxText = 256
	// maxString is how many characters of a connection string are kept: many times
	// what Windows makes.
	maxString = 16 << 10
	// shown is how many names an event lists.
	shown = 8
	// rest is how long, in nanoseconds, an attempt may rest: a later activation
	// begins another one.
	rest = 3600 * 1e9
)

// A row is one session of the novice's host, MS-RAI 3.1.4.1.2.2.
type row struct {
	object                              dcerpc.UUID // IPID of its ISAFSession
	domain, user                        string
	id                                  uint32
	state                               uint16
	hasDomain, hasUser, hasID, hasState bool
}

// text is the session as IRASrv writes them.
func (r *row) text() string {
	s := r.domain + `\` + r.user
	if r.hasID {
		s += ":" + strconv.FormatUint(uint64(r.id), 10)
	}
	if r.hasState {
		s += " (" + stateNames.Value(uint64(r.state)) + ")"
	}
	return s
}

// An Attempt is one attempt of an expert to start Remote Assistance with a novice:
// activation, calls, and the connection string that comes of them.
type Attempt struct {
	// Invitation is the connection string that was returned, nil for none.
	Invitation *invitation.Invitation
	// Record is what is told of the attempt, nil where nobody wants to know. Its
	// Initiation is set.
	Record *dissect.SessionRecord

	expert  dissect.HostAddr
	steps   [ways]step
	seen    [ways]bool // the activation was seen, so what has to come after it is judged
	method  string
	level   uint8
	account string // of the expert, as its calls are authenticated
	last    int64
	claimed bool
	sealed  bool // calls could not be opened
	refused bool
	used    [ways]bool // was tried
	got     [ways]bool // has returned a connection string

	convs   []*dissect.Conversation
	rows    []row
	list    int // 1 plus the event that lists the sessions
	count   int32
	counted bool
	told    []string // sessions as GetSessionInfo has told them
	asked   string   // the session that a connection string is asked for
	chosen  string   // the one that a connection string came for
}

// attempts are those of two hosts.
type attempts struct{ list []*Attempt }

// Held is what the records of attempts take, in bytes.
func (a *attempts) Held() int { return 1024 * len(a.list) }

var attemptsKey = new(byte)

func attemptsOf(conv *dissect.Conversation) *attempts {
	return conv.Shared(attemptsKey, func() any { return &attempts{} }).(*attempts)
}

var (
	_ dissect.Ender     = (*attempts)(nil)
	_ dissect.Neighbour = (*attempts)(nil)
)

// Began tells of a connection to where a connection string leads: it belongs to the
// attempt, whether it can be read or not.
func (s *attempts) Began(c *dissect.Conversation) {
	for i := len(s.list) - 1; i >= 0; i-- {
		a := s.list[i]
		if a.Invitation == nil || a.Record == nil || a.claimed || c.Client.Addr != a.expert || !a.Invitation.Offers(c.Server.AddrPort()) {
			continue
		}
		if len(a.Record.Events) < maxEvents && len(a.Record.Conversations) < maxConversations && !slices.Contains(a.Record.Conversations, c) {
			a.Record.Conversations = append(a.Record.Conversations, c)
			a.Record.Events = append(a.Record.Events, dissect.SessionEvent{
				Time: c.Start, What: "connected", By: "expert", Detail: c.Server.AddrPort().String(),
			})
			a.last = max(a.last, c.Start)
		}
		return
	}
}

// End tells the attempts that no assistance session came of.
func (s *attempts) End(x *dissect.Context) {
	for _, a := range s.list {
		a.tell(x)
	}
	s.list = nil
}

// tell sends the record of an attempt out, unless it is part of a session.
func (a *Attempt) tell(x *dissect.Context) {
	if a.claimed || a.Record == nil {
		return
	}
	a.claimed = true
	a.finish()
	x.Session(a.Record)
}

// finish fills in what is known at the end.
func (a *Attempt) finish() {
	r := a.Record
	r.End = max(r.End, a.last)
	r.Parties = []dissect.Party{
		{Role: "expert", Endpoint: dissect.Endpoint{Addr: a.expert}, Name: a.account},
		{Role: "novice", Endpoint: dissect.Endpoint{Addr: a.convs[0].Server.Addr}, Name: a.chosen},
	}
	r.Initiation.Method = a.method
	r.Initiation.Protection = protection(a.level, a.sealed)
	switch {
	case a.Invitation != nil:
		r.Outcome = "invited"
	case a.refused:
		r.Outcome = "failed"
	}
	if a.list > 0 && len(a.rows) > 0 {
		e := &r.Events[a.list-1]
		var names []string
		for i := range a.rows[:min(len(a.rows), shown)] {
			names = append(names, a.rows[i].text())
		}
		e.Detail = listing(max(int(a.count), len(a.rows)), names)
	}
}

// listing is "3: LAB\alice:1, LAB\bob:2, …".
func listing(n int, names []string) string {
	s := strconv.Itoa(n)
	if len(names) == 0 {
		return s
	}
	s += ": " + strings.Join(names, ", ")
	if n > len(names) {
		s += ", …"
	}
	return s
}

// protection is how calls are protected, for people.
func protection(level uint8, sealed bool) string {
	word := "in the clear"
	switch level {
	case dcerpc.LevelConnect, dcerpc.LevelCall, dcerpc.LevelPacket:
		word += ", authenticated"
	case dcerpc.LevelIntegrity:
		word += ", signed"
	case dcerpc.LevelPrivacy:
		word = "encrypted"
	}
	if sealed {
		word += ", not opened"
	}
	return word
}

// attemptOf is the attempt of the connection's client that goes on, or a new one.
func attemptOf(conv *dissect.Conversation, x *dissect.Context) *Attempt {
	s := attemptsOf(conv)
	for i := len(s.list) - 1; i >= 0; i-- {
		if a := s.list[i]; a.expert == conv.Client.Addr {
			if !a.claimed && x.Time()-a.last <= rest {
				a.join(conv, x)
				return a
			}
			break
		}
	}
	return s.begin(conv, x)
}

// begin makes a new attempt.
func (s *attempts) begin(conv *dissect.Conversation, x *dissect.Context) *Attempt {
	if len(s.list) == maxAttempts {
		s.list[0].tell(x)
		s.list = append(s.list[:0], s.list[1:]...)
	}
	a := &Attempt{expert: conv.Client.Addr, last: x.Time(), level: dcerpc.LevelNone}
	if x.WantsSessions() {
		a.Record = &dissect.SessionRecord{
			Kind: "remote-assistance", Outcome: "unknown", Start: x.Time(), Initiation: &dissect.Initiation{},
		}
	}
	s.list = append(s.list, a)
	a.join(conv, x)
	return a
}

// join takes a connection for one of the attempt.
func (a *Attempt) join(conv *dissect.Conversation, x *dissect.Context) {
	a.last = max(a.last, x.Time())
	if slices.Contains(a.convs, conv) || len(a.convs) == maxConversations {
		return
	}
	a.convs = append(a.convs, conv)
	if a.Record != nil {
		a.Record.Conversations = append(a.Record.Conversations, conv)
		x.Join(a.Record)
	}
}

// event adds what happened with the message at hand.
func (a *Attempt) event(x *dissect.Context, what, by, detail string) {
	if a.Record == nil || a.claimed {
		return
	}
	if len(a.Record.Events) == maxEvents {
		a.Record.Dropped++
		return
	}
	a.Record.Events = append(a.Record.Events, dissect.SessionEvent{Time: x.Time(), What: what, By: by, Detail: detail, Message: x.Ref()})
	if what == "sessions-listed" {
		a.list = len(a.Record.Events)
	}
}

// row is the session with this object; it is made on first use.
func (a *Attempt) row(object dcerpc.UUID) *row {
	if object == (dcerpc.UUID{}) {
		return nil
	}
	for i := range a.rows {
		if a.rows[i].object == object {
			return &a.rows[i]
		}
	}
	if len(a.rows) == maxRows {
		return nil
	}
	a.rows = append(a.rows, row{object: object})
	return &a.rows[len(a.rows)-1]
}

// Activated implements dcom.Activator.
func (h *handler) Activated(_ dissect.Dir, act *dcom.Activation, x *dissect.Context) {
	name, method, way := "RASrv", "IRASrv", byRASrv
	if act.Class == classService {
		name, method, way = "PCHService", "IPCHService", byService
	}
	if act.Answered {
		a := attemptOf(h.conv, x)
		if act.Result != 0 {
			a.refused = true
			a.event(x, "failed", "novice", "activation of "+name+": "+string(dcom.AppendResult(nil, act.Result)))
		}
		return
	}
	x.Require(!foreign(act, way), ClassInterface, 0, len(x.Bytes()), name)
	s := attemptsOf(h.conv)
	var a *Attempt
	if n := len(s.list); n > 0 && s.list[n-1].expert == h.conv.Client.Addr && s.list[n-1].Invitation != nil {
		a = s.begin(h.conv, x) // the one before is done
	} else {
		a = attemptOf(h.conv, x)
	}
	a.protected(h.conv, act.Level)
	x.Require(way != byRASrv || !a.used[byService], InterfaceOrder, 0, len(x.Bytes()), "PCHService was activated before")
	a.used[way], a.method = true, method
	a.move(h.conv, way, activate, x)
	detail := name
	if act.Session != dcom.AnySession {
		id := strconv.FormatUint(uint64(act.Session), 10)
		detail += " in session " + id
		for _, t := range a.told {
			if strings.HasSuffix(t, ":"+id) {
				a.asked = strings.TrimSuffix(t, ":"+id)
				detail += " of " + a.asked
			}
		}
	}
	a.event(x, "activated", "expert", detail)
}

// foreign reports whether an activation asks a class for an interface of the other.
func foreign(act *dcom.Activation, way int) bool {
	for _, id := range act.Interfaces {
		switch id {
		case idRASrv.UUID:
			if way != byRASrv {
				return true
			}
		case idService.UUID, idCollection.UUID, idSession.UUID:
			if way != byService {
				return true
			}
		}
	}
	return false
}

// called takes a request: which step it is, and who makes it.
func (h *handler) called(call *dcerpc.Call, x *dissect.Context) *Attempt {
	a := attemptOf(h.conv, x)
	a.protected(h.conv, max(call.Level, dcerpc.Of(h.conv).Level))
	way := byService
	a.method = "IPCHService"
	if call.Interface.UUID == idRASrv.UUID {
		way, a.method = byRASrv, "IRASrv"
	}
	if m := moveOf(call); m != noMove {
		a.move(h.conv, way, m, x)
	}
	return a
}

// protected takes how a call is protected and whose it is.
func (a *Attempt) protected(conv *dissect.Conversation, level uint8) {
	a.level = level
	if e := ntlm.Of(conv); e != nil && e.User != "" {
		a.account = e.User
		if e.Domain != "" {
			a.account = e.Domain + `\` + e.User
		}
	} else if e := kerberos.Of(conv); e != nil && e.Client != "" {
		a.account = e.Client
	}
}

// noviceUserInfo takes the request of GetNoviceUserInfo. What the client writes into
// szName has no meaning in MS-RAI; a name out of the list is taken for the choice.
func (h *handler) noviceUserInfo(a *Attempt, x *dissect.Context) {
	name := wide(x.Bytes(), h.stub.R.Range(placeName), maxText)
	if name != "" && slices.Contains(a.told, name) {
		a.asked = name[:max(0, strings.LastIndexByte(name, ':'))]
		a.event(x, "session-chosen", "expert", name)
	}
}

// sessionInfo takes the response of GetSessionInfo.
func (h *handler) sessionInfo(a *Attempt, result uint32, x *dissect.Context) {
	if n, ok := h.stub.R.Value(placeCount); ok && result == 0 {
		at := h.stub.R.Range(placeCount)
		x.Require(int64(n) >= int64(h.listed) && int64(n) <= int64(max(h.elements, h.listed)), SessionCount, at.Off, at.Len,
			strconv.Itoa(h.listed)+" of "+strconv.Itoa(h.elements)+" elements are not null")
	}
	b := x.Bytes()
	var names []string
	for _, at := range h.names[:min(h.listed, maxRows)] {
		name := wide(b, at, maxText)
		x.Require(sessionName(name), SessionName, at.Off, at.Len, "")
		if a.Record != nil {
			names = append(names, name)
		}
	}
	a.told = names
	if result != 0 {
		a.event(x, "failed", "novice", "GetSessionInfo: "+failure(result))
		return
	}
	a.event(x, "sessions-listed", "novice", listing(h.listed, names[:min(len(names), shown)]))
}

// sessionName reports whether s is Domain\User:SessionID, MS-RAI 3.3.4.1.2.
func sessionName(s string) bool {
	domain, rest, ok := strings.Cut(s, `\`)
	colon := strings.LastIndexByte(rest, ':')
	if !ok || domain == "" || colon < 1 || colon == len(rest)-1 {
		return false
	}
	_, err := strconv.ParseUint(rest[colon+1:], 10, 32)
	return err == nil
}

// item checks the index of Item, MS-RAI 3.1.4.1.2.1.
func (h *handler) item(a *Attempt, x *dissect.Context) {
	v, ok := h.stub.R.Value(placeNumber)
	if !ok || !a.counted {
		return
	}
	at := h.stub.R.Range(placeNumber)
	x.Require(int32(v) >= 1 && int32(v) <= a.count, ItemIndex, at.Off, at.Len, "Count is "+strconv.Itoa(int(a.count)))
}

// connectionParms takes the request of RemoteConnectionParms.
func (h *handler) connectionParms(a *Attempt, x *dissect.Context) {
	if h.ntexts < 3 {
		return
	}
	user, domain, blob := h.text(0, x), h.text(1, x), h.text(2, x)
	id, _ := h.stub.R.Value(placeNumber)
	first, last := h.texts[0], h.texts[1]
	x.Require(user != "" && domain != "", EmptyName, first.Off, max(0, last.Off+last.Len-first.Off), "")
	helper, ok := helpBlob(wide(x.Bytes(), h.texts[2].Range, maxString))
	at := h.texts[2]
	x.Require(ok, HelpBlob, at.Off, at.Len, "")
	if helper != "" && blob != "" {
		a.account = cmp.Or(helper, a.account)
	}
	a.asked = domain + `\` + user
	h.offered(a, domain, user, uint32(id), x)
	a.event(x, "session-chosen", "expert", a.asked+":"+strconv.FormatUint(id, 10))
}

// offered checks that a session was one of those that were enumerated.
func (h *handler) offered(a *Attempt, domain, user string, id uint32, x *dissect.Context) {
	if len(a.rows) == 0 || !a.counted || int(a.count) > len(a.rows) || h.conv.Lossy() {
		return
	}
	for i := range a.rows {
		r := &a.rows[i]
		if !r.hasDomain || !r.hasUser || !r.hasID {
			return // not all of it was asked for
		}
		if r.domain == domain && r.user == user && r.id == id {
			x.Held(SessionListed)
			return
		}
	}
	first, last := h.texts[0], h.stub.R.Range(placeNumber)
	x.Report(SessionListed, first.Off, last.Off+last.Len-first.Off, domain+`\`+user+":"+strconv.FormatUint(uint64(id), 10))
}

// helpBlob reads bstrUserHelpBlob, MS-RAI 3.1.4.1.1: who the expert is, and whether
// the text has the form "13;UNSOLICITED=1", then the same way "ID=DOMAIN\USER".
func helpBlob(s string) (who string, ok bool) {
	flag, s, ok := counted(s)
	if !ok || flag != "UNSOLICITED=1" {
		return "", false
	}
	id, s, ok := counted(s)
	who, named := strings.CutPrefix(id, "ID=")
	domain, user, both := strings.Cut(who, `\`)
	return who, ok && named && both && domain != "" && user != "" && s == ""
}

// counted takes a text in front of which its length in characters stands: "3;abc".
func counted(s string) (text, rest string, ok bool) {
	digits, s, ok := strings.Cut(s, ";")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 0 {
		return "", "", false
	}
	for i := range s {
		if n == 0 {
			return s[:i], s[i:], true
		}
		n--
	}
	return s, "", n == 0
}

// fetched takes a response that holds a connection string.
func (h *handler) fetched(a *Attempt, call *dcerpc.Call, result uint32, x *dissect.Context) {
	name := fetching(call)
	if result != 0 {
		a.refused = true
		a.event(x, "failed", "novice", name+": "+failure(result))
		return
	}
	t := h.texts[0]
	if h.ntexts == 0 || t.Len == 0 {
		return
	}
	way := byService
	if call.Interface.UUID == idRASrv.UUID {
		way = byRASrv
	}
	x.Require(call.Level >= dcerpc.LevelPrivacy, StringClear, t.Off, t.Len, "")
	if way == byRASrv {
		x.Require(h.version == 2, String2, t.Off, t.Len, "")
	}
	x.Require(!a.got[1-way], OneInterface, t.Off, t.Len, "")
	a.got[way] = true
	text := wide(x.Bytes(), t.Range, maxString)
	inv, err := invitation.Parse([]byte(text))
	if err != nil {
		return
	}
	a.Invitation, a.chosen = inv, a.asked
	if x.WantsArtifacts() {
		art := x.Artifact("invitation", "connection-string.txt")
		art.Session = a.Record
		x.Extract(art, []byte(text), x.Ranges(t.Off, t.Len), 0)
		x.ExtractEnd(art, false)
	}
	if a.Record != nil {
		a.Record.Initiation.ConnectionString = text
	}
	detail := "connection string " + strconv.Itoa(h.version)
	for i, at := range inv.Addresses() {
		if i == shown {
			detail += ", …"
			break
		}
		if i == 0 {
			detail += " to "
		} else {
			detail += ", "
		}
		detail += at.String()
	}
	a.event(x, "invited", "novice", detail)
}

// sealedResponse takes a response that cannot be opened.
func (a *Attempt) sealedResponse(call *dcerpc.Call, x *dissect.Context) {
	a.sealed = true
	switch id := call.Interface.UUID; {
	case fetching(call) != "":
		a.event(x, "answered", "novice", fetching(call)+", sealed")
	case id == idRASrv.UUID && call.Opnum == opSessionInfo, id == idService.UUID && call.Opnum == opUserSessionInfo:
		a.event(x, "sessions-listed", "novice", "sealed")
	}
}

// failure names an HRESULT that is an error.
func failure(v uint32) string {
	if v == 0 {
		return ""
	}
	return string(dcom.AppendResult(nil, v))
}

// Claim finds the attempt that an RDP connection belongs to, by what its Client Info
// PDU has as WorkingDir ("" where it was not read) and the public key of its server
// (PublicKeyBlob, nil where it is not known). The attempt tells no record of its own
// then. tied says by what: "id", "address", "key-hash"; an address alone does not
// tie where the id or the key is another. Without a connection string nothing ties.
func Claim(conv *dissect.Conversation, workingDir string, key []byte) (a *Attempt, tied []string) {
	s := attemptsOf(conv)
	for i := len(s.list) - 1; i >= 0; i-- {
		b := s.list[i]
		if b.claimed || b.Invitation == nil || b.expert != conv.Client.Addr {
			continue
		}
		if t := b.ties(conv, workingDir, key); len(t) > len(tied) {
			a, tied = b, t
		}
	}
	if a != nil {
		if a.Record != nil {
			a.finish()
			a.Record.Initiation.Tied = tied
		}
		a.claimed = true
	}
	return a, tied
}

// ties says by what an RDP connection belongs to the attempt.
func (a *Attempt) ties(conv *dissect.Conversation, workingDir string, key []byte) (tied []string) {
	inv, other := a.Invitation, false
	if id := inv.AuthString(); id != "" && workingDir != "" {
		if id == workingDir {
			tied = append(tied, "id")
		} else {
			other = true
		}
	}
	address := inv.Offers(conv.Server.AddrPort())
	if hashes := inv.KeyHashes(); key != nil && len(hashes) > 0 && bytes.Equal(hashes[0].Of(key), hashes[0].Sum) {
		tied = append(tied, "key-hash")
	}
	if address && (len(tied) > 0 || !other) {
		tied = append(tied, "address")
	}
	return tied
}

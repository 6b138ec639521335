package credssp

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// Values and size of the Early User Authorization Result PDU, MS-RDPBCGR 2.2.10.2.
const (
	authzSuccess      = 0
	authzAccessDenied = 5
	authzLength       = 4
)

// exchangeKey is the authentication of CredSSP among those of the conversation
// ("CSSP"): on a connection through a gateway others may be going on.
const exchangeKey = 0x43535350

// An AuthorizationResult is the Early User Authorization Result PDU,
// MS-RDPBCGR 2.2.10.2.
type AuthorizationResult struct {
	Result uint32
}

// Decode reads the PDU.
func (m *AuthorizationResult) Decode(c *dissect.Cursor) {
	c.Is(kindAuthorization)
	m.Result = c.U32LE(fAuthorizationResult)
}

// An Outcome is the result of a check.
type Outcome uint8

// The outcomes.
const (
	Unchecked Outcome = iota // no secret, or no public key to compare with
	Fits
	Differs
)

// State is what is known about the CredSSP exchange of a conversation.
type State struct {
	Versions  [2]uint8    // by direction, 0 while not seen
	Mechanism spnego.Mech // of the tokens
	Error     uint32      // NTSTATUS that the server sent, 0 for none
	Nonce     []byte      // clientNonce, empty where none was sent
	Binding   [2]Outcome  // by direction: whether pubKeyAuth binds the server's public key
	Delegated bool        // the client sent authInfo
	CredType  int64       // of the credentials, 0 where they were not opened
	Empty     bool        // the credentials are empty: restricted administration
	Domain    string      // of the credentials
	User      string      // of the credentials
	Result    *uint32     // Early User Authorization Result, nil where none was sent
	plain     [2][]byte   // pubKeyAuth, decrypted
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// form says which kind of message was decoded last.
type form uint8

const (
	isRequest form = iota
	isCredentials
	isAuthorization
	isRDSTLS
)

// handler reads the messages of one conversation.
type handler struct {
	conv   *dissect.Conversation
	m      Request
	cred   Credentials
	result AuthorizationResult
	rdstls RDSTLS
	form   form
	inner  bool // decrypted credentials are being handed on
	view   []byte
	state  State
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame tells the length of a TSRequest, of the authorization result that the
// server sends behind the last one, or of a PDU of RDSTLS.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	if len(b) == 0 {
		return 0
	}
	switch {
	case b[0] == rdstlsVersion:
		return frameRDSTLS(b)
	case dir != dissect.FromServer || b[0] != authzSuccess && b[0] != authzAccessDenied:
		return frame(b)
	}
	if x224.Of(h.conv).Selected != x224.ProtocolHybridEx && !(h.conv.Missed() && h.state.Delegated) {
		return dissect.Lost
	}
	if len(b) < authzLength {
		return 0
	}
	if v := binary.LittleEndian.Uint32(b); v == authzSuccess || v == authzAccessDenied {
		return authzLength
	}
	return dissect.Lost
}

// Decode reads one message.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.view = c.Peek()
	first := c.PeekU8(0)
	switch {
	case h.inner:
		h.form = isCredentials
		h.cred.Decode(c)
	case first == der.Sequence:
		h.form = isRequest
		h.m.ntlm = h.state.Mechanism == spnego.NTLM
		h.m.Decode(c)
		if c.Left() > 0 {
			c.Closed(fPadding, c.Left())
		}
	case first == rdstlsVersion:
		h.form = isRDSTLS
		h.rdstls.Decode(c)
	default:
		h.form = isAuthorization
		h.result.Decode(c)
		if c.Left() > 0 {
			c.Closed(fPadding, c.Left())
		}
	}
}

// Commit hands tokens on, checks the binding and opens credentials.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	switch h.form {
	case isCredentials:
		h.credentials(x)
	case isAuthorization:
		v := h.result.Result
		h.state.Result = &v
		x.Require(v == authzSuccess, AccessDenied, 0, authzLength, "")
	case isRDSTLS:
		if h.rdstls.Type == rdstlsAuthRsp {
			x.Require(h.rdstls.Result == 0, RDSTLSResult, rdstlsHeader, 4, resultNames.Value(uint64(h.rdstls.Result)))
		}
	default:
		h.request(dir, x)
	}
}

// request takes in a TSRequest, MS-CSSP 3.1.5.
func (h *handler) request(dir dissect.Dir, x *dissect.Context) {
	m := h.m // tokens may lead back here
	s, b := &h.state, x.Bytes()
	whole := len(b)
	s.Versions[dir&1] = m.Version
	if dir == dissect.FromClient {
		x.Require(s.Error == 0, AfterError, 0, whole, statusText(s.Error))
	}
	if m.nonce.n > 0 {
		s.Nonce = append(s.Nonce[:0], m.nonce.of(b)...)
	}
	h.phases(dir, &m, x)
	gss := spnego.Of(h.conv).Select(exchangeKey)
	gss.Final = false
	for _, t := range m.tokens[:m.n] {
		token := t.of(b)
		x.Pass(spnego.For(h.conv, token), t.off, t.n, "")
		if raw := spnego.Sniff(token); raw == spnego.NTLM && gss.Final && dir == dissect.FromClient {
			x.Require(m.pubKeyAuth.n > 0, LastToken, 0, whole, "")
		}
	}
	gss = spnego.Of(h.conv).Current()
	if gss.Mech != spnego.UnknownMech && gss.Mech != s.Mechanism {
		s.Mechanism = gss.Mech
		x.Require(gss.Mech != spnego.NTLM, UsesNTLM, 0, whole, "")
	}
	if m.pubKeyAuth.n > 0 {
		h.binding(dir, &m, gss, x)
	}
	if m.authInfo.n > 0 {
		h.authInfo(dir, &m, gss, x)
	}
	if m.HasError {
		s.Error = m.ErrorCode
		x.Require(m.ErrorCode == 0, Error, 0, whole, statusText(m.ErrorCode))
	}
	h.protect(gss)
}

// phases checks which members go together, MS-CSSP 3.1.5 steps 2 to 5.
func (h *handler) phases(dir dissect.Dir, m *Request, x *dissect.Context) {
	whole := len(x.Bytes())
	if m.authInfo.n > 0 {
		x.Require(dir == dissect.FromClient, AuthInfoClient, m.authInfo.off, m.authInfo.n, "")
		x.Require(m.pubKeyAuth.n == 0 && m.n == 0, AuthInfoAlone, 0, whole, "")
	}
	if m.pubKeyAuth.n > 0 && dir == dissect.FromServer {
		x.Require(m.n == 0, BindingAlone, 0, whole, "")
	}
	if m.pubKeyAuth.n == 0 || dir != dissect.FromClient {
		return
	}
	client, server := h.state.Versions[dissect.FromClient], h.state.Versions[dissect.FromServer]
	if client >= hashVersion && server >= hashVersion {
		x.Require(len(h.state.Nonce) > 0, NoncePresent, 0, whole, "")
	}
	if server > 0 {
		x.Require(min(client, server) >= hashVersion, OldVersion, 0, whole, "version "+strconv.Itoa(int(min(client, server))))
	}
}

// binding opens pubKeyAuth and compares it with the server's public key.
func (h *handler) binding(dir dissect.Dir, m *Request, gss *spnego.Exchange, x *dissect.Context) {
	if gss.Context == nil {
		return
	}
	s, at := &h.state, m.pubKeyAuth
	plain, err := gss.Context.Unwrap(nil, dir, at.of(x.Bytes()))
	if err != nil {
		x.Report(Sealed, at.off, at.n, "pubKeyAuth: "+err.Error())
		return
	}
	x.Held(Sealed)
	s.plain[dir&1] = plain
	list, sure := serverKeys(h.conv)
	outcome := Unchecked
	for _, key := range list {
		if bound(dir, plain, s.Nonce, key) {
			outcome = Fits
		}
	}
	if outcome == Unchecked && sure {
		outcome = Differs
	}
	if outcome == Unchecked && dir == dissect.FromServer && len(s.Nonce) == 0 && s.plain[dissect.FromClient] != nil {
		// Without hashes both sides send the key itself, so that they can be
		// held against each other even when the certificate is not known.
		if !bound(dir, plain, nil, s.plain[dissect.FromClient]) {
			outcome = Differs
		}
	}
	s.Binding[dir&1] = outcome
	if outcome != Unchecked {
		x.Require(outcome == Fits, Binding, at.off, at.n, "")
	}
}

// authInfo opens the credentials and hands them on as a message of their own.
func (h *handler) authInfo(dir dissect.Dir, m *Request, gss *spnego.Exchange, x *dissect.Context) {
	h.state.Delegated = h.state.Delegated || dir == dissect.FromClient
	if gss.Context == nil {
		return
	}
	at := m.authInfo
	plain, err := gss.Context.Unwrap(nil, dir, at.of(x.Bytes()))
	if err != nil {
		x.Report(Sealed, at.off, at.n, "authInfo: "+err.Error())
		return
	}
	x.Held(Sealed)
	var from reassembly.Map
	from.AddWhole(0, x.Ranges(at.off, at.n))
	h.inner = true
	x.PassBytes(Protocol, plain, &from, "")
	h.inner = false
}

// credentials takes in decrypted credentials.
func (h *handler) credentials(x *dissect.Context) {
	s, b := &h.state, x.Bytes()
	s.CredType, s.Empty = h.cred.Type, h.cred.Empty
	s.Domain = string(dissect.AppendUTF16(nil, h.cred.domain.of(b)))
	s.User = string(dissect.AppendUTF16(nil, h.cred.user.of(b)))
	if h.cred.Type == credPassword {
		x.Require(h.cred.Empty, PasswordSent, 0, len(b), "")
	}
}

// protect records the layer of security.
func (h *handler) protect(gss *spnego.Exchange) {
	if gss.Mech == spnego.UnknownMech {
		return
	}
	p := dissect.Protection{Kind: "credssp", Cipher: gss.Mech.String()}
	if gss.Context != nil {
		p.Cipher += " " + gss.Context.Cipher()
		p.Open, p.With = true, gss.With
	}
	h.conv.Protect(p)
}

// statusText is an NTSTATUS for people.
func statusText(v uint32) string {
	hex := "0x" + strconv.FormatUint(uint64(v), 16)
	if n := statusNames.Value(uint64(v)); n != "" {
		return n + " (" + hex + ")"
	}
	return hex
}

// Info tells the version and what is in the message.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	switch h.form {
	case isAuthorization:
		return append(dst, authorizationNames.Value(uint64(h.result.Result))...)
	case isRDSTLS:
		if h.rdstls.Type == rdstlsAuthRsp {
			dst = append(dst, resultNames.Value(uint64(h.rdstls.Result))...)
		}
		return dst
	case isCredentials:
		return h.infoCredentials(dst)
	}
	m := &h.m
	dst = strconv.AppendUint(append(dst, "version "...), uint64(m.Version), 10)
	for _, p := range [...]struct {
		there bool
		name  string
	}{{m.n > 0, "negoTokens"}, {m.authInfo.n > 0, "authInfo"}, {m.pubKeyAuth.n > 0, "pubKeyAuth"}} {
		if p.there {
			dst = append(append(dst, ", "...), p.name...)
		}
	}
	if m.HasError {
		dst = append(append(dst, ", "...), statusText(m.ErrorCode)...)
	}
	return dst
}

func (h *handler) infoCredentials(dst []byte) []byte {
	m := &h.cred
	switch {
	case m.Empty:
		return append(dst, "empty password credentials (restricted administration)"...)
	case m.Type == credRemoteGuard:
		return append(dst, "remote credential guard"...)
	}
	dst = append(dst, credTypeNames.Value(uint64(m.Type))...)
	if m.user.n > 0 {
		dst = append(dst, " of "...)
		if m.domain.n > 0 {
			dst = append(dissect.AppendUTF16(dst, m.domain.of(h.view)), '\\')
		}
		dst = dissect.AppendUTF16(dst, m.user.of(h.view))
	}
	return dst
}

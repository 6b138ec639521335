package rsmc

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

const (
	maxEvents   = 4096    // of one record
	maxLines    = 4096    // of chat
	maxChatText = 1 << 20 // bytes of all lines
	maxLineText = 16 << 10
	maxConvs    = 256 // conversations of one record
	maxChecks   = 32
)

// record keeps what a session record will hold, where somebody wants one.
type record struct {
	begun     bool
	wanted    bool // session records
	artifacts bool
	out       *dissect.SessionRecord
	text      int // bytes of chat lines
	chat      *dissect.Artifact
	last      int64
	lossy     bool
	first     bool   // the certificate came over HTTP, as it has to
	clear     bool   // something else came without TLS
	under     string // the version of TLS
}

// begin takes in a conversation.
func (r *record) begin(conv *dissect.Conversation, x *dissect.Context) {
	r.last = max(r.last, x.Time())
	if !r.begun {
		*r = record{begun: true, wanted: x.WantsSessions(), artifacts: x.WantsArtifacts(), last: x.Time()}
		if r.wanted || r.artifacts {
			r.out = &dissect.SessionRecord{Kind: "multipoint-binding", Outcome: "unknown", Start: x.Time()}
		}
	}
	if r.out == nil {
		return
	}
	for _, c := range r.out.Conversations {
		if c == conv {
			return
		}
	}
	if len(r.out.Conversations) >= maxConvs {
		r.out.Dropped++
		return
	}
	r.out.Conversations = append(r.out.Conversations, conv)
}

// end sends the record out.
func (r *record) end(b *binding, x *dissect.Context) {
	if r.chat != nil {
		x.ExtractEnd(r.chat, r.lossy)
	}
	o := r.out
	if o != nil {
		o.End = max(r.last, o.Start)
		switch {
		case b.steps&(stepCredentials|stepClient) == stepCredentials|stepClient:
			o.Outcome = "established"
		case b.refused:
			o.Outcome = "refused"
		}
		o.Protection = r.protection()
		o.Parties = []dissect.Party{
			{Role: roleClient, Endpoint: dissect.Endpoint{Addr: b.client}, Name: b.clientName},
			{Role: roleServer, Endpoint: dissect.Endpoint{Addr: b.server}, Name: b.serverName},
		}
		x.Session(o)
	}
	*r = record{}
}

// protection says in words what protects the conversations.
func (r *record) protection() string {
	switch {
	case r.under == "" && r.clear:
		return "none"
	case r.under == "":
		return "" // what came behind the certificate was not seen, or stayed closed
	case r.clear:
		return r.under + ", in part none"
	case r.first:
		return "HTTP, then " + r.under
	}
	return r.under
}

// event adds what happened with the message at hand. by may be empty.
func (r *record) event(x *dissect.Context, what, by, detail string) {
	if !r.wanted {
		return
	}
	if len(r.out.Events) >= maxEvents {
		r.out.Dropped++
		return
	}
	r.out.Events = append(r.out.Events, dissect.SessionEvent{Time: x.Time(), What: what, By: by, Detail: detail, Message: x.Ref()})
}

// check adds the outcome of a comparison; the same one is told once.
func (r *record) check(x *dissect.Context, what string, ok bool, detail string) {
	if !r.wanted {
		return
	}
	c := dissect.SessionCheck{What: what, Result: "match", Detail: detail}
	if !ok {
		c.Result = "mismatch"
	}
	for _, o := range r.out.Checks {
		if o == c {
			return
		}
	}
	if len(r.out.Checks) >= maxChecks {
		r.out.Dropped++
		return
	}
	r.out.Checks = append(r.out.Checks, c)
}

// request tells about a request at hand.
func (r *record) request(h *handler, b *binding, x *dissect.Context) {
	r.lossy = r.lossy || h.conv.Lossy()
	if s := version(h.conv); s != "" {
		r.under = s
	} else if h.msg.creds == credNone {
		r.first = true
	} else {
		r.clear = true
	}
	op := h.msg.operation
	switch {
	case op.name == "SendMsg":
		r.line(h, x)
	case op.port.host == hostClient:
		r.event(x, "event", roleServer, told(h, op))
	case strings.HasSuffix(op.name, "EventSink"): // told by what it does
	case op.port.host == hostServer && op.creds > credAdmin && !op.read:
		r.event(x, "call", roleClient, told(h, op))
	case op.port.host == hostChat && op.name != "Ping":
		r.event(x, "call", h.role(false), told(h, op))
	}
}

// told is an operation with its arguments.
func told(h *handler, op *operation) string {
	if !h.pair.rec.wanted {
		return ""
	}
	args := h.Info(0, nil)
	if len(args) == 0 {
		return op.name
	}
	return op.name + ": " + string(args)
}

// version is the version of TLS in a conversation, "" for none.
func version(conv *dissect.Conversation) string {
	if !conv.Has(tls.Protocol) {
		return ""
	}
	return tls.Of(conv).VersionName()
}

// line takes in a line of chat.
func (r *record) line(h *handler, x *dissect.Context) {
	if r.out == nil {
		return
	}
	i := h.arg("wsMessage")
	if i < 0 {
		return
	}
	h.text = h.env.Doc.Content(h.text[:0], i)
	text := string(h.text[:min(len(h.text), maxLineText)])
	from := h.role(false)
	if r.artifacts {
		r.transcript(h, x, i, from, text)
	}
	if !r.wanted {
		return
	}
	if len(r.out.Chat) >= maxLines || r.text+len(text) > maxChatText {
		r.out.Dropped++
		return
	}
	r.text += len(text)
	r.out.Chat = append(r.out.Chat, dissect.ChatLine{Time: x.Time(), From: from, Text: text, Message: x.Ref()})
	r.event(x, "chat", from, "")
}

// transcript adds a line to the transcript: time, role, text. Line breaks in the
// text stay, with a tab after each, so that no text looks like another line.
func (r *record) transcript(h *handler, x *dissect.Context, i int, from, text string) {
	if r.chat == nil {
		r.chat = x.Artifact("chat", "chat.txt")
		r.chat.Session = r.out
	}
	line := time.Unix(0, x.Time()).UTC().AppendFormat(nil, time.RFC3339Nano)
	line = append(append(line, ' '), from...)
	line = append(line, ": "...)
	for j := range len(text) {
		if line = append(line, text[j]); text[j] == '\n' {
			line = append(line, '\t')
		}
	}
	off, n := h.place(i)
	x.Extract(r.chat, append(line, '\n'), x.Ranges(off, n), 0)
}

// reply tells about the response at hand.
func (r *record) reply(h *handler, b *binding, c *call, x *dissect.Context) {
	if c.op.name == "GetThumbnailBits" && r.artifacts {
		r.thumbnail(h, c, x)
	}
}

// thumbnail writes the image of a session, MS-RSMC 3.7.4.10: a JPEG in base64.
func (r *record) thumbnail(h *handler, c *call, x *dissect.Context) {
	i := h.arg("ppbDataBits")
	if i < 0 {
		return
	}
	h.text = h.env.Doc.Content(h.text[:0], i)
	text := h.text[:0]
	for _, b := range h.text {
		if b != ' ' && b != '\t' && b != '\r' && b != '\n' {
			text = append(text, b)
		}
	}
	image := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(image, text)
	if n == 0 {
		return
	}
	off, size := h.place(i)
	r.write(x, "image", "session-"+c.arg+".jpg", image[:n], off, size, err != nil)
}

// write writes one artifact. off and size say where in the message it came.
func (r *record) write(x *dissect.Context, kind, name string, b []byte, off, size int, partial bool) {
	a := x.Artifact(kind, name)
	a.Session = r.out
	x.Extract(a, b, x.Ranges(off, size), 0)
	x.ExtractEnd(a, partial)
}

// certificate writes a certificate.
func (r *record) certificate(h *handler, x *dissect.Context, i int, host string) {
	if !r.artifacts {
		return
	}
	off, n := h.place(i)
	if host == "" {
		host = "certificate-" + strconv.Itoa(len(h.blob))
	}
	r.write(x, "certificate", host+".cer", h.blob, off, n, false)
}

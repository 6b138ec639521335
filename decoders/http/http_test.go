package http_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/http2"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) {
	dissecttest.Run(t, http.Protocol, probe, json.Protocol, http2.Protocol)
}

// probe is a protocol that stands for those that are bound to the tables.
var probe = &dissect.Protocol{
	Name: "probe", Title: "whatever is handed on", Specs: []dissect.Spec{"RFC 9110 8"},
	Kinds: []*dissect.Kind{probeKind},
	Binds: []dissect.Bind{
		http.Body.Key("text/plain"), http.Body.Key("+probe"), http.Token.Key("ntlm"),
		http.Method.Key("RPC_IN_DATA"), http.Upgrade.Key("probe"),
		http.Service.Key(http.Match{On: http.Action, Value: "urn:probe"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "nodes(agentid"}),
		http.Service.Key(http.Match{On: http.Path, Value: "/a b"}),
		http.Service.Key(http.Match{On: http.Has, Value: "x-probe"}),
	},
	New: func(c *dissect.Conversation) dissect.Handler { return &probeHandler{conv: c} },
}

var (
	probeKind  = &dissect.Kind{Name: "probe", Spec: "RFC 9110 8"}
	probeField = &dissect.Field{Name: "content", Spec: "RFC 9110 8", Base: dissect.Text}
)

// probeHandler shows what it is handed, and keeps what Of says about it.
type probeHandler struct {
	conv *dissect.Conversation
	got  []handed
}

type handed struct {
	bytes   string
	content http.Content
	method  string
	target  string
	frames  int
}

func (h *probeHandler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (h *probeHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(probeKind)
	c.Rest(probeField)
}

func (h *probeHandler) Commit(_ dissect.Dir, x *dissect.Context) {
	one := handed{bytes: string(x.Bytes()), frames: len(x.Ranges(0, len(x.Bytes())))}
	if c := http.Of(h.conv); c != nil {
		// What Of tells is used again after the call.
		one.content = *c
		exchange := *c.Exchange
		one.content.Exchange = &exchange
		one.method, one.target = string(c.Request.Method()), string(c.Request.Target())
	}
	h.got = append(h.got, one)
}

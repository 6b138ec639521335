package http2_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/http2"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// The frames and flags that the tests send, RFC 9113 6.
const (
	data         = 0
	headers      = 1
	settings     = 4
	continuation = 9

	endStream  = 1
	endHeaders = 4
)

// A talk is a connection of HTTP/2 that a test makes.
type talk struct {
	*dissect.Direct
	t    *testing.T
	log  *dissecttest.Log
	enc  [2]*hpack.Encoder
	room [2]*bytes.Buffer
}

func newTalk(t *testing.T, trees bool) *talk {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http2.Protocol, http.Protocol, contents})
	if err != nil {
		t.Fatal(err)
	}
	k := &talk{t: t, log: dissecttest.NewLog(trees)}
	k.Direct = dissect.NewDirect(reg, http2.Protocol, k.log, dissect.Options{Panic: func(v any, stack []byte) {
		t.Errorf("a decoder panicked: %v\n%s", v, stack)
	}})
	for i := range k.enc {
		k.room[i] = &bytes.Buffer{}
		k.enc[i] = hpack.NewEncoder(k.room[i])
	}
	return k
}

// start sends what both sides begin with.
func (k *talk) start() *talk {
	k.Stream(dissect.FromClient, append([]byte(preface), frame(settings, 0, 0, nil)...))
	k.Stream(dissect.FromServer, frame(settings, 0, 0, nil))
	return k
}

// frame is one frame.
func frame(typ, flags byte, id uint32, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))[1:]
	b = append(b, typ, flags)
	return append(binary.BigEndian.AppendUint32(b, id), payload...)
}

// block is a field block of names and values, as the library makes it.
func (k *talk) block(dir dissect.Dir, pairs ...string) []byte {
	k.room[dir].Reset()
	for i := 0; i+1 < len(pairs); i += 2 {
		f := hpack.HeaderField{Name: pairs[i], Value: pairs[i+1], Sensitive: strings.HasPrefix(pairs[i+1], "secret")}
		if err := k.enc[dir].WriteField(f); err != nil {
			k.t.Fatal(err)
		}
	}
	return bytes.Clone(k.room[dir].Bytes())
}

// get sends a request without a body.
func (k *talk) get(id uint32, path string, more ...string) {
	b := k.block(dissect.FromClient, append([]string{":method", "GET", ":scheme", "https", ":path", path, ":authority", "pull.example"}, more...)...)
	k.Stream(dissect.FromClient, frame(headers, endStream|endHeaders, id, b))
}

// rules are the rules that were broken, each once.
func (k *talk) rules() string {
	var list []string
	for _, f := range k.log.Findings {
		if s := f.Rule; len(list) == 0 || list[len(list)-1] != s {
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}

// named are the infos of all messages of this name.
func (k *talk) named(name string) (out []string) {
	for _, m := range k.log.Messages {
		if m.Name == name {
			out = append(out, m.Info)
		}
	}
	return out
}

// got is what the protocol of text/plain was handed.
func (k *talk) got() []handed {
	h, _ := k.Conversation().Handler(contents).(*contentsHandler)
	return h.got
}

// contents is a protocol that keeps what it is handed.
var contents = &dissect.Protocol{
	Name: "contents", Title: "whatever is handed on", Specs: []dissect.Spec{"RFC 9110 8"},
	Kinds: []*dissect.Kind{kindContents}, Binds: []dissect.Bind{http.Body.Key("text/plain")},
	New: func(c *dissect.Conversation) dissect.Handler { return &contentsHandler{conv: c} },
}

var (
	kindContents = &dissect.Kind{Name: "contents", Spec: "RFC 9110 8"}
	fContents    = &dissect.Field{Name: "contents", Spec: "RFC 9110 8", Base: dissect.Text}
)

type handed struct {
	text, target string
	cut, reply   bool
	dir          dissect.Dir
}

type contentsHandler struct {
	conv *dissect.Conversation
	got  []handed
}

func (h *contentsHandler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (h *contentsHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindContents)
	c.Rest(fContents)
}

func (h *contentsHandler) Commit(dir dissect.Dir, x *dissect.Context) {
	one := handed{text: string(x.Bytes()), dir: dir}
	if c := http.Of(h.conv); c != nil {
		one.target, one.cut, one.reply = string(c.Request.Target()), c.Cut, c.Reply
	}
	h.got = append(h.got, one)
}

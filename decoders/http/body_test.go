package http_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// talk is a conversation with the probe bound to everything it is bound to.
type talk struct {
	*dissect.Direct
	log *dissecttest.Log
}

func newTalk(t *testing.T) *talk {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, probe})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	return &talk{dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) {
		t.Fatalf("a decoder panicked: %v\n%s", v, stack)
	}}), log}
}

func (k *talk) client(s string) { k.Stream(dissect.FromClient, []byte(s)) }
func (k *talk) server(s string) { k.Stream(dissect.FromServer, []byte(s)) }

func (k *talk) got() []handed { return k.Conversation().Handler(probe).(*probeHandler).got }

func (k *talk) rules() string {
	var s []string
	for _, f := range k.log.Findings {
		s = append(s, f.Rule)
	}
	return strings.Join(s, " ")
}

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

func plain(fields, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; charset=utf-8\r\n" + fields + "\r\n" + body
}

func TestBodies(t *testing.T) {
	var z bytes.Buffer
	w, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("hello"))
	w.Close()
	gz := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(s))
		w.Close()
		return b.String()
	}
	sized := func(fields, s string) string {
		return plain(fmt.Sprintf("%sContent-Length: %d\r\n", fields, len(s)), s)
	}
	long := strings.Repeat("0123456789abcdef", 10000)
	for name, c := range map[string]struct {
		response string
		want     string // "-" for nothing handed on
		cut      bool
		coded    bool
	}{
		"length":         {sized("", "hello"), "hello", false, false},
		"empty":          {sized("", ""), "-", false, false},
		"pieces":         {sized("", long), long, false, false},
		"chunked":        {plain("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), "hello", false, false},
		"large chunk":    {plain("Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(long), long)), long, false, false},
		"bad chunk":      {plain("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\nzz\r\n"), "he", true, false},
		"close":          {plain("", "hello"), "hello", false, false},
		"cut":            {plain("Content-Length: 100000\r\n", long[:65536]), long[:65536], true, false},
		"gzip":           {sized("Content-Encoding: gzip\r\n", gz("hello")), "hello", false, true},
		"x-gzip, twice":  {sized("Content-Encoding: x-gzip, gzip\r\n", gz(gz("hello"))), "hello", false, true},
		"coded transfer": {plain("Transfer-Encoding: gzip, chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gz("hello")), gz("hello"))), "hello", false, true},
		"zstd":           {sized("Content-Encoding: zstd\r\n", z.String()), "hello", false, true},
		"br":             {sized("Content-Encoding: br\r\n", "\x0b\x02\x80hello\x03"), "-", false, false},
		"not gzip":       {sized("Content-Encoding: gzip\r\n", "hello"), "-", false, false},
		"suffix":         {"HTTP/1.1 200 OK\r\nContent-Type: application/x+probe\r\nContent-Length: 2\r\n\r\nhi", "hi", false, false},
		"other":          {"HTTP/1.1 200 OK\r\nContent-Type: text/other\r\nContent-Length: 2\r\n\r\nhi", "-", false, false},
	} {
		k := newTalk(t)
		k.client(get)
		k.server(c.response)
		k.Close()
		got := k.got()
		if c.want == "-" {
			if len(got) != 0 {
				t.Errorf("%s: want nothing handed on, got %d", name, len(got))
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%s: want one body, got %d (%s)", name, len(got), k.rules())
			continue
		}
		g := got[0]
		if g.bytes != c.want || g.content.Cut != c.cut || g.content.Coded != c.coded || g.content.Part != http.PartBody || !g.content.Reply || g.method != "GET" || !g.content.Clear {
			t.Errorf("%s: want %d bytes, cut %v, coded %v; got %d bytes, %+v, %q", name, len(c.want), c.cut, c.coded, len(g.bytes), g.content, g.method)
		}
		if g.frames == 0 {
			t.Errorf("%s: the body leads to no frame", name)
		}
		for _, m := range k.log.Messages {
			if m.Proto == "probe" && m.Dir != dissect.FromServer {
				t.Errorf("%s: the body of a response comes from the client", name)
			}
		}
	}
}

func TestServices(t *testing.T) {
	for request, want := range map[string]bool{
		"POST /ctl HTTP/1.1\r\nHost: x\r\nSOAPAction: \"urn:probe#Do\"\r\n\r\n":                   true,
		"POST /ctl HTTP/1.1\r\nHost: x\r\nSOAPAction: \"urn:probe/Do\"\r\n\r\n":                   true,
		"POST /ctl HTTP/1.1\r\nHost: x\r\nSOAPAction: \"urn:other#Do\"\r\n\r\n":                   false,
		"GET /s.svc/Nodes(AgentId='1')/Reports HTTP/1.1\r\nHost: x\r\n\r\n":                       true,
		"GET http://h/s/Nodes%28AgentId%3D'1'%29?x=1 HTTP/1.1\r\nHost: x\r\n\r\n":                 true,
		"GET /s.svc/Nodes (AgentId='1') HTTP/1.1\r\nHost: x\r\n\r\n":                              false,
		"GET /A%20B HTTP/1.1\r\nHost: x\r\n\r\n":                                                  true,
		"GET /c/A%20B HTTP/1.1\r\nHost: x\r\n\r\n":                                                false,
		"GET / HTTP/1.1\r\nHost: x\r\nX-Probe: 1\r\n\r\n":                                         true,
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n":                                                       false,
		"GET /" + strings.Repeat("a/", 5000) + "Nodes(AgentId='1')/x HTTP/1.1\r\nHost: x\r\n\r\n": true,
	} {
		k := newTalk(t)
		k.client(request)
		k.server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
		k.Close()
		got := k.got()
		if !want {
			if len(got) != 0 {
				t.Errorf("%q: want no service", request[:40])
			}
			continue
		}
		if len(got) != 3 || got[0].bytes != request || got[0].content.Part != http.PartHead || got[0].content.Reply ||
			got[1].content.Part != http.PartHead || !got[1].content.Reply || got[1].content.Response.Status != 200 ||
			got[2].bytes != "hi" || got[2].content.Part != http.PartBody {
			t.Errorf("%.40q: want both heads and the body, got %+v", request, got)
		}
	}
}

// TestPairs: every response is paired with its request.
func TestPairs(t *testing.T) {
	k := newTalk(t)
	for i := range 5 {
		k.client(fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: x\r\nX-Probe: 1\r\n\r\n", i))
	}
	for range 5 {
		k.server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
	}
	// A response that a late segment lets come before its request.
	k.server("HTTP/1.1 204 No Content\r\n\r\n")
	k.client("GET /late HTTP/1.1\r\nHost: x\r\nX-Probe: 1\r\n\r\n")
	k.client("GET /next HTTP/1.1\r\nHost: x\r\nX-Probe: 1\r\n\r\n")
	k.server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb")
	k.Close()
	var targets []string
	for _, g := range k.got() {
		if g.content.Part == http.PartBody {
			targets = append(targets, g.target)
		}
	}
	if got := strings.Join(targets, " "); got != "/0 /1 /2 /3 /4 /next" {
		t.Errorf("want the targets in the order of the requests, got %s", got)
	}
}

// TestMethodStream: the bodies of a bound method are a stream, as they come.
func TestMethodStream(t *testing.T) {
	k := newTalk(t)
	k.client("RPC_IN_DATA /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n")
	k.client("one")
	k.client("two")
	k.server("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nback")
	k.Close()
	var got []string
	for _, m := range k.log.Messages {
		if m.Proto == "probe" {
			got = append(got, fmt.Sprintf("%s %d", m.Dir, m.Len))
		}
	}
	if s := strings.Join(got, ", "); s != "client 3, client 3, server 4" {
		t.Errorf("want three pieces of the stream, got %s", s)
	}
}

// TestUpgrade: the stream behind a 101 response belongs to what is bound to it.
func TestUpgrade(t *testing.T) {
	k := newTalk(t)
	k.client("GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: probe/2\r\n\r\n")
	k.server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: Probe/2\r\n\r\nover")
	k.client("to you")
	k.Close()
	got := k.got()
	if len(got) != 2 || got[0].bytes != "over" || got[1].bytes != "to you" {
		t.Errorf("want both directions switched, got %+v (%s)", got, k.rules())
	}
}

// TestArtifacts: bodies go out as they are, or decoded where they are coded.
func TestArtifacts(t *testing.T) {
	k := newTalk(t)
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte("hello"))
	w.Close()
	k.client("GET /dir/name?x HTTP/1.1\r\nHost: x\r\n\r\n" + get)
	k.server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
	k.server(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", b.Len(), b.String()))
	k.Close()
	var out strings.Builder
	for _, p := range k.log.Parts {
		fmt.Fprintf(&out, "%s %s %s %v %v\n", p.Artifact.Kind, p.Artifact.Name, p.Data, p.End, p.Partial)
	}
	want := "body /dir/name ab false false\nbody /dir/name c false false\nbody /dir/name  true false\nbody / hello false false\nbody /  true false\n"
	if out.String() != want {
		t.Errorf("want\n%sgot\n%s", want, out.String())
	}
}

// TestTokens: what authentication fields carry in base64 goes to the protocol of
// the scheme, or of what the token is.
func TestTokens(t *testing.T) {
	const type1 = "TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKADkBAAAADw==" // NTLMSSP, type 1
	k := newTalk(t)
	k.client("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: NTLM " + type1 + "\r\nProxy-Authorization: Negotiate " + type1 + "\r\n\r\n")
	k.server("HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: ntlm " + type1 + "\r\nContent-Length: 0\r\n\r\n")
	k.client("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Negotiate YIIB\r\nX: NTLM " + type1 + "\r\n\r\n") // nobody is bound to it
	k.client("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Kerberos " + type1 + "\r\n\r\n")
	k.client("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: NTLM ~\r\n\r\n")
	k.Close()
	got := k.got()
	if len(got) != 4 {
		t.Fatalf("want four tokens, got %d", len(got))
	}
	for _, g := range got {
		if !strings.HasPrefix(g.bytes, "NTLMSSP\x00\x01") || len(g.bytes) != 40 || g.frames == 0 {
			t.Errorf("want the message of 40 bytes, got %q in %d frames", g.bytes, g.frames)
		}
	}
	if s := k.rules(); s != "http.auth-clear http.auth-clear http.auth-clear http.auth-clear http.auth-clear http.auth-token" {
		t.Errorf("want http.auth-token behind five of http.auth-clear, got %s", s)
	}
}

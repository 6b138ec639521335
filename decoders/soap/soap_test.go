package soap_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) {
	dissecttest.Run(t, soap.Protocol, xml.Protocol, http.Protocol)
	dissecttest.Run(t, http.Protocol, xml.Protocol, soap.Protocol)
}

// reader stands for a protocol that is carried in SOAP.
var reader = &dissect.Protocol{
	Name: "reader", Title: "a service", Specs: []dissect.Spec{"SOAP 1.1 4.3"},
	Binds: []dissect.Bind{soap.Body.Key("urn:u"), soap.Body.Key("urn:d")},
	New:   func(c *dissect.Conversation) dissect.Handler { return &readerHandler{conv: c} },
}

type readerHandler struct {
	conv *dissect.Conversation
	got  []string
}

func (h *readerHandler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (h *readerHandler) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Rest(field) }

func (h *readerHandler) Commit(_ dissect.Dir, x *dissect.Context) {
	m := soap.Of(h.conv)
	if m == nil {
		h.got = append(h.got, "nothing")
		return
	}
	d := &m.Doc
	off, n := d.Place(m.Entry)
	h.got = append(h.got, string(d.Local(m.Entry))+" "+string(x.Bytes()[off:off+n])+" "+string(d.Content(nil, d.Child(m.Entry, "", "x"))))
}

var field = &dissect.Field{Name: "envelope", Spec: "SOAP 1.1 4", Base: dissect.Bytes}

// TestBody: what is bound to a namespace gets the envelope and what is in it,
// and faults by their detail or by the action that was asked for.
func TestBody(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, xml.Protocol, soap.Protocol, reader})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, xml.Protocol, &dissecttest.Log{}, dissect.Options{})
	in := func(s string) {
		d.Message(dissect.FromClient, []byte(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>`+s+`</s:Body></s:Envelope>`))
	}
	in(`<u:Do xmlns:u="urn:u"><x>1 &amp; 2</x></u:Do>`)
	in(`<u:Do xmlns:u="urn:other"><x>1</x></u:Do>`)
	in(`<s:Fault><faultcode>c</faultcode><faultstring>t</faultstring><detail><e xmlns="urn:d"/></detail></s:Fault>`)
	in(``)
	got := d.Conversation().Handler(reader).(*readerHandler).got
	if len(got) != 2 || got[0] != "Do <x>1 &amp; 2</x> 1 & 2" || got[1][:6] != "Fault " {
		t.Errorf("want the call and the fault, got %q", got)
	}
	d.Close()

	d = dissect.NewDirect(reg, http.Protocol, &dissecttest.Log{}, dissect.Options{})
	d.Stream(dissect.FromClient, []byte("POST /c HTTP/1.1\r\nHost: x\r\nSOAPAction: \"urn:u#Do\"\r\nContent-Length: 0\r\n\r\n"))
	d.Stream(dissect.FromServer, []byte("HTTP/1.1 500 No\r\nContent-Type: text/xml\r\n\r\n"+
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>c</faultcode><faultstring>t</faultstring></s:Fault></s:Body></s:Envelope>`))
	d.Close()
	if got := d.Conversation().Handler(reader).(*readerHandler).got; len(got) != 1 {
		t.Errorf("want the fault of a service, got %q", got)
	}
}

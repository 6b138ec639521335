package dscpm

import (
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestURLs: the spellings of URLs in the documents and on the wire.
func TestURLs(t *testing.T) {
	const id = "5f2cb5e4-0c1b-4f0d-9a53-6c1f0d6a2b11"
	for _, c := range []struct {
		target string
		op     op
		v2     bool
		param  param
		value  string
	}{
		{"/a/b.svc/Action(ConfigurationId='" + id + "')/ConfigurationContent", opGetConfiguration, false, paramConfigurationID, id},
		{"http://h/Action(ConfigurationID='" + id + "')/GetAction", opGetAction, false, paramConfigurationID, id},
		{"/Module(ConfigurationId='" + id + "',ModuleName='m',ModuleVersion='')/ModuleContent", opGetModule, false, paramModuleVersion, ""},
		{"/nodes(ConfigurationId='" + id + "')/SendStatusReport", opSendStatusReport, false, paramConfigurationID, id},
		{"/Node (ConfigurationId='" + id + "')/Reports(JobId='j')", opGetStatusReport, false, paramJobID, "j"},
		{"/Node(ConfigurationId='" + id + "')/Reports(JobId='j'))", opGetStatusReport, false, paramJobID, "j"},
		{"/Nodes(ConfigurationId='" + id + "')/StatusReports", opGetStatusReport, false, paramConfigurationID, id},
		{"/Nodes(Agentid='a')/Configurations(ConfigurationName='n')/ConfigurationContent", opGetConfiguration, true, paramConfigurationName, "n"},
		{"/Nodes(AgentId='a')/(ConfigurationName='n')/ConfigurationContent", opGetConfiguration, true, paramConfigurationName, "n"},
		{"/Nodes(AgentId='a')/GetDscAction?x=y", opGetDscAction, true, paramAgentID, "a"},
		{"/Nodes%28AgentId%3D%27%61%27%29", opRegisterDscAgent, true, paramAgentID, "a"},
		{"/Node(AgentID='a')/SendReport", opSendReport, true, paramAgentID, "a"},
		{"/Nodes(AgentId='a')/Reports", opGetReports, true, paramAgentID, "a"},
		{"/Nodes(AgentId='a')/CertificateRotation", opCertificateRotation, true, paramAgentID, "a"},
		{"/Modules(ModuleName=m,ModuleVersion=1.0)/ModuleContent", opGetModule, true, paramModuleVersion, "1.0"},
		{"/Nodes(AgentId='a", opRegisterDscAgent, true, paramAgentID, "a"},
		{"/Other(AgentId='a')/SendReport", opNone, false, paramAgentID, ""},
		{"/Nodes(AgentId='a')/Other", opNone, true, paramAgentID, "a"},
	} {
		var u uri
		u.parse([]byte(c.target))
		if u.op != c.op || u.v2 != c.v2 || string(u.text(c.param)) != c.value {
			t.Errorf("%s: operation %d, v2 %v, value %q", c.target, u.op, u.v2, u.text(c.param))
		}
	}
}

// FuzzURI: parts of a target lie in order, the last one ends it, and values are
// parts of it.
func FuzzURI(f *testing.F) {
	f.Add([]byte("/p/Node(ConfigurationId='x',JobId=%27%2)/Reports((a=/)?#"))
	f.Add([]byte("/Nodes%28AgentId%3D%27a%27%29/SendReport"))
	var u uri
	f.Fuzz(func(t *testing.T, b []byte) {
		u.parse(b)
		at := 0
		for _, p := range u.parts {
			if p.end < at || p.end > len(b) {
				t.Fatalf("%q: a part ends at %d, behind %d of %d", b, p.end, at, len(b))
			}
			at = p.end
		}
		if len(u.parts) < maxParts && at != len(b) {
			t.Fatalf("%q: parts end at %d", b, at)
		}
		for p := range params {
			_ = u.text(p)
		}
	})
}

// TestState: what others may ask about the node.
func TestState(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, Protocol})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, http.Protocol, &dissecttest.Log{}, dissect.Options{})
	d.Stream(dissect.FromClient, []byte("PUT /Nodes(AgentId='a') HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"))
	d.Stream(dissect.FromServer, []byte("HTTP/1.1 204 No Content\r\n\r\n"))
	d.Stream(dissect.FromClient, []byte("POST /Nodes(AgentId='b')/SendReport HTTP/1.1\r\nHost: h\r\nContent-Length: 13\r\n\r\n{\"JobId\":\"j\"}"))
	d.Stream(dissect.FromServer, []byte("HTTP/1.1 200 OK\r\nDSC-certificateRotation: True\r\nContent-Length: 0\r\n\r\n"))
	d.Stream(dissect.FromClient, []byte("GET /Nodes(AgentId='b')/Configurations(ConfigurationName='n')/ConfigurationContent HTTP/1.1\r\nHost: h\r\n\r\n"))
	d.Stream(dissect.FromServer, []byte("HTTP/1.1 200 OK\r\nChecksum: \"ab\"\r\nContent-Length: 0\r\n\r\n"))
	s := Of(d.Conversation())
	want := State{AgentID: "b", JobID: "j", Checksum: "ab", Registered: true, RotationAsked: true}
	if s == nil || *s != want {
		t.Errorf("want %+v, got %+v", want, s)
	}
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestAllocs: a plain decode allocates nothing.
func TestAllocs(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, Protocol})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, http.Protocol, &dissecttest.Log{}, dissect.Options{})
	h := newHandler(d.Conversation()).(*handler)
	body := []byte(`{"ClientStatus":[{"Checksum":"","ChecksumAlgorithm":"SHA-256","ConfigurationName":"One"}]}`)
	h.uri.op = opGetDscAction
	h.in = &http.Content{Exchange: &http.Exchange{}, Part: http.PartBody, Media: "application/json"}
	c := dissect.NewCursor(body, nil)
	run := func() { fresh := *c; h.body(&fresh) }
	run()
	if n := testing.AllocsPerRun(100, run); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzMessages: no bytes of a request and its response make a decoder panic, and
// every byte of every message is accounted for.
func FuzzMessages(f *testing.F) {
	f.Add([]byte("POST /Nodes(AgentId='b')/GetDscAction HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n{\"ClientStatus\":[{\"Checksum\":null}]}"),
		[]byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 18\r\n\r\n{\"NodeStatus\":[1]}"))
	f.Add([]byte("GET /Nodes(AgentId='b')/Configurations(ConfigurationName='n')/ConfigurationContent HTTP/1.1\r\n\r\n"),
		[]byte("HTTP/1.1 200 OK\r\nChecksum: \"\"\r\n folded\r\nContent-Length: 1\r\n\r\nx"))
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, client, server []byte) {
		log := dissecttest.NewLog(true)
		panicked := ""
		d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { panicked = string(stack) }})
		d.Stream(dissect.FromClient, client)
		d.Stream(dissect.FromServer, server)
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if panicked != "" {
			t.Fatal(panicked)
		}
		for _, m := range log.Messages {
			if m.Proto != "dscpm" {
				continue
			}
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: not covered: %v", m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
		}
	})
}

package dscpm_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// A collector is a sink that keeps session records and artifacts.
type collector struct {
	sessions []*dissect.SessionRecord
	files    map[*dissect.Artifact][]byte
	partial  map[string]bool
}

func (c *collector) Want() dissect.Want { return dissect.Want{Sessions: true, Artifacts: true} }

func (c *collector) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventSession:
		c.sessions = append(c.sessions, ev.Session)
	case dissect.EventArtifact:
		c.files[ev.Part.Artifact] = append(c.files[ev.Part.Artifact], ev.Part.Data...)
		if ev.Part.End {
			c.partial[ev.Part.Artifact.Name] = ev.Part.Partial
		}
	}
	return false
}

func (c *collector) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (c *collector) Write(p []byte) (int, error)                { return len(p), nil }
func (c *collector) Close(*dissect.Summary) error               { return nil }

// node plays a node of version 2 and its server.
type node struct {
	*dissect.Direct
	c *collector
}

const agent = "3C4EA76D-E182-11E6-8748-00155D7CC820"

func newNode(t *testing.T, store *keys.Store) *node {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, json.Protocol, dscpm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	n := &node{c: &collector{files: map[*dissect.Artifact][]byte{}, partial: map[string]bool{}}}
	n.Direct = dissect.NewDirect(reg, http.Protocol, n.c, dissect.Options{Keys: store, Panic: func(v any, stack []byte) {
		t.Errorf("a decoder panicked: %v\n%s", v, stack)
	}})
	return n
}

func (n *node) ask(method, path, body string, fields ...string) {
	head := method + " /PSDSCPullServer.svc/" + path + " HTTP/1.1\r\nHost: pull.example\r\nProtocolVersion: 2.0\r\nAgentId: " + agent +
		"\r\nAccept: application/json\r\nContent-Type: application/json\r\n" + strings.Join(append(fields, ""), "\r\n")
	if body != "" || method != "GET" {
		head += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	n.Stream(dissect.FromClient, []byte(head+"\r\n"+body))
}

func (n *node) answer(status int, media, body string, fields ...string) {
	n.Stream(dissect.FromServer, fmt.Appendf(nil, "HTTP/1.1 %d X\r\nProtocolVersion: 2.0\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s",
		status, media, len(body), strings.Join(append(fields, ""), "\r\n"), body))
}

// content answers with a configuration or module and its checksum.
func (n *node) content(body string) {
	sum := sha256.Sum256([]byte(body))
	n.answer(200, "application/octet-stream", body, "Checksum: "+hex.EncodeToString(sum[:]), "ChecksumAlgorithm: SHA-256")
}

// TestRecord: a node that registers, gets a configuration and a module of more
// than a body that is held, and reports.
func TestRecord(t *testing.T) {
	n := newNode(t, nil)
	at := "Nodes(AgentId='" + agent + "')"
	n.ask("PUT", at, `{"AgentInformation":{"NodeName":"NODE-1"},"ConfigurationNames":["Web"],"RegistrationInformation":{"RegistrationMessageType":"ConfigurationRepository"}}`,
		"Authorization: Shared AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "x-ms-date: 2016-08-15T21:25:51.8654321Z")
	n.answer(204, "application/json", "")
	n.ask("POST", at+"/GetDscAction", `{"ClientStatus":[{"Checksum":"","ChecksumAlgorithm":"SHA-256","ConfigurationName":"Web"}]}`)
	n.answer(200, "application/json", `{"NodeStatus":"GetConfiguration","Details":[{"ConfigurationName":"Web","Status":"GetConfiguration"}]}`)
	n.ask("GET", at+"/Configurations(ConfigurationName='Web')/ConfigurationContent", "")
	n.content("configuration Web")
	n.ask("GET", "Modules(ModuleName='xWeb',ModuleVersion='1.2')/ModuleContent", "")
	module := strings.Repeat("module ", 1<<18)
	n.content(module)
	n.ask("POST", at+"/SendReport", `{"JobId":"0a1b2c3d-4e5f-4011-8899-aabbccddeeff","NodeName":"NODE-1","OperationType":"Initial","EndTime":"x","Status":"Success"}`)
	n.answer(200, "application/json", `{"value":"SavedReport"}`)
	n.Close()
	if len(n.c.sessions) != 1 {
		t.Fatalf("%d sessions", len(n.c.sessions))
	}
	r := n.c.sessions[0]
	got := fmt.Sprintf("%s %d %s %s\n", r.Kind, r.Version, r.Outcome, r.Protection)
	for _, p := range r.Parties {
		got += p.Role + " " + p.Name + "\n"
	}
	for _, f := range r.Facts {
		got += f.Name + ": " + f.Value + "\n"
	}
	for _, c := range r.Checks {
		got += c.What + " " + c.Result + ": " + c.Detail + "\n"
	}
	for _, e := range r.Events {
		got += e.What + " by " + e.By + ": " + e.Detail + "\n"
	}
	sum := sha256.Sum256([]byte(module))
	for _, f := range r.Files {
		got += fmt.Sprintln(f.Name, f.Size, f.Received, f.Outcome, f.SHA256 == hex.EncodeToString(sum[:]))
	}
	const want = `dsc-pull 2 configured none
node NODE-1
server pull.example
agent: ` + agent + `
names: Web
registers: ConfigurationRepository
jobs: 0a1b2c3d-4e5f-4011-8899-aabbccddeeff
checksum match: 2 bodies
signature unknown: no registration key was given
reported success: 
version match: node 2.0, server 2.0
registered by server: 204
action by server: Web: GetConfiguration
configuration by server: Web.mof, checksum right
module by server: xWeb_1.2.zip, checksum right
report by node: Initial, end, Success, job 0a1b2c3d-4e5f-4011-8899-aabbccddeeff
Web.mof 17 17 complete false
xWeb_1.2.zip 1835008 1835008 complete true
`
	if got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
	names := map[string]string{}
	for a, b := range n.c.files {
		if a.Session == r {
			names[a.Kind+" "+a.Name] = string(b)
		}
	}
	if names["module xWeb_1.2.zip"] != module || names["configuration Web.mof"] != "configuration Web" || len(names) != 4 || n.c.partial["xWeb_1.2.zip"] {
		t.Errorf("files: %d", len(names))
	}
}

// TestRecordFailed: what a card says of wrong checksums, signatures and versions.
func TestRecordFailed(t *testing.T) {
	store := keys.New(keys.Options{})
	if err := store.AddRegistrationKey("key", keys.NewSecret("91E51A37-B59F-11E5-9C04-14109FD663AE")); err != nil {
		t.Fatal(err)
	}
	n := newNode(t, store)
	at := "Nodes(AgentId='" + agent + "')"
	n.ask("PUT", at, `{"AgentInformation":{}}`, "Authorization: Shared AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "x-ms-date: x")
	n.answer(401, "application/json", "{}")
	n.ask("GET", at+"/Configurations(ConfigurationName='Web')/ConfigurationContent", "")
	n.answer(200, "application/octet-stream", "abc", "Checksum: "+strings.Repeat("0", 64), "ChecksumAlgorithm: SHA-256", "ProtocolVersion: 1.0")
	n.Close()
	if len(n.c.sessions) != 1 {
		t.Fatalf("%d sessions", len(n.c.sessions))
	}
	r := n.c.sessions[0]
	got := r.Outcome
	for _, c := range r.Checks {
		got += "; " + c.What + " " + c.Result + ": " + c.Detail
	}
	for _, f := range r.Files {
		got += "; " + f.Name + " " + f.Outcome
	}
	const want = "failed; checksum mismatch: 1 of 1 body; signature mismatch: 1 of 1 registration; version match: node 2.0, server 2.0; Web.mof checksum wrong"
	if got != want {
		t.Errorf("want %s\ngot  %s", want, got)
	}
}

// TestFirstContact: the report that a node sends before it has an AgentId belongs
// to the node that goes on with the job.
func TestFirstContact(t *testing.T) {
	n := newNode(t, nil)
	const job = `{"JobId":"0a1b2c3d-4e5f-4011-8899-aabbccddeeff","StartTime":"x"}`
	n.Stream(dissect.FromClient, fmt.Appendf(nil, "POST /PSDSCPullServer.svc/Node(ConfigurationId='b50c300c-df7c-4951-96b9-0dee833a1c74')/SendStatusReport HTTP/1.1\r\n"+
		"Host: pull.example\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(job), job))
	n.answer(400, "application/json", "{}")
	at := "Nodes(AgentId='" + agent + "')"
	n.ask("PUT", at, `{"AgentInformation":{}}`)
	n.answer(204, "application/json", "")
	n.ask("POST", at+"/SendReport", job)
	n.answer(200, "application/json", "")
	n.Close()
	if len(n.c.sessions) != 1 {
		t.Fatalf("%d sessions", len(n.c.sessions))
	}
	r := n.c.sessions[0]
	what := ""
	for _, e := range r.Events {
		what += e.What + " "
	}
	if what != "report failed registered report " || r.Outcome != "registered" || len(r.Conversations) != 1 {
		t.Errorf("%s %s", what, r.Outcome)
	}
}

// TestRefused: a card says what a registration lacks that a server refuses.
func TestRefused(t *testing.T) {
	const shared = "Authorization: Shared AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	for want, fields := range map[string][]string{
		", no Authorization":                                  nil,
		", the scheme is not Shared":                          {"Authorization: Basic Og=="},
		", no x-ms-date":                                      {shared},
		", x-ms-date is no time":                              {shared, "x-ms-date: today"},
		", x-ms-date is 1h0m0s from the clock of the capture": {shared, "x-ms-date: 1970-01-01T01:00:00.0000000Z"},
		"": {shared, "x-ms-date: 1970-01-01T00:02:00.0000000Z"},
	} {
		n := newNode(t, nil)
		n.ask("PUT", "Nodes(AgentId='"+agent+"')", `{"AgentInformation":{}}`, fields...)
		n.answer(401, "application/json", "{}")
		n.Close()
		e := n.c.sessions[0].Events
		if len(e) != 1 || e[0].What != "refused" || e[0].Detail != "RegisterDscAgent: 401"+want {
			t.Errorf("want %q, got %v", want, e)
		}
	}
}

// TestRecordSeveral: requests of one agent are one record, whatever they ask for.
func TestRecordSeveral(t *testing.T) {
	n := newNode(t, nil)
	for i := range 100 {
		n.ask("GET", fmt.Sprintf("Action(ConfigurationId='%08d-0000-0000-0000-000000000000')/ConfigurationContent", i), "", "X: y")
		n.content("a")
	}
	n.Close()
	// All have the AgentId field of the one node, which counts.
	if len(n.c.sessions) != 1 || len(n.c.sessions[0].Files) != 100 {
		t.Errorf("%d sessions", len(n.c.sessions))
	}
}

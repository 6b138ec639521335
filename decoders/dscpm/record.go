package dscpm

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxNodes is how many nodes at work between two hosts are recorded at a
	// time. Behind an address translator there may be a site full of them.
	maxNodes = 1024
	// maxHandled is how many nodes are followed in one conversation. A proxy may
	// carry several.
	maxHandled = 64
	// maxEvents and maxFiles are how many events and files a record holds.
	maxEvents = 10_000
	maxFiles  = 1000
)

// The roles of a pull.
const (
	roleNode   = "node"
	roleServer = "server"
)

// A pull is what one node and one server say to each other, in however many
// conversations: from the first request until all of them are over.
type pull struct {
	id      string // AgentId, or ConfigurationId of a node of version 1, in lower case
	agent   string
	config  string            // ConfigurationId
	open    map[*handler]bool // conversations that are not over
	into    *pull             // the node that this one turned out to be
	start   int64
	end     int64
	version int

	host, node     string    // names of server and node
	spoken         [2]string // ProtocolVersion of the node and of the server
	names, roles   []string  // configurations, registration types
	jobs           []string
	sums, marks    counts // checksums, signatures
	applied        counts // checksums that the node says it has applied
	unkeyed        int    // signatures that nobody could check
	fetched        map[string]string
	wanted         bool // the server has asked for a configuration that was not fetched since
	current        bool // the server has nothing new
	registered     bool
	reported       bool
	configurations int
	result         string // Status of the last report that had one
	refused        string // the last refusal, "" where something has succeeded since

	rec *dissect.SessionRecord
}

// counts are the outcomes of a check.
type counts struct{ right, wrong int }

func (c *counts) add(ok bool) {
	if ok {
		c.right++
	} else {
		c.wrong++
	}
}

// pullsKey is what the nodes of two hosts are found by (Conversation.Shared).
var pullsKey = new(int)

// pulls are the nodes at work between two hosts.
type pulls struct{ list map[string]*pull }

// Held is what the records of nodes take, in bytes.
func (p *pulls) Held() int { return 1024 * len(p.list) }

// pull is the node that a request is about; nil where nobody wants records.
func (h *handler) pull(x *dissect.Context, in *http.Content) *pull {
	if !x.WantsSessions() && !x.WantsArtifacts() {
		return nil
	}
	agent, config := "", ""
	if h.uri.values[paramAgentID].set {
		agent = keep(h.uri.text(paramAgentID))
	} else if v, ok := in.Request.Field("agentid"); ok {
		agent = keep(unquote(v))
	}
	if h.uri.values[paramConfigurationID].set {
		config = keep(h.uri.text(paramConfigurationID))
	}
	id := "agent " + strings.ToLower(strings.Trim(agent, "{}"))
	if agent == "" {
		id = "configuration " + strings.ToLower(config)
	}
	if agent == "" && config == "" {
		if len(h.pulls) == 0 {
			return nil
		}
		return h.pulls[len(h.pulls)-1].root()
	}
	for i, p := range h.pulls {
		if p.id == id {
			copy(h.pulls[i:], h.pulls[i+1:])
			h.pulls[len(h.pulls)-1] = p
			return p.root()
		}
	}
	all, _ := h.conv.Shared(pullsKey, func() any { return &pulls{list: map[string]*pull{}} }).(*pulls)
	p := all.list[id].root()
	if p == nil {
		if len(all.list) >= maxNodes || len(h.pulls) >= maxHandled {
			return nil
		}
		p = &pull{
			id: id, start: x.Time(), fetched: map[string]string{}, open: map[*handler]bool{},
			rec: &dissect.SessionRecord{Kind: "dsc-pull", Start: x.Time()},
		}
		all.list[id] = p
	}
	if len(h.pulls) >= maxHandled {
		return nil
	}
	if agent != "" {
		p.agent = agent
	}
	if config != "" {
		p.config = config
	}
	if !p.open[h] {
		p.open[h] = true
		p.rec.Conversations = append(p.rec.Conversations, h.conv)
	}
	h.pulls = append(h.pulls, p)
	return p
}

// root is the node that this one turned out to be, or itself.
func (p *pull) root() *pull {
	for p != nil && p.into != nil {
		p = p.into
	}
	return p
}

// absorb makes one node of two: a node that has no AgentId yet sends its first
// report under a ConfigurationId, and goes on with the job when it has one.
func (h *handler) absorb(p *pull, job string) {
	if job == "" || p.agent == "" {
		return
	}
	all, _ := h.conv.Shared(pullsKey, func() any { return &pulls{list: map[string]*pull{}} }).(*pulls)
	for _, id := range slices.Sorted(maps.Keys(all.list)) {
		q := all.list[id].root()
		if q == p || q.agent != "" || !slices.Contains(q.jobs, job) {
			continue
		}
		q.into = p
		p.config = cmp.Or(p.config, q.config)
		p.node = cmp.Or(p.node, q.node)
		p.start = min(p.start, q.start)
		p.rec.Start = p.start
		p.reported = p.reported || q.reported
		p.rec.Dropped += q.rec.Dropped
		for _, job := range q.jobs {
			p.jobs = note(p.jobs, job)
		}
		p.rec.Events = append(q.rec.Events, p.rec.Events...)
		slices.SortStableFunc(p.rec.Events, func(a, b dissect.SessionEvent) int { return cmp.Compare(a.Time, b.Time) })
		for _, c := range q.rec.Conversations {
			if !slices.Contains(p.rec.Conversations, c) {
				p.rec.Conversations = append(p.rec.Conversations, c)
			}
		}
		for h := range q.open {
			p.open[h] = true
		}
		return
	}
}

// event adds something that happened with the message at hand.
func (p *pull) event(x *dissect.Context, what, by, detail string) {
	if len(p.rec.Events) >= maxEvents {
		p.rec.Dropped++
		return
	}
	p.rec.Events = append(p.rec.Events, dissect.SessionEvent{Time: x.Time(), What: what, By: by, Detail: detail, Message: x.Ref()})
}

// note adds s to a list of texts, once.
func note(list []string, s string) []string {
	if s == "" || len(list) >= 64 {
		return list
	}
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return list
		}
	}
	return append(list, s)
}

// recordRequest takes in the head of a request, and says under which name its
// body goes out.
func (h *handler) recordRequest(x *dissect.Context, in *http.Content) {
	p := h.pull(x, in)
	if p == nil {
		return
	}
	p.end = max(p.end, x.Time())
	if v, ok := in.Request.Field("host"); ok {
		p.host = keep(v)
	}
	if v, ok := in.Request.Field("protocolversion"); ok {
		p.spoken[0] = keep(unquote(v))
	}
	if h.uri.v2 {
		p.version = 2
	} else if p.version == 0 && h.uri.op != opNone {
		p.version = 1
	}
	if h.uri.values[paramConfigurationName].set {
		p.names = note(p.names, keep(h.uri.text(paramConfigurationName)))
	}
	switch op := h.uri.op; {
	case op.report():
		in.Artifact = p.artifact(x, "report", "report.json")
	case op == opRegisterDscAgent, op == opCertificateRotation:
		in.Artifact = p.artifact(x, "registration", "registration.json")
	}
}

// artifact is a file of this node.
func (p *pull) artifact(x *dissect.Context, kind, name string) *dissect.Artifact {
	if !x.WantsArtifacts() {
		return nil
	}
	a := x.Artifact(kind, name)
	a.Session = p.rec
	return a
}

// contentName is what a configuration or module would be called as a file:
// modules are packages of the name and version, configurations MOF documents
// (MS-DSCPM 1.1).
func (h *handler) contentName() string {
	text := func(p param) string { return keep(h.uri.text(p)) }
	if h.uri.op == opGetModule {
		name := text(paramModuleName)
		if v := text(paramModuleVersion); v != "" {
			name += "_" + v
		}
		return name + ".zip"
	}
	for _, p := range [...]param{paramConfigurationName, paramConfigurationID, paramAgentID} {
		if s := text(p); s != "" {
			return s + ".mof"
		}
	}
	return "configuration.mof"
}

// opTitle is the operation in the specification's word.
func (h *handler) opTitle() string {
	return strings.TrimSuffix(kindsOf[h.uri.op][0].Name, " request")
}

// recordResponse takes in the head of a response.
func (h *handler) recordResponse(x *dissect.Context, in *http.Content) {
	op, status := h.uri.op, in.Response.Status
	if op.content() && status == 200 && in.Response.Index("checksum") >= 0 {
		in.Digest = true
	}
	p := h.pull(x, in)
	if p == nil {
		return
	}
	p.end = max(p.end, x.Time())
	if v, ok := in.Response.Field("protocolversion"); ok {
		p.spoken[1] = keep(unquote(v))
	}
	code := strconv.Itoa(status)
	switch {
	case op == opNone:
		return
	case status >= 400:
		p.refused = h.opTitle() + ": " + code
		if op == opRegisterDscAgent && status < 500 {
			p.refused += p.why(x, in)
		}
		what := "failed"
		if status == 401 || status == 403 {
			what = "refused"
		}
		p.event(x, what, roleServer, p.refused)
		return
	case status/100 != 2:
		return
	}
	p.refused = ""
	switch op {
	case opRegisterDscAgent:
		p.registered = true
		p.event(x, "registered", roleServer, code)
	case opCertificateRotation:
		p.event(x, "certificate-rotated", roleServer, code)
	case opSendReport, opSendStatusReport:
		p.reported = true
	case opGetStatusReport, opGetReports:
		in.Artifact = p.artifact(x, "report", "report.json")
		p.event(x, "reports-read", roleNode, "")
	case opGetConfiguration:
		in.Artifact = p.artifact(x, "configuration", h.contentName())
	case opGetModule:
		in.Artifact = p.artifact(x, "module", h.contentName())
	}
	if v, ok := in.Response.Field("dsc-certificaterotation"); ok && fold(unquote(v), "true") {
		p.event(x, "rotation-asked", roleServer, "")
	}
}

// maxSkew is how far the clocks of node and capture may be apart without being
// worth a word, in nanoseconds: signatures that hold a time are commonly taken
// for five minutes.
const maxSkew = int64(5 * time.Minute)

// why says what a registration that was refused lacks, as far as it shows. The
// specification gives servers no reason to tell; these are the ones that people
// have found.
func (p *pull) why(x *dissect.Context, in *http.Content) string {
	head := &in.Request
	v, ok := head.Field("authorization")
	const scheme = "shared "
	switch {
	case !ok:
		return ", no Authorization"
	case len(v) < len(scheme) || !fold(v[:len(scheme)], scheme):
		return ", the scheme is not Shared"
	case p.marks.wrong > 0:
		return ", the signature is not made with the registration key"
	}
	date, ok := head.Field("x-ms-date")
	if !ok {
		return ", no x-ms-date"
	}
	at, err := time.Parse(time.RFC3339Nano, string(unquote(date)))
	if err != nil {
		return ", x-ms-date is no time"
	}
	if skew := at.UnixNano() - x.Time(); skew > maxSkew || skew < -maxSkew {
		return ", x-ms-date is " + time.Duration(skew).Round(time.Second).String() + " from the clock of the capture"
	}
	return ""
}

// recordContent takes in a configuration or module. right tells whether the
// checksum is, known whether that could be checked.
func (h *handler) recordContent(x *dissect.Context, in *http.Content, right, known bool) {
	p := h.pull(x, in)
	if p == nil {
		return
	}
	p.end = max(p.end, x.Time())
	f := dissect.SessionFile{Name: h.contentName(), Size: in.Size, Received: in.Size, From: roleServer, Outcome: "complete"}
	if v, ok := in.Response.Field("content-length"); ok {
		if n, err := strconv.ParseUint(string(v), 10, 63); err == nil {
			f.Size = n
		}
	}
	detail := f.Name
	if known {
		p.sums.add(right)
		if detail += ", checksum right"; !right {
			detail = f.Name + ", checksum wrong"
			f.Outcome = "checksum wrong"
		}
	}
	switch {
	case !in.Cut:
		sum := sha256.Sum256(x.Bytes())
		f.SHA256 = hex.EncodeToString(sum[:])
		if in.Coded { // what goes out as a file is the content
			f.Received = uint64(len(x.Bytes()))
			f.Size = f.Received
		}
	case in.Sum != nil && !in.Coded:
		f.SHA256 = hex.EncodeToString(in.Sum[:])
	default:
		f.Outcome = "partial"
	}
	what := "module"
	if h.uri.op == opGetConfiguration {
		what = "configuration"
		p.configurations++
		p.wanted = false
		if v, ok := in.Response.Field("checksum"); ok {
			p.fetched[strings.ToLower(keep(h.uri.text(paramConfigurationName)))] = strings.ToLower(keep(unquote(v)))
		}
	}
	p.event(x, what, roleServer, detail)
	if len(p.rec.Files) >= maxFiles {
		p.rec.Dropped++
		return
	}
	f.Message = x.Ref()
	p.rec.Files = append(p.rec.Files, f)
}

// value is the text of a member of the top object, "" where there is none.
func (h *handler) value(name string) string { return h.member(0, name) }

// member is the text of a member of value i.
func (h *handler) member(i int, name string) string {
	if len(h.doc.Values) == 0 || h.doc.Values[i].Kind != json.Object {
		return ""
	}
	k := h.doc.Member(i, name)
	if k < 0 || h.doc.Values[k].Kind == json.Object || h.doc.Values[k].Kind == json.Array || h.doc.Values[k].Kind == json.Null {
		return ""
	}
	return keep(json.Unescape(nil, h.doc.Bytes(k)))
}

// recordBody takes in the body of an action, registration or report.
func (h *handler) recordBody(x *dissect.Context, in *http.Content) {
	p := h.pull(x, in)
	if p == nil || len(h.doc.Values) == 0 {
		return
	}
	p.end = max(p.end, x.Time())
	op := h.uri.op
	switch {
	case in.Reply && in.Response.Status/100 != 2:
	case in.Reply && op == opGetAction:
		h.recordAction(x, p, h.value("value"), "")
	case in.Reply && op == opGetDscAction:
		details := 0
		h.each(h.top("Details"), func(k int) {
			if name := h.member(k, "ConfigurationName"); name != "" {
				details++
				h.recordAction(x, p, h.member(k, "Status"), name)
			}
		})
		if details == 0 {
			h.recordAction(x, p, h.value("NodeStatus"), "")
		}
	case in.Reply:
	case op == opGetAction:
		p.name(h.value("ConfigurationName"))
		p.hasApplied(h.value("ConfigurationName"), h.value("Checksum"))
		if s := h.value("StatusCode"); s != "" && s != "0" {
			if t := statusNames.Value(number(s)); t != "" {
				s += ", " + t
			}
			p.event(x, "status", roleNode, s)
		}
	case op == opGetDscAction:
		h.each(h.top("ClientStatus"), func(k int) {
			p.name(h.member(k, "ConfigurationName"))
			p.hasApplied(h.member(k, "ConfigurationName"), h.member(k, "Checksum"))
		})
	case op == opRegisterDscAgent:
		if i := h.top("AgentInformation"); i >= 0 {
			p.nodeName(h.member(i, "NodeName"))
		}
		if i := h.top("RegistrationInformation"); i >= 0 {
			p.roles = note(p.roles, h.member(i, "RegistrationMessageType"))
		}
		h.each(h.top("ConfigurationNames"), func(k int) {
			if h.doc.Values[k].Kind == json.String {
				p.name(keep(json.Unescape(nil, h.doc.Bytes(k))))
			}
		})
	case op.report():
		h.recordReport(x, p)
	}
}

// number is a decimal number, out of range where it is none.
func number(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 1 << 40
	}
	return n
}

func (p *pull) name(s string) { p.names = note(p.names, s) }
func (p *pull) nodeName(s string) {
	if s != "" {
		p.node = s
	}
}

// recordAction takes in what the server wants of the node.
func (h *handler) recordAction(x *dissect.Context, p *pull, value, name string) {
	p.name(name)
	p.wanted = p.wanted || strings.EqualFold(value, "GetConfiguration")
	p.current = strings.EqualFold(value, "OK")
	if name != "" {
		value = name + ": " + value
	}
	p.event(x, "action", roleServer, value)
}

// hasApplied compares the checksum that the node has with that of the
// configuration that it has fetched.
func (p *pull) hasApplied(name, sum string) {
	if want, ok := p.fetched[strings.ToLower(name)]; ok {
		p.applied.add(strings.EqualFold(want, sum))
	} else if want, ok := p.fetched[""]; ok && len(p.fetched) == 1 {
		p.applied.add(strings.EqualFold(want, sum))
	} else if len(p.fetched) == 1 && name == "" {
		for _, want := range p.fetched {
			p.applied.add(strings.EqualFold(want, sum))
		}
	}
}

// recordReport takes in a status report.
func (h *handler) recordReport(x *dissect.Context, p *pull) {
	job := h.value("JobId")
	h.absorb(p, job)
	p.jobs = note(p.jobs, job)
	p.nodeName(h.value("NodeName"))
	text := h.value("OperationType")
	add := func(s string) {
		switch {
		case s == "":
		case text == "":
			text = s
		default:
			text += ", " + s
		}
	}
	switch {
	case h.value("EndTime") != "":
		add("end")
	case h.value("StartTime") != "":
		add("start")
	}
	if v := h.value("Status"); v != "" {
		add(v)
		p.result = v
	}
	if i := h.top("Errors"); i >= 0 && h.doc.Values[i].Kind == json.Array && int(h.doc.Values[i].End) > i+1 {
		add("with errors")
	}
	add("job " + job)
	p.event(x, "report", roleNode, text)
}

// recordSignature takes in the outcome of checking a registration signature.
func (h *handler) recordSignature(x *dissect.Context, in *http.Content, right, known bool) {
	p := h.pull(x, in)
	switch {
	case p == nil:
	case known:
		p.marks.add(right)
	default:
		p.unkeyed++
	}
}

// over sends out the records of nodes whose last conversation this was.
func (h *handler) over(x *dissect.Context) {
	if len(h.pulls) == 0 {
		return
	}
	all, _ := h.conv.Shared(pullsKey, func() any { return &pulls{list: map[string]*pull{}} }).(*pulls)
	for _, p := range h.pulls {
		p = p.root()
		if !p.open[h] {
			continue
		}
		if delete(p.open, h); len(p.open) > 0 {
			continue
		}
		for id, q := range all.list {
			if q.root() == p {
				delete(all.list, id)
			}
		}
		p.send(h.conv, x)
	}
	h.pulls = nil
}

// send sends the record out.
func (p *pull) send(conv *dissect.Conversation, x *dissect.Context) {
	r := p.rec
	slices.SortStableFunc(r.Conversations, func(a, b *dissect.Conversation) int { return cmp.Compare(a.Start, b.Start) })
	r.End = max(p.end, p.start)
	r.Version = p.version
	r.Outcome = p.outcome()
	r.Protection = "none"
	if conv.Has(tls.Protocol) {
		r.Protection = tls.Of(conv).Cipher()
	}
	client := conv.Client
	if len(r.Conversations) > 1 {
		client.Port = 0
	}
	r.Parties = []dissect.Party{
		{Role: roleNode, Endpoint: client, Name: p.node},
		{Role: roleServer, Endpoint: conv.Server, Name: p.host},
	}
	fact := func(name string, values ...string) {
		if s := strings.Join(values, ", "); s != "" {
			r.Facts = append(r.Facts, dissect.SessionFact{Name: name, Value: s})
		}
	}
	fact("agent", p.agent)
	fact("configuration", p.config)
	fact("names", p.names...)
	fact("registers", p.roles...)
	fact("jobs", p.jobs...)
	p.checks()
	x.Session(r)
}

// checks puts the outcomes of the checks into the record.
func (p *pull) checks() {
	r := p.rec
	add := func(what string, c counts, one, several string) {
		n := c.right + c.wrong
		if n == 0 {
			return
		}
		k := dissect.SessionCheck{What: what, Result: "match", Detail: counted(n, one, several)}
		if c.wrong > 0 {
			k.Result = "mismatch"
			k.Detail = strconv.Itoa(c.wrong) + " of " + k.Detail
		}
		r.Checks = append(r.Checks, k)
	}
	add("checksum", p.sums, "body", "bodies")
	add("applied", p.applied, "checksum that the node reports", "checksums that the node reports")
	add("signature", p.marks, "registration", "registrations")
	if p.unkeyed > 0 {
		r.Checks = append(r.Checks, dissect.SessionCheck{What: "signature", Result: "unknown", Detail: "no registration key was given"})
	}
	if p.result != "" {
		r.Checks = append(r.Checks, dissect.SessionCheck{What: "reported", Result: strings.ToLower(p.result)})
	}
	k := dissect.SessionCheck{What: "version", Result: "unknown"}
	name := func(who, version string) string {
		if version == "" {
			return who + " names none"
		}
		return who + " " + version
	}
	k.Detail = name("node", p.spoken[0]) + ", " + name("server", p.spoken[1])
	if p.spoken[0] != "" && p.spoken[1] != "" {
		if k.Result = "match"; p.spoken[0] != p.spoken[1] {
			k.Result = "mismatch"
		}
	}
	r.Checks = append(r.Checks, k)
}

func counted(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}

// outcome is how the pull ended, in a word.
func (p *pull) outcome() string {
	switch {
	case p.refused != "" || p.sums.wrong > 0 || p.marks.wrong > 0:
		return "failed"
	case p.wanted:
		return "incomplete"
	case p.configurations > 0:
		return "configured"
	case p.current:
		return "current"
	case p.registered:
		return "registered"
	case p.reported:
		return "reported"
	}
	return "unknown"
}

// statusNames are the values of StatusCode. They are not in the specification;
// the client for Linux has them.
var statusNames = &dissect.Names{Values: map[uint64]string{
	0: "success", 1: "download manager init failure", 2: "get-configuration command failure",
	3: "unexpected get-configuration response", 4: "configuration checksum file read failure", 5: "configuration checksum mismatch",
	6: "invalid configuration file", 7: "module check failure", 8: "invalid ConfigurationId in meta-configuration", 9: "invalid custom data",
	10: "get-module command failure", 11: "get-module invalid output", 12: "module checksum file missing", 13: "invalid module file",
	14: "module checksum mismatch", 15: "module extraction failure", 16: "module validation failure", 17: "invalid downloaded module",
	18: "configuration file missing", 19: "several configuration files", 20: "configuration checksum file missing", 21: "module missing",
	22: "bad module version format", 23: "bad ConfigurationId format", 24: "get-action command failure", 25: "invalid checksum algorithm",
}}

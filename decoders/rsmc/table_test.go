package rsmc

import (
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestTable: the table has what the specification counts: ten interfaces, 156
// operations, thirty elements that may be nil, and every name of values.
func TestTable(t *testing.T) {
	count := map[string]int{}
	for _, o := range operations.list {
		count[o.port.name]++
	}
	want := map[string]int{ // the tables of 3.1.4 to 3.10.4; seven of the Server only in the text
		"IMultiPointCertificateRequest": 2, "IMultiPointChat": 6, "IMultiPointCoreEventSink": 37, "IMultiPointCredentialRequest": 2,
		"IMultiPointDiskProtection": 8, "IMultiPointServer": 49, "IMultiPointSession": 22, "IMultiPointStation": 23,
		"IMultiPointSystemOnlineEventSink": 3, "IMultiPointUserManager": 4,
	}
	for name, n := range want {
		if count[name] != n {
			t.Errorf("%s: want %d operations, got %d", name, n, count[name])
		}
	}
	if len(operations.interfaces) != 10 || len(operations.list) != 156 || len(operations.messages) != 312 {
		t.Errorf("%d interfaces, %d operations, %d messages", len(operations.interfaces), len(operations.list), len(operations.messages))
	}
	nilable, used := 0, map[*values]bool{}
	var walk func(list []element)
	walk = func(list []element) {
		if len(list) > maxElements {
			t.Errorf("%d elements in one sequence", len(list))
		}
		for i := range list {
			if list[i].nillable {
				nilable++
			}
			used[list[i].limits] = true
			walk(list[i].children)
		}
	}
	for _, m := range operations.messages {
		walk(m.elements)
	}
	walk(operations.fault.elements)
	if nilable != 30 {
		t.Errorf("%d elements may be nil", nilable)
	}
	for name, v := range valuesOf {
		if !used[v] {
			t.Errorf("no element has the values %s", name)
		}
	}
	for line := range strings.Lines(operationsTSV) {
		if line[0] != '#' {
			for _, part := range strings.Fields(line) {
				if _, name, ok := strings.Cut(part, "="); ok && valuesOf[name] == nil {
					t.Errorf("no values are called %s", name)
				}
			}
		}
	}
}

// sample is content that an element may have.
func sample(list []element) string {
	var s strings.Builder
	for i := range list {
		e := &list[i]
		s.WriteString("<" + e.name + ">")
		switch {
		case e.typ == typeBytes:
			s.WriteString("<prgData>0</prgData><prgData>255</prgData>")
		case e.typ == typeStruct:
			s.WriteString(sample(e.children))
		case e.typ == typeGUID:
			s.WriteString("{00000000-0000-0000-0000-000000000000}")
		case e.typ == typeBase64:
			s.WriteString("AAAA")
		case e.typ == typeBool:
			s.WriteString("true")
		case e.limits != nil && e.limits.rule == ValueSet:
			for v := range uint64(32) {
				if e.limits.ok(v) {
					s.WriteByte(byte('0' + v))
					break
				}
			}
		case e.typ != typeString:
			s.WriteString("0")
		}
		s.WriteString("</" + e.name + ">")
	}
	return s.String()
}

// TestEveryOperation: each of the 312 messages is known and keeps every rule,
// when it is made from the table.
func TestEveryOperation(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{xml.Protocol, http.Protocol, soap.Protocol, Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range operations.list {
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, xml.Protocol, log, dissect.Options{})
		for i, m := range []*message{o.request, o.reply} {
			name := o.name
			if m.reply {
				name += "Response"
			}
			doc := `<s:Envelope xmlns:s="` + soap.Space12 + `" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header><a:Action>` + m.action +
				`</a:Action></s:Header><s:Body><` + name + ` xmlns="` + space + `">` + sample(m.elements) + `</` + name + `></s:Body></s:Envelope>`
			d.Message(dissect.Dir(i), []byte(doc))
		}
		d.Close()
		for _, f := range log.Findings {
			if f.Rule != CertificateForm.ID && f.Rule != SessionCount.ID { // two bytes are no certificate; one session is not the 0 of the sample
				t.Errorf("%s: %s %s", o.name, f.Rule, f.Detail)
			}
		}
		kinds := ""
		for _, m := range log.Messages {
			if m.Proto == "rsmc" && m.Name != kindCertificate.Name {
				kinds += m.Name + ";"
				if u := m.Tree.Uncovered(nil); len(u) > 0 {
					t.Errorf("%s: not covered: %v", m.Name, u)
				}
			}
		}
		if want := o.name + " request;" + o.name + " response;"; kinds != want {
			t.Errorf("want %s got %s", want, kinds)
		}
	}
}

// TestHostile: values, nesting, repetition and counts without end cost what their
// bytes cost.
func TestHostile(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{xml.Protocol, http.Protocol, soap.Protocol, Protocol})
	if err != nil {
		t.Fatal(err)
	}
	const n = 1 << 16
	for name, body := range map[string]string{
		"a huge number":    "<LogOffSession xmlns='" + space + "'><idSession>" + strings.Repeat("9", n) + "</idSession></LogOffSession>",
		"a huge text":      "<LockSession xmlns='" + space + "'><idSession>1</idSession><wsLockMessage>" + strings.Repeat("&#9;", n) + "</wsLockMessage></LockSession>",
		"deep nesting":     "<LogOffSession xmlns='" + space + "'><idSession>" + strings.Repeat("<idSession>", n/2) + strings.Repeat("</idSession>", n/2) + "</idSession></LogOffSession>",
		"repeated fields":  "<LogOffSession xmlns='" + space + "'>" + strings.Repeat("<idSession>1</idSession>", n/2) + "</LogOffSession>",
		"unknown fields":   "<LogOffSession xmlns='" + space + "'>" + strings.Repeat("<x/>", n) + "</LogOffSession>",
		"many bytes":       "<SetReplacementSslCertificate xmlns='" + space + "'><pSslCertificate>" + strings.Repeat("<prgData>48</prgData>", n/2) + "</pSslCertificate></SetReplacementSslCertificate>",
		"many wrong bytes": "<SetReplacementSslCertificate xmlns='" + space + "'><pSslCertificate>" + strings.Repeat("<prgData>x</prgData>", n/2) + "</pSslCertificate></SetReplacementSslCertificate>",
		"a long name":      "<" + strings.Repeat("x", n) + " xmlns='" + space + "'/>",
		"many entries":     strings.Repeat("<Reboot xmlns='"+space+"'/>", n/8),
	} {
		log := &dissecttest.Log{}
		panicked := ""
		d := dissect.NewDirect(reg, xml.Protocol, log, dissect.Options{Panic: func(_ any, stack []byte) { panicked = string(stack) }})
		d.Message(dissect.FromClient, []byte("<s:Envelope xmlns:s='"+soap.Space12+"'><s:Body>"+body+"</s:Body></s:Envelope>"))
		d.Close()
		if panicked != "" {
			t.Fatalf("%s: %s", name, panicked)
		}
		for _, f := range log.Findings {
			if len(f.Detail) > 400 {
				t.Errorf("%s: %s has a detail of %d bytes", name, f.Rule, len(f.Detail))
			}
		}
	}
}

// TestLimits: what is remembered of a conversation has a bound.
func TestLimits(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{xml.Protocol, http.Protocol, soap.Protocol, Protocol})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, xml.Protocol, dissecttest.NewLog(false), dissect.Options{})
	in := func(dir dissect.Dir, body string) {
		d.Message(dir, []byte("<s:Envelope xmlns:s='"+soap.Space12+"'><s:Body>"+body+"</s:Body></s:Envelope>"))
	}
	for i := range 3000 {
		id := strings.Repeat(string(rune('a'+i%26)), 1+i/26)
		in(dissect.FromClient, "<OnVirtualDesktopOnline xmlns='"+space+"'><wsVirtualMachineId>"+id+"</wsVirtualMachineId><wsHostName>h</wsHostName></OnVirtualDesktopOnline>")
		in(dissect.FromClient, "<RegisterCoreEventSink xmlns='"+space+"'><bstrUriSinkEndpoint>https://h/</bstrUriSinkEndpoint></RegisterCoreEventSink>")
		in(dissect.FromServer, "<RegisterCoreEventSinkResponse xmlns='"+space+"'><pullCookie>1</pullCookie></RegisterCoreEventSinkResponse>")
		in(dissect.FromClient, "<SendMsg xmlns='"+space+"'><wsMessage>"+strings.Repeat("m", 1000)+"</wsMessage></SendMsg>")
	}
	h := d.Conversation().Handler(Protocol).(*handler)
	b := h.pair
	if len(h.calls) > maxCalls || len(b.sinks) > maxSinks || len(b.desktops) > maxDesktops || len(b.rec.out.Events) > maxEvents ||
		len(b.rec.out.Chat) > maxLines || b.rec.text > maxChatText || len(b.rec.out.Checks) > maxChecks {
		t.Errorf("%d calls, %d sinks, %d desktops, %d events, %d lines, %d bytes of chat", len(h.calls), len(b.sinks), len(b.desktops),
			len(b.rec.out.Events), len(b.rec.out.Chat), b.rec.text)
	}
	if b.rec.out.Dropped == 0 {
		t.Error("nothing is said to have been left out")
	}
	d.Close()
}

// FuzzBody: no body makes the decoder panic, and every byte is accounted for.
func FuzzBody(f *testing.F) {
	for _, o := range operations.list[:40] {
		f.Add([]byte("<"+o.name+" xmlns='"+space+"'>"+sample(o.request.elements)+"</"+o.name+">"), []byte("<"+o.name+"Response xmlns='"+space+"'>"+sample(o.reply.elements)+"</"+o.name+"Response>"))
	}
	f.Add([]byte("<SetSslCertificate xmlns='"+space+"'><pSslCertificate><prgData>48</prgData><prgData/></pSslCertificate>"),
		[]byte("<s:Fault><s:Detail><WmsFaultType xmlns='"+space+"'><hr>5</hr></WmsFaultType></s:Detail></s:Fault>"))
	reg, err := dissect.NewRegistry([]*dissect.Protocol{xml.Protocol, http.Protocol, soap.Protocol, Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, request, reply []byte) {
		log := dissecttest.NewLog(true)
		panicked := ""
		d := dissect.NewDirect(reg, xml.Protocol, log, dissect.Options{Panic: func(_ any, stack []byte) { panicked = string(stack) }})
		for i, body := range [][]byte{request, reply} {
			d.Message(dissect.Dir(i), append(append([]byte("<s:Envelope xmlns:s='"+soap.Space12+"'><s:Body>"), body...), "</s:Body></s:Envelope>"...))
		}
		d.Close()
		if panicked != "" {
			t.Fatal(panicked)
		}
		for _, m := range log.Messages {
			if m.Proto != "rsmc" {
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

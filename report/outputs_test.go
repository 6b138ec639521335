package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// testVocabulary is one protocol with the fields of the sample.
func testVocabulary(t testing.TB) *where.Vocabulary {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{{
		Name: "x224", New: func(*dissect.Conversation) dissect.Handler { return nil }, Kinds: []*dissect.Kind{kind},
		Fields: []*dissect.Field{fGroup, fDec, fHex, fFlag, fBig, fInt, fBytes, fText, fSecret},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return where.NewVocabulary(reg, nil)
}

// FuzzOutputs: whatever text is captured, files for other programs can be read by
// them, act on no terminal, and give no secret away.
func FuzzOutputs(f *testing.F) {
	hostile(f)
	for _, s := range []string{"=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1", "＝1+1", "＠SUM(1)", "]]><script>&amp;", "{0} [a](http://b)", `a,"b"`} {
		f.Add([]byte(s), uint8(1))
	}
	v := testVocabulary(f)
	var columns []*where.Name
	for _, n := range []string{"message", "x224." + plainTestName(fText), "x224." + plainTestName(fSecret), "x224." + plainTestName(fInt), "channel", "message.info"} {
		if c := v.Lookup(n); c != nil {
			columns = append(columns, c)
		} else {
			f.Fatalf("no %s", n)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, _ uint8) {
		s := string(b)
		run := func(mk func(io.Writer) dissect.Sink) string {
			var buf bytes.Buffer
			events, sum, _ := sample(s)
			events = append(events[:len(events)-40], events[len(events)-2:]...)
			drive(t, mk(&buf), events, sum)
			wantHarmless(t, bytes.ReplaceAll(buf.Bytes(), []byte("\r\n"), []byte("\n")), true)
			if out := buf.String(); strings.Contains(out, "70007700") || strings.Contains(out, ">pw<") || strings.Contains(out, ",pw,") {
				t.Fatalf("the secret: %s", out)
			}
			return buf.String()
		}
		out := run(func(w io.Writer) dissect.Sink { return CSV(w, columns, nil, Options{}) })
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%d rows, %v: %s", len(rows), err, out)
		}
		for _, cell := range rows[1] {
			first, _ := utf8.DecodeRuneInString(cell)
			if strings.ContainsRune("=+@＝＋－＠", first) || strings.HasPrefix(cell, "-") && strings.Trim(cell, "-0123456789.") != "" {
				t.Errorf("a formula: %q", cell)
			}
		}
		out = run(func(w io.Writer) dissect.Sink { return SARIF(w, "v1", Options{}) })
		checkSARIF(t, out)
		out = run(func(w io.Writer) dissect.Sink { return PDML(w, "radissect/v1", v.FieldNames(), Options{}) })
		checkPDML(t, out)
	})
}

// plainTestName is what filters call a field of the sample.
func plainTestName(f *dissect.Field) string { return strings.ReplaceAll(f.Name, " ", "_") }

// checkSARIF holds a log against what SARIF 2.1.0 requires, by section.
func checkSARIF(t *testing.T, out string) {
	t.Helper()
	var log struct {
		Version string // 3.13.2
		Runs    []struct {
			Tool struct {
				Driver struct { // 3.14.6, 3.18.2
					Name  string // 3.19.8
					Rules []struct {
						ID                                      string // 3.49.3
						ShortDescription, FullDescription, Help struct{ Text string }
						DefaultConfiguration                    struct{ Level string }
					}
				}
			}
			Artifacts []struct {
				Location struct{ URI *string }
				Roles    []string
			}
			Invocations []struct{ ExecutionSuccessful *bool } // 3.20.14
			Results     []struct {
				RuleID      string // 3.27.5
				RuleIndex   *int   // 3.27.6
				Kind, Level string
				Message     struct{ Text string } // 3.27.11
				Locations   []struct {
					PhysicalLocation struct {
						ArtifactLocation struct {
							URI   string
							Index *int
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q, %d runs", log.Version, len(log.Runs))
	}
	run := log.Runs[0]
	rules := run.Tool.Driver.Rules
	if run.Tool.Driver.Name == "" || len(run.Invocations) != 1 || run.Invocations[0].ExecutionSuccessful == nil {
		t.Error("tool or invocation is not described")
	}
	for _, r := range rules {
		if r.ID == "" || r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || r.DefaultConfiguration.Level == "" {
			t.Errorf("a rule is not described: %+v", r)
		}
	}
	for _, r := range run.Results {
		if r.RuleIndex == nil || *r.RuleIndex < 0 || *r.RuleIndex >= len(rules) || rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("ruleIndex of %s is wrong", r.RuleID)
		}
		switch r.Level { // 3.27.10
		case "none", "note", "warning", "error":
		default:
			t.Errorf("level %q", r.Level)
		}
		if r.Kind != "" && r.Kind != "fail" && r.Level != "none" { // 3.27.9
			t.Errorf("kind %s with level %s", r.Kind, r.Level)
		}
		if r.Message.Text == "" || len(r.Locations) == 0 {
			t.Errorf("%s has no message or no location", r.RuleID)
		}
		for _, l := range r.Locations {
			if a := l.PhysicalLocation.ArtifactLocation; a.Index == nil || *a.Index >= len(run.Artifacts) {
				t.Errorf("index of %s is wrong", a.URI)
			} else if u := run.Artifacts[*a.Index].Location.URI; u == nil || *u != a.URI { // 3.4.5
				t.Errorf("index and URI of %s differ", a.URI)
			}
		}
	}
}

// checkPDML reads a file as a program written for tshark does.
func checkPDML(t *testing.T, out string) {
	t.Helper()
	type field struct {
		Name string `xml:"name,attr"`
		Show string `xml:"show,attr"`
	}
	var doc struct {
		XMLName xml.Name `xml:"pdml"`
		Packets []struct {
			Protos []struct {
				Name   string  `xml:"name,attr"`
				Fields []field `xml:"field"`
			} `xml:"proto"`
		} `xml:"packet"`
	}
	if err := xml.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if len(doc.Packets) == 0 {
		t.Fatal("no packets")
	}
	for _, p := range doc.Packets {
		if len(p.Protos) < 3 || p.Protos[0].Name != "geninfo" || p.Protos[1].Name != "frame" {
			t.Fatalf("a packet does not begin with geninfo and frame: %+v", p)
		}
		var names []string
		for _, f := range p.Protos[0].Fields {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != "num len caplen timestamp" {
			t.Errorf("geninfo has %s", got)
		}
	}
}

// TestSarifText: what viewers would replace or follow is taken apart.
func TestSarifText(t *testing.T) {
	for in, want := range map[string]string{
		"plain":            `{"text":"plain"}`,
		"{0} and }":        `{"text":"{{0}} and }}"}`,
		"[a](http://b.c)":  `{"text":"\\[a\\](http://b.c)"}`,
		"a[1] stays as is": `{"text":"a[1] stays as is"}`,
	} {
		if got := string(appendSarifText(nil, in)); got != want {
			t.Errorf("%s: want %s, got %s", in, want, got)
		}
	}
	for in, want := range map[string]string{
		"a b.pcap": "a%20b.pcap", "x:y.pcap": "./x:y.pcap", "/tmp/a#1.pcap": "file:///tmp/a%231.pcap", "d/é.pcap": "d/%C3%A9.pcap",
	} {
		if got := fileURI(in); got != want {
			t.Errorf("%s: want %s, got %s", in, want, got)
		}
	}
}

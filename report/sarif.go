package report

import (
	"io"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// sarifSchema is where OASIS keeps the schema of SARIF 2.1.0.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// maxLocations is how many frames of a finding are locations of their own; the
// property "frames" has all of them.
const maxLocations = 100

// sarifSink writes one SARIF 2.1.0 log. Section numbers below are those of "Static
// Analysis Results Interchange Format (SARIF) Version 2.1.0".
type sarifSink struct {
	base
	w        io.Writer
	version  string
	captures []dissect.CaptureInfo
	rules    []*dissect.Rule // in the order in which they were first broken
	index    map[*dissect.Rule]int
	first    *dissect.Diagnostic
	begun    bool
}

var (
	_ dissect.Sink    = (*sarifSink)(nil)
	_ dissect.Stopper = (*sarifSink)(nil)
	_ Settler         = (*sarifSink)(nil)
)

// SARIF is a sink for tools that show results of analyses: findings as one SARIF
// 2.1.0 log, with the captures as artifacts and the frames as locations. Findings
// that lost packets could explain are results to be reviewed. version is that of
// radissect.
func SARIF(w io.Writer, version string, o Options) dissect.Sink {
	return &sarifSink{base: newBase(o), w: w, version: version, index: map[*dissect.Rule]int{}}
}

// Want implements dissect.Sink.
func (s *sarifSink) Want() dissect.Want { return dissect.Want{} }

// Accept implements dissect.Sink.
func (s *sarifSink) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		s.file = ev.Capture.File
		s.captures = append(s.captures, *ev.Capture)
	case dissect.EventFinding:
		if !s.finding(ev.Finding) {
			return false
		}
		if s.first == nil {
			s.first = ev.Finding
		}
		if _, known := s.index[ev.Finding.Rule]; !known {
			s.index[ev.Finding.Rule] = len(s.rules)
			s.rules = append(s.rules, ev.Finding.Rule)
		}
		return true
	}
	return false
}

// sarifLevels are the levels of 3.27.10 for ours. What is a limit of radissect is no
// fault of the traffic, but makes results incomplete.
var sarifLevels = [...]string{
	dissect.Note: "note", dissect.Should: "warning", dissect.Must: "error",
	dissect.Malformed: "error", dissect.Security: "error", dissect.Limit: "warning",
}

// Render implements dissect.Sink: one result (3.27).
func (s *sarifSink) Render(dst []byte, ev *dissect.Event) []byte {
	d := ev.Finding
	if d != s.first {
		dst = append(dst, ",\n"...)
	}
	dst = append(dst, `{"ruleId":`...)
	dst = appendJSON(dst, d.Rule.ID)
	dst = number(dst, "ruleIndex", uint64(s.index[d.Rule]))
	if d.Tainted { // 3.27.9: a kind other than fail has the level none
		dst = append(dst, `,"kind":"review","level":"none"`...)
	} else {
		dst = text(dst, "level", sarifLevels[d.Rule.Level])
	}
	what := d.Detail
	if what == "" {
		what = d.Rule.Title
	}
	dst = appendSarifText(key(dst, "message"), what)
	dst = append(key(dst, "locations"), '[')
	for i, f := range d.Frames[:min(len(d.Frames), maxLocations)] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = s.appendLocation(dst, d, f)
	}
	if len(d.Frames) == 0 {
		dst = s.appendLocation(dst, d, 0)
	}
	dst = append(dst, `],"properties":{"time":"`...)
	dst = append(appendTime(dst, d.Time), '"')
	dst = numbers(dst, "frames", d.Frames)
	if d.Conv != nil {
		dst = number(dst, "conversation", d.Conv.ID)
		dst = endpoint(dst, "client", d.Conv.Client)
		dst = endpoint(dst, "server", d.Conv.Server)
	}
	if d.Message > 0 {
		dst = number(dst, "message", d.Message)
	}
	dst = text(dst, "spec", string(d.Rule.Spec))
	dst = appendFault(dst, d)
	return append(dst, "}}"...)
}

// appendLocation appends a location (3.28): the capture, and in it the frame and the
// place in the message.
func (s *sarifSink) appendLocation(dst []byte, d *dissect.Diagnostic, frame uint64) []byte {
	dst = append(dst, `{"physicalLocation":{"artifactLocation":{"uri":`...)
	dst = appendJSON(dst, fileURI(s.file))
	dst = number(dst, "index", uint64(max(0, len(s.captures)-1)))
	dst = append(dst, "}}"...)
	full := ""
	if frame > 0 {
		full = "frame " + strconv.FormatUint(frame, 10)
		dst = append(key(dst, "logicalLocations"), `[{"name":`...)
		dst = appendJSON(dst, full)
		if d.Conv != nil {
			full += "/conversation " + strconv.FormatUint(d.Conv.ID, 10)
		}
		if d.Message > 0 {
			full += "/message " + strconv.FormatUint(d.Message, 10)
			if d.Kind != nil {
				full += " " + d.Kind.Name
			}
		}
		if d.Field != nil {
			full += "/" + d.Field.Name
		}
		dst = text(dst, "fullyQualifiedName", full)
		dst = text(dst, "kind", "frame")
		dst = append(dst, "}]"...)
	}
	return append(dst, '}')
}

// appendSarifText appends a message (3.11). Braces are doubled and what would look
// like a link is taken apart, for viewers replace the ones and follow the others.
func appendSarifText(dst []byte, what string) []byte {
	what = strings.ReplaceAll(strings.ReplaceAll(what, "{", "{{"), "}", "}}")
	if strings.Contains(what, "](") {
		what = strings.ReplaceAll(strings.ReplaceAll(what, `\`, `\\`), "[", `\[`)
		what = strings.ReplaceAll(what, "]", `\]`)
	}
	return append(appendJSON(append(dst, `{"text":`...), what), '}')
}

// fileURI is a path as a URI reference (3.10).
func fileURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return u.String()
}

// Write implements dissect.Sink.
func (s *sarifSink) Write(p []byte) (int, error) {
	if err := s.head(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

// head writes what comes before the results.
func (s *sarifSink) head() error {
	if s.begun {
		return nil
	}
	s.begun = true
	_, err := io.WriteString(s.w, `{"$schema":"`+sarifSchema+`","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":[`+"\n")
	return err
}

// Close implements dissect.Sink: artifacts, rules and how the run went.
func (s *sarifSink) Close(all *dissect.Summary) error {
	sum := s.Settle(all)
	if err := s.head(); err != nil {
		return err
	}
	dst := append([]byte(nil), "\n],\n\"artifacts\":["...)
	for i := range s.captures {
		if i > 0 {
			dst = append(dst, ",\n"...)
		}
		dst = appendSarifArtifact(dst, &s.captures[i])
	}
	dst = append(dst, "],\n\"invocations\":["...)
	dst = s.appendInvocation(dst, sum)
	dst = append(dst, "],\n\"tool\":{\"driver\":{\"name\":\"radissect\",\"informationUri\":\"https://github.com/radissect/radissect\""...)
	if s.version != "" {
		dst = text(dst, "version", s.version)
	}
	dst = append(key(dst, "rules"), "[\n"...)
	for i, r := range s.rules {
		if i > 0 {
			dst = append(dst, ",\n"...)
		}
		dst = appendSarifRule(dst, r)
	}
	_, err := s.w.Write(append(dst, "]}}}]}\n"...))
	return err
}

// appendSarifArtifact appends an artifact (3.24).
func appendSarifArtifact(dst []byte, c *dissect.CaptureInfo) []byte {
	dst = append(dst, `{"location":{"uri":`...)
	dst = appendJSON(dst, fileURI(c.File))
	dst = append(dst, `},"roles":["analysisTarget"]`...)
	switch c.Format {
	case "pcapng":
		dst = text(dst, "mimeType", "application/x-pcapng")
	case "pcap", "pcap-ns":
		dst = text(dst, "mimeType", "application/vnd.tcpdump.pcap")
	}
	if c.Bytes > 0 {
		dst = number(dst, "length", uint64(c.Bytes))
	}
	return append(dst, '}')
}

// appendInvocation appends the invocation (3.20): whether everything was read, and
// what is to be said about captures and files.
func (s *sarifSink) appendInvocation(dst []byte, sum *dissect.Summary) []byte {
	whole := true
	var notes []byte
	note := func(level, file, why string, frame uint64) {
		whole = whole && level == "note"
		if len(notes) > 0 {
			notes = append(notes, ',')
		}
		notes = append(notes, `{"level":"`...)
		notes = append(append(notes, level...), '"')
		if frame > 0 {
			why = "after frame " + strconv.FormatUint(frame, 10) + ": " + why
		}
		notes = appendSarifText(key(notes, "message"), why)
		if file != "" {
			notes = append(key(notes, "locations"), `[{"physicalLocation":{"artifactLocation":{"uri":`...)
			notes = append(appendJSON(notes, fileURI(file)), "}}}]"...)
		}
		notes = append(notes, '}')
	}
	for _, n := range sum.Notices {
		level := "note"
		if n.Kind != dissect.NoticeInfo {
			level = "error"
		}
		note(level, n.File, n.Reason, n.Frame)
	}
	for _, u := range s.opt.unread() {
		note("error", u.File, u.Why, 0)
	}
	for _, k := range sum.Skipped {
		note("note", "", counted(k.Packets, "frame", "frames")+" not read: "+k.Why, 0)
	}
	for _, r := range sum.Rules {
		if r.Rule.Level == dissect.Limit {
			note("warning", "", r.Rule.ID+": "+r.Rule.Title, 0)
		}
	}
	dst = append(dst, `{"executionSuccessful":`...)
	dst = strconv.AppendBool(dst, whole)
	if len(notes) > 0 {
		dst = append(key(dst, "toolExecutionNotifications"), '[')
		dst = append(append(dst, notes...), ']')
	}
	return append(dst, '}')
}

// appendSarifRule appends a rule (3.49) with its section and help.
func appendSarifRule(dst []byte, r *dissect.Rule) []byte {
	dst = append(dst, `{"id":`...)
	dst = appendJSON(dst, r.ID)
	dst = appendSarifText(key(dst, "shortDescription"), r.Title)
	doc := r.Doc
	if doc == "" {
		doc = r.Title
	}
	dst = appendSarifText(key(dst, "fullDescription"), doc)
	help := doc
	if r.Spec != "" {
		help += " See " + string(r.Spec) + "."
	}
	dst = appendSarifText(key(dst, "help"), help)
	dst = append(dst, `,"defaultConfiguration":{"level":"`...)
	dst = append(append(dst, sarifLevels[r.Level]...), `"},"properties":{"level":"`...)
	dst = append(append(dst, r.Level.String()...), '"')
	dst = text(dst, "spec", string(r.Spec))
	dst = text(dst, "requirement", r.Req)
	proto, _, _ := strings.Cut(r.ID, ".")
	dst = append(key(dst, "tags"), '[')
	dst = appendJSON(dst, proto)
	if r.Level == dissect.Security {
		dst = append(dst, `,"security"`...)
	}
	dst = append(dst, ']')
	return append(dst, "}}"...)
}

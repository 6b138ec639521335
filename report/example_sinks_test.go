package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/report"
)

// One line for each message, then findings and a summary.
func ExampleText() {
	var out bytes.Buffer
	tell("core/length-short.pcap", report.Text(&out, report.Options{Width: 80, Count: 2}))
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "x224 ") {
			fmt.Println(strings.Join(strings.Fields(line), " "))
		}
	}
	// Output:
	// 2 0.000000 1 → x224 Connection Request requests PROTOCOL_RDP
	// 4 0.001000 1 ← x224 Connection Confirm selects PROTOCOL_RDP
	// x224 2
}

// Records of JSON, one a line; docs/schema.json describes them.
func ExampleJSON() {
	var out bytes.Buffer
	tell("core/length-short.pcap", report.JSON(&out, report.Options{}))
	for line := range bytes.Lines(out.Bytes()) {
		var record struct {
			Type, Name, Info string
			Carrier          bool
		}
		if err := json.Unmarshal(line, &record); err != nil {
			log.Fatal(err)
		}
		if record.Type == "message" && !record.Carrier {
			fmt.Printf("%s: %s\n", record.Name, record.Info)
		}
	}
	// Output:
	// Connection Request: requests PROTOCOL_RDP
	// Connection Confirm: selects PROTOCOL_RDP
	// ChannelJoinRequest: channel 0
}

// Findings for tools that show results of analyses.
func ExampleSARIF() {
	var out bytes.Buffer
	tell("core/length-short.pcap", report.SARIF(&out, "1.0", report.Options{}))
	var log struct {
		Version string
		Runs    []struct {
			Results []struct{ RuleID, Level string }
		}
	}
	fmt.Println(json.Unmarshal(out.Bytes(), &log), log.Version)
	for _, r := range log.Runs[0].Results {
		fmt.Println(r.Level, r.RuleID)
	}
	// Output:
	// <nil> 2.1.0
	// note x224.standard-security
	// error length.short
	// warning mcs.order
}

// Trees for programs that were written for tshark -T pdml.
func ExamplePDML() {
	var out bytes.Buffer
	tell("core/length-short.pcap", report.PDML(&out, "example/1.0", vocabulary().FieldNames(), report.Options{}))
	var doc struct {
		Packets []struct {
			Protocols []struct {
				Name   string `xml:"name,attr"`
				Fields []struct {
					Name string `xml:"name,attr"`
					Show string `xml:"show,attr"`
				} `xml:"field"`
			} `xml:"proto"`
		} `xml:"packet"`
	}
	if err := xml.Unmarshal(out.Bytes(), &doc); err != nil {
		log.Fatal(err)
	}
	for _, p := range doc.Packets {
		for _, proto := range p.Protocols {
			for _, f := range proto.Fields {
				if f.Name == "x224.TPDU_code" {
					fmt.Println(proto.Name, f.Name, f.Show)
				}
			}
		}
	}
	// Output:
	// x224 x224.TPDU_code 0xe0
	// x224 x224.TPDU_code 0xd0
	// x224 x224.TPDU_code 0xf0
}

// How often each requirement of a catalogue was kept.
func ExampleCoverage() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	var reqs []dissect.Requirement
	for _, q := range reg.Requirements() {
		if q.Rule != nil && strings.HasPrefix(q.Rule.ID, "mcs.") {
			reqs = append(reqs, q)
		}
	}
	tell("ra/ra_rdp_plain_lo.pcap", report.Coverage(os.Stdout, reqs, report.Options{Width: 80}))
	// Output:
	// requirement      level       held  broken  rule
	//   RDP-2.2.1.4.5-1  must not       8       ·  mcs.join-zero
	//   RDP-2.2.1.8-1    (sequence)     1       ·  mcs.joins-complete
	//   RDP-2.2.1.9-1    (sequence)     8       ·  mcs.join-confirm-channel
	//   RDP-3.1.5.2.1-1  must          35       ·  mcs.channel-assigned
	//
	// 4 requirements: 4 held, 0 broken, 0 not met by this traffic, 0 without a rule,
	// 0 not observable
}

// What a capture holds as files, in a folder with a manifest.
func ExampleNewExtract() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	sink, err := report.NewExtract(&bytes.Buffer{}, filepath.Join(dir, "out"), false, false, report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	tell("ra/ra_scripted_plain_lo.pcap", sink)
	files, err := filepath.Glob(filepath.Join(dir, "out", "*", "*"))
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		fmt.Println(filepath.Base(f), len(b), "bytes", err)
	}
	// Output:
	// chat.txt 112 bytes <nil>
	// fix.txt 5250 bytes <nil>
	// novice.txt 5250 bytes <nil>
}

// The bytes of a channel, here what the client sent on it.
func ExampleNewFollow() {
	var out bytes.Buffer
	tell("ra/ra_scripted_plain_lo.pcap", report.NewFollow(&out, report.FollowOptions{Conversation: 1, Channel: "remdesk", One: true, From: dissect.FromClient}))
	text := strings.ReplaceAll(out.String(), "\x00", "")
	fmt.Println(strings.Contains(text, "How can I help?"), strings.Contains(text, "Hello, expert"))
	// Output:
	// true false
}

// The packets of findings, with comments, for Wireshark.
func ExampleNewAnnotate() {
	var out bytes.Buffer
	w, err := source.NewWriter(&out, "example")
	if err != nil {
		log.Fatal(err)
	}
	quiet := dissect.Funcs{Finding: func(*dissect.Diagnostic) {}}
	tell("core/length-short.pcap", report.NewAnnotate(quiet, w, true, true))
	fmt.Println(bytes.Contains(out.Bytes(), []byte("malformed length.short")))
	// Output:
	// true
}

// One file to look at, without anything from a network.
func ExampleNewHTML() {
	var out bytes.Buffer
	tell("core/length-short.pcap", report.NewHTML(&out, report.HTMLOptions{Version: "1.0"}))
	page := out.String()
	fmt.Println(strings.HasPrefix(page, "<!doctype html>"), strings.Contains(page, `src="http`))
	// Output:
	// true false
}

// All there is to say about a rule.
func ExampleAppendExplanation() {
	fmt.Printf("%s", report.AppendExplanation(nil, dissect.LengthShort, nil, report.Options{Width: 80}))
	// Output:
	// length.short  malformed
	//
	// A field must lie within its message
	//
	// The bytes end before the field does. Everything read before it is shown; the
	// rest of this structure is not there. The finding names the field, the bytes
	// wanted and left, and the length field that set the limit where one did.
	//
	// Seen in pcaps/core/length-short.pcap
}

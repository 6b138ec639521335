package main

import (
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// wantSARIF wants a file to be one SARIF log with so many results, whose rules can
// be found: sarif FILE RESULTS. Package report tests the rest.
func wantSARIF(ts *testscript.TestScript, _ bool, args []string) {
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &log))
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		ts.Fatalf("version %s, %d runs", log.Version, len(log.Runs))
	}
	run := log.Runs[0]
	if want, _ := strconv.Atoi(args[1]); len(run.Results) != want {
		ts.Fatalf("want %d results, got %d", want, len(run.Results))
	}
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			ts.Fatalf("index of %s is wrong", r.RuleID)
		}
	}
}

// wantPDML wants a file to be PDML with so many packets: pdml FILE PACKETS.
func wantPDML(ts *testscript.TestScript, _ bool, args []string) {
	var doc struct {
		XMLName xml.Name `xml:"pdml"`
		Packets []struct {
			Protos []struct {
				Name string `xml:"name,attr"`
			} `xml:"proto"`
		} `xml:"packet"`
	}
	ts.Check(xml.Unmarshal([]byte(ts.ReadFile(args[0])), &doc))
	if want, _ := strconv.Atoi(args[1]); len(doc.Packets) != want {
		ts.Fatalf("want %d packets, got %d", want, len(doc.Packets))
	}
	for _, p := range doc.Packets {
		var names []string
		for _, q := range p.Protos {
			names = append(names, q.Name)
		}
		if got := strings.Join(names, " "); !strings.HasPrefix(got, "geninfo frame ip tcp ") {
			ts.Fatalf("a packet of %s", got)
		}
	}
}

package main

import (
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
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

// comments prints the comments of a pcapng file, each with the number of its packet:
// comments FILE. It reads the file by itself (draft-ietf-opsawg-pcapng 3.5, 4.3).
func comments(ts *testscript.TestScript, _ bool, args []string) {
	b := []byte(ts.ReadFile(args[0]))
	u32 := binary.LittleEndian.Uint32
	var out strings.Builder
	packet := 0
	for len(b) >= 12 {
		n := int(u32(b[4:]))
		if n < 12 || n%4 != 0 || n > len(b) || u32(b[n-4:]) != uint32(n) {
			ts.Fatalf("a block of %d bytes", n)
		}
		if block := b[:n-4]; u32(block) == 6 {
			packet++
			for opt := block[28+(u32(block[20:])+3)&^3:]; len(opt) >= 4; {
				code, size := binary.LittleEndian.Uint16(opt), int(binary.LittleEndian.Uint16(opt[2:]))
				if code == 1 {
					fmt.Fprintf(&out, "%d: %s\n", packet, opt[4:4+size])
				}
				opt = opt[4+(size+3)&^3:]
			}
		}
		b = b[n:]
	}
	if len(b) != 0 {
		ts.Fatalf("%d bytes are left", len(b))
	}
	ts.Check(os.WriteFile(ts.MkAbs("comments.txt"), []byte(out.String()), 0o644))
	ts.Check(ts.Exec("cat", "comments.txt"))
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

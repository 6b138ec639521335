package ra_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// files is the files of the only session of a log, one a line.
func files(t *testing.T, log *dissecttest.Log) []string {
	t.Helper()
	if len(log.Sessions) != 1 {
		t.Fatalf("%d sessions, want 1", len(log.Sessions))
	}
	var out []string
	for _, f := range log.Sessions[0].Files {
		out = append(out, fmt.Sprintf("%s %s %d/%d %s %s", f.From, f.Name, f.Received, f.Size, f.Outcome, f.SHA256))
	}
	return out
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// TestTransfers plays transfers that differ from the plain one.
func TestTransfers(t *testing.T) {
	xs := func(n int) string { return strings.Repeat("x", n) }
	for _, k := range []struct {
		name, script string
		want         []string
		findings     map[string]bool
	}{
		{
			"blocks of version 1", v1 + `
E rc FILEXFER FILENAME=a FILESIZE=409700 CHANNELID=1000.612009461
N file 1000.612009461 FILEXFERACK
E block 1000.612009461 409600
E block 1000.612009461 100
E file 1000.612009461 FILEXFEREND`,
			[]string{"expert a 409700/409700 complete " + digest(xs(409700))},
			map[string]bool{"ra.version-1": true},
		},
		{
			"small blocks in version 1", v1 + `
E rc FILEXFER FILENAME=a FILESIZE=2048 CHANNELID=1000.612009461
N file 1000.612009461 FILEXFERACK
E block 1000.612009461 1024
E block 1000.612009461 1024
E file 1000.612009461 FILEXFEREND`,
			[]string{"expert a 2048/2048 complete " + digest(xs(2048))},
			map[string]bool{"ra.version-1": true, "ra.block-size": true},
		},
		{
			"an empty file", v2 + `
E rc FILEXFER FILENAME=a FILESIZE=0 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E file RA_FX FILEXFEREND`,
			[]string{"expert a 0/0 complete " + digest("")}, map[string]bool{},
		},
		{
			"offers of both sides that cross", v2 + `
E rc FILEXFER FILENAME=a FILESIZE=3 CHANNELID=RA_FX
N rc FILEXFER FILENAME=b FILESIZE=5 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E file RA_FX FILEXFERACK
E data RA_FX abc
N data RA_FX 12345
N file RA_FX FILEXFEREND
E file RA_FX FILEXFEREND`,
			[]string{"expert a 3/3 complete " + digest("abc"), "novice b 5/5 complete " + digest("12345")}, map[string]bool{},
		},
		{
			"too little, too much", v2 + `
E rc FILEXFER FILENAME=a FILESIZE=9 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E data RA_FX abc
E file RA_FX FILEXFEREND
E rc FILEXFER FILENAME=b FILESIZE=1 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E data RA_FX abc
E file RA_FX FILEXFEREND`,
			[]string{"expert a 3/9 partial " + digest("abc"), "expert b 3/1 oversize " + digest("abc")}, map[string]bool{"ra.file-size": true},
		},
		{
			"no end", v2 + `
E rc FILEXFER FILENAME=a FILESIZE=9 CHANNELID=RA_FX
N rc FILEXFER FILENAME=b FILESIZE=9 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E data RA_FX abc`,
			[]string{"expert a 3/9 partial " + digest("abc"), "novice b 0/9 offered "}, map[string]bool{},
		},
	} {
		t.Run(k.name, func(t *testing.T) {
			log := play(t, strings.Split(k.script, "\n"))
			if diff := cmp.Diff(k.want, files(t, log)); diff != "" {
				t.Errorf("files differ (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(k.findings, broken(log)); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, log.FindingText())
			}
		})
	}
}

// TestDynamic plays a session on dynamic channels: RC_CTL with headers, the
// others without, as MS-RA 3.11 has it.
func TestDynamic(t *testing.T) {
	log := dissecttest.NewLog(false)
	d := dissect.NewDirect(registry(t), ra.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
	for _, line := range strings.Split(file, "\n") {
		dir, b := encode(t, line)
		name := int(binary.LittleEndian.Uint32(b))
		channel := strings.ReplaceAll(strings.TrimRight(string(b[8:8+name]), "\x00"), "\x00", "")
		if channel != "RC_CTL" {
			b = b[8+name:]
		}
		d.Via(channel)
		if err := d.Message(dir, b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"expert a.txt 1030/1030 complete " + digest(strings.Repeat("x", 1030)), "novice b.txt 0/3 rejected "}
	if diff := cmp.Diff(want, files(t, log)); diff != "" {
		t.Errorf("files differ (-want +got):\n%s", diff)
	}
	if len(log.Findings) > 0 {
		t.Errorf("findings:\n%s", log.FindingText())
	}
}

// TestGap loses each message of the clean sessions in turn: what is missing then
// is the capture's doing, so nothing that counts is found.
func TestGap(t *testing.T) {
	for name, base := range bases {
		lines := strings.Split(base.script, "\n")
		for lost := range lines {
			log := dissecttest.NewLog(false)
			d := dissect.NewDirect(registry(t), ra.Protocol, log, dissect.Options{})
			for i, line := range lines {
				dir, b := encode(t, line)
				var err error
				if i == lost {
					err = d.Gap(dir, uint64(len(b)))
				} else {
					err = d.Message(dir, b)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if _, err := d.Close(); err != nil {
				t.Fatal(err)
			}
			for _, f := range log.Findings {
				if !f.Tainted && f.Level != dissect.Note {
					t.Errorf("%s without message %d: %s %s", name, lost+1, f.Rule, f.Detail)
				}
			}
		}
	}
}

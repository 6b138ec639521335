package ra

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/radissect/radissect/dissect"
)

func TestExecutable(t *testing.T) {
	for name, want := range map[string]bool{
		"fix.exe": true, "FIX.EXE": true, "a.b.Scr": true, "fix.exe.": true, "fix.exe . ": true, "x.ps1": true, "link.lnk": true,
		"": false, ".": false, "exe": false, "fix.txt": false, "exe.txt": false, "fix.exe.txt": false, "a.longextension": false, ".exe": true,
	} {
		if executable(name) != want {
			t.Errorf("executable(%q) is %v", name, !want)
		}
	}
}

func TestHasPath(t *testing.T) {
	for name, want := range map[string]bool{
		"a.txt": false, "a..b": false, "": false, "..": true, `..\a.txt`: true, "/etc/passwd": true, "a:b": true, `c\d`: true, "Übung.txt": false,
	} {
		if hasPath(name) != want {
			t.Errorf("hasPath(%q) is %v", name, !want)
		}
	}
}

func wideBytes(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]uint64{"0": 0, "436": 436, "4294967296": 1 << 32, "18446744073709551615": 1<<64 - 1, "007": 7} {
		if n, ok := number(wideBytes(text)); !ok || n != want {
			t.Errorf("number(%q) is %d, %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "-1", "1.0", "0x10", " 1", "18446744073709551616", "99999999999999999999999"} {
		if n, ok := number(wideBytes(text)); ok {
			t.Errorf("number(%q) is %d", text, n)
		}
	}
}

// TestContact reads the contact file that MS-RA 2.2.5 prints, shortened, in
// several encodings, and texts that are none.
func TestContact(t *testing.T) {
	const text = `<?xml version="1.0"?><RAINVITATIONCOLL><RAINVITATIONITEM NAME="Dave Heberer" COMPUTERNAME="DHERB-X86-1" AVATAR="Qk1Q" ` +
		`PUBLICKEY="BgIAAACkAABSU0Ex" ADDRESS="38827fecd1245882413e9a42c23d81f1aae08c4d.RAContact" TYPE="1" TIME="20080625161611.761000"/></RAINVITATIONCOLL>`
	want := contactFile{
		found: true, children: 1, typ: "1", typed: true, name: "Dave Heberer", computer: "DHERB-X86-1",
		address: "38827fecd1245882413e9a42c23d81f1aae08c4d.RAContact",
	}
	for name, b := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\xef\xbb\xbf" + text),
		"UTF-16": wideBytes(text), "UTF-16 with a mark": append([]byte("\xff\xfe"), wideBytes(text)...),
		"UTF-16 that says so": wideBytes(strings.Replace(text, `"1.0"`, `"1.0" encoding="utf-16"`, 1)),
	} {
		var c contact
		for i := range b { // as it may come in blocks of any size
			c.add(b[i:i+1], i == 0)
		}
		whole := contact{}
		whole.add(b, true)
		if got := whole.read(); got != want {
			t.Errorf("%s: %+v", name, got)
		}
		if got := c.read(); got.found && got != want {
			t.Errorf("%s, byte by byte: %+v", name, got)
		}
	}
	for name, s := range map[string]string{
		"another root": "<?xml version='1.0'?><HTML><RAINVITATIONCOLL/></HTML>", "no XML": "GIF89a", "empty": "", "cut": "<R", "only ends": "<R></R></R></R></R>",
		"nested": "<RA" + strings.Repeat("<a>", 10_000),
	} {
		var c contact
		c.add([]byte(s), true)
		if got := c.read(); got.found {
			t.Errorf("%s: %+v", name, got)
		}
	}
	var c contact
	c.add([]byte("<RAINVITATIONCOLL>"), true)
	for range 100 {
		c.add(make([]byte, 10_000), false)
	}
	if !c.off || len(c.text) > 0 {
		t.Errorf("%d bytes of a contact file are held", len(c.text))
	}
}

// TestTables checks that the tables of moves name only commands that can be sent,
// and that every state but the first can be reached and left.
func TestTables(t *testing.T) {
	kinds := map[*dissect.Kind]bool{}
	for i := range commands {
		kinds[commands[i].kind] = true
	}
	reached := map[sharing]bool{}
	for state, row := range shareMoves {
		if len(row) == 0 {
			t.Errorf("nothing leaves %s", sharingNames[state])
		}
		for k, next := range row {
			reached[next] = true
			if !kinds[k] || shareEvents[k] == "" {
				t.Errorf("%s is no command about control", k.Name)
			}
			if target, ok := shareTargets[k]; !ok || target != next {
				t.Errorf("%s leads to %s in one table and to %s in the other", k.Name, sharingNames[next], sharingNames[target])
			}
		}
	}
	if len(reached) != len(shareMoves) {
		t.Errorf("only %v can be reached", reached)
	}
	voices := map[voiceState]bool{}
	for state, row := range voiceMoves {
		if len(row) == 0 {
			t.Errorf("nothing leaves %s", voiceNames[state])
		}
		for k, move := range row {
			voices[move.next] = true
			if !kinds[k] {
				t.Errorf("%s is no command", k.Name)
			}
		}
	}
	if len(voices) != len(voiceMoves) {
		t.Errorf("only %v can be reached", voices)
	}
}

package ra_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"golang.org/x/tools/txtar"
)

// Scripts of clean sessions, one message a line: who sends it (N is the novice,
// E the expert), what it is, and its values. See encode.
const (
	// Figures 2 and 3 of MS-RA.
	v1 = `N announce
N version 1 2
E version 1 2
E auth 1
N result 0
E desktop
N result 0`
	// Figure 3, where the connection string is not valid.
	turnedDown = `N announce
N version 1 2
E version 1 2
E auth 1
N result 26
N bye`
	// Figure 5.
	v2 = `N announce
N version 1 2
E vista
E verify
N result 0
N name
E name`
	// Figure 8.
	v3 = `N token
E token
E chat Hello`
	// Figures 14 to 17, in version 1, where the request is on the same channel.
	control = `E rc REMOTECTRLSTART
N rc ACCEPTRC
E rc REMOTECTRLEND
E rc REMOTECTRLSTART
N rc REJECTRC
N bye`
	// Figures 18 and 20, then 22.
	voice = `E rc PRESTART
N rc PRESTARTYES
E rc VOIPPREGO
N rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334
N rc PRESTART
E rc PRESTARTYES
N rc PRESTART
E rc PRESTARTYES
N rc VOIPPREGO
E rc VOIPPREGO2
N rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334`
	// Figures 11 and 13, in version 2, as FreeRDP begins it.
	file = `E vista
E verify
N result 0
E rc FILEXFER FILENAME=a.txt FILESIZE=1030 CHANNELID=RA_FX
N file RA_FX FILEXFERACK
E block RA_FX 1024
E block RA_FX 6
E file RA_FX FILEXFEREND
N rc FILEXFER FILENAME=b.txt FILESIZE=3 CHANNELID=RA_FX
E file RA_FX FILEXFERREJECT`
	// MS-RA 3.14.
	contacts = `N token
E token
E rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1
N rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1
E rc FILEXFER FILENAME=c.xml FILESIZE=65 CHANNELID=RA_FX INTERNALDATA=1
N file RA_FX FILEXFERACK
E data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="1"/></RAINVITATIONCOLL>
E file RA_FX FILEXFEREND
N rc FILEXFER FILENAME=c.xml FILESIZE=65 CHANNELID=RA_FX INTERNALDATA=1
E file RA_FX FILEXFERACK
N data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="1"/></RAINVITATIONCOLL>
N file RA_FX FILEXFEREND
E bye`
)

// bases are the clean sessions by name, with what is worth a note in them.
var bases = map[string]struct {
	script string
	notes  []string
}{
	"v1": {v1, []string{"ra.version-1"}}, "v2": {v2, nil}, "v3": {v3, nil}, "control": {control, nil},
	"turned-down": {turnedDown, []string{"ra.version-1"}},
	"voice":       {voice, nil}, "file": {file, nil}, "contacts": {contacts, nil},
}

// orders break one thing each in a clean session. An edit "-line" leaves a line
// out, "line => a; b" puts others in its place, "+a; b" adds some at the end.
// Further rules after the first one are broken by the same thing.
var orders = []struct {
	rule, base, edit string
	also             []string
}{
	{"authenticate-version", "v2", "+E auth 1", nil},
	{"isconnected-version", "v2", "+N alive", nil},
	{"server-announce-first", "v2", "E vista => E vista; N announce", nil},
	{"versioninfo-version", "v3", "+N version 1 2", nil},
	{"remote-control-desktop-version", "v2", "+E desktop", nil},
	{"verify-password-version", "v3", "+E verify", nil},
	{"novice-name-version", "v1", "+N name", nil},
	{"expert-name-version", "v3", "+E name", nil},
	{"token-version", "v2", "+N token", nil},
	{"result-version", "v2", "N result 0 => N result 26", nil},
	{"connection-string-version", "v1", "E auth 1 => E auth 2", []string{"version-forced"}},
	{"version-forced", "v1", "E auth 1 => E auth 2", []string{"connection-string-version"}},
	{"version-change", "v1", "+E vista", nil},
	{"expert-version", "v1", "-E version 1 2", nil},
	{"authenticate-first", "v1", "E auth 1 => E desktop; E auth 1", nil},
	{"expert-refuses-version", "v1", "N version 1 2 => N version 1 1", []string{"versioninfo-values"}},
	{"expert-silent", "v1", "E auth 1 => E auth 1; E auth 1", nil},
	{"invalid-password-ends", "v1", "N result 0 => N result 26; N result 0", []string{"after-refusal"}},
	{"desktop-after-result", "v1", "E auth 1 => E auth 1; E desktop", nil},
	{"use-established", "v1", "E desktop => E desktop; E chat Hello", nil},
	{"result-version-1", "v1", "N result 0 => N result 5", []string{"desktop-after-result"}},
	{"after-disconnect", "v2", "+E bye; E chat Hello", nil},
	{"novice-version", "v1", "-N version 1 2", nil},
	{"novice-refuses-version", "v1", "E version 1 2 => E version 2 0", []string{"versioninfo-values"}},
	{"result-asked", "v1", "E auth 1 => N result 0; E auth 1", nil},
	{"expert-on-vista", "v2", "-E vista", nil},
	{"result-asked-2", "v2", "-E verify", nil},
	{"result-version-2", "v2", "N result 0 => N result 5", nil},
	{"novice-version-2", "v2", "-N version 1 2", nil},
	{"expert-token", "v3", "E token => E rc TYPINGSTART; E token", nil},
	{"token-order", "v3", "N token => E token; N token", nil},
	{"novice-waits", "v3", "E token => N chat Hello; E token", nil},
	{"after-refusal", "v2", "N result 0 => N result 61; E verify; N result 0", nil},

	{"internaldata-version", "file", "E rc FILEXFER FILENAME=a.txt FILESIZE=1030 CHANNELID=RA_FX => E rc FILEXFER FILENAME=a.txt FILESIZE=1030 CHANNELID=RA_FX INTERNALDATA=0", nil},
	{"settingannounce-version", "v2", "+E rc SETTINGANNOUNCE PROPERTY=A VALUE=1", nil},
	{"rccommand-version-1", "v2", "+E rc EXPERTIP EXPERTIPDATA=192.0.2.1", nil},
	{"chat-length", "v2", "+E chat* 512", nil},
	{"settingannounce-start", "v3", "+N rc SETTINGANNOUNCE PROPERTY=A VALUE=1", nil},
	{"contact-announced", "contacts", "-E rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1", []string{"settingannounce-start"}},
	{"contact-sent", "v3", "+E rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1; N rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1; E bye", nil},
	{"contact-order", "contacts", "N rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1 => N rc SETTINGANNOUNCE PROPERTY=CONTACTEXCHANGE VALUE=1; N rc FILEXFER FILENAME=c.xml FILESIZE=9 CHANNELID=RA_FX INTERNALDATA=1; E file RA_FX FILEXFERREJECT", nil},
	{"settingannounce-answer", "v3", "+E rc SETTINGANNOUNCE PROPERTY=A VALUE=1; E bye", nil},
	{"control-unasked", "control", "-E rc REMOTECTRLSTART", nil},
	{"share-control-order", "control", "E rc REMOTECTRLEND => E rc REMOTECTRLSTART", nil},
	{"reject-denied", "control", "N rc REJECTRC => N rc DENIEDRC; N rc REJECTRC", nil},
	{"wizard-bad", "voice", "E rc PRESTART => N rc WIZARDBAD; E rc PRESTART", nil},
	{"voice-answer", "voice", "E rc PRESTART => N rc PRESTARTYES; E rc PRESTART", nil},
	{"voice-refused", "voice", "E rc VOIPPREGO2 => E rc VOIPQNO", []string{"voice-order"}},
	{"voice-client", "voice", "-E rc VOIPPREGO2", nil},
	{"voice-ends", "voice", "+E rc VOIPPREGO", nil},
	{"voice-end-answer", "voice", "+N rc PRESTART; E rc PRESTARTNO", nil},
	{"voice-order", "voice", "-N rc PRESTARTYES", nil},

	{"rccommand-channelid-version", "v1", "+E rc FILEXFER FILENAME=a.txt FILESIZE=1 CHANNELID=RA_FX", nil},
	{"file-ack-receiver", "file", "N file RA_FX FILEXFERACK => E file RA_FX FILEXFERACK; N file RA_FX FILEXFERACK", nil},
	{"file-end-sender", "file", "E block RA_FX 1024 => E block RA_FX 1024; N file RA_FX FILEXFEREND", nil},
	{"contact-child", "contacts", `E data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="1"/></RAINVITATIONCOLL> => E data RA_FX <RAINVITATIONCOLL><A TYPE="1"/><BCDEFGHIJKLM/></RAINVITATIONCOLL>`, nil},
	{"contact-type", "contacts", `E data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="1"/></RAINVITATIONCOLL> => E data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="2"/></RAINVITATIONCOLL>`, nil},
	{"contact-version", "file", `+E rc FILEXFER FILENAME=c.xml FILESIZE=65 CHANNELID=RA_FX; N file RA_FX FILEXFERACK; E data RA_FX <RAINVITATIONCOLL><RAINVITATIONITEM TYPE="1"/></RAINVITATIONCOLL>; E file RA_FX FILEXFEREND`, nil},
	{"one-file", "file", "N file RA_FX FILEXFERACK => N file RA_FX FILEXFERACK; N rc FILEXFER FILENAME=c.txt FILESIZE=1 CHANNELID=RA_FX; E file RA_FX FILEXFERREJECT", nil},
	{"file-size", "file", "E block RA_FX 6 => E block RA_FX 7", nil},
	{"file-channel", "file", "E block RA_FX 6 => E block 1000.612009461 6; E block RA_FX 6", nil},
	{"contact-internal", "contacts", "E rc FILEXFER FILENAME=c.xml FILESIZE=65 CHANNELID=RA_FX INTERNALDATA=1 => E rc FILEXFER FILENAME=c.xml FILESIZE=65 CHANNELID=RA_FX INTERNALDATA=0", []string{"contact-order", "contact-sent"}},
	{"block-size", "file", "E block RA_FX 1024 => E block RA_FX 1000; E block RA_FX 24", nil},
	{"file-end", "file", "E file RA_FX FILEXFEREND => E rc FILEXFER FILENAME=c.txt FILESIZE=1 CHANNELID=RA_FX; N file RA_FX FILEXFERREJECT", nil},
	{"after-reject", "file", "E block RA_FX 6 => E file RA_FX FILEXFERREJECT; E block RA_FX 6; E file RA_FX FILEXFEREND", nil},
	{"file-order", "file", "E file RA_FX FILEXFEREND => E file RA_FX FILEXFEREND; E block RA_FX 1; N file RA_FX FILEXFERREJECT", nil},
	{"answer-channel", "file", "N file RA_FX FILEXFERACK => N file 1000.612009461 FILEXFERACK; N file RA_FX FILEXFERACK", nil},
	{"file-accepted", "file", "-N file RA_FX FILEXFERACK", nil},
	{"stray-rejected", "file", "+E block RA_FX 5; E rc FILEXFER FILENAME=c.txt FILESIZE=1 CHANNELID=RA_FX; N file RA_FX FILEXFERACK", []string{"file-order"}},
	{"stop-on-reject", "file", "E block RA_FX 6 => N file RA_FX FILEXFERREJECT; E block RA_FX 6", nil},
	{"executable-offered", "file", "N rc FILEXFER FILENAME=b.txt FILESIZE=3 CHANNELID=RA_FX => N rc FILEXFER FILENAME=fix.Scr. FILESIZE=3 CHANNELID=RA_FX", nil},
	{"file-name-path", "file", `N rc FILEXFER FILENAME=b.txt FILESIZE=3 CHANNELID=RA_FX => N rc FILEXFER FILENAME=..\b.txt FILESIZE=3 CHANNELID=RA_FX`, nil},
}

// edited applies an edit to a script.
func edited(t *testing.T, script, edit string) []string {
	lines := strings.Split(script, "\n")
	replace := func(line string, by []string) {
		for i := range lines {
			if lines[i] == line {
				lines = append(append(append([]string(nil), lines[:i]...), by...), lines[i+1:]...)
				return
			}
		}
		t.Fatalf("no line %q in the script", line)
	}
	old, by, ok := strings.Cut(edit, " => ")
	switch {
	case edit == "":
	case ok:
		replace(old, strings.Split(by, "; "))
	case edit[0] == '-':
		replace(edit[1:], nil)
	case edit[0] == '+':
		lines = append(lines, strings.Split(edit[1:], "; ")...)
	default:
		t.Fatalf("edit %q", edit)
	}
	return lines
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// packet is a message of MS-RA 2.2.1.1 and 2.2.1.2, on the static channel.
func packet(name string, data []byte) []byte {
	n := utf16le(name + "\x00")
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(n)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return append(append(b, n...), data...)
}

// ctl is a session initialization message, MS-RA 2.2.1.3.
func ctl(msgType uint32, payload ...byte) []byte {
	return packet("RC_CTL", append(binary.LittleEndian.AppendUint32(nil, msgType), payload...))
}

func bstr(b []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(b))), b...)
}

// Connection strings of MS-RAI 2.2.1 and 2.2.2 and an expert blob of MS-RA
// 2.2.1.4 with made-up values.
const (
	string1 = "65538,1,192.0.2.2:3389,*,AAAA,*,*,BBBB"
	string2 = `<E><A KH="AAECAwQFBgcICQoLDA0ODxAREhM=" KH2="sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" ID="BBBB"/><C><T ID="1" SID="1"><L P="3389" N="192.0.2.2"/></T></C></E>`
	blob    = "10;NAME=Alice9;PASS=0000"
)

// blobOf is an expert blob with its NUL: the one above, or another one, which "!"
// leaves without.
func blobOf(text string) string {
	switch {
	case text == "":
		return blob + "\x00"
	case strings.HasSuffix(text, "!"):
		return text[:len(text)-1]
	}
	return text + "\x00"
}

// encode makes a message of one line of a script.
func encode(t *testing.T, line string) (dissect.Dir, []byte) {
	t.Helper()
	who, rest, _ := strings.Cut(line, " ")
	dir := dissect.FromClient
	if who == "N" {
		dir = dissect.FromServer
	}
	if strings.HasPrefix(rest, "@") { // under another channel name
		other, rest, _ := strings.Cut(rest[1:], " ")
		_, b := encode(t, who+" "+rest)
		return dir, packet(other, b[8+binary.LittleEndian.Uint32(b):])
	}
	what, arg, _ := strings.Cut(rest, " ")
	name, tail, _ := strings.Cut(arg, " ")
	bare := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	numbers := func() (b []byte) {
		for _, f := range strings.Fields(arg) {
			n, err := strconv.ParseUint(f, 10, 32)
			if err != nil {
				t.Fatal(err)
			}
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
		return b
	}
	switch what {
	case "announce":
		return dir, ctl(4)
	case "version":
		return dir, ctl(6, numbers()...)
	case "result":
		return dir, ctl(2, numbers()...)
	case "auth":
		s := string1 + "\x00"
		switch name {
		case "2":
			s = string2 + "\x00"
		case "-1": // no NUL
			s = string1
		}
		return dir, ctl(3, utf16le(s+blobOf(tail))...)
	case "desktop":
		return dir, ctl(1, utf16le(string1+"\x00")...)
	case "vista":
		return dir, ctl(9, bstr(make([]byte, 32))...)
	case "verify":
		return dir, ctl(8, utf16le(blobOf(arg))...)
	case "ctl":
		n, err := strconv.ParseUint(name, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		return dir, ctl(uint32(n), bare(tail)...)
	case "raw":
		return dir, bare(arg)
	case "text": // no NUL, unless "!" stands for it
		return dir, packet(name, utf16le(strings.Replace(tail, "!", "\x00", 1)))
	case "token":
		return dir, ctl(12, bstr(make([]byte, 20))...)
	case "name":
		if who == "N" {
			return dir, ctl(10, bstr(utf16le("NOVICE"))...)
		}
		return dir, ctl(11, bstr(utf16le("EXPERT"))...)
	case "alive":
		return dir, ctl(7)
	case "bye":
		return dir, ctl(5)
	case "chat":
		return dir, packet("70", utf16le(arg+"\x00"))
	case "chat*":
		n, _ := strconv.Atoi(arg)
		return dir, packet("70", utf16le(strings.Repeat("x", n)+"\x00"))
	case "rc":
		s := `<RCCOMMAND NAME="` + name + `"`
		for _, f := range strings.Fields(tail) {
			k, v, _ := strings.Cut(f, "=")
			s += " " + k + `="` + v + `"`
		}
		return dir, packet("71", utf16le(s+"/>\x00"))
	case "file":
		return dir, packet(name, utf16le(tail+"\x00"))
	case "data":
		return dir, packet(name, []byte(tail))
	case "block":
		n, err := strconv.Atoi(tail)
		if err != nil {
			t.Fatal(err)
		}
		return dir, packet(name, []byte(strings.Repeat("x", n)))
	}
	t.Fatalf("line %q", line)
	return 0, nil
}

// play hands a script to a fresh conversation.
func play(t *testing.T, lines []string) *dissecttest.Log {
	t.Helper()
	log := dissecttest.NewLog(false)
	d := dissect.NewDirect(registry(t), ra.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
	for _, line := range lines {
		dir, b := encode(t, line)
		if err := d.Message(dir, b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return log
}

func registry(t *testing.T) *dissect.Registry {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ra.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// broken is the rules of the findings, each once.
func broken(log *dissecttest.Log) map[string]bool {
	out := map[string]bool{}
	for _, f := range log.Findings {
		out[f.Rule] = true
	}
	return out
}

// TestClean checks that sessions as the figures have them break nothing.
func TestClean(t *testing.T) {
	for name, base := range bases {
		want := map[string]bool{}
		for _, id := range base.notes {
			want[id] = true
		}
		lines := strings.Split(base.script, "\n")
		if diff := cmp.Diff(want, broken(play(t, lines))); diff != "" {
			t.Errorf("%s: findings differ (-want +got):\n%s", name, diff)
		}
		written(t, "clean-"+name, "A session without a fault ("+name+"), all of our own making.", lines)
	}
}

// TestOrder breaks one thing in a clean session and checks that its rule tells,
// and none that has nothing to do with it.
func TestOrder(t *testing.T) {
	done := map[string]bool{}
	for _, o := range orders {
		t.Run(o.rule, func(t *testing.T) {
			base := bases[o.base]
			want := map[string]bool{"ra." + o.rule: true}
			for _, id := range o.also {
				want["ra."+id] = true
			}
			for _, id := range base.notes {
				want[id] = true
			}
			lines := edited(t, base.script, o.edit)
			if diff := cmp.Diff(want, broken(play(t, lines))); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, play(t, lines).FindingText())
			}
			done["ra."+o.rule] = true
			written(t, "seq-"+o.rule, "What breaks ra."+o.rule+", in an otherwise clean session of our own making.", lines)
		})
	}
	for _, r := range ra.Rules {
		if strings.Contains(r.Seen, "/seq-") && !done[r.ID] {
			t.Errorf("no row breaks %s", r.ID)
		}
	}
}

// written checks that a script stands in testdata as annotated hex, where
// TestProtocol reads it, or writes it there.
func written(t *testing.T, name, about string, lines []string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txtar")
	log := play(t, lines)
	a := &txtar.Archive{Comment: []byte(about + "\n")}
	for i, line := range lines {
		dir, b := encode(t, line)
		text := strings.TrimSuffix(annotated(b), "\n") + " # " + line
		for _, f := range log.Findings {
			if f.Message == uint64(i+1) {
				text += "; want " + f.Rule
			}
		}
		a.Files = append(a.Files, txtar.File{Name: fmt.Sprintf("%d.%s.hex", i+1, dir), Data: []byte(text + "\n")})
	}
	old, err := txtar.ParseFile(file)
	if err == nil {
		same := len(old.Files) > len(a.Files)
		for i := range a.Files {
			same = same && i < len(old.Files) && old.Files[i].Name == a.Files[i].Name && string(old.Files[i].Data) == string(a.Files[i].Data)
		}
		if same {
			return
		}
	}
	if !dissecttest.Update() {
		t.Errorf("%s is not what this test makes; run with -update and review", file)
		return
	}
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// annotated is b in hex: the two lengths, the name as text, and the rest as text
// where it is UTF-16 of ASCII, as a repeated byte, or as hex.
func annotated(b []byte) string {
	n := int(binary.LittleEndian.Uint32(b))
	s := hex.EncodeToString(b[:4]) + " " + hex.EncodeToString(b[4:8]) + "\n" + wide(b[8:8+n])
	rest := b[8+n:]
	if name := string(b[8 : 8+n]); strings.HasPrefix(name, "R\x00C\x00") {
		s += hex.EncodeToString(rest[:4]) + "\n"
		rest = rest[4:]
	}
	return s + wide(rest)
}

func wide(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if same := strings.Count(string(b), string(b[:1])); same == len(b) && len(b) > 4 {
		return fmt.Sprintf("%02x*%d\n", b[0], len(b))
	}
	s, text := "", ""
	for i := 0; i+1 < len(b); i += 2 {
		c := b[i]
		if b[i+1] != 0 || c < 0x20 || c > 0x7e || c == '"' {
			if text != "" {
				s, text = s+`u"`+text+`" `, ""
			}
			s += hex.EncodeToString(b[i:i+2]) + " "
			continue
		}
		text += string(rune(c))
	}
	if text != "" {
		s += `u"` + text + `" `
	}
	if len(b)%2 == 1 {
		s += hex.EncodeToString(b[len(b)-1:]) + " "
	}
	return strings.TrimSuffix(s, " ") + "\n"
}

// TestHeld checks that every rule about sessions is also kept somewhere: in the
// clean sessions, or, for those that need what lies below or the invitation, in
// the captures of pcaps/ra.
func TestHeld(t *testing.T) {
	held := map[string]bool{}
	count := func(s *dissect.Summary) {
		for _, r := range ra.Rules {
			if s.Tallies(r).Held > 0 {
				held[r.ID] = true
			}
		}
	}
	for _, base := range bases {
		count(play(t, strings.Split(base.script, "\n")).Summary)
	}
	for _, o := range orders {
		count(play(t, edited(t, bases[o.base].script, o.edit)).Summary)
	}
	captures, err := filepath.Glob("../../pcaps/ra/*.pcap")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range captures {
		count(read(t, strings.TrimSuffix(filepath.Base(name), ".pcap")).Summary)
	}
	for _, r := range []*dissect.Rule{ // broken by captures
		ra.RuleChannelsCreated, ra.RuleChannelsStay, ra.RuleFileSeparate, ra.RuleFileChannelFirst,
		ra.RuleLogonShell, ra.RuleLogonPassword, ra.RuleLogonWorkingDir,
		ra.RuleViewVersion1, ra.RuleViewVersion2, ra.RuleViewVersion3, ra.RuleInputCeded, ra.RuleInputViewing,
	} {
		if !held[r.ID] {
			t.Errorf("%s is held nowhere", r.ID)
		}
	}
	for _, r := range ra.Rules {
		if strings.Contains(r.Seen, "/seq-") && !held[r.ID] && r.Level != dissect.Security {
			t.Errorf("%s is held nowhere", r.ID)
		}
	}
}

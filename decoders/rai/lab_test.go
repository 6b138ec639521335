package rai_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/epm"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/oaut"
	"github.com/radissect/radissect/decoders/rai"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

var chain = []*dissect.Protocol{
	rai.Protocol, invitation.Protocol, oaut.Protocol, dcom.Protocol, epm.Protocol, dcerpc.Protocol, dcerpc.Stub, ndr.Protocol,
	spnego.Protocol, ntlm.Protocol, kerberos.Protocol,
}

// lab is the folder of the captures that are not part of the project.
const lab = "../../../shared/lab/captures/"

// read dissects a capture with the password of the lab.
func read(t *testing.T, name string) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if err := store.AddPassword("test", "", keys.NewSecret("Lab-Pass1")); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: store}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// right are the findings of the lab's captures that are right, with the reason: of
// which captures (a prefix of the name), and which rule. Notes and what is about
// protection are left out.
var right = []struct{ capture, rule, why string }{
	{"wine_", "dcerpc.response-call", "Wine's server answers every call with call_id 1"},
	{"dcom_errors_", "rai.rasrv-order", "the script asks for a connection string at once"},
	{"dcom_rasrv_null_", "rai.rasrv-order", "the script calls GetNoviceUserInfo first"},
	{"wine_client_", "rai.rasrv-order", "the script calls GetNoviceUserInfo only"},
	{"dcom_pch_", "rai.item-index", "the script counts from 0"},
	{"wine_pch", "rai.item-index", "the script counts from 0"},
	{"dcom_pch_", "rai.help-blob", "the script leaves ID= out, or sends 6,000 characters"},
	{"wine_pch", "rai.help-blob", "the script leaves ID= out"},
	{"dcom_pch_", "rai.session-listed", "the script asks for session 4242"},
	{"wine_pch", "rai.empty-name", "the script asks for a session without domain"},
	{"wine_rasrv", "invitation.key-hash", "the script's connection string is made up"},
	{"wine_rasrv", "invitation.session-id", "the script's connection string is made up"},
	{"wine_rasrv", "invitation.key-hash2-there", "the script's connection string is made up"},
	{"", "ntlm.mic-with-timestamp", "impacket sends no MIC"},
	{"", "ntlm.lm-with-timestamp", "impacket sends an LM response beside a timestamp"},
}

func isRight(capture, rule string) bool {
	for _, r := range right {
		if strings.HasPrefix(capture, r.capture) && r.rule == rule {
			return true
		}
	}
	return false
}

// TestLab reads every call of Remote Assistance in captures of impacket and Wine, in
// the clear, sealed, in many fragments and over lossy links: what the programs
// printed has been read, findings are right, and every byte lies in a field.
func TestLab(t *testing.T) {
	var files []string
	for _, pattern := range [...]string{"dcom_*.pcap", "wine_*.pcap", "rpc_*.pcap"} {
		more, _ := filepath.Glob(lab + pattern)
		files = append(files, more...)
	}
	if len(files) == 0 {
		t.Skip("no lab captures beside the repository")
	}
	kinds, facts := map[string]int{}, 0
	for _, name := range files {
		base := strings.TrimSuffix(filepath.Base(name), ".pcap")
		log := read(t, name)
		for _, f := range log.Findings {
			if f.Level != dissect.Note && f.Level != dissect.Security && !isRight(base, f.Rule) {
				t.Errorf("%s: message %d: %s %s [%d:%d] %s %s", base, f.Message, f.Level, f.Rule, f.Off, f.Off+f.Len, f.Field, f.Detail)
			}
		}
		for _, m := range log.Messages {
			if m.Proto != "rai" && m.Proto != "dcom" || m.Cut {
				continue
			}
			kinds[m.Name]++
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: message %d (%s): bytes %v lie in no field", base, m.N, m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: message %d (%s): %v", base, m.N, m.Name, err)
			}
		}
		got := map[string]int{}
		for _, f := range readFacts(log) {
			got[f]++
		}
		for _, f := range printed(t, strings.TrimSuffix(name, ".pcap")+".expect.txt") {
			facts++
			if got[f]--; got[f] < 0 {
				t.Errorf("%s: the program has printed %q, which was not read", base, f)
			}
		}
		if testing.Verbose() {
			t.Logf("%s: %d messages", base, len(log.Messages))
		}
	}
	t.Logf("%d captures, %d values that programs printed, %v", len(files), facts, kinds)
	for _, k := range []string{
		"GetSessionInfo request", "GetSessionInfo response", "GetNoviceUserInfo request", "GetNoviceUserInfo response",
		"RemoteConnectionParms request", "RemoteConnectionParms response", "RemoteUserSessionInfo response",
		"get_Item response", "get__NewEnum response", "get_Count response", "put_SessionState request", "put_SessionID request",
		"put_DomainName request", "put_UserName request", "RemoteCreateInstance response", "RemoteActivation response",
		"RemQueryInterface response", "RemAddRef response", "RemRelease request", "ResolveOxid response", "ResolveOxid2 response",
		"ComplexPing request", "SimplePing request", "ServerAlive response", "ServerAlive2 response",
	} {
		if kinds[k] == 0 {
			t.Errorf("no %s was read", k)
		}
	}
}

// text16 is UTF-16LE text without NULs at its end.
func text16(b []byte) string {
	var u []uint16
	for ; len(b) >= 2; b = b[2:] {
		u = append(u, binary.LittleEndian.Uint16(b))
	}
	return strings.TrimRight(string(utf16.Decode(u)), "\x00")
}

// most is how many characters of a connection string are compared: what all programs
// print at least.
const most = 38

// clip is the first characters of s.
func clip(s string) string { return s[:min(len(s), most)] }

// readFacts lists the results that were read, one line each.
func readFacts(log *dissecttest.Log) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, m := range log.Messages {
		if m.Proto == "dcerpc" && m.Name == "fault" {
			what, _, _ := strings.Cut(m.Info, ",")
			add("fault %s", what)
			continue
		}
		operation, response := strings.CutSuffix(m.Name, " response")
		if m.Proto != "rai" && m.Proto != "dcom" || !response {
			continue
		}
		for i := range m.Tree.Nodes {
			n := &m.Tree.Nodes[i]
			b := m.Tree.Range(n)
			switch name := n.Field.Name; name {
			case "UserNames":
				add("name %s", text16(b))
			case "Count":
				add("%s %d", operation, binary.LittleEndian.Uint32(b))
			case "szName":
				add("%s %s", operation, clip(text16(b)))
			case "pbstrConnectionString":
				add("%s %s", operation, text16(b))
			case "DomainName", "UserName", "ppEntry":
				add("%s %s", name, text16(b))
			case "SessionID":
				add("%s %d", name, binary.LittleEndian.Uint32(b))
			case "SessionState":
				add("%s %d", name, binary.LittleEndian.Uint16(b))
			case "vt":
				add("vt %d", binary.LittleEndian.Uint16(b))
			case "HRESULT":
				add("%s 0x%08x", operation, binary.LittleEndian.Uint32(b))
				if v := binary.LittleEndian.Uint32(b); v != 0 {
					add("code 0x%08x", v)
				}
			}
		}
	}
	return list
}

var (
	lineSessions = regexp.MustCompile(`^GetSessionInfo: (\d+), \[(.*)\]`)
	lineArray    = regexp.MustCompile(`^GetSessionInfo\(\[in\] array\): (\d+)`)
	lineNovice   = regexp.MustCompile(`^GetNoviceUserInfo(?:\(NULL\))?: (.*)`)
	lineCount    = regexp.MustCompile(`^Count: (\d+)`)
	lineItem     = regexp.MustCompile(`^Item \d+ \('(.*)', '(.*)', (\d+), (\d+)\)`)
	lineParms    = regexp.MustCompile(`^RemoteConnectionParms: (.*)`)
	lineCode     = regexp.MustCompile(`code: (0x[0-9a-f]{8})`)
	lineWine     = regexp.MustCompile(`^(\w+)(?:\((?:NULL|array|str|bad)\))? -> ([0-9a-f]{8}),?(?: (.*))?$`)
	lineWineItem = regexp.MustCompile(`^Item\(\d+\) -> ([0-9a-f]{8}) vt (\d+)`)
	lineWineName = regexp.MustCompile(`^\[\d+\] (.*)`)
	lineWineProp = regexp.MustCompile(`^(SessionState|SessionID|DomainName|UserName) (.*)`)
)

// printed lists what a client program has printed, in the same form.
func printed(t *testing.T, name string) (list []string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	for _, line := range strings.Split(string(b), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case lineSessions.MatchString(line):
			m := lineSessions.FindStringSubmatch(line)
			list = append(list, "GetSessionInfo "+m[1])
			for _, n := range strings.Split(m[2], ", ") {
				list = append(list, "name "+strings.ReplaceAll(strings.Trim(n, "'"), `\\`, `\`))
			}
		case lineArray.MatchString(line):
			list = append(list, "GetSessionInfo "+lineArray.FindStringSubmatch(line)[1])
		case lineNovice.MatchString(line):
			list = append(list, "GetNoviceUserInfo "+clip(lineNovice.FindStringSubmatch(line)[1]), "GetNoviceUserInfo 0x00000000")
		case lineCount.MatchString(line):
			list = append(list, "get_Count "+lineCount.FindStringSubmatch(line)[1])
		case lineItem.MatchString(line):
			m := lineItem.FindStringSubmatch(line)
			list = append(list, "DomainName "+m[1], "UserName "+m[2], "SessionID "+m[3], "SessionState "+m[4], "get_Item 0x00000000")
		case lineParms.MatchString(line):
			list = append(list, "RemoteConnectionParms "+lineParms.FindStringSubmatch(line)[1], "RemoteConnectionParms 0x00000000")
		case lineCode.MatchString(line):
			list = append(list, "code "+lineCode.FindStringSubmatch(line)[1])
		case strings.Contains(line, "nca_s_op_rng_error"):
			list = append(list, "fault IRASrv opnum 42 response: nca_op_rng_error")
		case lineWineItem.MatchString(line):
			m := lineWineItem.FindStringSubmatch(line)
			list = append(list, "get_Item 0x"+m[1], "vt "+m[2])
		case lineWine.MatchString(line):
			m := lineWine.FindStringSubmatch(line)
			list = append(list, m[1]+" 0x"+m[2])
			switch n, words := strings.Fields(m[3] + " ")[:min(1, len(strings.Fields(m[3])))], m[3]; {
			case m[1] == "GetSessionInfo":
				list = append(list, "GetSessionInfo "+n[0])
			case m[1] == "GetNoviceUserInfo" && words != "":
				list = append(list, "GetNoviceUserInfo "+clip(words))
			case words != "":
				list = append(list, m[1]+" "+words)
			}
		case lineWineName.MatchString(line):
			if n := lineWineName.FindStringSubmatch(line)[1]; n != "(null)" {
				list = append(list, "name "+n)
			}
		case lineWineProp.MatchString(line):
			m := lineWineProp.FindStringSubmatch(line)
			list = append(list, m[1]+" "+m[2])
		}
	}
	return list
}

// TestInitiations tells each attempt of the lab in a record.
func TestInitiations(t *testing.T) {
	files, _ := filepath.Glob(lab + "dcom_*.pcap")
	if len(files) == 0 {
		t.Skip("no lab captures beside the repository")
	}
	for _, name := range files {
		base := strings.TrimSuffix(filepath.Base(name), ".pcap")
		log := read(t, name)
		want := "IRASrv invited"
		switch {
		case strings.HasPrefix(base, "dcom_pch_"):
			want = "IPCHService invited"
		case strings.HasPrefix(base, "dcom_errors_"):
			want = "IRASrv failed"
		case strings.HasPrefix(base, "dcom_oxid_"):
			want = ""
		}
		got := ""
		for _, s := range log.Sessions {
			got += s.Initiation.Method + " " + s.Outcome
			if len(s.Conversations) != 2 {
				t.Errorf("%s: want two connections, got %d", base, len(s.Conversations))
			}
			sealed := strings.HasSuffix(base, "_seal")
			if (s.Initiation.Protection == "encrypted") != sealed {
				t.Errorf("%s: protection is %q", base, s.Initiation.Protection)
			}
			if sealed && s.Parties[0].Name != `LAB\expert` {
				t.Errorf("%s: the expert is %q", base, s.Parties[0].Name)
			}
			if s.Outcome == "invited" && len(s.Initiation.ConnectionString) < 100 {
				t.Errorf("%s: no connection string", base)
			}
		}
		if got != want {
			t.Errorf("%s: want %q, got %q", base, want, got)
		}
	}
}

// TestSealed tells as much as can be seen of an attempt without the password.
func TestSealed(t *testing.T) {
	name := lab + "dcom_rasrv_seal.pcap"
	if _, err := os.Stat(name); err != nil {
		t.Skip("no lab captures beside the repository")
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	if len(log.Sessions) != 1 {
		t.Fatalf("want one session, got %d", len(log.Sessions))
	}
	s := log.Sessions[0]
	got := s.Initiation.Method + " " + s.Outcome + " " + s.Parties[0].Name + " " + s.Initiation.Protection
	for _, e := range s.Events {
		got += "; " + e.What + " " + e.Detail
	}
	const want = `IRASrv unknown LAB\expert encrypted, not opened; sessions-listed sealed; answered GetNoviceUserInfo, sealed`
	if got != want {
		t.Errorf("want %s, got %s", want, got)
	}
}

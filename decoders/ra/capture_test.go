package ra_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// expectation is one line of NAME.expect.jsonl.
type expectation struct {
	Dir     string   `json:"dir"`
	Channel string   `json:"channel"`
	Name    string   `json:"name"`
	DataLen uint64   `json:"dataLen"`
	Msg     string   `json:"msg"`
	Version string   `json:"version"`
	Result  *uint64  `json:"result"`
	Strings []string `json:"strings"`
	Data    string   `json:"data"`
	Text    string   `json:"text"`
	SHA256  string   `json:"sha256"`
	Bytes   int      `json:"bytes"`
}

// captures lists the captures of pcaps/ra with the rules that each breaks.
// FreeRDP leaves standard RDP security off on the loopback interface.
var captures = map[string]map[string]int{
	"ra_rdp_plain_lo":  {"ra.encrypted": 1},
	"ra_bare_plain_lo": {"ra.encrypted": 1, "ra.clear-password": 1},
	"ra_v1_plain_lo":   version1,
	// The other invitation makes no difference to the messages.
	"ra_v1_type1_plain_lo": version1,
	// Payloads of our own making: without NULs, of all versions in one session of
	// version 2, with blocks of other sizes, and without waiting for FILEXFERACK.
	"ra_scripted_plain_lo": {
		"ra.chat-terminator": 2, "ra.rccommand-terminator": 10, "ra.encrypted": 1,
		"ra.server-announce-first": 1,                              // FreeRDP has sent VERSIONINFO before
		"ra.token-version":         2, "ra.isconnected-version": 1, // the novice's came before the choice
		"ra.rccommand-version-1": 2, "ra.settingannounce-version": 1, "ra.internaldata-version": 1,
		"ra.block-size": 4, "ra.file-accepted": 1, // novice.txt
		"ra.file-order": 3, // FILEXFERACK after the end, two FILEXFERREJECT on channels of no file
	},
	"ra_dvc_plain_lo": {
		"ra.chat-terminator": 2, "ra.rccommand-terminator": 10, "ra.encrypted": 1, "ra.server-announce-first": 1,
		"ra.token-version": 2, "ra.isconnected-version": 2, "ra.rccommand-version-1": 2,
		"ra.settingannounce-version": 1, "ra.internaldata-version": 1,
		"ra.block-size": 4, "ra.file-accepted": 2, "ra.file-order": 2,
	},
}

// version1 is what FreeRDP breaks in version 1, which it takes when the version
// of the novice is patched to 1.1: it accepts that version, and it asks for the
// desktop together with AUTHENTICATE instead of waiting for the result.
var version1 = map[string]int{
	"ra.versioninfo-values": 1, "ra.expert-refuses-version": 1, "ra.desktop-after-result": 1,
	"ra.version-1": 1, "ra.encrypted": 1,
}

// TestCaptures reads whole captures and compares every Remote Assistance
// message, in order, with what an independent decoder read from the same file.
func TestCaptures(t *testing.T) {
	for name, broken := range captures {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("..", "..", "pcaps", "ra", name)
			want := expected(t, path+".expect.jsonl")
			got := &reader{t: t, findings: map[string]int{}}
			reg, err := dissect.NewRegistry([]*dissect.Protocol{
				tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, svc.Protocol, dvc.Protocol, ra.Protocol,
			})
			if err != nil {
				t.Fatal(err)
			}
			src, err := source.Open(path+".pcap", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, got); err != nil {
				t.Fatal(err)
			}
			for dir, lines := range want {
				if diff := cmp.Diff(lines, got.messages[dir]); diff != "" {
					t.Errorf("%s messages differ from %s.expect.jsonl (-want +got):\n%s", dissect.Dir(dir), name, diff)
				}
			}
			if diff := cmp.Diff(broken, got.findings); diff != "" {
				t.Errorf("findings about Remote Assistance differ (-want +got):\n%s", diff)
			}
		})
	}
}

// expected reads the lines of the static channel and of the dynamic ones that
// are about Remote Assistance, by direction.
func expected(t *testing.T, path string) [2][]expectation {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [2][]expectation
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e expectation
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		if dynamic, ok := strings.CutPrefix(e.Channel, "dvc:"); ok {
			e.Channel = dynamic
		} else if e.Channel != "remdesk" {
			continue
		}
		dir := 0
		if e.Dir == "s2c" {
			dir = 1
		}
		out[dir] = append(out[dir], e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// reader is a sink that turns messages into expectations.
type reader struct {
	t        *testing.T
	messages [2][]expectation
	findings map[string]int
}

func (*reader) Want() dissect.Want                         { return dissect.Want{Messages: true, Trees: true} }
func (*reader) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (*reader) Write(p []byte) (int, error)                { return len(p), nil }
func (*reader) Close(*dissect.Summary) error               { return nil }

func (r *reader) Accept(ev *dissect.Event) bool {
	switch {
	case ev.Kind == dissect.EventFinding && strings.HasPrefix(ev.Finding.Proto, "ra"):
		r.findings[ev.Finding.Rule.ID]++
	case ev.Kind == dissect.EventMessage && (ev.Message.Proto == "ra" || strings.HasPrefix(ev.Message.Proto, "ra.")):
		m := ev.Message
		r.messages[m.Dir] = append(r.messages[m.Dir], r.message(m))
		if gaps := m.Tree.Uncovered(nil); len(gaps) > 0 {
			r.t.Errorf("%s: no field covers %v", m.Kind.Name, gaps)
		}
	}
	return false
}

// short takes from the names of messages what the other decoder leaves out.
var short = strings.NewReplacer("REMOTEDESKTOP_CTL_", "", "REMOTEDESKTOP_", "")

func (r *reader) message(m *dissect.Message) expectation {
	tree := m.Tree
	text := func(name string) string {
		n := tree.Find(name)
		if n == nil {
			return ""
		}
		return string(dissect.AppendUTF16(nil, tree.Range(n)))
	}
	number := func(name string) uint64 {
		n := tree.Find(name)
		if n == nil {
			r.t.Fatalf("%s has no %s", m.Kind.Name, name)
		}
		return n.Value
	}
	e := expectation{
		Dir: "c2s", Channel: m.Channel, Name: text("ChannelName"), DataLen: number("DataLen"), Bytes: m.Len,
	}
	if m.Dir == dissect.FromServer {
		e.Dir = "s2c"
	}
	proto := "ra"
	switch name := m.Kind.Name; {
	case e.Name == "70":
		proto, e.Text = "ra.chat", text("text")
	case e.Name == "71":
		proto, e.Text = "ra.control", text("RCCOMMAND")
		if want := "RCCOMMAND " + text("NAME"); name != want {
			r.t.Errorf("message is called %q, want %q", name, want)
		}
	case strings.HasPrefix(name, "FILEXFER"):
		proto, e.Text = "ra.file", text("fileCommand")
	case name == "file block":
		proto = "ra.file"
		sum := sha256.Sum256(tree.Range(tree.Find("block")))
		e.SHA256 = hex.EncodeToString(sum[:])
	default:
		e.Msg = short.Replace(name)
		r.control(&e, tree, text, number)
	}
	if m.Proto != proto {
		r.t.Errorf("%s is of protocol %q, want %q", m.Kind.Name, m.Proto, proto)
	}
	return e
}

// control fills in the payload of a session initialization message.
func (r *reader) control(e *expectation, tree *dissect.Tree, text func(string) string, number func(string) uint64) {
	switch e.Msg {
	case "VERSIONINFO":
		e.Version = strconv.FormatUint(number("versionMajor"), 10) + "." + strconv.FormatUint(number("versionMinor"), 10)
	case "RESULT":
		v := number("result")
		e.Result = &v
	case "AUTHENTICATE":
		e.Strings = []string{text("raConnectionString"), text("expertBlob")}
	case "REMOTE_CONTROL_DESKTOP":
		e.Strings = []string{text("raConnectionString")}
	case "VERIFY_PASSWORD":
		e.Strings = []string{text("expertBlob")}
	case "RANOVICE_NAME", "RAEXPERT_NAME", "TOKEN":
		e.Data = hex.EncodeToString(tree.Range(tree.Find("BSTR")))
	case "EXPERT_ON_VISTA":
		e.Data = hex.EncodeToString(tree.Range(tree.Find("Encrypted Password")))
	}
}

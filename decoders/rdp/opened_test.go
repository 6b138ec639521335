package rdp_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// lab is the folder of captures that are not part of the project, pcaps that of
// those that are.
const (
	lab   = "../../../shared/lab/captures/"
	pcaps = "../../pcaps/rdp/"
)

// TestOpened opens captures with the private key of their server. What comes out
// of the channels is what an independent decoder reads, which has verified every
// MAC (rdp_decode.py of the lab).
func TestOpened(t *testing.T) {
	for _, test := range []struct{ name, key string }{
		{pcaps + "ra_rdp_rc4_128", "ra_shadow.key"},
		{pcaps + "ra_rdp_rc4_40", "ra_shadow.key"},
		{pcaps + "ra_rdp_fips", "ra_shadow.key"},
		{pcaps + "ra_scripted_lossy_rc4", "ra_shadow.key"},
		{pcaps + "xrdp_rdesktop_low", "xrdp_rsakeys.ini"},
		{lab + "ra_rdp_rc4_128", "ra_shadow.key"},
		{lab + "ra_rdp_rc4_40", "ra_shadow.key"},
		{lab + "ra_rdp_rc4_56", "ra_shadow.key"},
		{lab + "ra_rdp_fips", "ra_shadow.key"},
		{lab + "ra_rdp_rc4_keyupdate", "ra_shadow.key"},
		{lab + "ra_scripted_rc4_128", "ra_shadow.key"},
		{lab + "ra_scripted_lossy_rc4", "ra_shadow.key"},
		{lab + "ra_v1_rc4_128", "ra_shadow.key"},
		{lab + "xrdp_ra_fips", "xrdp_rsakeys.ini"},
		{lab + "xrdp_ra_mac_reject", "xrdp_rsakeys.ini"},
		{lab + "xrdp_rdesktop_low", "xrdp_rsakeys.ini"},
		{lab + "xrdp_rdesktop_medium", "xrdp_rsakeys.ini"},
		{lab + "xrdp_rdesktop_high", "xrdp_rsakeys.ini"},
	} {
		t.Run(strings.TrimPrefix(test.name, "../../"), func(t *testing.T) {
			want := expectation(t, test.name)
			got := open(t, test.name+".pcap", filepath.Dir(test.name)+"/"+test.key)
			if diff := cmp.Diff(want.lines, got.lines); diff != "" {
				t.Errorf("messages of channels (-want +got):\n%s", diff)
			}
			if got.security != want.security {
				t.Errorf("want %s, got %s", want.security, got.security)
			}
			for _, f := range got.log.Findings {
				// FreeRDP's server leaves the flag of the one rule out.
				if conforming(f) && f.Rule != svc.ShowProtocol.ID {
					t.Errorf("message %d: %s %s %s", f.Message, f.Level, f.Rule, f.Detail)
				}
			}
			if n := got.log.Summary.Tallies(rdp.MACVerifies); n.Held != want.packets[0]+want.packets[1] || n.Broken != 0 {
				t.Errorf("MACs: %d right and %d wrong of %v", n.Held, n.Broken, want.packets)
			}
			for _, m := range got.log.Messages {
				if m.Name == "encrypted PDU" && !m.Carrier {
					t.Errorf("message %d stays closed: %s", m.N, m.Info)
				}
			}
		})
	}
}

// conforming reports whether a finding would be wrong about a peer that keeps to
// MS-RDPBCGR: those for auditors are not.
func conforming(f dissecttest.Found) bool {
	switch f.Level {
	case dissect.Note, dissect.Security:
		return false
	}
	return strings.HasPrefix(f.Rule, "rdp.") || strings.HasPrefix(f.Rule, "svc.")
}

// A reading is what a decoder makes of a capture.
type reading struct {
	lines    [2][]string // messages of channels, by sender
	security string
	packets  [2]uint64
	log      *dissecttest.Log
	needs    []string

	compressed [2]rdp.Compressed
}

// expectation reads what the lab wrote: one JSON object a line, in the case of
// the key update with a count in front.
func expectation(t *testing.T, name string) reading {
	t.Helper()
	b, err := os.ReadFile(name + ".expect.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		b, err = os.ReadFile(name + ".expect.txt")
	}
	if err != nil {
		t.Skip("no shared captures beside the repository")
	}
	var r reading
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		times := 1
		if !strings.HasPrefix(line, "{") {
			if _, err := fmt.Sscan(line, &times); err != nil {
				t.Fatal(err)
			}
			line = line[strings.Index(line, "{"):]
		}
		var e expected
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Security != "" {
			r.security, r.packets = e.Security, e.Packets
			if e.BadSignatures != [2]int{} {
				t.Fatalf("%s: the lab's decoder found wrong MACs", name)
			}
			continue
		}
		dir := dissect.FromServer
		if e.Dir == "c2s" {
			dir = dissect.FromClient
		}
		if text := e.text(); text != "" {
			for range times {
				r.lines[dir] = append(r.lines[dir], text)
			}
		}
	}
	return r
}

// expected is one line of the lab's decoder.
type expected struct {
	Dir, Channel, Name, Msg, Version, Data, Text, SHA256 string
	DataLen                                              int
	Result                                               *uint32
	Strings                                              []string
	Orders                                               []struct{ Body string }
	Create                                               string
	Created                                              *uint32
	Status                                               uint32
	ID, Bytes                                            int
	Security                                             string
	Packets                                              [2]uint64
	BadSignatures                                        [2]int
}

// text is the line in the form of channelText.
func (e *expected) text() string {
	switch {
	case e.Channel == "remdesk":
		content := e.Data + e.SHA256
		if e.Strings != nil {
			content = strings.Join(e.Strings, "\x00")
		}
		if e.Result != nil {
			content = fmt.Sprint(*e.Result)
		}
		return fmt.Sprintf("remdesk %s %d %d %q", e.Name, e.DataLen, e.Bytes, content+e.Text+e.Version)
	case e.Channel == "encomsp":
		text := "encomsp"
		for _, o := range e.Orders {
			text += " " + o.Body
		}
		return text
	case e.Create != "":
		return fmt.Sprintf("create %s %d", e.Create, e.ID)
	case e.Created != nil:
		return fmt.Sprintf("created %d %d", *e.Created, e.Status)
	}
	return ""
}

// channelText says of a message of a channel what the lab's decoder says.
func channelText(channel string, dir dissect.Dir, b []byte) string {
	le := binary.LittleEndian
	switch channel {
	case "remdesk":
		n := le.Uint32(b)
		name, body := text16(b[8:8+n]), b[8+n:]
		content := ""
		switch {
		case name != "RC_CTL" && len(body) <= 400:
			content = string(utf16.Decode(units(body)))
		case name != "RC_CTL":
			sum := sha256.Sum256(body)
			content = hex.EncodeToString(sum[:])
		default:
			switch typ, v := le.Uint32(body), body[4:]; typ {
			case 1, 3, 8:
				content = text16(v)
			case 2:
				content = fmt.Sprint(le.Uint32(v))
			case 6:
				content = fmt.Sprintf("%d.%d", le.Uint32(v), le.Uint32(v[4:]))
			default:
				content = hex.EncodeToString(v)
			}
		}
		return fmt.Sprintf("remdesk %s %d %d %q", name, le.Uint32(b[4:]), len(b), content)
	case "encomsp":
		text := "encomsp"
		for len(b) >= 4 {
			n := le.Uint16(b[2:])
			text += " " + hex.EncodeToString(b[4:n])
			b = b[n:]
		}
		return text
	}
	if b[0]>>4 != 1 { // no Create of drdynvc
		return ""
	}
	if dir == dissect.FromServer {
		return fmt.Sprintf("create %s %d", strings.TrimRight(string(b[2:]), "\x00"), b[1])
	}
	return fmt.Sprintf("created %d %d", b[1], le.Uint32(b[2:]))
}

func units(b []byte) []uint16 {
	var u []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, binary.LittleEndian.Uint16(b[i:]))
	}
	return u
}

func text16(b []byte) string { return strings.TrimRight(string(utf16.Decode(units(b))), "\x00") }

// channelReader reads the messages of channels.
type channelReader struct{ r *reading }

var fChannelMessage = &dissect.Field{Name: "message", Spec: "test", Base: dissect.Bytes}

func (h *channelReader) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (h *channelReader) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Rest(fChannelMessage) }

func (h *channelReader) Commit(dir dissect.Dir, x *dissect.Context) {
	if text := channelText(x.Channel(), dir, x.Bytes()); text != "" {
		h.r.lines[dir] = append(h.r.lines[dir], text)
	}
}

// securities are the lab's names of what Protection calls a cipher.
var securities = map[string]string{"3DES-FIPS": "FIPS"}

// open reads a capture with a key, "" for none.
func open(t *testing.T, name, key string) *reading {
	t.Helper()
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return openFrom(t, src, key)
}

func openFrom(t *testing.T, src dissect.Source, key string) *reading {
	t.Helper()
	r := &reading{log: dissecttest.NewLog(true)}
	reader := &dissect.Protocol{
		Name: "reader", Title: "reader",
		Binds: []dissect.Bind{svc.Channel.Key("remdesk"), svc.Channel.Key("encomsp"), svc.Channel.Key("drdynvc")},
		New:   func(*dissect.Conversation) dissect.Handler { return &channelReader{r} },
	}
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{reader}, chain...))
	if err != nil {
		t.Fatal(err)
	}
	opt := dissect.Options{Workers: 1, Panic: func(v any, stack []byte) { t.Errorf("panic: %v\n%s", v, stack) }}
	if key != "" {
		store := keys.New(keys.Options{})
		if err := store.Add(keys.Given{RSAKey: []string{key}}); err != nil {
			t.Fatal(err)
		}
		opt.Keys = store
	}
	sink := &conversations{Log: r.log, r: r}
	if _, err := dissect.New(reg, opt).Run(context.Background(), src, sink); err != nil {
		t.Fatal(err)
	}
	return r
}

// conversations also keeps what is known of a conversation at its end.
type conversations struct {
	*dissecttest.Log
	r *reading
}

func (c *conversations) Want() dissect.Want {
	w := c.Log.Want()
	w.Conversations = true
	return w
}

func (c *conversations) Accept(ev *dissect.Event) bool {
	if ev.Kind == dissect.EventConversation {
		s := rdp.Of(ev.Conv)
		c.r.needs, c.r.compressed = s.Needs(), s.Compressed
		for _, p := range ev.Ended.Security {
			c.r.security = p.Cipher
			if name := securities[p.Cipher]; name != "" {
				c.r.security = name
			}
			if !p.Open {
				c.r.security += " closed"
			}
		}
		return true
	}
	return c.Log.Accept(ev)
}

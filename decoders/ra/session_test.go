package ra_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// read reads a capture of pcaps/ra with the RDP chain.
func read(t *testing.T, name string) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{
		tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, rdp.FastPath, svc.Protocol, dvc.Protocol, encomsp.Protocol, ra.Protocol,
	})
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(filepath.Join("..", "..", "pcaps", "ra", name+".pcap"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// outcomesOf is what became of the sessions of FreeRDP: by the logs of both sides
// all of them came about but ra_bare, where the expert fails on the missing
// PassStub and stays silent.
var outcomesOf = map[string]struct {
	version int
	outcome string
}{
	"ra_rdp_plain_lo":      {2, "established"},
	"ra_bare_plain_lo":     {0, "unknown"},
	"ra_v1_plain_lo":       {1, "established"},
	"ra_v1_type1_plain_lo": {1, "established"},
	"ra_scripted_plain_lo": {2, "established"},
	"ra_dvc_plain_lo":      {2, "established"},
}

// TestRecords compares session records with what the independent decoder read.
func TestRecords(t *testing.T) {
	for name, want := range outcomesOf {
		t.Run(name, func(t *testing.T) {
			log := read(t, name)
			if len(log.Sessions) != 1 {
				t.Fatalf("%d sessions, want 1", len(log.Sessions))
			}
			s := log.Sessions[0]
			if s.Kind != "remote-assistance" || s.Version != want.version || s.Outcome != want.outcome || s.Protection != "none" {
				t.Errorf("session of kind %q, version %d, outcome %q, protection %q", s.Kind, s.Version, s.Outcome, s.Protection)
			}
			lines := expected(t, filepath.Join("..", "..", "pcaps", "ra", name+".expect.jsonl"))
			for dir := range lines {
				compare(t, s, dir, lines[dir])
			}
			numbered(t, s, log)
		})
	}
}

// transferred is the file that the scripts send, in both directions.
func transferred() string {
	var b strings.Builder
	for i := range 150 {
		fmt.Fprintf(&b, "line %04d of the transferred file\r\n", i)
	}
	return b.String()
}

var attribute = regexp.MustCompile(`([A-Z]+)="([^"]*)"`)

// compare checks what one side did.
func compare(t *testing.T, s *dissect.SessionRecord, dir int, lines []expectation) {
	t.Helper()
	role := []string{"expert", "novice"}[dir]
	counted := []string{"chat", "setting", "file-offered", "file-complete", "disconnected", "control-granted", "voice-requested"}
	want := map[string]int{}
	var chat, files []string
	name := ""
	sum := sha256.Sum256([]byte(transferred()))
	for _, e := range lines {
		values := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(e.Text, -1) {
			values[m[1]] = m[2]
		}
		switch {
		case e.Name == "70":
			chat = append(chat, e.Text)
			want["chat"]++
		case e.Text == "FILEXFEREND":
			want["file-complete"]++
		case e.Msg == "DISCONNECT":
			want["disconnected"]++
		case e.Msg == "RANOVICE_NAME", e.Msg == "RAEXPERT_NAME":
			name = fromUTF16(t, e.Data)[2:]
		case len(e.Strings) > 0 && name == "" && strings.Contains(e.Strings[len(e.Strings)-1], ";NAME="):
			_, rest, _ := strings.Cut(e.Strings[len(e.Strings)-1], ";NAME=")
			name, _, _ = strings.Cut(rest, "69;PASS=")
		case values["NAME"] == "SETTINGANNOUNCE":
			want["setting"]++
		case values["NAME"] == "ACCEPTRC":
			want["control-granted"]++
		case values["NAME"] == "PRESTART":
			want["voice-requested"]++
		case values["NAME"] == "FILEXFER":
			want["file-offered"]++
			files = append(files, values["FILENAME"]+" "+values["FILESIZE"]+" "+values["FILESIZE"]+" complete "+hex.EncodeToString(sum[:]))
		}
	}
	got := map[string]int{}
	for _, e := range s.Events {
		for _, w := range counted {
			if e.By == role && e.What == w {
				got[w]++
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events of the %s differ (-want +got):\n%s", role, diff)
	}
	var lines2, files2 []string
	for _, c := range s.Chat {
		if c.From == role {
			lines2 = append(lines2, c.Text)
		}
	}
	for _, f := range s.Files {
		if f.From == role {
			files2 = append(files2, fmt.Sprint(f.Name, " ", f.Size, " ", f.Received, " ", f.Outcome, " ", f.SHA256))
		}
	}
	if diff := cmp.Diff(chat, lines2); diff != "" {
		t.Errorf("chat of the %s differs (-want +got):\n%s", role, diff)
	}
	if diff := cmp.Diff(files, files2); diff != "" {
		t.Errorf("files of the %s differ (-want +got):\n%s", role, diff)
	}
	if p := s.Parties[dir]; p.Role != role || p.Name != name {
		t.Errorf("party %q is called %q, want %q, %q", p.Role, p.Name, role, name)
	}
}

func fromUTF16(t *testing.T, data string) string {
	b, err := hex.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, binary.LittleEndian.Uint16(b[i:]))
	}
	return string(utf16.Decode(units))
}

// numbered checks that events point at messages of MS-RA or MS-RDPEMC, in order of time.
func numbered(t *testing.T, s *dissect.SessionRecord, log *dissecttest.Log) {
	t.Helper()
	protos := map[uint64]string{}
	for _, m := range log.Messages {
		protos[m.N] = m.Proto
	}
	last := s.Start
	for _, e := range s.Events {
		if e.Time < last || e.Time > s.End {
			t.Errorf("%s at %d is out of order", e.What, e.Time)
		}
		last = e.Time
		if e.Message != nil && !strings.HasPrefix(protos[e.Message.N], "ra") && protos[e.Message.N] != "encomsp" {
			t.Errorf("%s points at message %d of %q", e.What, e.Message.N, protos[e.Message.N])
		}
	}
}

// TestMissed checks that a session of which the beginning was not captured breaks
// nothing, whatever message comes first.
func TestMissed(t *testing.T) {
	for name, base := range bases {
		lines := strings.Split(base.script, "\n")
		for from := 1; from < len(lines); from++ {
			log := dissecttest.NewLog(false)
			d := dissect.NewDirect(registry(t), ra.Protocol, log, dissect.Options{})
			d.Missed()
			for _, line := range lines[from:] {
				dir, b := encode(t, line)
				if err := d.Message(dir, b); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := d.Close(); err != nil {
				t.Fatal(err)
			}
			if len(log.Findings) > 0 {
				t.Errorf("%s from message %d on: %s", name, from+1, log.FindingText())
			}
			if len(log.Sessions) != 1 {
				t.Errorf("%s from message %d on: %d sessions", name, from+1, len(log.Sessions))
			}
		}
	}
}

// TestNobodyAsked checks that without a sink for sessions and files nothing is
// kept: rules find the same.
func TestNobodyAsked(t *testing.T) {
	for _, o := range orders {
		lines := edited(t, bases[o.base].script, o.edit)
		quiet := &quietLog{}
		d := dissect.NewDirect(registry(t), ra.Protocol, quiet, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		for _, line := range lines {
			dir, b := encode(t, line)
			if err := d.Message(dir, b); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(broken(play(t, lines)), quiet.broken()); diff != "" {
			t.Errorf("%s: findings differ without records (-with +without):\n%s", o.rule, diff)
		}
	}
}

// quietLog is a sink that wants findings only.
type quietLog struct{ dissecttest.Log }

func (*quietLog) Want() dissect.Want { return dissect.Want{} }

func (q *quietLog) broken() map[string]bool { return broken(&q.Log) }

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// hostile are sessions that try to make their recorder use up memory: prefix
// once, then loop again and again.
var hostile = []struct {
	name, first string
	loop        []string
	times       int
}{
	{"a million blocks of one byte", "E rc FILEXFER FILENAME=a FILESIZE=4294967295 CHANNELID=RA_FX\nN file RA_FX FILEXFERACK", []string{"E block RA_FX 1"}, 1_000_000},
	{"data behind a rejection", "E rc FILEXFER FILENAME=a FILESIZE=18446744073709551615 CHANNELID=RA_FX\nN file RA_FX FILEXFERREJECT", []string{"E block RA_FX 1000"}, 20_000},
	{"a hundred thousand files", "E vista", []string{"E rc FILEXFER FILENAME=a FILESIZE=99999999999999999999 CHANNELID=RA_FX", "N file RA_FX FILEXFERACK", "E block RA_FX 10"}, 100_000},
	{"files on many channels", "E vista", nil, 0},
	{"chat without end", "E vista", []string{"E chat* 8000"}, 20_000},
	{"settings", "N token", nil, 0},
	{"contact files that do not end", "N token", []string{"E rc FILEXFER FILENAME=c FILESIZE=9 CHANNELID=RA_FX INTERNALDATA=1", "N file RA_FX FILEXFERACK", "E data RA_FX <RAINVITATIONCOLL>", "E block RA_FX 60000", "E block RA_FX 60000", "E file RA_FX FILEXFEREND"}, 200},
	{"control on and off", "E version 1 2", []string{"E rc REMOTECTRLSTART", "N rc ACCEPTRC", "E rc REMOTECTRLEND"}, 50_000},
}

// TestHostile checks that memory stays bounded, whatever a peer sends.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			sink := &counter{}
			d := dissect.NewDirect(registry(t), ra.Protocol, sink, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
			send := func(line string) {
				dir, b := encode(t, line)
				if err := d.Message(dir, b); err != nil {
					t.Fatal(err)
				}
			}
			for _, line := range strings.Split(h.first, "\n") {
				send(line)
			}
			before := heap()
			type message struct {
				dir dissect.Dir
				b   []byte
			}
			var loop []message
			for _, line := range h.loop {
				dir, b := encode(t, line)
				loop = append(loop, message{dir, b})
			}
			times := h.times
			if dissecttest.Race {
				times /= 20 // ten times slower, and the memory is not ours to count
			}
			for range times {
				for _, m := range loop {
					if err := d.Message(m.dir, m.b); err != nil {
						t.Fatal(err)
					}
				}
			}
			for i := 0; h.times == 0 && i < 20_000; i++ {
				if h.name == "settings" {
					send(fmt.Sprintf("E rc SETTINGANNOUNCE PROPERTY=p%d VALUE=%s", i, strings.Repeat("v", 100)))
					continue
				}
				send(fmt.Sprintf("E rc FILEXFER FILENAME=%s FILESIZE=1 CHANNELID=1000.%d", strings.Repeat("n", 200), i))
				send(fmt.Sprintf("N file 1000.%d FILEXFERACK", i))
				send(fmt.Sprintf("E block 1000.%d 100", i))
			}
			if used := int64(heap()) - int64(before); used > 24<<20 {
				t.Errorf("%d MiB are held", used>>20)
			}
			if _, err := d.Close(); err != nil {
				t.Fatal(err)
			}
			s := sink.session
			if s == nil {
				t.Fatal("no session")
			}
			if len(s.Events) > 10_000 || len(s.Chat) > 10_000 || len(s.Files) > 1_000 {
				t.Errorf("%d events, %d lines, %d files", len(s.Events), len(s.Chat), len(s.Files))
			}
			t.Logf("%d events, %d lines, %d files, %d dropped, %d artifact parts", len(s.Events), len(s.Chat), len(s.Files), s.Dropped, sink.parts)
		})
	}
}

// counter is a sink that wants sessions and artifacts and keeps nothing but the
// last session.
type counter struct {
	session *dissect.SessionRecord
	parts   int
}

func (*counter) Want() dissect.Want                         { return dissect.Want{Sessions: true, Artifacts: true} }
func (*counter) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (*counter) Write(p []byte) (int, error)                { return len(p), nil }
func (*counter) Close(*dissect.Summary) error               { return nil }

func (c *counter) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventSession:
		c.session = ev.Session
	case dissect.EventArtifact:
		c.parts++
	}
	return false
}

// FuzzSession plays any sequence of messages, from both sides and on all
// channels, and checks that the record stays sound: no panic, events in order of
// time and of words that the contract has, received bytes and digests only of
// files that had any.
func FuzzSession(f *testing.F) {
	var pool []string
	seen := map[string]bool{}
	for _, name := range []string{"v1", "v2", "v3", "control", "voice", "file", "contacts", "turned-down"} {
		var order []byte
		for _, line := range strings.Split(bases[name].script, "\n") {
			if !seen[line] {
				seen[line] = true
				pool = append(pool, line)
			}
			for i := range pool {
				if pool[i] == line {
					order = append(order, byte(i))
				}
			}
		}
		f.Add(false, order)
	}
	f.Fuzz(func(t *testing.T, missed bool, order []byte) {
		if len(order) > 500 {
			return
		}
		log := dissecttest.NewLog(false)
		d := dissect.NewDirect(registry(t), ra.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		if missed {
			d.Missed()
		}
		for _, i := range order {
			dir, b := encode(t, pool[int(i)%len(pool)])
			if i >= 128 {
				dir = dir.Other()
			}
			if err := d.Message(dir, b); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if len(order) > 0 && len(log.Sessions) != 1 {
			t.Fatalf("%d sessions", len(log.Sessions))
		}
		for _, s := range log.Sessions {
			numbered(t, s, log)
			for _, e := range s.Events {
				if !words[e.What] {
					t.Errorf("event %q is no word of the contract", e.What)
				}
			}
			for _, f := range s.Files {
				if f.Received > 0 && f.SHA256 == "" || f.Outcome == "complete" && f.Received != f.Size {
					t.Errorf("file %+v", f)
				}
			}
		}
	})
}

// words are the events of the contract, and "silence".
var words = set("announced version-chosen authenticated established refused failed control-requested control-granted control-denied control-ended " +
	"chat file-offered file-accepted file-rejected file-complete file-cancelled voice-requested voice-established voice-ended setting contact name disconnected silence")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// TestOf checks what other packages see.
func TestOf(t *testing.T) {
	d := dissect.NewDirect(registry(t), ra.Protocol, dissecttest.NewLog(false), dissect.Options{})
	if got := ra.Of(d.Conversation()); got != (ra.State{}) {
		t.Errorf("before any message: %+v", got)
	}
	for _, line := range strings.Split(v2+"\nE rc REMOTECTRLSTART\nN rc ACCEPTRC", "\n") {
		dir, b := encode(t, line)
		if err := d.Message(dir, b); err != nil {
			t.Fatal(err)
		}
	}
	want := ra.State{Seen: true, Version: 2, Established: true, Controlling: true, Expert: "EXPERT", Novice: "NOVICE"}
	if diff := cmp.Diff(want, ra.Of(d.Conversation())); diff != "" {
		t.Errorf("state differs (-want +got):\n%s", diff)
	}
}

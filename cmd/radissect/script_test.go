package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/pcaps/craft"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"radissect": func() { os.Exit(run(os.Args[1:], []*dissect.Protocol{fakeProtocol, fakeTalk})) },
		"complete":  func() { os.Exit(run(os.Args[1:], decoders.All())) },
	})
}

func TestScripts(t *testing.T) {
	schema := filepath.Join("..", "..", "docs", "schema.json")
	dir, few := "testdata/script", []string(nil)
	if testing.Short() {
		// They start the program hundreds of times: these use several goroutines each.
		dir, few = "", []string{"testdata/script/follow.txtar", "testdata/script/memory.txtar", "testdata/script/records.txtar"}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Files:               few,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			abs, err := filepath.Abs(schema)
			if err != nil {
				return err
			}
			env.Setenv("SCHEMA", abs)
			pcaps, err := filepath.Abs(filepath.Join("..", "..", "pcaps"))
			env.Setenv("PCAPS", pcaps)
			return err
		},
		Condition: func(cond string) (bool, error) {
			if cond == "pcap" {
				return liveBuiltIn, nil
			}
			_, err := os.Stat(filepath.Join("..", "..", "pcaps", "ra", "ra_rdp_plain_lo.pcap"))
			return err == nil && len(decoders.All()) > 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"pcap": writePcap, "flood": writeFlood, "status": status, "schema": validate, "harmless": harmless, "width": width,
			"badname": badName, "bytes": wantBytes, "comments": comments, "sarif": wantSARIF, "pdml": wantPDML,
		},
	})
}

// writeFlood writes a capture of as many hosts that send one SYN each: flood FILE N.
func writeFlood(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	c := craft.New()
	c.Step = 1000
	server := netip.MustParseAddrPort("192.0.2.1:7777")
	for i := range n {
		from := netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 40000)
		c.IP(from.Addr(), server.Addr(), 6, craft.Segment(from, server, 1, 0, craft.SYN, nil))
	}
	ts.Check(c.WriteFile(ts.MkAbs(args[0])))
}

// writePcap writes a capture of one connection to port 7777: pcap FILE NOTE...
// A note is "kind:text", with "<" before it when the server sends it; the text
// may have Go escapes. "gap" leaves out a segment. -cut takes bytes off the end,
// -link names another link type, -port another port of the server,
// -split how many segments each note is sent in.
func writePcap(ts *testscript.TestScript, _ bool, args []string) {
	link, cut, port, parts := uint32(1), 0, uint16(7777), 1
	for strings.HasPrefix(args[0], "-") {
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		switch args[0] {
		case "-cut":
			cut = n
		case "-split":
			parts = n
		case "-port":
			port = uint16(n)
		default:
			link = uint32(n)
		}
		args = args[2:]
	}
	w := pcapWriter{b: binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4), port: port}
	for _, v := range []uint32{2 | 4<<16, 0, 0, 262144, link} {
		w.b = binary.LittleEndian.AppendUint32(w.b, v)
	}
	w.tcp(0, dissect.SYN, nil)
	w.tcp(1, dissect.SYN|dissect.ACK, nil)
	for _, note := range args[1:] {
		dir := 0
		if rest, ok := strings.CutPrefix(note, "<"); ok {
			dir, note = 1, rest
		}
		if note == "gap" {
			w.seq[dir] += 10
			continue
		}
		kind, text, _ := strings.Cut(note, ":")
		text, err := strconv.Unquote(`"` + text + `"`)
		ts.Check(err)
		b := append([]byte{byte(len(text) + 2), kind[0]}, text...)
		for n := parts; n > 0; n-- {
			part := len(b) / n
			w.tcp(dir, dissect.ACK|dissect.PSH, b[:part])
			b = b[part:]
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), w.b[:len(w.b)-cut], 0o644))
}

type pcapWriter struct {
	b    []byte
	n    uint32
	seq  [2]uint32
	port uint16 // of the server; 7777 for 0
}

// tcp appends an Ethernet frame with one TCP segment.
func (w *pcapWriter) tcp(dir int, flags uint8, payload []byte) {
	be := binary.BigEndian
	frame := append(make([]byte, 12), 8, 0)
	frame = append(frame, 0x45, 0)
	frame = be.AppendUint16(frame, uint16(40+len(payload)))
	frame = append(frame, 0, 0, 0, 0, 64, 6, 0, 0)
	hosts := [2][4]byte{{10, 0, 0, 1}, {10, 0, 0, 2}}
	frame = append(append(frame, hosts[dir][:]...), hosts[1-dir][:]...)
	ports := [2]uint16{50000, cmp.Or(w.port, 7777)}
	frame = be.AppendUint16(be.AppendUint16(frame, ports[dir]), ports[1-dir])
	frame = be.AppendUint32(frame, 1000+w.seq[dir])
	frame = be.AppendUint32(frame, 1000+w.seq[1-dir])
	frame = append(frame, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0)
	frame = append(frame, payload...)
	w.seq[dir] += uint32(len(payload))
	if flags&dissect.SYN != 0 {
		w.seq[dir]++
	}
	w.n++
	for _, v := range []uint32{1700000000, w.n * 1000, uint32(len(frame)), uint32(len(frame))} {
		w.b = binary.LittleEndian.AppendUint32(w.b, v)
	}
	w.b = append(w.b, frame...)
}

// status runs a command and wants this exit status: status N COMMAND ARG...
func status(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		got = -1
		if exit, ok := err.(interface{ ExitCode() int }); ok {
			got = exit.ExitCode()
		}
	}
	if want, _ := strconv.Atoi(args[0]); got != want {
		ts.Fatalf("exit status: want %d, got %d", want, got)
	}
}

// validate holds every line of a file, or every item of its array, against the
// schema: schema FILE
func validate(ts *testscript.TestScript, _ bool, args []string) {
	schema, err := jsonschema.NewCompiler().Compile(ts.Getenv("SCHEMA"))
	ts.Check(err)
	data := strings.TrimSpace(ts.ReadFile(args[0]))
	lines := strings.Split(data, "\n")
	if strings.HasPrefix(data, "[") {
		var list []json.RawMessage
		ts.Check(json.Unmarshal([]byte(data), &list))
		lines = nil
		for _, item := range list {
			lines = append(lines, string(item))
		}
	}
	for _, line := range lines {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			ts.Fatalf("%s: %v", line, err)
		}
		if err := schema.Validate(v); err != nil {
			ts.Fatalf("%s\n%v", line, err)
		}
	}
}

// harmless wants nothing in a file that acts on a terminal: harmless FILE
func harmless(ts *testscript.TestScript, _ bool, args []string) {
	data := ts.ReadFile(args[0])
	if !utf8.ValidString(data) {
		ts.Fatalf("%s is no UTF-8", args[0])
	}
	for i, r := range data {
		if r != '\n' && !unicode.IsPrint(r) {
			ts.Fatalf("%s: U+%04X at %d", args[0], r, i)
		}
	}
}

// badName puts a cut copy of a capture, and a file that is none, into a folder
// under names that would act on a terminal: badname FILE
func badName(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs("bad")
	ts.Check(os.Mkdir(dir, 0o755))
	data := []byte(ts.ReadFile(args[0]))
	for name, b := range map[string][]byte{"\x1b[31m\u202ecut": data[:len(data)-1], "\x1b[2J\u200b\xff\n": []byte("hello")} {
		ts.Check(os.WriteFile(filepath.Join(dir, name), b, 0o644))
	}
}

// wantBytes wants a file to hold these bytes, which may have Go escapes: bytes
// FILE TEXT
func wantBytes(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	if got := ts.ReadFile(args[0]); got != want {
		ts.Fatalf("%s: want %q, got %q", args[0], want, got)
	}
}

// width wants no line of a file to be longer: width N FILE
func width(ts *testscript.TestScript, _ bool, args []string) {
	most, _ := strconv.Atoi(args[0])
	for _, line := range strings.Split(ts.ReadFile(args[1]), "\n") {
		if n := utf8.RuneCountInString(line); n > most {
			ts.Fatalf("%d columns instead of %d: %s", n, most, line)
		}
	}
}

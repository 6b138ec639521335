//go:build pcap

package live

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcap"
	"golang.org/x/net/bpf"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// shared is the folder of captures that are not part of the repository.
const shared = "../../../../shared"

// needShared skips a test when the captures outside the repository are missing.
func needShared(t testing.TB, path string) string {
	t.Helper()
	path = filepath.Join(shared, path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: %s is not there", path)
	}
	return path
}

// A frame is what is compared of a packet.
type frame struct {
	data    string
	wireLen uint32
}

// readFrames reads all packets of src.
func readFrames(t *testing.T, src dissect.Source) (frames []frame, notices []dissect.Notice) {
	t.Helper()
	var b dissect.Batch
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			frames = append(frames, frame{string(b.Packets[i].Data), b.Packets[i].WireLen})
		}
		notices = append(notices, b.Notices...)
		if err == io.EOF {
			return frames, notices
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFilterTcpdump compares which packets match with tcpdump, frame by frame, over
// the link types, cut captures, VLAN tags, fragments and IPv6.
func TestFilterTcpdump(t *testing.T) {
	tcpdump, err := exec.LookPath("tcpdump")
	if err != nil {
		t.Skip("skipped: tcpdump is not installed")
	}
	expressions := []string{
		"", "tcp", "udp", "ip6", "arp", "tcp port 3389", "udp port 53", "portrange 80-1024",
		"host 127.0.0.1 or net 10.0.0.0/8", "ether[0] & 1 != 0", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
		"greater 200", "less 96", "len > 300 and tcp", "tcp[((tcp[12] & 0xf0) >> 2):2] = 0x0300",
		"ip[6:2] & 0x3fff != 0", "vlan", "vlan and udp", "mpls", "pppoes", "inbound", "icmp or icmp6",
		"ip[2:2] % 3 = 1", "ip[2:2] / 7 > 20", "ip[8] * 2 - 1 > 100", "ip[2:2] ^ 0xffff < 65000",
		"1 << (ip[0] & 3) = 2", "len - 60 > 1000",
	}
	files := []string{
		"lab/captures/dcom_rasrv_none.pcap",
		"lab/captures/fmt_nanosecond.pcap",
		"lab/captures/fmt_sll.pcap",
		"lab/captures/fmt_snaplen96.pcap",
		"lab/captures/dscpm_http_ipv6.pcap",
		"corpus/arkime/arkime_synthetic.pcap",
		"corpus/pcapplusplus/NullLoopback.pcap",
		"corpus/pcapplusplus/MplsPackets.pcap",
		"corpus/zeek/http-qinq-0.pcap",
		"corpus/chrissanders/ipv6_fragments.pcapng",
		"corpus/tcpdump/nflog.pcap",
		"corpus/tcpdump/LINKTYPE_PKTAP.pcap",
	}
	files = append(files, linkTypeFiles(t, 276, 2)...)
	files = append(files, linkTypeFiles(t, 101, 2)...)
	files = append(files, linkTypeFiles(t, 228, 2)...)
	files = append(files, linkTypeFiles(t, 12, 1)...)
	for _, name := range files {
		t.Run(name, func(t *testing.T) {
			path := needShared(t, name)
			compared, matched := 0, 0
			for _, expr := range expressions {
				n, ok := compareTcpdump(t, tcpdump, path, expr)
				if ok {
					compared++
					matched += n
				}
			}
			if compared == 0 || matched == 0 {
				t.Errorf("want some matches, got %d from %d expressions", matched, compared)
			}
			t.Logf("%d expressions, %d matches", compared, matched)
		})
	}
}

// linkTypeFiles finds up to most captures of one link type in the corpus.
func linkTypeFiles(t *testing.T, link uint32, most int) (files []string) {
	paths, _ := filepath.Glob(filepath.Join(shared, "corpus/*/*.pcap"))
	for _, p := range paths {
		src, err := source.Open(p, source.Options{})
		if err != nil {
			continue
		}
		info := src.Info()
		src.Close()
		if len(info.Interfaces) == 1 && info.Interfaces[0].LinkType == link && info.Format == "pcap" && info.Bytes < 1<<20 {
			rel, _ := filepath.Rel(shared, p)
			if files = append(files, rel); len(files) == most {
				break
			}
		}
	}
	return files
}

// compareTcpdump compares one expression on one file. It returns false when neither
// tcpdump nor we accept the expression for the link type of the file.
func compareTcpdump(t *testing.T, tcpdump, path, expr string) (int, bool) {
	t.Helper()
	var out, stderr bytes.Buffer
	cmd := exec.Command(tcpdump, "-r", path, "-w", "-", "--", expr)
	cmd.Stdout, cmd.Stderr = &out, &stderr
	cmdErr := cmd.Run()

	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := NewFilter(expr)
	if err != nil {
		t.Fatalf("%q: %v", expr, err)
	}
	filtered := Filtered(src, f)
	defer filtered.Close()
	got, notices := readFrames(t, filtered)
	refused := ""
	for _, n := range notices {
		if strings.Contains(n.Reason, "left out") {
			refused = n.Reason
		}
	}
	if cmdErr != nil {
		// The last line of tcpdump's errors is libpcap's message, which ours must hold.
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		message := strings.TrimPrefix(lines[len(lines)-1], "tcpdump: ")
		if !strings.Contains(refused, message) || len(got) != 0 {
			t.Errorf("%q: want refusal %q, got %q and %d packets", expr, message, refused, len(got))
		}
		return 0, false
	}
	if refused != "" {
		t.Errorf("%q: tcpdump accepts it, we say %s", expr, refused)
		return 0, false
	}
	ref, err := source.NewReader(&out, "tcpdump", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, _ := readFrames(t, ref)
	if len(got) != len(want) {
		t.Errorf("%q: want %d packets, got %d", expr, len(want), len(got))
		return 0, true
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q: packet %d of the matches differs", expr, i+1)
			break
		}
	}
	return len(got), true
}

// TestCompileFilterErrors checks that libpcap's message comes through.
func TestCompileFilterErrors(t *testing.T) {
	tests := []struct {
		name, expr string
		link       uint32
		want       string
	}{
		{"syntax", "tcp and and udp", 1, "syntax error"},
		{"port", "port 99999", 1, "99999"},
		{"contradiction", "ip and ip6", 1, "rejects all packets"},
		{"link type", "ether host 00:00:00:00:00:01", 101, "ethernet"},
		{"unknown link type", "ip", 0xffff, "link type"},
		{"too long", strings.Repeat("(", maxExpression+1), 1, "longer than"},
		{"byte of 0", "tcp\x00 and nonsense", 1, "byte of 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := CompileFilter(tt.expr, tt.link, 0)
			if err == nil || !strings.Contains(strings.ToLower(err.Error()), tt.want) {
				t.Errorf("want an error with %q, got %v and %d instructions", tt.want, err, len(got))
			}
		})
	}
	if _, err := NewFilter("tcp and and udp"); err == nil || !strings.Contains(err.Error(), "syntax error") {
		t.Errorf("NewFilter: want a syntax error, got %v", err)
	}
	if _, err := NewFilter("inbound"); err != nil { // for cooked captures only
		t.Errorf("NewFilter(inbound): want no error, got %v", err)
	}
	for _, expr := range []string{"ip protochain 6", "-ip[0] = 3"} {
		f, err := NewFilter(expr)
		if err == nil {
			_, err = f.Match(&dissect.Packet{LinkType: 1, Data: make([]byte, 60), WireLen: 60})
		}
		if !errors.Is(err, errBackward) && !errors.Is(err, errUnknown) {
			t.Errorf("%s: want that it works for live capture only, got %v", expr, err)
		}
	}
}

// TestCompileFilterLongProgram makes a program that gopacket cannot hold.
func TestCompileFilterLongProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes seconds")
	}
	var b strings.Builder
	b.WriteString("ip6 host ::1")
	for i := 2; b.Len() < 36<<10; i++ {
		fmt.Fprintf(&b, " or ip6 host 1::%x", i)
	}
	if p, err := CompileFilter(b.String(), 1, 0); err == nil || !strings.Contains(err.Error(), "program too long") || len(err.Error()) > 500 {
		t.Errorf("want a short error with %q, got %v and %d instructions", "program too long", err, len(p))
	}
}

// TestOpenTemporary compiles without a pipe to stand in for the file.
func TestOpenTemporary(t *testing.T) {
	header := []byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0x14, 1, 0, 0}
	t.Setenv("TMPDIR", t.TempDir())
	h, err := openTemporary(header)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	got, err := h.CompileBPFFilter("tcp port 80")
	if err != nil {
		t.Fatal(err)
	}
	want, err := CompileFilter("tcp port 80", 276, 0)
	if err != nil || len(got) != len(want) {
		t.Fatalf("want %d instructions, got %d and %v", len(want), len(got), err)
	}
	for i := range want {
		if g := (bpf.RawInstruction{Op: got[i].Code, Jt: got[i].Jt, Jf: got[i].Jf, K: got[i].K}); g != want[i] {
			t.Errorf("instruction %d: want %v, got %v", i, want[i], g)
		}
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) != 0 {
		t.Errorf("want no file left, got %v", left)
	}
}

// TestSnapLen checks what a program returns for frames that match (pcap_compile's
// manual page: the snapshot length).
func TestSnapLen(t *testing.T) {
	for _, tt := range []struct{ snapLen, want int }{{0, 262144}, {96, 96}} {
		for _, link := range []uint32{1, 276} {
			raw, err := CompileFilter("", link, tt.snapLen)
			if err != nil {
				t.Fatal(err)
			}
			if last := raw[len(raw)-1]; last.K != uint32(tt.want) || last.Op != 0x06 {
				t.Errorf("link type %d: want a return of %d, got %+v", link, tt.want, last)
			}
		}
	}
}

// TestFilterBounded meets more link types than there may be programs.
func TestFilterBounded(t *testing.T) {
	f, err := NewFilter("greater 10")
	if err != nil {
		t.Fatal(err)
	}
	var last error
	for link := range uint32(3 * maxPrograms) {
		_, last = f.Match(&dissect.Packet{LinkType: link, Data: make([]byte, 60), WireLen: 60})
	}
	if len(f.programs) != maxPrograms || last == nil {
		t.Errorf("want %d programs and an error, got %d and %v", maxPrograms, len(f.programs), last)
	}
	if ok, err := f.Match(&dissect.Packet{LinkType: 1, Data: make([]byte, 60), WireLen: 60}); !ok || err != nil {
		t.Errorf("Ethernet: want a match, got %v, %v", ok, err)
	}
}

// fuzzExpressions read at offsets that depend on the frame.
var fuzzExpressions = []string{
	"tcp port 80", "udp portrange 1000-2000", "ip6 and tcp", "vlan and ip and udp port 53",
	"tcp[((tcp[12] & 0xf0) >> 2):4] = 0x47455420", "ip[6:2] & 0x1fff != 0", "greater 100", "len % 7 = 3",
	"ether[ether[0:4]] = 1", "ether[ether[0:4]:2] / ether[4] > ether[5:2]", "ip[0] << ip[1] > 100", "mpls 100", "pppoes and ip",
}

// FuzzMatch compares the programs with libpcap's own machine, which is independent of
// golang.org/x/net/bpf.
func FuzzMatch(f *testing.F) {
	f.Add(uint8(0), uint16(0), udpFrame)
	f.Add(uint8(6), uint16(100), udpFrame)
	f.Add(uint8(8), uint16(0), []byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0})
	f.Add(uint8(9), uint16(0), []byte{0, 0, 0, 4, 0, 0, 0, 0})
	f.Add(uint8(2), uint16(9), append([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0}, udpFrame...))
	type pair struct {
		ours   *program
		theirs *pcap.BPF
	}
	var pairs []pair
	for _, expr := range fuzzExpressions {
		for _, link := range []layers.LinkType{layers.LinkTypeEthernet, layers.LinkTypeLinuxSLL} {
			theirs, err := pcap.NewBPF(link, MaxSnapLen, expr)
			if err != nil {
				continue
			}
			ours := compileProgram(expr, uint32(link))
			if ours.err != nil {
				f.Fatal(ours.err)
			}
			pairs = append(pairs, pair{ours, theirs})
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, more uint16, data []byte) {
		if len(data) == 0 {
			return // gopacket takes the address of the first byte
		}
		p := pairs[int(which)%len(pairs)]
		wireLen := len(data) + int(more)
		want := p.theirs.Matches(gopacket.CaptureInfo{CaptureLength: len(data), Length: wireLen}, data)
		if got := p.ours.match(data, uint32(wireLen)); got != want {
			t.Errorf("%s: want %v, got %v for %d of %d bytes %x", p.theirs, want, got, len(data), wireLen, data)
		}
	})
}

// TestCompiledRuns uses CompileFilter as a library user would.
func TestCompiledRuns(t *testing.T) {
	raw, err := CompileFilter("udp dst port 2000", 101, 96)
	if err != nil {
		t.Fatal(err)
	}
	ins, all := bpf.Disassemble(raw)
	vm, err := bpf.NewVM(ins)
	if err != nil || !all {
		t.Fatal(err, all)
	}
	if n, err := vm.Run(udpFrame); n != 96 || err != nil {
		t.Errorf("want 96, got %d, %v", n, err)
	}
}

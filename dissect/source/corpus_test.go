package source

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// shared is the folder of captures that are not part of the repository.
const shared = "../../../shared"

// needShared skips a test when the captures outside the repository are missing.
func needShared(t testing.TB, path string) string {
	t.Helper()
	path = filepath.Join(shared, path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: %s is not there", path)
	}
	return path
}

// A summary is what a test wants to know of a whole capture.
type summary struct {
	packets uint64
	kinds   [4]int
	skips   map[string]int
	secrets []dissect.Secret
	notices []dissect.Notice
}

// readAll reads a whole capture and checks what holds for every packet of every
// capture.
func readAll(t testing.TB, src dissect.Source) summary {
	t.Helper()
	s := summary{skips: map[string]int{}}
	var b dissect.Batch
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			p := &b.Packets[i]
			s.packets++
			if p.Number != s.packets {
				t.Fatalf("want frame number %d, got %d", s.packets, p.Number)
			}
			checkPacket(t, p)
			s.kinds[p.Kind]++
			if p.Kind == dissect.PacketSkipped {
				s.skips[p.Skip]++
			}
		}
		s.secrets = append(s.secrets, b.Secrets...)
		s.notices = append(s.notices, b.Notices...)
		if err != nil {
			if err != io.EOF {
				t.Fatalf("want io.EOF, got %v", err)
			}
			return s
		}
	}
}

// checkPacket checks what dissect.Packet promises.
func checkPacket(t testing.TB, p *dissect.Packet) {
	t.Helper()
	if cap(p.Data) != len(p.Data) {
		t.Fatalf("frame %d: want a capacity of %d, got %d", p.Number, len(p.Data), cap(p.Data))
	}
	if (p.Kind == dissect.PacketSkipped) != (p.Skip != "") {
		t.Fatalf("frame %d: kind %d with skip reason %q", p.Number, p.Kind, p.Skip)
	}
	if uint64(p.Payload)+uint64(p.PayloadLen) > uint64(len(p.Data)) {
		t.Fatalf("frame %d: payload [%d:+%d] beyond %d bytes", p.Number, p.Payload, p.PayloadLen, len(p.Data))
	}
}

// otherCounts are the captures for which the manifest does not have the number that
// is wanted here. tshark, which made the manifest, counts pcapng custom blocks as
// frames; capinfos and we do not. It refuses a pcap file altogether when it does not
// know the link type; we skip its packets one by one.
var otherCounts = map[string]uint64{
	"gopacket/be_test017.pcapng":  0, // capinfos -c
	"gopacket/le_test017.pcapng":  0,
	"gopacket/be_test102.pcapng":  5,
	"gopacket/le_test102.pcapng":  5,
	"tcpdump/hoobr_juniper3.pcap": 1, // by hand, from a hex dump: link type 132
	"tcpdump/vtp_asan-2.pcap":     1, // link type 182
	"tcpdump/vtp_asan-3.pcap":     1,
	"tcpdump/vtp_asan.pcap":       5,
}

// TestCorpusCounts holds the number of packets against those of capinfos.
func TestCorpusCounts(t *testing.T) {
	manifest, err := os.ReadFile(needShared(t, "corpus/MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	n, foreign := 0, 0
	for i, line := range strings.Split(strings.TrimSpace(string(manifest)), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		want, err := strconv.ParseUint(f[6], 10, 64)
		if err != nil {
			continue
		}
		if other, ok := otherCounts[f[0]]; ok {
			want = other
		}
		src, err := Open(filepath.Join(shared, "corpus", f[0]), Options{})
		if errors.Is(err, ErrFormat) {
			foreign++
			t.Log(err)
			continue
		}
		if err != nil {
			t.Error(err)
			continue
		}
		s := readAll(t, src)
		if s.packets != want {
			t.Errorf("%s: want %d packets, got %d; %v", f[0], want, s.packets, s.notices)
		}
		src.Close()
		n++
	}
	if n < 800 || foreign > 7 {
		t.Errorf("want at least 800 captures and at most 7 of other formats, got %d and %d", n, foreign)
	}
}

// TestLabCounts holds the number of packets of the lab's captures against capinfos.
func TestLabCounts(t *testing.T) {
	dir := needShared(t, "lab/captures")
	capinfos, err := exec.LookPath("capinfos")
	if err != nil {
		t.Skip("skipped: capinfos is not installed")
	}
	files, err := Walk([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range files {
		src, err := Open(path, Options{})
		if errors.Is(err, ErrFormat) || errors.Is(err, ErrEmpty) {
			continue // keys, certificates, notes
		}
		if err != nil {
			t.Error(err)
			continue
		}
		s := readAll(t, src)
		src.Close()
		out, _ := exec.Command(capinfos, "-c", "-r", "-T", "-M", path).Output()
		columns := strings.Split(strings.TrimSpace(string(out)), "\t")
		if got := strconv.FormatUint(s.packets, 10); got != columns[len(columns)-1] {
			t.Errorf("%s: want %s packets, got %s; %v", path, columns[len(columns)-1], got, s.notices)
		}
		n++
	}
	if n < 50 {
		t.Errorf("want at least 50 captures, got %d", n)
	}
}

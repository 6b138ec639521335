package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestFollowAgrees: the bytes of conversations are those that tshark follows, in
// the clear and inside of TLS.
func TestFollowAgrees(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("no tshark here")
	}
	reg := real(t)
	for _, c := range []struct{ file, keys, layer string }{
		{"ra/ra_rdp_plain_lo.pcap", "", "tcp"},
		{"ra/ra_scripted_plain_lo.pcap", "", "tcp"},
		{"http/dscpm_http.pcap", "", "tcp"},
		{"tls/dscpm_https_tls13.pcap", "tls/dscpm_https_tls13.keys", "tls"},
		{"tls/dscpm_https_tls13.pcap", "", "tcp"},
	} {
		path := filepath.Join("..", "..", "pcaps", filepath.FromSlash(c.file))
		if _, err := os.Stat(path); err != nil {
			t.Skip(err)
		}
		args := []string{"-n", "-q", "-r", path, "-z", "follow," + c.layer + ",raw,0"}
		var flags []string
		if c.keys != "" {
			keys := filepath.Join("..", "..", "pcaps", filepath.FromSlash(c.keys))
			args = append(args, "-o", "tls.keylog_file:"+keys)
			flags = []string{"--keylog", keys}
		}
		out, err := exec.Command(tshark, args...).Output()
		if err != nil {
			t.Fatalf("tshark: %v", err)
		}
		for side, want := range sidesOf(t, string(out)) {
			got := shown(t, reg, append(flags, "follow", "-T", "raw", "--from", side, path, "1")...)
			if len(want) == 0 {
				t.Fatalf("%s %s: tshark shows nothing", c.file, side)
			}
			if !bytes.Equal(got, want) {
				at := 0
				for at < min(len(got), len(want)) && got[at] == want[at] {
					at++
				}
				t.Errorf("%s %s %s: want %d bytes, got %d; they differ from byte %d on", c.file, c.layer, side, len(want), len(got), at)
			}
		}
	}
}

// sidesOf reads what "tshark -z follow,...,raw" prints: the two nodes, then
// hexadecimal lines, those of node 1 after a tab. The client is the node with the
// higher port: it is an ephemeral one in all of these captures.
func sidesOf(t *testing.T, out string) map[string][]byte {
	t.Helper()
	got := map[string][]byte{}
	var ports [2]int
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\r\n")
		for i, name := range []string{"Node 0: ", "Node 1: "} {
			if node, ok := strings.CutPrefix(line, name); ok {
				n, err := strconv.Atoi(node[strings.LastIndexByte(node, ':')+1:])
				if err != nil {
					t.Fatal(err)
				}
				if n == 0 { // of TLS tshark names one node only, the server
					n = 1 << 16
				}
				ports[i] = n
			}
		}
		sides := [2]string{"client", "server"}
		if ports[0] < ports[1] {
			sides = [2]string{"server", "client"}
		}
		side, rest := sides[0], line
		if strings.HasPrefix(line, "\t") {
			side, rest = sides[1], line[1:]
		}
		if b, err := hex.DecodeString(rest); err == nil {
			got[side] = append(got[side], b...)
		}
	}
	return got
}

// TestSameForEveryNumberOfWorkers: what commands show does not depend on -j.
func TestSameForEveryNumberOfWorkers(t *testing.T) {
	dir := filepath.Join("..", "..", "pcaps")
	files, err := captures(dir)
	if err != nil {
		t.Skip(err)
	}
	reg := real(t)
	for _, command := range [][]string{{"keys"}, {"sessions"}, {"sessions", "--time", "absolute"}, {"extract"}} {
		var first []byte
		for _, jobs := range []string{"1", "2", "5"} {
			args := append(append(append([]string(nil), command...), "-q", "-j", jobs), files...)
			out := ""
			if command[0] == "extract" {
				out = filepath.Join(t.TempDir(), "out")
				args = append(args, "-o", out)
			}
			got := shown(t, reg, args...)
			if out != "" {
				got = bytes.ReplaceAll(got, []byte(out), []byte("OUT"))
				manifest, err := os.ReadFile(filepath.Join(out, "manifest.json"))
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, manifest...)
			}
			if first == nil {
				first = got
			}
			if !bytes.Equal(first, got) {
				t.Errorf("%s: -j %s shows something else than -j 1", strings.Join(command, " "), jobs)
			}
		}
		if len(first) < 100 {
			t.Errorf("%s: only %q", strings.Join(command, " "), first)
		}
	}
}

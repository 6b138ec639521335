// Package rules_test makes one capture of all annotated messages of the decoders
// that can stand on TCP by themselves, so that their rules can be seen in a capture
// and opened in other tools.
package rules_test

import (
	"fmt"
	"net/netip"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/pcaps/craft"
)

const file = "rules.pcap.gz"

// ports are the protocols that stand on TCP, with the port of the server.
var ports = map[string]uint16{"dcerpc": 135, "http": 80, "http2": 80, "tpkt": 3389, "xml": 80, "soap": 80}

// wrapped puts a body into HTTP, RFC 9112.
func wrapped(dir dissect.Dir, body []byte) []byte {
	first := "POST /MultiPoint/IMultiPointSession HTTP/1.1\r\nHost: server.example\r\n"
	if dir == dissect.FromServer {
		first = "HTTP/1.1 200 OK\r\n"
	}
	return append([]byte(fmt.Sprintf("%sContent-Type: application/soap+xml\r\nContent-Length: %d\r\n\r\n", first, len(body))), body...)
}

// TestRules makes the capture, one connection for each file of annotated hex, and
// checks that every rule that the files want broken is broken there.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("../../decoders/*/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(files)
	c := craft.New()
	want := map[string][]string{} // rule to files
	n := 0
	for _, name := range files {
		k, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		proto := k.Proto
		if proto == "" {
			proto = filepath.Base(filepath.Dir(filepath.Dir(name)))
		}
		port := ports[proto]
		inner := proto == "xml" || proto == "soap"
		if port == 0 || !k.Stream && proto != "dcerpc" && !inner {
			continue
		}
		if k.Missed || slices.ContainsFunc(k.Messages, func(m dissecttest.Message) bool { return m.Gap > 0 }) {
			continue // when it is noticed depends on how the streams were cut into segments
		}
		n++
		client := netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, 1}), uint16(50000+n))
		server := netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(n)}), port)
		f := c.TCP(client, server)
		f.Open()
		for _, m := range k.Messages {
			b := m.Bytes
			if inner {
				b = wrapped(m.Dir, b)
			}
			f.Send(int(m.Dir), b)
			for _, id := range m.Want {
				want[id] = append(want[id], strings.TrimPrefix(name, "../../"))
			}
		}
		f.Close()
	}
	dissecttest.Packed(t, file, c.Bytes())
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	dissecttest.BrokenIn(t, reg, file, want, "http2.preface") // known as HTTP/2 only where TLS has agreed on it
}

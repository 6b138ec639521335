package http_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzRequests gives any bytes as the requests of a connection: nothing
// panics, trees are sound and whole, and how the stream is cut does not matter.
func FuzzRequests(f *testing.F) {
	const host = "Host: x\r\n"
	for _, s := range []string{
		get + get,
		"POST / HTTP/1.1\r\n" + host + "Content-Length: 3, 5\r\n\r\nabcde" + get,
		"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nA: b\r\n\r\n" + get,
		"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nx\r\n\nGET" + get,
		"\r\n\r\nGET / HTTP/1.1\n" + host + " folded\r\nAuthorization: Digest a=b, response=\"c\"\r\n\r\n",
		"xyz\r\nPOST /" + get,
	} {
		f.Add([]byte(s), uint16(7), uint8(0))
	}
	f.Fuzz(func(t *testing.T, b []byte, cut uint16, gap uint8) {
		reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, probe})
		if err != nil {
			t.Fatal(err)
		}
		play := func(step func(left int) int) string {
			log := dissecttest.NewLog(true)
			d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) {
				t.Fatalf("a decoder panicked: %v\n%s", v, stack)
			}})
			for rest := b; len(rest) > 0; {
				n := min(max(1, step(len(rest))), len(rest))
				d.Stream(dissect.FromClient, rest[:n])
				rest = rest[n:]
				if gap > 0 {
					d.Gap(dissect.FromClient, uint64(gap))
				}
			}
			d.Close()
			for _, m := range log.Messages {
				if err := dissecttest.CheckTree(m.Tree); err != nil {
					t.Fatalf("%s: %v", m.Name, err)
				}
				if u := m.Tree.Uncovered(nil); len(u) > 0 && !m.Cut {
					t.Fatalf("%s: not covered: %v", m.Name, u)
				}
			}
			var out strings.Builder
			out.WriteString(log.TreeText())
			for _, x := range log.Findings {
				fmt.Fprintf(&out, "%d %s [%d:%d]\n", x.Message, x.Rule, x.Off, x.Off+x.Len)
			}
			return out.String()
		}
		whole := play(func(int) int { return int(cut) })
		if gap > 0 || strings.Contains(whole, "HTTP response") {
			return // a body up to the end of the stream comes as it was cut
		}
		if a, b := whole, play(func(left int) int { return left }); a != b {
			t.Fatalf("cut into pieces of %d the output differs:\n%s\n---\n%s", cut, b, a)
		}
	})
}

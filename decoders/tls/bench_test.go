package tls

import (
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// quiet is a sink that wants nothing.
type quiet struct{}

func (quiet) Want() dissect.Want                         { return dissect.Want{} }
func (quiet) Accept(*dissect.Event) bool                 { return false }
func (quiet) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (quiet) Write(p []byte) (int, error)                { return len(p), nil }
func (quiet) Close(*dissect.Summary) error               { return nil }

// BenchmarkRecords reads connections of many records, opened and closed.
func BenchmarkRecords(b *testing.B) {
	var answers []string
	for range 2000 {
		answers = append(answers, strings.Repeat("x", 1400))
	}
	client, server := configs(b, 0, versionTLS13)
	pieces, keyLog := talk(b, client, server, "question", answers)
	reg, err := dissect.NewRegistry([]*dissect.Protocol{Protocol, anyProtocol})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for _, p := range pieces {
		n += len(p.b)
	}
	for _, how := range []string{"opened", "closed"} {
		store := keys.New(keys.Options{})
		if how == "opened" {
			store = withLog(b, keyLog)
		}
		b.Run(how, func(b *testing.B) {
			b.SetBytes(int64(n))
			b.ReportAllocs()
			for b.Loop() {
				d := dissect.NewDirect(reg, Protocol, quiet{}, dissect.Options{Keys: store})
				for _, p := range pieces {
					d.Stream(p.dir, p.b)
				}
				d.Close()
			}
		})
	}
}

package dissect_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// chart writes a line for each message: its number, and a bar of its length.
type chart struct{ w io.Writer }

// Want: messages, without their trees.
func (chart) Want() dissect.Want { return dissect.Want{Messages: true} }

// Accept leaves out what only carries other messages.
func (chart) Accept(ev *dissect.Event) bool {
	return ev.Kind == dissect.EventMessage && !ev.Message.Carrier
}

// Render is called from many goroutines at once.
func (chart) Render(dst []byte, ev *dissect.Event) []byte {
	m := ev.Message
	dst = strconv.AppendUint(dst, m.N, 10)
	dst = append(dst, ' ')
	dst = append(dst, m.Proto...)
	dst = append(dst, ' ')
	for range m.Len {
		dst = append(dst, '#')
	}
	return append(dst, '\n')
}

// Write gets what was rendered, in order.
func (c chart) Write(p []byte) (int, error) { return c.w.Write(p) }

// Close comes last.
func (c chart) Close(s *dissect.Summary) error {
	_, err := fmt.Fprintln(c.w, s.Packets, "packets")
	return err
}

// A sink of one's own, which renders on all cores.
func ExampleSink() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../pcaps/core/tcp-overlap.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, chart{os.Stdout}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 2 x224 ###############
	// 4 x224 ###############
	// 7 mcs #####
	// 10 mcs #
	// 11 packets
}

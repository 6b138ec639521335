package source

import (
	"reflect"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// TestLocator compares a Locator, frame by frame, with what the reader of files
// finds in the same frames.
func TestLocator(t *testing.T) {
	for _, name := range []string{"lab/captures/fmt_merged.pcapng", "corpus/arkime/arkime_synthetic.pcap"} {
		t.Run(name, func(t *testing.T) {
			src, err := Open(needShared(t, name), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			var l Locator
			var b dissect.Batch
			for err == nil {
				err = src.Fill(&b)
				for i := range b.Packets {
					want := b.Packets[i]
					got := dissect.Packet{
						Time: want.Time, Number: want.Number, Data: want.Data,
						WireLen: want.WireLen, Interface: want.Interface, LinkType: want.LinkType,
					}
					l.Locate(&got)
					if !reflect.DeepEqual(want, got) {
						t.Fatalf("frame %d: want %+v, got %+v", want.Number, want, got)
					}
				}
			}
		})
	}
}

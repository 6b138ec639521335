package rdp

import (
	"bytes"
	"testing"
)

// The example of MS-RDPBCGR 5.3.5.2: five bytes, expanded.
func TestFIPSKey(t *testing.T) {
	k := make([]byte, 20)
	copy(k, []byte{0xd1, 0x5e, 0xc4, 0x7e, 0xda})
	want := []byte{0x51, 0x3d, 0x10, 0x76, 0x26}
	if got := fipsKey(k)[:5]; !bytes.Equal(got, want) {
		t.Errorf("want %x, got %x", want, got)
	}
}

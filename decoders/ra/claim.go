package ra

import "encoding/binary"

// claim reports whether b can only be a message of MS-RA: the header of 2.2.1.1
// with lengths that add up and one of the fixed names of 2.2.1.2.
func claim(b []byte) bool {
	if len(b) < 12 {
		return false
	}
	n, data := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	if n < 4 || n > 64 || n%2 == 1 || uint64(n)+uint64(data)+8 != uint64(len(b)) {
		return false
	}
	var name [32]byte
	w := 0
	for i := uint32(8); i+3 < 8+n; i += 2 {
		if b[i] == 0 || b[i+1] != 0 {
			return false
		}
		name[w] = b[i]
		w++
	}
	switch string(name[:w]) {
	case "RC_CTL", "remdesk", "70", "71", "RA_FX":
		return b[6+n] == 0 && b[7+n] == 0
	}
	return false
}

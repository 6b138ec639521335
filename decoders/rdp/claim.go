package rdp

import "encoding/binary"

// claim reports whether b can only be a share control PDU (MS-RDPBCGR
// 2.2.8.1.1.1.1): its length is its own, its type is known, and its version is 1.
func claim(b []byte) bool {
	if len(b) < 6 || int(binary.LittleEndian.Uint16(b)) != len(b) {
		return false
	}
	t := binary.LittleEndian.Uint16(b[2:])
	switch t & 0xf {
	case 1, 3, 6, 7, 10:
		return t>>4 == 1
	}
	return false
}

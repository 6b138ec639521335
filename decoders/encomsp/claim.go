package encomsp

import "encoding/binary"

// claim reports whether b can only be PDUs of MS-RDPEMC: headers of known types
// (2.2.1) whose lengths fill it exactly.
func claim(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	for len(b) > 0 {
		if len(b) < 4 {
			return false
		}
		t, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if t < 1 || t > 13 || n < 4 || n > len(b) {
			return false
		}
		b = b[n:]
	}
	return true
}

package dvc

// claim reports whether b can only be a PDU of dynamic channels: capabilities of a
// known version, or a request for a channel with a name (MS-RDPEDYC 2.2.1, 2.2.2.1).
// Data PDUs look like much else.
func claim(b []byte) bool {
	switch {
	case len(b) >= 4 && b[0] == 0x50 && b[1] == 0 && b[2] >= 1 && b[2] <= 3 && b[3] == 0:
		return len(b) == 4 || len(b) == 12
	case len(b) >= 6 && b[0]&0xf3 == 0x10 && b[len(b)-1] == 0:
		for _, c := range b[2 : len(b)-1] {
			if c < 0x20 || c > 0x7e {
				return false
			}
		}
		return true
	}
	return false
}

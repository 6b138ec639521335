package svc

import "encoding/binary"

// claim reports whether b can only be a whole message on a static channel: the
// header of MS-RDPBCGR 2.2.6.1.1 with FIRST and LAST, whose length is that of
// what follows.
func claim(b []byte) bool {
	if len(b) <= headerLength {
		return false
	}
	n, flags := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	return uint64(n) == uint64(len(b)-headerLength) && flags&(FlagFirst|FlagLast) == FlagFirst|FlagLast && flags>>24 == 0
}

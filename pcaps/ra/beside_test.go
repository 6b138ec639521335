package ra_test

// What goes on beside the messages of MS-RA. Sections are those of MS-RDPBCGR
// unless they say otherwise.

// key is a fast-path input PDU, 2.2.8.1.2, with one keyboard event: flags are 0 for
// a key that goes down and 1 for its release (2.2.8.1.2.2.1).
func (s session) key(flags byte) { s.client([]byte{0x04, 4, flags, 0x1e}) }

// move and button are the same with a mouse event, 2.2.8.1.2.2.3: PTRFLAGS_MOVE,
// and PTRFLAGS_DOWN with PTRFLAGS_BUTTON1.
func (s session) move()   { s.client(cat([]byte{0x04, 9, 0x20}, u16(0x0800), u16(10), u16(20))) }
func (s session) button() { s.client(cat([]byte{0x04, 9, 0x20}, u16(0x9000), u16(10), u16(20))) }

// graphics is a fast-path bitmap update of no rectangles, 2.2.9.1.2.1.2.
func (s session) graphics() { s.server(cat([]byte{0x00, 9, 0x01}, u16(4), u16(1), u16(0))) }

// answer is a Control Level Change Response of MS-RDPEMC 2.2.4.4.
func (s session) answer(flags, reason int) {
	s.message(novice, 1, cat(u16(0x0d), u16(14), u16(flags), u32(2), u32(reason)))
}

// capabilities are those of MS-RDPEDYC 2.2.1, version 1.
func (s session) capabilities() {
	s.message(novice, 2, unhex("50 00 0100"))
	s.message(expert, 2, unhex("50 00 0100"))
}

// create opens a dynamic channel, MS-RDPEDYC 2.2.2.
func (s session) create(id byte, name string) {
	s.message(novice, 2, cat([]byte{0x10, id}, []byte(name), []byte{0}))
	s.message(expert, 2, cat([]byte{0x10, id}, u32(0)))
}

// dvc is a message on a dynamic channel, MS-RDPEDYC 2.2.3.2.
func (s session) dvc(end int, id byte, b []byte) { s.message(end, 2, cat([]byte{0x30, id}, b)) }

// dctl is ctl on the dynamic channel RC_CTL, which is number 1.
func (s session) dctl(end, msgType int, b ...[]byte) {
	s.dvc(end, 1, packet("RC_CTL", cat(u32(msgType), cat(b...))))
}

// command is a graphics command, MS-RDPEGFX 2.2.1.5 and 2.2.2.
func command(id int, b ...[]byte) []byte {
	body := cat(b...)
	return cat(u16(id), u16(0), u32(8+len(body)), body)
}

// pipeline sends graphics commands on a dynamic channel, in one segment that is not
// compressed: MS-RDPEGFX 2.2.5.1 and 2.2.5.3.
func (s session) pipeline(id byte, commands []byte) {
	s.dvc(novice, id, cat([]byte{0xe0, 0x04}, commands))
}

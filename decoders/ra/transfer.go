package ra

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// A fileState is how far the transfer of a file has come, MS-RA 3.9 and 3.10,
// figures 10 and 12.
type fileState uint8

const (
	fileIdle     fileState = iota
	fileWaiting            // FILEXFER was sent
	fileSending            // FILEXFERACK was sent
	fileRejected           // FILEXFERREJECT was sent; the other side may not know yet
)

var fileNames = [...]string{"no file was offered", "the offer was not answered", "the file is being sent", "the transfer was rejected"}

// A side of a transfer.
type party uint8

const (
	bySender party = iota
	byReceiver
	byEither
)

// A fileMove is one legal move: which side may send it, and where it leads.
type fileMove struct {
	by   party
	next fileState
}

// fileMoves are the legal moves of a transfer.
var fileMoves = [...]map[*dissect.Kind]fileMove{
	fileIdle:     {kindFileXfer: {bySender, fileWaiting}},
	fileWaiting:  {kindFileAck: {byReceiver, fileSending}, kindFileReject: {byEither, fileRejected}},
	fileSending:  {kindFileBlock: {bySender, fileSending}, kindFileEnd: {bySender, fileIdle}, kindFileReject: {byEither, fileRejected}},
	fileRejected: {kindFileXfer: {bySender, fileWaiting}},
}

// A transfer is one channel with the files that one side sends on it, one after
// the other.
type transfer struct {
	channel  string
	sender   dissect.Dir
	state    fileState
	size     uint64
	sized    bool // size is known
	received uint64
	adopted  bool // began before the capture
	internal bool // INTERNALDATA marks it, MS-RA 2.2.2
	unasked  bool // data came without FILEXFERACK
	over     bool // more than size came, or less than there should be: reported
	short    bool // the last block was shorter than blocks are
	stray    bool // something out of order came from the sender and no answer to it
	owed     bool // the receiver should have answered something like that by now
	by       dissect.Dir
	after    uint64 // bytes that came after the receiver's FILEXFERREJECT
	name     string
	file     int // in the record, -1 for none
	sum      digest
	art      *dissect.Artifact
	contact  contact
}

// Sizes of the blocks of a file in bytes, MS-RA 3.9.5.
const (
	blockVersion1 = 409_600
	blockVersion2 = 1_024
)

// maxAfter is how much data of a transfer that its receiver has rejected may be
// on its way without a finding: what the buffers of two TCP stacks hold.
const maxAfter = 1 << 20

// blockSize is the size of all blocks but the last, 0 while it is not known.
func (s *session) blockSize() int {
	switch s.version {
	case 1:
		return blockVersion1
	case 2, 3:
		return blockVersion2
	}
	return 0
}

// may reports whether a message of this kind from dir is a legal move.
func (t *transfer) may(k *dissect.Kind, dir dissect.Dir) bool {
	if t == nil {
		return false
	}
	move, ok := fileMoves[t.state][k]
	return ok && (move.by == byEither || (move.by == bySender) == (dir == t.sender))
}

// step carries out a legal move.
func (t *transfer) step(k *dissect.Kind) { t.state = fileMoves[t.state][k].next }

// busy reports whether a file is under way.
func (t *transfer) busy() bool { return t.state == fileWaiting || t.state == fileSending }

// whole reports whether all bytes came that were offered.
func (t *transfer) whole() bool { return t.sized && t.received >= t.size }

// onChannel reports whether the message came on the channel of this name.
func (m *message) onChannel(name string, x *dissect.Context) bool {
	if m.header.ChannelName != nil {
		return equal(trimNUL(m.header.ChannelName), name)
	}
	return x.Channel() == name
}

// channelName is the channel that the message came on.
func (m *message) channelName(x *dissect.Context) string {
	if m.header.ChannelName != nil {
		return text16(trimNUL(m.header.ChannelName))
	}
	return string(clip([]byte(x.Channel()), maxText))
}

// on is what the sender sends on the channel of the message, nil for nothing.
func (s *session) on(sender dissect.Dir, m *message, x *dissect.Context) *transfer {
	for i := range s.transfers {
		if t := &s.transfers[i]; t.sender == sender && m.onChannel(t.channel, x) {
			return t
		}
	}
	return nil
}

// slot is the transfer on a channel, a new one or one that gives way.
func (s *session) slot(channel string, sender dissect.Dir, x *dissect.Context) *transfer {
	for i := range s.transfers {
		if t := &s.transfers[i]; t.sender == sender && t.channel == channel {
			return t
		}
	}
	if len(s.transfers) < maxTransfers {
		s.transfers = append(s.transfers, transfer{})
	} else {
		free := 0
		for i := range s.transfers {
			if !s.transfers[i].busy() {
				free = i
				break
			}
		}
		s.close(&s.transfers[free], "partial", x)
		copy(s.transfers[free:], s.transfers[free+1:])
	}
	t := &s.transfers[len(s.transfers)-1]
	*t = transfer{channel: channel, sender: sender, file: -1}
	return t
}

// offer takes in FILEXFER.
func (s *session) offer(dir dissect.Dir, m *message, x *dissect.Context) {
	v := &m.cmd.values
	s.checkOffer(v, m, x)
	s.opened(dir, textXML(v[attrChannelID]), m, x)
	t := s.slot(textXML(v[attrChannelID]), dir, x)
	s.alone(dir, m, x)
	s.stopped(t, x)
	s.close(t, "partial", x)
	*t = transfer{
		channel: t.channel, sender: dir, file: -1, owed: t.owed || t.stray, state: fileWaiting,
		name: textXML(v[attrFileName]), internal: internal(v[attrInternalData]),
	}
	t.size, t.sized = number(v[attrFileSize])
	if t.internal {
		s.contactOffered(dir, m, x)
	}
	if s.rec.wanted {
		if len(s.rec.out.Files) < maxFiles {
			t.file = len(s.rec.out.Files)
			s.rec.out.Files = append(s.rec.out.Files, dissect.SessionFile{Name: t.name, Size: t.size, From: side(dir), Outcome: "offered", Message: x.Ref()})
		} else {
			s.rec.out.Dropped++
		}
	}
	s.event(x, "file-offered", side(dir), t.name)
}

// internal reports whether INTERNALDATA marks a file: it is there and not "0".
func internal(v []byte) bool { return v != nil && !equal(trimBlanks(v), "0") }

// number is the value of a decimal number of bytes.
func number(v []byte) (uint64, bool) {
	if !digits(v) || len(v) > 2*20 {
		return 0, false
	}
	n, err := strconv.ParseUint(textXML(v), 10, 64)
	return n, err == nil
}

// checkOffer checks a FILEXFER by itself.
func (s *session) checkOffer(v *[attrCount][]byte, m *message, x *dissect.Context) {
	if from, ok := fileChannel(v[attrChannelID]); ok && s.version != 0 {
		s.judge((from == startedByEither) == (s.version != 1), RuleChannelIDVersion, m, x, "CHANNELID "+textXML(v[attrChannelID])+" in version "+strconv.Itoa(s.version))
	}
	name := textXML(v[attrFileName])
	if executable(name) {
		s.report(RuleExecutable, m, x, name)
	}
	if hasPath(name) {
		s.report(RuleFilePath, m, x, name)
	}
}

// alone checks that a side offers a file only when none is under way.
func (s *session) alone(dir dissect.Dir, m *message, x *dissect.Context) {
	for i := range s.transfers {
		t := &s.transfers[i]
		switch {
		case !t.busy() || t.sender != dir && t.state == fileWaiting:
			// Offers of both sides may cross.
		case t.sender == dir && t.state == fileSending && t.whole():
			s.require(false, RuleFileEnd, m, x, "of "+t.name)
			return
		default:
			s.require(false, RuleOneFile, m, x, t.name+" is under way")
			return
		}
	}
	x.Held(RuleOneFile)
}

// file takes in what comes on a file channel.
func (s *session) file(dir dissect.Dir, m *message, x *dissect.Context) {
	s.separate(m, x)
	switch m.kind {
	case kindFileBlock:
		s.block(dir, m, x)
	case kindFileAck:
		s.ack(dir, m, x)
	case kindFileEnd:
		s.fileEnd(dir, m, x)
	case kindFileReject:
		s.reject(dir, m, x)
	}
}

// astray reports what no transfer on its channel wants. Where the same side has
// business on another channel, it took the wrong one.
func (s *session) astray(peer dissect.Dir, sender bool, m *message, x *dissect.Context) {
	var t *transfer
	for i := range s.transfers {
		o := &s.transfers[i]
		if o.busy() && o.sender == peer && !m.onChannel(o.channel, x) && (sender == (o.state == fileSending)) {
			t = o
		}
	}
	what := m.kind.Name + " on channel " + m.channelName(x)
	switch {
	case t == nil:
		s.require(false, RuleFileOrder, m, x, what)
	case sender:
		s.require(false, RuleFileChannel, m, x, what+", CHANNELID was "+t.channel)
	default:
		s.require(false, RuleAnswerChannel, m, x, what+", CHANNELID was "+t.channel)
	}
}

// ack takes in FILEXFERACK, which the receiver sends.
func (s *session) ack(dir dissect.Dir, m *message, x *dissect.Context) {
	t := s.on(dir.Other(), m, x)
	late := t != nil && t.state == fileSending && t.unasked // data came first, which is reported at its end
	if !t.may(m.kind, dir) && !late {
		own := s.on(dir, m, x)
		switch {
		case own != nil && own.busy():
			s.require(false, RuleAckReceiver, m, x, "from the "+side(dir)+", who sends the file")
		case t == nil && s.conv.Missed():
			s.adopt(dir.Other(), m, x)
		case t != nil && t.busy():
			s.require(false, RuleFileOrder, m, x, "FILEXFERACK while "+fileNames[t.state])
		default:
			s.astray(dir.Other(), false, m, x)
		}
		return
	}
	if t.owed {
		s.require(false, RuleStrayRejected, m, x, "what came out of order before was not rejected")
		t.owed = false
	}
	x.Held(RuleAckReceiver)
	x.Held(RuleAnswerChannel)
	if !late {
		x.Held(RuleFileAccepted)
		t.step(m.kind)
	}
	t.unasked = false
	s.event(x, "file-accepted", side(dir), t.name)
}

// reject takes in FILEXFERREJECT, which either side sends.
func (s *session) reject(dir dissect.Dir, m *message, x *dissect.Context) {
	for _, sender := range [...]dissect.Dir{dir.Other(), dir} {
		t := s.on(sender, m, x)
		if !t.may(m.kind, dir) {
			continue
		}
		what, outcome := "file-cancelled", "cancelled"
		if t.state == fileWaiting && sender != dir {
			what, outcome = "file-rejected", "rejected"
			x.Held(RuleAnswerChannel)
		}
		t.by, t.stray, t.owed = dir, false, false
		s.close(t, outcome, x)
		t.state = fileRejected
		s.event(x, what, side(dir), t.name)
		return
	}
	t := s.on(dir.Other(), m, x)
	switch {
	case t != nil && (t.stray || t.owed):
		t.stray, t.owed = false, false // the answer to what came out of order
		x.Held(RuleStrayRejected)
	case t != nil && t.state == fileRejected && t.by != dir:
		// It crossed the other one.
	case t == nil && s.on(dir, m, x) == nil:
		if !s.conv.Missed() {
			s.astray(dir.Other(), false, m, x)
		}
	default:
		s.require(false, RuleFileOrder, m, x, "FILEXFERREJECT on channel "+m.channelName(x))
	}
}

// fileEnd takes in FILEXFEREND, which the sender sends.
func (s *session) fileEnd(dir dissect.Dir, m *message, x *dissect.Context) {
	t := s.on(dir, m, x)
	if !t.may(m.kind, dir) && (t == nil || t.state != fileWaiting) {
		if other := s.on(dir.Other(), m, x); other != nil && other.busy() {
			s.require(false, RuleEndSender, m, x, "from the "+side(dir)+", who receives the file")
			return
		}
		if s.afterReject(t, dir, m, x) {
			return
		}
		if t == nil && s.conv.Missed() {
			return
		}
		s.astray(dir, true, m, x)
		return
	}
	x.Held(RuleEndSender)
	x.Held(RuleFileEnd)
	x.Held(RuleFileOrder)
	if t.unasked || t.state == fileWaiting {
		s.require(false, RuleFileAccepted, m, x, "no FILEXFERACK came before the end of "+t.name)
		t.stray = true
	}
	outcome := "complete"
	switch {
	case t.adopted:
		outcome = "partial"
	case !t.sized:
		outcome = "ended" // nobody knows how much there should be
	case t.received != t.size:
		if !t.over {
			s.require(false, RuleFileSize, m, x, counts(t.received, t.size))
		}
		outcome = "partial"
		if t.received > t.size {
			outcome = "oversize"
		}
	default:
		x.Held(RuleFileSize)
	}
	s.contactEnd(t, m, x)
	s.close(t, outcome, x)
	s.event(x, "file-complete", side(dir), t.name)
}

func counts(got, want uint64) string {
	return strconv.FormatUint(got, 10) + " bytes, FILESIZE was " + strconv.FormatUint(want, 10)
}

// afterReject reports whether a message of the sender comes after a
// FILEXFERREJECT, and checks it. Data may be on its way when the receiver
// rejects; the end of the file shows that the sender did not stop.
func (s *session) afterReject(t *transfer, dir dissect.Dir, m *message, x *dissect.Context) bool {
	if t == nil || t.state != fileRejected {
		return false
	}
	if t.by == dir {
		s.require(false, RuleAfterReject, m, x, m.kind.Name+" after its own FILEXFERREJECT")
		return true
	}
	t.after += uint64(m.block)
	if m.kind == kindFileEnd || t.after > maxAfter {
		s.require(false, RuleStopOnReject, m, x, m.kind.Name+" after the receiver's FILEXFERREJECT")
	}
	return true
}

// block takes in data.
func (s *session) block(dir dissect.Dir, m *message, x *dissect.Context) {
	t := s.on(dir, m, x)
	if !t.may(m.kind, dir) && (t == nil || t.state != fileWaiting) {
		if s.afterReject(t, dir, m, x) {
			return
		}
		if t == nil && s.conv.Missed() {
			t = s.adopt(dir, m, x)
		} else {
			s.astray(dir, true, m, x)
			if t != nil {
				t.stray = true
			}
			return
		}
	}
	if t.state == fileWaiting {
		t.state, t.unasked, t.stray = fileSending, true, true
	}
	x.Held(RuleFileChannel)
	s.checkBlock(t, m, x)
	at := m.at()
	data := x.Bytes()[at : at+m.block]
	t.received += uint64(len(data))
	if s.rec.wanted {
		t.sum.write(data)
	}
	t.contact.add(data, t.received == uint64(len(data)))
	if s.rec.artifacts {
		if t.art == nil {
			kind := "file"
			if t.internal {
				kind = "contact"
			}
			t.art = x.Artifact(kind, t.name)
			t.art.Session = s.rec.out
		}
		x.Extract(t.art, data, x.Ranges(at, len(data)), 0)
	}
}

// checkBlock checks the size of a block and of the file.
func (s *session) checkBlock(t *transfer, m *message, x *dissect.Context) {
	n := uint64(m.block)
	if size := uint64(s.blockSize()); size > 0 {
		switch {
		case n > size:
			s.judge(false, RuleBlockSize, m, x, strconv.FormatUint(n, 10)+" bytes in version "+strconv.Itoa(s.version))
		case t.short && !t.whole():
			s.require(false, RuleBlockSize, m, x, "a block of fewer than "+strconv.FormatUint(size, 10)+" bytes came before it")
		default:
			x.Held(RuleBlockSize)
		}
		t.short = n < size
	}
	if t.sized && t.received+n > t.size && !t.over {
		t.over = true
		s.require(false, RuleFileSize, m, x, counts(t.received+n, t.size))
	}
}

// adopt takes up a transfer that began before the capture.
func (s *session) adopt(sender dissect.Dir, m *message, x *dissect.Context) *transfer {
	t := s.slot(m.channelName(x), sender, x)
	t.state, t.adopted = fileSending, true
	if s.rec.wanted && len(s.rec.out.Files) < maxFiles {
		t.file = len(s.rec.out.Files)
		s.rec.out.Files = append(s.rec.out.Files, dissect.SessionFile{From: side(sender), Outcome: "partial"})
	}
	return t
}

// close ends the transfer of a file.
func (s *session) close(t *transfer, outcome string, x *dissect.Context) {
	if t.busy() {
		if t.art != nil {
			x.ExtractEnd(t.art, outcome != "complete" || s.conv.Lossy())
		}
		if t.file >= 0 {
			f := &s.rec.out.Files[t.file]
			f.Received, f.Outcome = t.received, outcome
			if t.received > 0 || outcome == "complete" {
				f.SHA256 = t.sum.hex()
			}
		}
	}
	t.state, t.art, t.file, t.sum, t.contact = fileIdle, nil, -1, digest{}, contact{}
}

// unfinished checks, when a side ends the session, that files whose bytes have
// all come were ended (MS-RA 3.9.5).
func (s *session) unfinished(dir dissect.Dir, m *message, x *dissect.Context) {
	for i := range s.transfers {
		if t := &s.transfers[i]; t.state == fileSending && t.whole() && t.sender == dir {
			s.require(false, RuleFileEnd, m, x, "of "+t.name)
		}
	}
}

// stopped counts that nothing came on a channel after FILEXFERREJECT.
func (s *session) stopped(t *transfer, x *dissect.Context) {
	if t.state != fileRejected {
		return
	}
	if t.by == t.sender {
		x.Held(RuleAfterReject)
	} else {
		x.Held(RuleStopOnReject)
	}
}

// endFiles ends what is under way when the conversation ends.
func (s *session) endFiles(x *dissect.Context) {
	for i := range s.transfers {
		t := &s.transfers[i]
		outcome := "partial"
		if t.state == fileWaiting {
			outcome = "offered"
		}
		s.stopped(t, x)
		s.close(t, outcome, x)
	}
}

// executables are extensions of files that Windows runs, or takes commands from,
// when they are opened: those of PATHEXT and of the shell's own formats.
var executables = map[string]bool{
	"bat": true, "chm": true, "cmd": true, "com": true, "cpl": true, "dll": true, "exe": true, "hta": true, "jar": true, "js": true, "jse": true,
	"lnk": true, "msc": true, "msi": true, "msix": true, "msp": true, "pif": true, "ps1": true, "reg": true, "scr": true, "sys": true, "url": true,
	"vbe": true, "vbs": true, "wsf": true, "wsh": true,
}

// executable reports whether the name of a file ends in one of executables.
// Windows leaves out dots and blanks at the end.
func executable(name string) bool {
	for len(name) > 0 && (name[len(name)-1] == '.' || name[len(name)-1] == ' ') {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0 && len(name)-i < 8; i-- {
		if name[i] == '.' {
			return executables[lower(name[i+1:])]
		}
	}
	return false
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// hasPath reports whether the name of a file leads elsewhere than to a file in
// one folder.
func hasPath(name string) bool {
	for i := range len(name) {
		if c := name[i]; c == '/' || c == '\\' || c == ':' {
			return true
		}
	}
	return name == ".."
}

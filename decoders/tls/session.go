package tls

import (
	"encoding/hex"
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// maxLayers is how deep TLS may lie in TLS in one conversation.
const maxLayers = 8

// A mode says what is being decoded: a record of the stream, or what was found
// inside of one and is handed back to the same handler as a message of its own.
type mode uint8

const (
	modeRecord mode = iota
	modeHandshake
	modeContent // the content of an opened record that is no handshake
)

// handler reads the TLS connections of one conversation. Its layers lie inside
// of each other: while a layer hands on what it opened, depth is one more, so
// whatever comes back to the handler meanwhile belongs to the next layer.
type handler struct {
	conv    *dissect.Conversation
	layers  []*layer
	depth   int
	mode    mode
	content uint8 // type of the content, in modeContent
	rec     Record
	msg     message
	b       []byte         // of the message decoded last
	from    reassembly.Map // of what is shown

	// opened, where it is set, sees all application data. Tests compare it.
	opened func(l *layer, dir dissect.Dir, plain []byte)
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.Resyncer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// layer is the connection at hand.
func (h *handler) layer() *layer {
	for len(h.layers) <= h.depth && len(h.layers) < maxLayers {
		h.layers = append(h.layers, newLayer(len(h.layers)))
	}
	return h.layers[min(h.depth, len(h.layers)-1)]
}

// Frame tells the length of a record.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	return frame(b, h.layer().half[dir].seen)
}

// Resync finds the next place that looks like a record and is followed by
// another or by the end of the bytes.
func (h *handler) Resync(_ dissect.Dir, b []byte) int {
	for i := range b {
		n, ok := plausible(b[i:])
		if !ok {
			continue
		}
		if n == 0 || n >= len(b)-i {
			return i
		}
		if _, ok := plausible(b[i+n:]); ok {
			return i
		}
	}
	return len(b)
}

// Gap takes the news that bytes are lost.
func (h *handler) Gap(dir dissect.Dir, n uint64) {
	l := h.layer()
	d := &l.half[dir]
	d.lossy = true
	d.join.reset()
	l.noHash = true
	l.gap[dir] = l.gap[dir] || d.sealed
	if n >= 1<<40 {
		n = 0
	}
	if d.op != nil {
		d.op.missed(n)
	}
	if d.inflate != nil {
		d.inflate.lost = true
	}
}

// Decode reads one record, or what was found in one.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	l := h.layer()
	h.b = c.Peek()
	switch h.mode {
	case modeHandshake:
		h.msg.decode(l, dir, c)
		return
	case modeContent:
		content(h.content, c)
		return
	}
	h.rec = Record{}
	if c.PeekU8(0)&0x80 != 0 {
		h.msg.reset()
		h.rec.decodeSSL2(&h.msg, c)
		return
	}
	h.rec.decode(l, dir, c)
}

// content reads the content of an opened record.
func content(typ uint8, c *dissect.Cursor) {
	switch typ {
	case typeAlert:
		c.Is(kindAlert)
		var a Alert
		a.Decode(c)
	case typeHeartbeat:
		c.Is(kindHeartbeat)
		heartbeat(c)
	case typeChangeCipherSpec:
		c.Is(kindChangeCipherSpec)
		v := c.U8(fChangeCipherSpec)
		c.Require(v == 1, ChangeCipherSpecValue)
	case typeApplicationData:
		c.Is(kindApplicationData)
		rest(c, fContent)
	default:
		c.Is(kindPlaintext)
		rest(c, fContent)
	}
}

// Commit lets a record or handshake message take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.b = nil
	l := h.layer()
	switch h.mode {
	case modeRecord:
		h.record(l, dir, x)
	case modeHandshake:
		h.handshake(l, dir, x)
	}
}

// record lets a record take effect.
func (h *handler) record(l *layer, dir dissect.Dir, x *dissect.Context) {
	r := h.rec
	d := &l.half[dir]
	d.seen = true
	b := x.Bytes()
	if r.old {
		l.clientHello(x, &h.msg, b)
		return
	}
	if len(b) < headerLen {
		return
	}
	body := b[headerLen:]
	if r.Sealed {
		h.open(l, dir, x, r, body)
		return
	}
	h.interleaved(d, x, r.Type)
	switch r.Type {
	case typeChangeCipherSpec:
		if l.version != versionTLS13 && r.CCS && d.stage == stageNone {
			l.change(x, dir)
		}
	case typeHandshake:
		x.HandOn(headerLen, len(body))
		h.fragments(d, dir, x, body, headerLen)
	}
}

// interleaved checks that nothing comes between the fragments of a handshake
// message.
func (h *handler) interleaved(d *half, x *dissect.Context, typ uint8) {
	if typ == typeHandshake || len(d.join.buf) == 0 {
		return
	}
	x.Report(HandshakeInterleaved, 0, len(x.Bytes()), "")
	d.join.reset()
}

// open opens a protected record, if there are keys, and hands on what is in it.
func (h *handler) open(l *layer, dir dissect.Dir, x *dissect.Context, r Record, frag []byte) {
	d := &l.half[dir]
	if !d.sealed {
		l.assume(x, dir)
	}
	if d.op == nil {
		l.find(x, dir)
	}
	if d.op == nil {
		d.count++
		d.passed += uint64(len(frag))
		if n := len(frag) - len(d.tail); n >= 0 {
			copy(d.tail[:], frag[n:])
		}
	}
	if l.Supported || d.stage == stageEarly {
		if plain, typ, ok := h.plain(l, dir, x, r, frag); ok {
			l.Records[dir].Opened++
			if !l.Open {
				l.Open = true
				l.protect(x)
			}
			x.HandOn(headerLen, len(frag))
			h.contents(l, dir, x, typ, plain)
			return
		}
	} else {
		l.Records[dir].Closed++
	}
	if d.stage != stageEarly { // early data that was refused is sent again
		l.gap[dir] = true
	}
}

// assume takes a direction as protected although the change was not seen.
func (l *layer) assume(x *dissect.Context, dir dissect.Dir) {
	d := &l.half[dir]
	if l.version != versionTLS13 {
		l.change(x, dir)
		if d.op != nil {
			d.op.missed(0)
		}
	}
	d.sealed = true
	l.gap[dir] = true
}

// plain opens a record with the keys in force, or with others that fit.
func (h *handler) plain(l *layer, dir dissect.Dir, x *dissect.Context, r Record, frag []byte) ([]byte, uint8, bool) {
	d := &l.half[dir]
	var plain []byte
	why := opened
	if d.op != nil {
		plain, why = d.op.open(r.Type, r.Version, frag)
	}
	if d.op == nil || why != opened {
		had := d.op != nil
		if plain = l.elsewhere(x, dir, r.Type, r.Version, frag); plain == nil {
			if had && why != faultLost && d.stage != stageEarly {
				l.Records[dir].Failed++
				x.Report(RecordTag, headerLen, len(frag), faultTexts[why])
			} else {
				l.Records[dir].Closed++
			}
			return nil, 0, false
		}
	} else if d.op.macLen > 0 || d.op.suite.bulk.tag > 0 {
		x.Held(RecordTag)
	}
	if d.stage == stageNone {
		if d.inflate != nil {
			var ok bool
			if plain, ok = d.inflate.expand(plain); !ok {
				l.Records[dir].Closed++
				return nil, 0, false
			}
		}
		x.Require(len(plain) <= maxPlain, PlainTooLong, headerLen, len(frag), "")
		return plain, r.Type, true
	}
	// TLSInnerPlaintext, RFC 8446 5.2: content, type, zeros.
	x.Require(len(plain) <= maxPlain+1, PlainTooLong, headerLen, len(frag), "")
	n := len(plain)
	for n > 0 && plain[n-1] == 0 {
		n--
	}
	x.Require(n > 0, InnerType, headerLen, len(frag), "")
	if n == 0 {
		return nil, 0, false
	}
	return plain[:n-1], plain[n-1], true
}

// contents hands on what was in a protected record.
func (h *handler) contents(l *layer, dir dissect.Dir, x *dissect.Context, typ uint8, plain []byte) {
	d := &l.half[dir]
	h.interleaved(d, x, typ)
	switch typ {
	case typeHandshake:
		h.fragments(d, dir, x, plain, -1)
	case typeApplicationData:
		h.deliver(l, dir, x, plain)
	default:
		if len(plain) == 0 {
			return
		}
		h.show(x, typ, plain)
		if typ == typeChangeCipherSpec && d.stage == stageNone {
			l.change(x, dir)
		}
	}
}

// show makes a message of its own of what was in a protected record.
func (h *handler) show(x *dissect.Context, typ uint8, plain []byte) {
	if len(plain) == 0 {
		return
	}
	h.from.Reset()
	h.from.AddWhole(0, x.Ranges(0, len(x.Bytes())))
	h.mode, h.content = modeContent, typ
	x.PassBytes(Protocol, plain, &h.from, "")
	h.mode = modeRecord
}

// deliver hands application data on as a stream of its own.
func (h *handler) deliver(l *layer, dir dissect.Dir, x *dissect.Context, plain []byte) {
	if h.opened != nil {
		h.opened(l, dir, plain)
	}
	if l.stream == nil {
		var p *dissect.Protocol
		if l.Protocol != "" {
			p = ALPN.In(h.conv, l.Protocol)
		}
		l.stream = x.NewStream(p)
	}
	h.within(l, dir, x, plain)
	if l.stream.Protocol() == nil {
		// Nobody reads it, or nobody can tell yet: it is shown as it is.
		h.show(x, typeApplicationData, plain)
	}
}

// within hands on what lies inside of a layer.
func (h *handler) within(l *layer, dir dissect.Dir, x *dissect.Context, plain []byte) {
	h.depth++
	defer func() { h.depth-- }()
	if l.gap[dir] {
		l.gap[dir] = false
		l.stream.Gap(x, dir, 0)
	}
	l.stream.Data(x, dir, plain, x.Ranges(0, len(x.Bytes())), true)
}

// fragments takes in handshake messages: b are the fragments of a record that
// begin at offset off of it, or were opened where off is negative.
func (h *handler) fragments(d *half, dir dissect.Dir, x *dissect.Context, b []byte, off int) {
	j := &d.join
	j.cut = len(j.buf) > 0
	for len(b) > 0 {
		if j.skip > 0 {
			n := min(j.skip, len(b))
			j.skip -= n
			b = b[n:]
			if off >= 0 {
				off += n
			}
			continue
		}
		need := handshakeHeader
		if len(j.buf) >= handshakeHeader {
			need += handshakeLength(j.buf)
		}
		n := min(need-len(j.buf), len(b))
		if off >= 0 {
			j.m.AddRanges(uint64(len(j.buf)), uint32(n), x.Ranges(off, n))
			off += n
		} else {
			j.m.AddWhole(uint64(len(j.buf)), x.Ranges(0, len(x.Bytes())))
		}
		j.buf = append(j.buf, b[:n]...)
		b = b[n:]
		if len(j.buf) < handshakeHeader {
			continue
		}
		size := handshakeHeader + handshakeLength(j.buf)
		if size > maxHandshake {
			x.Report(dissect.LimitBuffer, 0, len(x.Bytes()), "a handshake message of "+strconv.Itoa(size)+" bytes")
			j.reset()
			j.skip = size - handshakeHeader
			continue
		}
		if len(j.buf) < size {
			continue
		}
		if j.cut {
			x.Held(HandshakeInterleaved)
		}
		msg := j.buf
		j.buf = nil // the message may change the keys and with them the fragments
		h.mode = modeHandshake
		x.PassBytes(Protocol, msg, &j.m, "")
		h.mode = modeRecord
		j.buf = msg
		j.reset()
		j.cut = false
	}
}

// handshakeLength is the length of the body of a handshake message.
func handshakeLength(b []byte) int { return int(b[1])<<16 | int(b[2])<<8 | int(b[3]) }

// handshake lets a handshake message take effect.
func (h *handler) handshake(l *layer, dir dissect.Dir, x *dissect.Context) {
	m, b := &h.msg, x.Bytes()
	if len(b) != handshakeHeader+m.length {
		return
	}
	before := l.version < versionTLS13 && !l.ready && l.seenServer
	switch m.kind {
	case typeClientHello:
		if dir == dissect.FromClient {
			l.clientHello(x, m, b)
		}
		return
	case typeServerHello:
		if dir == dissect.FromServer && len(m.hello.suites) > 0 {
			l.serverHello(x, m, b)
		}
		return
	case typeHelloRequest:
		return // not part of the hash, RFC 5246 7.4.1.1
	case typeEncryptedExtensions:
		l.takeALPN(m, b)
		if d := &l.half[dissect.FromClient]; d.stage == stageEarly && !m.early {
			l.setStage(x, dissect.FromClient, stageHandshake)
			d.tries = 0
		}
	case typeCertificate:
		l.certificate(dir, x, m, b)
	case typeServerKeyExchange:
		l.ephemeral = append(l.ephemeral[:0], m.modulus.of(b)...)
	case typeClientKeyExchange:
		l.premaster = append(l.premaster[:0], m.secret.of(b)...)
	case typeEndOfEarlyData:
		if dir == dissect.FromClient && l.version == versionTLS13 {
			l.setStage(x, dir, stageHandshake)
		}
	case typeFinished:
		l.done = true
		if l.version == versionTLS13 && l.half[dir].stage == stageHandshake {
			l.setStage(x, dir, stageApplication)
		}
	case typeKeyUpdate:
		l.update(dir)
	}
	if before && !l.half[dir].sealed || before && l.done {
		part := 1
		if dir == dissect.FromClient {
			part = 2
		}
		if m.kind != typeCertificateVerify && m.kind != typeFinished {
			l.keepTranscript(x, part, b)
		}
	}
}

// End says what would open the connections that stayed closed.
func (h *handler) End(x *dissect.Context) {
	for _, l := range h.layers {
		l.need(x)
	}
}

// Info tells what a person looks for first.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	l := h.layer()
	switch {
	case h.mode == modeHandshake:
		return h.messageInfo(l, dst)
	case h.mode == modeContent:
		if h.content == typeAlert && len(h.b) >= 2 {
			return appendAlert(dst, h.b[0], h.b[1])
		}
		if h.content == typeApplicationData {
			return append(strconv.AppendInt(dst, int64(len(h.b)), 10), " bytes"...)
		}
		return dst
	case h.rec.old:
		return append(dst, versionNames.Value(uint64(h.msg.hello.version))...)
	case h.rec.Sealed:
		dst = append(dst, contentNames.Value(uint64(h.rec.Type))...)
		dst = append(dst, ", "...)
		dst = strconv.AppendUint(dst, uint64(h.rec.Length), 10)
		dst = append(dst, " bytes"...)
		if l.half[dir].op == nil && l.SuiteName != "" && !l.Supported {
			dst = append(append(dst, ", not supported: "...), l.SuiteName...)
		}
		return dst
	case h.rec.Type == typeAlert:
		return appendAlert(dst, h.rec.Alert.Level, h.rec.Alert.Description)
	case h.rec.Type == typeChangeCipherSpec:
		return dst
	}
	return append(dst, contentNames.Value(uint64(h.rec.Type))...)
}

// messageInfo tells what is in the handshake message decoded last.
func (h *handler) messageInfo(l *layer, dst []byte) []byte {
	m := &h.msg
	switch m.kind {
	case typeClientHello:
		v := m.hello.version
		for _, o := range m.hello.versions {
			if o&0x0f0f != 0x0a0a || o>>8 != o&0xff {
				v = max(v, o)
			}
		}
		dst = append(dst, versionNames.Value(uint64(v))...)
		if name := m.hello.name.of(h.b); name != nil {
			dst = append(append(dst, ' '), name...)
		}
	case typeServerHello:
		dst = append(dst, versionNames.Value(uint64(m.hello.selected()))...)
		if len(m.hello.suites) > 0 {
			dst = append(append(dst, ' '), suiteNames.Value(uint64(m.hello.suites[0]))...)
		}
	case typeCertificate:
		if m.ncerts > 0 {
			c := &m.certs[0]
			dst = appendName(dst, c.subject.of(h.b))
			if c.bits > 0 && c.key >= 0 {
				dst = append(append(dst, ", "...), oids[c.key].name...)
				dst = strconv.AppendInt(append(dst, ' '), int64(c.bits), 10)
			}
			sum := fingerprint(c.der.of(h.b))
			dst = append(dst, ", SHA-256 "...)
			dst = hex.AppendEncode(dst, sum[:])
		}
	default:
		if !m.known {
			dst = strconv.AppendUint(append(dst, "type "...), uint64(m.kind), 10)
		}
	}
	return dst
}

// appendAlert appends "fatal handshake_failure".
func appendAlert(dst []byte, level, description uint8) []byte {
	dst = append(dst, levelNames.Value(uint64(level))...)
	dst = append(dst, ' ')
	if s := alertNames.Value(uint64(description)); s != "" {
		return append(dst, s...)
	}
	return strconv.AppendUint(dst, uint64(description), 10)
}

// sealedBytes is what the state of an AEAD or a CBC cipher takes, in bytes: the
// key schedule and the tables of GHASH.
const sealedBytes = 1024

// Held is what handshake messages and the state of ciphers and decompression take, in
// bytes.
func (h *handler) Held() int {
	n := 0
	for _, l := range h.layers {
		n += int(unsafe.Sizeof(*l)) + len(l.transcript[0]) + len(l.transcript[1]) + len(l.transcript[2])
		for i := range l.half {
			hf := &l.half[i]
			n += len(hf.join.buf)
			if hf.op != nil {
				n += int(unsafe.Sizeof(*hf.op)) + sealedBytes
			}
			if hf.inflate != nil {
				n += inflateBytes
			}
		}
	}
	return n
}

// inflateBytes is what a decompressor takes: its window, the one before it, and its
// tables.
const inflateBytes = 3 * 32 << 10

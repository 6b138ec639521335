package report

import (
	"encoding/hex"
	"io"
	"strconv"
	"time"

	"github.com/radissect/radissect/dissect"
)

// pdmlSink writes Packet Details Markup Language as tshark's -T pdml does: packets
// with protocols, and these with fields. A packet has the messages that it completed,
// those that only carry others as well.
type pdmlSink struct {
	base
	w       io.Writer
	creator string
	names   map[*dissect.Field]string // as filters write them
	open    uint64                    // number of the packet at hand, 0 for none
	opened  bool                      // a packet is open
	begins  map[*dissect.Message]bool
	alone   map[*dissect.Diagnostic]bool // findings that begin a packet
	latest  *dissect.Message
	written bool
	head    bool
}

var (
	_ dissect.Sink    = (*pdmlSink)(nil)
	_ dissect.Stopper = (*pdmlSink)(nil)
	_ Settler         = (*pdmlSink)(nil)
)

// PDML is a sink for programs written for tshark. creator names the program; names
// says what filters call each field.
func PDML(w io.Writer, creator string, names map[*dissect.Field]string, o Options) dissect.Sink {
	return &pdmlSink{
		base: newBase(o), w: w, creator: creator, names: names,
		begins: map[*dissect.Message]bool{}, alone: map[*dissect.Diagnostic]bool{},
	}
}

// Want implements dissect.Sink.
func (s *pdmlSink) Want() dissect.Want { return dissect.Want{Messages: true, Trees: true} }

// Accept implements dissect.Sink.
func (s *pdmlSink) Accept(ev *dissect.Event) bool {
	if s.written {
		s.written = false
		clear(s.begins)
		clear(s.alone)
	}
	switch ev.Kind {
	case dissect.EventCapture:
		s.file, s.latest, s.open = ev.Capture.File, nil, 0
	case dissect.EventMessage:
		m := ev.Message
		if !s.message(m) {
			return false
		}
		if n := packetOf(m); n != s.open || s.latest == nil || s.latest.Conv != m.Conv {
			s.begins[m] = true
			s.open = n
		}
		s.latest = m
		return true
	case dissect.EventFinding:
		d := ev.Finding
		if !s.finding(d) || marked(s.latest, d) {
			return false
		}
		if len(d.Frames) == 0 && s.open == 0 {
			return false
		}
		if s.latest == nil || d.Message == 0 || d.Conv != s.latest.Conv {
			s.alone[d] = true
			s.open, s.latest = 0, nil
		}
		return true
	}
	return false
}

// packetOf is the number of the packet that completed m, or of the last that holds
// a byte of it.
func packetOf(m *dissect.Message) uint64 {
	if m.Packet.Number != 0 || len(m.Frames) == 0 {
		return m.Packet.Number
	}
	return m.Frames[len(m.Frames)-1]
}

// Render implements dissect.Sink.
func (s *pdmlSink) Render(dst []byte, ev *dissect.Event) []byte {
	if m := ev.Message; m != nil {
		if s.begins[m] {
			dst = s.appendPacket(dst, packetOf(m), m.Time, m.Packet, m.Conv, m.Dir)
		}
		return s.appendProto(dst, m)
	}
	d := ev.Finding
	if s.alone[d] {
		n := uint64(0)
		if len(d.Frames) > 0 {
			n = d.Frames[len(d.Frames)-1]
		}
		dst = s.appendPacket(dst, n, d.Time, dissect.PacketRef{}, d.Conv, d.Dir)
	}
	dst = append(dst, "  <proto name=\"_ws.expert\""...)
	dst = attribute(dst, "showname", "Finding of radissect")
	dst = append(dst, " size=\"0\" pos=\"0\">\n"...)
	dst = appendExpert(dst, 4, d.Rule, d.Detail, 0)
	return append(dst, "  </proto>\n"...)
}

// packetEnd ends a packet. Each packet but the first begins with it: Write takes it
// away from the first.
const packetEnd = "</packet>\n\n"

// appendPacket appends the beginning of a packet, with the protocols below ours.
func (s *pdmlSink) appendPacket(dst []byte, n uint64, at int64, p dissect.PacketRef, c *dissect.Conversation, dir dissect.Dir) []byte {
	size := strconv.FormatUint(uint64(p.Len), 10)
	num := strconv.FormatUint(n, 10)
	when := time.Unix(0, at).UTC().Format("Jan _2, 2006 15:04:05.000000000 UTC")
	var room [32]byte
	epoch := room[:0]
	if at < 0 {
		epoch = append(epoch, '-')
		at = -at
	}
	epoch = strconv.AppendInt(epoch, at/1e9, 10)
	epoch = append(epoch, '.')
	for part, unit := at%1e9, int64(1e8); unit > 0; unit /= 10 {
		epoch = append(epoch, byte('0'+part/unit%10))
	}
	dst = append(dst, packetEnd...)
	dst = append(dst, "<packet>\n"...)
	dst = appendProtoHead(dst, "geninfo", "General information", p.Len)
	dst = appendField(dst, 4, "num", "Number", num, strconv.FormatUint(n, 16), p.Len)
	dst = appendField(dst, 4, "len", "Frame Length", size, strconv.FormatUint(uint64(p.Len), 16), p.Len)
	captured := strconv.FormatUint(uint64(p.Captured), 10)
	dst = appendField(dst, 4, "caplen", "Captured Length", captured, strconv.FormatUint(uint64(p.Captured), 16), p.Len)
	dst = appendField(dst, 4, "timestamp", "Captured Time", when, string(epoch), p.Len)
	dst = append(dst, "  </proto>\n"...)

	dst = appendProtoHead(dst, "frame", "Frame "+num+": "+size+" bytes on wire, "+captured+" bytes captured", p.Len)
	dst = appendField(dst, 4, "frame.time", "Arrival Time: "+when, when, "", 0)
	dst = appendField(dst, 4, "frame.time_epoch", "Epoch Time: "+string(epoch)+" seconds", string(epoch), "", 0)
	dst = appendField(dst, 4, "frame.number", "Frame Number: "+num, num, "", 0)
	dst = appendField(dst, 4, "frame.len", "Frame Length: "+size+" bytes", size, "", 0)
	dst = appendField(dst, 4, "frame.cap_len", "Capture Length: "+captured+" bytes", captured, "", 0)
	dst = append(dst, "  </proto>\n"...)
	if c == nil {
		return dst
	}
	return appendPeers(dst, c, dir)
}

// appendPeers appends the protocols of a conversation, as far as it is known by them.
func appendPeers(dst []byte, c *dissect.Conversation, dir dissect.Dir) []byte {
	from, to := c.Client, c.Server
	if dir == dissect.FromServer {
		from, to = to, from
	}
	src, to4 := from.Addr.Addr(), to.Addr.Addr()
	ip, title := "ip", "Internet Protocol Version 4"
	if src.Is6() {
		ip, title = "ipv6", "Internet Protocol Version 6"
	}
	s, t := src.String(), to4.String()
	dst = appendProtoHead(dst, ip, title+", Src: "+s+", Dst: "+t, 0)
	dst = appendField(dst, 4, ip+".src", "Source Address: "+s, s, hex.EncodeToString(src.AsSlice()), uint32(src.BitLen()/8))
	dst = appendField(dst, 4, ip+".dst", "Destination Address: "+t, t, hex.EncodeToString(to4.AsSlice()), uint32(src.BitLen()/8))
	dst = append(dst, "  </proto>\n"...)
	title = "Transmission Control Protocol"
	if c.Transport == "udp" {
		title = "User Datagram Protocol"
	}
	sp, tp := strconv.Itoa(int(from.Port)), strconv.Itoa(int(to.Port))
	dst = appendProtoHead(dst, c.Transport, title+", Src Port: "+sp+", Dst Port: "+tp, 0)
	port := func(name, title, text string, v uint16) {
		dst = appendField(dst, 4, c.Transport+name, title+text, text, hex.EncodeToString([]byte{byte(v >> 8), byte(v)}), 2)
	}
	port(".srcport", "Source Port: ", sp, from.Port)
	port(".dstport", "Destination Port: ", tp, to.Port)
	id := strconv.FormatUint(c.ID, 10)
	dst = appendField(dst, 4, c.Transport+".stream", "Conversation: "+id, id, "", 0)
	return append(dst, "  </proto>\n"...)
}

// appendProtoHead appends the start tag of a protocol.
func appendProtoHead(dst []byte, name, showname string, size uint32) []byte {
	dst = append(dst, "  <proto"...)
	dst = attribute(dst, "name", name)
	dst = attribute(dst, "showname", showname)
	dst = append(dst, ` size="`...)
	dst = strconv.AppendUint(dst, uint64(size), 10)
	return append(dst, "\" pos=\"0\">\n"...)
}

// appendField appends a field that stands for no bytes of a message.
func appendField(dst []byte, indent int, name, showname, show, value string, size uint32) []byte {
	dst = append(appendPad(dst, 0, indent), "<field"...)
	dst = attribute(dst, "name", name)
	dst = attribute(dst, "showname", showname)
	dst = append(dst, ` size="`...)
	dst = strconv.AppendUint(dst, uint64(size), 10)
	dst = append(dst, `" pos="0"`...)
	dst = attribute(dst, "show", show)
	if value != "" {
		dst = attribute(dst, "value", value)
	}
	return append(dst, "/>\n"...)
}

// attribute appends an attribute with captured text made harmless: first as for
// people, which takes away what XML 1.0 cannot hold, then for XML.
func attribute[T ~string | ~[]byte](dst []byte, name string, v T) []byte {
	dst = append(append(append(dst, ' '), name...), `="`...)
	start := len(dst)
	dst = AppendEscaped(dst, v)
	for _, c := range dst[start:] {
		if c == '&' || c == '<' || c == '>' || c == '"' {
			text := string(dst[start:])
			dst = appendMarkup(dst[:start], text)
			break
		}
	}
	return append(dst, '"')
}

func appendMarkup(dst []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

// appendProto appends one message.
func (s *pdmlSink) appendProto(dst []byte, m *dissect.Message) []byte {
	title := m.Proto
	if m.Kind != nil && m.Kind.Name != "" {
		title = m.Kind.Name
	}
	if len(m.Info) > 0 {
		title += ", " + string(m.Info)
	}
	dst = appendProtoHead(dst, m.Proto, title, uint32(m.Len))
	own := func(name, title, v string) {
		dst = appendField(dst, 4, name, title+": "+v, v, "", 0)
	}
	own("message.number", "Message", strconv.FormatUint(m.N, 10))
	if m.Kind != nil {
		own("message.name", "Name", m.Kind.Name)
		own("message.spec", "Section", string(m.Kind.Spec))
	}
	if m.Channel != "" {
		own("channel", "Channel", m.Channel)
	}
	t := m.Tree
	if t != nil {
		dst = s.appendNodes(dst, t)
		for _, k := range t.Marks {
			if s.opt.Mute == nil || !s.opt.Mute(k.Rule) {
				pos := uint32(0)
				if int(k.Node) < len(t.Nodes) {
					pos = t.Nodes[k.Node].Off
				}
				dst = appendExpert(dst, 4, k.Rule, "", pos)
			}
		}
	}
	return append(dst, "  </proto>\n"...)
}

// appendNodes appends the fields of a message, those of a structure inside of it.
func (s *pdmlSink) appendNodes(dst []byte, t *dissect.Tree) []byte {
	var room [80]openGroup
	open := room[:0]
	var scratch []byte
	indent := func() int { return 4 + 2*min(len(open), 40) }
	closeTo := func(i uint32) {
		for len(open) > 0 && open[len(open)-1].end <= i {
			open = open[:len(open)-1]
			dst = append(appendPad(dst, 0, indent()), "</field>\n"...)
		}
	}
	for i := range t.Nodes {
		closeTo(uint32(i))
		n := &t.Nodes[i]
		secret := !s.opt.Reveal && (n.Field.Secret || len(open) > 0 && open[len(open)-1].secret)
		dst = append(appendPad(dst, 0, indent()), "<field"...)
		dst, scratch = s.appendNode(dst, scratch, t, n, secret)
		if n.End > uint32(i)+1 {
			dst = append(dst, ">\n"...)
			open = append(open, openGroup{n.End, secret})
			continue
		}
		dst = append(dst, "/>\n"...)
	}
	closeTo(uint32(len(t.Nodes)))
	return dst
}

// appendNode appends the attributes of a field.
func (s *pdmlSink) appendNode(dst, scratch []byte, t *dissect.Tree, n *dissect.Node, secret bool) (out, room []byte) {
	f := n.Field
	name := s.names[f]
	if name == "" {
		name = f.Name
	}
	dst = attribute(dst, "name", name)
	hidden := secret || s.opt.handedOn(n) || f.Base == dissect.Group
	scratch = append(append(scratch[:0], f.Name...), ": "...)
	start := len(scratch)
	switch {
	case f.Base == dissect.Group:
		scratch = append(scratch[:0], f.Name...)
		start = len(scratch)
	case secret:
		scratch = append(scratch, dissect.Mask...)
	case hidden:
	case f.Base == dissect.Bytes:
		scratch = appendBytesText(scratch, t.Range(n))
	default:
		scratch = t.AppendText(scratch, n)
	}
	dst = attribute(dst, "showname", scratch)
	dst = append(dst, ` size="`...)
	dst = strconv.AppendUint(dst, uint64(n.Len), 10)
	dst = append(dst, `" pos="`...)
	dst = strconv.AppendUint(dst, uint64(n.Off), 10)
	dst = append(dst, '"')
	show := scratch[start:]
	var number [24]byte
	switch b := t.Range(n); {
	case hidden:
	case f.Base == dissect.Dec:
		show = strconv.AppendUint(number[:0], n.Value, 10)
	case f.Base == dissect.Int:
		show = signedText(number[:0], n)
	case f.Base == dissect.Hex:
		digits := 2 * len(b)
		if n.Width != 0 {
			digits = (int(n.Width) + 3) / 4
		}
		show = append(number[:0], "0x"...)
		for i := min(digits, 16); i > 1 && n.Value>>(4*(i-1)) == 0; i-- {
			show = append(show, '0')
		}
		show = strconv.AppendUint(show, n.Value, 16)
	case f.Base == dissect.Bytes:
		show = show[:0]
		for i, c := range b {
			if i > 0 {
				show = append(show, ':')
			}
			show = append(show, hexDigits[c>>4], hexDigits[c&15])
		}
	}
	dst = attribute(dst, "show", show)
	if !hidden && n.Len > 0 && n.Flags&dissect.Generated == 0 {
		dst = append(dst, ` value="`...)
		dst = append(hex.AppendEncode(dst, t.Range(n)), '"')
	}
	return dst, scratch[:0]
}

// signedText appends the value of a two's complement number of the field's width.
func signedText(dst []byte, n *dissect.Node) []byte {
	v := int64(n.Value)
	if n.Width == 0 && n.Len > 0 && n.Len < 8 {
		shift := 64 - 8*n.Len
		v = v << shift >> shift
	}
	return strconv.AppendInt(dst, v, 10)
}

// expertLevels are the severities of Wireshark's expert information for ours
// (epan/proto.h: PI_NOTE, PI_WARN, PI_ERROR).
var expertLevels = [...]struct{ name, value string }{
	dissect.Note: {"Note", "4194304"}, dissect.Should: {"Warning", "6291456"}, dissect.Must: {"Error", "8388608"},
	dissect.Malformed: {"Error", "8388608"}, dissect.Security: {"Error", "8388608"}, dissect.Limit: {"Warning", "6291456"},
}

// appendExpert appends a finding the way tshark shows expert information.
func appendExpert(dst []byte, indent int, r *dissect.Rule, detail string, pos uint32) []byte {
	l := expertLevels[r.Level]
	text := r.ID + ": " + r.Title
	if detail != "" {
		text += " (" + detail + ")"
	}
	dst = append(appendPad(dst, 0, indent), "<field name=\"_ws.expert\""...)
	dst = attribute(dst, "showname", "Expert Info ("+l.name+"/Protocol): "+text)
	dst = append(dst, ` size="0" pos="`...)
	dst = strconv.AppendUint(dst, uint64(pos), 10)
	dst = append(dst, "\">\n"...)
	dst = appendField(dst, indent+2, "_ws.expert.message", "Message: "+text, text, "", 0)
	dst = appendField(dst, indent+2, "_ws.expert.severity", "Severity level: "+l.name, l.value, "", 0)
	dst = appendField(dst, indent+2, "finding.rule", "Rule: "+r.ID, r.ID, "", 0)
	dst = appendField(dst, indent+2, "finding.level", "Level: "+r.Level.String(), r.Level.String(), "", 0)
	if r.Spec != "" {
		dst = appendField(dst, indent+2, "finding.spec", "Section: "+string(r.Spec), string(r.Spec), "", 0)
	}
	return append(appendPad(dst, 0, indent), "</field>\n"...)
}

// Write implements dissect.Sink.
func (s *pdmlSink) Write(p []byte) (int, error) {
	s.written = true
	n := len(p)
	if err := s.writeHead(); err != nil {
		return 0, err
	}
	if !s.opened && len(p) >= len(packetEnd) {
		s.opened = true
		p = p[len(packetEnd):]
	}
	_, err := s.w.Write(p)
	return n, err
}

// writeHead writes what comes before the first packet.
func (s *pdmlSink) writeHead() error {
	if s.head {
		return nil
	}
	s.head = true
	dst := append([]byte(nil), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"pdml2html.xsl\"?>\n<pdml version=\"0\""...)
	dst = attribute(dst, "creator", s.creator)
	dst = attribute(dst, "capture_file", s.file)
	_, err := s.w.Write(append(dst, ">\n"...))
	return err
}

// Close implements dissect.Sink.
func (s *pdmlSink) Close(*dissect.Summary) error {
	if err := s.writeHead(); err != nil {
		return err
	}
	tail := "</pdml>\n"
	if s.opened {
		tail = packetEnd + tail
	}
	_, err := io.WriteString(s.w, tail)
	return err
}

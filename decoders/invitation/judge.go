package invitation

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
	"github.com/radissect/radissect/dissect"
)

// value judges the value just read.
func (d *Decoder) value(c *dissect.Cursor, s *scanner, p part) {
	t := s.t.At(p.at)
	switch p.item {
	case itemUnknown:
		if d.top().item != itemElement { // that is reported itself
			d.unknown(c, s, p, "attribute ")
		}
		return
	case itemMarkup, itemContent, itemRest:
		return
	}
	if p.name.Len > 0 {
		c.Held(RuleUnknownName)
	}
	switch p.item {
	case itemDeclaration:
		d.declaration(c, t)
	case itemVersion:
		c.Require(t.Equal("65538"), RuleProtocolVersion)
	case itemProtocol:
		c.Require(t.Equal("1"), RuleProtocolType)
	case itemAccountPwd, itemSessionName, itemSessionPwd:
		if t.Equal("*") {
			c.Held(RulePlaceholder)
		} else {
			c.ReportLast(RulePlaceholder, fieldsOf[p.item][0].Name+" is not \"*\"")
		}
	case itemHost:
		c.Require(goodHost(t), RuleAddress)
	case itemPort, itemListenerPort:
		_, ok := number(t, 65535)
		c.Require(ok && !t.Equal("0"), RulePort)
	case itemSessionID, itemAuthID:
		d.ID = t.Bytes
		c.Require(len(t.Bytes) > 0, RuleSessionID)
	case itemListenerName:
		if d.Listener == nil {
			d.Listener = t.Bytes
		}
	case itemKH:
		var room [64]byte
		n, ok := decode64(room[:], t)
		c.Require(ok && n == 20, RuleKeyHash)
	case itemKH2:
		c.Require(goodHash2(t), RuleKeyHash2)
	case itemType:
		c.Require(t.Equal("Escalated"), RuleType)
	case itemEncrypted, itemModem:
		c.Require(t.Equal("0") || t.Equal("1"), RuleFlag)
	case itemDtStart, itemDtLength:
		v, ok := number(t, 1<<62)
		c.Require(ok, RuleTime)
		if ok && p.item == itemDtLength {
			c.Require(v <= day, RuleLongValidity)
		}
	case itemLHTicket:
		d.ticket(c, t)
	case itemPassStub:
		judgeStub(c, t)
	}
}

// day is one day in the minutes of DtLength.
const day = 24 * 60

// declaration reads the XML declaration, which says how the file is encoded.
func (d *Decoder) declaration(c *dissect.Cursor, t xmltag.Text) {
	if !d.file {
		return
	}
	at := t.Find("encoding")
	if at < 0 {
		return
	}
	said := t.From(at)
	if said.Find("Unicode") < 0 && said.Find("unicode") < 0 && said.Find("UTF-16") < 0 && said.Find("utf-16") < 0 {
		return
	}
	if d.wide {
		c.Held(RuleEncoding)
	} else {
		c.ReportLast(RuleEncoding, "8-bit text")
	}
}

// ticket judges the form of LHTICKET.
func (d *Decoder) ticket(c *dissect.Cursor, t xmltag.Text) {
	n, bad := 0, false
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		switch u := t.Unit(i); {
		case u >= '0' && u <= '9', u >= 'a' && u <= 'f', u >= 'A' && u <= 'F':
			n++
		case u == ' ', u == '\t', u == '\r', u == '\n':
		default:
			bad = true
		}
	}
	switch {
	case bad:
		c.ReportLast(RuleTicketHex, "there is more in it than hexadecimal digits")
	case n == 0 || n%32 != 0:
		c.ReportLast(RuleTicketHex, strconv.Itoa(n)+" digits")
	default:
		c.Held(RuleTicketHex)
	}
}

// lacks reports that group l, which has ended, breaks r.
func lacks(c *dissect.Cursor, l *level, r *dissect.Rule, detail string) {
	c.Report(r, l.off, c.Offset()-l.off, detail)
}

// left judges a group that has ended. Behind a place that is not well-formed,
// nothing can be said to be missing.
func (d *Decoder) left(c *dissect.Cursor, s *scanner, l *level) {
	if s.fault != "" {
		return
	}
	switch l.item {
	case itemTicket, itemString1:
		switch {
		case s.fields == len(fields1):
			c.Held(RuleFieldCount)
		default:
			lacks(c, l, RuleFieldCount, strconv.Itoa(s.fields)+" parts")
		}
	case itemAddressList:
		if !l.has(itemAddress) {
			lacks(c, l, RuleAddress, "no address")
		}
	case itemAddress:
		if !l.has(itemPort) {
			lacks(c, l, RuleAddress, "no port")
		}
	case itemE:
		if l.has(itemA) && l.has(itemC) {
			c.Held(RuleStructure)
		} else {
			lacks(c, l, RuleStructure, "E has not both A and C")
		}
	case itemC:
		if !l.has(itemT) {
			lacks(c, l, RuleStructure, "C has no T")
		}
	case itemT:
		if !l.has(itemL) {
			lacks(c, l, RuleStructure, "T has no L")
		}
	case itemA:
		d.leftA(c, l)
	case itemL:
		switch {
		case !l.has(itemListenerName):
			lacks(c, l, RuleListener, "no N")
		case l.has(itemListenerPort) == l.has(itemURI):
			lacks(c, l, RuleListener, "not one of P and U")
		default:
			c.Held(RuleListener)
		}
	case itemUploadInfo:
		if !l.has(itemType) {
			lacks(c, l, RuleType, "no TYPE")
		}
		if l.has(itemUploadData) {
			c.Held(RuleData)
		} else {
			lacks(c, l, RuleData, "no UPLOADDATA")
		}
	case itemUploadData:
		d.leftData(c, l)
	}
}

func (d *Decoder) leftA(c *dissect.Cursor, l *level) {
	if !l.has(itemKH) {
		lacks(c, l, RuleKeyHash, "no KH")
	}
	if l.has(itemKH2) {
		c.Held(RuleKeyHash2There)
	} else {
		lacks(c, l, RuleKeyHash2There, "no KH2")
	}
	if !l.has(itemAuthID) {
		lacks(c, l, RuleSessionID, "no ID")
	}
}

// wanted are the attributes of UPLOADDATA in both types, MS-RAI 6.
var wanted = [...]item{itemUserName, itemEncrypted, itemDtStart, itemDtLength, itemModem}

func (d *Decoder) leftData(c *dissect.Cursor, l *level) {
	one := l.has(itemTicket) || l.has(itemRCTicket)
	if one || l.has(itemLHTicket) {
		c.Held(RuleTicket)
	} else {
		lacks(c, l, RuleTicket, "neither RCTICKET nor LHTICKET")
	}
	var missing []byte
	for _, k := range wanted {
		if !l.has(k) {
			missing = appendName(missing, k)
		}
	}
	stub := l.has(itemPassStub)
	if l.has(itemLHTicket) && !stub {
		missing = appendName(missing, itemPassStub)
	}
	if len(missing) == 0 {
		c.Held(RuleAttributes)
	} else {
		lacks(c, l, RuleAttributes, "no "+string(missing))
	}
	switch {
	case l.has(itemTicket):
		lacks(c, l, RuleTicketClear, "RCTICKET is readable")
	case one, l.has(itemLHTicket):
		c.Held(RuleTicketClear)
	}
	switch {
	case l.has(itemLHTicket), stub:
		c.Held(RuleNoPassword)
	case one:
		lacks(c, l, RuleNoPassword, "no PassStub")
	}
}

func appendName(dst []byte, k item) []byte {
	if len(dst) > 0 {
		dst = append(dst, ", "...)
	}
	return append(dst, fieldsOf[k][0].Name...)
}

// root judges what lies outside of all elements.
func (d *Decoder) root(c *dissect.Cursor) {
	l := d.top()
	if d.scan.fault != "" {
		return
	}
	switch d.scan.form {
	case formString2:
		if !l.has(itemE) {
			lacks(c, l, RuleStructure, "the root is not E")
		}
	case formFile:
		if !l.has(itemUploadInfo) {
			lacks(c, l, RuleData, "the root is not UPLOADINFO")
		}
	}
}

// number reads decimal digits; ok is false for anything else and for values
// above most.
func number(t xmltag.Text, most uint64) (v uint64, ok bool) {
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		u := t.Unit(i)
		if u < '0' || u > '9' || v > most/10 {
			return 0, false
		}
		v = 10*v + uint64(u-'0')
	}
	return v, len(t.Bytes) > 0 && v <= most
}

// goodHost reports whether t is an IPv4 address or could be the name of a
// computer: something without blanks and colons that is not made of digits and
// dots alone.
func goodHost(t xmltag.Text) bool {
	if len(t.Bytes) == 0 {
		return false
	}
	numeric := true
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		u := t.Unit(i)
		if u <= ' ' || u == ':' {
			return false
		}
		numeric = numeric && (u >= '0' && u <= '9' || u == '.')
	}
	if !numeric {
		return true
	}
	return dotted(t)
}

// dotted reports whether t is four numbers up to 255 with dots between.
func dotted(t xmltag.Text) bool {
	for left := 4; left > 0; left-- {
		part := t
		if dot := t.Index('.'); dot >= 0 && left > 1 {
			part, t = t.To(dot), t.From(dot+t.Step())
		} else if left > 1 {
			return false
		}
		if _, ok := number(part, 255); !ok || part.Units() > 3 {
			return false
		}
	}
	return true
}

// decode64 decodes base64 with padding into dst; ok is false for anything else,
// and where dst is too small.
func decode64(dst []byte, t xmltag.Text) (n int, ok bool) {
	var room [128]byte
	if t.Units() > len(room) {
		return 0, false
	}
	src := room[:0]
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		u := t.Unit(i)
		if u >= utf8.RuneSelf {
			return 0, false
		}
		src = append(src, byte(u))
	}
	if base64.StdEncoding.DecodedLen(len(src)) > len(dst)+2 {
		return 0, false
	}
	var out [128]byte
	n, err := base64.StdEncoding.Decode(out[:], src)
	if err != nil || n > len(dst) {
		return 0, false
	}
	copy(dst, out[:n])
	return n, true
}

// hashes2 are the hashes of KH2 and their lengths in bytes, MS-RAI 2.2.2.
var hashes2 = [...]struct {
	prefix string
	size   int
}{{"sha256:", 32}, {"sha384:", 48}, {"sha512:", 64}}

func goodHash2(t xmltag.Text) bool {
	for _, h := range hashes2 {
		if t.HasPrefix(h.prefix) {
			var room [66]byte
			n, ok := decode64(room[:], t.From(len(h.prefix)*t.Step()))
			return ok && n == h.size
		}
	}
	return false
}

// stubRules are the rules about the positions of a pass stub, and the
// characters that stand there.
var stubRules = [stubLength]struct {
	rule *dissect.Rule
	set  string
}{
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubSymbol, "!@#$&^*()-+="},
	{RuleStubDigit, "0123456789"},
	{RuleStubUpper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{RuleStubLower, "abcdefghijklmnopqrstuvwxyz"},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
	{RuleStubPlain, stubPlain},
}

const stubPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*_"

// stubLength is the length of a pass stub in characters, MS-RAI 6 note 17.
const stubLength = 14

// judgeStub judges the pass stub just read. Each position is judged, and the
// finding says which; the character itself is not shown.
func judgeStub(c *dissect.Cursor, t xmltag.Text) {
	var room [96]byte
	b := t.Append(room[:0])
	if n := utf8.RuneCount(b); n != stubLength {
		c.ReportLast(RuleStubLength, strconv.Itoa(n)+" characters")
		return
	}
	c.Held(RuleStubLength)
	at := 0
	for i := range stubRules {
		r, n := utf8.DecodeRune(b[at:])
		at += n
		if s := &stubRules[i]; r < utf8.RuneSelf && strings.IndexByte(s.set, byte(r)) >= 0 {
			c.Held(s.rule)
		} else {
			c.ReportLast(s.rule, "character "+strconv.Itoa(i+1)+" of 14 is none of "+s.set)
		}
	}
}

package where

import (
	"bytes"
	"encoding/hex"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/dissect"
)

// A literal is a value that a filter compares with, in every way that it can be
// understood.
type literal struct {
	text   []byte // as written, without quotes
	quoted bool
	isNum  bool
	neg    bool
	num    uint64
	isRaw  bool // raw is what bytes are written as
	raw    []byte
	addr   netip.Addr   // valid: an address
	prefix netip.Prefix // valid: an address with a prefix length
	isTime bool
	time   int64  // nanoseconds since 1970
	level  int    // of rules, -1 for none
	ok     uint16 // shapes that it can be compared with, a bit for each
}

// filetimeEpoch is 1970-01-01 in 100 ns units since 1601-01-01 (MS-DTYP 2.3.3).
const filetimeEpoch = 116444736000000000

// parseLiteral reads a value.
func parseLiteral(text string, quoted bool) literal {
	l := literal{text: []byte(text), quoted: quoted, level: -1}
	if lv, ok := dissect.ParseLevel(text); ok {
		l.level = int(lv)
	}
	if quoted {
		l.isRaw, l.raw = true, l.text
	} else {
		l.neg = strings.HasPrefix(text, "-")
		l.num, l.isNum = parseNumber(strings.TrimPrefix(text, "-"))
		l.raw, l.isRaw = parseBytes(text)
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		l.prefix = p.Masked()
	} else if a, err := netip.ParseAddr(text); err == nil {
		l.addr = a.Unmap()
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			if y := t.Year(); y > 1677 && y < 2262 { // what nanoseconds in 64 bits can hold
				l.isTime, l.time = true, t.UnixNano()
			}
			break
		}
	}
	return l
}

// parseNumber reads a decimal number, or a hexadecimal one with 0x before it.
func parseNumber(s string) (uint64, bool) {
	base := 10
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "0x"); ok {
		s, base = rest, 16
	}
	if s == "" || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(s, base, 64)
	return n, err == nil
}

// parseBytes reads aa:bb:cc, aa-bb-cc or 0xaabbcc.
func parseBytes(text string) ([]byte, bool) {
	if rest, ok := strings.CutPrefix(text, "0x"); ok {
		if len(rest)%2 == 1 {
			rest = "0" + rest
		}
		b, err := hex.DecodeString(rest)
		return b, err == nil && len(b) > 0
	}
	for _, sep := range []string{":", "-"} {
		parts := strings.Split(text, sep)
		if len(parts) < 2 {
			continue
		}
		var b []byte
		for _, p := range parts {
			if len(p) != 2 || hexDigit(p[0]) < 0 || hexDigit(p[1]) < 0 {
				return nil, false
			}
			b = append(b, byte(hexDigit(p[0])<<4|hexDigit(p[1])))
		}
		return b, true
	}
	return nil, false
}

// prepare notes with which of a name's values l can be compared, and says why where
// it is with none of them.
func (l *literal) prepare(shapes []shape, fields []*dissect.Field, ordered bool) string {
	why := ""
	for _, s := range shapes {
		if w := l.fits(s, fields, ordered); w == "" {
			l.ok |= 1 << s
		} else if why == "" {
			why = w
		}
	}
	if l.ok != 0 {
		return ""
	}
	return why
}

// fits says why l cannot be compared with values of a shape; "" where it can.
func (l *literal) fits(s shape, fields []*dissect.Field, ordered bool) string {
	switch s {
	case shapeNumber:
		switch {
		case l.isNum:
			return ""
		case !hasSymbols(fields):
			return "it is a number, and " + show(l) + " is none"
		case !slices.Contains(symbols(fields), string(l.text)):
			return show(l) + " is neither a number nor one of its symbols"
		case ordered:
			return "symbols have no order: compare with a number"
		}
	case shapeBytes:
		if !l.isRaw {
			return "these are bytes: write them as 0x0a0b, 0a:0b or text in quotes"
		}
	case shapeAddress:
		switch {
		case l.prefix.IsValid() && ordered:
			return "a network has no order: compare with an address"
		case !l.prefix.IsValid() && !l.addr.IsValid():
			return show(l) + " is no IP address, like 10.0.0.1, 10.0.0.0/8 or 2001:db8::1"
		}
	case shapeTime:
		if !l.isTime && !(l.isNum && fields != nil) {
			return show(l) + ` is no time, like "2026-01-31T12:00:00Z" or 2026-01-31`
		}
	case shapeFlag:
		if t := string(l.text); t != "true" && t != "false" && t != "1" && t != "0" {
			return "it is true or false"
		}
	case shapeLevel:
		if l.level < 0 {
			return show(l) + " is none of note, should, must, malformed, security, limit"
		}
	case shapeNone:
		return "it has no value: it is there or not"
	}
	return ""
}

func show(l *literal) string {
	if l.quoted {
		return strconv.Quote(string(l.text))
	}
	return string(l.text)
}

func hasSymbols(fields []*dissect.Field) bool { return len(symbols(fields)) > 0 }

// symbols are the words that the specification has for values of fields.
func symbols(fields []*dissect.Field) []string {
	var list []string
	for _, f := range fields {
		if f.Names == nil {
			continue
		}
		for _, name := range f.Names.Values {
			list = append(list, name)
		}
		for _, b := range f.Names.Bits {
			list = append(list, b.Name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compareNumbers orders two numbers with signs.
func compareNumbers(aneg bool, a uint64, bneg bool, b uint64) int {
	aneg, bneg = aneg && a != 0, bneg && b != 0
	switch {
	case aneg && !bneg:
		return -1
	case bneg && !aneg:
		return 1
	case a == b:
		return 0
	case (a < b) != aneg:
		return -1
	}
	return 1
}

// compare orders a value and a literal; ok is false where they have no order and
// are not equal.
func (l *literal) compare(v *value, s shape) (c int, ok bool) {
	if l.ok&(1<<s) == 0 {
		return 0, false
	}
	switch s {
	case shapeNumber, shapeLevel, shapeFlag:
		switch {
		case s == shapeLevel:
			return compareNumbers(false, v.num, false, uint64(l.level)), true
		case s == shapeFlag:
			return compareNumbers(false, v.num, false, l.flag()), true
		case l.isNum:
			return compareNumbers(v.neg, v.num, l.neg, l.num), true
		}
		return 0, v.symbol(string(l.text))
	case shapeTime:
		return l.compareTime(v), true
	case shapeAddress:
		if l.prefix.IsValid() {
			return 0, l.prefix.Contains(v.addr)
		}
		return v.addr.Compare(l.addr), true
	case shapeText:
		return l.compareText(v)
	}
	return bytes.Compare(v.b, l.raw), true
}

// flag is 1 for true and 0 for false.
func (l *literal) flag() uint64 {
	if t := string(l.text); t == "true" || t == "1" {
		return 1
	}
	return 0
}

// compareTime compares with a time: of a packet, or of a FILETIME field.
func (l *literal) compareTime(v *value) int {
	if v.field == nil {
		return compareNumbers(v.neg, v.num, l.time < 0, magnitude(l.time))
	}
	if !l.isTime {
		return compareNumbers(false, v.num, l.neg, l.num)
	}
	ticks := l.time/100 + filetimeEpoch
	return compareNumbers(false, v.num, ticks < 0, magnitude(ticks))
}

// compareText compares text. Numbers that text holds are compared as numbers; GUIDs
// without their braces, upper and lower case alike.
func (l *literal) compareText(v *value) (int, bool) {
	if v.field != nil && v.field.Base == dissect.GUID {
		if bytes.EqualFold(v.b, bytes.Trim(l.text, "{}")) {
			return 0, true
		}
		return bytes.Compare(v.b, l.text), true
	}
	if l.isNum {
		if n, err := strconv.ParseUint(string(v.b), 10, 64); err == nil {
			return compareNumbers(false, n, l.neg, l.num), true
		}
	}
	return bytes.Compare(v.b, l.text), true
}

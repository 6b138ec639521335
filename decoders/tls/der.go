package tls

import "github.com/radissect/radissect/dissect"

// Tags of DER, X.690 8.
const (
	derBoolean    = 0x01
	derInteger    = 0x02
	derBitString  = 0x03
	derOID        = 0x06
	derBMPString  = 0x1e
	derSequence   = 0x30
	derSet        = 0x31
	derUTCTime    = 0x17
	derVersion    = 0xa0 // [0] of TBSCertificate, RFC 5280 4.1
	derIssuerID   = 0x81
	derSubjectID  = 0x82
	derExtensions = 0xa3
)

// derHead reads tag and length of an element, X.690 8.1, as one field, and
// returns the length of the content. Lengths of more than four bytes and
// indefinite ones, which DER does not have, read as what is left.
func derHead(c *dissect.Cursor) (tag uint8, n int) {
	tag = c.PeekU8(0)
	first := c.PeekU8(1)
	size := 2
	switch {
	case first < 0x80:
		n = int(first)
	case first >= 0x81 && first <= 0x84:
		for i := range int(first & 0x7f) {
			n = n<<8 | int(c.PeekU8(2+i))
		}
		size += int(first & 0x7f)
	default:
		n = max(0, c.Left()-size)
	}
	c.Bytes(fDERHeader, size)
	return tag, n
}

// derOpen reads an element whose content is read through the cursor returned.
func derOpen(c *dissect.Cursor, f *dissect.Field) (dissect.Cursor, uint8) {
	tag, n := derHead(c)
	return c.Sub(f, n), tag
}

// derLeaf reads an element with one value.
func derLeaf(c *dissect.Cursor, f *dissect.Field) ([]byte, uint8) {
	tag, n := derHead(c)
	return c.Bytes(f, n), tag
}

// derSkip names an element that is not read.
func derSkip(c *dissect.Cursor, f *dissect.Field) {
	_, n := derHead(c)
	c.Closed(f, n)
}

// identifier reads an object identifier and notes its name. It returns its
// place in oids, or -1.
func identifier(c *dissect.Cursor, f *dissect.Field) int {
	b, _ := derLeaf(c, f)
	i := oidIndex(b)
	if i >= 0 {
		c.Note(fOIDName, uint64(i))
	}
	return i
}

// algorithm reads an AlgorithmIdentifier, RFC 5280 4.1.1.2. It returns the
// places of the algorithm and of its parameter, if that is an identifier, in oids.
func algorithm(c *dissect.Cursor, f *dissect.Field) (alg, param int) {
	param = -1
	seq, _ := derOpen(c, f)
	alg = identifier(&seq, fAlgorithm)
	if seq.Left() > 0 {
		if seq.PeekU8(0) == derOID {
			param = identifier(&seq, fParameters)
		} else {
			derSkip(&seq, fParameters)
		}
	}
	seq.Close()
	return alg, param
}

// distinguishedName reads a Name, RFC 5280 4.1.2.4.
func distinguishedName(c *dissect.Cursor) {
	name, _ := derOpen(c, fName)
	for name.Left() > 0 && name.OK() {
		set, _ := derOpen(&name, fRDN)
		for set.Left() > 0 && set.OK() {
			pair, _ := derOpen(&set, fAttribute)
			identifier(&pair, fAttributeType)
			if pair.PeekU8(0) == derBMPString {
				derLeaf(&pair, fAttributeBytes)
			} else {
				derLeaf(&pair, fAttributeValue)
			}
			pair.Close()
		}
		set.Close()
	}
	name.Close()
}

// appendName appends the text of a Name as RFC 4514 has it, in the order of the
// certificate: "CN=host,O=lab". What cannot be read ends it.
func appendName(dst, der []byte) []byte {
	start := len(dst)
	_, name, _ := derSplit(der)
	for len(name) > 0 {
		var set []byte
		var ok bool
		if _, set, name = derSplitRest(name); set == nil {
			return dst
		}
		for len(set) > 0 {
			var pair []byte
			if _, pair, set = derSplitRest(set); pair == nil {
				return dst
			}
			_, oid, rest := derSplitRest(pair)
			tag, value, valueOK := derSplit(rest)
			ok = valueOK
			if oid == nil || !ok {
				return dst
			}
			if len(dst) > start {
				dst = append(dst, ',')
			}
			if i := oidIndex(oid); i >= 0 {
				dst = append(dst, oids[i].short...)
			} else {
				dst = appendOID(dst, oid)
			}
			dst = append(dst, '=')
			if tag == derBMPString {
				for i := 0; i+1 < len(value); i += 2 {
					dst = append(dst, string(rune(value[i])<<8|rune(value[i+1]))...)
				}
			} else {
				dst = append(dst, value...)
			}
		}
	}
	return dst
}

// derSplit reads one element that fills the front of b.
func derSplit(b []byte) (tag uint8, content []byte, ok bool) {
	tag, content, _ = derSplitRest(b)
	return tag, content, content != nil
}

// derSplitRest reads one element and returns what follows it; content is nil
// when there is none.
func derSplitRest(b []byte) (tag uint8, content, rest []byte) {
	if len(b) < 2 {
		return 0, nil, nil
	}
	n, at := int(b[1]), 2
	if n >= 0x80 {
		k := n & 0x7f
		if k < 1 || k > 4 || len(b) < 2+k {
			return 0, nil, nil
		}
		n, at = 0, 2+k
		for _, x := range b[2 : 2+k] {
			n = n<<8 | int(x)
		}
	}
	if n > len(b)-at {
		return 0, nil, nil
	}
	return b[0], b[at : at+n : at+n], b[at+n:]
}

// appendOID appends the dotted form of an object identifier, X.690 8.19.
func appendOID(dst, b []byte) []byte {
	var v uint64
	first := true
	for i, x := range b {
		if i > 32 {
			break
		}
		v = v<<7 | uint64(x&0x7f)
		if x&0x80 != 0 {
			continue
		}
		if first {
			top := min(v/40, 2)
			dst = append(append(dst, itoa(int(top))...), '.')
			v -= top * 40
			first = false
		} else {
			dst = append(dst, '.')
		}
		dst = append(dst, itoa(int(v))...)
		v = 0
	}
	return dst
}

// derTime reads UTCTime or GeneralizedTime in the forms of RFC 5280 4.1.2.5, in
// seconds since 1970.
func derTime(tag uint8, b []byte) (int64, bool) {
	digits := func(n int) int {
		if len(b) < n {
			b = nil
			return -1
		}
		v := 0
		for _, c := range b[:n] {
			if c < '0' || c > '9' {
				return -1
			}
			v = v*10 + int(c-'0')
		}
		b = b[n:]
		return v
	}
	year := 0
	if tag == derUTCTime {
		if year = digits(2); year < 50 {
			year += 100
		}
		year += 1900
	} else {
		year = digits(4)
	}
	month, day, hour, minute := digits(2), digits(2), digits(2), digits(2)
	second := 0
	if len(b) >= 2 && b[0] != 'Z' {
		second = digits(2)
	}
	if year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || minute < 0 || second < 0 || len(b) != 1 || b[0] != 'Z' {
		return 0, false
	}
	// Days since 1970 of the Gregorian calendar, the year beginning in March.
	y, m := year, month
	if m <= 2 {
		y--
		m += 12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + day - 1 - 719468
	return int64(days)*86400 + int64(hour*3600+minute*60+second), true
}

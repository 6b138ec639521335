package rsmc

// parse reads the content of a simple element of type t, without white space at
// its ends (XML Schema 1.0-2 3.2, 3.3). A number below zero is its two's
// complement. ok is false for what is not of the type.
func (t valueType) parse(s []byte) (v uint64, ok bool) {
	switch t {
	case typeString:
		return 0, true
	case typeBool:
		switch string(s) {
		case "true", "1":
			return 1, true
		case "false", "0":
			return 0, true
		}
		return 0, false
	case typeU8:
		return number(s, 1<<8-1)
	case typeU32:
		return number(s, 1<<32-1)
	case typeU64:
		return number(s, 1<<64-1)
	case typeI32:
		if len(s) > 0 && s[0] == '-' {
			v, ok = number(s[1:], 1<<31)
			return -v, ok && s[1] != '+'
		}
		return number(s, 1<<31-1)
	case typeGUID:
		return 0, isGUID(s)
	case typeBase64:
		return 0, isBase64(s)
	}
	return 0, true
}

// number reads a decimal number of at most max.
func number(s []byte, max uint64) (v uint64, ok bool) {
	if len(s) > 0 && s[0] == '+' {
		s = s[1:]
	}
	if len(s) == 0 {
		return 0, false
	}
	for _, c := range s {
		d := uint64(c - '0')
		if c < '0' || c > '9' || v > (max-d)/10 {
			return 0, false
		}
		v = v*10 + d
	}
	return v, true
}

// isGUID reports whether s follows the pattern of MS-RSMC 2.2.5.1.
func isGUID(s []byte) bool {
	const like = "{00000000-0000-0000-0000-000000000000}"
	if len(s) != len(like) {
		return false
	}
	for i, c := range s {
		if like[i] == '0' && !isHex(c) || like[i] != '0' && c != like[i] {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isBase64 reports whether s is xsd:base64Binary (XML Schema 1.0-2 3.2.16): groups
// of four characters, the last with at most two '='. White space may stand anywhere.
func isBase64(s []byte) bool {
	n, pad := 0, 0
	for _, c := range s {
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		case c == '=':
			pad++
		case pad > 0:
			return false
		case !('A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'):
			return false
		}
		n++
	}
	return n%4 == 0 && pad <= 2
}

package where

import (
	"strings"
	"unicode/utf8"
)

// An Error is what is wrong with an expression, and where.
type Error struct {
	Column int      // of the first character at fault, from 1
	Len    int      // characters at fault
	Msg    string   // what is wrong
	Word   string   // a word that is not known, "" where that is not the fault
	Names  []string // what could have stood in its place
}

// Error is the message with its column.
func (e *Error) Error() string { return e.Msg }

// A tokenKind tells tokens apart.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenText // in quotes
	tokenSign
)

// A token is one word, text or sign.
type token struct {
	kind tokenKind
	text string // unquoted
	at   int    // byte offset
	end  int
}

// is reports whether t is this sign or keyword.
func (t token) is(list ...string) bool {
	if t.kind != tokenSign && t.kind != tokenWord {
		return false
	}
	for _, s := range list {
		if t.text == s {
			return true
		}
	}
	return false
}

// keywords are words that are no values.
var keywords = map[string]bool{
	"and": true, "or": true, "not": true, "in": true, "contains": true, "matches": true,
	"eq": true, "ne": true, "lt": true, "gt": true, "le": true, "ge": true,
}

// signs are what is no word, the longer ones first.
var signs = []string{"&&", "||", "==", "!=", "<=", ">=", "!", "<", ">", "&", "~", "(", ")", "{", "}", ",", "["}

// wordByte reports whether c may stand in a word.
func wordByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("_.:-+/@$%*?#", c) >= 0
}

// fail makes an error about the bytes [at, end) of src.
func fail(src string, at, end int, msg string) *Error {
	at, end = min(at, len(src)), min(end, len(src))
	return &Error{
		Column: utf8.RuneCountInString(src[:at]) + 1,
		Len:    max(1, utf8.RuneCountInString(src[at:max(at, end)])),
		Msg:    msg,
	}
}

// scan reads the token that starts at or behind pos.
func scan(src string, pos int) (token, *Error) {
	for pos < len(src) && strings.IndexByte(" \t\r\n", src[pos]) >= 0 {
		pos++
	}
	if pos == len(src) {
		return token{kind: tokenEnd, at: pos, end: pos}, nil
	}
	c := src[pos]
	switch {
	case c == '"' || c == '\'':
		return scanText(src, pos, pos+1, false)
	case c == 'r' && pos+1 < len(src) && src[pos+1] == '"':
		return scanText(src, pos, pos+2, true)
	case wordByte(c):
		end := pos
		for end < len(src) && wordByte(src[end]) {
			end++
		}
		return token{tokenWord, src[pos:end], pos, end}, nil
	}
	for _, s := range signs {
		if strings.HasPrefix(src[pos:], s) {
			return token{tokenSign, s, pos, pos + len(s)}, nil
		}
	}
	switch c {
	case '=':
		return token{}, fail(src, pos, pos+1, `a single "=" compares nothing: write "=="`)
	case '|':
		return token{}, fail(src, pos, pos+1, `a single "|" joins nothing: write "||"`)
	}
	return token{}, fail(src, pos, pos+1, "this character does not belong here")
}

// scanText reads text in quotes; the quote stands before from.
func scanText(src string, at, from int, raw bool) (token, *Error) {
	quote := src[from-1]
	var b strings.Builder
	for i := from; i < len(src); i++ {
		c := src[i]
		switch {
		case c == quote:
			return token{tokenText, b.String(), at, i + 1}, nil
		case c != '\\' || raw || i+1 == len(src):
			b.WriteByte(c)
		default:
			i += unescape(&b, src[i+1:])
		}
	}
	return token{}, fail(src, at, len(src), "the quote is not closed")
}

// unescape writes what a backslash before rest stands for, and reports how many
// bytes of rest belong to it. A backslash that stands for nothing stays.
func unescape(b *strings.Builder, rest string) int {
	switch c := rest[0]; c {
	case '"', '\'', '\\':
		b.WriteByte(c)
		return 1
	case 'n':
		b.WriteByte('\n')
		return 1
	case 'r':
		b.WriteByte('\r')
		return 1
	case 't':
		b.WriteByte('\t')
		return 1
	case 'x':
		if len(rest) >= 3 {
			hi, lo := hexDigit(rest[1]), hexDigit(rest[2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				return 3
			}
		}
	}
	b.WriteByte('\\')
	return 0
}

// hexDigit is the value of a hexadecimal digit, -1 for another byte.
func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

package keys

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
)

// parseRSAKeysINI reads the rsakeys.ini that xrdp-keygen writes: a section
// [keys] with pub_exp, pub_mod and pri_exp as lists of bytes, "0x01,0x00",
// least significant byte first. pub_sig, the signature over the public key, is
// not needed. No document specifies the file; this is what xrdp's own file in
// testdata looks like.
func parseRSAKeysINI(data []byte) (*RSAKey, error) {
	var n, e, d *big.Int
	line := 0
	for text := range bytes.Lines(data) {
		line++
		name, value, ok := bytes.Cut(bytes.TrimSpace(text), []byte("="))
		if !ok {
			continue
		}
		var into **big.Int
		switch string(bytes.TrimSpace(name)) {
		case "pub_mod":
			into = &n
		case "pub_exp":
			into = &e
		case "pri_exp":
			into = &d
		default:
			continue
		}
		v, err := littleEndianList(bytes.TrimSpace(value))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		*into = v
	}
	if n == nil || d == nil {
		return nil, errors.New("rsakeys.ini without pub_mod or pri_exp")
	}
	if e == nil {
		e = new(big.Int)
	}
	return newRSAKey(n, e, d, nil, nil)
}

// littleEndianList reads "0x01,0x00,…" as a number.
func littleEndianList(list []byte) (*big.Int, error) {
	var b []byte
	for word := range bytes.SplitSeq(list, []byte(",")) {
		word = bytes.TrimSpace(word)
		if len(b) >= maxModulusBits/8 {
			return nil, fmt.Errorf("more than %d bytes", maxModulusBits/8)
		}
		digits, ok := bytes.CutPrefix(word, []byte("0x"))
		v, err := strconv.ParseUint(string(digits), 16, 8)
		if !ok || err != nil {
			return nil, errors.New("not a list of bytes of the form 0x01,0x00")
		}
		b = append(b, byte(v))
	}
	slices.Reverse(b)
	return new(big.Int).SetBytes(b), nil
}

package bulk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

const (
	frontRDP4 = PacketCompressed | PacketAtFront | TypeRDP4
	frontRDP5 = PacketCompressed | PacketAtFront | TypeRDP5
	nextRDP6  = PacketCompressed | TypeRDP6
	nextRDP61 = PacketCompressed | TypeRDP61
)

// lsb packs codes, the first into the lowest bits of the first byte. Each is
// written with its top bit first.
func lsb(s string) []byte {
	var b []byte
	n := 0
	for _, c := range s {
		if c == ' ' {
			continue
		}
		if n%8 == 0 {
			b = append(b, 0)
		}
		b[n/8] |= byte(c-'0') << (n % 8)
		n++
	}
	return b
}

// match is an RDP61_MATCH_DETAILS, MS-RDPEGDI 2.2.2.4.1.1.
func match(length, output uint16, history uint32) string {
	b := binary.LittleEndian.AppendUint16(nil, length)
	b = binary.LittleEndian.AppendUint16(b, output)
	return string(binary.LittleEndian.AppendUint32(b, history))
}

func TestErrors(t *testing.T) {
	ones := strings.Repeat("1", 14)
	// The codes of 3.1.8.1.4.1 table 2, as they follow on the wire: 0 is 0x04 in
	// 6 bits, 255 is 0x59 in 7, copy offset 0 is 257, cache entry 0 is 289.
	const (
		zero6  = "001000"        // literal 0
		off0   = "1111111111110" // 257: offset 1-1
		off1   = "1001110"       // 258: offset 2-1
		cache0 = "00011"         // 289
		len3   = "00"            // length index 1
		end6   = "1111111111101" // 256
		none6  = "1111111111111" // no code
	)
	for _, v := range []struct {
		name   string
		flags  uint8
		in     []byte
		reason Reason
		offset int
	}{
		{"unknown type", PacketCompressed | 9, []byte{1, 2, 3}, UnknownType, 0},
		{"rdp8 is not announced this way", PacketCompressed | TypeRDP8, []byte{1, 2, 3}, UnknownType, 0},

		{"rdp4 offset 0", frontRDP4, msb("01000001 1111 000000 0"), BadMatch, 1},
		{"rdp4 offset above 8191", frontRDP4, msb("01000001 110 1111111111111 0"), BadMatch, 1},
		{"rdp4 length code", frontRDP4, msb("01000001 1111 000001 111111111111 0000000000000000"), BadCode, 1},
		{"rdp4 overrun", frontRDP4, msb("01000001 1111 000001 111111111110 111111111111 01000001"), HistoryOverrun, 5},
		{"rdp4 match overrun", frontRDP4, msb("01000001 01000001 1111 000001 111111111110 111111111111"), HistoryOverrun, 2},
		{"rdp5 offset 0", frontRDP5, msb("01000001 11111 000000 0"), BadMatch, 1},
		{"rdp5 offset above 65535", frontRDP5, msb("01000001 110 1111111111111111 0"), BadMatch, 1},
		{"rdp5 length code", frontRDP5, msb("01000001 11111 000001 111111111111111 00000000000000000"), BadCode, 1},
		{"rdp5 overrun", frontRDP5, msb("01000001 11111 000001 " + ones + "0 111111111111111 01000001"), HistoryOverrun, 6},
		{"rdp5 literal cut", frontRDP5, msb("01000001 10111111"), Truncated, 1},
		{"rdp5 offset cut", frontRDP5, msb("01000001 11011111"), Truncated, 1},
		{"rdp5 length cut", frontRDP5, msb("01000001 11111 000001 11110"), Truncated, 1},

		{"rdp6 empty", nextRDP6, nil, Truncated, 0},
		{"rdp6 no end", nextRDP6, lsb(zero6 + zero6 + zero6 + zero6), Truncated, 3},
		{"rdp6 no code", nextRDP6, lsb(zero6 + zero6 + none6), BadCode, 1},
		{"rdp6 offset 0", nextRDP6, lsb(zero6 + off0 + len3 + end6), BadMatch, 0},
		{"rdp6 empty cache", nextRDP6, lsb(zero6 + cache0 + len3 + end6), BadMatch, 0},
		{"rdp6 length code", nextRDP6, lsb(zero6 + off1 + "111111111" + end6), BadCode, 0},
		{"rdp6 length cut", nextRDP6, lsb(zero6 + off1 + "111"), Truncated, 0},
		{"rdp6 slide without half a history", nextRDP6 | PacketAtFront, lsb(zero6 + end6), BadFlags, 0},

		{"rdp61 empty", nextRDP61, nil, Truncated, 0},
		{"rdp61 half a header", nextRDP61, []byte{1}, Truncated, 0},
		{"rdp61 neither flag", nextRDP61, []byte("\x00\x00abc"), BadFlags, 0},
		{"rdp61 both flags", nextRDP61, []byte("\x03\x00abc"), BadFlags, 0},
		{"rdp61 no count", nextRDP61, []byte("\x01\x00\x01"), Truncated, 2},
		{"rdp61 matches cut", nextRDP61, []byte("\x01\x00\x02\x00" + match(3, 0, 0) + "abcdefg"), Truncated, 2},
		{"rdp61 descending", nextRDP61, []byte("\x01\x00\x02\x00" + match(3, 3, 0) + match(3, 5, 0) + "abcd"), BadMatch, 12},
		{"rdp61 too few literals", nextRDP61, []byte("\x01\x00\x01\x00" + match(3, 5, 0) + "abcd"), BadMatch, 4},
		{"rdp61 length 0", nextRDP61, []byte("\x01\x00\x01\x00" + match(0, 0, 0)), BadMatch, 4},
		{"rdp61 behind the history", nextRDP61, []byte("\x01\x00\x01\x00" + match(1, 0, 2000000)), BadMatch, 4},
		{"rdp61 over the end of the history", nextRDP61, []byte("\x01\x00\x01\x00" + match(2, 0, 1999999)), BadMatch, 4},
		{"rdp61 far behind the history", nextRDP61, []byte("\x01\x00\x01\x00" + match(2, 0, 0xFFFFFFFF)), BadMatch, 4},
		{"rdp61 match too long", nextRDP61, []byte("\x01\x00\x02\x00" + match(65535, 0, 0) + match(1, 65535, 0)), TooLong, 12},
		{"rdp61 literals too long", nextRDP61, []byte("\x01\x00\x01\x00" + match(65535, 0, 0) + "a"), TooLong, 12},
		{"rdp61 block too long", nextRDP61, append([]byte("\x02\x00"), make([]byte, 65536)...), TooLong, 2},
		{"rdp61 inner offset 0", nextRDP61, append([]byte{0x12, 0x61}, msb("01000001 11111 000000 0")...), BadMatch, 3},
	} {
		t.Run(v.name, func(t *testing.T) {
			var d Decompressor
			got, err := d.Decode([]byte("before"), v.flags, v.in)
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, v.reason) || e.Offset != v.offset {
				t.Fatalf("want %v at %d, got %v", v.reason, v.offset, err)
			}
			if string(got) != "before" {
				t.Errorf("want dst unchanged, got %q", got)
			}
			if v.reason == UnknownType {
				return
			}
			kind := v.flags & CompressionTypeMask
			if _, err = d.Decode(nil, kind|PacketCompressed, []byte("\x02\x00AB")); !errors.Is(err, HistoryLost) {
				t.Errorf("after the failure: want %v, got %v", HistoryLost, err)
			}
			if _, err = d.Decode(nil, kind|PacketFlushed, nil); err != nil {
				t.Fatalf("flush: %v", err)
			}
			good := []byte("\x02\x00AB")
			if kind == TypeRDP6 {
				good = lsb(zero6 + end6)
			}
			if _, err = d.Decode(nil, kind|PacketCompressed, good); err != nil {
				t.Errorf("after the flush: %v", err)
			}
		})
	}
}

// TestRDP61Inner has the failure in what the inner compression gave.
func TestRDP61Inner(t *testing.T) {
	// MatchCount 1 and no match, as RDP 5.0 literals.
	in := append([]byte{0x11, 0x61}, msb("00000001 00000000 01000001")...)
	var d Decompressor
	_, err := d.Decode(nil, nextRDP61, in)
	var e *Error
	if !errors.As(err, &e) || e.Reason != Truncated || !e.Inner || e.Offset != 0 {
		t.Errorf("want %v at 0 of the inner data, got %v", Truncated, err)
	}
	if want := "bulk: truncated at offset 0 of the inner data"; err.Error() != want {
		t.Errorf("want %q, got %q", want, err)
	}
	// Level2ComprFlags MUST be ignored without the inner flag.
	d = Decompressor{}
	if got, err := d.Decode(nil, nextRDP61, []byte("\x02\x61abc")); err != nil || string(got) != "abc" {
		t.Errorf("want abc, got %q, %v", got, err)
	}
}

// TestOverrun fills the histories of 64 KiB and 2,000,000 bytes to the end.
func TestOverrun(t *testing.T) {
	run := []byte("\x01\x00\x01\x00" + match(50000, 0, 1500000)) // zeros
	var d Decompressor
	for i := range 40 {
		if out, err := d.Decode(nil, nextRDP61, run); err != nil || !bytes.Equal(out, make([]byte, 50000)) {
			t.Fatalf("block %d: got %d bytes, %v", i, len(out), err)
		}
	}
	if _, err := d.Decode(nil, nextRDP61, []byte("\x02\x00a")); !errors.Is(err, HistoryOverrun) {
		t.Errorf("rdp61: want %v, got %v", HistoryOverrun, err)
	}
	// The front is known again, the rest is not.
	if out, err := d.Decode(nil, nextRDP61, []byte("\x06\x00abc")); err != nil || string(out) != "abc" {
		t.Errorf("rdp61 at front: want abc, got %q, %v", out, err)
	}
	if out, err := d.Decode(nil, nextRDP61, []byte("\x01\x00\x01\x00"+match(5, 1, 0)+"d")); err != nil || string(out) != "dabcda" {
		t.Errorf("rdp61 known: want dabcda, got %q, %v", out, err)
	}
	if _, err := d.Decode(nil, nextRDP61, run); !errors.Is(err, HistoryLost) {
		t.Errorf("rdp61 unknown: want %v, got %v", HistoryLost, err)
	}

	// RDP 6.0: literal 0, then lengths of up to 16,385 at offset 1 (symbol 258,
	// length symbol 28 with 14 bits).
	long := "001000" + strings.Repeat("1001110"+"111111100"+"11111111111111", 4) + "1111111111101"
	if _, err := d.Decode(nil, nextRDP6, lsb(long)); !errors.Is(err, HistoryOverrun) {
		t.Errorf("rdp6: want %v, got %v", HistoryOverrun, err)
	}
}

func TestZGFXErrors(t *testing.T) {
	ones := strings.Repeat("1", 14)
	for _, v := range []struct {
		name   string
		lite   bool
		in     []byte
		reason Reason
		offset int
	}{
		{"empty", false, nil, Truncated, 0},
		{"descriptor", false, []byte{0xE2, 4}, UnknownType, 0},
		{"no header", false, []byte{segmentedSingle}, Truncated, 1},
		{"type", false, []byte{segmentedSingle, 0x03}, UnknownType, 1},
		{"lite in full", false, []byte{segmentedSingle, TypeRDP8Lite}, UnknownType, 1},
		{"full in lite", true, []byte{segmentedSingle, TypeRDP8}, UnknownType, 1},
		{"no trailer", false, []byte{segmentedSingle, 0x24}, Truncated, 2},
		{"trailer only", false, []byte{segmentedSingle, 0x24, 1}, BadSize, 2},
		{"literal cut", false, []byte{segmentedSingle, 0x24, 0x49, 0x80, 0x04, 3}, Truncated, 4},
		{"reserved", false, segment("0 01000001 101111100 0000000"), BadCode, 3},
		{"token cut", false, segment("0 01000001 1100"), Truncated, 3},
		{"match cut", false, segment("0 01000001 10001 000"), Truncated, 3},
		{"length cut", false, segment("0 01000001 10001 00001 110 00"), Truncated, 3},
		{"length code", false, segment("0 01000001 10001 00001 111111111111111 0000000000000000"), BadCode, 3},
		{"distance above the history", false, segment("10111101 111111111111111111111 0"), BadMatch, 2},
		{"distance above the lite history", true, []byte(strings.Replace(string(segment("101100 11111111111111 0")), "\x24", "\x26", 1)), BadMatch, 2},
		{"run cut", false, segment("10001 00000 000000000000010 0000000 01000001"), Truncated, 2},
		{"run count cut", false, segment("10001 00000 0000000"), Truncated, 2},
		{"segment too long", false, segment("0 01000001 10001 00001 " + ones + "0 111111111111111"), TooLong, 3},
		{"raw too long", false, append([]byte{segmentedSingle, 4}, make([]byte, 65536)...), TooLong, 1},
		{"raw too long for lite", true, append([]byte{segmentedSingle, 6}, make([]byte, 8193)...), TooLong, 1},
		{"multipart header", false, []byte{segmentedMultipart, 1, 0, 0, 0, 0}, Truncated, 6},
		{"multipart no size", false, unhex(t, "e1010001000000"), Truncated, 7},
		{"multipart size", false, unhex(t, "e1010001000000"+"03000000"+"0441"), Truncated, 7},
		{"multipart large size", false, unhex(t, "e1010001000000"+"ffffffff"+"0441"), Truncated, 7},
		{"multipart empty segment", false, unhex(t, "e1010001000000"+"00000000"), Truncated, 11},
		{"multipart too little", false, unhex(t, "e1010002000000"+"02000000"+"0441"), BadSize, 3},
		{"multipart too much", false, unhex(t, "e1010001000000"+"03000000"+"044142"), TooLong, 11},
		{"multipart over the limit", false, unhex(t, "e10000ffffffff"), TooLong, 3},
	} {
		t.Run(v.name, func(t *testing.T) {
			z := ZGFX{Lite: v.lite}
			got, err := z.Decode([]byte("before"), v.in)
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, v.reason) || e.Offset != v.offset {
				t.Fatalf("want %v at %d, got %v", v.reason, v.offset, err)
			}
			if string(got) != "before" {
				t.Errorf("want dst unchanged, got %q", got)
			}
			in := segment("10001 00001 0")
			if v.lite {
				in[1] = 0x26
			}
			if _, err = z.Decode(nil, in); !errors.Is(err, HistoryLost) {
				t.Errorf("after the failure: want %v, got %v", HistoryLost, err)
			}
		})
	}
	z := ZGFX{Limit: 3}
	if _, err := z.Decode(nil, segment("0 01000001 10001 00001 0")); !errors.Is(err, TooLong) {
		t.Errorf("want %v, got %v", TooLong, err)
	}
	// The history starts with zeros.
	z = ZGFX{}
	if out, err := z.Decode(nil, segment("0 01000001 10001 00100 10 01")); err != nil || string(out) != "A\x00\x00\x00A\x00" {
		t.Errorf("want %q, got %q, %v", "A\x00\x00\x00A\x00", out, err)
	}
}

package bulk

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
)

// The plain data of the examples: the first is that of MS-RDPBCGR 3.1.8.2.3.
const (
	bells  = "for.whom.the.bell.tolls,.the.bell.tolls.for.thee!"
	island = "No man is an island entire of itself; every man " +
		"is a piece of the continent, a part of the main; " +
		"if a clod be washed away by the sea, Europe " +
		"is the less, as well as if a promontory were, as" +
		"well as any manner of thy friends or of thine " +
		"own were; any man's death diminishes me, " +
		"because I am involved in mankind. " +
		"And therefore never send to know for whom " +
		"the bell tolls; it tolls for thee."
	fox = "The quick brown fox jumps over the lazy dog"
)

// Compressed forms published with the tests of FreeRDP.
const (
	bellsRDP4 = "666f722e77686f6d2e7468652e62656c6c2e746f6c6c732cf4372e66fa1f1994" +
		"84"
	bellsRDP5 = "666f722e77686f6d2e7468652e62656c6c2e746f6c6c732cfa1b97337e87e332" +
		"9080"
	bellsRDP6 = "fb1d7ee4dac71d70f8a16b1f7dc0be6befb5ef2187d0c5e18571d41016e7dafb" +
		"1d7ee4da471fb0efbebdff2f"
	islandRDP5 = "4e6f206d616e20697320f8d2d8c2dcc840cadce8d2e4ca40decc40d2e8e6cad8" +
		"cc7640caeccae4f3fa712070696563fc12e8d0ca40c6dffbcddfd05840c240e0" +
		"c2e4e9fe63ecc36b0b4b71d9034b37d731b637b2103132903bb0b9b432b21030" +
		"bbb0bc90313c907e687365612c204575726f7065f2347d386c657373f069cc81" +
		"dd95b1b08185cfc094e0e4dedbe2b37f924eecae4cbf863f060c2dde5d96e657" +
		"2f1e53c90333934b2b732399037fd2b696ef381ddbbc2472653bf55bf8493b99" +
		"03232b0ba34103234b6b4b734f96ce640dbe193132b1b0bab9b290249030b690" +
		"34b73b37b63b79d4d2ddec186b696e642e2041f733cd47265666ff749bbdbf04" +
		"0e7e31103a379035b737bb907d8103bb437b6fa8e58bd0f0e8ded8d8e7ecf3a7" +
		"e47ca7e29f01994b80"
	islandRDP61 = "12614e6f206d616e20697320f8d2d8c2dcc840cadce8d2e4ca40decc40d2e8e6" +
		"cad8cc7640caeccae4f3fa712070696563fc12e8d0ca40c6dffbcddfd05840c2" +
		"40e0c2e4e9fe63ecc36b0b4b71d9034b37d731b637b2103132903bb0b9b432b2" +
		"1030bbb0bc90313c907e687365612c204575726f7065f2347d386c657373f069" +
		"cc81dd95b1b08185cfc094e0e4dedbe2b37f924eecae4cbf863f060c2dde5d96" +
		"e6572f1e53c90333934b2b732399037fd2b696ef381ddbbc2472653bf55bf849" +
		"3b9903232b0ba34103234b6b4b734f96ce640dbe193132b1b0bab9b290249030" +
		"b69034b73b37b63b79d4d2ddec186b696e642e2041f733cd47265666ff749bbd" +
		"bf040e7e31103a379035b737bb907d8103bb437b6fa8e58bd0f0e8ded8d8e7ec" +
		"f3a7e47ca7e29f01994b80"
	foxSingle = "e00454686520717569636b2062726f776e20666f78206a756d7073206f766572" +
		"20746865206c617a7920646f67"
	foxMultipart = "e103002b000000110000000454686520717569636b2062726f776e200e000000" +
		"04666f78206a756d7073206f7665100000002439080e91f8d8613d1e44064379" +
		"9c02"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// msb packs a string of zeros and ones, the first into the top bit of the first
// byte. Blanks are for reading.
func msb(s string) []byte {
	var b []byte
	n := 0
	for _, c := range s {
		if c == ' ' {
			continue
		}
		if n%8 == 0 {
			b = append(b, 0)
		}
		b[n/8] |= byte(c-'0') << (7 - n%8)
		n++
	}
	return b
}

// segment makes the data of a compressed RDP 8.0 segment from its bits, with the
// count of unused bits behind.
func segment(s string) []byte {
	n := len(strings.ReplaceAll(s, " ", ""))
	return append(append([]byte{segmentedSingle, PacketCompressed | TypeRDP8}, msb(s)...), byte(-n&7))
}

func TestVectors(t *testing.T) {
	for _, v := range []struct {
		name  string
		flags uint8
		in    string
		want  string
	}{
		{"rdp4 bells", PacketCompressed | PacketAtFront | TypeRDP4, bellsRDP4, bells},
		{"rdp5 bells", PacketCompressed | PacketAtFront | TypeRDP5, bellsRDP5, bells},
		{"rdp6 bells", PacketCompressed | TypeRDP6, bellsRDP6, bells},
		{"rdp5 island", PacketCompressed | PacketAtFront | TypeRDP5, islandRDP5, island},
		{"rdp61 island", PacketCompressed | TypeRDP61, islandRDP61, island},
		{"raw", TypeRDP61, hex.EncodeToString([]byte(bells)), bells},
		{"raw of no known type", 9, hex.EncodeToString([]byte(bells)), bells},
		// MS-RDPBCGR 3.1.8.2: Xcd<2,4>YZ, and the literals of 3.1.8.4.1.1.
		{"rdp4 replicating copy", 0x60, hex.EncodeToString(msb("01011000 01100011 01100100 1111000010 1000 01011001 01011010")), "XcdcdcdYZ"},
		{"rdp5 replicating copy", 0x61, hex.EncodeToString(msb("01011000 01100011 01100100 11111000010 1000 01011001 01011010")), "XcdcdcdYZ"},
		{"rdp4 literals", 0x60, hex.EncodeToString(msb("01010110 101100111")), "\x56\xE7"},
		{"rdp5 literals", 0x61, hex.EncodeToString(msb("01010110 101100111")), "\x56\xE7"},
	} {
		t.Run(v.name, func(t *testing.T) {
			var d Decompressor
			got, err := d.Decode([]byte("before"), v.flags, unhex(t, v.in))
			if want := "before" + v.want; err != nil || string(got) != want {
				t.Errorf("want %q, got %q, %v", want, got, err)
			}
		})
	}
}

// TestRDP61Example is the example of MS-RDPEGDI 3.1.8.2.3.1.
func TestRDP61Example(t *testing.T) {
	var d Decompressor
	got, err := d.Decode(nil, 0x23, []byte("\x02\x00abcdefghij"))
	if err != nil || string(got) != "abcdefghij" {
		t.Fatalf("want abcdefghij, got %q, %v", got, err)
	}
	got, err = d.Decode(nil, 0x23, []byte("\x01\x00\x02\x00"+
		"\x09\x00\x05\x00\x03\x00\x00\x00"+ // 9 bytes from 3 to 5
		"\x04\x00\x0E\x00\x00\x00\x00\x00"+ // 4 bytes from 0 to 14
		"klmnou"))
	if want := "klmnodefghijklabcdu"; err != nil || string(got) != want {
		t.Fatalf("want %q, got %q, %v", want, got, err)
	}
	if d.rdp61.pos != 29 {
		t.Errorf("want HistoryOffset 29, got %d", d.rdp61.pos)
	}
}

// A row is a row of the offset, distance and length tables.
type row struct {
	prefix string
	extra  int
	base   int
}

// encode gives the bits for n, if it is in the row.
func (r row) encode(n int) string {
	s := r.prefix
	for i := r.extra - 1; i >= 0; i-- {
		s += string(rune('0' + (n-r.base)>>i&1))
	}
	return s
}

// offsetRows are the copy-offset tables of MS-RDPBCGR 3.1.8.4.1.2.1 and
// 3.1.8.4.2.2.1, and the distances of MS-RDPEGFX 3.1.9.1.2.4.
var offsetRows = map[uint8][]row{
	TypeRDP4: {{"1111", 6, 0}, {"1110", 8, 64}, {"110", 13, 320}},
	TypeRDP5: {{"11111", 6, 0}, {"11110", 8, 64}, {"1110", 11, 320}, {"110", 16, 2368}},
	TypeRDP8: {
		{"10001", 5, 0}, {"10010", 7, 32}, {"10011", 9, 160}, {"10100", 10, 672}, {"10101", 12, 1696},
		{"101100", 14, 5792}, {"101101", 15, 22176}, {"1011100", 18, 54944}, {"1011101", 20, 317088},
		{"10111100", 20, 1365664}, {"10111101", 21, 2414240},
	},
}

// lengthRow is the row of the length tables of the same sections that has n.
func lengthRow(n int) row {
	if n == 3 {
		return row{"0", 0, 3}
	}
	r := row{"10", 2, 4}
	for n >= 2*r.base {
		r = row{"1" + r.prefix, r.extra + 1, 2 * r.base}
	}
	return r
}

// TestRows tries both ends of every row of the offset and length tables.
func TestRows(t *testing.T) {
	if got := row.encode(row{"110", 13, 320}, 1024); got != "1100001011000000" { // MS-RDPBCGR 3.1.8.4.1.2.1
		t.Fatalf("offset 1024: got %s", got)
	}
	for n, want := range map[int]string{15: "110111", 120: "111110111000", 4097: "111111111110000000000001"} { // 3.1.8.4.1.2.2
		if got := lengthRow(n).encode(n); got != want {
			t.Fatalf("length %d: want %s, got %s", n, want, got)
		}
	}
	lengths := []int{3}
	for k := 4; k < 65536; k *= 2 {
		lengths = append(lengths, k, 2*k-1)
	}
	all := plain(historyRDP8, false)
	for kind, rows := range offsetRows {
		size, pos, most := historyRDP4, 1, historyRDP4-1
		switch kind {
		case TypeRDP5:
			size, most = historyRDP5, historyRDP5-1
		case TypeRDP8:
			size, pos, most = historyRDP8, 0, historyRDP8
		}
		for _, r := range rows {
			for _, offset := range []int{max(r.base, 1), min(r.base+1<<r.extra-1, most)} {
				for _, n := range lengths {
					if n >= size {
						break
					}
					bits := r.encode(offset) + lengthRow(n).encode(n)
					var got []byte
					var err error
					switch kind {
					case TypeRDP4, TypeRDP5:
						var d Decompressor
						d.rdp4 = mppc{hist: bytes.Clone(all[:size]), pos: pos, known: size}
						d.rdp5 = d.rdp4
						got, err = d.Decode(nil, PacketCompressed|kind, msb(bits))
					default:
						z := ZGFX{ring: all, known: size}
						var reason Reason
						if got, _, reason = z.inflate(nil, segment(bits)[2:], maxSegmentRDP8, size); reason != 0 {
							err = reason
						}
					}
					if want := naiveMatch(all[:size], pos, offset, n); err != nil || !bytes.Equal(got, want) {
						t.Fatalf("type %d, offset %d, length %d: got %d bytes, %v", kind, offset, n, len(got), err)
					}
				}
			}
		}
	}
}

// naiveMatch copies byte by byte from a full history that goes on at pos.
func naiveMatch(history []byte, pos, offset, n int) []byte {
	out := make([]byte, n)
	for i := range out {
		if i >= offset {
			out[i] = out[i-offset]
		} else {
			out[i] = history[(pos+i-offset+len(history))%len(history)]
		}
	}
	return out
}

// TestRDP6Codes compares the decoding tables with the code tables that the document
// prints: HuffCodeLEC (MS-RDPEGDI 3.1.8.1.4.1 table 2) and HuffCodeL (3.1.8.1.4.2
// table 5).
func TestRDP6Codes(t *testing.T) {
	tables := ncrushTables()
	for i, code := range huffCodeLEC {
		if want := uint16(i<<4 | hexDigit(symbolCodeLengths[i])); tables.symbols[code] != want {
			t.Errorf("symbol %d, code %#x: want %#x, got %#x", i, code, want, tables.symbols[code])
		}
	}
	for i, code := range huffCodeL {
		if want := uint16(i<<4 | hexDigit(lengthCodeLengths[i])); tables.lengths[code] != want {
			t.Errorf("length %d, code %#x: want %#x, got %#x", i, code, want, tables.lengths[code])
		}
	}
	for i, c := range tables.symbols {
		if unused := i == 1<<symbolBits-1; (c == 0) != unused {
			t.Errorf("index %#x: got %#x", i, c)
		}
	}
	for i, c := range tables.lengths {
		if c == 0 {
			t.Errorf("length index %#x has no code", i)
		}
	}
}

// TestZGFXExamples are FreeRDP's vectors and the examples of MS-RDPEGFX
// 3.1.9.1.2.5.
func TestZGFXExamples(t *testing.T) {
	for _, v := range []struct {
		name string
		in   []byte
		want string
	}{
		{"fox single", unhex(t, foxSingle), fox},
		{"fox multipart", unhex(t, foxMultipart), fox},
		{"literal", segment("0 0100 1001"), "\x49"},
		{"run", segment("0 0100 1001 10001 00001 110 001"), strings.Repeat("\x49", 10)},
		{"short literals", segment("11000 11001 110100 110101 110110 1101110 1111101 11111100 11111111"), "\x00\x01\x02\x03\xFF\x04\x80\x0C\x66"},
		{"unencoded", segment("0 0100 1001 10001 00000 000000000000010 000000 01000001 01000010 0 0100 0011"), "IABC"},
		{"unencoded aligned", segment("1101110 11111100 11000 11001 110100 10001 00000 000000000000001 01000001"), "\x04\x0C\x00\x01\x02A"},
		{"nothing", []byte{segmentedSingle, TypeRDP8}, ""},
		{"no bits", segment(""), ""},
		{"no segments", unhex(t, "e1000000000000"), ""},
	} {
		t.Run(v.name, func(t *testing.T) {
			var z ZGFX
			got, err := z.Decode([]byte("before"), v.in)
			if want := "before" + v.want; err != nil || string(got) != want {
				t.Errorf("want %q, got %q, %v", want, got, err)
			}
		})
	}
}

// huffCodeLEC is MS-RDPEGDI 3.1.8.1.4.1 table 2.
var huffCodeLEC = [293]uint16{
	0x0004, 0x0024, 0x0014, 0x0011, 0x0051, 0x0031, 0x0071, 0x0009, 0x0049, 0x0029, 0x0069, 0x0015,
	0x0095, 0x0055, 0x00d5, 0x0035, 0x00b5, 0x0075, 0x001d, 0x00f5, 0x011d, 0x009d, 0x019d, 0x005d,
	0x000d, 0x008d, 0x015d, 0x00dd, 0x01dd, 0x003d, 0x013d, 0x00bd, 0x004d, 0x01bd, 0x007d, 0x006b,
	0x017d, 0x00fd, 0x01fd, 0x0003, 0x0103, 0x0083, 0x0183, 0x026b, 0x0043, 0x016b, 0x036b, 0x00eb,
	0x0143, 0x00c3, 0x02eb, 0x01c3, 0x01eb, 0x0023, 0x03eb, 0x0123, 0x00a3, 0x01a3, 0x001b, 0x021b,
	0x0063, 0x011b, 0x0163, 0x00e3, 0x00cd, 0x01e3, 0x0013, 0x0113, 0x0093, 0x031b, 0x009b, 0x029b,
	0x0193, 0x0053, 0x019b, 0x039b, 0x005b, 0x025b, 0x015b, 0x035b, 0x0153, 0x00d3, 0x00db, 0x02db,
	0x01db, 0x03db, 0x003b, 0x023b, 0x013b, 0x01d3, 0x033b, 0x00bb, 0x02bb, 0x01bb, 0x03bb, 0x007b,
	0x002d, 0x027b, 0x017b, 0x037b, 0x00fb, 0x02fb, 0x01fb, 0x03fb, 0x0007, 0x0207, 0x0107, 0x0307,
	0x0087, 0x0287, 0x0187, 0x0387, 0x0033, 0x0047, 0x0247, 0x0147, 0x0347, 0x00c7, 0x02c7, 0x01c7,
	0x0133, 0x03c7, 0x0027, 0x0227, 0x0127, 0x0327, 0x00a7, 0x00b3, 0x0019, 0x01b3, 0x0073, 0x02a7,
	0x0173, 0x01a7, 0x03a7, 0x0067, 0x00f3, 0x0267, 0x0167, 0x0367, 0x00e7, 0x02e7, 0x01e7, 0x03e7,
	0x01f3, 0x0017, 0x0217, 0x0117, 0x0317, 0x0097, 0x0297, 0x0197, 0x0397, 0x0057, 0x0257, 0x0157,
	0x0357, 0x00d7, 0x02d7, 0x01d7, 0x03d7, 0x0037, 0x0237, 0x0137, 0x0337, 0x00b7, 0x02b7, 0x01b7,
	0x03b7, 0x0077, 0x0277, 0x07ff, 0x0177, 0x0377, 0x00f7, 0x02f7, 0x01f7, 0x03f7, 0x03ff, 0x000f,
	0x020f, 0x010f, 0x030f, 0x008f, 0x028f, 0x018f, 0x038f, 0x004f, 0x024f, 0x014f, 0x034f, 0x00cf,
	0x000b, 0x02cf, 0x01cf, 0x03cf, 0x002f, 0x022f, 0x010b, 0x012f, 0x032f, 0x00af, 0x02af, 0x01af,
	0x008b, 0x03af, 0x006f, 0x026f, 0x018b, 0x016f, 0x036f, 0x00ef, 0x02ef, 0x01ef, 0x03ef, 0x001f,
	0x021f, 0x011f, 0x031f, 0x009f, 0x029f, 0x019f, 0x039f, 0x005f, 0x004b, 0x025f, 0x015f, 0x035f,
	0x00df, 0x02df, 0x01df, 0x03df, 0x003f, 0x023f, 0x013f, 0x033f, 0x00bf, 0x02bf, 0x014b, 0x01bf,
	0x00ad, 0x00cb, 0x01cb, 0x03bf, 0x002b, 0x007f, 0x027f, 0x017f, 0x012b, 0x037f, 0x00ff, 0x02ff,
	0x00ab, 0x01ab, 0x006d, 0x0059, 0x17ff, 0x0fff, 0x0039, 0x0079, 0x01ff, 0x0005, 0x0045, 0x0034,
	0x000c, 0x002c, 0x001c, 0x0000, 0x003c, 0x0002, 0x0022, 0x0010, 0x0012, 0x0008, 0x0032, 0x000a,
	0x002a, 0x001a, 0x003a, 0x0006, 0x0026, 0x0016, 0x0036, 0x000e, 0x002e, 0x001e, 0x003e, 0x0001,
	0x00ed, 0x0018, 0x0021, 0x0025, 0x0065,
}

// huffCodeL is MS-RDPEGDI 3.1.8.1.4.2 table 5.
var huffCodeL = [32]uint16{
	0x0001, 0x0000, 0x0002, 0x0009, 0x0006, 0x0005, 0x000d, 0x000b,
	0x0003, 0x001b, 0x0007, 0x0017, 0x0037, 0x000f, 0x004f, 0x006f,
	0x002f, 0x00ef, 0x001f, 0x005f, 0x015f, 0x009f, 0x00df, 0x01df,
	0x003f, 0x013f, 0x00bf, 0x01bf, 0x007f, 0x017f, 0x00ff, 0x01ff,
}

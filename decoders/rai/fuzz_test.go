package rai_test

import (
	"encoding/binary"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// fuzzed are the interfaces whose stubs are made up: those of MS-RAI, MS-OAUT, MS-DCOM
// and the endpoint mapper, each with one presentation context.
var fuzzed = []string{
	"833e4200-aff7-4ac3-aac2-9f24c1457bce", "833e4100-aff7-4ac3-aac2-9f24c1457bce", "833e41aa-aff7-4ac3-aac2-9f24c1457bce",
	"f120a684-b926-447f-9df4-c966cb785648", "00020400-0000-0000-c000-000000000046", "00020404-0000-0000-c000-000000000046",
	"99fcfec4-5260-101b-bbcb-00aa0021347a", "4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", "000001a0-0000-0000-c000-000000000046",
	"00000131-0000-0000-c000-000000000046", "00000143-0000-0000-c000-000000000046", "e1af8308-5d1f-11c9-91a4-08002b14a0fa",
}

func pdu(typ byte, big bool, body []byte) []byte {
	b := []byte{5, 0, typ, 3, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}
	order := binary.ByteOrder(binary.LittleEndian)
	if big {
		order, b[4], b[12], b[15] = binary.BigEndian, 0, 0, 1
	}
	order.PutUint16(b[8:], uint16(len(b)+len(body)))
	return append(b, body...)
}

// syntax is a p_syntax_id_t, C706 12.6.3.1.
func syntax(id string, version uint16) []byte {
	u, _ := dcerpc.ParseUUID(id)
	return binary.LittleEndian.AppendUint32(u[:], uint32(version))
}

// binding is a bind to all interfaces, and its answer. wide offers NDR64.
func binding(wide bool) (bind, ack []byte) {
	transfer := syntax("8a885d04-1ceb-11c9-9fe8-08002b104860", 2)
	if wide {
		transfer = syntax("71710533-beba-4937-8319-b5dbef9ccc36", 1)
	}
	bind = []byte{0xb8, 0x10, 0xb8, 0x10, 0, 0, 0, 0, byte(len(fuzzed)), 0, 0, 0}
	ack = []byte{0xb8, 0x10, 0xb8, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, byte(len(fuzzed)), 0, 0, 0}
	for i, id := range fuzzed {
		version := uint16(0)
		if i == len(fuzzed)-1 {
			version = 3
		}
		bind = append(append(append(bind, byte(i), 0, 1, 0), syntax(id, version)...), transfer...)
		ack = append(append(ack, 0, 0, 0, 0), transfer...)
	}
	return pdu(11, false, bind), pdu(12, false, ack)
}

// FuzzCalls: no stubs of a call make the decoders fail, trees are sound, and a second
// reading gives the same.
func FuzzCalls(f *testing.F) {
	for _, pattern := range [...]string{"testdata/*.txtar", "../dcom/testdata/*.txtar", "../oaut/testdata/*.txtar", "../epm/testdata/*.txtar"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			c, err := dissecttest.ReadCase(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, m := range c.Messages {
				b := m.Bytes
				if len(b) < 24 || b[2] > 2 {
					continue
				}
				stub, opnum := b[24:], byte(0)
				if b[2] == 0 {
					opnum = b[22]
					if b[3]&0x80 != 0 {
						stub = b[40:]
					}
				}
				i := byte(len(stub) % len(fuzzed))
				f.Add(i, opnum, byte(0), stub, stub)
				f.Add(i, opnum, byte(len(stub)%4), stub, stub)
			}
		}
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, iface, opnum, how byte, request, response []byte) {
		if len(request)+len(response) > 1<<15 {
			return
		}
		big, wide := how&1 != 0, how&2 != 0
		order := binary.AppendByteOrder(binary.LittleEndian)
		if big {
			order = binary.BigEndian
		}
		context := uint16(iface) % uint16(len(fuzzed))
		head := order.AppendUint16(order.AppendUint16([]byte{0, 0, 0, 0}, context), uint16(opnum))
		tail := order.AppendUint16([]byte{0, 0, 0, 0}, context)
		bind, ack := binding(wide)
		var text [2]string
		for i := range text {
			log := dissecttest.NewLog(true)
			d := dissect.NewDirect(reg, dcerpc.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
			d.Stream(dissect.FromClient, bind)
			d.Stream(dissect.FromServer, ack)
			d.Stream(dissect.FromClient, pdu(0, big, append(head, request...)))
			d.Stream(dissect.FromServer, pdu(2, big, append(append(tail, 0, 0), response...)))
			if _, err := d.Close(); err != nil {
				t.Fatal(err)
			}
			for _, m := range log.Messages {
				if err := dissecttest.CheckTree(m.Tree); err != nil {
					t.Fatal(err)
				}
				if u := m.Tree.Uncovered(nil); len(u) > 0 && m.Proto != "dcerpc" {
					t.Fatalf("message %d (%s): bytes %v lie in no field", m.N, m.Name, u)
				}
			}
			text[i] = log.TreeText()
		}
		if text[0] != text[1] {
			t.Error("two readings differ")
		}
	})
}

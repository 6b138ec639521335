package rdp_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessage reads payloads of MCS and fast-path PDUs of any bytes: plain and
// recording decodes find the same, nodes nest, and every prefix can be read.
func FuzzMessage(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		if c.Stream {
			continue
		}
		for _, m := range c.Messages {
			if len(m.Bytes) < 2048 {
				f.Add(c.Proto == rdp.FastPath.Name, m.Dir == dissect.FromServer, m.Bytes)
			}
		}
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, fast, server bool, b []byte) {
		p, dir := rdp.Protocol, dissect.FromClient
		if fast {
			p = rdp.FastPath
		}
		if server {
			dir = dissect.FromServer
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, p, log, dissect.Options{})
		if err := d.Message(dir, b); err != nil {
			t.Fatal(err)
		}
		if err := dissecttest.CheckDecode(d, dir, b); err != nil {
			t.Error(err)
		}
		d.Close()
		if log.Panic != "" {
			t.Error(log.Panic)
		}
		for _, m := range log.Messages {
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestFrame checks the length of fast-path PDUs, MS-RDPBCGR 2.2.8.1.2.
func TestFrame(t *testing.T) {
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, rdp.FastPath, dissecttest.NewLog(false), dissect.Options{})
	h := d.Conversation().Handler(rdp.FastPath)
	for _, test := range []struct {
		b    []byte
		want int
	}{
		{nil, 0},
		{[]byte{0x04}, 0},
		{[]byte{0x04, 0x09}, 9},
		{[]byte{0x04, 0x81}, 0},
		{[]byte{0x04, 0x81, 0x23}, 0x123},
		{[]byte{0xc4, 0x11}, 17},
		{[]byte{0x00, 0xff, 0xff}, 0x7fff},
		{[]byte{0x03, 0x00}, dissect.Lost},       // TPKT
		{[]byte{0x01, 0x09}, dissect.Lost},       // no such action
		{[]byte{0x04, 0x02}, dissect.Lost},       // nothing behind the header
		{[]byte{0x04, 0x80, 0x03}, dissect.Lost}, // nor here
		{[]byte{0x84, 0x0a}, dissect.Lost},       // encrypted, too short for its MAC
	} {
		if got := h.Frame(dissect.FromClient, test.b); got != test.want {
			t.Errorf("Frame(% x): want %d, got %d", test.b, test.want, got)
		}
	}
}

// TestState checks what later layers are told after the connection sequence of
// sample-plain.txtar, which is MS-RDPBCGR 4.1.
func TestState(t *testing.T) {
	c, err := dissecttest.ReadCase("testdata/sample-plain.txtar")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, rdp.Protocol, dissecttest.NewLog(false), dissect.Options{})
	s := rdp.Of(d.Conversation())
	if size, known := s.Chunk(); size != rdp.DefaultChunk || known {
		t.Errorf("Chunk at the beginning: want 1600 and unknown, got %d and %v", size, known)
	}
	if _, ok := s.Compression(); ok {
		t.Error("Compression is known before the Client Info")
	}
	for _, m := range c.Messages {
		d.Message(m.Dir, m.Bytes)
	}
	if s.ShareID != 0x103ea || !s.Shared {
		t.Errorf("ShareID: want 0x103ea, got %#x", s.ShareID)
	}
	if s.Phase != rdp.Confirmed {
		t.Errorf("Phase: want %v, got %v", rdp.Confirmed, s.Phase)
	}
	if size, known := s.Chunk(); size != rdp.DefaultChunk || !known {
		t.Errorf("Chunk: want 1600 and known, got %d and %v", size, known)
	}
	// flags 0x43b3: INFO_COMPRESSION and PACKET_COMPR_TYPE_64K (4.1.10).
	if typ, ok := s.Compression(); typ != 1 || !ok {
		t.Errorf("Compression: want RDP 5.0, got %d %v", typ, ok)
	}
	if s.ExtraFlags[dissect.FromServer]&1 == 0 {
		t.Errorf("extraFlags of the server: want FASTPATH_OUTPUT_SUPPORTED, got %#x", s.ExtraFlags[dissect.FromServer])
	}
	if nothing := rdp.Of(nil); nothing.Shared {
		t.Error("a state without a conversation knows a share")
	}
}

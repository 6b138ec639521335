package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// readWritten reads a capture from memory.
func readWritten(t *testing.T, data []byte) (info dissect.CaptureInfo, packets []dissect.Packet, secrets []dissect.Secret) {
	t.Helper()
	src, err := NewReader(bytes.NewReader(data), "written", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	for err == nil {
		var b dissect.Batch
		err = src.Fill(&b)
		if len(b.Notices) > 0 {
			t.Errorf("notices: %v", b.Notices)
		}
		packets, secrets = append(packets, b.Packets...), append(secrets, b.Secrets...)
	}
	if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return src.Info(), packets, secrets
}

// TestWriter: what is written is read again as it was, in the unit of each interface.
func TestWriter(t *testing.T) {
	var out bytes.Buffer
	w, err := NewWriter(&out, "test")
	if err != nil {
		t.Fatal(err)
	}
	const at = 1_700_000_000_123_456_789
	for _, c := range []struct {
		given, used uint8
		time        int64
	}{{6, 6, at / 1000 * 1000}, {9, 9, at}, {0, 9, at}, {3, 3, at / 1000000 * 1000000}, {12, 9, at}, {0x94, 9, at}} {
		n, err := w.Interface(&dissect.CaptureInterface{LinkType: 276, SnapLen: 1500, Name: "eth0", Resolution: c.given})
		if err != nil {
			t.Fatal(err)
		}
		secret := dissect.Secret{Type: 0x544c534b, Data: []byte("CLIENT_RANDOM 00 11\n")}
		if err := w.Secret(&secret); err != nil {
			t.Fatal(err)
		}
		p := dissect.Packet{Time: at, Data: []byte("abcde"), WireLen: 99}
		if err := w.Packet(n, &p, []string{"a comment", strings.Repeat("é", 40000)}); err != nil {
			t.Fatal(err)
		}
		info, packets, secrets := readWritten(t, out.Bytes())
		i, last := info.Interfaces[n], packets[len(packets)-1]
		if i.LinkType != 276 || i.SnapLen != 1500 || i.Name != "eth0" || i.Resolution != c.used {
			t.Errorf("resolution %d: interface %+v", c.given, i)
		}
		if last.Time != c.time || last.Interface != n || last.WireLen != 99 || string(last.Data) != "abcde" ||
			len(last.Comments) != 2 || last.Comments[0] != "a comment" || len(last.Comments[1]) != maxOption {
			t.Errorf("resolution %d: packet %+v", c.given, last)
		}
		if s := secrets[len(secrets)-1]; s.Type != secret.Type || !bytes.Equal(s.Data, secret.Data) {
			t.Errorf("secret %+v", s)
		}
	}
	if _, err := w.Interface(&dissect.CaptureInterface{LinkType: 1 << 20}); err == nil {
		t.Error("a link type of more than 16 bits is written")
	}
}

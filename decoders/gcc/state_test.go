package gcc_test

import (
	"encoding/hex"
	"reflect"
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestState hands the settings of MS-RDPBCGR 4.1.3 and 4.1.4 to a conversation
// and looks at what other layers see. Wanted values are those of the annotations there.
func TestState(t *testing.T) {
	c, err := dissecttest.ReadCase("testdata/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{gcc.Protocol, mcs.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, gcc.Protocol, &dissecttest.Log{}, dissect.Options{})
	for _, m := range c.Messages[:2] {
		d.Message(m.Dir, m.Bytes)
	}
	s := gcc.Of(d.Conversation())
	if s.Client.Name != "ELTONS-DEV2" || s.Client.EncryptionMethods != 0x1b || s.Client.Build != 3790 {
		t.Errorf("client is %+v", s.Client)
	}
	want := []gcc.ChannelDef{
		{Name: "rdpdr", Options: 0x80800000, ID: 1004},
		{Name: "cliprdr", Options: 0xc0a00000, ID: 1005},
		{Name: "rdpsnd", Options: 0xc0000000, ID: 1006},
	}
	if !reflect.DeepEqual(s.Channels, want) {
		t.Errorf("channels are %v, want %v", s.Channels, want)
	}
	if s.Server.EncryptionMethod != 2 || s.Server.EncryptionLevel != 2 || s.Server.IOChannel != 1003 {
		t.Errorf("server is %+v", s.Server)
	}
	const random = "1011772030610a12e434a11ef2c39f317da45f01893496e0ff1108697f1ac3d2"
	if got := hex.EncodeToString(s.Server.ServerRandom); got != random {
		t.Errorf("server random is %s, want %s", got, random)
	}
	cert := s.Server.Certificate
	if cert.Version != 1 || cert.Temporary || cert.Exponent != 65537 || len(cert.Modulus) != 64 || cert.Modulus[0] != 0xcb || cert.Modulus[63] != 0xbc {
		t.Errorf("certificate is %+v", cert)
	}
	for id, kind := range map[uint16]mcs.ChannelKind{1003: mcs.IOChannel, 1004: mcs.StaticChannel, 1005: mcs.StaticChannel, 1006: mcs.StaticChannel} {
		if ch := mcs.Of(d.Conversation()).Channel(id); ch == nil || ch.Kind != kind {
			t.Errorf("channel %d is %+v, want a %v", id, ch, kind)
		}
	}
	if mcs.Of(d.Conversation()).SkipJoin {
		t.Error("joins are skipped, and neither side said so")
	}
	for _, m := range c.Messages[2:] {
		d.Message(m.Dir, m.Bytes)
	}
	if !mcs.Of(d.Conversation()).SkipJoin {
		t.Error("joins are not skipped, and both sides said so")
	}
	if der := hex.EncodeToString(s.Server.Certificate.DER); der != "" {
		t.Errorf("the second server has no certificate, DER is %s", der)
	}
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

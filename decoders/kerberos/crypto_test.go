package kerberos

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestNFold has the examples of RFC 3961 A.1.
func TestNFold(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"012345", 8, "be072631276b1955"},
		{"password", 7, "78a07b6caf85fa"},
		{"Rough Consensus, and Running Code", 8, "bb6ed30870b7f0e0"},
		{"password", 21, "59e4a8ca7c0385c3c37b3f6d2000247cb6e6bd5b3e"},
		{"MASSACHVSETTS INSTITVTE OF TECHNOLOGY", 24, "db3b0d8f0b061e603282b308a50841229ad798fab9540c1b"},
		{"Q", 21, "518a54a215a8452a518a54a215a8452a518a54a215"},
		{"ba", 21, "fb25d531ae8974499f52fd92ea9857c4ba24cf297e"},
		{"kerberos", 16, "6b65726265726f737b9b5b2b93132b93"},
	} {
		if got := hex.EncodeToString(nfold([]byte(c.in), c.n)); got != c.want {
			t.Errorf("%d-fold of %q: want %s, got %s", 8*c.n, c.in, c.want, got)
		}
	}
}

// TestCTS has the examples of RFC 3962 appendix B, key "chicken teriyaki".
func TestCTS(t *testing.T) {
	const text = "I would like the General Gau's Chicken, please, and wonton soup."
	for _, c := range []struct {
		n      int
		cipher string
	}{
		{17, "c6353568f2bf8cb4d8a580362da7ff7f 97"},
		{31, "fc00783e0efdb2c1d445d4c8eff7ed22 97687268d6ecccc0c07b25e25ecfe5"},
		{32, "39312523a78662d5be7fcbcc98ebf5a8 97687268d6ecccc0c07b25e25ecfe584"},
		{47, "97687268d6ecccc0c07b25e25ecfe584 b3fffd940c16a18c1b5549d2f838029e 39312523a78662d5be7fcbcc98ebf5"},
		{64, "97687268d6ecccc0c07b25e25ecfe584 39312523a78662d5be7fcbcc98ebf5a8 4807efe836ee89a526730dbc2f7bc840 9dad8bbb96c4cdc03bc103e1a194bbd8"},
	} {
		got, err := ctsDecrypt([]byte("chicken teriyaki"), unhex(t, c.cipher))
		if err != nil || string(got) != text[:c.n] {
			t.Errorf("%d bytes: want %q, got %q (%v)", c.n, text[:c.n], got, err)
		}
	}
}

// TestSHA2 has the examples of RFC 8009 appendix A: keys, cipher texts and checksums.
func TestSHA2(t *testing.T) {
	k128 := Key{AES128SHA2, unhex(t, "3705d96080c17728a0e800eab6e0d23c")}
	k256 := Key{AES256SHA2, unhex(t, "6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d16b7182460c52")}
	for _, c := range []struct {
		k           Key
		what        byte
		want        string
		description string
	}{
		{k128, deriveChecksum, "b31a018a48f54776f403e9a396325dc3", "Kc of 128 bits"},
		{k128, deriveEncrypt, "9b197dd1e8c5609d6e67c3e37c62c72e", "Ke of 128 bits"},
		{k128, deriveIntegrity, "9fda0e56ab2d85e1569a688696c26a6c", "Ki of 128 bits"},
		{k256, deriveChecksum, "ef5718be86cc84963d8bbb5031e9f5c4ba41f28faf69e73d", "Kc of 192 bits"},
		{k256, deriveEncrypt, "56ab22bee63d82d7bc5227f6773f8ea7a5eb1c825160c38312980c442e5c7e49", "Ke of 256 bits"},
		{k256, deriveIntegrity, "69b16514e3cd8e56b82010d5c73012b622c4d00ffc23ed1f", "Ki of 192 bits"},
	} {
		if got := hex.EncodeToString(c.k.derive(2, c.what)); got != c.want {
			t.Errorf("%s: want %s, got %s", c.description, c.want, got)
		}
	}
	for _, c := range []struct {
		k             Key
		plain, cipher string
	}{
		{k128, "", "ef85fb890bb8472f4dab20394dca781dad877eda39d50c870c0d5a0a8e48c718"},
		{k128, "000102030405", "84d7f30754ed987bab0bf3506beb09cfb55402cef7e6877ce99e247e52d16ed4421dfdf8976c"},
		{k128, "000102030405060708090a0b0c0d0e0f1011121314", "720f73b18d9859cd6ccb4346115cd336c70f58edc0c4437c5573544c31c813bce1e6d072c186b39a413c2f92ca9b8334a287ffcbfc"},
		{k256, "000102030405", "4ed7b37c2bcac8f74f23c1cf07e62bc7b75fb3f637b9f559c7f664f69eab7b6092237526ea0d1f61cb20d69d10f2"},
		{k256, "000102030405060708090a0b0c0d0e0f", "bc47ffec7998eb91e8115cf8d19dac4bbbe2e163e87dd37f49beca92027764f68cf51f14d798c2273f35df574d1f932e40c4ff255b36a266"},
	} {
		data := unhex(t, c.cipher)
		got, err := c.k.open(2, data, nil, nil)
		if err != nil || hex.EncodeToString(got) != c.plain {
			t.Errorf("want %s, got %x (%v)", c.plain, got, err)
		}
		data[0] ^= 1
		if _, err := c.k.open(2, data, nil, nil); err != ErrIntegrity {
			t.Errorf("changed cipher text: want %v, got %v", ErrIntegrity, err)
		}
	}
	for _, c := range []struct {
		k    Key
		want string
	}{{k128, "d78367186643d67b411cba9139fc1dee"}, {k256, "45ee791567eefca37f4ac1e0222de80d43c3bfa06699672a"}} {
		got, err := c.k.checksum(2, unhex(t, "000102030405060708090a0b0c0d0e0f1011121314"))
		if err != nil || hex.EncodeToString(got) != c.want {
			t.Errorf("checksum: want %s, got %x (%v)", c.want, got, err)
		}
	}
}

// TestWrapOfOthers opens Wrap tokens of a Java peer (SASL, RFC 4752) that the
// tests of another implementation hold, gokrb5's gssapi package.
func TestWrapOfOthers(t *testing.T) {
	x := NewContext(Key{AES128SHA1, unhex(t, "14f9bde6b50ec508201a97f74c4e5bd3")}, Key{}, Key{})
	server := unhex(t, "050401ff000c000000000000575e85d601010000853b728d5268525a1386c19f")
	client := unhex(t, "050400ff000c000000000000000000000101000079a033510b6f127212242b97")
	for _, c := range []struct {
		dir   dissect.Dir
		token []byte
	}{{dissect.FromServer, server}, {dissect.FromClient, client}} {
		got, err := x.Unwrap(nil, c.dir, c.token)
		if err != nil || !bytes.Equal(got, []byte{1, 1, 0, 0}) {
			t.Errorf("from %s: want 01010000, got %x (%v)", c.dir, got, err)
		}
		if _, err := x.Unwrap(nil, c.dir.Other(), c.token); err != ErrIntegrity {
			t.Errorf("taken for the other side: want %v, got %v", ErrIntegrity, err)
		}
		for n := range c.token {
			if _, err := x.Unwrap(nil, c.dir, c.token[:n]); err == nil {
				t.Errorf("%d bytes of %d are accepted", n, len(c.token))
			}
		}
	}
}

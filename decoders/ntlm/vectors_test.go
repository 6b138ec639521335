package ntlm

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The messages of MS-NLMP 4.2.2.3, 4.2.3.3 and 4.2.4.3, and what 4.2 says they
// yield for the password "Password".
var examples = []struct {
	name                    string
	challenge, authenticate string
	base                    string // SessionBaseKey
	exported                string // RandomSessionKey, or the key exchange key where none is sent
	sealKey, signKey        string // client, empty where 4.2 prints none
	sealed, signature       string // of "Plaintext" in UTF-16LE, GSS_WrapEx
	kind                    ResponseKind
}{
	{
		name: "NTLMv1",
		challenge: `4e544c4d53535000 02000000 0c000c00 38000000 338202e2 0123456789abcdef 0000000000000000 0000000000000000
			060070170000000f 530065007200760065007200`,
		authenticate: `4e544c4d53535000 03000000 18001800 6c000000 18001800 84000000 0c000c00 48000000 08000800 54000000
			10001000 5c000000 10001000 9c000000 358280e2 0501280a0000000f 44006f006d00610069006e00 5500730065007200
			43004f004d0050005500540045005200 98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13
			67c43011f30298a2ad35ece64f16331c44bdbed927841f94 518822b1b3f350c8958682ecbb3e3cb7`,
		base: "d87262b0cde4b1cb7499becccdf10784", exported: "55555555555555555555555555555555",
		sealed: "56fe04d861f9319af0d7238a2e3b4d457fb8", signature: "01000000 45c844e5 09dcd1df 2e459d36",
		kind: V1,
	},
	{
		name: "NTLMv1 with client challenge",
		challenge: `4e544c4d53535000 02000000 0c000c00 38000000 33820a82 0123456789abcdef 0000000000000000 0000000000000000
			060070170000000f 530065007200760065007200`,
		authenticate: `4e544c4d53535000 03000000 18001800 6c000000 18001800 84000000 0c000c00 48000000 08000800 54000000
			10001000 5c000000 00000000 9c000000 35820882 0501280a0000000f 44006f006d00610069006e00 5500730065007200
			43004f004d0050005500540045005200 aaaaaaaaaaaaaaaa00000000000000000000000000000000
			7537f803ae367128ca458204bde7caf81e97ed2683267232`,
		base: "d87262b0cde4b1cb7499becccdf10784", exported: "eb93429a8bd952f8b89c55b87f475edc",
		sealKey: "04dd7f014d8504d265a25cc86a3a7c06", signKey: "60e799be5c72fc92922ae8ebe961fb8d",
		sealed: "a02372f6530273f3aa1eb90190ce5200c99d", signature: "01000000 ff2aeb52f681793a 00000000",
		kind: V1ESS,
	},
	{
		name: "NTLMv2",
		challenge: `4e544c4d53535000 02000000 0c000c00 38000000 33828ae2 0123456789abcdef 0000000000000000 24002400 44000000
			060070170000000f 530065007200760065007200 02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000`,
		authenticate: `4e544c4d53535000 03000000 18001800 6c000000 54005400 84000000 0c000c00 48000000 08000800 54000000
			10001000 5c000000 10001000 d8000000 358288e2 0501280a0000000f 44006f006d00610069006e00 5500730065007200
			43004f004d0050005500540045005200 86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa
			68cd0ab851e51c96aabc927bebef6a1c 0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
			02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
			c5dad2544fc97990 94ce1ce90bc9d03e`,
		base: "8de40ccadbc14a82f15cb0ad0de95ca3", exported: "55555555555555555555555555555555",
		sealKey: "59f600973cc4960a25480a7c196e4c58", signKey: "4788dc861b4782f35d43fd98fe1a2d39",
		sealed: "54e50165bf1936dc996020c1811b0f06fb5f", signature: "01000000 7fb38ec5c55d4976 00000000",
		kind: V2,
	},
}

func account(t testing.TB, user, password string) *keys.Snapshot {
	t.Helper()
	s := keys.New(keys.Options{})
	if err := s.AddPassword("test", user, keys.NewSecret(password)); err != nil {
		t.Fatal(err)
	}
	return s.Snapshot()
}

func TestExamples(t *testing.T) {
	for _, ex := range examples {
		t.Run(ex.name, func(t *testing.T) {
			secrets := account(t, `Domain\User`, "Password")
			e := take(t, secrets, unhex(t, ex.challenge), unhex(t, ex.authenticate))
			if e.Proof != Fits || e.Context == nil {
				t.Fatalf("the password Password should fit, outcome %d", e.Proof)
			}
			m, _ := Parse(unhex(t, ex.authenticate))
			if got := m.Response(); got != ex.kind {
				t.Errorf("response: want %v, got %v", ex.kind, got)
			}
			for a := range secrets.Accounts("User", "Domain") {
				p := m.try(unhex(t, ex.authenticate), unhex(t, "0123456789abcdef"), m.Flags, a)
				if got := hex.EncodeToString(p.base[:]); got != ex.base {
					t.Errorf("session base key: want %s, got %s", ex.base, got)
				}
			}
			x := e.Context
			if got := hex.EncodeToString(x.key[:]); got != ex.exported {
				t.Errorf("exported session key: want %s, got %s", ex.exported, got)
			}
			if ex.sealKey != "" {
				if got := hex.EncodeToString(x.sealKey[0]); got != ex.sealKey {
					t.Errorf("sealing key: want %s, got %s", ex.sealKey, got)
				}
				if got := hex.EncodeToString(x.sign[0][:]); got != ex.signKey {
					t.Errorf("signing key: want %s, got %s", ex.signKey, got)
				}
			}
			plain, err := x.Unseal(nil, dissect.FromClient, nil, unhex(t, ex.sealed), nil, unhex(t, ex.signature))
			if want := encodeUTF16("Plaintext"); err != nil || !bytes.Equal(plain, want) {
				t.Errorf("unsealed: want %x, got %x (%v)", want, plain, err)
			}
			other := take(t, account(t, "User", "password"), unhex(t, ex.challenge), unhex(t, ex.authenticate))
			if other.Proof != Differs || other.Context != nil {
				t.Errorf("another password fits")
			}
		})
	}
}

// take plays messages of one exchange.
func take(t testing.TB, secrets *keys.Snapshot, messages ...[]byte) *Exchange {
	t.Helper()
	var e Exchange
	for _, b := range messages {
		m, ok := Parse(b)
		if !ok {
			t.Fatalf("not an NTLM message: %x", b[:min(len(b), 16)])
		}
		e.Take(&m, b, secrets)
	}
	return &e
}

func TestHashes(t *testing.T) {
	// MS-NLMP 4.2.2.1.1, 4.2.4.1.1 and the key exchange keys of 4.2.2.2.
	if got, want := LMOWFv1("Password"), "e52cac67419a9a224a3b108f3fa6cb6d"; hex.EncodeToString(got[:]) != want {
		t.Errorf("LMOWFv1: want %s, got %x", want, got)
	}
	nt := keys.NTHash("Password")
	if got, want := NTOWFv2(nt[:], encodeUTF16("User"), encodeUTF16("Domain")), "0c868a403bfd7a93a3001ef22ef02e3f"; hex.EncodeToString(got[:]) != want {
		t.Errorf("NTOWFv2: want %s, got %x", want, got)
	}
	lm := unhex(t, "98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13")
	for a := range account(t, "", "Password").Accounts("User", "") {
		base := md4Sum(a.NTHash.Bytes())
		if got, want := kxV1(base, lm, NegotiateLMKey, a), "b09e379f7fbecb1eaf0afdcb0383c8a0"; hex.EncodeToString(got[:]) != want {
			t.Errorf("KXKEY with LM_KEY: want %s, got %x", want, got)
		}
		k := kxV1(base, lm, RequestNonNTKey, a)
		if got, want := rc4Bytes(k[:], bytes.Repeat([]byte{0x55}, 16)), "7452ca55c225a1ca04b48fae32cf56fc"; hex.EncodeToString(got) != want {
			t.Errorf("encrypted key with REQUEST_NON_NT_SESSION_KEY: want %s, got %x", want, got)
		}
	}
}

// TestSequence checks what happens when messages are lost, repeated or changed.
func TestSequence(t *testing.T) {
	flags := NegotiateESS | NegotiateKeyExch | NegotiateSign | NegotiateSeal | Negotiate128
	seal := func(x *Context, dir dissect.Dir, plain []byte) (sealed, sig []byte) {
		// RC4 is its own inverse; the signature comes from the same function
		// that 4.2.4.4 vouches for.
		sealed = append([]byte(nil), plain...)
		x.stream[dir].XORKeyStream(sealed, sealed)
		seq := []byte{byte(x.seq[dir]), 0, 0, 0}
		sum := hmacMD5(x.sign[dir][:], seq, plain)
		x.stream[dir].XORKeyStream(sum[:8], sum[:8])
		x.seq[dir]++
		return sealed, append(append([]byte{1, 0, 0, 0}, sum[:8]...), seq...)
	}
	a, b := NewContext(flags, Key{1}), NewContext(flags, Key{1})
	for i := range 3 {
		s, g := seal(a, 1, []byte("message"))
		switch i {
		case 1:
			b.Skip(1, len(s))
			continue
		case 2:
			if p, err := b.Unseal(nil, 1, nil, s, nil, g); err != nil || string(p) != "message" {
				t.Errorf("after a lost message: %q, %v", p, err)
			}
		default:
			if p, err := b.Unseal(nil, 1, nil, s, nil, g); err != nil || string(p) != "message" {
				t.Errorf("first message: %q, %v", p, err)
			}
		}
	}
	s, g := seal(a, 1, []byte("message"))
	s[0] ^= 1
	if _, err := b.Unseal(nil, 1, nil, s, nil, g); err != ErrSignature {
		t.Errorf("a changed message: want %v, got %v", ErrSignature, err)
	}
	if _, err := b.Unseal(nil, 1, nil, s, nil, g[:15]); err != ErrShort {
		t.Errorf("a short signature: want %v, got %v", ErrShort, err)
	}
	if _, err := b.Unwrap(nil, 1, g[:15]); err != ErrShort {
		t.Errorf("a short token: want %v, got %v", ErrShort, err)
	}
}

// TestDatagram opens connectionless messages, each of which has a key stream of its
// own (MS-NLMP 3.4), out of order. They were made by a script after MS-NLMP 3.4.
func TestDatagram(t *testing.T) {
	flags := NegotiateESS | NegotiateDatagram | NegotiateKeyExch | NegotiateSign | NegotiateSeal | Negotiate128
	x := NewContext(flags, Key(bytes.Repeat([]byte{'U'}, 16)))
	for _, c := range []struct{ sealed, signature, plain string }{
		{"b35fed6a18a92a", "0100000028b2abb4124ca26d09000000", "another"},
		{"6d26214edad8346a", "01000000bc51d32d9bd63eda05000000", "datagram"},
	} {
		got, err := x.Unseal(nil, dissect.FromClient, nil, unhex(t, c.sealed), nil, unhex(t, c.signature))
		if err != nil || string(got) != c.plain {
			t.Errorf("want %s, got %q (%v)", c.plain, got, err)
		}
	}
}

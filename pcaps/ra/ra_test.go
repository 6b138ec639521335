// Package ra_test makes the captures of Remote Assistance sessions that no peer
// at hand can be made to send, from the specifications and without the decoders,
// and checks what is read from them: names with "_crafted" in this folder.
package ra_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// Made-up secrets. The password ends in the six characters that go into tokens.
const (
	password = "Lab-ABCDEF"
	stub     = "WB^6HsrIaFmEpi" // 14 characters, MS-RAI 6
	authID   = "8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5"
	string1  = "65538,1,192.0.2.20:49751,*," + authID + ",*,*,YiKwWUY8Ioq5NB3wAQHSbs5kwrM="
)

// string2 is a connection string of MS-RAI 2.2.2; KH and KH2 are hashes of nothing.
var string2 = string2For(nil)

// string2For has the hashes of the public key of the novice.
func string2For(key []byte) string {
	kh, kh2 := sha1.Sum(key), sha256.Sum256(key)
	return `<E><A KH="` + base64.StdEncoding.EncodeToString(kh[:]) + `" KH2="sha256:` + base64.StdEncoding.EncodeToString(kh2[:]) +
		`" ID="` + authID + `"/><C><T ID="1" SID="1440550163"><L P="49751" N="192.0.2.20"/></T></C></E>`
}

// incident is an invitation file of the second type, MS-RAI 6: LHTICKET is
// AES-128-CBC with a zero IV under the key that CryptDeriveKey makes of the SHA-1
// of the password: SHA-1 of that hash xored into 64 bytes of 0x36.
func incident() []byte {
	sum := sha1.Sum(wide(password))
	pad := bytes.Repeat([]byte{0x36}, 64)
	for i, b := range sum {
		pad[i] ^= b
	}
	key := sha1.Sum(pad)
	plain := wide(string2 + "\x00")
	n := 16 - len(plain)%16
	plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
	c, err := aes.NewCipher(key[:16])
	if err != nil {
		panic(err)
	}
	cipher.NewCBCEncrypter(c, make([]byte, 16)).CryptBlocks(plain, plain)
	return []byte(`<?xml version="1.0"?><UPLOADINFO TYPE="Escalated"><UPLOADDATA USERNAME="Bob" LHTICKET="` +
		strings.ToUpper(hex.EncodeToString(plain)) + `" DtStart="1767322800" DtLength="360" PassStub="` + stub + `" L="0"/></UPLOADINFO>`)
}

// proof is the pass stub encrypted with a password, MS-RAI 6 note 17.
func proof(password string) []byte {
	key := md5.Sum(wide(password))
	c, err := rc4.NewCipher(key[:])
	if err != nil {
		panic(err)
	}
	b := cat(u32(2*len(stub)), wide(stub))
	c.XORKeyStream(b, b)
	return b
}

// token is MS-RA 2.2.4: base, then 100,000 rounds of SHA-1 over base and the hash
// before.
func token(password, role string) []byte {
	base := wide(password[len(password)-6:] + role + string2)
	prev := make([]byte, 20)
	for range 100_000 {
		sum := sha1.Sum(append(base[:len(base):len(base)], prev...))
		prev = sum[:]
	}
	return prev
}

// packet is a message with the headers of MS-RA 2.2.1.1 and 2.2.1.2.
func packet(name string, b []byte) []byte {
	n := wide(name + "\x00")
	return cat(u32(len(n)), u32(len(b)), n, b)
}

// bstr is a BSTR, MS-DTYP 2.2.5.
func bstr(b []byte) []byte { return cat(u32(len(b)), b) }

// Ends of a flow.
const (
	expert = 0
	novice = 1
)

// A session writes messages of MS-RA on the static channel remdesk, and of
// MS-RDPEMC on encomsp.
type session struct{ *connection }

// ctl is a message of MS-RA 2.2.1.3.
func (s session) ctl(end, msgType int, b ...[]byte) {
	s.message(end, 0, packet("RC_CTL", cat(u32(msgType), cat(b...))))
}

// rc is an RCCOMMAND of MS-RA 2.2.2: NAME and then pairs of attribute and value.
func (s session) rc(end int, name string, pairs ...string) {
	text := `<RCCOMMAND NAME="` + name + `"`
	for i := 0; i < len(pairs); i += 2 {
		text += " " + pairs[i] + `="` + pairs[i+1] + `"`
	}
	s.message(end, 0, packet("71", wide(text+"/>\x00")))
}

// chat is MS-RA 3.11.5.
func (s session) chat(end int, text string) { s.message(end, 0, packet("70", wide(text+"\x00"))) }

// file is a command of MS-RA 2.2.3.
func (s session) file(end int, channel, command string) {
	s.message(end, 0, packet(channel, wide(command+"\x00")))
}

// blocks is the data of a file, MS-RA 3.9.5.
func (s session) blocks(end int, channel string, size int, b []byte) {
	for at := 0; at < len(b); at += size {
		s.message(end, 0, packet(channel, b[at:min(at+size, len(b))]))
	}
}

// level is a Change Participant Control Level PDU of MS-RDPEMC 2.2.4.3.
func (s session) level(flags int) { s.message(expert, 1, cat(u16(9), u16(10), u16(flags), u32(2))) }

// wait lets time pass.
func (s session) wait(seconds int64) { s.capture.Now += seconds * 1e9 }

// Message types of MS-RA 2.2.1.3.
const (
	desktop = 1 + iota
	result
	authenticate
	announce
	disconnect
	version
	connected
	verify
	vista
	noviceName
	expertName
	tokenPacket
)

// blob is an expert blob of MS-RA 2.2.1.4.
func blob(proof []byte) []byte {
	pass := strings.ToUpper(hex.EncodeToString(proof))
	return wide(fmt.Sprintf("8;NAME=Ann%d;PASS=%s\x00", len("PASS=")+len(pass), pass))
}

func (s session) init1(str string) {
	s.ctl(novice, announce)
	s.ctl(novice, version, u32(1), u32(2))
	s.ctl(expert, version, u32(1), u32(2))
	s.ctl(expert, authenticate, wide(str+"\x00"), blob(proof(password)))
	s.ctl(novice, result, u32(0))
	s.ctl(expert, desktop, wide(str+"\x00"))
	s.ctl(novice, result, u32(0))
}

func (s session) init2(p string, code int) {
	s.ctl(novice, announce)
	s.ctl(novice, version, u32(1), u32(2))
	s.ctl(expert, vista, proof(p)) // without an outer length, as FreeRDP sends it
	s.ctl(expert, verify, blob(proof(p)))
	s.ctl(novice, result, u32(code))
}

const contact = `<?xml version="1.0"?><RAINVITATIONCOLL><RAINVITATIONITEM NAME="%s" COMPUTERNAME="PC" AVATAR="" PUBLICKEY="" ADDRESS="%s.RAContact" TYPE="1" TIME="20260102030405.000000"/></RAINVITATIONCOLL>`

// contactFile is contact information, MS-RA 2.2.5: 228 bytes for a name of three.
func contactFile(name string) []byte {
	return []byte(fmt.Sprintf(contact, name, strings.Repeat("0a", 20)))
}

// sendContact transfers contact information, MS-RA 3.14.
func (s session) sendContact(end int, name string) {
	text := contactFile(name)
	s.rc(end, "FILEXFER", "FILENAME", "contact.xml", "FILESIZE", fmt.Sprint(len(text)), "CHANNELID", "RA_FX", "INTERNALDATA", "1")
	s.file(1-end, "RA_FX", "FILEXFERACK")
	s.blocks(end, "RA_FX", 1024, text)
	s.file(end, "RA_FX", "FILEXFEREND")
}

// text is a file of n bytes.
func text(n int) []byte { return bytes.Repeat([]byte("0123456789abcde\n"), n/16+1)[:n] }

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

const voipKey = "NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE=" // of MS-RA 4.1

// captures are the files: what is sent, and what is to be read.
var captures = []struct {
	name     string
	noOutput bool
	sealed   bool   // standard RDP security
	dynamic  bool   // dynamic channels
	logon    *logon // of the Client Info PDU, where it is not as it should be
	given    string // invitation, where it is not the file
	late     int64  // seconds that the connection begins later
	send     func(session)
	findings string // about MS-RA, and all of level must: rules in order, each once
	record   string // see line
	chat     []string
	files    []string
	checks   string
}{
	{
		name: "ra_v1_crafted_voice", given: string1,
		send: func(s session) {
			s.init1(string1)
			s.rc(expert, "EXPERTIP", "EXPERTIPDATA", "192.0.2.10")
			s.rc(expert, "PRESTART") // figure 18
			s.rc(novice, "PRESTARTYES")
			s.rc(expert, "VOIPPREGO")
			s.rc(novice, "VOIPGO", "VOIPVER", "VOIPVER2", "VOIPGOKEY", voipKey, "VOIPIPLIST", "192.0.2.20:11334")
			s.rc(novice, "BANDWTOLOW")
			s.wait(30)
			s.ctl(novice, connected)
			s.ctl(expert, connected)
			s.rc(novice, "PRESTART") // the end, 3.18.5
			s.rc(expert, "PRESTARTYES")
			s.rc(novice, "PRESTART") // figure 22
			s.rc(expert, "PRESTARTYES")
			s.rc(novice, "VOIPPREGO")
			s.rc(expert, "VOIPGONO")
			s.chat(expert, strings.Repeat("long ", 300)) // version 1 has no limit
			s.rc(expert, "REMOTECTRLSTART")
			s.rc(novice, "ACCEPTRC")
			s.wait(75)
			s.rc(novice, "ESCRC")
			s.rc(novice, "FILEXFER", "FILENAME", "log.txt", "FILESIZE", "5000", "CHANNELID", "192.0.2.20.1767323045")
			s.file(expert, "192.0.2.20.1767323045", "FILEXFERACK")
			s.blocks(novice, "192.0.2.20.1767323045", 409600, text(5000))
			s.file(novice, "192.0.2.20.1767323045", "FILEXFEREND")
			s.rc(expert, "FILEXFER", "FILENAME", "fix.txt", "FILESIZE", "1", "CHANNELID", "1000.1767323046")
			s.file(novice, "1000.1767323046", "FILEXFERREJECT")
			s.ctl(novice, disconnect)
		},
		findings: "ra.encrypted ra.version-1",
		record: "v1 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"voice-requested:expert voice-established:novice voice-ended:expert voice-requested:novice voice-ended:expert " +
			"chat:expert control-requested:expert control-granted:novice silence: control-ended:novice " +
			"file-offered:novice file-accepted:expert file-complete:novice file-offered:expert file-rejected:novice disconnected:novice",
		chat:   []string{"expert: " + strings.Repeat("long ", 300)},
		files:  []string{"novice log.txt 5000/5000 complete " + sum(text(5000)), "expert fix.txt 0/1 rejected "},
		checks: "password=match connection-string=match address=match key-hash=unknown",
	},
	{
		name: "ra_v1_crafted_odd", noOutput: true, given: strings.Replace(string1, "8rYm", "other", 1),
		send: func(s session) {
			s.init1(string1) // not the string that was given, and accepted
			s.level(0x2)     // a request through MS-RDPEMC
			s.rc(novice, "ACCEPTRC")
			s.rc(expert, "REMOTECTRLEND")
			s.ctl(expert, disconnect)
		},
		findings: "ra.encrypted ra.fast-path-output ra.version-1 ra.wrong-string-accepted ra.control-request-form",
		record: "v1 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"control-requested:expert control-granted:novice control-ended:expert disconnected:expert",
		checks: "password=match connection-string=mismatch address=match key-hash=unknown",
	},
	{
		name:     "ra_v1_crafted_string2",
		send:     func(s session) { s.init1(string1) }, // though the invitation has a string of type 2
		findings: "ra.encrypted ra.version-1 ra.version-forced ra.version-of-invitation",
		record:   "v1 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match validity=match connection-string=unknown address=match key-hash=unknown",
	},
	{
		name: "ra_v1_crafted_refused", given: strings.Replace(string1, "8rYm", "other", 1),
		send: func(s session) {
			s.ctl(novice, announce)
			s.ctl(novice, version, u32(1), u32(2))
			s.ctl(expert, version, u32(1), u32(2))
			s.ctl(expert, authenticate, wide(string1+"\x00"), blob(proof(password)))
			s.ctl(novice, result, u32(26))
			s.ctl(novice, disconnect)
		},
		findings: "ra.encrypted ra.version-1",
		record:   "v1 failed Ann/: announced:novice version-chosen:expert name:expert failed:novice disconnected:novice",
		checks:   "password=match connection-string=mismatch address=match key-hash=unknown",
	},
	{
		name:     "ra_v2_crafted_mismatch",
		send:     func(s session) { s.init2("another", 61) },
		findings: "ra.encrypted ra.expert-on-vista-proof",
		record:   "v2 failed Ann/: announced:novice version-chosen:expert name:expert failed:novice",
		checks:   "password=mismatch validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted",
		send: func(s session) {
			s.init2(password, 0)
			s.ctl(novice, noviceName, bstr(wide("Bob")))
			s.ctl(expert, expertName, bstr(wide("Ann of Help")))
			s.rc(expert, "TYPINGSTART")
			s.chat(expert, "Good morning")
			s.chat(novice, "Hello \U0001f600")
			s.level(0x3)
			s.rc(novice, "DENIEDRC")
			s.level(0x3)
			s.rc(novice, "ACCEPTRC")
			s.rc(expert, "FILEXFER", "FILENAME", "a.txt", "FILESIZE", "3000", "CHANNELID", "RA_FX")
			s.file(novice, "RA_FX", "FILEXFERACK")
			s.blocks(expert, "RA_FX", 1024, text(3000))
			s.file(expert, "RA_FX", "FILEXFEREND")
			s.rc(novice, "FILEXFER", "FILENAME", "b.txt", "FILESIZE", "4096", "CHANNELID", "RA_FX")
			s.file(expert, "RA_FX", "FILEXFERACK")
			s.blocks(novice, "RA_FX", 1024, text(2048))
			s.file(expert, "RA_FX", "FILEXFERREJECT")   // the receiver cancels
			s.blocks(novice, "RA_FX", 1024, text(1024)) // was on its way
			s.rc(expert, "FILEXFER", "FILENAME", "c.txt", "FILESIZE", "2048", "CHANNELID", "RA_FX")
			s.file(novice, "RA_FX", "FILEXFERACK")
			s.blocks(expert, "RA_FX", 1024, text(1024))
			s.file(expert, "RA_FX", "FILEXFERREJECT") // the sender cancels
			s.rc(novice, "TAKECONTROL")
			s.ctl(expert, disconnect)
		},
		findings: "ra.encrypted",
		record: "v2 established Ann of Help/Bob: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"name:novice name:expert chat:expert chat:novice control-requested:expert control-denied:novice control-requested:expert control-granted:novice " +
			"file-offered:expert file-accepted:novice file-complete:expert file-offered:novice file-accepted:expert file-cancelled:expert " +
			"file-offered:expert file-accepted:novice file-cancelled:expert control-ended:novice disconnected:expert",
		chat: []string{"expert: Good morning", "novice: Hello \U0001f600"},
		files: []string{"expert a.txt 3000/3000 complete " + sum(text(3000)), "novice b.txt 2048/4096 cancelled " + sum(text(2048)),
			"expert c.txt 1024/2048 cancelled " + sum(text(1024))},
		checks: "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_wrong",
		send: func(s session) {
			s.init2("another", 0)
			s.chat(expert, "I am in")
		},
		findings: "ra.encrypted ra.expert-on-vista-proof ra.wrong-proof-accepted",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:expert",
		chat:     []string{"expert: I am in"},
		checks:   "password=mismatch validity=match address=match key-hash=unknown",
	},
	{
		name:     "ra_v2_crafted_refused",
		send:     func(s session) { s.init2(password, 61) },
		findings: "ra.encrypted ra.right-proof",
		record:   "v2 failed Ann/: announced:novice version-chosen:expert name:expert failed:novice",
		checks:   "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_sealed", sealed: true, logon: &logon{"*", password, authID}, given: string2For(newSecurity().blob()),
		send:   func(s session) { s.init2(password, 0); s.chat(novice, "Hello") },
		record: "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:novice",
		chat:   []string{"novice: Hello"},
		checks: "password=match address=match key-hash=match",
	},
	{
		name: "ra_v2_crafted_otherkey", sealed: true, given: string2,
		send:     func(s session) { s.init2(password, 0) },
		findings: "invitation.key-match ra.key-hash-ignored",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match address=match key-hash=mismatch",
	},
	{
		name: "ra_v3_crafted", given: string2,
		send: func(s session) {
			s.ctl(novice, tokenPacket, bstr(token(password, "NOVICE")))
			s.ctl(expert, tokenPacket, bstr(token(password, "EXPERT")))
			s.rc(expert, "SETTINGANNOUNCE", "PROPERTY", "CONTACTEXCHANGE", "VALUE", "1")
			s.rc(novice, "SETTINGANNOUNCE", "PROPERTY", "CONTACTEXCHANGE", "VALUE", "1")
			s.sendContact(expert, "Ann")
			s.sendContact(novice, "Bob")
			s.level(0x2)
			s.rc(novice, "ACCEPTRC")
			s.rc(expert, "REMOTECTRLEND")
			s.ctl(novice, disconnect)
		},
		findings: "ra.encrypted",
		record: "v3 established /: announced:novice version-chosen:novice authenticated:expert established:novice setting:expert setting:novice " +
			"file-offered:expert file-accepted:novice contact:expert file-complete:expert file-offered:novice file-accepted:expert contact:novice file-complete:novice " +
			"control-requested:expert control-granted:novice control-ended:expert disconnected:novice",
		files:  []string{"expert contact.xml 228/228 complete " + sum(contactFile("Ann")), "novice contact.xml 228/228 complete " + sum(contactFile("Bob"))},
		checks: "novice-token=match expert-token=match password=match address=match key-hash=unknown",
	},
	{
		name: "ra_v3_crafted_wrong",
		send: func(s session) {
			s.ctl(novice, tokenPacket, bstr(token(password, "NOVICE")))
			s.ctl(expert, tokenPacket, bstr(token("ZYXWVU", "EXPERT")))
			s.chat(novice, "Hello")
		},
		findings: "ra.encrypted ra.version-3-pnrp ra.token-value ra.wrong-token-ends",
		record:   "v3 established /: announced:novice version-chosen:novice authenticated:expert established:novice chat:novice",
		chat:     []string{"novice: Hello"},
		checks:   "novice-token=match expert-token=mismatch password=mismatch validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_logon", logon: &logon{"secret", "", "another"},
		send:     func(s session) { s.init2(password, 0) },
		findings: "ra.encrypted ra.logon-password ra.alternate-shell ra.working-dir",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_shell", logon: &logon{"*", "Lab-ABCDEG", authID},
		send:     func(s session) { s.init2(password, 0) },
		findings: "ra.encrypted ra.clear-password ra.alternate-shell",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v1_crafted_dir", given: string1, logon: &logon{"*", password, authID + "="},
		send: func(s session) {
			s.init1(string1)
			s.graphics()
		},
		findings: "ra.encrypted ra.clear-password ra.version-1 ra.working-dir",
		record:   "v1 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match connection-string=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_input",
		send: func(s session) {
			s.key(0) // before there is a session: nobody can say what it is for
			s.init2(password, 0)
			s.graphics()
			s.move()
			s.key(0) // while viewing
			s.key(1)
			s.key(0) // told once
			s.level(0x3)
			s.answer(0x3, 0)
			s.key(0)
			s.rc(novice, "ACCEPTRC") // says the same again
			s.key(1)
			s.level(0x1) // gives control up
			s.move()
			s.key(1) // a key that is released
			s.key(0)
			s.level(0x3)
			s.answer(0x3, 0x80070005)
			s.rc(novice, "REJECTRC")
			s.answer(0x3, 0) // nobody asked
			s.rc(novice, "TAKECONTROL")
			s.button()
		},
		findings: "ra.encrypted ra.input-while-viewing ra.input-after-control ra.control-unasked",
		record: "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"control-requested:expert control-granted:novice control-ended:expert control-requested:expert control-denied:novice control-granted:novice control-ended:novice",
		checks: "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_taken",
		send: func(s session) {
			s.init2(password, 0)
			s.graphics()
			s.level(0x3)
			s.rc(novice, "ACCEPTRC")
			s.key(0)
			s.key(1)
			s.rc(novice, "TAKECONTROL")
			s.key(0) // was on its way
			s.wait(2)
			s.key(0) // was not
			s.key(0) // told once
			s.level(0x3)
			s.rc(novice, "ACCEPTRC")
			s.key(0)
			s.ctl(novice, disconnect) // ends what it has granted
			s.wait(2)
			s.button()
		},
		findings: "ra.encrypted ra.control-after-consent",
		record: "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"control-requested:expert control-granted:novice control-ended:novice control-requested:expert control-granted:novice disconnected:novice",
		checks: "password=match validity=match address=match key-hash=unknown",
	},
	{
		name:     "ra_v2_crafted_expired", // the invitation holds for six hours
		late:     7 * 3600,
		send:     func(s session) { s.init2(password, 0) },
		findings: "ra.encrypted ra.invitation-expired",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match validity=mismatch address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_channels", dynamic: true,
		send: func(s session) {
			s.capabilities()
			s.create(1, "RC_CTL")
			s.create(2, "71")
			s.dctl(novice, announce)
			s.dctl(novice, version, u32(1), u32(2))
			s.dctl(expert, vista, proof(password))
			s.dctl(expert, verify, blob(proof(password)))
			s.dctl(novice, result, u32(0))
			s.dvc(novice, 2, wide(`<RCCOMMAND NAME="FILEXFER" FILENAME="a.txt" FILESIZE="5" CHANNELID="RA_FX"/>`+"\x00"))
			s.dvc(expert, 2, packet("RA_FX", wide("FILEXFERREJECT\x00")))
			s.message(novice, 2, []byte{0x40, 2}) // MS-RDPEDYC 2.2.4
			s.message(expert, 2, []byte{0x40, 2})
			s.dctl(novice, noviceName, bstr(wide("Bob")))
		},
		findings: "ra.encrypted ra.file-channel-first ra.file-separate-channel ra.channels-stay ra.channels-created",
		record: "v2 established Ann/Bob: announced:novice version-chosen:expert name:expert authenticated:novice established:novice " +
			"file-offered:novice file-rejected:expert name:novice",
		files:  []string{"novice a.txt 0/5 rejected "},
		checks: "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_dynamic", dynamic: true,
		send: func(s session) {
			s.capabilities()
			s.create(1, "RC_CTL")
			s.dctl(novice, announce)
			s.dctl(novice, version, u32(1), u32(2))
			s.dctl(expert, vista, proof(password))
			s.dctl(expert, verify, blob(proof(password)))
			s.dctl(novice, result, u32(0))
			s.create(2, "70")
			s.create(3, "71")
			s.dvc(expert, 2, wide("Hello\x00"))
			s.create(4, "RA_FX")
			s.dvc(novice, 3, wide(`<RCCOMMAND NAME="FILEXFER" FILENAME="a.txt" FILESIZE="5" CHANNELID="RA_FX"/>`+"\x00"))
			s.dvc(expert, 4, wide("FILEXFERACK\x00"))
			s.dvc(novice, 4, text(5))
			s.dvc(novice, 4, wide("FILEXFEREND\x00"))
			s.dctl(expert, disconnect)
		},
		findings: "ra.encrypted",
		record: "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:expert " +
			"file-offered:novice file-accepted:expert file-complete:novice disconnected:expert",
		chat:   []string{"expert: Hello"},
		files:  []string{"novice a.txt 5/5 complete " + sum(text(5))},
		checks: "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v2_crafted_pipeline", dynamic: true,
		send: func(s session) {
			s.capabilities()
			s.create(1, "Microsoft::Windows::RDS::Graphics")
			s.pipeline(1, command(0x13, u32(0x00080004), u32(4), u32(0))) // RDPGFX_CAPS_CONFIRM_PDU
			s.pipeline(1, command(0x0e, make([]byte, 332)))               // RDPGFX_RESET_GRAPHICS_PDU
			s.ctl(novice, announce)
			s.ctl(novice, version, u32(1), u32(2))
			s.ctl(expert, vista, proof(password))
			s.ctl(expert, verify, blob(proof(password)))
			s.pipeline(1, cat(command(0x0b, u32(0), u32(1)), // RDPGFX_START_FRAME_PDU
				command(0x04, u16(0), u32(0), u16(1), make([]byte, 8)),                                       // RDPGFX_SOLIDFILL_PDU
				command(0x01, u16(0), u16(0), []byte{0x20}, u16(0), u16(0), u16(1), u16(1), u32(4), u32(0)))) // RDPGFX_WIRE_TO_SURFACE_PDU_1
			s.ctl(novice, result, u32(0))
			s.pipeline(1, command(0x0c, u32(1))) // RDPGFX_END_FRAME_PDU
		},
		findings: "ra.encrypted ra.view-before-consent",
		record:   "v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice",
		checks:   "password=match validity=match address=match key-hash=unknown",
	},
	{
		name: "ra_v3_crafted_view", given: string2,
		send: func(s session) {
			s.ctl(novice, tokenPacket, bstr(token(password, "NOVICE")))
			s.graphics()
			s.ctl(expert, tokenPacket, bstr(token(password, "EXPERT")))
			s.chat(expert, "Hello")
		},
		findings: "ra.encrypted ra.view-before-consent-3",
		record:   "v3 established /: announced:novice version-chosen:novice authenticated:expert established:novice chat:expert",
		chat:     []string{"expert: Hello"},
		checks:   "novice-token=match expert-token=match password=match address=match key-hash=unknown",
	},
	{
		name: "ra_v3_crafted_shown", given: string2,
		send: func(s session) {
			s.ctl(novice, tokenPacket, bstr(token(password, "NOVICE")))
			s.ctl(expert, tokenPacket, bstr(token(password, "EXPERT")))
			s.graphics()
			s.chat(expert, "Hello")
		},
		findings: "ra.encrypted",
		record:   "v3 established /: announced:novice version-chosen:novice authenticated:expert established:novice chat:expert",
		chat:     []string{"expert: Hello"},
		checks:   "novice-token=match expert-token=match password=match address=match key-hash=unknown",
	},
}

// A logon is what the Client Info PDU holds, MS-RA 2.2.7.2.
type logon struct{ password, shell, dir string }

// TestCaptures makes each capture, and compares what is read with what was sent.
func TestCaptures(t *testing.T) {
	golden(t, "ra_crafted.msrcIncident", incident())
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range captures {
		t.Run(k.name, func(t *testing.T) {
			c := craft.New()
			c.Now += k.late * 1e9
			s := session{newConnection(c)}
			s.noOutput, s.dynamic = k.noOutput, k.dynamic
			extra := ""
			if k.sealed {
				s.security = newSecurity()
				extra = "rsa-key = '" + keyFile + "'\n"
			}
			if l := k.logon; l != nil {
				s.password = l.password
				s.open(l.shell, l.dir, "Ann")
			} else {
				s.open("*", authID, "Ann")
			}
			k.send(s)
			s.close()
			golden(t, k.name+".pcap", c.Bytes())
			invitation := "ra_crafted.msrcIncident"
			if k.given != "" {
				invitation = k.given
			}
			golden(t, k.name+".toml", []byte(fmt.Sprintf("invitation-password = '%s'\ninvitation = '%s'\n%s", password, invitation, extra)))
			var store keys.Store
			if err := store.AddSecretsFile(k.name + ".toml"); err != nil {
				t.Fatal(err)
			}
			src, err := source.Open(k.name+".pcap", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			log := dissecttest.NewLog(false)
			if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: &store}).Run(context.Background(), src, log); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(k.findings, findings(log)); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, log.FindingText())
			}
			if len(log.Sessions) != 1 {
				t.Fatalf("%d sessions, want 1", len(log.Sessions))
			}
			check(t, log.Sessions[0], k.record, k.chat, k.files, k.checks)
			artifacts(t, log)
		})
	}
}

// TestReused makes a capture in which two experts come with one invitation: the
// first is let in, the second from another address as well, and it leads to
// nobody else that a third with another invitation is let in, nor that one with
// the first invitation is turned down.
func TestReused(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	c := craft.New()
	for i, k := range []struct {
		id   string
		code int
	}{{authID, 0}, {authID, 61}, {authID, 0}, {"another" + authID, 0}} {
		s := session{newConnection(c)}
		if i > 0 {
			s.flow = c.TCP(netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(10 + i)}), 50000), netip.MustParseAddrPort("192.0.2.20:49751")).Open()
		}
		s.open("*", k.id, "Ann")
		s.init2(password, k.code)
		s.close()
	}
	const name = "ra_v2_crafted_reused.pcap"
	golden(t, name, c.Bytes())
	for _, workers := range []int{1, 4} {
		src, err := source.Open(name, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(false)
		sum, err := dissect.New(reg, dissect.Options{Workers: workers}).Run(context.Background(), src, log)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range log.Findings {
			if f.Rule == ra.RuleInvitationReused.ID {
				got = append(got, fmt.Sprintf("conversation %d: %s", f.Conv, f.Detail))
			}
		}
		want := []string{"conversation 3: its id has established another session before (conversation 1)"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers: findings differ (-want +got):\n%s", workers, diff)
		}
		if n := sum.Tallies(ra.RuleInvitationReused); n.Held != 2 || n.Broken != 1 {
			t.Errorf("%d workers: held %d, broken %d, want 2 and 1", workers, n.Held, n.Broken)
		}
	}
}

// findings are the rules about MS-RA that were broken, and all others of level
// must or malformed, each once.
func findings(log *dissecttest.Log) string {
	var list []string
	seen := map[string]bool{}
	for _, f := range log.Findings {
		if seen[f.Rule] || !strings.HasPrefix(f.Rule, "ra.") && f.Rule != "invitation.key-match" && f.Level != dissect.Must && f.Level != dissect.Malformed {
			continue
		}
		seen[f.Rule] = true
		list = append(list, f.Rule)
	}
	return strings.Join(list, " ")
}

// line is a record in one line: version, outcome, names of expert and novice, and
// each event with who did it.
func line(s *dissect.SessionRecord) string {
	b := fmt.Sprintf("v%d %s %s/%s:", s.Version, s.Outcome, s.Parties[0].Name, s.Parties[1].Name)
	for _, e := range s.Events {
		b += " " + e.What + ":" + e.By
	}
	return b
}

func check(t *testing.T, s *dissect.SessionRecord, record string, chat, files []string, checks string) {
	t.Helper()
	if diff := cmp.Diff(strings.Fields(record), strings.Fields(line(s))); diff != "" {
		t.Errorf("record differs (-want +got):\n%s", diff)
	}
	var lines, list, results []string
	for _, c := range s.Chat {
		lines = append(lines, c.From+": "+c.Text)
	}
	for _, f := range s.Files {
		list = append(list, fmt.Sprintf("%s %s %d/%d %s %s", f.From, f.Name, f.Received, f.Size, f.Outcome, f.SHA256))
	}
	for _, c := range s.Checks {
		results = append(results, c.What+"="+c.Result)
	}
	if diff := cmp.Diff(chat, lines); diff != "" {
		t.Errorf("chat differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(files, list); diff != "" {
		t.Errorf("files differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(checks, strings.Join(results, " ")); diff != "" {
		t.Errorf("checks differ (-want +got):\n%s", diff)
	}
	last := int64(0)
	for _, e := range s.Events {
		if e.Time < last || e.Time < s.Start || e.Time > s.End {
			t.Errorf("event %s is out of order", e.What)
		}
		last = e.Time
	}
}

// artifacts checks that every file of the record went out as an artifact with the
// same bytes, and ended.
func artifacts(t *testing.T, log *dissecttest.Log) {
	t.Helper()
	type piece struct {
		data []byte
		ends int
	}
	got := map[uint64]*piece{}
	var order []uint64
	transcript := ""
	for _, p := range log.Parts {
		if p.Artifact.Kind == "chat" {
			transcript += string(p.Data)
		}
		if p.Artifact.Kind != "file" && p.Artifact.Kind != "contact" {
			continue
		}
		g := got[p.Artifact.ID]
		if g == nil {
			g = &piece{}
			got[p.Artifact.ID] = g
			order = append(order, p.Artifact.ID)
		}
		g.data = append(g.data, p.Data...)
		if p.End {
			g.ends++
		}
	}
	lines := ""
	for _, c := range log.Sessions[0].Chat {
		lines += time.Unix(0, c.Time).UTC().Format(time.RFC3339Nano) + " " + c.From + ": " + c.Text + "\n"
	}
	if diff := cmp.Diff(lines, transcript); diff != "" {
		t.Errorf("transcript differs from the chat of the record (-want +got):\n%s", diff)
	}
	var want, have []string
	for _, f := range log.Sessions[0].Files {
		if f.Received > 0 {
			want = append(want, f.SHA256)
		}
	}
	for _, id := range order {
		have = append(have, sum(got[id].data))
		if got[id].ends != 1 {
			t.Errorf("artifact %d ends %d times", id, got[id].ends)
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("artifacts differ from the files of the record (-want +got):\n%s", diff)
	}
}

// golden compares a file with what makes it, or writes it.
func golden(t *testing.T, name string, want []byte) {
	t.Helper()
	if dissecttest.Update() {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what this test makes; run with -update", name)
	}
}

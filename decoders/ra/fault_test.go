package ra_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
)

// faults spoil one message each in a clean session: the same edits as in orders,
// for rules about a message by itself. Further rules are broken by the same
// bytes; "beside" names those, so that nothing unrelated hides among them.
var faults = []struct {
	rule, base, edit string
	beside           []string
}{
	// A name that means nothing in the place of RC_CTL breaks the rule about names as well.
	{"server-announce-channel", "v2", "N announce => N @72 announce", []string{"channel-name-known"}},
	{"versioninfo-channel", "v1", "E version 1 2 => E @72 version 1 2", []string{"channel-name-known"}},
	{"authenticate-channel", "v1", "E auth 1 => E @72 auth 1", []string{"channel-name-known"}},
	{"remote-control-desktop-channel", "v1", "E desktop => E @72 desktop", []string{"channel-name-known"}},
	{"result-channel", "v2", "N result 0 => N @72 result 0", []string{"channel-name-known"}},
	{"disconnect-channel", "v2", "+E @72 bye", []string{"channel-name-known"}},
	{"isconnected-channel", "v1", "+E @72 alive", []string{"channel-name-known"}},
	{"verify-password-channel", "v2", "E verify => E @72 verify", []string{"channel-name-known"}},
	{"expert-on-vista-channel", "v2", "E vista => E @72 vista", []string{"channel-name-known"}},
	{"ranovice-name-channel", "v2", "N name => N @72 name", []string{"channel-name-known"}},
	{"raexpert-name-channel", "v2", "E name => E @72 name", []string{"channel-name-known"}},
	{"token-channel", "v3", "N token => N @72 token", []string{"channel-name-known"}},

	{"server-announce-direction", "v2", "+E announce", nil},
	{"authenticate-direction", "v1", "+N auth 1", nil},
	{"remote-control-desktop-direction", "v1", "+N desktop", nil},
	{"result-direction", "v2", "+E result 5", nil},
	{"verify-password-direction", "v2", "+N verify", nil},
	{"expert-on-vista-direction", "v2", "+N vista", nil},
	{"ranovice-name-direction", "v2", "N name => E ctl 10 0600000042006f006200", nil},
	{"raexpert-name-direction", "v2", "E name => N ctl 11 0600000042006f006200", nil},

	{"disconnect-payload", "v2", "+E ctl 5 00", nil},
	{"isconnected-payload", "v1", "+E ctl 7 00", nil},
	{"result-payload", "v2", "N result 0 => N ctl 2 0000000000", nil},
	{"result-listed", "v2", "+N result 99", nil},
	{"result-unused", "v2", "+N result 35", nil},
	{"result-e-fail", "v1", "+N ctl 2 05400080", nil},
	{"message-type", "v2", "+E ctl 13", nil},
	{"versioninfo-values", "v2", "N version 1 2 => N version 2 0", nil},
	{"name-bstr", "v2", "N name => N ctl 10 ff00000042000000", nil},
	{"token-bstr", "v3", "N token => N ctl 12 ff0000000000000000000000000000000000000000000000", nil},
	{"authenticate-connection-string", "v1", "E auth 1 => E auth -1", nil},
	{"authenticate-expert-blob", "v1", "E auth 1 => E auth 1 9;NAME=Alice99;NAME=Alice", nil},
	{"authenticate-expert-blob-end", "v1", "E auth 1 => E auth 1 10;NAME=Alice!", nil},
	{"expert-blob-property", "v1", "E auth 1 => E auth 1 10;NOME=Alice", nil},
	{"verify-password-expert-blob", "v2", "E verify => E verify 99;NAME=Alice", nil},

	{"channel-name", "v2", "+E raw 030000000400000037003148006900", []string{"channel-name-known"}},
	{"channel-name-known", "v2", "+E text 72 Hello", nil},
	{"data-length", "v2", "+E raw 06000000ff000000370030000000480069000000", nil},
	{"data-length-type", "v2", "N result 0 => N raw 0e00000004000000520043005f00430054004c0000000200000000000000", nil},

	{"chat-terminator", "v2", "+E text 70 Hello", nil},
	{"rccommand-channel", "v2", `+N text 70 <RCCOMMAND NAME="TYPINGSTART"/>!`, nil},
	{"file-command-channel", "v2", "+E file 71 FILEXFERACK", []string{"file-order"}},
	{"rccommand-element", "v2", "+E file 71 Hello", nil},
	{"rccommand-terminator", "v2", `+E text 71 <RCCOMMAND NAME="TYPINGSTART"/>`, nil},
	{"rccommand-name", "v2", "+E rc DANCE", nil},
	{"rccommand-direction", "v2", "+N rc TYPINGSTART", nil},
	{"rccommand-attribute", "v2", "+E rc TYPINGSTART COLOUR=red", nil},
	{"rccommand-channelid-only", "v2", "+E rc TYPINGSTART CHANNELID=RA_FX", nil},
	{"rccommand-file-attributes", "v2", "+E rc TYPINGSTART FILENAME=a.txt", nil},
	{"rccommand-voip-attributes", "v2", "+E rc TYPINGSTART VOIPVER=VOIPVER2", nil},
	{"rccommand-expertipdata", "v2", "+E rc TYPINGSTART EXPERTIPDATA=192.0.2.1", nil},
	{"rccommand-setting-attributes", "v3", "+E rc TYPINGSTART PROPERTY=A", nil},
	{"rccommand-channelid", "v1", "+E rc FILEXFER FILENAME=a.txt FILESIZE=1 CHANNELID=70; N file 70 FILEXFERREJECT", nil},
	{"filexfer-attributes", "file", "N rc FILEXFER FILENAME=b.txt FILESIZE=3 CHANNELID=RA_FX => N rc FILEXFER FILENAME=b.txt CHANNELID=RA_FX", nil},
	{"settingannounce-value", "v3", "+E rc SETTINGANNOUNCE PROPERTY=A; N rc SETTINGANNOUNCE PROPERTY=A VALUE=1", nil},
	{"settingannounce-exclusive", "v3", "+E rc SETTINGANNOUNCE PROPERTY=A VALUE=1 INTERNALDATA=1; N rc SETTINGANNOUNCE PROPERTY=A VALUE=1", nil},
	{"voipgo-attributes", "voice", "N rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334 => N rc VOIPGO VOIPVER=VOIPVER2 VOIPIPLIST=172.31.242.5:11334", nil},
	{"voipgo-version", "voice", "N rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334 => N rc VOIPGO VOIPVER=3 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334", nil},
	{"voipgo-sender", "voice", "N rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334 => E rc VOIPGO VOIPVER=VOIPVER2 VOIPGOKEY=NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE= VOIPIPLIST=172.31.242.5:11334", []string{"voice-order"}},
	{"version-1", "v1", "", nil},
}

// elsewhere are rules that no message of MS-RA by itself can break: what lies below
// or a secret has to say so. The captures of pcaps/ra break and keep them.
var elsewhere = []*dissect.Rule{
	ra.RuleEncrypted, ra.RuleFastPathOutput, ra.RuleChannelsCreated, ra.RuleChannelsStay, ra.RuleFileSeparate, ra.RuleFileChannelFirst,
	ra.RuleLogonShell, ra.RuleLogonPassword, ra.RuleLogonWorkingDir, ra.RuleViewVersion1, ra.RuleViewVersion2, ra.RuleViewVersion3,
	ra.RuleInputCeded, ra.RuleInputViewing, ra.RuleInputTaken, ra.RuleRequestForm, ra.RuleStringUsed, ra.RuleKeyHashIgnored, ra.RuleVersion3PNRP,
	ra.RuleVistaProof, ra.RuleTokenValue, ra.RuleRightProof, ra.RuleWrongProof1, ra.RuleWrongProof2, ra.RuleWrongTokenEnds,
	ra.RuleInvitationExpired, ra.RuleInvitationReused, ra.RuleClearPassword, ra.RuleChatChannel, ra.RuleControlChannel,
}

// TestFaults spoils one message of a clean session and checks that its rule tells,
// and none that has nothing to do with it.
func TestFaults(t *testing.T) {
	done := map[string]bool{}
	for _, o := range orders {
		done["ra."+o.rule] = true
	}
	for _, r := range elsewhere {
		done[r.ID] = true
		if !strings.HasPrefix(r.Seen, "pcaps/ra/") && !strings.Contains(r.Seen, "wrong-channel") { // or on a dynamic channel
			t.Errorf("%s is seen in %s, not in a capture", r.ID, r.Seen)
		}
	}
	for _, f := range faults {
		t.Run(f.rule, func(t *testing.T) {
			base := bases[f.base]
			want := map[string]bool{"ra." + f.rule: true}
			for _, id := range f.beside {
				want["ra."+id] = true
			}
			for _, id := range base.notes {
				want[id] = true
			}
			log := play(t, edited(t, base.script, f.edit))
			if diff := cmp.Diff(want, broken(log)); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, log.FindingText())
			}
			done["ra."+f.rule] = true
		})
	}
	for _, r := range ra.Rules {
		if !done[r.ID] {
			t.Errorf("no row breaks %s", r.ID)
		}
	}
}

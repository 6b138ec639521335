// Package invitation reads what an expert gets from a novice before any packet
// flows: Remote Assistance Connection Strings 1 and 2 (MS-RAI 2.2) and invitation
// files (MS-RAI 6), in 8-bit text and in UTF-16. It keeps the offset of every
// value, opens tickets with the password, and computes what passwords, keys and
// times prove: pass stubs (MS-RAI 6), authorization tokens (MS-RA 2.2.4), hashes
// of server keys (MS-RAI 2.2.2), and the names and keys of MS-RAIOP.
//
// Decode shows an invitation as a tree with its findings; Parse gives the values.
package invitation

import "github.com/radissect/radissect/dissect"

// Protocol makes invitations readable like messages: a message of it is a whole
// invitation file or connection string. Nothing on the wire is bound to it; the
// command "invitation" hands messages over, and the packages ra and rai read the
// connection strings in their messages with DecodeString.
var Protocol = &dissect.Protocol{
	Name:         "invitation",
	Title:        "Remote Assistance invitation files and connection strings",
	Specs:        []dissect.Spec{"MS-RAI 2.2", "MS-RAI 6"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	New:          func(*dissect.Conversation) dissect.Handler { return &handler{} },
}

// What a text is.
var (
	kindFile    = &dissect.Kind{Name: "Remote Assistance Invitation File", Spec: "MS-RAI 6"}
	kindString1 = &dissect.Kind{Name: "Remote Assistance Connection String 1", Spec: "MS-RAI 2.2.1"}
	kindString2 = &dissect.Kind{Name: "Remote Assistance Connection String 2", Spec: "MS-RAI 2.2.2"}
	kindOther   = &dissect.Kind{Name: "no invitation", Spec: "MS-RAI 6"}
)

// handler reads one invitation after the other.
type handler struct{ d Decoder }

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is never asked: invitations come whole.
func (*handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one invitation.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) { h.d.Decode(c) }

// Commit keeps nothing: an invitation stands for itself.
func (*handler) Commit(dissect.Dir, *dissect.Context) {}

// Info names the novice's addresses.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte { return h.d.AppendInfo(dst) }

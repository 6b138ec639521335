package invitation

import (
	"time"

	"github.com/radissect/radissect/dissect"
)

// CheckTime holds the time of a connection against the time for which the
// invitation holds (MS-RAI 6). It finds nothing where the invitation does not say.
func (i *Invitation) CheckTime(at time.Time) []dissect.Breach {
	from, until, ok := i.Validity()
	switch {
	case !ok:
		return nil
	case at.Before(from):
		return []dissect.Breach{{Rule: RuleValidity, Field: fDtStart, Off: i.DtStart.Off, Len: i.DtStart.Len, Detail: "valid from " + from.Format(time.RFC3339) + " on"}}
	case at.After(until):
		return []dissect.Breach{{Rule: RuleValidity, Field: fDtLength, Off: i.DtLength.Off, Len: i.DtLength.Len, Detail: "valid until " + until.Format(time.RFC3339)}}
	}
	return nil
}

// CheckPassword opens the ticket. It finds nothing where there is none; then the
// password can only be held against a proof.
func (i *Invitation) CheckPassword(password string) (*Opened, []dissect.Breach) {
	o, err := i.Open(password)
	if err == nil || err == ErrNoTicket {
		return o, nil
	}
	v, f := i.LHTicket, fLHTicket
	if !v.Set {
		v, f = i.RCTicket, fRCTicket
	}
	return nil, []dissect.Breach{{Rule: RulePassword, Field: f, Off: v.Off, Len: v.Len, Detail: err.Error()}}
}

// CheckKey holds the public key blob that a server showed against the hash that
// decides. It finds nothing where the invitation has none. For a ticket that was
// opened, call it on the Invitation of the Opened.
func (i *Invitation) CheckKey(blob []byte) []dissect.Breach {
	list := i.KeyHashes()
	if len(list) == 0 || list[0].Matches(blob) {
		return nil
	}
	v, f := Value{}, fParms
	switch {
	case i.String2 == nil:
		v = i.String1.ProtocolSpecificParms
	case list[0].Name == "KH2":
		v, f = i.String2.KH2, fKH2
	default:
		v, f = i.String2.KH, fKH
	}
	return []dissect.Breach{{Rule: RuleKeyMatch, Field: f, Off: v.Off, Len: v.Len, Detail: list[0].Name + " is the hash of another key"}}
}

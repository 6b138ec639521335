package ra

import (
	"slices"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/rai"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
)

// initiated looks for the calls of MS-RAI that the session came of. Its record is
// theirs then: it begins with their events.
func (s *session) initiated(x *dissect.Context) {
	var blob []byte
	if key := serverKey(&gcc.Of(s.conv).Server.Certificate); key != nil {
		blob = invitation.PublicKeyBlob(key)
	}
	dir := rdp.Of(s.conv).Logon.WorkingDir
	a, _ := rai.Claim(s.conv, dir.Reveal(), blob)
	if a == nil {
		return
	}
	s.attempt = a
	if a.Record != nil {
		s.rec.out = a.Record
		if !slices.Contains(s.rec.out.Conversations, s.conv) {
			s.rec.out.Conversations = append(s.rec.out.Conversations, s.conv)
		}
		s.rec.out.Outcome = outcomes[initializing]
		x.Join(s.rec.out)
	}
}

// attempted adds to the record what the connection string of the calls tells.
func (s *session) attempted(o *dissect.SessionRecord) {
	inv := s.attempt.Invitation
	add := func(what string, v verdict, detail string) {
		o.Checks = append(o.Checks, dissect.SessionCheck{What: what, Result: verdicts[v], Detail: detail})
	}
	if dir := rdp.Of(s.conv).Logon.WorkingDir; !dir.IsZero() && inv.AuthString() != "" {
		add("id", verdictOf(dir.Reveal() == inv.AuthString()), "")
	}
	if s.proofs.sent != "" {
		add("connection-string", verdictOf(s.proofs.sent == string(clip([]byte(inv.ConnectionString()), maxText))), "")
	}
	add("address", verdictOf(inv.Offers(s.conv.Server.AddrPort())), s.conv.Server.AddrPort().String())
	s.keyHash(inv, o)
}

func verdictOf(ok bool) verdict {
	if ok {
		return right
	}
	return wrong
}

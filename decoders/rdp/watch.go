package rdp

import (
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// A Watch is told about messages while they take effect, with the Context of the
// message. Each function may be nil.
type Watch struct {
	// Pressed is told about input of the client in which a key or a button goes
	// down or a wheel turns. Moves of the mouse and synchronization are not told.
	Pressed func(*dissect.Context)
	// Drawn is told about graphics of the server, as State.Drawn counts them.
	Drawn func(*dissect.Context)
}

// tell tells who watches.
func (s *State) tell(pressed, drawn bool, x *dissect.Context) {
	if pressed && s.Watch.Pressed != nil {
		s.Watch.Pressed(x)
	}
	if drawn {
		s.Drawn++
		if s.Watch.Drawn != nil {
			s.Watch.Drawn(x)
		}
	}
}

// Show takes in graphics of the server that another protocol carries.
func (s *State) Show(x *dissect.Context) { s.tell(false, true, x) }

// A Logon is what a Client Info PDU asks for, MS-RDPBCGR 2.2.1.11.1.1. Remote
// Assistance puts the password and the id of its invitation into the texts
// (MS-RA 2.2.7.2), so they are secrets: they are masked wherever they are printed.
type Logon struct {
	AlternateShell keys.Secret
	WorkingDir     keys.Secret
	Star           bool // Password is "*"
}

// logon is a copy of the texts as UTF-8, of each no more than the specification
// allows.
func (m *clientInfo) logon() Logon {
	return Logon{m.secret(m.shell), m.secret(m.dir), m.star()}
}

func (m *clientInfo) secret(b []byte) keys.Secret {
	b = b[:min(len(b), maxInfoString)]
	if m.flags&infoUnicode != 0 {
		b = dissect.AppendUTF16(nil, b)
	}
	return keys.NewSecret(b)
}

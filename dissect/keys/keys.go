// Package keys holds the secrets an analyst gives: TLS key logs, RSA private
// keys, account passwords and NT hashes, Kerberos keytabs, invitations and
// their passwords, and DSC registration keys.
//
// A Store is filled from files, flags and pcapng secrets blocks and read by
// decoders. Every change publishes a new immutable Snapshot; readers take the
// newest one without a lock, and a Snapshot that is kept keeps its contents,
// so a round that has been given one sees the same secrets however often it is
// run.
package keys

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// The kinds of secrets, which are the names of the command's flags.
const (
	KindKeyLog             = "keylog"
	KindRSAKey             = "rsa-key"
	KindPassword           = "password"
	KindNTHash             = "nt-hash"
	KindKeytab             = "keytab"
	KindInvitationPassword = "invitation-password"
	KindInvitation         = "invitation"
	KindRegistrationKey    = "registration-key"
)

// DefaultMaxKeyLogEntries is how many key log secrets a Store takes when its
// Options name no other number. A million takes some 200 MB, and is more TLS
// connections than a capture that fits on a disk usually holds.
const DefaultMaxKeyLogEntries = 1_000_000

// maxGiven bounds the kinds of secrets that are given one by one, each on its
// own. They are candidates that are tried in turn; this is no password cracker.
const maxGiven = 10_000

// Options set the limits of a Store. The zero value is the default.
type Options struct {
	MaxKeyLogEntries int // key log secrets; 0 for DefaultMaxKeyLogEntries
}

// An Origin is one given secret or file of secrets: a key log, a PEM file, the
// second --password. It remembers whether a secret of it was of use. It is
// safe for concurrent use.
type Origin struct {
	kind, name string
	used       atomic.Bool
}

// Kind is the name of the flag that gives this kind of secret, one of the Kind
// constants.
func (o *Origin) Kind() string {
	if o == nil {
		return ""
	}
	return o.kind
}

// Name is the file as it was given, or the flag or key that held the secret.
// It never contains the secret. A nil Origin has no name.
func (o *Origin) Name() string {
	if o == nil {
		return ""
	}
	return o.name
}

// Used reports whether a secret of this origin was found by a look-up or
// marked by MarkUsed.
func (o *Origin) Used() bool { return o != nil && o.used.Load() }

// MarkUsed records that a secret of this origin opened something. Look-ups by
// what the wire shows do it themselves; who tries candidates (passwords,
// invitation passwords, all keys of a keytab) calls it for the one that fits.
func (o *Origin) MarkUsed() {
	if o != nil && !o.used.Load() {
		o.used.Store(true)
	}
}

// A Found is a secret together with where it was given.
type Found struct {
	Secret Secret
	Origin *Origin
}

// A LimitError says that a store took no more of one kind of secret.
type LimitError struct {
	Kind    string // one of the Kind constants
	Name    string // the file or flag that was being read
	Limit   int    // how many the store takes, in bytes where Bytes is set
	Bytes   bool
	Dropped int // how many were left out by this call, at least 1
}

// Error implements error.
func (e *LimitError) Error() string {
	if e.Bytes {
		return fmt.Sprintf("%s %s: larger than the limit of %d bytes, the rest was not read", e.Kind, e.Name, e.Limit)
	}
	return fmt.Sprintf("%s %s: limit of %d secrets reached, %d left out", e.Kind, e.Name, e.Limit, e.Dropped)
}

// A Store collects secrets. The zero value is an empty store with default
// limits, and a nil Store is an empty one that can be read. All methods are
// safe for concurrent use; readers never wait for writers.
type Store struct {
	limit     int
	snap      atomic.Pointer[Snapshot]
	mu        sync.Mutex // held by writers; guards reports
	reports   []*Report
	polling   sync.Mutex // guards followers
	followers []*follower
}

// New returns an empty store.
func New(o Options) *Store { return &Store{limit: o.MaxKeyLogEntries} }

// noSecrets is the snapshot of every empty store. It is never changed.
var noSecrets = &Snapshot{}

// Snapshot returns what the store holds now. It is never nil, and what is
// added to the store later does not show in it.
func (s *Store) Snapshot() *Snapshot {
	if s == nil {
		return noSecrets
	}
	if p := s.snap.Load(); p != nil {
		return p
	}
	return noSecrets
}

// maxKeyLog is the limit of key log entries in force.
func (s *Store) maxKeyLog() int {
	if s.limit > 0 {
		return s.limit
	}
	return DefaultMaxKeyLogEntries
}

// change publishes what edit makes of a copy of the newest snapshot. The copy
// is shallow: edit replaces slices and maps, it does not write into them.
func (s *Store) change(edit func(*Snapshot) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := *s.Snapshot()
	if next.memo == nil {
		next.memo = &sync.Map{}
	}
	if err := edit(&next); err != nil {
		return err
	}
	s.snap.Store(&next)
	return nil
}

// A Snapshot is the contents of a Store at one moment. It is immutable and
// safe for concurrent use. No look-up allocates when it finds nothing. A nil
// Snapshot is an empty one.
type Snapshot struct {
	log                 logSet
	rsa                 []*RSAKey
	byModulus           map[string]*RSAKey
	accounts            []*Account
	keytab              []*KeytabKey
	invitationPasswords []Found
	invitations         []Found
	registrationKeys    []Found
	origins             []*Origin
	memo                *sync.Map // shared by all snapshots of a store
}

// Memo is a value that takes long to work out from a secret: fresh makes it when
// it is asked for first, and may be called twice at once. A key is best a struct of
// the package that asks, so that no other can meet it. It belongs to secrets that
// were given, so that captures cannot make it grow without end.
func (s *Snapshot) Memo(key any, fresh func() any) any {
	memo := s.held().memo
	if memo == nil {
		return fresh()
	}
	if v, ok := memo.Load(key); ok {
		return v
	}
	v, _ := memo.LoadOrStore(key, fresh())
	return v
}

// held is s, or an empty snapshot for nil.
func (s *Snapshot) held() *Snapshot {
	if s == nil {
		return noSecrets
	}
	return s
}

// Origins lists everything that was given, in the order in which it was given.
func (s *Snapshot) Origins() []*Origin { return append([]*Origin(nil), s.held().origins...) }

// InvitationPasswords lists the given invitation passwords, as text.
func (s *Snapshot) InvitationPasswords() []Found {
	return append([]Found(nil), s.held().invitationPasswords...)
}

// Invitations lists the given invitations: connection strings, or the contents
// of invitation files in whatever encoding the file has. They count as secrets
// because they hold the authentication string of the session.
func (s *Snapshot) Invitations() []Found { return append([]Found(nil), s.held().invitations...) }

// RegistrationKeys lists the given DSC registration keys, as text.
func (s *Snapshot) RegistrationKeys() []Found {
	return append([]Found(nil), s.held().registrationKeys...)
}

// Format prints a mask for every verb: a snapshot holds secrets.
func (s *Snapshot) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// AddInvitationPassword adds a candidate password for invitations and Remote
// Assistance sessions. The name says where it was given.
func (s *Store) AddInvitationPassword(name string, password Secret) error {
	return s.addFound(KindInvitationPassword, name, password, func(n *Snapshot) *[]Found { return &n.invitationPasswords })
}

// AddInvitation adds the text of a connection string or the contents of an
// invitation file.
func (s *Store) AddInvitation(name string, invitation Secret) error {
	return s.addFound(KindInvitation, name, invitation, func(n *Snapshot) *[]Found { return &n.invitations })
}

// AddRegistrationKey adds a DSC pull server registration key.
func (s *Store) AddRegistrationKey(name string, key Secret) error {
	return s.addFound(KindRegistrationKey, name, key, func(n *Snapshot) *[]Found { return &n.registrationKeys })
}

// addFound appends one secret to the list that pick names.
func (s *Store) addFound(kind, name string, secret Secret, pick func(*Snapshot) *[]Found) error {
	return s.change(func(next *Snapshot) error {
		list := pick(next)
		if len(*list) >= maxGiven {
			return &LimitError{Kind: kind, Name: name, Limit: maxGiven, Dropped: 1}
		}
		*list = append(clip(*list), Found{secret, next.origin(kind, name)})
		return nil
	})
}

// origin returns the origin of this kind and name, making it when there is
// none yet. Only a writer that owns s calls it.
func (s *Snapshot) origin(kind, name string) *Origin {
	for _, o := range s.origins {
		if o.kind == kind && o.name == name {
			return o
		}
	}
	o := &Origin{kind: kind, name: name}
	s.origins = append(clip(s.origins), o)
	return o
}

// clip returns s such that appending to it copies it, because older snapshots
// share its storage.
func clip[T any](s []T) []T { return s[:len(s):len(s)] }

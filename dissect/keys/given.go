package keys

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// maxInvitation is the longest invitation file that is read, in bytes. Those
// of Windows have one or two thousand.
const maxInvitation = 1 << 20

// A Given is what an analyst gave on the command line or in a secrets file,
// before any file it names has been read. Every field is one flag; the zero
// value gives nothing.
type Given struct {
	From string // the secrets file, empty for the command line; used in names
	Dir  string // relative paths are resolved against it; empty for the working directory

	KeyLog             []string // files
	RSAKey             []string // files
	Keytab             []string // files
	User               []string // whose Password and NTHash are; none for anybody's
	Password           []Secret
	NTHash             []Secret
	Invitation         []Secret // files, or the text itself
	InvitationPassword []Secret
	RegistrationKey    []Secret
	Accounts           []GivenAccount

	// Follow makes Add follow the key logs rather than read them once; they
	// need not exist yet. It is for live captures.
	Follow bool
}

// A GivenAccount ties a password or NT hash to a user. User may hold the
// domain; both secrets may be given.
type GivenAccount struct {
	User     string
	Domain   string
	Password Secret
	NTHash   Secret
}

// Add reads everything that g names. It goes on after an error and returns all
// of them joined. Users and passwords that are given apart are combined each
// with each; candidates that do not fit cost time and nothing else.
func (s *Store) Add(g Given) error {
	var all []error
	note := func(err error) {
		if err != nil {
			all = append(all, err)
		}
	}
	for _, path := range g.KeyLog {
		add := s.AddKeyLogFile
		if g.Follow {
			add = s.Follow
		}
		_, err := add(g.path(path), path)
		note(err)
	}
	for _, path := range g.RSAKey {
		note(s.AddRSAKeyFile(g.path(path), path))
	}
	for _, path := range g.Keytab {
		note(s.AddKeytabFile(g.path(path), path))
	}
	users := g.User
	if len(users) == 0 {
		users = []string{""}
	}
	for _, user := range users {
		for i, password := range g.Password {
			note(s.AddPassword(g.name(KindPassword, i, len(g.Password)), user, password))
		}
		for i, hash := range g.NTHash {
			note(s.AddNTHash(g.name(KindNTHash, i, len(g.NTHash)), user, hash))
		}
	}
	for i, a := range g.Accounts {
		user := a.User
		if a.Domain != "" {
			user = a.Domain + `\` + user
		}
		name := g.name("account", i, len(g.Accounts))
		if !a.Password.IsZero() {
			note(s.AddPassword(name, user, a.Password))
		}
		if !a.NTHash.IsZero() {
			note(s.AddNTHash(name, user, a.NTHash))
		}
	}
	for i, password := range g.InvitationPassword {
		note(s.AddInvitationPassword(g.name(KindInvitationPassword, i, len(g.InvitationPassword)), password))
	}
	for i, text := range g.Invitation {
		note(s.addGivenInvitation(&g, text, g.name(KindInvitation, i, len(g.Invitation))))
	}
	for i, key := range g.RegistrationKey {
		note(s.AddRegistrationKey(g.name(KindRegistrationKey, i, len(g.RegistrationKey)), key))
	}
	return errors.Join(all...)
}

// addGivenInvitation adds the contents of the file that given names, or given
// itself when there is no such file and it looks like a connection string:
// eight fields with commas between them (MS-RAI 2.2.1) or XML (MS-RAI 2.2.2).
func (s *Store) addGivenInvitation(g *Given, given Secret, name string) error {
	text := given.Reveal()
	literal := strings.Count(text, ",") >= 7 || strings.HasPrefix(strings.TrimSpace(text), "<")
	data, err := readWhole(KindInvitation, g.path(text), text, maxInvitation)
	if err == nil {
		return s.AddInvitation(text, NewSecret(data))
	}
	if literal && !errors.As(err, new(*LimitError)) {
		return s.AddInvitation(name, given)
	}
	return err
}

// path resolves a path as given.
func (g *Given) path(p string) string {
	if g.Dir == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(g.Dir, p)
}

// name is how a secret that is no file is called: by its flag, with a number
// when there are several.
func (g *Given) name(key string, i, n int) string {
	name := "--" + key
	if g.From != "" {
		name = g.From + ": " + key
	}
	if n > 1 {
		name += " " + strconv.Itoa(i+1)
	}
	return name
}

// AddSecretsFile reads a secrets file and everything it names.
func (s *Store) AddSecretsFile(path string) error {
	g, err := ReadSecretsFile(path)
	if err != nil {
		return err
	}
	return s.Add(g)
}

// ReadSecretsFile reads a secrets file without reading the files it names.
func ReadSecretsFile(path string) (Given, error) {
	data, err := readWhole("secrets", path, path, maxSecretsFile)
	if err != nil {
		return Given{}, fmt.Errorf("reading secrets: %w", err)
	}
	g, err := ParseSecrets(data)
	if err != nil {
		return Given{}, fmt.Errorf("reading secrets %s: %w", path, err)
	}
	g.From, g.Dir = path, filepath.Dir(path)
	return g, nil
}

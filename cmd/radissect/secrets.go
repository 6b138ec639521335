package main

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/report"
)

// keyLogVariable names the environment variable that browsers and libraries
// know as well: a key log to write, and for us to read.
const keyLogVariable = "SSLKEYLOGFILE"

// secretFlags are the flags that give secrets. Those that hold a secret
// themselves show in process lists; --secrets does not.
type secretFlags struct {
	keyLog, rsaKey, keytab         []string
	user, password, ntHash         []string
	invitation, invitationPassword []string
	registrationKey                []string
	files                          []string

	follow bool // key logs may still grow
}

// addFlags declares the flags.
func (o *secretFlags) addFlags(f *pflag.FlagSet) {
	f.Var((*list)(&o.keyLog), "keylog", "TLS key log `FILE` (repeatable; also $"+keyLogVariable+")")
	f.Var((*list)(&o.rsaKey), "rsa-key", "private RSA key of a server: PEM, DER or rsakeys.ini `FILE` (repeatable)")
	f.Var((*list)(&o.user), "user", "`USER` that --password and --nt-hash belong to: DOMAIN\\user (repeatable)")
	f.Var((*list)(&o.password), "password", "`PASSWORD` for NTLM (repeatable; better kept in --secrets)")
	f.Var((*list)(&o.ntHash), "nt-hash", "NT `HASH` for NTLM, 32 hexadecimal digits (repeatable)")
	f.Var((*list)(&o.keytab), "keytab", "Kerberos keytab `FILE` (repeatable)")
	f.Var((*list)(&o.invitation), "invitation", "invitation `FILE` or connection string that sessions should match (repeatable)")
	f.Var((*list)(&o.invitationPassword), "invitation-password", "`PASSWORD` of invitations (repeatable)")
	f.Var((*list)(&o.registrationKey), "registration-key", "DSC pull server registration `KEY` (repeatable)")
	f.Var((*list)(&o.files), "secrets", "TOML `FILE` with any of these secrets (repeatable)")
}

// A keyring is a store of secrets, and what is to be said about them.
type keyring struct {
	p     *program
	store *keys.Store
	grows bool           // key logs are followed
	own   []*keys.Origin // given by the user, not found in captures
	said  map[string]bool
}

// keyring reads everything that the flags name.
func (p *program) keyring(o *secretFlags, quiet bool) (*keyring, error) {
	k := &keyring{p: p, store: keys.New(keys.Options{}), grows: o.follow, said: map[string]bool{}}
	if len(o.user) > 0 && len(o.password)+len(o.ntHash) == 0 {
		return nil, misuse("--user goes with --password or --nt-hash")
	}
	var wrong []string
	keyLogs := once(o.keyLog)
	if o.follow {
		for _, file := range keyLogs {
			if _, err := k.store.Follow(file, file); err != nil {
				wrong = append(wrong, "--keylog: "+err.Error())
			}
		}
		keyLogs = nil
	}
	for _, g := range []struct {
		flag  string
		given keys.Given
	}{
		{"--keylog: ", keys.Given{KeyLog: keyLogs}},
		{"--rsa-key: ", keys.Given{RSAKey: once(o.rsaKey)}},
		{"--keytab: ", keys.Given{Keytab: once(o.keytab)}},
		{"", keys.Given{User: o.user, Password: secrets(o.password), NTHash: secrets(o.ntHash)}},
		{"--invitation: ", keys.Given{Invitation: secrets(o.invitation)}},
		{"", keys.Given{InvitationPassword: secrets(o.invitationPassword), RegistrationKey: secrets(o.registrationKey)}},
	} {
		wrong = append(wrong, k.add(g.flag, k.store.Add(g.given))...)
	}
	for _, file := range o.files {
		wrong = append(wrong, k.add("--secrets: ", k.store.AddSecretsFile(file))...)
	}
	if file := os.Getenv(keyLogVariable); file != "" && !slices.Contains(o.keyLog, file) {
		// Often set for programs that have not written it yet.
		add := k.store.AddKeyLogFile
		if o.follow {
			add = k.store.Follow
		}
		if _, err := add(file, file); err != nil && !quiet {
			p.say("$" + keyLogVariable + ": " + err.Error() + "; read on without it")
		}
	}
	if n := len(wrong); n > 0 {
		for _, line := range wrong[:n-1] {
			p.say(line)
		}
		return nil, misuse(wrong[n-1])
	}
	k.own = k.store.Snapshot().Origins()
	if !quiet {
		k.complain()
	}
	return k, nil
}

// ring is the store as the engine asks it.
func (k *keyring) ring() dissect.Keyring {
	if k.grows {
		return &polledRing{Store: k.store}
	}
	return k.store
}

// add turns the errors of one flag into lines. Secrets that are too many are no
// reason to stop.
func (k *keyring) add(flag string, err error) []string {
	var lines []string
	for _, err := range parts(err) {
		var limit *keys.LimitError
		if errors.As(err, &limit) {
			k.p.say(flag + err.Error())
			k.p.raise(exitLimit)
			continue
		}
		lines = append(lines, flag+reason(flag, err))
	}
	return lines
}

// reason is what an error says, and what to do about it. A text that was taken
// for the name of an invitation may be a broken connection string, which holds a
// secret, and is not repeated then.
func reason(flag string, err error) string {
	var path *os.PathError
	if flag == "--invitation: " && errors.As(err, &path) {
		if strings.ContainsAny(path.Path, ",*<") {
			return "neither a file nor a whole connection string"
		}
		return err.Error() + "; name a file, or give a connection string"
	}
	return err.Error() + advice(err, "")
}

// parts are the errors that were joined in err.
func parts(err error) []error {
	if err == nil {
		return nil
	}
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range j.Unwrap() {
			all = append(all, parts(e)...)
		}
		return all
	}
	return []error{err}
}

// once is a list of files without those that stand in it before.
func once(files []string) []string {
	var all []string
	for _, f := range files {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

func secrets(list []string) []keys.Secret {
	var all []keys.Secret
	for _, s := range list {
		all = append(all, keys.NewSecret(s))
	}
	return all
}

// complain says which key logs have lines that are none, once for each.
func (k *keyring) complain() {
	for _, r := range k.store.Reports() {
		if k.said[r.Name] || r.Bad == 0 && (r.Lines == 0 || r.Entries+r.Duplicates+r.Replaced+r.Unknown > 0) {
			continue
		}
		k.said[r.Name] = true
		switch {
		case r.Bad == 0:
			k.p.say(r.Name + ": a key log without secrets")
		default:
			k.p.say(r.Name + ": " + strconv.Itoa(r.Bad) + " of " + counted(r.Lines, "line is", "lines are") +
				" none of a key log, the first is line " + strconv.Itoa(r.FirstBad))
		}
	}
}

// given lists the secrets that the user gave.
func (k *keyring) given() []report.Given {
	var list []report.Given
	for _, o := range k.own {
		list = append(list, report.Given{Name: o.Name(), Kind: o.Kind(), Used: o.Used()})
	}
	return list
}

// sayUnused names the secrets that were of no use.
func (k *keyring) sayUnused() {
	for _, o := range k.own {
		if o.Used() {
			continue
		}
		what := "opened"
		switch o.Kind() {
		case keys.KindInvitation, keys.KindInvitationPassword, keys.KindRegistrationKey:
			what = "matched"
		}
		k.p.say(o.Name() + " " + what + " nothing")
	}
}

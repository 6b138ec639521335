package main

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/report"
)

// invitationOptions are the flags of "radissect invitation".
type invitationOptions struct {
	readOptions
	passwords     []string
	passwordFiles []string
	secretFiles   []string
	serverKey     string
	proof         string
	at            string
}

// invitationCommand is "radissect invitation".
func (p *program) invitationCommand() *cobra.Command {
	opt := &invitationOptions{}
	cmd := &cobra.Command{
		Use:   "invitation FILE|STRING|-",
		Short: "Show and judge an invitation file or a connection string",
		Long: `Shows what a Remote Assistance invitation says: who invites, until when, to which
addresses, with which key, and every field with its place. Judges every field by
MS-RAI. With the password it opens the encrypted ticket and shows that as well.

The argument is an invitation file, a connection string of type 1 or 2, or - for
standard input. A password or connection string on the command line shows in
process lists: --password-file, --secrets and files do not.`,
		Example: `  radissect invitation Invitation.msrcIncident
  radissect invitation --password-file pass.txt Invitation.msrcIncident
  radissect invitation -T jsonl - < string.txt | jq -r '.addresses[].host'`,
		RunE: func(_ *cobra.Command, args []string) error { return p.invitation(opt, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	opt.formats = formatsList
	f.StringVarP(&opt.format, "format", "T", "text", "`FORMAT` of the output: "+strings.Join(formatsList, ", "))
	f.BoolVarP(&opt.hex, "hex", "x", false, "the bytes beside the fields")
	f.Var((*list)(&opt.passwords), "password", "`PASSWORD` of the invitation (repeatable; shows in process lists)")
	f.Var((*list)(&opt.passwordFiles), "password-file", "`FILE` with the password in its first line (repeatable)")
	f.Var((*list)(&opt.secretFiles), "secrets", "TOML `FILE` with the key invitation-password (repeatable)")
	f.StringVar(&opt.serverKey, "server-key", "", "PEM `FILE` with key or certificate of the server: does the invitation name it?")
	f.StringVar(&opt.proof, "proof", "", "`HEX` that an expert sent (EXPERT_ON_VISTA, PASS=): does it prove the password?")
	f.StringVar(&opt.at, "at", "", "`TIME` of the connection, as 2026-01-31T12:00:00Z: was the invitation valid?")
	f.Var((*list)(&opt.only), "only", "report only these rules: `GLOB` of rule ids (repeatable)")
	f.Var((*list)(&opt.ignore), "ignore", "leave these rules out: `GLOB` of rule ids (repeatable)")
	f.StringVar(&opt.failOn, "fail-on", "", "exit with 1 on findings of this `LEVEL` or above: "+strings.Join(levels, ", "))
	f.BoolVar(&opt.reveal, "reveal", false, "show secrets instead of masking them")
	f.StringVar(&opt.color, "color", "auto", "`WHEN` to colour text: auto, always, never")
	// Before complete, which offers the formats of commands that read captures.
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatsList, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// A password is a candidate and where it was given.
type password struct{ name, text string }

// An inspection is one invitation and what was found out about it.
type inspection struct {
	name      string // file, "-", or "argument"
	raw       []byte
	inv       *invitation.Invitation
	body      decoded
	opened    *invitation.Opened
	inside    decoded // of opened
	with      string  // which password opened the ticket, or proved itself
	passwords int     // given
	verdict   verdict // on the password
	key       verdict // on the server key
	at        time.Time
	given     bool // at was given
	findings  []finding
}

// decoded is one tree.
type decoded struct {
	tree dissect.Tree
	kind *dissect.Kind
}

// finding is one breach, in the invitation or inside its ticket.
type finding struct {
	dissect.Breach
	inside bool
}

// verdict is the result of a check.
type verdict string

const (
	unchecked verdict = ""
	match     verdict = "match"
	mismatch  verdict = "mismatch"
)

func (p *program) invitation(opt *invitationOptions, args []string) error {
	if len(args) != 1 {
		return misuse(`name one invitation file or connection string, as in "radissect invitation FILE"`)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{invitation.Protocol})
	if err != nil {
		return err
	}
	opt.fields = true // a tree is always shown
	hexWanted := opt.hex
	opt.hex = false
	if err := opt.check(reg); err != nil {
		return err
	}
	if opt.hex = hexWanted; opt.hex && opt.format != "text" {
		return misuse("-x is for text only; records have the bytes in \"off\", \"len\" and \"value\" of their fields")
	}
	in := &inspection{at: time.Now().UTC()}
	if opt.at != "" {
		if in.at, err = time.Parse(time.RFC3339, opt.at); err != nil {
			return misuse("--at " + quote(opt.at) + " is not a time of the form 2026-01-31T12:00:00Z")
		}
		in.given = true
	}
	proof, err := opt.parseProof()
	if err != nil {
		return err
	}
	blob, err := readServerKey(opt.serverKey)
	if err != nil {
		return misuse("--server-key: " + err.Error())
	}
	candidates, err := opt.candidates()
	if err != nil {
		return misuse(err.Error())
	}
	if in.name, in.raw, err = p.invitationBytes(args[0]); err == nil {
		in.inv, err = invitation.Parse(in.raw)
	}
	if err != nil {
		p.say(quote(shortName(args[0])) + ": " + err.Error())
		p.raise(exitCapture)
		return nil
	}
	in.inspect(reg, candidates, proof, blob)
	in.drop(opt.mute())
	if opt.fail {
		for _, f := range in.findings {
			if f.Rule.Level >= opt.level {
				p.raise(exitFindings)
			}
		}
	}
	ro := report.Options{
		Color: p.colours(&opt.readOptions, p.stdout), Width: p.width(p.stdout), Fields: true, Hex: opt.hex, Reveal: opt.reveal, Mute: opt.mute(),
	}
	if opt.format == "jsonl" {
		_, err = p.stdout.Write(in.appendRecord(nil, ro))
	} else {
		_, err = p.stdout.Write(in.appendText(nil, ro))
	}
	return err
}

// shortName is an argument for a message: what is no file name may be long and
// hold a connection string.
func shortName(arg string) string {
	if looksLikeInvitation(arg) {
		return "the argument"
	}
	return arg
}

// looksLikeInvitation tells a connection string from a file name: eight parts with
// commas, or XML.
func looksLikeInvitation(arg string) bool {
	return strings.Count(arg, ",") >= 7 || strings.HasPrefix(strings.TrimSpace(arg), "<")
}

// invitationBytes reads the file, standard input, or the argument itself.
func (p *program) invitationBytes(arg string) (string, []byte, error) {
	if arg == "-" {
		b, err := io.ReadAll(io.LimitReader(p.stdin, invitation.MaxSize+1))
		return arg, b, err
	}
	f, err := os.Open(arg)
	if err != nil {
		if looksLikeInvitation(arg) {
			return "argument", []byte(arg), nil
		}
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return "", nil, err
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return "", nil, errors.New("it is a folder: name a file in it")
	}
	b, err := io.ReadAll(io.LimitReader(f, invitation.MaxSize+1))
	return arg, b, err
}

// candidates are the passwords that were given, in order.
func (o *invitationOptions) candidates() ([]password, error) {
	var list []password
	for _, text := range o.passwords {
		list = append(list, password{"--password", text})
	}
	for _, name := range o.passwordFiles {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("--password-file: %w", err)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		list = append(list, password{name, strings.TrimSuffix(line, "\r")})
	}
	for _, name := range o.secretFiles {
		g, err := keys.ReadSecretsFile(name)
		if err != nil {
			return nil, fmt.Errorf("--secrets: %w", err)
		}
		for _, s := range g.InvitationPassword {
			list = append(list, password{name, s.Reveal()})
		}
	}
	return list, nil
}

// parseProof reads --proof.
func (o *invitationOptions) parseProof() ([]byte, error) {
	if o.proof == "" {
		return nil, nil
	}
	b, err := hex.DecodeString(strings.TrimSpace(o.proof))
	if err == nil {
		if b, ok := invitation.ParseProof(b); ok {
			return b, nil
		}
	}
	return nil, misuse("--proof wants the 64 hexadecimal digits of PASS, or the payload of EXPERT_ON_VISTA")
}

// readServerKey reads an RSA key in any of its usual forms and makes the blob
// that KH is the hash of. A file that is such a blob is taken as it is.
func readServerKey(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(data), "RSA1") {
		return data, nil
	}
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if key := publicKey(block.Bytes); key != nil {
			return invitation.PublicKeyBlob(key), nil
		}
	}
	return nil, errors.New(quote(name) + " holds no RSA key or certificate in PEM")
}

// publicKey finds the RSA key in DER of any kind, nil for none.
func publicKey(der []byte) *rsa.PublicKey {
	if c, err := x509.ParseCertificate(der); err == nil {
		key, _ := c.PublicKey.(*rsa.PublicKey)
		return key
	}
	if key, err := x509.ParsePKCS1PublicKey(der); err == nil {
		return key
	}
	if key, err := x509.ParsePKIXPublicKey(der); err == nil {
		k, _ := key.(*rsa.PublicKey)
		return k
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return &key.PublicKey
	}
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		if k, ok := key.(*rsa.PrivateKey); ok {
			return &k.PublicKey
		}
	}
	return nil
}

// inspect finds out all there is to find out.
func (in *inspection) inspect(reg *dissect.Registry, candidates []password, proof, blob []byte) {
	in.decode(reg, &in.body, invitation.Readable(in.raw), false)
	if in.inv.Encoding == invitation.UTF16BE && in.inv.File {
		in.add(false, dissect.Breach{Rule: invitation.RuleEncoding, Len: 2, Detail: invitation.UTF16BE.String()})
	}
	in.tryPasswords(candidates, proof)
	if in.opened != nil {
		in.decode(reg, &in.inside, in.opened.Plain, true)
	}
	if in.given {
		in.add(false, in.inv.CheckTime(in.at)...)
	}
	in.checkKey(blob)
}

// checkKey holds the server's key against the string that was opened, or else
// against the one in the clear.
func (in *inspection) checkKey(blob []byte) {
	from := in.source()
	if blob == nil || len(from.KeyHashes()) == 0 {
		return
	}
	in.key = match
	if found := from.CheckKey(blob); len(found) > 0 {
		in.key = mismatch
		in.add(in.opened != nil, found...)
	}
}

// source is what the connection string is taken from.
func (in *inspection) source() *invitation.Invitation {
	if in.opened != nil {
		return in.opened.Invitation
	}
	return in.inv
}

// tryPasswords looks for the password that opens the ticket or made the proof.
func (in *inspection) tryPasswords(candidates []password, proof []byte) {
	in.passwords = len(candidates)
	var found []dissect.Breach
	for _, c := range candidates {
		o, wrong := in.inv.CheckPassword(c.text)
		proved := proof != nil && in.proves(c.text, proof)
		switch {
		case o != nil:
			in.opened, in.with, in.verdict = o, c.name, match
		case proved && len(wrong) == 0:
			in.with, in.verdict = c.name, match
		case len(wrong) > 0 || proof != nil:
			found = wrong
			in.verdict = mismatch
			continue
		default:
			continue
		}
		if o != nil && proof != nil && !proved {
			in.verdict = mismatch
		}
		return
	}
	in.add(false, found...)
}

// proves reports whether a proof was made with the password, for the pass stub of
// the invitation where it has one.
func (in *inspection) proves(text string, proof []byte) bool {
	if in.inv.PassStub.Set {
		return invitation.CheckProof(text, in.inv.PassStub.Text, proof)
	}
	_, ok := invitation.OpenProof(text, proof)
	return ok
}

// decode makes the tree of b and keeps what is wrong in it.
func (in *inspection) decode(reg *dissect.Registry, d *decoded, b []byte, inside bool) {
	direct := dissect.NewDirect(reg, invitation.Protocol, report.FindingsJSON(io.Discard, report.Options{}), dissect.Options{})
	kind, found := direct.Decode(dissect.FromServer, b, &d.tree)
	d.kind = kind
	in.add(inside, found...)
}

func (in *inspection) add(inside bool, found ...dissect.Breach) {
	for _, b := range found {
		in.findings = append(in.findings, finding{b, inside})
	}
}

// drop leaves out the rules that nobody wants to see.
func (in *inspection) drop(mute func(*dissect.Rule) bool) {
	if mute == nil {
		return
	}
	var kept []finding
	for _, f := range in.findings {
		if !mute(f.Rule) {
			kept = append(kept, f)
		}
	}
	in.findings = kept
}

// message is d as a message of a capture, for package report.
func (d *decoded) message() *dissect.Event {
	return &dissect.Event{Kind: dissect.EventMessage, Message: &dissect.Message{
		N: 1, Proto: invitation.Protocol.Name, Kind: d.kind, Len: len(d.tree.Bytes), Tree: &d.tree,
	}}
}

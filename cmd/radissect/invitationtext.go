package main

import (
	"bytes"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/report"
)

// card writes lines of a label and a text, folded to the width of the terminal.
type card struct {
	b     []byte
	width int
	bold  bool
}

// labelWidth is the column at which texts begin.
const labelWidth = 14

func (c *card) head(text string) {
	if c.bold {
		c.b = append(append(append(c.b, "\x1b[1m"...), text...), "\x1b[0m\n"...)
		return
	}
	c.b = append(append(c.b, text...), '\n')
}

// line adds a text under a label; captured text in it is escaped. An empty label
// continues the one before.
func (c *card) line(label, text string) {
	text = report.Escape(text)
	room := 0
	if c.width > 0 {
		room = max(c.width-labelWidth, 20)
	}
	for _, part := range fold(text, room) {
		c.b = append(append(c.b, "  "...), label...)
		c.b = append(c.b, strings.Repeat(" ", labelWidth-2-len(label))...)
		c.b = append(append(c.b, part...), '\n')
		label = ""
	}
}

// fold cuts text into lines of at most room characters; 0 is no limit. Words that
// are longer are cut.
func fold(text string, room int) []string {
	if room <= 0 || utf8.RuneCountInString(text) <= room {
		return []string{text}
	}
	var out []string
	for _, line := range report.Wrap(text, room) {
		for r := []rune(line); ; r = r[room:] {
			if len(r) <= room {
				out = append(out, string(r))
				break
			}
			out = append(out, string(r[:room]))
		}
	}
	return out
}

// appendText appends everything for people.
func (in *inspection) appendText(dst []byte, ro report.Options) []byte {
	c := &card{b: dst, width: ro.Width, bold: ro.Color}
	in.summary(c, ro)
	c.b = append(c.b, '\n')
	c.head("Fields")
	c.b = in.body.appendTree(c.b, ro)
	if in.opened != nil {
		c.b = append(c.b, '\n')
		c.head("Fields of the decrypted ticket")
		c.b = in.inside.appendTree(c.b, ro)
	}
	c.b = append(c.b, '\n')
	if len(in.findings) == 0 {
		c.head("No findings")
		return c.b
	}
	c.head("Findings")
	for _, f := range in.findings {
		in.appendFinding(c, f)
	}
	return c.b
}

// appendTree appends the tree as package report shows it under a message, without
// the line of the message.
func (d *decoded) appendTree(dst []byte, ro report.Options) []byte {
	_, tree, _ := bytes.Cut(report.Text(io.Discard, ro).Render(nil, d.message()), []byte{'\n'})
	return append(dst, tree...)
}

func (in *inspection) appendFinding(c *card, f finding) {
	c.b = append(c.b, "\n  "...)
	c.b = append(c.b, f.Rule.Level.String()...)
	c.b = append(append(c.b, "  "...), f.Rule.ID...)
	c.b = append(append(c.b, "  "...), string(f.Rule.Spec)...)
	where := "bytes "
	if f.inside {
		where = "decrypted ticket, bytes "
	}
	where += strconv.Itoa(f.Off) + " to " + strconv.Itoa(f.Off+f.Len)
	detail := f.Detail
	if detail != "" {
		detail += ", "
	}
	room := 0
	if c.width > 0 {
		room = max(c.width-4, 20)
	}
	c.b = append(c.b, '\n')
	for _, line := range fold(f.Rule.Title, room) {
		c.b = append(append(append(c.b, "  "...), line...), '\n')
	}
	for _, line := range fold(report.Escape(detail+where), room) {
		c.b = append(append(append(c.b, "    "...), line...), '\n')
	}
}

// summary is the card.
func (in *inspection) summary(c *card, ro report.Options) {
	i := in.inv
	title := in.body.kind.Name
	if i.File {
		title += ", type " + strconv.Itoa(i.Type)
	}
	c.head(title + "  " + string(in.body.kind.Spec))
	c.line("source", in.name+", "+counted(len(in.raw), "byte", "bytes")+", "+i.Encoding.String())
	if i.UserName.Set {
		c.line("novice", i.UserName.Text)
	}
	in.validity(c)
	in.ticket(c)
	in.password(c)
	for n, a := range in.addresses() {
		label := ""
		if n == 0 {
			label = "addresses"
		}
		c.line(label, a.String())
	}
	for n, h := range in.source().KeyHashes() {
		label, who := "", h.Name
		if n == 0 {
			label = "server key"
			switch in.key {
			case match:
				who += ", which is of the given key"
			case mismatch:
				who += ", which is NOT of the given key"
			}
		}
		c.line(label, who+": "+h.Hash+" "+hex.EncodeToString(h.Sum))
	}
	if id := in.source().AuthString(); id != "" {
		c.line("session id", id)
	}
	if i.L.Text == "1" {
		c.line("line", "modem")
	}
	in.connect(c)
	if s := in.source().ConnectionString(); s != "" && ro.Reveal {
		c.line("string", s)
	}
}

// validity says until when the invitation holds.
func (in *inspection) validity(c *card) {
	from, until, ok := in.inv.Validity()
	if !ok {
		if in.inv.File {
			c.line("valid", "the file does not say until when")
		}
		return
	}
	text := from.Format("2006-01-02 15:04:05") + " to " + until.Format("2006-01-02 15:04:05") + " UTC: "
	when := "now"
	if in.given {
		when = "at the given time"
	}
	switch {
	case in.at.Before(from):
		text += "not yet valid " + when
	case in.at.After(until):
		text += "expired " + roughly(in.at.Sub(until)) + " before " + strings.TrimPrefix(when, "at ")
	default:
		text += "valid " + when + ", for another " + roughly(until.Sub(in.at))
	}
	c.line("valid", text)
}

// roughly is a duration in its largest unit.
func roughly(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return strconv.Itoa(int(d/(24*time.Hour))) + " days"
	case d >= 2*time.Hour:
		return counted(int(d/time.Hour), "hour", "hours")
	case d >= 2*time.Minute:
		return counted(int(d/time.Minute), "minute", "minutes")
	}
	return counted(int(d/time.Second), "second", "seconds")
}

// ticket says how the connection string is protected.
func (in *inspection) ticket(c *card) {
	i := in.inv
	if !i.File {
		return
	}
	name := "RCTICKET"
	if i.LHTicket.Set {
		name = "LHTICKET"
	}
	switch {
	case in.opened != nil:
		c.line("ticket", name+", "+in.opened.Scheme.String()+": opened")
	case i.LHTicket.Set && i.String1 != nil:
		c.line("ticket", "LHTICKET is encrypted; RCTICKET, a string of type 1, is readable")
	case i.LHTicket.Set, i.RCTicket.Set && i.String1 == nil:
		c.line("ticket", name+" is encrypted")
	case i.String1 != nil && i.RCTicketEncrypted.Text == "1":
		c.line("ticket", "RCTICKET is readable, although RCTICKETENCRYPTED is 1, as in the samples of MS-RAI 6")
	case i.String1 != nil:
		c.line("ticket", "RCTICKET is readable")
	default:
		c.line("ticket", "none")
	}
}

// password says whether one is needed and whether a given one is right.
func (in *inspection) password(c *card) {
	i := in.inv
	switch {
	case in.verdict == match && in.opened != nil:
		c.line("password", "right ("+in.with+")")
	case in.verdict == match:
		c.line("password", "right ("+in.with+"), by the given proof")
	case in.verdict == mismatch && in.opened != nil:
		c.line("password", "right ("+in.with+"), but the given proof was made with another one or for another invitation")
	case in.verdict == mismatch && in.passwords > 1:
		c.line("password", "none of the "+strconv.Itoa(in.passwords)+" given is right")
	case in.verdict == mismatch:
		c.line("password", "wrong")
	case in.passwords > 0:
		c.line("password", "cannot be checked: there is no encrypted ticket; --proof takes what an expert sent")
	case i.LHTicket.Set || i.PassStub.Set:
		c.line("password", "needed, not given")
	case i.File:
		c.line("password", "none is needed")
	}
}

// addresses are where the novice listens, without those of a string of type 1
// where the one of type 2 could be read.
func (in *inspection) addresses() []invitation.Address { return in.source().Addresses() }

// connect says what it would take to connect.
func (in *inspection) connect(c *card) {
	i, from := in.inv, in.source()
	var steps []string
	if _, until, ok := i.Validity(); ok && in.at.After(until) {
		steps = append(steps, "a new invitation: the novice has stopped listening for this one (MS-RAI 6)")
	}
	if i.LHTicket.Set && in.opened == nil {
		steps = append(steps, "the password, to open the ticket with the addresses of type 2")
	}
	if len(in.addresses()) > 0 {
		steps = append(steps, "a TCP connection to one of the addresses (MS-RA 3.1.5)")
	}
	if from.AuthString() != "" {
		steps = append(steps, "RDP with the session id as WorkingDir of the Client Info PDU (MS-RA 2.2.7.2)")
	}
	switch {
	case from.String2 != nil && (i.PassStub.Set || !i.File), i.LHTicket.Set:
		steps = append(steps, "then version 2: EXPERT_ON_VISTA and VERIFY_PASSWORD with the pass stub encrypted by the password (MS-RA 3.5.5)")
	case i.PassStub.Set:
		steps = append(steps, "then version 1: VERSIONINFO and AUTHENTICATE with the string and PASS, the pass stub encrypted by the password (MS-RA 3.3.5)")
	case from.String1 != nil:
		steps = append(steps, "then version 1: VERSIONINFO and AUTHENTICATE with the string (MS-RA 3.3.5)")
	}
	for n, s := range steps {
		label := ""
		if n == 0 {
			label = "to connect"
		}
		c.line(label, strconv.Itoa(n+1)+". "+s)
	}
}

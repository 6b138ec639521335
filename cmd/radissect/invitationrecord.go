package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode"
	"unicode/utf16"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// invitationRecord is the record "invitation" of docs/schema.json. Keys that have
// no value are left out.
type invitationRecord struct {
	Type             string          `json:"type"`
	Source           string          `json:"source"`
	Kind             string          `json:"kind"`
	Version          int             `json:"version"`
	Encoding         string          `json:"encoding"`
	Bytes            int             `json:"bytes"`
	User             string          `json:"user,omitempty"`
	Created          string          `json:"created,omitempty"`
	Expires          string          `json:"expires,omitempty"`
	At               string          `json:"at"`
	Valid            *bool           `json:"valid,omitempty"`
	Ticket           *ticketRecord   `json:"ticket,omitempty"`
	Addresses        []addressRecord `json:"addresses"`
	KH               []hashRecord    `json:"kh"`
	SessionID        string          `json:"sessionID,omitempty"`
	ConnectionString string          `json:"connectionString,omitempty"`
	Checks           []checkRecord   `json:"checks"`
	Findings         []findingRecord `json:"findings"`
	Fields           json.RawMessage `json:"fields"`
	Opened           json.RawMessage `json:"opened,omitempty"`
}

type ticketRecord struct {
	Name      string `json:"name"`
	Encrypted bool   `json:"encrypted"`
	Open      bool   `json:"open"`
	Scheme    string `json:"scheme,omitempty"`
	With      string `json:"with,omitempty"`
}

type addressRecord struct {
	Host string `json:"host"`
	Port int    `json:"port,omitempty"`
	URI  string `json:"uri,omitempty"`
}

type hashRecord struct {
	Name  string `json:"name"`
	Hash  string `json:"hash"`
	Value string `json:"value"`
	Match *bool  `json:"match,omitempty"`
}

type checkRecord struct {
	What   string `json:"what"`
	Result string `json:"result"`
}

type findingRecord struct {
	Rule        string `json:"rule"`
	Requirement string `json:"requirement,omitempty"`
	Level       string `json:"level"`
	Spec        string `json:"spec"`
	Title       string `json:"title"`
	Detail      string `json:"detail,omitempty"`
	Field       string `json:"field,omitempty"`
	Off         int    `json:"off"`
	Len         int    `json:"len"`
	Opened      bool   `json:"opened,omitempty"`
}

const recordTime = "2006-01-02T15:04:05.000000000Z"

// appendRecord appends the record and a line end.
func (in *inspection) appendRecord(dst []byte, ro report.Options) []byte {
	i := in.inv
	r := invitationRecord{
		Type: "invitation", Source: in.name, Kind: "connection-string", Version: i.Type, Encoding: i.Encoding.String(), Bytes: len(in.raw),
		User: i.UserName.Text, At: in.at.UTC().Format(recordTime), SessionID: in.source().AuthString(),
		Addresses: []addressRecord{}, KH: []hashRecord{}, Checks: []checkRecord{}, Findings: []findingRecord{},
		Fields: in.body.fields(ro),
	}
	if i.File {
		r.Kind = "file"
		r.Ticket = in.ticketRecord()
	}
	if from, until, ok := i.Validity(); ok {
		r.Created, r.Expires = from.Format(recordTime), until.Format(recordTime)
		valid := len(i.CheckTime(in.at)) == 0
		r.Valid = &valid
	}
	for _, a := range in.addresses() {
		port, _ := strconv.Atoi(a.Port.Text)
		if port < 0 || port > 65535 {
			port = 0
		}
		r.Addresses = append(r.Addresses, addressRecord{a.Host.Text, port, a.URI.Text})
	}
	for n, h := range in.source().KeyHashes() {
		rec := hashRecord{Name: h.Name, Hash: h.Hash, Value: hex.EncodeToString(h.Sum)}
		if n == 0 && in.key != unchecked {
			same := in.key == match
			rec.Match = &same
		}
		r.KH = append(r.KH, rec)
	}
	if s := in.source().ConnectionString(); s != "" {
		r.ConnectionString = dissect.Mask
		if ro.Reveal {
			r.ConnectionString = s
		}
	}
	if in.verdict != unchecked {
		r.Checks = append(r.Checks, checkRecord{"password", string(in.verdict)})
	}
	if in.key != unchecked {
		r.Checks = append(r.Checks, checkRecord{"server-key", string(in.key)})
	}
	for _, f := range in.findings {
		rec := findingRecord{
			Rule: f.Rule.ID, Requirement: f.Rule.Req, Level: f.Rule.Level.String(), Spec: string(f.Rule.Spec),
			Title: f.Rule.Title, Detail: f.Detail, Off: f.Off, Len: f.Len, Opened: f.inside,
		}
		if f.Field != nil {
			rec.Field = f.Field.Name
		}
		r.Findings = append(r.Findings, rec)
	}
	if in.opened != nil {
		r.Opened = in.inside.fields(ro)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Appendf(dst, "{\"type\":\"invitation\",\"source\":%q}\n", err.Error())
	}
	return appendHarmless(dst, b.String())
}

func (in *inspection) ticketRecord() *ticketRecord {
	i := in.inv
	switch {
	case i.LHTicket.Set:
		t := &ticketRecord{Name: "LHTICKET", Encrypted: true, Open: in.opened != nil}
		if t.Open {
			t.Scheme, t.With = in.opened.Scheme.String(), in.with
		}
		return t
	case i.RCTicket.Set:
		t := &ticketRecord{Name: "RCTICKET", Encrypted: i.String1 == nil, Open: i.String1 != nil || in.opened != nil}
		if in.opened != nil {
			t.Scheme, t.With = in.opened.Scheme.String(), in.with
		}
		return t
	}
	return nil
}

// fields are the fields as package report writes them into the record of a
// message, where they come last. The name of the key cannot stand in a text
// before them: a quote would be escaped there.
func (d *decoded) fields(ro report.Options) json.RawMessage {
	ro.Fields = true
	rec := report.JSON(io.Discard, ro).Render(nil, d.message())
	_, fields, found := bytes.Cut(bytes.TrimSpace(rec), []byte(`,"fields":`))
	if !found {
		return json.RawMessage("[]")
	}
	return json.RawMessage(bytes.TrimSuffix(fields, []byte("}")))
}

// appendHarmless appends a line of JSON with everything escaped that is not
// printable. Such characters only stand in strings.
func appendHarmless(dst []byte, line string) []byte {
	for _, r := range line {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			dst = append(dst, string(r)...)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			dst = fmt.Appendf(dst, `\u%04x\u%04x`, hi, lo)
		default:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		}
	}
	return dst
}

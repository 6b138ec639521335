// Package dvc decodes the dynamic virtual channels of RDP, MS-RDPEDYC. They
// travel on the static channel "drdynvc": the server opens a channel to a
// listener by name, and data then carries only the number of the channel, in
// pieces of at most 1,600 bytes, from version 3 on also compressed.
//
// The package joins the pieces of each channel and direction and hands whole
// messages to the protocol of the listener.
package dvc

import (
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
)

// Listener holds the protocols of dynamic channels, by the name of the
// listener, letter for letter.
var Listener = dissect.NewTable[string]("dvc.listener")

// Form holds the protocols of dynamic channels whose names contain numbers that
// change, such as "10.0.0.1.1577836800". The key is the name with every run of
// decimal digits replaced by one '#': "#.#.#.#.#". It is asked when Listener has
// nothing for a name.
var Form = dissect.NewTable[string]("dvc.form")

// Protocol is MS-RDPEDYC. Its PDUs are handed over whole, one per message of
// the static channel.
var Protocol = &dissect.Protocol{
	Claim:        claim,
	Name:         "dvc",
	Title:        "Dynamic virtual channels",
	Specs:        []dissect.Spec{"MS-RDPEDYC 2.2"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{svc.Channel.Key(static)},
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// static is the name of the static channel that carries the dynamic ones,
// MS-RDPEDYC 2.1. FreeRDP and Windows write it in lower case.
const static = "drdynvc"

// protocol is what reads the messages of the listener called name, or nil.
//
// A dynamic channel with the name of a static one tunnels it, MS-RDPEDYC
// 3.1.5.4: its messages are those of the static channel.
func protocol(conv *dissect.Conversation, name string) *dissect.Protocol {
	if p := Listener.In(conv, name); p != nil {
		return p
	}
	if p := Form.In(conv, form(name)); p != nil {
		return p
	}
	if name == static {
		return nil
	}
	return svc.Channel.In(conv, name)
}

// form is name with every run of decimal digits replaced by one '#'.
func form(name string) string {
	b := make([]byte, 0, len(name))
	digits := false
	for i := range len(name) {
		c := name[i]
		if c < '0' || c > '9' {
			b, digits = append(b, c), false
			continue
		}
		if !digits {
			b, digits = append(b, '#'), true
		}
	}
	return string(b)
}

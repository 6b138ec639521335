package where

import (
	"slices"
	"sort"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// A Part is a part of what a filter is held against.
type Part uint16

// The parts.
const (
	PartMessage   Part = 1 << iota // protocol, name, length
	PartDirection                  // who sends, and the channel
	PartInfo                       // the few words about a message
	PartTree                       // fields of a message
	PartFindings                   // what was found in it
	PartSession                    // the session it belongs to
	PartFrames                     // frames and time
	PartArtifact                   // the file it brings
	PartNumber                     // the number of its conversation, given when rounds are merged
)

// A what says which value a name stands for.
type what uint8

const (
	whatField what = iota
	whatProto
	whatFrame
	whatTime
	whatFile
	whatConversation
	whatSession
	whatIP
	whatIPVersion
	whatPort
	whatTransport
	whatMessage
	whatName
	whatProtoName
	whatSpec
	whatInfo
	whatBytes
	whatFrom
	whatChannel
	whatCarrier
	whatTainted
	whatCut
	whatFinding
	whatRule
	whatLevel
	whatFindingSpec
	whatRequirement
	whatTitle
	whatDetail
	whatFindingField
	whatFindingTainted
	whatArtifact
	whatArtifactName
)

// A shape is how values compare.
type shape uint8

const (
	shapeNone    shape = iota // is there or not
	shapeNumber               // a number, maybe with symbols
	shapeText                 // text
	shapeBytes                // bytes
	shapeAddress              // an IP address
	shapeTime                 // nanoseconds since 1970
	shapeFlag                 // true or false
	shapeLevel                // a level of rules
)

// sides of an address or port.
const (
	sideAny = iota
	sideSource
	sideDestination
)

// A Name is one name of the vocabulary.
type Name struct {
	Name string // as filters write it
	Text string // what it is, for people

	what   what
	part   Part
	shape  shape
	side   int
	only   string // "tcp" or "udp"; "6" for IPv6 only
	proto  string
	fields []*dissect.Field
	protos map[string]bool // of messages that may have the fields
}

// general are the names that every message has.
var general = []Name{
	{Name: "frame", Text: "number of a frame that holds a byte of it", what: whatFrame, part: PartFrames, shape: shapeNumber},
	{Name: "frame.number", Text: "the same", what: whatFrame, part: PartFrames, shape: shapeNumber},
	{Name: "frame.time", Text: "time of the packet that completed it", what: whatTime, part: PartFrames, shape: shapeTime},
	{Name: "file", Text: "name of the capture", what: whatFile, shape: shapeText},
	{Name: "conversation", Text: "number of its conversation", what: whatConversation, part: PartNumber, shape: shapeNumber},
	{Name: "session", Text: "number of its session", what: whatSession, part: PartSession, shape: shapeNumber},
	{Name: "ip", Text: "it has IP addresses", what: whatIPVersion, shape: shapeNone},
	{Name: "ip.version", Text: "4 or 6", what: whatIPVersion, shape: shapeNumber},
	{Name: "ip.addr", Text: "address of either peer, IPv4 or IPv6", what: whatIP, shape: shapeAddress},
	{Name: "ip.src", Text: "address of the sender", what: whatIP, part: PartDirection, shape: shapeAddress, side: sideSource},
	{Name: "ip.dst", Text: "address of the receiver", what: whatIP, part: PartDirection, shape: shapeAddress, side: sideDestination},
	{Name: "ipv6", Text: "it has IPv6 addresses", what: whatIP, shape: shapeNone, only: "6"},
	{Name: "ipv6.addr", Text: "IPv6 address of either peer", what: whatIP, shape: shapeAddress, only: "6"},
	{Name: "ipv6.src", Text: "IPv6 address of the sender", what: whatIP, part: PartDirection, shape: shapeAddress, side: sideSource, only: "6"},
	{Name: "ipv6.dst", Text: "IPv6 address of the receiver", what: whatIP, part: PartDirection, shape: shapeAddress, side: sideDestination, only: "6"},
	{Name: "tcp", Text: "it came over TCP", what: whatTransport, shape: shapeNone, only: "tcp"},
	{Name: "tcp.port", Text: "TCP port of either peer", what: whatPort, shape: shapeNumber, only: "tcp"},
	{Name: "tcp.srcport", Text: "TCP port of the sender", what: whatPort, part: PartDirection, shape: shapeNumber, side: sideSource, only: "tcp"},
	{Name: "tcp.dstport", Text: "TCP port of the receiver", what: whatPort, part: PartDirection, shape: shapeNumber, side: sideDestination, only: "tcp"},
	{Name: "udp", Text: "it came over UDP", what: whatTransport, shape: shapeNone, only: "udp"},
	{Name: "udp.port", Text: "UDP port of either peer", what: whatPort, shape: shapeNumber, only: "udp"},
	{Name: "udp.srcport", Text: "UDP port of the sender", what: whatPort, part: PartDirection, shape: shapeNumber, side: sideSource, only: "udp"},
	{Name: "udp.dstport", Text: "UDP port of the receiver", what: whatPort, part: PartDirection, shape: shapeNumber, side: sideDestination, only: "udp"},
	{Name: "message", Text: "number of the message", what: whatMessage, part: PartFindings, shape: shapeNumber},
	{Name: "message.number", Text: "the same", what: whatMessage, part: PartFindings, shape: shapeNumber},
	{Name: "message.name", Text: "the specification's name of the message", what: whatName, part: PartMessage, shape: shapeText},
	{Name: "message.proto", Text: "its protocol", what: whatProtoName, part: PartMessage, shape: shapeText},
	{Name: "message.spec", Text: "document and section that describe it", what: whatSpec, part: PartMessage, shape: shapeText},
	{Name: "message.info", Text: "a few words about it", what: whatInfo, part: PartInfo, shape: shapeText},
	{Name: "message.bytes", Text: "its length", what: whatBytes, part: PartMessage, shape: shapeNumber},
	{Name: "message.from", Text: "client or server", what: whatFrom, part: PartDirection, shape: shapeText},
	{Name: "message.carrier", Text: "what it carries is shown as messages of its own", what: whatCarrier, part: PartInfo, shape: shapeFlag},
	{Name: "message.tainted", Text: "lost or cut packets touch it", what: whatTainted, part: PartMessage, shape: shapeFlag},
	{Name: "message.cut", Text: "the capture does not hold all of it", what: whatCut, part: PartMessage, shape: shapeFlag},
	{Name: "channel", Text: "virtual channel that it came on", what: whatChannel, part: PartDirection, shape: shapeText},
	{Name: "finding", Text: "a rule was broken", what: whatFinding, part: PartFindings, shape: shapeNone},
	{Name: "finding.rule", Text: "id of the rule", what: whatRule, part: PartFindings, shape: shapeText},
	{Name: "finding.level", Text: "note < should < must < malformed < security < limit", what: whatLevel, part: PartFindings, shape: shapeLevel},
	{Name: "finding.spec", Text: "document and section of the rule", what: whatFindingSpec, part: PartFindings, shape: shapeText},
	{Name: "finding.requirement", Text: "the rule's requirement in the catalogue", what: whatRequirement, part: PartFindings, shape: shapeText},
	{Name: "finding.title", Text: "what has to be", what: whatTitle, part: PartFindings, shape: shapeText},
	{Name: "finding.detail", Text: "what was found", what: whatDetail, part: PartFindings, shape: shapeText},
	{Name: "finding.field", Text: "the field at fault", what: whatFindingField, part: PartFindings, shape: shapeText},
	{Name: "finding.tainted", Text: "lost packets could explain it", what: whatFindingTainted, part: PartFindings, shape: shapeFlag},
	{Name: "artifact.kind", Text: "kind of a file that extract writes", what: whatArtifact, part: PartArtifact, shape: shapeText},
	{Name: "artifact.name", Text: "name of a file that extract writes", what: whatArtifactName, part: PartArtifact, shape: shapeText},
}

// A Vocabulary is what filters may name: the protocols and fields of a registry,
// and what every message has.
type Vocabulary struct {
	by    map[string]*Name
	names []string // sorted
}

// NewVocabulary is the vocabulary of a registry. beneath says of which other
// protocols a protocol's messages may have fields; it may be nil.
func NewVocabulary(reg *dissect.Registry, beneath map[*dissect.Protocol][]*dissect.Protocol) *Vocabulary {
	v := &Vocabulary{by: map[string]*Name{}}
	for i := range general {
		v.by[general[i].Name] = &general[i]
	}
	over := map[*dissect.Protocol][]*dissect.Protocol{} // who may have the fields of one
	for p, list := range beneath {
		for _, q := range list {
			over[q] = append(over[q], p)
		}
	}
	lists := map[*dissect.Field][]*dissect.Protocol{} // some list fields of others as their own
	for _, p := range reg.Protocols() {
		for _, f := range p.Fields {
			lists[f] = append(lists[f], p)
		}
	}
	for _, p := range reg.Protocols() {
		for _, f := range p.Fields {
			name := p.Name + "." + plainName(f.Name)
			n := v.by[name]
			if n == nil {
				n = &Name{
					Name: name, Text: string(f.Spec), what: whatField, part: PartTree, proto: p.Name, protos: map[string]bool{},
				}
				v.by[name] = n
			}
			if n.what != whatField {
				continue
			}
			n.fields = append(n.fields, f)
			for _, owner := range lists[f] {
				n.expect(owner)
				for _, q := range over[owner] {
					n.expect(q)
				}
			}
		}
	}
	// Where a protocol has a field of the name of one of its parts, the part goes
	// before: it is what messages are called.
	for _, p := range reg.Protocols() {
		for _, name := range protoNames(p) {
			if n := v.by[name]; n == nil || n.what == whatField {
				v.by[name] = &Name{Name: name, Text: p.Title, what: whatProto, part: PartMessage, proto: name}
			}
		}
	}
	for name := range v.by {
		v.names = append(v.names, name)
	}
	sort.Strings(v.names)
	return v
}

// expect notes that messages of p may have the field.
func (n *Name) expect(p *dissect.Protocol) {
	for _, name := range protoNames(p) {
		n.protos[name] = true
	}
}

// protoNames are the names that messages of p may have as their protocol.
func protoNames(p *dissect.Protocol) []string {
	names := []string{p.Name}
	for _, k := range p.Kinds {
		if k.Proto != "" && !slices.Contains(names, k.Proto) {
			names = append(names, k.Proto)
		}
	}
	return names
}

// plainName is the name of a field as filters write it: each run of characters that
// no word may have is one underscore.
func plainName(s string) string {
	b := make([]byte, 0, len(s))
	gap := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' || c == '-' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			if gap && len(b) > 0 {
				b = append(b, '_')
			}
			b, gap = append(b, c), false
			continue
		}
		gap = true
	}
	return string(b)
}

// FieldNames is what filters call each field; the first name in the alphabet where a
// field has several.
func (v *Vocabulary) FieldNames() map[*dissect.Field]string {
	names := map[*dissect.Field]string{}
	for _, name := range v.names {
		for _, f := range v.by[name].fields {
			if names[f] == "" {
				names[f] = name
			}
		}
	}
	return names
}

// Uses reports whether the value is one of a part.
func (n *Name) Uses(p Part) bool { return n.part&p != 0 }

// Names reports whether the name is that of a protocol, or of a field of its own.
func (n *Name) Names(proto string) bool {
	return (n.what == whatProto || n.what == whatField) && isProto(proto, n.proto)
}

// Names lists every name, sorted.
func (v *Vocabulary) Names() []string { return v.names }

// General lists the names that are no fields of protocols, with what they mean.
func General() []Name { return slices.Clone(general) }

// Lookup is the name as filters or "radissect fields" write it, or nil.
func (v *Vocabulary) Lookup(name string) *Name {
	if n := v.by[name]; n != nil {
		return n
	}
	if strings.ContainsAny(name, " ,()'&/") {
		return v.by[plainName(name)]
	}
	return nil
}

// NeedsTree reports whether the value is a field of messages, and of those of proto.
func (n *Name) NeedsTree(proto string) bool { return n.what == whatField && n.protos[proto] }

package rsmc

import (
	_ "embed"
	"strings"

	"github.com/radissect/radissect/dissect"
)

//go:embed operations.tsv
var operationsTSV string

// operations is the table of the specification.
var operations = readTable(operationsTSV)

// A table holds what operations.tsv says.
type table struct {
	interfaces []*port
	messages   map[string]*message // by the name of the element
	list       []*operation
	fault      *message
	fields     []*dissect.Field
	kinds      []*dissect.Kind

	types map[string][]element
	room  []dissect.Field // for fields to come: a thousand allocations took a twentieth of the start
}

// A port is one interface of the WSDL.
type port struct {
	name string
	path string // the name in lower case
	spec string // section
	host host
}

// host is the side that an interface is called on.
type host uint8

const (
	hostServer host = iota // the managed server
	hostClient             // the managing client: an event sink
	hostChat               // either
)

// A creds is a kind of credentials, MS-RSMC 3.4.1.
type creds uint8

const (
	credNone creds = iota
	credAdmin
	credManagement
	credEither
	credControl
	credSinkManagement
	credSinkControl
	credClientControl // "the WmsControl credentials of the client"
)

var credsOf = map[string]creds{
	"none": credNone, "A": credAdmin, "M": credManagement, "MC": credEither, "C": credControl,
	"NM": credSinkManagement, "NC": credSinkControl, "NC*": credClientControl,
}

// An operation is one operation of an interface.
type operation struct {
	name    string
	port    *port
	creds   creds
	request *message
	reply   *message
	read    bool // it asks for something and changes nothing, by its name
}

// A message is a request or response.
type message struct {
	*operation
	reply    bool
	kind     *dissect.Kind
	elements []element
	action   string
}

// maxElements is how many children one element of the schema has at most.
const maxElements = 8

// An element is one child of a sequence of the schema.
type element struct {
	name     string
	other    string // another name for it, "" for none
	typ      valueType
	optional bool
	repeats  bool
	nillable bool
	secret   bool
	limits   *values
	field    [3]*dissect.Field // by xml.Doc.Wide
	raw      [3]*dissect.Field // for what is not of the type
	children []element         // of a structure
}

// valueType is the type of an element's content.
type valueType uint8

const (
	typeString valueType = iota
	typeU8
	typeU32
	typeU64
	typeI32
	typeBool
	typeGUID
	typeBase64
	typeBytes  // ArrayOfBytes
	typeStruct // an element with children, or an array of them
)

var typesOf = map[string]valueType{
	"str": typeString, "u8": typeU8, "u32": typeU32, "u64": typeU64, "i32": typeI32, "bool": typeBool,
	"guid": typeGUID, "base64": typeBase64, "ArrayOfBytes": typeBytes,
}

// readTable reads operations.tsv.
func readTable(tsv string) *table {
	t := &table{messages: map[string]*message{}, types: map[string][]element{}}
	var rows [][]string
	specs := map[string]string{}
	for line := range strings.Lines(tsv) {
		cols := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cols) < 3 {
			continue
		}
		rows = append(rows, cols)
		if cols[0] == "type" {
			specs[cols[2]] = cols[3] + "\t" + cols[1]
		}
	}
	var in *port
	for _, c := range rows {
		switch c[0] {
		case "interface":
			in = &port{name: c[2], path: strings.ToLower(c[2]), spec: c[1]}
			switch {
			case strings.HasSuffix(c[2], "EventSink"):
				in.host = hostClient
			case strings.HasSuffix(c[2], "Chat"):
				in.host = hostChat
			}
			t.interfaces = append(t.interfaces, in)
		case "operation":
			o := &operation{name: c[2], port: in, creds: credsOf[c[3]], read: reads(c[2])}
			action := "http://MultiPoint/RemoteManagement/" + in.name + "/" + o.name
			o.request = t.message(o, false, c[1], action, c[4], specs)
			o.reply = t.message(o, true, c[1], action+"Response", c[5], specs)
			t.list = append(t.list, o)
		}
	}
	fault := strings.Split(specs["WmsFaultType"], "\t")
	t.fault = &message{kind: kindFault, action: "http://MultiPoint/RemoteManagement/WmsFault"}
	t.fault.elements = t.elements(fault[0], fault[1], specs)
	return t
}

// reads reports whether an operation of this name asks and changes nothing.
func reads(name string) bool {
	for _, s := range [...]string{"Get", "Is", "Can", "Load", "Enumerate", "Validate", "CurrentActivity", "Ping"} {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return false
}

func (t *table) message(o *operation, reply bool, spec, action, fields string, specs map[string]string) *message {
	name, word := o.name, " request"
	if reply {
		name, word = o.name+"Response", " response"
	}
	m := &message{operation: o, reply: reply, action: action}
	m.kind = &dissect.Kind{Name: o.name + word, Spec: dissect.Spec("MS-RSMC " + spec)}
	m.elements = t.elements(fields, spec, specs)
	t.kinds = append(t.kinds, m.kind)
	t.messages[name] = m
	return m
}

// elements are the children that a column of fields tells.
func (t *table) elements(fields, spec string, specs map[string]string) []element {
	if fields == "-" {
		return nil
	}
	words := strings.Fields(fields)
	list := make([]element, 0, len(words))
	section := dissect.Spec("MS-RSMC " + spec)
	for _, f := range words {
		var e element
		name, rest, _ := strings.Cut(f, ":")
		e.name, e.other, _ = strings.Cut(name, "|")
		rest, limits, _ := strings.Cut(rest, "=")
		if limits != "" {
			e.limits = valuesOf[limits]
		}
		rest, e.nillable = strings.CutSuffix(rest, "~")
		rest, e.optional = strings.CutSuffix(rest, "?")
		rest, e.repeats = strings.CutSuffix(rest, "*")
		typ, simple := typesOf[rest]
		if e.typ = typ; !simple {
			e.typ = typeStruct
			e.children = t.structure(rest, specs)
		}
		e.secret = isSecret(e.name)
		t.field(&e, section)
		list = append(list, e)
	}
	return list
}

// structure is the children of a type; made once.
func (t *table) structure(name string, specs map[string]string) []element {
	if list, ok := t.types[name]; ok {
		return list
	}
	cols := strings.Split(specs[name], "\t")
	t.types[name] = t.elements(cols[0], cols[1], specs)
	return t.types[name]
}

// isSecret reports whether the content of an element must not be shown:
// passwords, and invitations, with which whoever has one may look on or take part.
func isSecret(name string) bool {
	return strings.HasSuffix(name, "Password") || strings.HasSuffix(name, "Invitation")
}

// field makes the fields of an element: for documents in UTF-8, and for text in
// UTF-16 of both byte orders.
func (t *table) field(e *element, spec dissect.Spec) {
	for i, base := range [...]dissect.Base{dissect.Text, dissect.UTF16, dissect.Bytes} {
		e.raw[i] = t.newField(dissect.Field{Name: e.name, Spec: spec, Secret: e.secret, Base: base})
	}
	if e.typ == typeString || e.typ == typeGUID || e.typ == typeBase64 {
		e.field = e.raw
		t.fields = append(t.fields, e.raw[0])
		return
	}
	f := t.newField(dissect.Field{Name: e.name, Spec: spec, Secret: e.secret})
	switch e.typ {
	case typeBool:
		f.Names = boolNames
	case typeI32:
		f.Base = dissect.Int
	case typeBytes, typeStruct:
		f.Base = dissect.Group
	}
	if e.limits != nil {
		f.Names = e.limits.names
		if e.limits.hex {
			f.Base = dissect.Hex
		}
	}
	e.field = [3]*dissect.Field{f, f, f}
	t.fields = append(t.fields, f)
}

func (t *table) newField(f dissect.Field) *dissect.Field {
	if len(t.room) == cap(t.room) {
		t.room = make([]dissect.Field, 0, 128)
	}
	t.room = append(t.room, f)
	return &t.room[len(t.room)-1]
}

package main

import (
	"slices"
	"strconv"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// The columns of -T csv where -e names none.
var (
	columnsRead = []string{
		"file", "message", "frame", "frame.time", "conversation", "ip.src", "ip.dst", "message.proto", "message.name", "channel",
		"message.bytes", "message.info",
	}
	columnsCheck = []string{
		"file", "finding.level", "finding.rule", "finding.spec", "finding.tainted", "frame", "frame.time", "conversation",
		"ip.src", "ip.dst", "message", "message.name", "finding.field", "finding.detail", "finding.title",
	}
)

// checkColumns finds the columns of -T csv.
func (o *readOptions) checkColumns(reg *dissect.Registry) error {
	if o.format != "csv" {
		if len(o.columns) > 0 {
			return misuse("-e names columns: give -T csv as well")
		}
		return nil
	}
	if len(o.columns) > 100 {
		return misuse("-e: more than 100 columns, " + strconv.Itoa(len(o.columns)))
	}
	v := vocabulary(reg)
	check := !slices.Contains(o.formats, "pdml")
	list := o.columns
	switch {
	case len(list) == 0 && check:
		list = columnsCheck
	case len(list) == 0:
		list = columnsRead
	}
	for _, name := range list {
		n := v.Lookup(name)
		switch {
		case n == nil:
			return misuse("-e " + quote(name) + ": there is no such field" + nearestField(name, v.Near(name)))
		case check && n.Uses(where.PartTree|where.PartInfo):
			return misuse("-e " + quote(name) + `: findings have no fields of messages; use "radissect read"`)
		case !check && n.Uses(where.PartFindings) && n.Name != "message" && n.Name != "message.number":
			return misuse("-e " + quote(name) + `: messages come before what is found in them; use "radissect check"`)
		case n.Uses(where.PartArtifact):
			return misuse("-e " + quote(name) + `: files are listed by "radissect extract"`)
		}
		o.names = append(o.names, n)
	}
	return nil
}

// named reports whether the filter or a column names a protocol.
func (o *readOptions) named(proto string) bool {
	if o.filter != nil && o.filter.Names(proto) {
		return true
	}
	for _, n := range o.names {
		if n.Names(proto) {
			return true
		}
	}
	return false
}

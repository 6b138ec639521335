package main

import (
	"encoding/json"
	"strings"

	"github.com/radissect/radissect/dissect/source/live"
	"github.com/radissect/radissect/report"
)

// interfaceTable is the list of interfaces for people.
func interfaceTable(list []live.Interface) string {
	wide := 0
	for _, i := range list {
		wide = max(wide, len(i.Name))
	}
	var b strings.Builder
	for _, i := range list {
		b.WriteString(report.Escape(i.Name) + strings.Repeat(" ", wide-len(i.Name)))
		state := "down"
		if i.Up {
			state = "up  "
		}
		b.WriteString("  " + state)
		for _, a := range i.Addresses {
			b.WriteString("  " + a.String())
		}
		if i.Description != "" {
			b.WriteString("  (" + report.Escape(i.Description) + ")")
		}
		b.WriteByte('\n')
	}
	if len(list) == 0 {
		return "no interface that you may capture from\n"
	}
	return b.String()
}

// appendInterfaceRecords appends the records of interfaces.
func appendInterfaceRecords(dst []byte, list []live.Interface) []byte {
	for _, i := range list {
		r := struct {
			Type        string   `json:"type"`
			Name        string   `json:"name"`
			Description string   `json:"description,omitempty"`
			Addresses   []string `json:"addresses"`
			Up          bool     `json:"up"`
			Loopback    bool     `json:"loopback"`
		}{"interface", strings.ToValidUTF8(i.Name, "\ufffd"), strings.ToValidUTF8(i.Description, "\ufffd"), []string{}, i.Up, i.Loopback}
		for _, a := range i.Addresses {
			r.Addresses = append(r.Addresses, a.String())
		}
		if line, err := json.Marshal(r); err == nil {
			dst = append(append(dst, line...), '\n')
		}
	}
	return dst
}

// Package report turns what an engine finds into output: text for people, and
// records for programs.
//
// Every sink is a dissect.Sink. Captured bytes are hostile, so all captured text
// (values, names, information texts, file names) goes through one escape
// function on its way out, and colours are added after that. What the records
// hold is described by docs/schema.json.
package report

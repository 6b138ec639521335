package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// coverageSink writes the requirement matrix.
type coverageSink struct {
	jsonSink
	p    *palette
	reqs []dissect.Requirement
	json bool
}

var _ dissect.Sink = (*coverageSink)(nil)

// Coverage is a sink for people that writes one line for each of reqs: how often
// it held and how often it was broken, also where no traffic met it and where no
// traffic can show it.
func Coverage(w io.Writer, reqs []dissect.Requirement, o Options) dissect.Sink {
	return &coverageSink{jsonSink: jsonSink{base: newBase(o), w: w}, p: newPalette(o.Color), reqs: reqs}
}

// CoverageJSON is Coverage as records, followed by the summary record.
func CoverageJSON(w io.Writer, reqs []dissect.Requirement, o Options) dissect.Sink {
	return &coverageSink{jsonSink: jsonSink{base: newBase(o), w: w}, p: newPalette(false), reqs: reqs, json: true}
}

// Want implements dissect.Sink.
func (s *coverageSink) Want() dissect.Want { return dissect.Want{} }

// Accept implements dissect.Sink.
func (s *coverageSink) Accept(ev *dissect.Event) bool {
	if ev.Kind == dissect.EventFinding {
		s.finding(ev.Finding)
	}
	return false
}

// Close implements dissect.Sink.
func (s *coverageSink) Close(sum *dissect.Summary) error {
	reqs := s.reqs
	if sum.Tallies != nil {
		for i := range reqs {
			if reqs[i].Rule != nil {
				reqs[i].Tally = sum.Tallies(reqs[i].Rule)
			}
		}
	}
	if !s.json {
		_, err := s.w.Write(s.appendMatrix(nil, reqs))
		return err
	}
	var dst []byte
	for i := range reqs {
		dst = s.end(appendRequirement(s.begin(dst), &reqs[i]))
	}
	if len(dst) > 0 {
		if _, err := s.Write(dst); err != nil {
			return err
		}
	}
	return s.jsonSink.Close(sum)
}

// appendRequirement appends the record of one requirement.
func appendRequirement(dst []byte, q *dissect.Requirement) []byte {
	dst = append(dst, `{"type":"requirement","id":`...)
	dst = appendJSON(dst, q.ID)
	dst = text(dst, "level", strings.ToLower(q.Level))
	if q.Rule != nil {
		dst = text(dst, "rule", q.Rule.ID)
	}
	dst = text(dst, "spec", string(q.Spec))
	dst = number(dst, "held", q.Tally.Held)
	dst = number(dst, "broken", q.Tally.Broken)
	if !q.Observable {
		dst = boolean(dst, "observable", false)
		dst = text(dst, "reason", q.Unseen)
	}
	return append(dst, '}')
}

// maxLevel is how much of a catalogue's own level the table shows, in columns.
const maxLevel = 10

// appendMatrix appends the table and what it comes to.
func (s *coverageSink) appendMatrix(dst []byte, reqs []dissect.Requirement) []byte {
	var kept, broken, unmet, unwatched, unseen uint64
	rows := make([][]string, 0, len(reqs))
	tight := s.opt.Width > 0 && s.opt.Width < narrow // then the state stands only where there is no rule
	for i := range reqs {
		q := &reqs[i]
		rule, state := "", ""
		if q.Rule != nil {
			rule = q.Rule.ID
		}
		switch {
		case !q.Observable:
			state = s.p.dim.in("not observable")
			unseen++
		case q.Rule == nil:
			state = s.p.dim.in("no rule yet")
			unwatched++
		case q.Tally.Broken > 0:
			state = s.p.level[dissect.Must].in("broken")
			broken++
		case q.Tally.Held > 0:
			state = s.p.good.in("held")
			kept++
		default:
			state = s.p.dim.in("not met")
			unmet++
		}
		level, _ := appendClipped(nil, strings.ToLower(q.Level), maxLevel)
		row := []string{Escape(q.ID), string(level), count(q.Tally.Held), count(q.Tally.Broken)}
		switch {
		case !tight:
			row = append(row, state, rule)
		case rule != "":
			row = append(row, rule)
		default:
			row = append(row, state)
		}
		rows = append(rows, row)
	}
	columns := []column{{"requirement", false}, {"level", false}, {"held", true}, {"broken", true}}
	if !tight {
		columns = append(columns, column{"state", false})
	}
	columns = append(columns, column{"rule", false})
	dst = appendTable(dst, s.p, columns, fit(s.opt.Width, columns, rows))
	if len(rows) > 0 {
		dst = append(dst, '\n')
	}
	return appendSentence(dst, []string{
		counted(uint64(len(reqs)), "requirement", "requirements") + ": " + grouped(kept) + " held",
		grouped(broken) + " broken", grouped(unmet) + " not met by this traffic",
		grouped(unwatched) + " without a rule", grouped(unseen) + " not observable",
	}, s.opt.Width)
}

// count is n, or a dot for zero.
func count(n uint64) string {
	if n == 0 {
		return "·"
	}
	return strconv.FormatUint(n, 10)
}

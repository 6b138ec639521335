package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// maxTalks is how many conversations the table at the end of a text lists.
const maxTalks = 30

// A talk is one row of the table of conversations.
type talk struct {
	id             uint64
	file           string
	client, server string
	protocols      []string
	frames         uint64
	bytes, lost    uint64
	missed         bool
	security       []dissect.Protection
}

// keep keeps a conversation for the table, those of lowest number.
func (s *textSink) keep(c *dissect.Conversation, r *dissect.ConversationRecord) {
	if len(s.convs) == maxTalks && c.ID > s.convs[maxTalks-1].id {
		return
	}
	t := talk{
		id: c.ID, file: r.File, client: c.Client.AddrPort().String(), server: c.Server.AddrPort().String(),
		protocols: slices.Clone(r.Protocols), frames: r.Frames,
		bytes: r.Bytes[0] + r.Bytes[1], lost: r.Lost[0] + r.Lost[1], missed: r.Missed,
		security: slices.Clone(r.Security),
	}
	i, _ := slices.BinarySearchFunc(s.convs, t.id, func(x talk, id uint64) int { return cmp.Compare(x.id, id) })
	s.convs = slices.Insert(s.convs, i, t)
	if len(s.convs) > maxTalks {
		s.convs = s.convs[:maxTalks]
	}
}

// Close implements dissect.Sink.
func (s *textSink) Close(all *dissect.Summary) error {
	sum := s.Settle(all)
	dst := s.appendFindings(nil, sum.Rules)
	dst = s.appendConversations(dst)
	dst = s.appendCounts(dst, sum)
	dst = appendAside(dst, s.p, &s.opt, sum)
	dst = append(dst, '\n')
	dst = s.appendTotals(dst, sum)
	if !s.lines {
		dst = dst[1:] // nothing stands before it
	}
	_, err := s.w.Write(dst)
	return err
}

// heading appends a section's title.
func heading(dst []byte, p *palette, title string) []byte {
	dst = append(dst, '\n')
	dst = append(dst, p.head.in(title)...)
	return append(dst, '\n')
}

// appendConversations appends the table of the conversations that were read.
func (s *textSink) appendConversations(dst []byte) []byte {
	if len(s.convs) == 0 {
		return dst
	}
	dst = heading(dst, s.p, "Conversations")
	columns := []column{{"", true}, {"client", false}, {"server", false}, {"frames", true}, {"bytes", true}, {"protocols", false}}
	lossy := slices.ContainsFunc(s.convs, func(t talk) bool { return t.lost > 0 })
	if lossy {
		columns = slices.Insert(columns, 5, column{"lost", true})
	}
	var rows [][]string
	for i := range s.convs {
		t := &s.convs[i]
		row := []string{
			strconv.FormatUint(t.id, 10), t.client, t.server, grouped(t.frames), grouped(t.bytes),
		}
		if lossy {
			cell := ""
			if t.lost > 0 {
				cell = s.p.warn.in(grouped(t.lost))
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, Escape(strings.Join(t.protocols, " "))))
	}
	dst = appendTable(dst, s.p, columns, fit(s.opt.Width, columns, rows))
	if more := s.talks - uint64(len(s.convs)); more > 0 {
		dst = append(dst, "  "...)
		dst = append(dst, s.p.dim.in("… and "+grouped(more)+" more")...)
		dst = append(dst, '\n')
	}
	return dst
}

// fit shortens the cells of the last column so that rows keep within width
// columns; 0 stands for any width. Coloured cells are short and stay as they are.
func fit(width int, columns []column, rows [][]string) [][]string {
	if width == 0 || len(rows) == 0 {
		return rows
	}
	last := len(columns) - 1
	used := 2
	for i, c := range columns[:last] {
		w := len(c.title)
		for _, r := range rows {
			w = max(w, cellWidth(r[i]))
		}
		used += w + 2
	}
	room := max(width-used, 12)
	for _, r := range rows {
		if textWidth(r[last]) > room && !strings.Contains(r[last], "\x1b") {
			b, _ := appendClipped(nil, r[last], room)
			r[last] = string(b)
		}
	}
	return rows
}

// cellWidth is the width of a cell without its colours.
func cellWidth(s string) int {
	w := 0
	for {
		i := strings.IndexByte(s, 0x1b)
		if i < 0 {
			return w + textWidth(s)
		}
		w += textWidth(s[:i])
		end := strings.IndexByte(s[i:], 'm')
		if end < 0 {
			return w
		}
		s = s[i+end+1:]
	}
}

// appendCounts appends messages by protocol and findings by rule.
func (s *textSink) appendCounts(dst []byte, sum *dissect.Summary) []byte {
	if len(sum.Messages) > 0 {
		dst = heading(dst, s.p, "Messages")
		rows := make([][]string, 0, len(sum.Messages))
		list := slices.Clone(sum.Messages)
		slices.SortStableFunc(list, func(a, b dissect.ProtoCount) int { return cmp.Compare(b.Messages, a.Messages) })
		for _, m := range list {
			rows = append(rows, []string{s.p.proto.in(m.Proto), grouped(m.Messages)})
		}
		dst = appendTable(dst, s.p, []column{{"protocol", false}, {"messages", true}}, rows)
	}
	return appendByRule(dst, s.p, sum)
}

// appendByRule appends how often each rule was broken.
func appendByRule(dst []byte, p *palette, sum *dissect.Summary) []byte {
	if len(sum.Rules) == 0 {
		return dst
	}
	dst = heading(dst, p, "Findings by rule")
	columns := []column{{"level", false}, {"rule", false}, {"findings", true}}
	tainted := slices.ContainsFunc(sum.Rules, func(r dissect.RuleCount) bool { return r.Tainted > 0 })
	if tainted {
		columns = append(columns, column{"of them after loss", true})
	}
	var rows [][]string
	for _, level := range severest {
		for _, r := range sum.Rules {
			if r.Rule.Level != level {
				continue
			}
			row := []string{p.level[level].in(level.String()), r.Rule.ID, grouped(r.Broken)}
			if tainted {
				cell := ""
				if r.Tainted > 0 {
					cell = grouped(r.Tainted)
				}
				row = append(row, cell)
			}
			rows = append(rows, row)
		}
	}
	return appendTable(dst, p, columns, rows)
}

// maxUnread is how many files that were left out are named at the end of a text.
// They were named when they were met as well.
const maxUnread = 5

// appendAside appends what was not read: frames, files, and what is to be said
// about the captures.
func appendAside(dst []byte, p *palette, o *Options, sum *dissect.Summary) []byte {
	if len(sum.Skipped) > 0 {
		dst = heading(dst, p, "Frames not read")
		var rows [][]string
		for _, k := range sum.Skipped {
			rows = append(rows, []string{grouped(k.Packets), Escape(k.Why)})
		}
		dst = appendTable(dst, p, []column{{"frames", true}, {"why", false}}, rows)
	}
	if unread := o.unread(); len(unread) > 0 {
		dst = heading(dst, p, "Files not read")
		for i, u := range unread {
			if i == maxUnread && len(unread) > maxUnread+1 {
				dst = append(dst, "  "...)
				dst = append(dst, p.dim.in("… and "+grouped(uint64(len(unread)-i))+" more")...)
				dst = append(dst, '\n')
				break
			}
			dst = append(dst, "  "...)
			from := len(dst)
			dst = AppendEscaped(dst, u.File)
			why := Escape(u.Why)
			if w := textWidth(string(dst[from:])); o.Width <= 0 || w+4+textWidth(why) <= o.Width {
				dst = append(dst, "  "...)
				dst = append(dst, p.dim.in(why)...)
				dst = append(dst, '\n')
				continue
			}
			dst = append(dst, '\n')
			for _, line := range Wrap(why, o.Width-4) {
				dst = append(dst, "    "...)
				dst = append(dst, p.dim.in(line)...)
				dst = append(dst, '\n')
			}
		}
	}
	if len(sum.Notices) > 0 {
		dst = heading(dst, p, "About the captures")
		for _, n := range sum.Notices {
			dst = appendHanging(dst, Escape(n.String()), o.Width)
		}
	}
	return dst
}

// appendHanging appends a paragraph, its first line indented by two columns and
// the others by four.
func appendHanging(dst []byte, text string, width int) []byte {
	for i, line := range Wrap(text, max(0, width-4)) {
		if i > 0 {
			dst = append(dst, "  "...)
		}
		dst = append(dst, "  "...)
		dst = append(dst, line...)
		dst = append(dst, '\n')
	}
	return dst
}

// appendTotals appends the closing sentence.
func (s *textSink) appendTotals(dst []byte, sum *dissect.Summary) []byte {
	var parts []string
	if sum.Stopped {
		parts = append(parts, "stopped after "+counted(s.shown, "message", "messages"))
	} else {
		var total uint64
		for _, m := range sum.Messages {
			total += m.Messages
		}
		if sum.Files != 1 {
			parts = append(parts, counted(uint64(sum.Files), "capture", "captures"))
		}
		talks := counted(sum.Conversations, "conversation", "conversations")
		if sum.Where == "" {
			parts = append(parts, counted(sum.Packets, "packet", "packets"), talks+" ("+grouped(sum.Identified)+" read)")
		} else {
			parts = append(parts, counted(sum.Packets, "packet", "packets")+" read", "the filter lets pass "+talks)
		}
		parts = append(parts, counted(total, "message", "messages"))
	}
	parts = append(parts, findingsTotal(s.p, sum))
	if sum.LostBytes > 0 && !sum.Stopped {
		parts = append(parts, s.p.warn.in(counted(sum.LostBytes, "byte", "bytes")+" missing from the capture"))
	}
	return appendSentence(dst, parts, s.opt.Width)
}

// appendSentence appends parts with commas between them, broken between parts
// where the width asks for it.
func appendSentence(dst []byte, parts []string, width int) []byte {
	at := 0
	for i, part := range parts {
		w := cellWidth(part)
		if i > 0 {
			dst = append(dst, ',')
			if width > 0 && at+2+w+1 > width {
				dst = append(dst, '\n')
				at = 0
			} else {
				dst = append(dst, ' ')
				at += 2
			}
		}
		dst = append(dst, part...)
		at += w
	}
	return append(dst, '\n')
}

// findingsTotal is the number of findings by level: "3 findings: 1 must, 2 note".
func findingsTotal(p *palette, sum *dissect.Summary) string {
	var total uint64
	var parts []string
	for _, l := range severest {
		if n := sum.Findings[l]; n > 0 {
			total += n
			parts = append(parts, p.level[l].in(grouped(n)+" "+l.String()))
		}
	}
	total += sum.Tainted
	if sum.Tainted > 0 {
		parts = append(parts, p.warn.in(grouped(sum.Tainted)+" after loss"))
	}
	if total == 0 {
		return "no findings"
	}
	return counted(total, "finding", "findings") + " (" + strings.Join(parts, ", ") + ")"
}

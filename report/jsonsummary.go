package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// appendSummary appends the record that ends every run.
func (s *jsonSink) appendSummary(dst []byte, all *dissect.Summary) []byte {
	sum := s.Settle(all)
	dst = append(dst, `{"type":"summary"`...)
	dst = number(dst, "files", uint64(sum.Files))
	if !sum.Stopped {
		dst = number(dst, "packets", sum.Packets)
		dst = number(dst, "conversations", sum.Conversations)
	}
	dst = append(key(dst, "messages"), '{')
	byName := slices.Clone(sum.Messages)
	slices.SortFunc(byName, func(a, b dissect.ProtoCount) int { return strings.Compare(a.Proto, b.Proto) })
	for i, p := range byName {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendJSON(dst, p.Proto), ':')
		dst = appendNumber(dst, p.Messages)
	}
	dst = append(key(append(dst, '}'), "findings"), '{')
	first := true
	for _, l := range severest {
		if sum.Findings[l] == 0 {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(appendJSON(dst, l.String()), ':')
		dst = appendNumber(dst, sum.Findings[l])
	}
	dst = append(dst, '}')
	dst = number(dst, "tainted", sum.Tainted)
	if !sum.Stopped {
		dst = number(dst, "lost", sum.LostBytes)
	}
	dst = append(key(dst, "skipped"), '[')
	for i, k := range sum.Skipped {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"why":`...)
		dst = appendJSON(dst, k.Why)
		dst = number(dst, "packets", k.Packets)
		dst = append(dst, '}')
	}
	dst = s.appendLimits(append(dst, ']'), sum)
	dst = s.appendNotices(dst, sum)
	dst = whenTrue(dst, "stopped", sum.Stopped)
	dst = text(dst, "where", sum.Where)
	dst = append(key(dst, "elapsed"), '"')
	dst = strconv.AppendFloat(dst, float64(sum.Elapsed)/1e9, 'f', 3, 64)
	return append(dst, `s"}`...)
}

// appendLimits lists what made the results incomplete: rules of level limit
// with their count, and limits that a source hit.
func (s *jsonSink) appendLimits(dst []byte, sum *dissect.Summary) []byte {
	dst = append(key(dst, "limits"), '[')
	first := true
	for _, r := range sum.Rules {
		if r.Rule.Level != dissect.Limit {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, `{"rule":`...)
		dst = appendJSON(dst, r.Rule.ID)
		dst = number(dst, "findings", r.Broken)
		dst = append(dst, '}')
	}
	for _, n := range sum.Notices {
		if n.Kind != dissect.NoticeLimit {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, `{"file":`...)
		dst = appendJSON(dst, n.File)
		dst = text(dst, "why", n.Reason)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// noticeKinds are the names of the kinds of notices.
var noticeKinds = [...]string{dissect.NoticeInfo: "info", dissect.NoticeCut: "cut", dissect.NoticeLimit: "limit"}

// appendNotices lists what is to be said about the captures themselves, and the
// files that were left out.
func (s *jsonSink) appendNotices(dst []byte, sum *dissect.Summary) []byte {
	if len(sum.Notices) > 0 {
		dst = append(key(dst, "notices"), '[')
		for i, n := range sum.Notices {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"kind":`...)
			dst = appendJSON(dst, noticeKinds[n.Kind])
			dst = text(dst, "file", n.File)
			if n.Frame > 0 {
				dst = number(dst, "frame", n.Frame)
			}
			dst = text(dst, "why", n.Reason)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	unread := s.opt.unread()
	if len(unread) == 0 {
		return dst
	}
	dst = append(key(dst, "unread"), '[')
	for i, u := range unread {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"file":`...)
		dst = appendJSON(dst, u.File)
		dst = text(dst, "why", u.Why)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

func (o *Options) unread() []Unread {
	if o.Unread == nil {
		return nil
	}
	return o.Unread()
}

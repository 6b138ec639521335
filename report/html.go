package report

import (
	"io"

	"github.com/radissect/radissect/dissect"
)

// The limits of a report. A browser holds the whole file in memory, so that what
// is shown of a large capture is cut; the counts are those of the whole capture.
const (
	// HTMLMessages is how many messages a report shows unless asked for another
	// number.
	HTMLMessages = 10_000
	// MaxHTMLMessages is how many it can be asked for: with more, the list of messages
	// becomes higher than browsers can scroll.
	MaxHTMLMessages = 200_000
	// maxHTMLLater is how many messages beyond the limit are shown because they
	// break a rule.
	maxHTMLLater = 2_000
	// maxHTMLDetail is about how many bytes the trees and the bytes of all messages may
	// take in the file; later messages have their line only.
	maxHTMLDetail = 96 << 20
	// maxHTMLBytes is how many bytes of one message are shown.
	maxHTMLBytes = 16 << 10
	// maxHTMLNodes is how many fields of one message are shown.
	maxHTMLNodes = 4096
	// maxHTMLFindings, maxHTMLConversations and maxHTMLSessions are how many of
	// these are listed.
	maxHTMLFindings      = 20_000
	maxHTMLConversations = 10_000
	maxHTMLSessions      = 1_000
	// maxHTMLFrames is how many frames are named for one message or finding.
	maxHTMLFrames = 64
	// maxHTMLInfo, maxHTMLText and maxHTMLChat are how many bytes of captured text
	// are shown: in the line of a message, of a field, of a line of chat.
	maxHTMLInfo = 300
	maxHTMLText = 2_000
	maxHTMLChat = 4_000
)

// HTMLOptions are the choices of a report.
type HTMLOptions struct {
	Options
	Messages uint64 // how many messages are shown; 0 stands for HTMLMessages
	Version  string // of the program, for the foot of the page
	Filter   string // what the report was restricted to, in the user's words
}

// An HTML is a sink for people who want to look at everything, and to show it to
// others: one file that a browser opens without a network. It shows a summary, the
// findings by rule, sessions with their timelines, conversations, and messages
// with the tree beside the bytes. Nothing is kept in memory for it but the names of
// fields and rules.
//
// The page is fixed; what was captured cannot act on it. It is in one script
// element that no browser executes, as lines of JSON:
//
//	["k",index,name,spec]       a kind of message, before it is first used
//	["p",index,name,spec,base]  a field
//	["r",index,id,level,...]    a rule
//	["c",id,...]                a conversation, when it is first met
//	["m",n,...]                 the line of a message
//	["d",time,...]              the tree and the bytes of the message before it
//	["f",rule,...]              a finding
//	{"type":"session",...}      objects for what comes rarely
//
// A browser reads the lines of messages when the file is opened, and a tree when
// it is looked at.
type HTML struct {
	// What is in the report. It is known after Close.
	Sessions, Findings, Messages uint64

	base
	w     io.Writer
	most  uint64
	ver   string
	pass  string // Filter
	began bool

	kinds  index[*dissect.Kind]
	fields index[*dissect.Field]
	rules  index[*dissect.Rule]
	convs  bits // introduced

	// of the round that is being rendered
	news    map[*dissect.Event]news
	later   map[*dissect.Event]*dissect.Message // findings that bring their message along
	bare    map[*dissect.Event]bool             // messages without their tree
	written bool

	last   *dissect.Message // met last
	lastIn bool             // it is in the report
	detail int              // bytes of trees so far, about
	timed  bool             // from and to are set
	from   int64            // time of the first message, shown or not
	to     int64            // time of the last one
	left   htmlLeft
	ended  uint64 // conversations listed
	cards  uint64 // sessions listed
	listed uint64 // findings listed
}

// htmlLeft counts what is not in a report.
type htmlLeft struct {
	messages, shown, later, trees, findings, conversations, sessions uint64
}

// An index numbers things in the order in which they are met.
type index[T comparable] struct {
	at   map[T]int
	list []T
}

func (x *index[T]) add(v T) {
	if _, ok := x.at[v]; ok {
		return
	}
	if x.at == nil {
		x.at = map[T]int{}
	}
	x.at[v] = len(x.list)
	x.list = append(x.list, v)
}

// news are the definitions that an event needs and that were not written yet.
type news struct {
	kinds, fields, rules [2]int
	conv                 *dissect.Conversation
}

var (
	_ dissect.Sink    = (*HTML)(nil)
	_ dissect.Stopper = (*HTML)(nil)
	_ Settler         = (*HTML)(nil)
)

// NewHTML is a sink that writes to w.
func NewHTML(w io.Writer, o HTMLOptions) *HTML {
	if o.Messages == 0 {
		o.Messages = HTMLMessages
	}
	return &HTML{
		base: newBase(o.Options), w: w, most: min(o.Messages, MaxHTMLMessages), ver: o.Version, pass: o.Filter,
		news: map[*dissect.Event]news{}, later: map[*dissect.Event]*dissect.Message{}, bare: map[*dissect.Event]bool{},
	}
}

// Want implements dissect.Sink.
func (s *HTML) Want() dissect.Want {
	return dissect.Want{Messages: true, Trees: true, Conversations: true, Sessions: true}
}

// Accept implements dissect.Sink. It gives numbers to what Render names by
// number, so that these do not depend on the order of rendering.
func (s *HTML) Accept(ev *dissect.Event) bool {
	if s.written {
		s.written = false
		clear(s.news)
		clear(s.later)
		clear(s.bare)
	}
	switch ev.Kind {
	case dissect.EventCapture:
		s.file, s.last = ev.Capture.File, nil
		return !s.full
	case dissect.EventMessage:
		return s.acceptMessage(ev)
	case dissect.EventFinding:
		return s.acceptFinding(ev)
	case dissect.EventSession:
		if s.full || ev.Session.Live {
			return false
		}
		return s.within(&s.cards, maxHTMLSessions, &s.left.sessions)
	case dissect.EventConversation:
		if s.full && !s.known(ev.Conv) || len(ev.Ended.Protocols) == 0 {
			return false
		}
		return s.within(&s.ended, maxHTMLConversations, &s.left.conversations)
	}
	return false
}

// within counts one more, among those listed or those left out.
func (s *HTML) within(n *uint64, most uint64, left *uint64) bool {
	if *n >= most {
		*left++
		return false
	}
	*n++
	return true
}

// known reports whether a conversation was introduced.
func (s *HTML) known(c *dissect.Conversation) bool {
	return c != nil && c.ID/64 < uint64(len(s.convs)) && s.convs[c.ID/64]&(1<<(c.ID%64)) != 0
}

func (s *HTML) acceptMessage(ev *dissect.Event) bool {
	m := ev.Message
	s.last, s.lastIn = m, false
	if !s.message(m) {
		return false
	}
	if !s.timed {
		s.timed, s.from, s.to = true, m.Time, m.Time
	}
	s.from, s.to = min(s.from, m.Time), max(s.to, m.Time)
	if s.left.shown >= s.most {
		s.left.messages++
		return false
	}
	s.left.shown++
	s.lastIn = true
	s.show(ev, m)
	return true
}

// show notes what the message that comes with ev needs.
func (s *HTML) show(ev *dissect.Event, m *dissect.Message) {
	n := s.begin()
	s.kinds.add(m.Kind)
	if cost := detailCost(m); m.Tree == nil || s.detail+cost > maxHTMLDetail {
		s.bare[ev] = true
		s.left.trees++
	} else {
		s.detail += cost
		for i := range m.Tree.Nodes[:min(len(m.Tree.Nodes), maxHTMLNodes)] {
			s.fields.add(m.Tree.Nodes[i].Field)
		}
		for _, mark := range m.Tree.Marks {
			if !s.muted(mark.Rule) {
				s.rules.add(mark.Rule)
			}
		}
	}
	s.introduce(&n, m.Conv)
	s.end(ev, n)
}

// detailCost is about how many bytes the tree and the bytes of m take.
func detailCost(m *dissect.Message) int {
	if m.Tree == nil {
		return 0
	}
	return min(len(m.Tree.Bytes), maxHTMLBytes)*4/3 + 32*min(len(m.Tree.Nodes), maxHTMLNodes)
}

func (s *HTML) acceptFinding(ev *dissect.Event) bool {
	d := ev.Finding
	if !s.finding(d) || !s.within(&s.listed, maxHTMLFindings, &s.left.findings) {
		return false
	}
	if m := s.last; m != nil && d.Message == m.N && !s.lastIn && !s.full && s.left.later < maxHTMLLater {
		s.left.later++
		s.left.messages--
		s.lastIn = true
		s.later[ev] = m
		s.show(ev, m)
	}
	n, ok := s.news[ev]
	if !ok {
		n = s.begin()
	}
	s.rules.add(d.Rule)
	s.introduce(&n, d.Conv)
	s.end(ev, n)
	return true
}

func (s *HTML) begin() news {
	return news{
		kinds: [2]int{len(s.kinds.list)}, fields: [2]int{len(s.fields.list)}, rules: [2]int{len(s.rules.list)},
	}
}

func (s *HTML) end(ev *dissect.Event, n news) {
	n.kinds[1], n.fields[1], n.rules[1] = len(s.kinds.list), len(s.fields.list), len(s.rules.list)
	s.news[ev] = n
}

// introduce has c introduced where it is new.
func (s *HTML) introduce(n *news, c *dissect.Conversation) {
	if c != nil && s.convs.add(c.ID) {
		n.conv = c
	}
}

func (s *HTML) muted(r *dissect.Rule) bool { return s.opt.Mute != nil && s.opt.Mute(r) }

// Render implements dissect.Sink.
func (s *HTML) Render(dst []byte, ev *dissect.Event) []byte {
	if n, ok := s.news[ev]; ok {
		dst = s.appendNews(dst, n)
	}
	switch ev.Kind {
	case dissect.EventCapture:
		return s.appendFile(dst, ev.Capture)
	case dissect.EventMessage:
		return s.appendMessage(dst, ev.Message, !s.bare[ev], false)
	case dissect.EventFinding:
		if m := s.later[ev]; m != nil {
			dst = s.appendMessage(dst, m, !s.bare[ev], true)
		}
		return s.appendFound(dst, ev.Finding)
	case dissect.EventSession:
		return s.appendSession(dst, ev.Session)
	case dissect.EventConversation:
		return s.appendEnded(dst, ev.Conv, ev.Ended)
	}
	return dst
}

// Write implements dissect.Sink.
func (s *HTML) Write(p []byte) (int, error) {
	s.written = true
	if err := s.open(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

// open writes what stands before the data, once.
func (s *HTML) open() error {
	if s.began {
		return nil
	}
	s.began = true
	_, err := io.WriteString(s.w, htmlPage().head)
	return err
}

// Close implements dissect.Sink.
func (s *HTML) Close(all *dissect.Summary) error {
	if err := s.open(); err != nil {
		return err
	}
	s.Sessions, s.Findings, s.Messages = s.cards, s.listed, s.left.shown+s.left.later
	if _, err := s.w.Write(s.appendEnd(nil, s.Settle(all))); err != nil {
		return err
	}
	_, err := io.WriteString(s.w, htmlPage().tail)
	return err
}

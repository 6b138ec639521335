package dissect

// Funcs is a Sink made of functions. Those that are not nil are called one at a
// time, in the order of the capture; what they are given is valid during the call.
// Text in it is as it was captured, secrets included: escape it before it is shown.
type Funcs struct {
	Message      func(m *Message)
	Tree         bool // messages come with their trees
	Finding      func(d *Diagnostic)
	Conversation func(r *ConversationRecord)
	Session      func(r *SessionRecord)
}

var _ Sink = Funcs{}

// Want implements Sink.
func (f Funcs) Want() Want {
	return Want{Messages: f.Message != nil, Trees: f.Tree, Conversations: f.Conversation != nil, Sessions: f.Session != nil}
}

// Accept implements Sink; it calls the function for the event.
func (f Funcs) Accept(ev *Event) bool {
	switch {
	case ev.Kind == EventMessage && f.Message != nil:
		f.Message(ev.Message)
	case ev.Kind == EventFinding && f.Finding != nil:
		f.Finding(ev.Finding)
	case ev.Kind == EventConversation && f.Conversation != nil:
		f.Conversation(ev.Ended)
	case ev.Kind == EventSession && f.Session != nil:
		f.Session(ev.Session)
	}
	return false
}

// Render implements Sink; there is nothing to render.
func (f Funcs) Render(dst []byte, _ *Event) []byte { return dst }

// Write implements Sink; there is nothing to write.
func (f Funcs) Write(p []byte) (int, error) { return len(p), nil }

// Close implements Sink; the summary is what Run returns.
func (f Funcs) Close(*Summary) error { return nil }

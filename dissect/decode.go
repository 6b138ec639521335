package dissect

// Decode reads one whole message of p that comes from dir, without packets, a
// registry or an engine. The tree holds every field, refers to b, and its Kind is
// nil where the decoder cannot tell what the message is. The breaches are those
// that the message shows by itself: rules about order and state, and whatever the
// message carries for other protocols, need a [Direct] or an [Engine].
//
// Any b is safe to give. Each call makes a conversation of its own; for many
// messages of one conversation a Direct costs less and remembers.
func Decode(p *Protocol, dir Dir, b []byte) (t *Tree, breaches []Breach) {
	reg, err := NewRegistry([]*Protocol{p})
	if err != nil {
		panic(err) // p has no name or no handler: a mistake of who wrote it
	}
	d := NewDirect(reg, p, Funcs{}, Options{})
	defer func() {
		if recover() != nil { // a mistake of the decoder costs its message, as in an engine
			t, breaches = &Tree{Bytes: b}, []Breach{{Rule: LimitDecoder, Len: len(b), Detail: "decoder " + p.Name}}
		}
	}()
	t = &Tree{Bytes: b}
	_, breaches = d.Decode(dir, b, t)
	return t, breaches
}

// A Decoder is a message that reads itself: *x224.TPDU, *mcs.PDU, ...
type Decoder interface {
	// Decode reads the message from the cursor, in the order of the wire.
	Decode(c *Cursor)
}

// Unmarshal reads one message into m and returns what it breaks by itself. What m
// takes from b without copying it refers to b; bytes behind the message are left alone.
func Unmarshal(m Decoder, b []byte) []Breach {
	c := NewCursor(b, nil)
	m.Decode(c)
	return c.d.breaches(b)
}

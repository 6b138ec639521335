// Package reassembly puts together what a network took apart: the byte streams
// of TCP connections (Conn), fragmented IP datagrams (Defragmenter) and
// messages sent in pieces by the protocols above (Joiner). For every byte that
// it hands on, a Map leads back to the frame and the place in it where that
// byte was captured.
//
// The package watches; it does not take part. It cannot know which bytes a
// host kept when two senders claimed the same place, nor what the capture
// missed. Each type states the policy it follows in such cases and reports the
// case as an event.
//
// Everything here works on untrusted input: memory is bounded by budgets,
// nothing is allocated by a length that was only announced, and no input
// panics. No type is safe for use by several goroutines at once.
//
// Sources: RFC 9293 (TCP), RFC 5961 (resets inside and outside the window), RFC 7323 (largest
// window), RFC 7413 (data in SYN), RFC 791 and RFC 815 (IPv4 fragments),
// RFC 8200 4.5, RFC 5722 and RFC 6946 (IPv6 fragments).
package reassembly

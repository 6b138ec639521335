// Package dissect is the foundation that every decoder of radissect stands on.
//
// A decoder reads a message through a [Cursor]; the typed values, the annotated
// [Tree] and the findings fall out of the same lines. A [Protocol] describes one
// protocol as a value, a [Registry] is a checked list of them, and an [Engine]
// carries packets from a [Source] through reassembly and decoders into a [Sink].
//
// The package uses the standard library and package reassembly only, and knows
// no protocol above TCP and UDP.
package dissect

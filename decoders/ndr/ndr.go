// Package ndr reads data in Network Data Representation (C706 14, MS-RPCE 2.2.4).
// Operations are described as [Type] values, in the manner of their IDL; a
// [Reader] follows such a description through a dissect.Cursor and yields fields,
// alignment gaps, referents and what is wrong with them. It reads NDR64 (MS-RPCE
// 2.2.5) by the same descriptions.
package ndr

import "github.com/radissect/radissect/dissect"

// Protocol holds the rules of NDR. Nothing is handed to it: stubs go to the
// protocols of their interfaces, which read them with a Reader.
var Protocol = &dissect.Protocol{
	Name:   "ndr",
	Title:  "Network Data Representation",
	Specs:  []dissect.Spec{"C706 14", "MS-RPCE 2.2.4", "MS-RPCE 2.2.5"},
	Rules:  Rules,
	Fields: Fields,
	New:    func(c *dissect.Conversation) dissect.Handler { return handler{} },
}

type handler struct{}

func (handler) Frame(_ dissect.Dir, b []byte) int        { return len(b) }
func (handler) Decode(_ dissect.Dir, c *dissect.Cursor)  { c.Closed(fData, c.Left()) }
func (handler) Commit(_ dissect.Dir, _ *dissect.Context) {}

// Form is what kind of thing a Type describes.
type Form uint8

// The forms.
const (
	Number            Form = iota // Size bytes, aligned to Size (C706 14.2)
	Enum                          // 2 bytes (C706 14.2.5); v1_enum is a Number of 4
	UUID                          // 16 bytes, aligned to 4 (C706 A.1)
	Struct                        // Members in order (C706 14.3.6)
	Pointer                       // a referent identifier, the pointee later (C706 14.3.10)
	Ref                           // a top-level reference pointer: the pointee alone (C706 14.3.11.1)
	Fixed                         // Size times Elem (C706 14.3.3.1)
	Conformant                    // max_count, then as many Elem (C706 14.3.3.2)
	Varying                       // offset, actual_count, then as many Elem (C706 14.3.3.3)
	ConformantVarying             // max_count, offset, actual_count, Elem (C706 14.3.3.4)
	String                        // conformant varying string of 8-bit characters (C706 14.3.4.2)
	WString                       // the same of 16-bit characters
	Union                         // discriminant of Size bytes, then the arm (C706 14.3.8)
	Custom                        // Read does it
)

// A Class is the kind of a pointer, C706 4.2.20.
type Class uint8

// The classes of pointers.
const (
	Unique   Class = iota // null or not; never two to one referent
	Full                  // the same identifier stands for the same referent
	Embedded              // an embedded reference pointer: never null
)

// A Type describes data as its IDL does. Types are package variables, made once.
type Type struct {
	Form  Form
	Field *dissect.Field // its node; nil for none of its own
	Size  int            // Number, Union: bytes; Fixed: elements
	Class Class          // Pointer

	Elem    *Type   // of arrays and pointers
	Members []*Type // of a Struct
	Arms    []Arm   // of a Union

	// Store names the place, from 1, where the Reader keeps what was read: the
	// value of a number, the range of bytes, the count of an array.
	Store int
	// SizeIs and LengthIs name the places of the values that max_count and
	// actual_count have to agree with; 0 for none.
	SizeIs, LengthIs int
	// Max is the greatest value of a number, or count of an array, by its range
	// attribute; 0 for no limit.
	Max uint64
	// Read reads n bytes, for Custom; n is everything that is left.
	// For arrays of octets and strings with a structure of their own it reads the n
	// octets, those of a string with its terminator.
	Read func(r *Reader, n int)
}

// An Arm is one arm of a Union. The one with Default set is taken when no other fits.
type Arm struct {
	Value   uint64
	Default bool
	Type    *Type // nil for an empty arm
}

// U8 describes a number of one byte.
func U8(f *dissect.Field) *Type { return &Type{Form: Number, Size: 1, Field: f} }

// U16 describes a number of two bytes, in the byte order of the stub.
func U16(f *dissect.Field) *Type { return &Type{Form: Number, Size: 2, Field: f} }

// U32 describes a number of four bytes, in the byte order of the stub.
func U32(f *dissect.Field) *Type { return &Type{Form: Number, Size: 4, Field: f} }

// U64 describes a number of eight bytes, in the byte order of the stub.
func U64(f *dissect.Field) *Type { return &Type{Form: Number, Size: 8, Field: f} }

// To is t with Store set.
func (t *Type) To(place int) *Type {
	c := *t
	c.Store = place
	return &c
}

// Limit is t with Max set.
func (t *Type) Limit(most uint64) *Type {
	c := *t
	c.Max = most
	return &c
}

// Of is a structure of these members.
func Of(f *dissect.Field, members ...*Type) *Type {
	return &Type{Form: Struct, Field: f, Members: members}
}

// PointerTo is a pointer of a class to t; f names its referent identifier.
func PointerTo(f *dissect.Field, class Class, t *Type) *Type {
	return &Type{Form: Pointer, Field: f, Class: class, Elem: t}
}

// align is the alignment of t in bytes, C706 14.2.2 and 14.3.1: that of the
// largest thing in it. In NDR64 pointers and counts have 8 bytes, enumerations 4
// (MS-RPCE 2.2.5); the counts of an array at the end of a structure, which stand in
// front of it, do not align what is behind them.
func (t *Type) align(wide bool, depth int) int {
	if depth > maxDepth {
		return 1
	}
	word := 4
	if wide {
		word = 8
	}
	switch t.Form {
	case Number, Union:
		n := max(1, t.Size)
		for i := range t.Arms {
			if a := t.Arms[i].Type; a != nil {
				n = max(n, a.align(wide, depth+1))
			}
		}
		return n
	case Enum:
		return word / 2
	case Pointer:
		return word
	case UUID:
		return 4
	case Conformant:
		if wide {
			return t.Elem.align(wide, depth+1)
		}
		return max(word, t.Elem.align(wide, depth+1))
	case Varying, ConformantVarying, String, WString:
		if t.Elem != nil {
			return max(word, t.Elem.align(wide, depth+1))
		}
		return word
	case Fixed, Ref:
		return t.Elem.align(wide, depth+1)
	case Struct:
		n := 1
		for _, m := range t.Members {
			n = max(n, m.align(wide, depth+1))
		}
		return n
	}
	return 1
}

// open reports whether a structure ends with something of no fixed size, so that
// there is no trailing gap in NDR64 (MS-RPCE 2.2.5.3.4.1).
func (t *Type) open() bool {
	if len(t.Members) == 0 {
		return false
	}
	switch last := t.Members[len(t.Members)-1]; last.Form {
	case Conformant, Varying, ConformantVarying, String, WString, Custom:
		return true
	case Struct:
		return last.open()
	}
	return false
}

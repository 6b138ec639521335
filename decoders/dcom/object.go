package dcom

import (
	"encoding/binary"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// An Object is a marshaled interface pointer, MS-DCOM 2.2.18.
type Object struct {
	Flags uint32
	IID   dcerpc.UUID
	OXID  uint64
	OID   uint64
	IPID  dcerpc.UUID
	Class dcerpc.UUID // of a custom one, the unmarshaler
}

// Forms of an OBJREF, MS-DCOM 2.2.18.
const (
	objStandard = 1
	objHandler  = 2
	objCustom   = 4
	objExtended = 8

	signature = 0x574F454D // "MEOW"
)

// readObject reads the n octets of a marshaled interface pointer. They are
// little-endian whatever the stub is.
func readObject(r *ndr.Reader, n int) { ReadObject(r, n) }

// ReadObject reads n bytes that are an OBJREF; the Stub of r keeps it as Object.
func ReadObject(r *ndr.Reader, n int) {
	c, s := r.Cursor(), of(r)
	if s == nil {
		return
	}
	sub := c.Sub(fObjref, n)
	s.object(&sub)
	sub.Close()
}

// object reads an OBJREF, MS-DCOM 2.2.18.
func (s *Stub) object(c *dissect.Cursor) {
	o := Object{}
	sig := c.U32LE(fSignature)
	c.Require(sig == signature, ObjectSignature)
	if sig != signature {
		s.closed(c)
		return
	}
	o.Flags = c.U32LE(fObjFlags)
	one := o.Flags == objStandard || o.Flags == objHandler || o.Flags == objCustom || o.Flags == objExtended
	c.Require(one, ObjectFlags)
	o.IID = id(c, fObjIID)
	c.Require(o.IID != dcerpc.UUID{}, ObjectIID)
	switch o.Flags {
	case objStandard:
		o.standard(c)
		s.bindings(c)
	case objHandler:
		o.standard(c)
		o.Class = id(c, fObjClass)
		s.bindings(c)
	case objCustom:
		o.Class = id(c, fObjClass)
		c.U32LE(fExtension)
		c.U32LE(fObjReserved)
		s.custom(c, o.Class)
	case objExtended:
		o.standard(c)
		c.U32LE(fSignature1)
		s.bindings(c)
		n := c.U32LE(fElements)
		c.U32LE(fSignature2)
		for i := uint32(0); i < n && c.OK() && c.Left() > 0; i++ {
			element(c)
		}
	default:
		s.closed(c)
	}
	if c.OK() {
		s.Object = o
		s.found.add(o)
	}
}

// custom reads what the unmarshaler class gets, MS-DCOM 2.2.18.6.
func (s *Stub) custom(c *dissect.Cursor, class dcerpc.UUID) {
	switch class {
	case classPropertiesIn, classPropertiesOut:
		s.activation(c)
	case classContextMarshaler:
		context(c)
	case classErrorObject:
		errorInfo(c)
	}
	s.closed(c)
}

func id(c *dissect.Cursor, f *dissect.Field) (u dcerpc.UUID) {
	copy(u[:], c.Bytes(f, len(u)))
	return u
}

// standard reads a STDOBJREF, MS-DCOM 2.2.18.2.
func (o *Object) standard(c *dissect.Cursor) {
	c.Enter(fStdObjref)
	c.U32LE(fStdFlags)
	c.U32LE(fPublicRefs)
	o.OXID = c.U64LE(fOXID)
	o.OID = c.U64LE(fOID)
	o.IPID = id(c, fIPID)
	c.Leave()
}

// element reads a DATAELEMENT, MS-DCOM 2.2.18.8.
func element(c *dissect.Cursor) {
	c.Enter(fDataElement)
	c.Bytes(fDataID, 16)
	n := int(c.U32LE(fDataSize))
	c.U32LE(fDataRounded)
	n = max(0, min(c.Left(), n))
	c.Closed(fData, n)
	if pad := min(c.Left(), (8-n%8)%8); pad > 0 {
		c.Bytes(fPadding, pad)
	}
	c.Leave()
}

// bindings reads a DUALSTRINGARRAY in bytes, MS-DCOM 2.2.19.
func (s *Stub) bindings(c *dissect.Cursor) {
	c.Enter(fBindings)
	n := int(c.U16LE(fNumEntries))
	sec := int(c.U16LE(fSecurityOffset))
	s.stringArray(c, n, sec)
	c.Leave()
}

// readBindings reads the n characters of a DUALSTRINGARRAY in NDR.
func readBindings(r *ndr.Reader, n int) {
	sec, _ := r.Value(placeOffset)
	c, s := r.Cursor(), of(r)
	if s == nil || s.bigEndian && r == &s.R {
		c.Closed(fStringArray, min(c.Left(), 2*n))
		return
	}
	s.stringArray(c, n, int(sec))
}

// stringArray reads n characters: string bindings, and security bindings from
// character sec on (MS-DCOM 2.2.19.3 and 2.2.19.4).
func (s *Stub) stringArray(c *dissect.Cursor, n, sec int) {
	if !c.OK() {
		return
	}
	c.Require(sec <= n, BindingOffset)
	sec = min(sec, n)
	sub := c.Sub(fBindingList, 2*n)
	if !s.bindingList(&sub, 2*sec, false) || !s.bindingList(&sub, 2*n-2*sec, true) {
		if sub.OK() {
			sub.Report(BindingEnd, sub.Offset(), 0, "")
		}
	} else {
		sub.Held(BindingEnd)
	}
	sub.Close()
}

// bindingList reads the bindings in the next n bytes, and reports whether they end as
// they have to.
func (s *Stub) bindingList(c *dissect.Cursor, n int, security bool) bool {
	end := c.Offset() + n
	for end-c.Offset() >= 2 && c.Left() >= 2 {
		b := c.Peek()
		if binary.LittleEndian.Uint16(b) == 0 {
			c.U16LE(fBindingEnd)
			if rest := min(end-c.Offset(), c.Left()); rest > 0 {
				c.Bytes(fPadding, rest) // an empty list has two zeros
			}
			return true
		}
		head := 2
		if security {
			head = 4
		}
		length := text(b, head, min(len(b), end-c.Offset()))
		if length < 0 {
			return false
		}
		if security {
			c.Enter(fSecurityBinding)
			c.U16LE(fAuthnSvc)
			c.U16LE(fAuthzSvc)
			c.Bytes(fPrincipal, length)
		} else {
			c.Enter(fStringBinding)
			tower, at := c.U16LE(fTower), c.Offset()
			s.binding(tower, c.Bytes(fNetworkAddress, length), at)
		}
		c.Leave()
	}
	return n == 0
}

// text is the length of the NUL-terminated UTF-16 text at b[at:], with its
// terminator, in bytes; -1 where it does not end before b[end].
func text(b []byte, at, end int) int {
	for i := at; i+2 <= end; i += 2 {
		if b[i] == 0 && b[i+1] == 0 {
			return i + 2 - at
		}
	}
	return -1
}

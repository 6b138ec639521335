package dcom

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

var (
	classContextMarshaler = class("0000033b-0000-0000-c000-000000000046")
	classErrorObject      = class("0000031b-0000-0000-c000-000000000046")
	idErrorExtension      = class("0000031c-0000-0000-c000-000000000046")
	idContextExtension    = class("00000334-0000-0000-c000-000000000046")
)

// context reads a Context, MS-DCOM 2.2.20. What properties hold stays closed.
func context(c *dissect.Cursor) {
	if c.Left() < 48 {
		return
	}
	c.Enter(fContext)
	c.U16LE(fContextMajor)
	c.U16LE(fContextMinor)
	c.Bytes(fContextUUID, 16)
	c.U32LE(fContextFlags)
	c.U32LE(fContextReserved)
	c.U32LE(fNumExtents)
	c.U32LE(fCbExtents)
	c.U32LE(fMshlFlags)
	n := c.U32LE(fPropertyCount)
	c.U32LE(fFrozen)
	for i := uint32(0); i < n && c.OK() && c.Left() >= 40; i++ {
		c.Enter(fPropMarshal)
		c.Bytes(fPropClass, 16)
		c.Bytes(fPolicy, 16)
		c.U32LE(fPropFlags)
		if size := min(int64(c.U32LE(fPropSize)), int64(c.Left())); size > 0 {
			c.Closed(fCtxProperty, int(size))
		}
		c.Leave()
	}
	c.Leave()
}

// errorInfo reads error information, MS-DCOM 2.2.21.2.
func errorInfo(c *dissect.Cursor) {
	if c.Left() < 36 {
		return
	}
	c.U32LE(fErrorVersion)
	c.U32LE(fHelpContext)
	c.Bytes(fErrorIID, 16)
	for _, f := range [...]*dissect.Field{fSourceSignature, fDescSignature, fHelpSignature} {
		if c.Left() < 4 || c.U32LE(f) == 0 || c.Left() < 12 {
			continue
		}
		c.Enter(fErrorInfoString)
		c.U32LE(fErrorMax)
		c.U32LE(fErrorOffset)
		n := min(2*int64(c.U32LE(fErrorActual)), int64(c.Left()))
		c.Bytes(fErrorName, int(n))
		c.Leave()
	}
}

// readExtent reads the n octets of an ORPC_EXTENT, MS-DCOM 2.2.21.1 and 2.2.21.4.
func readExtent(r *ndr.Reader, n int) {
	c, s := r.Cursor(), of(r)
	switch id := dcerpc.UUID(r.UUID()); {
	case id == idErrorExtension && n >= 24 && s != nil:
		sub := c.Sub(fExtentObject, n)
		s.object(&sub)
		if rest := sub.Left(); rest > 0 {
			sub.Bytes(fPadding, rest)
		}
		sub.Close()
	case id == idContextExtension && n > 0:
		c.Closed(fContextExtension, n)
	case n > 0:
		c.Bytes(fExtentData, n)
	}
}

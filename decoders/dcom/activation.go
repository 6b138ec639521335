package dcom

import (
	"encoding/binary"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// maxProperties is how many properties of an activation are read, MIN_ACTPROP_LIMIT
// and MAX_ACTPROP_LIMIT of MS-DCOM 2.2.28.1 being 1 and 10.
const maxProperties = 10

// A property is one kind of activation property, MS-DCOM 2.2.22.2.
type property struct {
	class dcerpc.UUID
	field *dissect.Field
	typ   *ndr.Type // nil for one that stays closed
}

func class(s string) dcerpc.UUID { return dcerpc.MustID(s, 0, 0).UUID }

var (
	classPropertiesIn  = class("00000338-0000-0000-c000-000000000046")
	classPropertiesOut = class("00000339-0000-0000-c000-000000000046")
	classLocation      = class("000001a4-0000-0000-c000-000000000046")
	classSpecial       = class("000001b9-0000-0000-c000-000000000046")

	// CustomHeader, MS-DCOM 2.2.22.1.
	typeHeader = ndr.Of(fCustomHeader, ndr.U32(fTotalSize).To(placeTotal), ndr.U32(fHeaderSize).To(placeHeader), ndr.U32(fHeaderReserved),
		ndr.U32(fDestCtx), ndr.U32(fIfs).To(placeCount), &ndr.Type{Form: ndr.UUID, Field: fClassInfo},
		ndr.PointerTo(fClassesPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fClasses, Elem: &ndr.Type{Form: ndr.Custom, Read: readPropertyClass}, SizeIs: placeCount}),
		ndr.PointerTo(fSizesPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fSizes, Elem: &ndr.Type{Form: ndr.Custom, Read: readPropertySize}, SizeIs: placeCount}),
		reservedPointer)

	reservedPointer = ndr.PointerTo(fReservedPointer, ndr.Unique, ndr.U32(fHeaderReserved))

	// properties are those of MS-DCOM 2.2.22.2, in the order of their sections.
	properties = []property{
		{class("000001ab-0000-0000-c000-000000000046"), fInstantiationInfo, ndr.Of(nil,
			&ndr.Type{Form: ndr.Custom, Read: readClass}, ndr.U32(fClassCtx), ndr.U32(fActvFlags), ndr.U32(fSurrogate),
			ndr.U32(fIIDCount).To(placeCount), ndr.U32(fInstFlag), ndr.PointerTo(fIIDPointer, ndr.Unique, typeIIDs),
			ndr.U32(fThisSize), typeVersion)},
		{classSpecial, fSpecialProperties, ndr.Of(nil,
			ndr.U32(fSessionID).To(placeSession), ndr.U32(fRemoteSession), ndr.U32(fImpersonating), ndr.U32(fPartitionPresent), ndr.U32(fDefaultAuthn),
			&ndr.Type{Form: ndr.UUID, Field: fPartition}, ndr.U32(fPRTFlags), ndr.U32(fOrigClsctx), ndr.U32(fSpecialFlags),
			&ndr.Type{Form: ndr.Custom, Read: readSpecialRest})},
		{class("000001ad-0000-0000-c000-000000000046"), fInstanceInfo, ndr.Of(nil,
			ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fFileName}), ndr.U32(fMode), InterfacePointer, InterfacePointer)},
		{class("000001aa-0000-0000-c000-000000000046"), fScmRequest, ndr.Of(nil, reservedPointer,
			ndr.PointerTo(fRequestPointer, ndr.Unique, ndr.Of(fRemoteRequest, ndr.U32(fImpLevel), ndr.U16(fProtseqCount).To(placeCount),
				ndr.PointerTo(fProtseqPointer, ndr.Unique, typeProtseqs))))},
		{class("000001a5-0000-0000-c000-000000000046"), fActivationContext, ndr.Of(nil,
			ndr.U32(fClientOK), ndr.U32(fBReserved1), ndr.U32(fDwReserved1), ndr.U32(fDwReserved2), InterfacePointer, InterfacePointer)},
		{classLocation, fLocationInfo, ndr.Of(nil,
			ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fMachineName}).To(placeName),
			ndr.U32(fProcessID).To(placeProcess), ndr.U32(fApartmentID).To(placeApartment), ndr.U32(fContextID).To(placeContext))},
		{class("000001a6-0000-0000-c000-000000000046"), fSecurityInfo, ndr.Of(nil, ndr.U32(fAuthnFlags),
			ndr.PointerTo(fServerInfoPointer, ndr.Unique, ndr.Of(fServerInfo, ndr.U32(fServerReserved1),
				ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fServerName}), reservedPointer, ndr.U32(fServerReserved2))),
			reservedPointer)},
		{class("000001b6-0000-0000-c000-000000000046"), fScmReply, ndr.Of(nil, reservedPointer,
			ndr.PointerTo(fReplyPointer, ndr.Unique, ndr.Of(fRemoteReply, typeOXID, typeBindingsPointer, typeUnknown, ndr.U32(fAuthnHint), typeVersion)))},
		{classPropertiesOut, fPropsOut, ndr.Of(nil, ndr.U32(fIfs).To(placeCount), ndr.PointerTo(fIIDPointer, ndr.Unique, typeIIDs),
			ndr.PointerTo(fResultsPointer, ndr.Unique, typeResults),
			ndr.PointerTo(fObjectsPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fObjects, Elem: InterfacePointer, SizeIs: placeCount}))},
	}
)

// Places of the inner reader.
const (
	placeTotal = iota + 11
	placeHeader
	placeName
	placeProcess
	placeApartment
	placeContext
	placeSession
)

// The two ends of SpecialPropertiesData, MS-DCOM 2.2.22.2.2.
var (
	specialRest      = ndr.Of(nil, ndr.U32(fSpecialReserved1), ndr.U64(fSpecialReserved2), &ndr.Type{Form: ndr.Fixed, Size: 5, Elem: ndr.U32(fSpecialReserved3)})
	specialAlternate = &ndr.Type{Form: ndr.Fixed, Size: 8, Elem: ndr.U32(fSpecialReserved3)}
)

// readSpecialRest reads the end of SpecialPropertiesData, of which SpecialPropertiesData_Alternate has 32
// bytes and the other form, with its gap, 36.
func readSpecialRest(r *ndr.Reader, n int) {
	if n <= 32 {
		r.Param(specialAlternate)
		return
	}
	for _, t := range specialRest.Members {
		r.Param(t)
	}
}

func readPropertyClass(r *ndr.Reader, _ int) {
	r.Align(4)
	b := r.Cursor().Bytes(fPropertyClass, 16)
	if s := of(r); s != nil && len(b) == 16 && s.nclass < maxProperties {
		s.classes[s.nclass] = dcerpc.UUID(b)
		s.nclass++
	}
}

func readPropertySize(r *ndr.Reader, _ int) {
	r.Align(4)
	v := r.Cursor().U32LE(fPropertySize)
	if s := of(r); s != nil && r.Cursor().OK() && s.nsize < maxProperties {
		s.sizes[s.nsize] = v
		s.nsize++
	}
}

// activation reads an activation properties BLOB, MS-DCOM 2.2.22.
func (s *Stub) activation(c *dissect.Cursor) {
	if s.busy || c.Left() < 24 {
		s.closed(c)
		return
	}
	s.busy = true
	s.nclass, s.nsize = 0, 0
	all := c.Left()
	size := c.U32LE(fBlobSize)
	c.Require(int64(size) <= int64(all), BlobSize)
	c.U32LE(fBlobReserved)
	header := headerSize(c.Peek())
	s.serialized(c, fHeaderPart, header, typeHeader)
	s.header(c)
	location := false
	n := min(s.nclass, s.nsize)
	for i := 0; i < n && c.OK() && c.Left() > 0; i++ {
		p := s.property(s.classes[i])
		if p == nil {
			if size := min(int64(c.Left()), int64(s.sizes[i])); size > 0 {
				c.Closed(fUnknownProperty, int(size))
			}
			continue
		}
		s.serialized(c, p.field, int(s.sizes[i]), p.typ)
		switch p.class {
		case classLocation:
			location = true
			s.location(c)
		case classSpecial:
			if v, ok := s.inner.Value(placeSession); ok {
				s.asked.session = uint32(v)
			}
		}
	}
	if s.HasClass { // a request
		c.RequireAt(location, LocationInfo, c.Offset(), 0, "")
	}
	s.busy = false
}

// headerSize is the length of CustomHeader with its serialization headers. It is the
// second number of the structure.
func headerSize(b []byte) int {
	if len(b) < 24 {
		return len(b)
	}
	return int(binary.LittleEndian.Uint32(b[20:]) & 0x7FFFFFFF)
}

func (s *Stub) property(class dcerpc.UUID) *property {
	for i := range s.properties {
		if s.properties[i].class == class {
			return &s.properties[i]
		}
	}
	return nil
}

// serialized reads n bytes in type serialization version 1 (MS-RPCE 2.2.6).
func (s *Stub) serialized(c *dissect.Cursor, f *dissect.Field, n int, t *ndr.Type) {
	s.part = c.Sub(f, n)
	p := &s.part
	p.Enter(fCommonHeader)
	p.U8(fSerialVersion)
	little := p.U8(fEndianness) == 0x10
	p.U16LE(fCommonLength)
	p.U32LE(fFiller)
	p.Leave()
	p.Enter(fPrivateHeader)
	p.U32LE(fBufferLength)
	p.U32LE(fFiller)
	p.Leave()
	if t == nil || !little {
		s.closed(p)
	} else {
		s.inner.Reset(p, false)
		s.inner.Param(t)
		if n := p.Left(); n > 0 && n < 8 && p.OK() {
			p.Bytes(fPadding, n)
		}
		s.inner.End()
	}
	p.Close()
}

// header checks CustomHeader.
func (s *Stub) header(c *dissect.Cursor) {
	if n, ok := s.inner.Value(placeCount); ok {
		at := s.inner.Range(placeCount)
		c.RequireAt(n >= 1 && n <= maxProperties, PropertyCount, at.Off, at.Len, "")
	}
	total, ok := s.inner.Value(placeTotal)
	if size, has := s.inner.Value(placeHeader); ok && has && s.nsize > 0 {
		sum := size
		for _, v := range s.sizes[:s.nsize] {
			sum += uint64(v)
		}
		at := s.inner.Range(placeTotal)
		c.RequireAt(sum == total, PropertySizes, at.Off, at.Len, "")
	}
}

// location checks that LocationInfoData is empty, MS-DCOM 2.2.22.2.6.
func (s *Stub) location(c *dissect.Cursor) {
	zero := true
	for p := placeName; p <= placeContext; p++ {
		v, ok := s.inner.Value(p)
		if !ok {
			return
		}
		zero = zero && v == 0
	}
	at := s.inner.Range(placeName)
	c.RequireAt(zero, LocationZero, at.Off, 16, "")
}

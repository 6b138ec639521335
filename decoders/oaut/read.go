package oaut

import (
	"encoding/binary"
	"slices"

	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// null is cBytes of a null BSTR, MS-OAUT 2.2.23.1.
const null = 0xFFFFFFFF

// userReferent is what Windows and Wine write as referent of a user-marshaled type.
// No document gives it.
const userReferent = 0x72657355

// A Text is a BSTR that was read: where its characters lie in the message.
type Text struct {
	ndr.Range
	Null bool // no BSTR at all, as opposed to an empty one
}

// BSTR reads a BSTR with its referent (MS-OAUT 2.2.23.2); f is the field of its
// characters.
func BSTR(r *ndr.Reader, f *dissect.Field) Text {
	return BSTRWith(r, func(c *dissect.Cursor, n int) { c.Bytes(f, n) })
}

// BSTRWith is BSTR for a text with a structure of its own: show reads its n bytes,
// which are more than 0.
func BSTRWith(r *ndr.Reader, show func(c *dissect.Cursor, n int)) Text {
	r.Align(4)
	c := r.Cursor()
	first := c.U32LE(fBSTRReferent)
	if first == 0 {
		return Text{Null: true}
	}
	if b := c.Peek(); first == userReferent && c.Offset()%8 == 4 && !sound(b, 0) && sound(b, 4) {
		r.Align(8) // Wine aligns what is behind the referent to 8
	}
	return blob(r, show)
}

// sound reports whether a FLAGGED_WORD_BLOB begins at b[at:]: its sizes agree.
func sound(b []byte, at int) bool {
	if len(b) < at+12 {
		return false
	}
	b = b[at:]
	count, bytes, size := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	return count == size && (bytes == null && size == 0 || bytes != null && (uint64(bytes)+1)/2 == uint64(size))
}

// blob reads a FLAGGED_WORD_BLOB, MS-OAUT 2.2.23.1.
func blob(r *ndr.Reader, show func(c *dissect.Cursor, n int)) Text {
	c := r.Cursor()
	r.Align(4)
	c.Enter(fBlob)
	count := c.U32LE(fMaxCount)
	bytes := c.U32LE(fBytes)
	size := c.U32LE(fSize)
	good := bytes == null && size == 0 || bytes != null && uint64(size) == (uint64(bytes)+1)/2
	c.Require(good, WordBlob)
	c.Require(size == count, WordCount)
	t := Text{Null: bytes == null}
	n := int(min(int64(size)*2, int64(c.Left())))
	if int64(n) < int64(size)*2 && c.OK() {
		c.ReportLast(ndr.CountOverflow, "")
	}
	t.Range = ndr.Range{Off: c.Offset(), Len: n}
	if n > 0 {
		show(c, n)
		t.Len = c.Offset() - t.Off
	}
	c.Leave()
	return t
}

// maxElements is how many elements of an array are read one by one.
const maxElements = 65536

// SafeArray reads a SAFEARRAY parameter (MS-OAUT 2.2.30.10). f is the field of its
// texts, tail how many bytes of parameters follow it; each is told of every element
// that is not null, and may be nil.
//
// Three layouts are seen. MS-OAUT has one referent before the array. The IDL of
// Windows has two, and Wireshark reads two. Wine has two, the second aligned to 8, and
// writes the texts without the referents that NDR puts in front of them.
//
// It reports how many elements there are, null ones too.
func SafeArray(r *ndr.Reader, f *dissect.Field, tail int, each func(r *ndr.Reader, t Text)) (elements int) {
	c := r.Cursor()
	r.Align(4)
	first := c.U32LE(fArrayReferent)
	if first == 0 || !c.OK() {
		return 0
	}
	b := c.Peek()
	gap := (8 - c.Offset()%8) % 8 // a stub is one whole message
	switch {
	case plausible(b, 0):
	case plausible(b, 4):
		c.U32LE(fArrayPointer)
	case gap > 0 && len(b) > gap && plausible(b, gap+4):
		r.Align(8)
		c.U32LE(fArrayPointer)
	case first == userReferent && gap > 0 && len(b) == gap+4+tail:
		r.Align(8)
		c.U32LE(fArrayPointer)
		return 0
	default:
		if c.U32LE(fArrayPointer) == 0 {
			return 0
		}
	}
	return array(r, f, tail, each)
}

// plausible reports whether a SAFEARRAY begins at b[at:]: max_count and cDims are the
// same small number, and sfType is known.
func plausible(b []byte, at int) bool {
	if len(b) < at+20 {
		return false
	}
	b = b[at:]
	dims := binary.LittleEndian.Uint32(b)
	return dims >= 1 && dims <= 32 && uint32(binary.LittleEndian.Uint16(b[4:])) == dims &&
		typeNames.Value(uint64(binary.LittleEndian.Uint32(b[16:]))) != ""
}

// array reads the array behind its referents, MS-OAUT 2.2.30.10, and reports how
// many elements it has.
func array(r *ndr.Reader, f *dissect.Field, tail int, each func(r *ndr.Reader, t Text)) (elements int) {
	c := r.Cursor()
	r.Align(4)
	c.Enter(fArray)
	defer c.Leave()
	c.U32LE(fMaxCount)
	dims := c.U16LE(fDims)
	c.Require(dims != 0, Dims)
	at := c.Offset()
	features := c.U16LE(fFeatures)
	c.U32LE(fElementSize)
	locks := c.U32LE(fLocks)
	kind := c.U32LE(fType)
	if allowed := featuresOf[kind]; allowed != nil {
		f := features &^ (featureAuto | featureStatic | featureEmbedded | featureFixed)
		c.RequireAt(slices.Contains(allowed, f), Features, at, 2, "")
	}
	if features&featureVarType != 0 && c.OK() {
		c.RequireAt(elementType(uint16(locks>>16), kind), ElementType, at+6, 4, "")
	}
	c.U32LE(fCount)
	data := c.U32LE(fData)
	if kind == sfIID {
		c.Bytes(fIID, 16)
	}
	for i := 0; i < int(dims) && c.OK() && c.Left() > 0; i++ {
		c.Enter(fBound)
		n := c.U32LE(fElements)
		c.Require(n != 0, Elements)
		c.U32LE(fLowerBound)
		c.Leave()
	}
	if data == 0 || !c.OK() {
		return 0
	}
	n := int(min(c.U32LE(fMaxCount), maxElements))
	switch kind {
	case sfBSTR:
		texts(r, f, n, tail, each)
	case sfVariant:
		variants(r, f, n, tail)
	case sfUnknown, sfDispatch, sfIID:
		objects(r, n)
	case sfI1, sfI2, sfI4, sfI8:
		width := 1
		switch kind {
		case sfI2:
			width = 2
		case sfI4:
			width = 4
		case sfI8:
			width = 8
			r.Align(8)
		}
		if size := min(n*width, c.Left()-tail); size > 0 {
			c.Bytes(fContent, size)
		}
	default:
		rest(c, tail)
	}
	return n
}

// objects reads n interface pointers: the referents, and then what they point to.
func objects(r *ndr.Reader, n int) {
	c := r.Cursor()
	for list := referents(c, fObjectReferent, n); len(list) >= 4 && c.OK(); list = list[4:] {
		if binary.LittleEndian.Uint32(list) != 0 {
			object(r)
		}
	}
}

// object reads an MInterfacePointer behind its referent.
func object(r *ndr.Reader) {
	c := r.Cursor()
	r.Align(4)
	c.U32LE(fMaxCount)
	n := c.U32LE(fObjectSize)
	dcom.ReadObject(r, int(min(int64(n), 1<<30)))
}

// referents reads n referents, or as many as there are, and gives their bytes.
func referents(c *dissect.Cursor, f *dissect.Field, n int) []byte {
	b := c.Peek()
	if len(b) < 4*n {
		c.ReportLast(ndr.CountOverflow, "")
		n = len(b) / 4
	}
	for range n {
		c.U32LE(f)
	}
	return b[:4*n]
}

// variants reads n VARIANTs: the referents, and then what they point to.
func variants(r *ndr.Reader, f *dissect.Field, n, tail int) {
	c := r.Cursor()
	for list := referents(c, fVariantReferent, n); len(list) >= 4 && c.OK(); list = list[4:] {
		if binary.LittleEndian.Uint32(list) != 0 {
			r.Align(8)
			variant(r, f, tail, 0)
		}
	}
}

// texts reads n BSTRs: referents first and then the texts, as NDR has it, or as Wine
// writes them.
func texts(r *ndr.Reader, f *dissect.Field, n, tail int, each func(r *ndr.Reader, t Text)) {
	c := r.Cursor()
	show := func(c *dissect.Cursor, n int) { c.Bytes(f, n) }
	if inline(c.Peek(), n, tail) {
		for i := 0; i < n && c.OK() && c.Left() > 0; i++ {
			if t := blob(r, show); !t.Null && each != nil {
				each(r, t)
			}
		}
		return
	}
	for list := referents(c, fBSTRReferent, n); len(list) >= 4 && c.OK(); list = list[4:] {
		if binary.LittleEndian.Uint32(list) == 0 {
			continue
		}
		if t := blob(r, show); !t.Null && each != nil {
			each(r, t)
		}
	}
}

// inline reports whether b holds n texts without referents, and nothing but the tail
// and padding behind them.
func inline(b []byte, n, tail int) bool {
	at := 0
	for i := 0; i < n; i++ {
		at += (4 - at%4) % 4
		if !sound(b, at) {
			return false
		}
		size := binary.LittleEndian.Uint32(b[at+8:])
		if uint64(size)*2 > uint64(len(b)) {
			return false
		}
		at += 12 + int(size)*2
	}
	return at+tail <= len(b) && len(b) < at+tail+12
}

// Variant reads a VARIANT with its referent (MS-OAUT 2.2.29.2); f is the field of a
// text in it, tail how many bytes of parameters follow it at least. It reports vt.
func Variant(r *ndr.Reader, f *dissect.Field, tail int) (vt uint16) {
	r.Align(4)
	if r.Cursor().U32LE(fVariantReferent) == 0 {
		return 0
	}
	r.Align(8)
	return variant(r, f, tail, 0)
}

// maxNested is how deep VARIANTs may point to VARIANTs.
const maxNested = 8

// variant reads a wireVARIANT, MS-OAUT 2.2.29.1.
func variant(r *ndr.Reader, f *dissect.Field, tail, depth int) (vt uint16) {
	c := r.Cursor()
	c.Enter(fVariant)
	defer c.Leave()
	at := c.Offset()
	size := c.U32LE(fVariantSize)
	sizeAt := c.Offset() - 4
	c.Require(c.U32LE(fReserved) == 0, VariantReserved)
	vt = c.U16LE(fVT)
	c.Require(vtNames.Value(uint64(vt&vtMask)) != "" && vt&^(vtMask|vtArray|vtByRef) == 0, VariantType)
	c.U16LE(fWord)
	c.U16LE(fWord)
	c.U16LE(fWord)
	kind := c.U32LE(fDiscriminant)
	if !c.OK() {
		return vt
	}
	checked := false
	switch {
	case kind > 0xFFFF || depth == maxNested:
		closeTo(c, at, size, tail)
	case kind&vtByRef != 0:
		r.Align(4)
		if c.U32LE(fValueReferent) != 0 {
			checked = pointee(r, uint16(kind&^vtByRef), f, tail, depth)
		}
	case kind&vtArray != 0:
		r.Align(4)
		if c.U32LE(fArrayReferent) != 0 {
			array(r, f, tail, nil)
		}
	default:
		if checked = arm(r, uint16(kind), f, tail); !checked && !known(uint16(kind)) {
			closeTo(c, at, size, tail)
		}
	}
	if checked && c.OK() {
		c.RequireAt((c.Offset()-at+7)/8 == int(size), VariantSize, sizeAt, 4, "")
	}
	return vt
}

// known reports whether arm reads the value, though its size is not checked.
func known(kind uint16) bool { return kind == vtDispatch || kind == vtUnknown }

// closeTo leaves closed what clSize says is left of a VARIANT.
func closeTo(c *dissect.Cursor, at int, size uint32, tail int) {
	n := min(int64(at)+8*int64(size)-int64(c.Offset()), int64(c.Left()-tail))
	if n > 0 {
		c.Closed(fContent, int(n))
	}
}

// pointee reads what a VARIANT with VT_BYREF points to.
func pointee(r *ndr.Reader, kind uint16, f *dissect.Field, tail, depth int) (checked bool) {
	c := r.Cursor()
	switch {
	case kind == vtVariant:
		r.Align(4)
		if c.U32LE(fVariantReferent) != 0 {
			r.Align(8)
			variant(r, f, tail, depth+1)
		}
	case kind&vtArray != 0:
		r.Align(4)
		if c.U32LE(fArrayReferent) != 0 {
			array(r, f, tail, nil)
		}
	default:
		return arm(r, kind, f, tail)
	}
	return false
}

// arm reads the value of a VARIANT. It reports whether clSize can be checked: for
// marshaled interface pointers senders count in their own ways.
func arm(r *ndr.Reader, kind uint16, f *dissect.Field, tail int) bool {
	c := r.Cursor()
	switch kind {
	case vtEmpty, vtNull:
	case vtI1, vtUI1:
		c.U8(fValue)
	case vtI2, vtUI2, vtBool:
		r.Align(2)
		c.U16LE(fValue)
	case vtI4, vtR4, vtError, vtUI4, vtInt, vtUint:
		r.Align(4)
		c.U32LE(fValue)
	case vtR8, vtCY, vtDate, vtI8, vtUI8:
		r.Align(8)
		c.U64LE(fValue)
	case vtDecimal:
		r.Align(8)
		c.Enter(fDecimal)
		c.U16LE(fDecimalReserved)
		c.U8(fScale)
		c.U8(fSign)
		c.U32LE(fHigh)
		c.U64LE(fLow)
		c.Leave()
	case vtBSTR:
		BSTR(r, f)
	case vtDispatch, vtUnknown:
		r.Align(4)
		if c.U32LE(fObjectReferent) != 0 {
			object(r)
		}
		return false
	default:
		return false
	}
	return true
}

func rest(c *dissect.Cursor, tail int) {
	if n := c.Left() - tail; n > 0 {
		c.Closed(fContent, n)
	}
}

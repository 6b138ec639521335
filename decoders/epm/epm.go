// Package epm decodes the endpoint mapper (C706 Appendix O, MS-RPCE 2.2.1.2):
// which port or pipe of a host serves which interface.
package epm

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// Interface is the endpoint mapper's interface, C706 Appendix O.
var Interface = dcerpc.MustID("e1af8308-5d1f-11c9-91a4-08002b14a0fa", 3, 0)

// Protocol is the endpoint mapper. It is handed whole stubs.
var Protocol = &dissect.Protocol{
	Name:   "epm",
	Title:  "DCE/RPC endpoint mapper",
	Specs:  []dissect.Spec{"C706 O", "C706 L", "MS-RPCE 2.2.1.2"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{dcerpc.Interface.Key(Interface)},
	New:    newHandler,
}

// Operations of the interface, C706 Appendix O.
const (
	opInsert     = 0
	opDelete     = 1
	opLookup     = 2
	opMap        = 3
	opHandleFree = 4
	opInqObject  = 5
	opMgmtDelete = 6
)

var operationNames = [...]string{"ept_insert", "ept_delete", "ept_lookup", "ept_map", "ept_lookup_handle_free", "ept_inq_object", "ept_mgmt_delete"}

// maxTowers is how many towers of a stub are kept: what max_towers may ask for.
const maxTowers = 500

// Places of what the descriptions store.
const (
	placeLength = 1 // tower_length
	placeCount  = 2 // num_ents, num_towers
	placeStatus = 3
)

var (
	// A context handle, C706 N.1.
	handleType = ndr.Of(fEntryHandle, ndr.U32(fAttributes), &ndr.Type{Form: ndr.UUID, Field: fHandleUUID})

	// twr_t, MS-RPCE 2.2.1.2.2.
	tower = ndr.Of(fTower,
		ndr.U32(fTowerLength).To(placeLength).Limit(2000),
		&ndr.Type{Form: ndr.Conformant, Elem: ndr.U8(fOctets), SizeIs: placeLength, Read: readTower})

	// ept_entry_t, C706 Appendix O.
	entry = ndr.Of(fEntry,
		&ndr.Type{Form: ndr.UUID, Field: fObject},
		ndr.PointerTo(fTowerPointer, ndr.Full, tower),
		&ndr.Type{Form: ndr.Varying, Elem: ndr.U8(fAnnotation), Max: 64})

	// RPC_IF_ID, MS-RPCE 2.2.1.1.1.
	ifID = ndr.Of(fIfID, &ndr.Type{Form: ndr.UUID, Field: fUUID}, ndr.U16(fVersMajor), ndr.U16(fVersMinor))

	object = ndr.PointerTo(fObjectPointer, ndr.Full, &ndr.Type{Form: ndr.UUID, Field: fObject})
	status = ndr.U32(fStatus).To(placeStatus)

	// ept_lookup, MS-RPCE 2.2.1.2.4.
	lookupIn = []*ndr.Type{
		ndr.U32(fInquiryType), object, ndr.PointerTo(fIfIDPointer, ndr.Full, ifID), ndr.U32(fVersOption),
		handleType, ndr.U32(fMaxEnts).Limit(500),
	}
	lookupOut = []*ndr.Type{
		handleType, ndr.U32(fNumEnts).To(placeCount),
		{Form: ndr.ConformantVarying, Field: fEntries, Elem: entry, LengthIs: placeCount}, status,
	}
	// ept_map, MS-RPCE 2.2.1.2.5.
	mapIn = []*ndr.Type{
		object, ndr.PointerTo(fMapTower, ndr.Full, tower), handleType, ndr.U32(fMaxTowers).Limit(500),
	}
	mapOut = []*ndr.Type{
		handleType, ndr.U32(fNumTowers).To(placeCount),
		{Form: ndr.ConformantVarying, Field: fTowers, Elem: ndr.PointerTo(fTowerPointer, ndr.Full, tower), LengthIs: placeCount}, status,
	}
	// ept_lookup_handle_free, MS-RPCE 2.2.1.2.8.
	freeIn  = []*ndr.Type{handleType}
	freeOut = []*ndr.Type{handleType, status}
)

// A Range is where something lies in the message, in bytes.
type Range = ndr.Range

// An Endpoint is a tower, read: which interface is reached how.
type Endpoint struct {
	Interface  dcerpc.UUIDVersion
	Port       uint16 // of TCP or UDP; 0 where there is none
	Address    [4]byte
	HasAddress bool
	Pipe       Range // of an endpoint in words, in the message
	Transport  uint8 // protocol identifier of the fourth floor
}

// readTower reads the n octets of a tower, C706 Appendix L. They are little-endian
// whatever the stub is.
func readTower(r *ndr.Reader, n int) {
	c := r.Cursor()
	sub := c.Sub(fOctetString, n)
	var t Endpoint
	decodeTower(&sub, &t)
	sub.Close()
	if h, ok := r.User.(*handler); ok && len(h.towers) < maxTowers {
		h.towers = append(h.towers, t)
	}
}

func decodeTower(c *dissect.Cursor, t *Endpoint) {
	count := c.U16LE(fFloorCount)
	c.Require(count <= 6, FloorCount)
	for i := 0; i < int(count) && c.Left() > 0 && c.OK(); i++ {
		c.Enter(fFloor)
		left := c.Sub(fLHS, int(c.U16LE(fLHSCount)))
		id := left.U8(fProtocol)
		if id == idUUID {
			v := &t.Interface
			var other dcerpc.UUIDVersion
			if i > 0 {
				v = &other
			}
			copy(v.UUID[:], left.Bytes(fFloorUUID, 16))
			v.Major = left.U16LE(fFloorVersion)
		} else if left.Left() > 0 {
			left.Bytes(fRelated, left.Left())
		}
		left.Done()
		n := int(c.U16LE(fRHSCount))
		right := c.Sub(fRHS, n)
		related(&right, id, t)
		right.Done()
		c.Leave()
	}
}

// Protocol identifiers of floors, C706 Appendix I, and those of MS-RPCE 2.1.
const (
	idTCP            = 0x07
	idUDP            = 0x08
	idIP             = 0x09
	idConnectionless = 0x0A
	idConnection     = 0x0B
	idUUID           = 0x0D
	idNamedPipe      = 0x0F
	idLocal          = 0x10
	idNetBIOS        = 0x11
	idHTTP           = 0x1F
)

// related reads the right-hand side of a floor: what it means depends on the
// protocol on the left.
func related(c *dissect.Cursor, id uint8, t *Endpoint) {
	n := c.Left()
	switch {
	case id == idUUID && n == 2, id == idConnection && n == 2, id == idConnectionless && n == 2:
		c.U16LE(fMinorVersion)
	case (id == idTCP || id == idUDP || id == idHTTP) && n == 2:
		t.Port, t.Transport = c.U16(fPort), id
	case id == idIP && n == 4:
		copy(t.Address[:], c.Bytes(fAddress, 4))
		t.HasAddress = c.OK()
	case (id == idNamedPipe || id == idLocal || id == idNetBIOS) && n > 0:
		if id != idNetBIOS {
			t.Pipe, t.Transport = Range{Off: c.Offset(), Len: n}, id
		}
		c.Bytes(fEndpoint, n)
	case n > 0:
		c.Bytes(fRelated, n)
	}
}

package dcom

import (
	"net/netip"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxFound is how many objects of one stub are followed. Calls return a few.
	maxFound = 64
	// maxPorts is how many ports of one stub are followed: a host lists its
	// addresses with one port, or two.
	maxPorts = 8
	// anySession is dwSessionId of an activation that may go to any session,
	// MS-DCOM 2.2.22.2.2.
	anySession = 0xFFFFFFFF
)

// asked is what a request asks for.
type asked struct {
	session uint32 // dwSessionId of an activation
	iids    [maxFound]dcerpc.UUID
	n       int
}

// found is what a response tells about objects.
type found struct {
	objects [maxFound]Object // without interface where the request has it
	queried [maxFound]uint16 // 1 plus the place of the IID in the request, 0 for none
	n       int
	results int // REMQIRESULTs so far
	unknown dcerpc.UUID
	ports   [maxPorts]uint16
	nports  int
}

func (f *found) reset() { f.n, f.results, f.nports, f.unknown = 0, 0, 0, dcerpc.UUID{} }

func (f *found) add(o Object) {
	if f.n < maxFound && o.IPID != (dcerpc.UUID{}) {
		f.objects[f.n], f.queried[f.n] = o, 0
		f.n++
	}
}

// internal is an address of a string binding that is not public.
type internal struct{ off, len int }

// noteWith is a member of no bytes that takes note of what was read before it.
func noteWith(note func(r *ndr.Reader, s *Stub)) *ndr.Type {
	return &ndr.Type{Form: ndr.Custom, Read: func(r *ndr.Reader, _ int) {
		if s := of(r); s != nil && r.Cursor().OK() {
			note(r, s)
		}
	}}
}

// noteIID takes an interface that is asked for.
func noteIID(r *ndr.Reader, s *Stub) {
	if s.asked.n < maxFound {
		s.asked.iids[s.asked.n] = r.UUID()
		s.asked.n++
	}
}

// noteUnknown takes the IPID of the Remote Unknown.
func noteUnknown(r *ndr.Reader, s *Stub) { s.found.unknown = r.UUID() }

// noteStandard takes the STDOBJREF of a REMQIRESULT.
func noteStandard(r *ndr.Reader, s *Stub) {
	f := &s.found
	f.results++
	if status, _ := r.Value(placeStatus); status != 0 || f.n == maxFound {
		return
	}
	oxid, _ := r.Value(placeOXID)
	oid, _ := r.Value(placeOID)
	f.add(Object{Flags: objStandard, OXID: oxid, OID: oid, IPID: r.UUID()})
	if f.n > 0 {
		f.queried[f.n-1] = uint16(min(f.results, maxFound))
	}
}

// binding takes a string binding: the port of "10.0.0.1[5000]" over TCP, and
// whether the address is one of an internal network.
func (s *Stub) binding(tower uint16, text []byte, at int) {
	var room [64]byte
	b := dissect.AppendUTF16(room[:0], text[:min(len(text), 2*40)])
	host, port := b, 0
	for i, c := range b {
		if c != '[' {
			continue
		}
		host = b[:i]
		for _, d := range b[i+1:] {
			if d < '0' || d > '9' || port > 0xFFFF {
				break
			}
			port = 10*port + int(d-'0')
		}
		break
	}
	if f := &s.found; tower == towerTCP && port > 0 && port <= 0xFFFF && f.nports < maxPorts {
		f.ports[f.nports] = uint16(port)
		f.nports++
	}
	if s.internal.len == 0 && internalAddress(host) {
		s.internal = internal{at, len(text)}
	}
}

// towerTCP is ncacn_ip_tcp, C706 Appendix I.
const towerTCP = 7

// internalAddress reports whether host is an IPv4 address of RFC 1918. Texts that are
// no such address are told apart without allocating.
func internalAddress(host []byte) bool {
	var a [4]byte
	n, digits, v := 0, 0, 0
	for i := 0; i <= len(host); i++ {
		if i < len(host) && host[i] >= '0' && host[i] <= '9' {
			v, digits = 10*v+int(host[i]-'0'), digits+1
			if v > 255 {
				return false
			}
			continue
		}
		end := i == len(host) || host[i] == 0
		if digits == 0 || n == 4 || !end && host[i] != '.' {
			return false
		}
		a[n] = byte(v)
		n, digits, v = n+1, 0, 0
		if end {
			break
		}
	}
	return n == 4 && netip.AddrFrom4(a).IsPrivate()
}

package pnrp_test

import (
	"bytes"
	"net/netip"
	"time"
)

// with is b with the bytes from off on replaced.
func with(b []byte, off int, bytes_ ...byte) []byte {
	b = bytes.Clone(b)
	copy(b[off:], bytes_)
	return b
}

// errors sends one message for each rule of MS-PNRP that it breaks, and some that
// are good, between two nodes.
func errors(w *wire) {
	w.Step = int64(time.Second) / 5
	id := filler(0x21, 32)
	zero := make([]byte, 32)
	hash := element(0x0092, filler(1, 20))
	entry := route(id, 3540, expert.Addr())

	// Headers, 2.2.1. Only what follows a good message is known to be of PNRP.
	w.send(0, message(1, w.fresh(), hash))
	w.send(0, with(message(1, w.fresh(), hash), 5, 5), "pnrp.header")
	w.send(0, with(message(1, w.fresh(), hash), 7, 6), "pnrp.header")

	// Elements, 2.2 and 2.2.2.
	w.send(0, message(1, w.fresh(), element(0x0044, []byte{0, 0}), hash), "pnrp.aligned")
	w.send(0, with(message(1, w.fresh(), padded(0x0044, []byte{0, 0}), hash), 18, 1), "pnrp.aligned")
	w.send(0, message(1, w.fresh(), hash, element(0x0099, []byte("more"))), "pnrp.element-place")
	w.send(0, message(1, w.fresh(), element(0x0018, b32(1)), hash), "pnrp.element-place")
	w.send(0, message(1, w.fresh(), padded(0x0044, []byte{1, 0}), hash), "pnrp.reserved")
	w.send(0, message(1, w.fresh(), padded(0x0044, []byte{0, 7}), hash), "pnrp.solicit")
	w.send(0, message(1, w.fresh(), padded(0x0044, []byte{0, 0}), element(0x0093, filler(1, 16))), "pnrp.solicit")

	// A synchronization conversation, 3.2.5.3 and 3.2.5.4.
	nonce := filler(0x40, 16)
	solicit := w.fresh()
	w.send(0, message(1, solicit, element(0x0092, sha(nonce))))
	w.send(1, with(message(2, w.fresh(), element(0x0018, b32(solicit)), ids(id), element(0x0092, sha(nonce))), 27, 9), "pnrp.advertise")
	w.send(1, message(2, w.fresh(), element(0x0018, b32(solicit)), ids(id), hash), "pnrp.advertise")
	w.send(1, message(2, w.fresh(), element(0x0018, b32(solicit)), ids(id), element(0x0092, sha(nonce))))
	w.send(0, message(3, w.fresh(), element(0x0093, filler(0x41, 16)), ids(id)), "pnrp.request-nonce")
	w.send(0, with(message(3, w.fresh(), element(0x0093, nonce), ids(id)), 43, 0x21), "pnrp.request")
	request := w.fresh()
	w.send(0, message(3, request, element(0x0093, nonce), ids(id)))
	w.send(1, message(9, w.fresh(), element(0x0018, b32(request)), element(0x0040, b16(0), b16(0))), "pnrp.ack")
	w.send(1, flood(w.fresh(), 0, zero, padded(0x009A, entry), endpoints(expert)), "pnrp.request-answer")

	// FLOOD, 2.2.2.4, and its ACK, 3.1.5.5.
	var many []netip.AddrPort
	for range 23 {
		many = append(many, expert)
	}
	w.send(1, flood(w.fresh(), 1, zero, endpoints(many...)), "pnrp.flood")
	quiet := w.fresh()
	w.send(1, flood(quiet, 1, zero, endpoints()))
	w.send(0, ack(w.fresh(), quiet), "pnrp.ack-wanted")
	w.send(0, message(9, w.fresh(), element(0x0018, b32(quiet-1000))))
	w.send(1, flood(w.fresh(), 1, zero, endpoints(netip.AddrPortFrom(expert.Addr(), 80))), "pnrp.endpoint-port")
	n := name{classifier: "Example"}
	w.send(0, flood(w.fresh(), 1, zero, padded(0x009C, w.cpa(n, nil).encode()), endpoints()), "pnrp.revoke-flag")
	c := w.cpa(n, filler(1, 16))
	c.flags |= 1
	w.send(0, flood(w.fresh(), 1, zero, padded(0x009C, c.encode()), endpoints()), "pnrp.cpa-nonce")
	c = w.cpa(n, nil)
	c.flags, c.nonceless = c.flags|1, true
	w.send(0, flood(w.fresh(), 1, zero, padded(0x009C, c.encode()), endpoints()), "pnrp.revoke-nonce")
	w.send(1, flood(w.fresh(), 1, zero, padded(0x009A, with(entry, 34, 0, 80)), endpoints()), "pnrp.route-entry")

	// INQUIRE and LOOKUP, 2.2.2.5 and 2.2.2.8.
	w.send(1, inquire(w.fresh(), 0x0020, id, nil), "pnrp.inquire")
	l := w.fresh()
	w.send(1, with(lookup(l, 0, id, id, nil, expert), 20, 3), "pnrp.lookup")
	w.send(1, lookup(w.fresh(), 0, id, id, nil), "pnrp.lookup")
	w.send(0, ack(w.fresh(), l), "pnrp.answer-type")

	// AUTHORITY, 2.2.2.6 and 3.2.5.10.
	busy := padded(0x0040, b16(8))
	split := func(size, off int, part []byte) []byte {
		return message(8, w.fresh(), element(0x0018, b32(l)), element(0x0098, b16(size), b16(off)), part)
	}
	w.send(0, split(8, 0, busy))
	w.send(0, split(2000, 100, filler(0, 1188)), "pnrp.authority")
	w.send(0, split(2000, 0, filler(0, 1000)), "pnrp.fragments")
	w.send(0, split(8, 1188, busy), "pnrp.fragment-fits")
	w.send(0, split(28, 0, classifierElement("Example")), "pnrp.authority-buffer")
	long := cat(busy, classifierElement(string(bytes.Repeat([]byte{'x'}, 150))))
	w.send(0, split(len(long), 0, long), "pnrp.classifier-length")

	// Certified Peer Addresses, 2.2.3.1, and extended payloads, 2.2.3.3.
	hour := int64(time.Hour)
	n.payload = filler(0x55, 40)
	n.friendly = "Example"
	answer := func(change func(n *name, c *cpa, e *extended), rules ...string) {
		n, nonce, id := n, filler(0x61, 16), w.fresh()
		w.send(1, inquire(id, 0x001C, n.id(), nonce))
		c := w.cpa(n, nonce)
		e := extended{key: noviceKey, notAfter: c.notAfter, id: n.id(), nonce: nonce, data: n.payload}
		if change != nil {
			change(&n, &c, &e)
		}
		buffer := padded(0x0040, b16(0))
		if n.chain != nil {
			buffer = cat(buffer, padded(0x0080, n.chain))
		}
		buffer = cat(buffer, classifierElement(n.classifier), padded(0x005A, e.encode()),
			padded(0x009A, route(pnrpID(n.classifier, c.authority, location), 3540, novice.Addr())), element(0x009B, c.encode()))
		w.fragments(authority(w.fresh(), id, buffer), rules...)
	}
	app := netip.MustParseAddrPort("[2001:db8:0:1::10]:49751")
	answer(func(_ *name, c *cpa, _ *extended) { c.payload = appEndpoints(1, app, app) })
	answer(func(_ *name, c *cpa, _ *extended) { c.length = 1 }, "pnrp.cpa-length")
	answer(func(_ *name, c *cpa, _ *extended) { c.version = []byte{0, 1, 0, 4} }, "pnrp.cpa")
	answer(func(_ *name, c *cpa, _ *extended) { c.friendly, c.flags = nil, c.flags|2 }, "pnrp.cpa")
	answer(func(_ *name, c *cpa, _ *extended) { c.notAfter = fileTime(w.Now + 30*24*hour) }, "pnrp.not-after")
	answer(func(_ *name, c *cpa, _ *extended) { c.notAfter = fileTime(w.Now - hour) }, "pnrp.not-after")
	answer(func(_ *name, c *cpa, _ *extended) { c.nonce = filler(0x62, 16) }, "pnrp.cpa-nonce")
	answer(func(_ *name, c *cpa, e *extended) {
		c.authority = filler(0x63, 20)
		e.id = pnrpID("Example", c.authority, location)
	}, "pnrp.authority-hash")
	answer(func(_ *name, c *cpa, e *extended) {
		c.authority = make([]byte, 20)
	}, "pnrp.authority-hash")
	answer(func(_ *name, c *cpa, _ *extended) { c.hash = sha(wide("example")) }, "pnrp.classifier-hash", "pnrp.id")
	answer(func(_ *name, c *cpa, _ *extended) { c.friendly = wide(string(bytes.Repeat([]byte{'x'}, 40))) }, "pnrp.friendly-name")
	answer(func(_ *name, c *cpa, _ *extended) { c.services = nil }, "pnrp.service-addresses")
	answer(func(_ *name, c *cpa, _ *extended) { c.total = -1 }, "pnrp.cpa-payloads")
	answer(func(_ *name, c *cpa, _ *extended) { c.payload = appEndpoints(2, app) }, "pnrp.cpa-payload")
	answer(func(_ *name, c *cpa, _ *extended) { c.objID = "1.2.840.113549.1.1.2" }, "pnrp.public-key")
	answer(func(_ *name, c *cpa, _ *extended) { c.spoilt = true }, "pnrp.signature")
	answer(func(_ *name, c *cpa, e *extended) { e.key = otherKey }, "pnrp.signature")
	answer(func(_ *name, c *cpa, e *extended) { e.major = 3 }, "pnrp.extended-payload")
	answer(func(_ *name, c *cpa, e *extended) { e.nonce = filler(0x62, 16) }, "pnrp.extended-payload")
	answer(func(_ *name, c *cpa, e *extended) { e.id = filler(0x64, 32) }, "pnrp.extended-id")
	answer(func(n *name, c *cpa, e *extended) {
		n.chain = signedData(certificate(noviceKey, noviceKey, true, filler(0x11, 8), "Novice", "Novice"))
	}, "pnrp.certificate-chain")

	// Resends, 3.1.6.3.
	b := lookup(w.fresh(), 0, id, id, nil, expert)
	for i := range 4 {
		if w.Now += int64(time.Second); i < 3 {
			w.send(1, b)
		} else {
			w.send(1, b, "pnrp.resends")
		}
	}

	// Ports, 2.1.
	w.node[1] = netip.AddrPortFrom(expert.Addr(), 1000)
	w.send(1, message(1, w.fresh(), hash), "pnrp.low-port", "pnrp.standard-port")
}

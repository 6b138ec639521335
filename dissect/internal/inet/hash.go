package inet

import (
	"encoding/binary"
	"math/bits"
)

// Odd constants with about half of their bits set: the fractional parts of the
// golden ratio and of the square roots of 3 and 5, made odd.
const (
	mixGolden = 0x9e3779b97f4a7c15
	mixSqrt3  = 0xbb67ae8584caa73b
	mixSqrt5  = 0x3c6ef372fe94f82b
)

// HostHash is a hash of the unordered pair of hosts a and b: swapping them changes
// nothing. It takes no ports, so all fragments of a datagram and all connections of
// two hosts agree. It is the same in every run.
func HostHash(a, b *[16]byte) uint32 {
	// A sum, not an exclusive or: that would give 0 for every host talking to itself.
	h := hostHash(a) + hostHash(b)
	hi, lo := bits.Mul64(h^mixSqrt3, mixGolden)
	h = hi ^ lo
	return uint32(h>>32) ^ uint32(h)
}

// hostHash mixes one address into 64 bits by folded multiplications.
func hostHash(a *[16]byte) uint64 {
	hi, lo := bits.Mul64(binary.LittleEndian.Uint64(a[:8])^mixSqrt3, mixSqrt5)
	x := hi ^ lo
	hi, lo = bits.Mul64(binary.LittleEndian.Uint64(a[8:])^x^mixSqrt5, mixGolden)
	return hi ^ lo
}

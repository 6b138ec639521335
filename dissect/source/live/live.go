// Package live captures from network devices and matches packets with capture
// filters in tcpdump's language, both through libpcap.
//
// libpcap is linked in only with the build tag "pcap". Without it everything here
// compiles and says ErrNotBuilt. Running a compiled filter never needs libpcap.
package live

import (
	"errors"
	"fmt"
	"net/netip"
	"time"
)

// ErrNotBuilt is what everything that needs libpcap returns in a build without it.
var ErrNotBuilt = errors.New("built without live capture: rebuild with make build, which needs libpcap's headers (package libpcap-dev)")

// MaxSnapLen is the longest snap length in bytes, and the one used when none is
// given. It is libpcap's own limit for nearly all link types.
const MaxSnapLen = 262144

// Defaults and limits of Options.
const (
	DefaultBuffer  = 16 << 20 // bytes
	DefaultTimeout = 100 * time.Millisecond

	maxBuffer  = 1 << 30
	minTimeout = time.Millisecond
	maxTimeout = time.Second
)

// Options describes a capture. Only Interface has to be set.
type Options struct {
	Interface string        // name of the device; on Linux "any" stands for all
	SnapLen   int           // bytes to keep of each frame; 0 is MaxSnapLen
	Promisc   bool          // also capture what is addressed to other hosts
	Buffer    int           // bytes for the kernel to keep frames in until they are read; 0 is DefaultBuffer
	Filter    string        // in tcpdump's language; empty for everything
	Timeout   time.Duration // longest wait for a frame, 1 ms to 1 s; 0 is DefaultTimeout

	// Immediate delivers each frame as it comes. Without it the kernel hands over
	// many at a time, at the latest after Timeout, which loses far less when there
	// is a lot of traffic.
	Immediate bool
}

// check replaces what is not set and refuses what could not work.
func (o Options) check() (Options, error) {
	if o.SnapLen == 0 {
		o.SnapLen = MaxSnapLen
	}
	if o.Buffer == 0 {
		o.Buffer = DefaultBuffer
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	switch {
	case o.Interface == "":
		return o, errors.New("live capture: no interface given")
	case o.SnapLen < 0 || o.SnapLen > MaxSnapLen:
		return o, fmt.Errorf("live capture: snap length %d is not between 1 and %d", o.SnapLen, MaxSnapLen)
	case o.Buffer < 0 || o.Buffer > maxBuffer:
		return o, fmt.Errorf("live capture: buffer of %d bytes is not between 1 and %d", o.Buffer, maxBuffer)
	case o.Timeout < minTimeout || o.Timeout > maxTimeout:
		return o, fmt.Errorf("live capture: timeout of %v is not between %v and %v", o.Timeout, minTimeout, maxTimeout)
	}
	return o, nil
}

// An Interface is a device that can be captured from.
type Interface struct {
	Name        string
	Description string // often empty
	Addresses   []netip.Prefix
	Up          bool
	Loopback    bool
}

// Statistics is what the kernel has counted since a capture began. What exactly is
// in Received differs between systems: on Linux the frames that passed the filter,
// the dropped ones included; on BSD and macOS also those that did not pass it
// (libpcap's pcap_stats manual page).
type Statistics struct {
	Received         uint64 // packets
	Dropped          uint64 // passed the filter, but the kernel's buffer was full
	InterfaceDropped uint64 // dropped by the network interface or its driver; always 0 where this is not known
}

// counters is Statistics as libpcap has it. Its 32 bits wrap around.
type counters struct {
	received, dropped, interfaceDropped uint32
}

// add adds what has been counted between two readings.
func (s *Statistics) add(before, now counters) {
	s.Received += uint64(now.received - before.received)
	s.Dropped += uint64(now.dropped - before.dropped)
	s.InterfaceDropped += uint64(now.interfaceDropped - before.interfaceDropped)
}

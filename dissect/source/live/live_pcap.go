//go:build pcap

package live

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"strings"

	"github.com/google/gopacket"
	"github.com/google/gopacket/pcap"

	"github.com/radissect/radissect/dissect"
)

// Built says whether this build has libpcap.
const Built = true

// Flags of a device (PCAP_IF_LOOPBACK and PCAP_IF_UP, libpcap's pcap_findalldevs
// manual page).
const (
	flagLoopback = 0x1
	flagUp       = 0x2
)

// Interfaces lists the devices that can be captured from, in libpcap's order, which
// puts the likely ones first. On some systems those that this user must not capture
// from are missing.
func Interfaces() ([]Interface, error) {
	devices, err := pcap.FindAllDevs()
	if err != nil {
		return nil, fmt.Errorf("listing interfaces: %w", err)
	}
	list := make([]Interface, 0, len(devices))
	for _, d := range devices {
		i := Interface{
			Name:        d.Name,
			Description: d.Description,
			Up:          d.Flags&flagUp != 0,
			Loopback:    d.Flags&flagLoopback != 0,
		}
		for _, a := range d.Addresses {
			if p := prefix(a.IP, a.Netmask); p.IsValid() {
				i.Addresses = append(i.Addresses, p)
			}
		}
		list = append(list, i)
	}
	return list, nil
}

// prefix is an address with the length of its network mask; without a proper mask it
// stands alone.
func prefix(ip net.IP, mask net.IPMask) netip.Prefix {
	addr, ok := netip.AddrFromSlice(ip)
	if !ok {
		return netip.Prefix{}
	}
	ones, bits := mask.Size()
	if bits != addr.BitLen() {
		ones = addr.BitLen()
	}
	return netip.PrefixFrom(addr, ones)
}

// What pcap.InactiveHandle.Activate returns has no exported type or value, so its
// text has to do.
const (
	textNoDevice  = "No Such Device"
	textDenied    = "Permission Denied"
	textNoPromisc = "Cannot set as promisc"
)

// anyDevice is Linux's device for all interfaces; it has no promiscuous mode.
const anyDevice = "any"

// Open starts a capture. The error wraps fs.ErrPermission when this user must not
// capture, and fs.ErrNotExist when there is no such device. Where promiscuous mode
// is asked for and not to be had, the capture goes on without and leaves a notice.
func Open(opts Options) (*Source, error) {
	opts, err := opts.check()
	if err != nil {
		return nil, err
	}
	promisc := opts.Promisc && opts.Interface != anyDevice
	h, err := activate(opts, promisc)
	if promisc && err != nil && err.Error() == textNoPromisc {
		promisc = false
		h, err = activate(opts, promisc)
	}
	if err != nil {
		return nil, fmt.Errorf("live capture on %s: %w", opts.Interface, err)
	}
	if opts.Filter != "" {
		if err := setFilter(h, opts.Filter); err != nil {
			h.Close()
			return nil, err
		}
	}
	s := newSource(&handle{h}, linkTypeOf(h), opts)
	if opts.Promisc && !promisc {
		s.notices = []dissect.Notice{{
			Kind: dissect.NoticeInfo, File: opts.Interface,
			Reason: "no promiscuous mode on this device: capturing without",
		}}
	}
	return s, nil
}

// activate opens the device. Timestamps are in nanoseconds wherever the device has
// them: gopacket always asks.
func activate(opts Options, promisc bool) (*pcap.Handle, error) {
	in, err := pcap.NewInactiveHandle(opts.Interface)
	if err != nil {
		return nil, err
	}
	defer in.CleanUp()
	if err := errors.Join(
		in.SetSnapLen(opts.SnapLen),
		in.SetPromisc(promisc),
		in.SetBufferSize(opts.Buffer),
		in.SetTimeout(opts.Timeout),
		in.SetImmediateMode(opts.Immediate),
	); err != nil {
		return nil, err
	}
	h, err := in.Activate()
	if err == nil {
		return h, nil
	}
	text := err.Error()
	detail := strings.TrimSpace(in.Error().Error()) // what libpcap has to say beyond its status
	switch text {
	case textNoDevice:
		err = fs.ErrNotExist
	case textDenied:
		err = fs.ErrPermission
	default:
		if text == textNoPromisc || detail == "" || strings.Contains(text, detail) {
			return nil, err
		}
	}
	if detail == "" {
		return nil, err
	}
	return nil, fmt.Errorf("%w: %s", err, detail)
}

// handle is the device that libpcap reads from.
type handle struct {
	pcap *pcap.Handle
}

var _ device = (*handle)(nil)

func (h *handle) read() (record, error) {
	data, ci, err := h.pcap.ZeroCopyReadPacketData()
	switch err {
	case nil:
		return h.record(data, ci), nil
	case pcap.NextErrorTimeoutExpired:
		return record{}, errQuiet
	case pcap.NextErrorReadError:
		return record{}, h.pcap.Error()
	}
	return record{}, err
}

func (h *handle) record(data []byte, ci gopacket.CaptureInfo) record {
	return record{time: ci.Timestamp.UnixNano(), data: data, wireLen: uint32(ci.Length)}
}

func (h *handle) counters() (counters, error) {
	st, err := h.pcap.Stats()
	if err != nil {
		return counters{}, err
	}
	return counters{
		received:         uint32(st.PacketsReceived),
		dropped:          uint32(st.PacketsDropped),
		interfaceDropped: uint32(st.PacketsIfDropped),
	}, nil
}

func (h *handle) close() { h.pcap.Close() }

// linkTypeOf returns the LINKTYPE_ value of what h delivers. gopacket keeps 8 bits of
// it; the others come from the list of the types that the device can deliver.
func linkTypeOf(h *pcap.Handle) uint32 {
	low := uint8(h.LinkType())
	dlt := int(low)
	if names, err := h.ListDataLinks(); err == nil {
		for _, n := range names {
			if v := pcap.DatalinkNameToVal(n.Name); v > 0xff && uint8(v) == low {
				dlt = v
			} else if v == int(low) {
				dlt = v
				break
			}
		}
	}
	return fromDLT(dlt)
}

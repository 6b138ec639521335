package dissect

import "net/netip"

// A HostAddr is an IPv4 or IPv6 address as 16 bytes in network byte order. IPv4
// addresses are held in their mapped form (::ffff:a.b.c.d), so that one type
// serves as a map key for both.
type HostAddr [16]byte

// Addr returns a as a netip.Addr; mapped IPv4 addresses come back as IPv4.
func (a HostAddr) Addr() netip.Addr { return netip.AddrFrom16(a).Unmap() }

// HostAddr4 is the mapped form of an IPv4 address in network byte order.
func HostAddr4(b [4]byte) HostAddr {
	return HostAddr{10: 0xff, 11: 0xff, 12: b[0], 13: b[1], 14: b[2], 15: b[3]}
}

// A PacketKind says what a source found in a frame.
type PacketKind uint8

// The kinds of packets.
const (
	PacketSkipped  PacketKind = iota // nothing that radissect reads; Packet.Skip says why
	PacketTCP                        // a TCP segment
	PacketUDP                        // a UDP datagram
	PacketFragment                   // one fragment of an IP datagram
)

// TCP flag bits as they lie in byte 13 of the TCP header (RFC 9293 3.1).
const (
	FIN uint8 = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
	ECE
	CWR
)

// A Packet is one captured frame whose link, network and transport headers
// have been located. Numbers are in host byte order.
type Packet struct {
	Time      int64  // nanoseconds since 1970-01-01 UTC
	Number    uint64 // frame number in its capture, from 1
	Data      []byte // the captured bytes; they belong to the Batch
	WireLen   uint32 // length on the wire in bytes, at least len(Data) in a sane capture
	Interface uint32 // index of the capture interface in its file
	LinkType  uint32 // LINKTYPE_ value, all 32 bits

	Kind     PacketKind
	Protocol uint8    // IP protocol number: of the payload, also for fragments
	Skip     string   // for PacketSkipped: the reason, one of a small fixed set of texts
	Src, Dst HostAddr // innermost IP addresses
	Hash     uint32   // of the unordered pair of hosts, without ports; equal for both directions and all fragments

	SrcPort, DstPort uint16
	Payload          uint32 // offset in Data of the transport payload, or of the fragment's payload
	PayloadLen       uint32 // captured bytes of it (link padding left out)
	Missing          uint32 // bytes of the payload that the headers promise and the capture cut off
	Whole            bool   // the frame was not cut, or by less than Missing: its headers are wrong, or a tool has cut it without a note

	Seq, Ack uint32 // TCP
	Flags    uint8  // TCP
	Window   uint16 // TCP, unscaled

	FragID   uint32 // IPv4 identification, or that of the IPv6 fragment header
	FragOff  uint32 // offset in bytes of the fragment's payload in its datagram
	FragMore bool   // more fragments follow

	Comments []string // of the capture itself (pcapng), mostly nil
}

// A NoticeKind says how much a Notice matters.
type NoticeKind uint8

// The kinds of notices.
const (
	NoticeInfo  NoticeKind = iota // odd but harmless: read on, exit status unchanged
	NoticeCut                     // the capture is cut short or damaged: exit status 3
	NoticeLimit                   // a limit was hit: exit status 4
)

// A Notice is what a source has to say about a capture itself.
type Notice struct {
	Kind   NoticeKind
	File   string
	Frame  uint64 // number of the last whole frame before the place, 0 for none
	Reason string // one line, no trailing period
}

// A CaptureInterface describes one interface of a capture file.
type CaptureInterface struct {
	ID       uint32
	LinkType uint32
	Name     string // may be empty
	SnapLen  uint32 // bytes, 0 for no limit
	// Resolution is the unit of its times as pcapng has it (if_tsresol): n for
	// 10^-n seconds, with the highest bit set for 2^-n. 0 stands for not known.
	Resolution uint8
}

// A CaptureInfo describes one capture file or live device.
type CaptureInfo struct {
	File       string
	Format     string // "pcap", "pcap-ns", "pcapng", "live"
	Bytes      int64  // size of the file as stored, 0 when not known
	Interfaces []CaptureInterface
}

// A Secret is the body of one pcapng decryption secrets block.
type Secret struct {
	Type uint32 // secrets type: 0x544c534b for a TLS key log
	Data []byte
}

// A Batch is what a Source hands over at a time. It owns the bytes of its
// packets: Data of every Packet points into Buf, or into memory that stays
// untouched until the batch is filled again.
type Batch struct {
	Buf     []byte   // storage for the source to read into; its capacity is kept
	Packets []Packet // in the order of the capture
	Secrets []Secret // secrets read up to the end of this batch; their Data is not reused
	Notices []Notice
}

// Reset empties b and keeps its storage.
func (b *Batch) Reset() {
	b.Packets = b.Packets[:0]
	b.Secrets = nil
	b.Notices = nil
}

// A Source yields the packets of one capture. It is used from one goroutine.
type Source interface {
	// Fill resets b and fills it with the next packets: about 512 packets or
	// as many as fit into the storage of b, and at least one unless the source
	// ends. A live source returns after a short wait, with what there is. It
	// returns io.EOF after the last packet (b may hold packets then as well),
	// and another error when nothing more can be read.
	Fill(b *Batch) error
	// Info describes the capture as far as it has been read.
	Info() CaptureInfo
	// Close releases the file or device.
	Close() error
}

package bulk

import "strconv"

// A Reason says what was wrong with a compressed packet. It is an error itself,
// so that errors.Is(err, bulk.HistoryLost) works on what Decode returns.
type Reason uint8

// The reasons of a failure.
const (
	// HistoryLost: the data refers to a history that is not known, because of
	// a gap in the capture or an earlier failure. It says nothing about the
	// sender.
	HistoryLost Reason = iota + 1
	// HistoryOverrun: the data runs over the end of the history. The sender
	// MUST go back to the front instead (MS-RDPBCGR 3.1.8.1, MS-RDPEGDI
	// 3.1.8.1.1 and 3.1.8.2.1). Rule RDP-3.1.8.1-1.
	HistoryOverrun
	// BadMatch: the offset or length of a match is none that the format allows
	// (MS-RDPBCGR 3.1.8.2, MS-RDPEGDI 3.1.8.2.2, MS-RDPEGFX 3.1.9.1.2.4).
	// Rule RDP-3.1.8.2-1.
	BadMatch
	// BadCode: a bit sequence that the code tables do not have.
	BadCode
	// Truncated: the input ends inside a code, a header or before the end mark.
	Truncated
	// TooLong: the output is larger than the format allows, or than [ZGFX.Limit].
	TooLong
	// BadFlags: flags that contradict each other, or a front flag where there
	// is no half history to slide (MS-RDPEGDI 3.1.8.1.3 and 3.1.8.2.2.2).
	BadFlags
	// BadSize: the segments do not add up to uncompressedSize (MS-RDPEGFX
	// 3.1.9.1.2.1).
	BadSize
	// UnknownType: no compression type of ours.
	UnknownType
)

var reasonTexts = [...]string{
	HistoryLost:    "history lost",
	HistoryOverrun: "history overrun",
	BadMatch:       "invalid match",
	BadCode:        "invalid code",
	Truncated:      "truncated",
	TooLong:        "output too long",
	BadFlags:       "invalid flags",
	BadSize:        "size mismatch",
	UnknownType:    "unknown compression type",
}

// Error returns the reason in words.
func (r Reason) Error() string {
	if int(r) < len(reasonTexts) && reasonTexts[r] != "" {
		return reasonTexts[r]
	}
	return "reason " + strconv.Itoa(int(r))
}

// An Error is a packet that could not be decompressed.
type Error struct {
	Reason Reason
	// Offset is where in the input the broken item starts, in bytes. For bit
	// streams it is the byte with the first bit of the code. In the matches
	// and literals of RDP 6.1 with inner compression, which have no place of
	// their own in the input, it is the offset in the data that the inner
	// (RDP 5.0) decompression gave; then Inner is set.
	Offset int
	// Inner is set when Offset counts in the output of the inner compression.
	Inner bool
}

// Error returns the reason and the place in words.
func (e *Error) Error() string {
	s := "bulk: " + e.Reason.Error() + " at offset " + strconv.Itoa(e.Offset)
	if e.Inner {
		s += " of the inner data"
	}
	return s
}

// Unwrap returns the Reason.
func (e *Error) Unwrap() error { return e.Reason }

package http2

import (
	"strconv"

	"golang.org/x/net/http2/hpack"

	"github.com/radissect/radissect/dissect"
)

const (
	// maxBlock is the longest field block that is put together, in bytes. A
	// sender that never ends one (CONTINUATION flood) is cut off here.
	maxBlock = 256 << 10
	// maxList is the largest list of fields that is handed on, in the sizes of
	// RFC 7541 4.1. A block of a few bytes can name a large entry of the table
	// again and again. Servers refuse heads of more than 8 to 64 KiB.
	maxList = 64 << 10
	// maxShown is how many representations of a block are shown one by one. They
	// may have one byte each; real ones are a few dozen.
	maxShown = 1024
)

// decodeBlock shows a field block, representation by representation.
func (h *handler) decodeBlock(c *dissect.Cursor) {
	c.Is(kindBlock)
	b := c.Peek()
	for at, n := 0, 0; at < len(b); n++ {
		r, f := read(b, at)
		if f != faultNone {
			rule := BlockEnd
			if f == faultInteger {
				rule = Integer
			}
			c.Report(rule, at, len(b)-at, "")
			c.Closed(fUnread, c.Left())
			return
		}
		if n < maxShown {
			show(c, &r)
		}
		at = r.end
	}
	if n := c.Left(); n > 0 {
		c.Closed(fFurther, n)
	}
	c.Held(BlockEnd)
	c.Held(Integer)
}

// groups are the fields of the forms.
var groups = [...]*dissect.Field{
	formIndexed: fIndexed, formIncremental: fIncremental, formWithout: fWithout, formNever: fNever, formSize: fSizeUpdate,
}

func show(c *dissect.Cursor, r *representation) {
	c.Enter(groups[r.form])
	c.Bytes(fInteger, r.head)
	switch r.form {
	case formSize:
		c.Note(fMaxSize, r.index)
	case formIndexed:
		c.Note(fIndex, r.index)
	default:
		c.Note(fNameIndex, r.index)
		if r.index == 0 {
			showLiteral(c, &r.name, fNameLength, fName, fNameCoded)
		}
		showLiteral(c, &r.value, fValueLen, fString, fStringCoded)
	}
	c.Leave()
}

func showLiteral(c *dissect.Cursor, l *literal, length, plain, coded *dissect.Field) {
	c.Bytes(fInteger, l.head)
	c.Note(length, uint64(l.n))
	if l.n == 0 {
		return
	}
	if l.huffman {
		c.Bytes(coded, l.n)
	} else {
		c.Bytes(plain, l.n)
	}
}

// A line is one field line of a section.
type line struct {
	name, value string
	unnamed     bool // it refers to an entry that was lost
	noValue     bool // so does its value
	off, n      int  // of its representation
}

// resolve reads the field lines that a block stands for, and changes the
// dynamic table as it says. ok is false where the block broke off, after which
// the table is lost.
func (h *handler) resolve(x *dissect.Context, hf *half) (list []line, ok bool) {
	b := x.Bytes()
	t := &hf.table
	size, lost, limited, first := 0, 0, false, true
	list = h.list[:0]
	for at := 0; at < len(b); {
		r, f := read(b, at)
		if f != faultNone {
			t.lose()
			return list, false
		}
		l := line{off: at, n: r.end - at}
		off := at
		at = r.end
		if r.form == formSize {
			x.Require(first, SizePlace, off, l.n, "")
			h.resize(x, hf, r.index, off, l.n)
			continue
		}
		first = false
		if r.form == formIndexed || r.index > 0 {
			e, how := t.at(r.index)
			switch how {
			case foundNone:
				x.Report(Index, off, l.n, "index "+strconv.FormatUint(r.index, 10)+" of "+strconv.Itoa(len(static)-1+len(t.list)))
				t.lose()
				return list, false
			case foundLost:
				lost++
				l.unnamed, l.noValue = true, true
			default:
				x.Held(Index)
				l.name, l.value, l.unnamed = e.name, e.value, e.unnamed
			}
		} else if l.name, ok = text(b, &r.name); !ok {
			x.Report(Huffman, r.name.at, r.name.head+r.name.n, "")
			t.lose()
			return list, false
		}
		if r.form != formIndexed {
			l.noValue = false
			if l.value, ok = text(b, &r.value); !ok {
				x.Report(Huffman, r.value.at, r.value.head+r.value.n, "")
				t.lose()
				return list, false
			}
			if r.name.huffman || r.value.huffman {
				x.Held(Huffman)
			}
		}
		if r.form == formIncremental {
			t.add(entry{name: l.name, value: l.value, unnamed: l.unnamed})
		}
		if size += len(l.name) + len(l.value) + 32; size > maxList {
			limited = true
			continue
		}
		list = append(list, l)
	}
	if lost > 0 {
		x.Report(Lost, 0, len(b), count(lost, "field refers", "fields refer")+" to the dynamic table of before")
	}
	if limited {
		x.Report(ListLimit, 0, len(b), strconv.Itoa(size)+" bytes")
	}
	return list, true
}

func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}

// text is what a string literal says.
func text(b []byte, l *literal) (string, bool) {
	if !l.huffman {
		return string(l.of(b)), true
	}
	s, err := hpack.HuffmanDecodeToString(l.of(b))
	return s, err == nil
}

// resize takes in a dynamic table size update, RFC 7541 6.3.
func (h *handler) resize(x *dissect.Context, hf *half, size uint64, off, n int) {
	allowed := uint64(max(hf.allowed, hf.pending))
	if !hf.unsure {
		x.Require(size <= allowed, SizeAllowed, off, n, strconv.FormatUint(size, 10)+", of "+strconv.FormatUint(allowed, 10))
	}
	if size > maxTable {
		x.Report(TableLimit, off, n, strconv.FormatUint(size, 10)+" bytes")
		hf.table.lost = true
		size = maxTable
	}
	hf.table.resize(int(size))
}

package keys

import (
	"bytes"
	"io"
	"os"
)

// SecretsTypeTLSKeyLog is the type of a pcapng decryption secrets block that
// holds a TLS key log ("TLSK", draft-ietf-opsawg-pcapng, "Decryption Secrets
// Block").
const SecretsTypeTLSKeyLog = 0x544c534b

const (
	// readChunk is how much of a key log is read at a time.
	readChunk = 256 << 10
	// publishAfter is how many entries of a key log are collected before
	// readers see them, or half as many as there are, whichever is more: larger
	// batches are merged less often.
	publishAfter = 1 << 16
	// maxKeyLogFile is the longest key log file that is read, in bytes. The
	// default limit of entries is reached long before.
	maxKeyLogFile = 2 << 30
)

// A Report counts what one key log held. Counts add up over all reads of the
// same name.
type Report struct {
	Name       string
	Lines      int   // all lines, from 1
	Entries    int   // new secrets
	Duplicates int   // secrets that were there already, the same
	Replaced   int   // secrets that took the place of a different one
	Unknown    int   // lines with a label that is not known
	Bad        int   // lines that are none of a key log
	FirstBad   int   // number of the first bad line, 0 for none
	Dropped    int   // secrets left out because of the limit
	Rotated    int   // how often the file was replaced or cut off (followed files)
	Truncated  bool  // the file is longer than what is read of one
	LastError  error // of the last Poll of a followed file
}

// Reports returns the counts of every key log so far, in the order given.
func (s *Store) Reports() []Report {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Report, len(s.reports))
	for i, r := range s.reports {
		all[i] = *r
	}
	return all
}

// report returns the counts kept for name. The caller holds s.mu.
func (s *Store) report(name string) *Report {
	for _, r := range s.reports {
		if r.Name == name {
			return r
		}
	}
	r := &Report{Name: name}
	s.reports = append(s.reports, r)
	return r
}

// AddKeyLog adds a whole key log, such as the body of a pcapng secrets block;
// its last line needs no line end. The name says where it comes from. Bad
// lines are counted and never an error; the error is a *LimitError or nil.
// The Report is the sum for this name.
func (s *Store) AddKeyLog(name string, data []byte) (Report, error) {
	b := newLogReader(s, name)
	b.write(data)
	b.finish()
	return b.publish()
}

// AddSecretsBlock adds the body of a pcapng decryption secrets block. It
// reports false for a type of secrets that is not read.
func (s *Store) AddSecretsBlock(name string, secretsType uint32, data []byte) (bool, error) {
	if secretsType != SecretsTypeTLSKeyLog {
		return false, nil
	}
	_, err := s.AddKeyLog(name, data)
	return true, err
}

// AddKeyLogFile adds a key log file as it is now. Anything that can be read
// will do, pipes included. The name is shown in place of the path when it is
// not empty.
func (s *Store) AddKeyLogFile(path, name string) (Report, error) {
	if name == "" {
		name = path
	}
	f, err := os.Open(path)
	if err != nil {
		return Report{Name: name}, err
	}
	defer f.Close()
	b := newLogReader(s, name)
	n, err := b.readFrom(f, maxKeyLogFile)
	b.finish()
	if n == maxKeyLogFile {
		b.count.Truncated = true
	}
	r, limit := b.publish()
	if err == nil {
		err = limit
	}
	return r, err
}

// A pending entry has been parsed and not yet published.
type pending struct {
	key      logKey
	off, len int // of the secret in the arena
}

// A logReader turns bytes of one key log into published secrets. It keeps a
// line that is not complete for later. It is used from one goroutine.
type logReader struct {
	store    *Store
	name     string
	tail     []byte // the start of a line whose end has not come
	skipping bool   // the line is too long: its end is waited for
	started  bool   // the first line has been seen
	entries  []pending
	arena    []byte
	count    Report // not yet published
	lines    int    // of the file being read

	published bool // at least once, so that the store knows the name
	dropped   int  // not yet returned as an error
	cut       bool // the same for a file that is too long
}

func newLogReader(s *Store, name string) *logReader {
	return &logReader{store: s, name: name}
}

// write takes the next bytes.
func (r *logReader) write(b []byte) {
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			r.keep(b)
			return
		}
		line := b[:i]
		if len(r.tail) > 0 && !r.skipping {
			r.keep(line)
			line = r.tail
		}
		if r.skipping {
			r.bad()
		} else {
			r.line(line)
		}
		r.tail, r.skipping = r.tail[:0], false
		b = b[i+1:]
	}
}

// keep appends to the incomplete line, up to what a line can have.
func (r *logReader) keep(b []byte) {
	if r.skipping {
		return
	}
	if len(r.tail)+len(b) > maxLineLen {
		r.tail, r.skipping = r.tail[:0], true
		return
	}
	r.tail = append(r.tail, b...)
}

// finish takes what is left as the last line.
func (r *logReader) finish() {
	if r.skipping {
		r.bad()
	} else if len(r.tail) > 0 {
		r.line(r.tail)
	}
	r.tail, r.skipping = r.tail[:0], false
}

// restart is for another file of the same name: lines count from 1 again.
func (r *logReader) restart() {
	r.tail, r.skipping, r.started, r.lines = r.tail[:0], false, false, 0
}

func (r *logReader) bad() {
	r.lines++
	r.count.Lines++
	r.started = true
	r.noteBad()
}

func (r *logReader) noteBad() {
	r.count.Bad++
	if r.count.FirstBad == 0 {
		r.count.FirstBad = r.lines
	}
}

func (r *logReader) line(b []byte) {
	if len(b) > maxLineLen {
		r.bad()
		return
	}
	r.lines++
	r.count.Lines++
	if !r.started {
		b = bytes.TrimPrefix(b, byteOrderMark)
		r.started = true
	}
	key, arena, what := parseLine(b, r.arena)
	switch what {
	case lineEntry:
		r.entries = append(r.entries, pending{key, len(r.arena), len(arena) - len(r.arena)})
		r.arena = arena
		if len(r.entries) >= max(publishAfter, r.store.Snapshot().KeyLogEntries()/2) {
			r.flush()
		}
	case lineUnknown:
		r.count.Unknown++
	case lineBad:
		r.noteBad()
	}
}

// readFrom reads up to limit bytes and returns how many were read. The end of the file is no error.
func (r *logReader) readFrom(f io.Reader, limit int64) (int64, error) {
	buf := make([]byte, min(readChunk, limit))
	var total int64
	for total < limit {
		n, err := f.Read(buf[:min(int64(len(buf)), limit-total)])
		r.write(buf[:n])
		total += int64(n)
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// publish hands what has been parsed to the store and returns the sum of all
// counts of this name, with an error if a limit was hit since the last call.
func (r *logReader) publish() (Report, error) {
	sum := r.flush()
	dropped, cut := r.dropped, r.cut
	r.dropped, r.cut = 0, false
	switch {
	case dropped > 0:
		return sum, &LimitError{Kind: KindKeyLog, Name: r.name, Limit: r.store.maxKeyLog(), Dropped: dropped}
	case cut:
		return sum, &LimitError{Kind: KindKeyLog, Name: r.name, Limit: maxKeyLogFile, Bytes: true, Dropped: 1}
	}
	return sum, nil
}

// flush is publish without an error: what was dropped is kept for the next one.
func (r *logReader) flush() Report {
	s := r.store
	s.mu.Lock()
	defer s.mu.Unlock()
	sum := s.report(r.name)
	if r.count == (Report{}) && r.published {
		return *sum
	}
	r.published = true
	next := *s.Snapshot()
	origin := next.origin(KindKeyLog, r.name)
	r.insert(&next, origin)
	s.snap.Store(&next)

	sum.Lines += r.count.Lines
	sum.Entries += r.count.Entries
	sum.Duplicates += r.count.Duplicates
	sum.Replaced += r.count.Replaced
	sum.Unknown += r.count.Unknown
	sum.Bad += r.count.Bad
	if sum.FirstBad == 0 {
		sum.FirstBad = r.count.FirstBad
	}
	sum.Dropped += r.count.Dropped
	sum.Rotated += r.count.Rotated
	r.dropped += r.count.Dropped
	r.cut = r.cut || r.count.Truncated && !sum.Truncated
	sum.Truncated = sum.Truncated || r.count.Truncated
	r.count = Report{}
	r.entries, r.arena = r.entries[:0], r.arena[:0]
	return *sum
}

// insert adds the parsed entries to next as one layer.
func (r *logReader) insert(next *Snapshot, origin *Origin) {
	if len(r.entries) == 0 {
		return
	}
	text := string(r.arena) // one copy, shared by all secrets of the batch
	slab := make([]string, len(r.entries))
	layer := make(map[logKey]logEntry, len(r.entries))
	room := r.store.maxKeyLog() - next.log.n
	fresh := 0
	for i := range r.entries {
		p := &r.entries[i]
		value := text[p.off : p.off+p.len]
		old, ok := layer[p.key]
		if !ok {
			old, ok = next.log.get(&p.key)
		}
		switch {
		case !ok && fresh >= room:
			r.count.Dropped++
			continue
		case !ok:
			fresh++
			r.count.Entries++
		case *old.value == value:
			r.count.Duplicates++
			continue
		default:
			r.count.Replaced++
		}
		slab[i] = value
		layer[p.key] = logEntry{&slab[i], origin}
	}
	next.log = next.log.with(layer, fresh)
}

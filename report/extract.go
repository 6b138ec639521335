package report

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

const (
	// maxArtifacts is how many files are written in one run.
	maxArtifacts = 100_000
	// maxOpen is how many of them are open at once; the others are opened again
	// when more comes.
	maxOpen = 64
	// maxArtifactFrames is how many frames are listed for one artifact, and
	// maxAllFrames for all of them.
	maxArtifactFrames = 4096
	maxAllFrames      = 4 << 20
	// maxListed is how many artifacts the text lists; the manifest has all.
	maxListed = 1000
)

// ErrNotEmpty says that the folder to extract into holds something already.
var ErrNotEmpty = errors.New("the folder is not empty")

// An Extract is a sink that writes artifacts into files of a folder, one folder
// inside of it for each kind, and manifest.json beside them. It never writes
// outside of the folder, whatever links stand in it, and never into a file that
// was there before: names that are taken get a number. At the end it lists what
// was written.
type Extract struct {
	// Dropped is how many artifacts were left out because there were too many.
	// It is known after Close.
	Dropped uint64

	base
	p       *palette
	w       io.Writer
	json    *jsonSink // nil for text
	dir     string
	root    *os.Root
	list    []*extracted
	by      map[*dissect.Artifact]*extracted // those that go on
	open    []*extracted                     // used last at the end
	taken   map[string]int                   // the last number of a name, in lower case
	folders map[string]bool
	chats   map[uint64]bool // conversations whose chat came as an artifact
	files   []string        // captures
	frames  int             // listed so far
	dropped uint64          // the number of the artifact that was left out last
	err     error
}

var (
	_ dissect.Sink    = (*Extract)(nil)
	_ dissect.Stopper = (*Extract)(nil)
)

// An extracted is one artifact on its way into a file.
type extracted struct {
	kind, name string
	capture    string
	conv       *dissect.Conversation
	session    *dissect.SessionRecord
	path       string // in the folder, with slashes
	size, lost uint64
	sum        hash.Hash
	frames     []uint64
	unlisted   uint64 // frames beyond the limit
	partial    bool
	ended      bool
	file       *os.File // nil while it is closed
}

// NewExtract opens dir and makes it where it does not exist. Unless force is set
// it has to be empty; else the error is ErrNotEmpty. Records instead of text go
// to w where records is set.
func NewExtract(w io.Writer, dir string, force, records bool, o Options) (*Extract, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if !force {
		if err := empty(root); err != nil {
			root.Close()
			return nil, err
		}
	}
	x := &Extract{
		base: newBase(o), p: newPalette(o.Color), w: w, dir: dir, root: root,
		by: map[*dissect.Artifact]*extracted{}, taken: map[string]int{}, folders: map[string]bool{}, chats: map[uint64]bool{},
	}
	if records {
		x.json = &jsonSink{base: newBase(o), w: w}
		x.json.more = func(dst []byte) []byte {
			for _, e := range x.list {
				dst = x.json.end(x.appendArtifact(x.json.begin(dst), e))
			}
			return dst
		}
	}
	return x, nil
}

// empty is ErrNotEmpty where a folder holds something.
func empty(root *os.Root) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	switch _, err := f.Readdirnames(1); err {
	case io.EOF:
		return nil
	case nil:
		return ErrNotEmpty
	default:
		return err
	}
}

// Want implements dissect.Sink.
func (x *Extract) Want() dissect.Want { return dissect.Want{Artifacts: true, Sessions: true} }

// Done implements dissect.Stopper.
func (x *Extract) Done() bool { return x.err != nil }

// Accept implements dissect.Sink. Everything is done here, in the order of the
// capture; nothing is left to be rendered.
func (x *Extract) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		x.file = ev.Capture.File
		x.files = append(x.files, x.file)
	case dissect.EventArtifact:
		if x.err == nil {
			x.err = x.part(ev.Part)
		}
	case dissect.EventSession:
		if x.err == nil {
			x.err = x.transcript(ev.Session)
		}
	}
	return false
}

// part takes the next piece of an artifact.
func (x *Extract) part(p *dissect.ArtifactPart) error {
	a := p.Artifact
	e := x.by[a]
	if e == nil {
		if len(x.list) >= maxArtifacts {
			if a.ID != x.dropped {
				x.dropped = a.ID
				x.Dropped++
			}
			return nil
		}
		var err error
		if e, err = x.create(a.Kind, a.Name, a.Conv); err != nil {
			return err
		}
		x.by[a] = e
	}
	e.session = a.Session
	if a.Kind == "chat" && a.Conv != nil {
		x.chats[a.Conv.ID] = true
	}
	e.lost += p.Lost
	x.origin(e, p.Frames)
	if err := x.write(e, p.Data); err != nil {
		return err
	}
	if !p.End {
		return nil
	}
	delete(x.by, a)
	return x.finish(e, p.Partial)
}

// origin adds frames to the list of an artifact.
func (x *Extract) origin(e *extracted, frames []uint64) {
	for _, f := range frames {
		switch n := len(e.frames); {
		case n > 0 && f == e.frames[n-1]:
		case n >= maxArtifactFrames || x.frames >= maxAllFrames:
			e.unlisted++
		default:
			e.frames = append(e.frames, f)
			x.frames++
		}
	}
}

// create makes the file of a new artifact.
func (x *Extract) create(kind, name string, conv *dissect.Conversation) (*extracted, error) {
	e := &extracted{kind: kind, name: strings.Clone(name), capture: x.file, conv: conv, sum: sha256.New()}
	folder := SafeName(kind)
	if !x.folders[folder] {
		if err := x.root.Mkdir(folder, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return nil, err
		}
		x.folders[folder] = true
	}
	if name == "" {
		name = kind
	}
	f, path, err := x.fresh(folder + "/" + SafeName(name))
	if err != nil {
		return nil, err
	}
	e.path = path
	x.list = append(x.list, e)
	return e, x.opened(e, f)
}

// fresh makes a file that is not there yet: with this path, or with a number
// before its extension.
func (x *Extract) fresh(path string) (*os.File, string, error) {
	k := strings.ToLower(path) // many systems do not tell a from A
	for {
		n := x.taken[k] + 1
		x.taken[k] = n
		try := path
		if n > 1 {
			slash := strings.LastIndexByte(path, '/') + 1
			try = path[:slash] + numbered(path[slash:], strconv.Itoa(n))
			if x.taken[strings.ToLower(try)] > 0 {
				continue
			}
			x.taken[strings.ToLower(try)] = 1
		}
		f, err := x.root.OpenFile(try, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, os.ErrExist) {
			return f, try, err
		}
	}
}

// opened notes that e has an open file, and closes the one that was used least
// lately where there are too many.
func (x *Extract) opened(e *extracted, f *os.File) error {
	e.file = f
	x.open = append(x.open, e)
	if len(x.open) <= maxOpen {
		return nil
	}
	return x.close(x.open[0])
}

// close closes the file of e until more comes.
func (x *Extract) close(e *extracted) error {
	for i, o := range x.open {
		if o == e {
			x.open = append(x.open[:i], x.open[i+1:]...)
			break
		}
	}
	f := e.file
	e.file = nil
	if f == nil {
		return nil
	}
	return f.Close()
}

// write appends bytes to the file of e.
func (x *Extract) write(e *extracted, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if e.file == nil {
		f, err := x.root.OpenFile(e.path, os.O_WRONLY|os.O_APPEND, 0)
		if err == nil {
			err = x.opened(e, f)
		}
		if err != nil {
			return err
		}
	}
	e.size += uint64(len(b))
	e.sum.Write(b)
	_, err := e.file.Write(b)
	return err
}

// finish closes an artifact of which nothing more comes.
func (x *Extract) finish(e *extracted, partial bool) error {
	e.ended, e.partial = true, partial || e.lost > 0
	return x.close(e)
}

// transcript writes the chat of a session where no decoder has done so.
func (x *Extract) transcript(r *dissect.SessionRecord) error {
	if r.Live || len(r.Chat) == 0 || len(x.list) >= maxArtifacts {
		return nil
	}
	var conv *dissect.Conversation
	for _, c := range r.Conversations {
		if x.chats[c.ID] {
			return nil
		}
		conv = c
	}
	e, err := x.create("chat", "session-"+strconv.FormatUint(r.ID, 10)+".txt", conv)
	if err != nil {
		return err
	}
	e.session = r
	names := map[string]string{}
	for _, p := range r.Parties {
		names[p.Role] = p.Name
	}
	var b []byte
	for i := range r.Chat {
		l := &r.Chat[i]
		b = append(appendTime(b, l.Time), "  "...)
		b = AppendEscaped(b, l.From)
		if name := names[l.From]; name != "" {
			b = append(b, " ("...)
			b = append(AppendEscaped(b, name), ')')
		}
		b = append(b, ": "...)
		b = append(AppendEscaped(b, l.Text), '\n')
		if len(b) > 1<<16 {
			if err := x.write(e, b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	if err := x.write(e, b); err != nil {
		return err
	}
	return x.finish(e, r.Dropped > 0)
}

// Render implements dissect.Sink; there is nothing to be rendered.
func (x *Extract) Render(dst []byte, _ *dissect.Event) []byte { return dst }

// Write implements dissect.Sink.
func (x *Extract) Write(p []byte) (int, error) { return len(p), nil }

// Close implements dissect.Sink: it ends what goes on, writes the manifest and
// lists everything.
func (x *Extract) Close(sum *dissect.Summary) error {
	defer x.root.Close()
	for _, e := range x.list {
		if !e.ended {
			if err := x.finish(e, true); err != nil && x.err == nil {
				x.err = err
			}
		}
	}
	if err := x.manifest(); err != nil && x.err == nil {
		x.err = err
	}
	var err error
	if x.json != nil {
		err = x.json.Close(sum)
	} else {
		err = x.summary(sum)
	}
	if x.err == nil {
		x.err = err
	}
	return x.err
}

// manifest writes manifest.json.
func (x *Extract) manifest() error {
	f, _, err := x.fresh("manifest.json")
	if err != nil {
		return err
	}
	b := append([]byte(nil), `{"captures":[`...)
	for i, name := range x.files {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendJSON(b, name)
	}
	b = append(b, `],"artifacts":[`...)
	for i, e := range x.list {
		if i > 0 {
			b = append(b, ',')
		}
		b = x.appendArtifact(append(b, '\n'), e)
		if len(b) > 1<<16 && err == nil {
			_, err = f.Write(b)
			b = b[:0]
		}
	}
	if err == nil {
		_, err = f.Write(append(b, "\n]}\n"...))
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// appendArtifact appends the record of one artifact.
func (x *Extract) appendArtifact(dst []byte, e *extracted) []byte {
	dst = append(dst, `{"type":"artifact"`...)
	dst = appendJSON(key(dst, "kind"), e.kind)
	dst = text(dst, "name", e.name)
	dst = number(dst, "bytes", e.size)
	var room [2 * sha256.Size]byte
	dst = text(dst, "sha256", hex.AppendEncode(room[:0], e.sum.Sum(nil)))
	if e.session != nil && e.session.ID > 0 {
		dst = number(dst, "session", e.session.ID)
	}
	dst = numbers(dst, "frames", e.frames)
	if e.unlisted > 0 {
		dst = number(dst, "unlisted", e.unlisted)
	}
	if e.conv != nil {
		dst = number(dst, "conversation", e.conv.ID)
	}
	dst = text(dst, "path", e.path)
	dst = whenTrue(dst, "partial", e.partial)
	if e.lost > 0 {
		dst = number(dst, "lost", e.lost)
	}
	if x.opt.Several {
		dst = text(dst, "file", e.capture)
	}
	return append(dst, '}')
}

// summary writes the text: a table, and the total.
func (x *Extract) summary(sum *dissect.Summary) error {
	var rows [][]string
	var bytes uint64
	for i, e := range x.list {
		bytes += e.size
		if i >= maxListed {
			continue
		}
		session := ""
		if e.session != nil && e.session.ID > 0 {
			session = strconv.FormatUint(e.session.ID, 10)
		}
		state := ""
		if e.partial {
			state = x.p.warn.in("partial")
		}
		rows = append(rows, []string{Escape(e.kind), grouped(e.size), session, state, Escape(e.path)})
	}
	columns := []column{{"kind", false}, {"bytes", true}, {"session", true}, {"", false}, {"file", false}}
	dst := appendTable(nil, x.p, columns, fit(x.opt.Width, columns, rows))
	if n := len(x.list) - len(rows); n > 0 {
		dst = append(dst, "  "...)
		dst = append(dst, x.p.dim.in("… and "+grouped(uint64(n))+" more, which the manifest lists")...)
		dst = append(dst, '\n')
	}
	dst = appendAside(dst, x.p, &x.opt, sum)
	if len(dst) > 0 {
		dst = append(dst, '\n')
		if dst[0] == '\n' {
			dst = dst[1:]
		}
	}
	what := "nothing to extract"
	if len(x.list) > 0 {
		what = counted(uint64(len(x.list)), "file", "files") + " with " + counted(bytes, "byte", "bytes") + " in " + Escape(x.dir)
	}
	dst = appendSentence(dst, []string{
		what + " from " + counted(uint64(sum.Files), "capture", "captures"), counted(sum.Packets, "packet", "packets"),
	}, x.opt.Width)
	_, err := x.w.Write(dst)
	return err
}

package dissect

import (
	"context"

	"github.com/radissect/radissect/reassembly"
)

// A Direct hands bytes to one protocol without any packets below them: messages
// taken from a log, from another tool, or written by hand in a test. Every call
// counts as one frame. It is used by one goroutine.
type Direct struct {
	r    *run
	rd   *round
	conv *Conversation
	p    *Protocol
	off  [2]uint64
	maps [2]reassembly.Map
	via  string
}

// NewDirect begins a conversation whose outermost protocol is p. The protocols
// that p hands on to are looked up in reg, which has to hold p as well.
func NewDirect(reg *Registry, p *Protocol, sink Sink, opt Options) *Direct {
	opt.Workers = 1
	eng := New(reg, opt)
	d := &Direct{r: &run{eng: eng, sink: sink, want: sink.Want(), ctx: context.Background(), shown: map[*Rule]int{}}, p: p}
	sh := newShard(eng, d.r.want)
	d.r.shards = []*shard{sh}
	d.rd = &round{parts: make([][]uint32, 1), outs: make([]output, 1)}
	d.conv = &Conversation{
		Transport: "tcp", sh: sh, class: classPlain, key: flowKey{proto: 6},
		Client: Endpoint{HostAddr4([4]byte{192, 0, 2, 1}), 49152},
		Server: Endpoint{HostAddr4([4]byte{192, 0, 2, 2}), 3389},
	}
	d.conv.root.conv = d.conv
	for i := range d.maps {
		d.conv.root.half[i].m = &d.maps[i]
	}
	d.begin(nil)
	sh.flows[d.conv.key] = d.conv
	sh.ages[d.conv.class].push(d.conv)
	sh.begun++
	sh.emit(Event{Kind: eventConvStart, Conv: d.conv})
	d.r.merge(d.rd)
	d.rd.outs[0].reset()
	d.conv.root.bind(p)
	return d
}

// Conversation is the conversation that everything belongs to.
func (d *Direct) Conversation() *Conversation { return d.conv }

// Via says on which virtual channel the messages come.
func (d *Direct) Via(channel string) { d.via = channel }

// begin makes a round of one packet that holds b.
func (d *Direct) begin(b []byte) *shard {
	sh := d.r.shards[0]
	d.r.packets++
	d.rd.batch.Packets = append(d.rd.batch.Packets[:0], Packet{Time: int64(d.r.packets) * 1e6, Number: d.r.packets, Data: b})
	d.rd.msgs = append(d.rd.msgs[:0], 0)
	d.rd.clock = append(d.rd.clock[:0], 0)
	if k := d.r.eng.opt.Keys; k != nil {
		d.rd.secrets = k.View()
	}
	sh.rd, sh.out = d.rd, &d.rd.outs[0]
	sh.pkt, sh.msgs, sh.now, sh.frame = 0, 0, int64(d.r.packets)*1e6, d.r.packets
	return sh
}

func (d *Direct) finish(sh *shard) error {
	sh.charge(d.conv, false)
	d.rd.msgs[0] = sh.msgs
	d.r.merge(d.rd)
	return d.r.write(d.rd)
}

// Message hands over one whole message.
func (d *Direct) Message(dir Dir, b []byte) error {
	sh := d.begin(b)
	sh.gram.Reset()
	sh.gram.Add(0, d.r.packets, 0, uint32(len(b)))
	sh.message(&call{conv: d.conv, lane: &d.conv.root, dir: dir, proto: d.p, b: b, m: &sh.gram, channel: d.via})
	return d.finish(sh)
}

// Stream hands over the next bytes of one direction of a stream.
func (d *Direct) Stream(dir Dir, b []byte) error {
	sh := d.begin(b)
	d.maps[dir].Add(d.off[dir], d.r.packets, 0, uint32(len(b)))
	off := d.off[dir]
	d.off[dir] += uint64(len(b))
	d.conv.root.data(sh, dir, off, b)
	return d.finish(sh)
}

// Gap says that n bytes of one direction of the stream are lost.
func (d *Direct) Gap(dir Dir, n uint64) error {
	sh := d.begin(nil)
	d.conv.lost[dir] += n
	d.conv.root.gap(sh, dir, d.off[dir], n)
	d.off[dir] += n
	return d.finish(sh)
}

// Missed says that the start of the conversation was not captured.
func (d *Direct) Missed() {
	d.conv.missed = [2]bool{true, true}
}

// Close ends the conversation and closes the sink.
func (d *Direct) Close() (*Summary, error) {
	sh := d.begin(nil)
	sh.pkt = 1
	sh.cur = d.conv
	sh.flush()
	err := d.finish(sh)
	s := d.r.summary()
	if cerr := d.r.sink.Close(s); err == nil {
		err = cerr
	}
	return s, err
}

// A Breach is one finding of a single decode.
type Breach struct {
	Rule     *Rule
	Field    *Field // nil where the rule is not about one field
	Off, Len int    // of what is wrong, in bytes of the message
	Detail   string // what was found; may hold captured text, not escaped
}

// Decode reads one message and lets nothing take effect: the state of the
// conversation stays as it is. It records into t unless that is nil, and
// returns what the message is and what it breaks.
func (d *Direct) Decode(dir Dir, b []byte, t *Tree) (*Kind, []Breach) {
	lv := d.decode(dir, b, t)
	return lv.d.kind, lv.d.breaches(b)
}

// Plain reads one message as a run without any output would, and lets nothing
// take effect. It allocates nothing that the decoder does not.
func (d *Direct) Plain(dir Dir, b []byte) { d.decode(dir, b, nil) }

func (d *Direct) decode(dir Dir, b []byte, t *Tree) *level {
	sh := d.r.shards[0]
	if len(sh.levels) == 0 {
		sh.levels = append(sh.levels, new(level))
	}
	lv := sh.levels[0]
	lv.d.reset(b, t)
	lv.d.tally, lv.d.conv, lv.d.via = nil, d.conv, d.via
	lv.cur = Cursor{d: &lv.d, end: len(b)}
	d.conv.Handler(d.p).Decode(dir, &lv.cur)
	return lv
}

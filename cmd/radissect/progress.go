package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"github.com/radissect/radissect/dissect"
)

// progress shows on a terminal how far reading has come, once it takes longer
// than a second. It shows nothing where standard error is no terminal.
type progress struct {
	p       *program
	active  bool
	began   time.Time
	bytes   atomic.Int64
	packets atomic.Int64
	quit    chan struct{}
	ended   chan struct{}

	mu    sync.Mutex
	shown bool // a line stands there
}

// newProgress is the progress of a run; plain where results go to a terminal.
func (p *program) newProgress(opt *readOptions, toStdout bool) *progress {
	g := &progress{p: p}
	g.active = !opt.quiet && term.IsTerminal(int(p.stderr.Fd())) &&
		!(toStdout && term.IsTerminal(int(p.stdout.Fd())) && !opt.coverage && !opt.late && len(opt.output) == 0 && opt.failOn == "")
	return g
}

// start begins to show progress.
func (g *progress) start() {
	if !g.active {
		return
	}
	g.began = time.Now()
	g.quit, g.ended = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(g.ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if time.Since(g.began) > time.Second {
					g.draw()
				}
			case <-g.quit:
				return
			}
		}
	}()
}

// draw writes the line over the last one.
func (g *progress) draw() {
	g.mu.Lock()
	defer g.mu.Unlock()
	mib := float64(g.bytes.Load()) / (1 << 20)
	fmt.Fprintf(g.p.stderr, "\r\x1b[K%.0f MiB, %d packets, %.0f MiB/s",
		mib, g.packets.Load(), mib/time.Since(g.began).Seconds())
	g.shown = true
}

// erase takes the line away; mu is held.
func (g *progress) erase() {
	if g.shown {
		g.p.stderr.WriteString("\r\x1b[K")
		g.shown = false
	}
}

// pause takes the line away while fn writes.
func (g *progress) pause(fn func()) {
	if !g.active {
		fn()
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.erase()
	fn()
}

// stop takes the line away for good.
func (g *progress) stop() {
	if !g.active {
		return
	}
	close(g.quit)
	<-g.ended
	g.pause(func() {})
	g.active = false
}

// watch counts what is read from src.
func (g *progress) watch(src dissect.Source) dissect.Source {
	if !g.active {
		return src
	}
	return &watched{src, g}
}

// watched is a source whose packets are counted.
type watched struct {
	dissect.Source
	g *progress
}

// Fill implements dissect.Source.
func (w *watched) Fill(b *dissect.Batch) error {
	err := w.Source.Fill(b)
	var n int64
	for i := range b.Packets {
		n += int64(len(b.Packets[i].Data))
	}
	w.g.bytes.Add(n)
	w.g.packets.Add(int64(len(b.Packets)))
	return err
}

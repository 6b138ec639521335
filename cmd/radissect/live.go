package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source/live"
)

// liveOptions are the flags of live capture.
type liveOptions struct {
	device  string
	promisc bool
	snapLen int
	buffer  string
	ring    string
	runAs   string
}

// liveCommand is "radissect live".
func (p *program) liveCommand() *cobra.Command {
	opt := &readOptions{live: &liveOptions{}}
	l := opt.live
	cmd := &cobra.Command{
		Use:   "live -i IFACE",
		Short: "Show every message as it is captured from a network interface",
		Long: `Captures from a network interface and shows what "radissect read" shows, as it
happens. An interrupt (Ctrl-C) ends the capture: what came before is shown to its
end, with findings, sessions and a summary. How many packets the kernel had to drop
is told; there were holes in the capture then, and the exit status is 3.

Key logs given with --keylog (or $SSLKEYLOGFILE) are followed as they grow. So that
keys are there before what they open, packets are then held back for ` + keyWait.String() + `.

Started as root, radissect becomes the user who called sudo, or nobody, once the
device is open and the files are made; --run-as names another user.`,
		Example: `  radissect live -i eth0 -f 'tcp port 3389'
  radissect live -i any -T jsonl | jq 'select(.type == "session")'
  radissect live -i eth0 -w capture.pcapng --ring 100M,10
  ssh host tcpdump -U -w - tcp port 3389 | radissect -`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			if l.device == "" {
				return misuse(`name an interface, as in "radissect live -i eth0" ("radissect interfaces" lists them)`)
			}
			return p.read(cmd.Context(), opt, nil)
		},
	}
	f := cmd.Flags()
	opt.addFlags(f, formatsRead)
	f.StringVarP(&l.device, "interface", "i", "", "`IFACE` to capture from; on Linux \"any\" stands for all")
	f.BoolVar(&l.promisc, "promisc", false, "also capture what is addressed to others")
	f.IntVar(&l.snapLen, "snaplen", 0, "keep `N` bytes of each packet; 0 for all")
	f.StringVar(&l.buffer, "buffer", "16M", "`SIZE` of the kernel's buffer")
	f.StringVar(&l.ring, "ring", "", "with -w: a ring of files, `SIZE,COUNT` as in 100M,10")
	f.StringVar(&l.runAs, "run-as", "", "`USER` to become once the device is open; root to stay it")
	f.MarkHidden("read")
	return cmd
}

// interfacesCommand is "radissect interfaces".
func (p *program) interfacesCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "interfaces",
		Short: "List the network interfaces that can be captured from",
		Long: `Lists the network interfaces that "radissect live" can capture from, the likely
ones first, with their addresses. Those that you may not capture from may be
missing.`,
		Example: "  radissect interfaces",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			ro := readOptions{format: format, formats: formatsList}
			if err := ro.check(p.reg); err != nil {
				return err
			}
			list, err := live.Interfaces()
			if errors.Is(err, live.ErrNotBuilt) {
				return misuse(err.Error())
			}
			if err != nil {
				return err
			}
			if format == "jsonl" {
				_, err = p.stdout.Write(appendInterfaceRecords(nil, list))
				return err
			}
			_, err = io.WriteString(p.stdout, interfaceTable(list))
			return err
		},
	}
	cmd.Flags().StringVarP(&format, "format", "T", "text", "`FORMAT` of the output: "+strings.Join(formatsList, ", "))
	return cmd
}

// openLive opens the device of -i.
func (p *program) openLive(opt *readOptions) (*live.Source, error) {
	l := opt.live
	buffer, err := parseSize(l.buffer)
	if err != nil || buffer < 64<<10 || buffer > 1<<30 {
		return nil, misuse("--buffer " + quote(l.buffer) + " is not between 64k and 1G, as in 16M")
	}
	if l.snapLen < 0 || l.snapLen > live.MaxSnapLen {
		return nil, misuse("--snaplen wants a number of bytes from 1 to " + strconv.Itoa(live.MaxSnapLen) + ", or 0 for all")
	}
	src, err := live.Open(live.Options{
		Interface: l.device, SnapLen: l.snapLen, Promisc: l.promisc, Buffer: int(buffer), Filter: opt.capture,
	})
	switch {
	case err == nil:
		return src, nil
	case errors.Is(err, live.ErrNotBuilt):
		return nil, misuse(err.Error())
	case errors.Is(err, fs.ErrNotExist):
		var names []string
		if list, err := live.Interfaces(); err == nil {
			for _, i := range list {
				names = append(names, i.Name)
			}
		}
		return nil, misuse("there is no interface " + quote(l.device) + nearest(l.device, names) + ` ("radissect interfaces" lists them)`)
	case errors.Is(err, fs.ErrPermission):
		return nil, &captureError{err.Error() + `; capture as root, or allow it with "setcap cap_net_raw+ep" on the program`}
	}
	if strings.HasPrefix(err.Error(), "filter ") {
		return nil, misuse("-f: " + err.Error())
	}
	return nil, &captureError{err.Error()}
}

// A captureError is a device that cannot be captured from.
type captureError struct{ msg string }

// Error is what is wrong, and what to do about it.
func (e *captureError) Error() string { return e.msg }

// keyWait is how long packets wait for keys that may be written after them: programs
// log keys as soon as they have them, which is about when they send what needs them.
const keyWait = 300 * time.Millisecond

// A delayed source hands batches on some time after they came.
type delayed struct {
	dissect.Source
	wait  time.Duration
	queue []delivery
	free  []dissect.Batch
	err   error // what ended the source
}

// A delivery is a batch and when it came.
type delivery struct {
	b  dissect.Batch
	at time.Time
}

// Fill implements dissect.Source.
func (d *delayed) Fill(b *dissect.Batch) error {
	if d.err == nil {
		var next dissect.Batch
		if n := len(d.free); n > 0 {
			next, d.free = d.free[n-1], d.free[:n-1]
		}
		d.err = d.Source.Fill(&next)
		if len(next.Packets)+len(next.Notices)+len(next.Secrets) > 0 || d.err != nil {
			d.queue = append(d.queue, delivery{next, time.Now()})
		} else {
			d.free = append(d.free, next)
		}
	}
	if len(d.queue) == 0 {
		b.Reset()
		return d.err
	}
	head := d.queue[0]
	if d.err == nil && time.Since(head.at) < d.wait {
		b.Reset()
		return nil
	}
	d.free = append(d.free, *b)
	*b = head.b
	d.queue = append(d.queue[:0], d.queue[1:]...)
	if len(d.queue) == 0 {
		return d.err
	}
	return nil
}

// A polledRing is a store whose followed key logs are read before each view.
type polledRing struct {
	*keys.Store
	last time.Time
}

// pollInterval is how often followed key logs are looked at.
const pollInterval = 50 * time.Millisecond

// View implements dissect.Keyring.
func (k *polledRing) View() any {
	if now := time.Now(); now.Sub(k.last) >= pollInterval {
		k.last = now
		_ = k.Store.Poll() // kept in the report of the key log
	}
	return k.Store.View()
}

// until calls stop when ctx ends, or when the reader of out has gone away, until the
// returned function is called.
func until(ctx context.Context, out *os.File, stop func()) (end func()) {
	done := make(chan struct{})
	var all sync.WaitGroup
	all.Add(1)
	go func() {
		defer all.Done()
		tick := time.NewTicker(500 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				stop()
				return
			case <-done:
				return
			case <-tick.C:
				if readerGone(out) {
					stop()
					return
				}
			}
		}
	}()
	return func() {
		close(done)
		all.Wait()
	}
}

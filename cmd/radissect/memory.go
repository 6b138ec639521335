package main

import (
	"runtime"
	"runtime/debug"
)

const (
	// usualMemory is what --max-memory is by default.
	usualMemory = "1G"
	// leastMemory is the least that --max-memory may ask for.
	leastMemory = 80 << 20
	// ownMemory is about what a run takes that holds no conversation: the program, its
	// tables, and the packets that are under way.
	ownMemory = 48 << 20
	// codeMemory is what of it the Go runtime does not know of: the program's code.
	codeMemory = 14 << 20
	// workerMemory is what a worker needs room for.
	workerMemory = 16 << 20
)

// collectLater puts the first collection off until there is three times the garbage
// that Go waits for: most captures are small, and their runs end before it. It would
// take a quarter of their time.
func collectLater() {
	usual := debug.SetGCPercent(-1)
	if usual < 0 {
		return // GOGC=off
	}
	debug.SetGCPercent(3 * usual)
	runtime.AddCleanup(new([16]byte), func(p int) { debug.SetGCPercent(p) }, usual)
}

// checkMemory reads --max-memory.
func (o *readOptions) checkMemory() error {
	if o.memory == "" {
		o.memory = usualMemory // of a command without the flag
	}
	n, err := parseSize(o.memory)
	if err != nil || n < leastMemory {
		return misuse("--max-memory " + quote(o.memory) + " is no size of 80M or more, as in 512M or 2G")
	}
	o.most = n
	return nil
}

// bound makes the collector keep the process within the budget, and returns what
// conversations may take of it: the rest is for garbage, of which there has to be
// some. Each worker may be at a long text of its own, so that a small budget is for
// few of them.
func (o *readOptions) bound() int64 {
	n := o.workers
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	o.workers = int(min(int64(n), (o.most-leastMemory)/workerMemory+2))
	debug.SetMemoryLimit(o.most - o.most/32 - codeMemory)
	return (o.most - ownMemory) / 4 * 3
}

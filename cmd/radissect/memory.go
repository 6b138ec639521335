package main

import (
	"os"
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

// collectLater sets how much garbage there may be, in percent of what is alive, where
// GOGC does not. The first collection waits for four times as much as those after it:
// most captures are small, and would give it a quarter of their time. 75 instead of
// Go's 100 takes a tenth less memory and no more time, for less of it is touched.
func collectLater() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const usual = 75
	debug.SetGCPercent(4 * usual)
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
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

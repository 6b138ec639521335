package main

import "runtime/debug"

const (
	// usualMemory is what --max-memory is by default.
	usualMemory = "1G"
	// leastMemory is the least that --max-memory may ask for.
	leastMemory = 64 << 20
	// ownMemory is about what a run takes that holds no conversation: the program, its
	// tables, and the packets that are under way.
	ownMemory = 40 << 20
	// codeMemory is what of it the Go runtime does not know of: the program's code.
	codeMemory = 14 << 20
)

// checkMemory reads --max-memory.
func (o *readOptions) checkMemory() error {
	if o.memory == "" {
		o.memory = usualMemory // of a command without the flag
	}
	n, err := parseSize(o.memory)
	if err != nil || n < leastMemory {
		return misuse("--max-memory " + quote(o.memory) + " is no size of 64M or more, as in 512M or 2G")
	}
	o.most = n
	return nil
}

// bound makes the collector keep the process within the budget, and returns what
// conversations may take of it: the rest is for garbage, of which there has to be
// some.
func (o *readOptions) bound() int64 {
	debug.SetMemoryLimit(o.most - o.most/32 - codeMemory)
	return (o.most - ownMemory) / 4 * 3
}

//go:build !unix

package main

import "time"

var begun = time.Now()

// cpuTime is the time since the start, where the system has no better answer.
func cpuTime() time.Duration { return time.Since(begun) }

// Package heap measures how much of the heap something takes while it runs.
package heap

import (
	"runtime/metrics"
	"time"
)

// Watch looks at the heap every millisecond until the function that it returns is
// called, which gives the most bytes that there were beyond those of the start: what
// is live, and what waits to be collected.
func Watch() func() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() int64 { metrics.Read(sample); return int64(sample[0].Value.Uint64()) }
	first := read()
	stop, most := make(chan struct{}), make(chan int64)
	go func() {
		top := first
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				top = max(top, read())
			case <-stop:
				most <- max(top, read()) - first
				return
			}
		}
	}()
	return func() int64 { close(stop); return <-most }
}

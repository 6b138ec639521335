// Package heap measures how much of the heap something takes while it runs.
package heap

import (
	"runtime/metrics"
	"time"
)

// Most is the most bytes of heap that there were beyond those of the start.
type Most struct {
	Objects int64 // what is live, and what waits to be collected
	Live    int64 // what collections found alive
}

// Watch looks at the heap every millisecond until the function that it returns is
// called.
func Watch() func() Most {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	read := func() Most {
		metrics.Read(sample)
		return Most{int64(sample[0].Value.Uint64()), int64(sample[1].Value.Uint64())}
	}
	first := read()
	stop, most := make(chan struct{}), make(chan Most)
	go func() {
		top := first
		look := func() {
			now := read()
			top = Most{max(top.Objects, now.Objects), max(top.Live, now.Live)}
		}
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				look()
			case <-stop:
				look()
				most <- Most{top.Objects - first.Objects, top.Live - first.Live}
				return
			}
		}
	}()
	return func() Most { close(stop); return <-most }
}

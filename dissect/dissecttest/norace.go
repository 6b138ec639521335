//go:build !race

package dissecttest

// Race says that the race detector is on, under which the runtime allocates on
// its own account.
const Race = false

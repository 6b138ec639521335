//go:build race

package dissecttest

// Under the race detector the runtime allocates on its own account.
const raceEnabled = true

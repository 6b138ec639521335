//go:build race

package tls

// Under the race detector the runtime allocates on its own account.
const raceEnabled = true

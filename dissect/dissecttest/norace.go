//go:build !race

package dissecttest

const raceEnabled = false

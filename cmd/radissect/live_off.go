//go:build !pcap

package main

// liveBuiltIn says whether this build can capture.
const liveBuiltIn = false

package main

import (
	"errors"

	"github.com/radissect/radissect/dissect/source/live"
)

// captureFilter compiles the filter of -f; nil for none.
func captureFilter(expr string) (*live.Filter, error) {
	if expr == "" {
		return nil, nil
	}
	f, err := live.NewFilter(expr)
	switch {
	case errors.Is(err, live.ErrNotBuilt):
		return nil, misuse("-f: " + err.Error() + "; -Y filters without it")
	case err != nil:
		return nil, misuse("-f: " + err.Error())
	}
	return f, nil
}

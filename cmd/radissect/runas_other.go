//go:build !unix

package main

import "os"

// An identity is a user that the program can become, which it cannot here.
type identity struct{ name string }

func whom(name string) (identity, bool, error) {
	if name != "" {
		return identity{}, false, misuse("--run-as: not on this system")
	}
	return identity{}, false, nil
}

func (identity) own(*os.File) error { return nil }

func (identity) become() error { return nil }

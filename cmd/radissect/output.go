package main

import (
	"os"
	"path/filepath"
)

// output is where results go.
type output struct {
	file     *os.File
	own      bool // to be closed
	progress *progress
}

// openOutput is standard output, or the file with this name.
func (p *program) openOutput(name string, in *inputs) (*output, error) {
	if name == "" || name == "-" {
		return &output{file: p.stdout}, nil
	}
	if st, err := os.Stat(name); err == nil {
		if st.IsDir() {
			return nil, misuse("-o " + quote(name) + " is a folder: name a file in it")
		}
		for _, i := range in.paths {
			if other, err := os.Stat(i.path); err == nil && os.SameFile(st, other) {
				return nil, misuse("-o " + quote(name) + " is one of the captures and would be overwritten: name another file")
			}
		}
	}
	f, err := os.Create(name)
	if err != nil {
		if os.IsNotExist(err) {
			return nil, misuse("-o " + quote(name) + ": the folder " + quote(filepath.Dir(name)) + " does not exist; make it first")
		}
		return nil, misuse("-o: " + err.Error())
	}
	return &output{file: f, own: true}, nil
}

// Write implements io.Writer.
func (o *output) Write(b []byte) (n int, err error) {
	o.progress.pause(func() { n, err = o.file.Write(b) })
	return n, err
}

func (o *output) close() error {
	if !o.own {
		return nil
	}
	return o.file.Close()
}

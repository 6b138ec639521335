package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Walk replaces the folders among paths by all regular files below them, in the
// lexical order of their names, and keeps everything else as it is, "-" included.
// Files are not looked into: Open tells which of them are captures. What cannot be
// listed is reported in one joined error, and the rest is listed all the same.
// Symbolic links below a folder are followed to files, not to folders, so that a
// walk ends. Other files (pipes, devices) below a folder are reported as errors.
func Walk(paths []string) ([]string, error) {
	var files []string
	var problems []error
	for _, path := range paths {
		st, err := os.Stat(path)
		if path == Stdin || err != nil || !st.IsDir() {
			files = append(files, path) // Open reports what is wrong with it
			continue
		}
		// The trailing separator makes WalkDir follow path itself when it is a link.
		err = filepath.WalkDir(path+string(filepath.Separator), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				problems = append(problems, err)
				return nil
			}
			if d.IsDir() {
				return nil
			}
			mode := d.Type()
			if mode&fs.ModeSymlink != 0 {
				st, err := os.Stat(name)
				if err != nil {
					problems = append(problems, err)
					return nil
				}
				mode = st.Mode().Type()
			}
			if mode.IsRegular() {
				files = append(files, filepath.Clean(name))
			} else {
				problems = append(problems, fmt.Errorf("%s: not a regular file", name))
			}
			return nil
		})
		if err != nil {
			problems = append(problems, err)
		}
	}
	return files, errors.Join(problems...)
}

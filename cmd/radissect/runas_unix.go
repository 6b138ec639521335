//go:build unix

package main

import (
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// nobody is the number of the user without rights on most systems, where none has
// that name.
const nobody = 65534

// An identity is a user that the program can become.
type identity struct {
	uid, gid int
	name     string
}

// whom is the user to become: the one that is named, else the one who called sudo,
// else nobody. ok is false where nothing changes.
func whom(name string) (id identity, ok bool, err error) {
	if os.Geteuid() != 0 {
		if name != "" {
			return id, false, misuse("--run-as: only root can become another user")
		}
		return id, false, nil
	}
	if name == "root" {
		return id, false, nil
	}
	if name == "" {
		uid, err := strconv.Atoi(os.Getenv("SUDO_UID"))
		gid, err2 := strconv.Atoi(os.Getenv("SUDO_GID"))
		if err == nil && err2 == nil && uid > 0 && gid >= 0 {
			return identity{uid, gid, os.Getenv("SUDO_USER")}, true, nil
		}
		name = "nobody"
	}
	u, err := user.Lookup(name)
	if err != nil {
		if name == "nobody" {
			return identity{nobody, nobody, name}, true, nil
		}
		return id, false, misuse("--run-as: there is no user " + quote(name))
	}
	uid, err := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err != nil || err2 != nil {
		return id, false, misuse("--run-as: user " + quote(name) + " has no number")
	}
	return identity{uid, gid, name}, uid != 0, nil
}

// own gives a file that was made as root to the user.
func (id identity) own(f *os.File) error { return f.Chown(id.uid, id.gid) }

// become gives up the rights of root for good.
func (id identity) become() error {
	if err := syscall.Setgroups([]int{id.gid}); err != nil {
		return fmt.Errorf("giving up the groups of root: %w", err)
	}
	if err := syscall.Setgid(id.gid); err != nil {
		return fmt.Errorf("giving up the group of root: %w", err)
	}
	if err := syscall.Setuid(id.uid); err != nil {
		return fmt.Errorf("giving up the rights of root: %w", err)
	}
	if os.Geteuid() == 0 || os.Getegid() == 0 && id.gid != 0 || syscall.Setuid(0) == nil {
		return fmt.Errorf("the rights of root are still there")
	}
	return nil
}

module github.com/radissect/radissect

go 1.26

// Command closed lists what the decoders leave closed in captures, and what they
// do not cover: bytes by message type and field.
//
//	go run ./decoders/internal/closed session.pcapng ...
package main

import (
	"context"
	"fmt"
	"os"
	"sort"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

type place struct{ message, field string }

// counter is a sink that adds up closed and uncovered bytes.
type counter struct {
	closed   map[place]int
	messages map[string]int
	bytes    int
}

func (*counter) Want() dissect.Want                         { return dissect.Want{Messages: true, Trees: true} }
func (*counter) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (*counter) Write(p []byte) (int, error)                { return len(p), nil }
func (*counter) Close(*dissect.Summary) error               { return nil }
func (c *counter) Accept(ev *dissect.Event) bool {
	m := ev.Message
	if ev.Kind != dissect.EventMessage || m.Cut {
		return false
	}
	name := m.Proto
	if m.Kind != nil {
		name += " " + m.Kind.Name
	}
	c.messages[name]++
	c.bytes += m.Len
	for _, n := range m.Tree.All() {
		if n.Flags&dissect.Undecoded != 0 && n.Flags&dissect.HandedOn == 0 && n.Len > 0 {
			c.closed[place{name, n.Field.Name}] += int(n.Len)
		}
	}
	for _, u := range m.Tree.Uncovered(nil) {
		c.closed[place{name, "(not covered by any field)"}] += u[1]
	}
	return false
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "closed:", err)
		os.Exit(1)
	}
}

func run(files []string) error {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	c := &counter{closed: map[place]int{}, messages: map[string]int{}}
	for _, f := range files {
		src, err := source.Open(f, source.Options{})
		if err != nil {
			return err
		}
		if _, err := dissect.New(reg, dissect.Options{Keys: keys.New(keys.Options{})}).Run(context.Background(), src, c); err != nil {
			return err
		}
	}
	var list []place
	for p := range c.closed {
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].message != list[j].message {
			return list[i].message < list[j].message
		}
		return list[i].field < list[j].field
	})
	fmt.Println("| message | messages | closed | bytes |")
	fmt.Println("|---|---|---|---|")
	for _, p := range list {
		fmt.Printf("| %s | %d | %s | %d |\n", p.message, c.messages[p.message], p.field, c.closed[p])
	}
	return nil
}

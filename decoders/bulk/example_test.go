package bulk_test

import (
	"errors"
	"fmt"

	"github.com/radissect/radissect/decoders/bulk"
)

// Two packets of one direction. The second refers back into what the first left in
// the history; without that it says HistoryLost. The first is the example of
// MS-RDPBCGR 3.1.8.2.3 as FreeRDP's tests publish its compressed form.
func ExampleDecompressor() {
	var d bulk.Decompressor
	flags := bulk.PacketCompressed | bulk.PacketAtFront | bulk.TypeRDP5
	packet := []byte("for.whom.the.bell.tolls,\xfa\x1b\x97\x33\x7e\x87\xe3\x32\x90\x80")
	plain, err := d.Decode(nil, flags, packet)
	fmt.Printf("%s %v\n", plain, err)

	d.Lose() // packets are missing from here on
	_, err = d.Decode(nil, bulk.PacketCompressed|bulk.TypeRDP5, packet)
	fmt.Println(errors.Is(err, bulk.HistoryLost))
	// Output:
	// for.whom.the.bell.tolls,.the.bell.tolls.for.thee! <nil>
	// true
}

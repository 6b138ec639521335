package keys_test

import (
	"fmt"
	"log"

	"github.com/radissect/radissect/dissect/keys"
)

// A TLS key log and an account, as an engine takes them in Options.Keys.
func ExampleStore() {
	store := keys.New(keys.Options{})
	report, err := store.AddKeyLogFile("../../pcaps/tls/dscpm_https_tls13.keys", "server.keys")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Entries, "secrets of TLS")
	if err := store.AddPassword("--password", `LAB\ann`, keys.NewSecret("Password")); err != nil {
		log.Fatal(err)
	}
	for a := range store.Snapshot().Accounts("ann", "LAB") {
		fmt.Println(a.User, a.Domain, a.Password)
	}
	// Output:
	// 5 secrets of TLS
	// ann LAB ********
}

// A file of secrets, so that none stands in a command line.
func ExampleParseSecrets() {
	given, err := keys.ParseSecrets([]byte(`
[[account]]
user = "User"
domain = "Domain"
password = "Password"
`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(given.Accounts), "account")
	// Output:
	// 1 account
}

// The password of MS-NLMP 4.2.1 and its hash of 4.2.2.1.2.
func ExampleNTHash() {
	fmt.Printf("%x\n", keys.NTHash("Password"))
	// Output:
	// a4f49c406510bdcab6824ee7c30fd852
}

// A secret does not print itself.
func ExampleSecret() {
	s := keys.NewSecret("Password")
	fmt.Println(s, s.Len(), s.Reveal())
	// Output:
	// ******** 8 Password
}

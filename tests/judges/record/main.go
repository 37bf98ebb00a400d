// Judge checks a public record, and witnesses of it, with programs that Parvis did not write: hashes, proofs and note
// signatures are those of golang.org/x/mod (sumdb/tlog and sumdb/note), as packaged by Debian.
//
//	judge verify -policy FILE [-saved CHECKPOINT]... FOLDER-OR-URL
//	judge receipt -policy FILE RECEIPT
//	judge proofs < VECTORS
//	judge witness -log VKEY -key SKEY
//	judge challenge -log SKEY -witness VKEY URL
//
// It exits with 0 when it accepts, 1 when it refuses, 2 when it was called wrongly.
package main

import (
	"flag"
	"fmt"
	"os"
)

var commands = map[string]func(arguments []string) error{
	"verify":    verify,
	"receipt":   receipt,
	"proofs":    proofs,
	"witness":   witness,
	"challenge": challenge,
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: judge verify|receipt|proofs|witness|challenge ...")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "REFUSED:", err)
		os.Exit(1)
	}
}

// arguments parses the flags and makes sure that count arguments are left.
func arguments(flags *flag.FlagSet, given []string, count int) {
	flags.Parse(given)
	if flags.NArg() != count {
		flags.Usage()
		os.Exit(2)
	}
}

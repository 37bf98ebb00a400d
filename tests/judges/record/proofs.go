package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// proofs compares proofs with its own, and runs each through its own verification. The tree has the entries "entry 0",
// "entry 1" ... and each line of standard input is one of
//
//	root SIZE ROOT
//	inclusion SIZE INDEX HASH...
//	consistency SIZE OLD HASH...
func proofs(given []string) error {
	var t tree
	size, checked := int64(0), 0
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 3 {
			return fmt.Errorf("malformed line %q", lines.Text())
		}
		n, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			return err
		}
		for ; size < n; size++ {
			if err := t.add(size, []byte(fmt.Sprintf("entry %d", size))); err != nil {
				return err
			}
		}
		if err := checkLine(t, n, words); err != nil {
			return fmt.Errorf("%q: %w", lines.Text(), err)
		}
		if words[0] != "root" {
			checked++
		}
	}
	fmt.Printf("OK %d proofs\n", checked)
	return lines.Err()
}

func checkLine(t tree, size int64, words []string) error {
	root, err := tlog.TreeHash(size, t)
	if err != nil {
		return err
	}
	if words[0] == "root" {
		if root.String() != words[2] {
			return fmt.Errorf("the root is %v", root)
		}
		return nil
	}
	place, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil {
		return err
	}
	var proof []tlog.Hash
	for _, word := range words[3:] {
		hash, err := tlog.ParseHash(word)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	var own []tlog.Hash
	switch words[0] {
	case "inclusion":
		own, err = tlog.ProveRecord(size, place, t)
		if err == nil {
			err = tlog.CheckRecord(proof, size, root, place, tlog.RecordHash([]byte(fmt.Sprintf("entry %d", place))))
		}
	case "consistency":
		own, err = tlog.ProveTree(size, place, t)
		if err == nil {
			var old tlog.Hash
			if old, err = tlog.TreeHash(place, t); err == nil {
				err = tlog.CheckTree(proof, size, root, place, old)
			}
		}
	default:
		err = fmt.Errorf("unknown kind")
	}
	if err != nil {
		return err
	}
	if fmt.Sprint(own) != fmt.Sprint(proof) {
		return fmt.Errorf("another proof was expected: %v", own)
	}
	return nil
}

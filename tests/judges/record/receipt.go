package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var emptyRoot = tlog.Hash(sha256.Sum256(nil))

// receipt verifies a file of C2SP tlog-proof whose extra data holds the entry, and the values that it commits to.
func receipt(given []string) error {
	flags := flag.NewFlagSet("receipt", flag.ExitOnError)
	policyFile := flags.String("policy", "", "file in the format of C2SP tlog-policy")
	arguments(flags, given, 1)
	p, err := readPolicy(*policyFile)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(flags.Arg(0))
	if err != nil {
		return err
	}
	top, checkpoint, found := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" ||
		!strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return fmt.Errorf("expected a tlog-proof with extra data")
	}
	extra, err := base64.StdEncoding.DecodeString(lines[1][len("extra "):])
	if err != nil {
		return err
	}
	var content struct {
		Entry  string                        `json:"entree"`
		Fields map[string][2]json.RawMessage `json:"champs"`
	}
	if err := json.Unmarshal(extra, &content); err != nil {
		return err
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	h, err := p.open(checkpoint, true)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, h.tree.N, h.tree.Hash, index, tlog.RecordHash([]byte(content.Entry))); err != nil {
		return err
	}
	if err := checkOpenings(content.Entry, content.Fields); err != nil {
		return err
	}
	fmt.Printf("OK %s: entry %d of %d\n", h.origin, index, h.tree.N)
	return nil
}

// checkOpenings computes the commitment of each revealed value again. The extra data is canonical JSON already, so that the
// bytes of [name, value] are in it as they are hashed.
func checkOpenings(entry string, fields map[string][2]json.RawMessage) error {
	var content struct {
		Commitments map[string]string `json:"champs"`
	}
	if err := json.Unmarshal([]byte(entry), &content); err != nil {
		return err
	}
	for name, opening := range fields {
		var encoded string
		if err := json.Unmarshal(opening[1], &encoded); err != nil {
			return err
		}
		salt, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(salt) != 16 {
			return fmt.Errorf("the salt of %q has not 16 bytes", name)
		}
		message := append([]byte("parvis/champ/v1\x00"), salt...)
		message = append(message, fmt.Sprintf(`["%s",%s]`, name, opening[0])...)
		sum := sha256.Sum256(message)
		if base64.StdEncoding.EncodeToString(sum[:]) != content.Commitments[name] {
			return fmt.Errorf("the value of %q is not the one that the record commits to", name)
		}
	}
	return nil
}

package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A keeper cosigns the checkpoints of one log. C2SP tlog-witness.
type keeper struct {
	log note.Verifier
	key *cosignatureKey

	lock   sync.Mutex
	tree   tlog.Tree
	stored []byte
}

// witness serves add-checkpoint on a free port of this machine, and prints its address.
func witness(given []string) error {
	flags := flag.NewFlagSet("witness", flag.ExitOnError)
	logKey := flags.String("log", "", "verifier key of the log")
	ownKey := flags.String("key", "", "private key of the witness")
	arguments(flags, given, 0)
	log, err := note.NewVerifier(*logKey)
	if err != nil {
		return err
	}
	key, err := parseCosigner(*ownKey)
	if err != nil {
		return err
	}
	k := &keeper{log: log, key: key}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", listener.Addr())
	return http.Serve(listener, k)
}

func (k *keeper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k.lock.Lock()
	defer k.lock.Unlock()
	switch {
	case r.Method == "POST" && r.URL.Path == "/add-checkpoint":
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		if err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		status, answer := k.add(body)
		if status == 409 {
			w.Header().Set("Content-Type", "text/x.tlog.size")
		}
		w.WriteHeader(status)
		io.WriteString(w, answer)
	case r.Method == "GET" && r.URL.Path == monitorPath(k.log.Name()) && k.stored != nil:
		w.Write(k.stored)
	default:
		http.NotFound(w, r)
	}
}

func monitorPath(origin string) string {
	return fmt.Sprintf("/%x/checkpoint", sha256.Sum256([]byte(origin)))
}

func (k *keeper) add(body []byte) (int, string) {
	top, data, found := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	if !found || err != nil || old < 0 || !strings.HasPrefix(lines[0], "old ") {
		return 400, "malformed request\n"
	}
	var proof tlog.TreeProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 400, "malformed proof\n"
		}
		proof = append(proof, hash)
	}
	text, _, found := bytes.Cut(data, []byte("\n\n"))
	h, err := parseHead(string(text) + "\n")
	if !found || err != nil {
		return 400, "malformed checkpoint\n"
	}
	if h.origin != k.log.Name() {
		return 404, "unknown log\n"
	}
	opened, err := note.Open(data, note.VerifierList(k.log))
	if err != nil {
		return 403, err.Error() + "\n"
	}
	if old > h.tree.N {
		return 400, "the old size is larger than the checkpoint\n"
	}
	if old != k.tree.N {
		return 409, fmt.Sprintf("%d\n", k.tree.N)
	}
	if old == 0 {
		if len(proof) != 0 || h.tree.N == 0 && h.tree.Hash != emptyRoot {
			return 422, "a proof from nothing is empty\n"
		}
	} else if err := tlog.CheckTree(proof, h.tree.N, h.tree.Hash, old, k.tree.Hash); err != nil {
		return 422, err.Error() + "\n"
	}
	line := k.key.cosign([]byte(opened.Text), uint64(time.Now().Unix()))
	k.tree, k.stored = h.tree, append(append([]byte{}, data...), line...)
	return 200, line
}

package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A rehearsal is a log that asks a witness what an honest log and a lying one would.
type rehearsal struct {
	url     string
	signer  note.Signer
	witness *cosignatureKey
}

// A variant is a tree; those of different names differ from entry `from` on.
type variant struct {
	name string
	from int64
}

func (v variant) tree(size int64) (tree, tlog.Tree, error) {
	var t tree
	for i := int64(0); i < size; i++ {
		entry := fmt.Sprintf("entry %d", i)
		if i >= v.from {
			entry += " " + v.name
		}
		if err := t.add(i, []byte(entry)); err != nil {
			return nil, tlog.Tree{}, err
		}
	}
	root, err := t.root(size)
	return t, tlog.Tree{N: size, Hash: root}, err
}

func (r *rehearsal) request(v variant, old, size int64, origin string) (string, error) {
	t, head, err := v.tree(size)
	if err != nil {
		return "", err
	}
	body := fmt.Sprintf("old %d\n", old)
	if 0 < old && old <= size {
		proof, err := tlog.ProveTree(size, old, t)
		if err != nil {
			return "", err
		}
		for _, hash := range proof {
			body += hash.String() + "\n"
		}
	}
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%v\n", origin, size, head.Hash)}, r.signer)
	return body + "\n" + string(signed), err
}

// challenge sends the requests that decide whether a log can rewrite history with the help of this witness.
func challenge(given []string) error {
	flags := flag.NewFlagSet("challenge", flag.ExitOnError)
	logKey := flags.String("log", "", "private key of the log, which the witness must follow and never have cosigned")
	witnessKey := flags.String("witness", "", "verifier key of the witness")
	arguments(flags, given, 1)
	signer, err := note.NewSigner(*logKey)
	if err != nil {
		return err
	}
	cosigner, err := parseCosigner(*witnessKey)
	if err != nil {
		return err
	}
	r := &rehearsal{strings.TrimSuffix(flags.Arg(0), "/"), signer, cosigner}
	honest, rewritten := variant{"", 1 << 62}, variant{"rewritten", 500}
	origin := signer.Name()
	for _, step := range []struct {
		name      string
		v         variant
		old, size int64
		origin    string
		tamper    bool
		status    int
		body      string
	}{
		{"first", honest, 0, 1000, origin, false, 200, ""},
		{"stale old size", honest, 0, 1000, origin, false, 409, "1000\n"},
		{"growth", honest, 1000, 1200, origin, false, 200, ""},
		{"same size rewritten", rewritten, 1200, 1200, origin, false, 422, ""},
		{"rewritten then grown", rewritten, 1200, 1300, origin, false, 422, ""},
		{"old backup restored", honest, 1200, 1000, origin, false, 400, ""},
		{"old backup, pretending", honest, 900, 1000, origin, false, 409, "1200\n"},
		{"unknown log", honest, 1200, 1300, origin + "/2", false, 404, ""},
		{"tampered", honest, 1200, 1300, origin, true, 403, ""},
		{"honest again", honest, 1200, 1200, origin, false, 200, ""},
	} {
		body, err := r.request(step.v, step.old, step.size, step.origin)
		if err != nil {
			return err
		}
		if step.tamper {
			body = strings.Replace(body, "\n1300\n", "\n1301\n", 1)
		}
		if err := r.expect(body, step.status, step.body); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		fmt.Printf("ok %s: %d\n", step.name, step.status)
	}
	answer, err := http.Get(r.url + monitorPath(origin))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	held, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	opened, err := note.Open(held, note.VerifierList(cosigner))
	if err != nil || strings.Split(opened.Text, "\n")[1] != "1200" {
		return fmt.Errorf("the witness should hold 1200 entries, cosigned: %q (%v)", held, err)
	}
	fmt.Println("OK the witness cosigned one history")
	return nil
}

func (r *rehearsal) expect(body string, status int, expected string) error {
	answer, err := http.Post(r.url+"/add-checkpoint", "text/plain", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != status || expected != "" && string(got) != expected {
		return fmt.Errorf("expected %d %q, got %d %q", status, expected, answer.StatusCode, got)
	}
	if status == 409 && answer.Header.Get("Content-Type") != "text/x.tlog.size" {
		return fmt.Errorf("unexpected type %q", answer.Header.Get("Content-Type"))
	}
	if status != 200 {
		return nil
	}
	_, checkpoint, _ := strings.Cut(body, "\n\n")
	_, err = note.Open([]byte(checkpoint+string(got)), note.VerifierList(r.witness))
	return err
}

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A policy says whom to believe. C2SP tlog-policy.
type policy struct {
	keys      []note.Verifier
	logs      map[note.Verifier]bool
	witnesses map[string]note.Verifier
	groups    []group
	quorum    string
}

type group struct {
	name      string
	threshold int
	members   []string
}

func readPolicy(path string) (*policy, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	p := &policy{logs: map[note.Verifier]bool{}, witnesses: map[string]note.Verifier{}}
	for number, line := range strings.Split(string(data), "\n") {
		words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' })
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		if err := p.line(words); err != nil {
			return nil, fmt.Errorf("%s:%d: %v", path, number+1, err)
		}
	}
	if p.quorum == "" {
		return nil, fmt.Errorf("%s: no quorum line", path)
	}
	return p, nil
}

func (p *policy) line(words []string) error {
	switch {
	case words[0] == "log" && len(words) >= 2:
		key, err := note.NewVerifier(words[1])
		if err != nil {
			return err
		}
		p.keys, p.logs[key] = append(p.keys, key), true
	case words[0] == "witness" && len(words) >= 3:
		key, err := parseCosigner(words[2])
		if err != nil {
			return err
		}
		p.keys, p.witnesses[words[1]] = append(p.keys, key), key
	case words[0] == "group" && len(words) >= 4:
		g := group{words[1], 1, words[3:]}
		switch words[2] {
		case "any":
		case "all":
			g.threshold = len(g.members)
		default:
			threshold, err := strconv.Atoi(words[2])
			if err != nil || threshold < 1 || threshold > len(g.members) {
				return fmt.Errorf("bad threshold %q", words[2])
			}
			g.threshold = threshold
		}
		p.groups = append(p.groups, g)
	case words[0] == "quorum" && len(words) == 2 && p.quorum == "":
		p.quorum = words[1]
	default:
		return fmt.Errorf("unexpected line %q", strings.Join(words, " "))
	}
	return nil
}

// A head is what a checkpoint says. C2SP tlog-checkpoint.
type head struct {
	origin string
	tree   tlog.Tree
	text   string
}

func parseHead(text string) (head, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return head{}, fmt.Errorf("a checkpoint has an origin, a size and a root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return head{}, fmt.Errorf("malformed tree size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	return head{lines[0], tlog.Tree{N: size, Hash: root}, text}, err
}

// open verifies a checkpoint: a signature of the log that it names, and a quorum of cosignatures.
func (p *policy) open(data []byte, quorum bool) (head, error) {
	opened, err := note.Open(data, note.VerifierList(p.keys...))
	if err != nil {
		return head{}, err
	}
	h, err := parseHead(opened.Text)
	if err != nil {
		return head{}, err
	}
	signed, reached := false, map[string]bool{"none": true}
	for _, signature := range opened.Sigs {
		for _, key := range p.keys {
			if key.Name() != signature.Name || key.KeyHash() != signature.Hash {
				continue
			}
			signed = signed || p.logs[key] && key.Name() == h.origin
			for name, witness := range p.witnesses {
				if witness == key {
					reached[name] = true
				}
			}
		}
	}
	if !signed {
		return head{}, fmt.Errorf("the checkpoint of %q is not signed by a log of the policy", h.origin)
	}
	for _, g := range p.groups {
		count := 0
		for _, member := range g.members {
			if reached[member] {
				count++
			}
		}
		reached[g.name] = count >= g.threshold
	}
	if quorum && !reached[p.quorum] {
		return head{}, fmt.Errorf("too few cosignatures: the quorum %q is not reached", p.quorum)
	}
	return h, nil
}

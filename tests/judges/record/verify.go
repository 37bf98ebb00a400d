package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A tree holds the hashes computed again from the entries, in the order of tlog.StoredHashIndex.
type tree []tlog.Hash

func (t tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(t)) {
			return nil, fmt.Errorf("hash %d is beyond the tree", index)
		}
		hashes[i] = t[index]
	}
	return hashes, nil
}

func (t *tree) add(size int64, entry []byte) error {
	hashes, err := tlog.StoredHashes(size, entry, t)
	*t = append(*t, hashes...)
	return err
}

type list []string

func (l *list) String() string         { return strings.Join(*l, " ") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

// verify audits a record. It never uses tlog.TileHashReader, which does not authenticate every tile that it reads (in 0.7.0
// and in 2026 still, an entry and its hash forged together can pass): hashes are computed from the entry bundles, then each
// published tile is compared with them.
func verify(given []string) error {
	flags := flag.NewFlagSet("verify", flag.ExitOnError)
	policyFile := flags.String("policy", "", "file in the format of C2SP tlog-policy")
	var saved list
	flags.Var(&saved, "saved", "checkpoint kept from an earlier visit (repeatable)")
	arguments(flags, given, 1)

	p, err := readPolicy(*policyFile)
	if err != nil {
		return err
	}
	files := newSource(flags.Arg(0))
	data, err := files.read("checkpoint")
	if err != nil {
		return err
	}
	h, err := p.open(data, true)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	t, err := recompute(files, h.tree.N)
	if err != nil {
		return err
	}
	root, err := t.root(h.tree.N)
	if err != nil {
		return err
	}
	if root != h.tree.Hash {
		return fmt.Errorf("the entries have the root %v, the checkpoint says %v", root, h.tree.Hash)
	}
	tiles, err := compareTiles(files, t, h.tree.N)
	if err != nil {
		return err
	}
	for _, path := range saved {
		if err := continues(p, path, h, t); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	fmt.Printf("OK %s: %d entries, %d tiles, root %v\n", h.origin, h.tree.N, tiles, root)
	return nil
}

func (t tree) root(size int64) (tlog.Hash, error) {
	if size == 0 {
		return emptyRoot, nil
	}
	return tlog.TreeHash(size, t)
}

// recompute hashes every published entry. C2SP tlog-tiles, "Log entries".
func recompute(files *source, size int64) (tree, error) {
	t := make(tree, 0, 2*size)
	for start := int64(0); start < size; start += 256 {
		width := int(min(size-start, 256))
		path := c2spPath(tlog.Tile{H: 8, L: -1, N: start / 256, W: width})
		bundle, err := files.read(path)
		if err == nil {
			err = t.addBundle(start, bundle, width, width)
		} else if errors.Is(err, os.ErrNotExist) && width < 256 {
			path = c2spPath(tlog.Tile{H: 8, L: -1, N: start / 256, W: 256})
			if bundle, err = files.read(path); err == nil {
				err = t.addBundle(start, bundle, width, 256)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return t, nil
}

// addBundle adds the first `width` entries of a bundle that must hold `held`.
func (t *tree) addBundle(start int64, bundle []byte, width, held int) error {
	count := 0
	for ; len(bundle) > 0; count++ {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return fmt.Errorf("cut in the middle of entry %d", count)
		}
		length := 2 + int(binary.BigEndian.Uint16(bundle))
		if count < width {
			if err := t.add(start+int64(count), bundle[2:length]); err != nil {
				return err
			}
		}
		bundle = bundle[length:]
	}
	if count != held {
		return fmt.Errorf("%d entries instead of %d", count, held)
	}
	return nil
}

func compareTiles(files *source, t tree, size int64) (int, error) {
	count := 0
	for level := 0; size>>(8*level) > 0; level++ {
		hashes := size >> (8 * level)
		for n := int64(0); n*256 < hashes; n++ {
			tile := tlog.Tile{H: 8, L: level, N: n, W: int(min(hashes-n*256, 256))}
			expected, err := tlog.ReadTileData(tile, t)
			if err != nil {
				return 0, err
			}
			published, err := files.read(c2spPath(tile))
			if errors.Is(err, os.ErrNotExist) && tile.W < 256 {
				full := tile
				full.W = 256
				published, err = files.read(c2spPath(full))
				if err == nil && len(published) == 256*tlog.HashSize {
					published = published[:len(expected)]
				}
			}
			if err != nil {
				return 0, err
			}
			if !bytes.Equal(expected, published) {
				return 0, fmt.Errorf("%s is not what the entries give", c2spPath(tile))
			}
			count++
		}
	}
	return count, nil
}

// continues makes sure that the record begins with the tree of a checkpoint kept from before.
func continues(p *policy, path string, h head, t tree) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, err := p.open(data, false)
	if err != nil {
		return err
	}
	if old.origin != h.origin || old.tree.N > h.tree.N {
		return fmt.Errorf("the record does not continue %d entries of %q", old.tree.N, old.origin)
	}
	if old.tree.N == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(h.tree.N, old.tree.N, t)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, h.tree.N, h.tree.Hash, old.tree.N, old.tree.Hash)
}

// c2spPath is the path of tlog without the height, and with another name for entries.
func c2spPath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

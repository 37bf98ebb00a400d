package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A source gives the published files of a log, from a folder or a web address.
type source struct {
	prefix string
	client http.Client
}

func newSource(prefix string) *source {
	return &source{strings.TrimSuffix(prefix, "/"), http.Client{Timeout: 30 * time.Second}}
}

// maxFile is larger than the largest bundle: 256 entries of 65,535 bytes.
const maxFile = 256 * 65537

func (s *source) read(path string) ([]byte, error) {
	if !strings.HasPrefix(s.prefix, "http://") && !strings.HasPrefix(s.prefix, "https://") {
		return os.ReadFile(filepath.Join(s.prefix, filepath.FromSlash(path)))
	}
	answer, err := s.client.Get(s.prefix + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		return nil, fmt.Errorf("%s: %w", path, os.ErrNotExist)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: HTTP %d", path, answer.StatusCode)
	}
	return io.ReadAll(io.LimitReader(answer.Body, maxFile))
}

package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Type of key of a cosigner. C2SP signed-note, "Signature types".
const cosigner = 4

// A cosignature key, private or public. Package note knows keys of logs only.
type cosignatureKey struct {
	name    string
	public  ed25519.PublicKey
	private ed25519.PrivateKey
}

func parseCosigner(text string) (*cosignatureKey, error) {
	secret := strings.HasPrefix(text, "PRIVATE+KEY+")
	parts := strings.SplitN(strings.TrimPrefix(text, "PRIVATE+KEY+"), "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("malformed key of a cosigner")
	}
	data, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(data) != 33 || data[0] != cosigner {
		return nil, fmt.Errorf("%s: expected the Ed25519 key of a cosigner", parts[0])
	}
	key := &cosignatureKey{name: parts[0], public: data[1:]}
	if secret {
		key.private = ed25519.NewKeyFromSeed(data[1:])
		key.public = key.private.Public().(ed25519.PublicKey)
	}
	if fmt.Sprintf("%08x", key.KeyHash()) != parts[1] {
		return nil, fmt.Errorf("%s: the key id is not that of the key", parts[0])
	}
	return key, nil
}

func (k *cosignatureKey) Name() string { return k.name }

func (k *cosignatureKey) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n\x04"), k.public...))
	return binary.BigEndian.Uint32(sum[:])
}

// message is what a cosigner signs. C2SP tlog-cosignature, "Ed25519 signed message".
func message(text []byte, time uint64) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
}

func (k *cosignatureKey) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	return ed25519.Verify(k.public, message(text, binary.BigEndian.Uint64(signature)), signature[8:])
}

// cosign gives the signature line of a cosigner.
func (k *cosignatureKey) cosign(text []byte, time uint64) string {
	data := binary.BigEndian.AppendUint32(nil, k.KeyHash())
	data = binary.BigEndian.AppendUint64(data, time)
	data = append(data, ed25519.Sign(k.private, message(text, time))...)
	return "— " + k.name + " " + base64.StdEncoding.EncodeToString(data) + "\n"
}

var _ note.Verifier = (*cosignatureKey)(nil)

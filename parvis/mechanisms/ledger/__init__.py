"""An append-only log that anyone can check: hashes, tiles, signed checkpoints, proofs, witnesses and a full audit from the published bytes.
The formats are those of RFC 6962 and C2SP, so that programs we did not write can judge ours."""

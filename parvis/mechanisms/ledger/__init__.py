"""A log that nobody can rewrite: hashes, proofs, checkpoints and witnesses, as the C2SP specifications write them."""

"""Secret ballots that anyone can verify: encrypted ballots, their proofs, trustees who decrypt only the sum, and a strict verifier.
The formats are those of Belenios, version 1 of its protocol, so that programs we did not write can judge ours."""

"""The commands of a secret ballot: each runs on the computer of the person it belongs to."""

"""Tests of the voting family."""

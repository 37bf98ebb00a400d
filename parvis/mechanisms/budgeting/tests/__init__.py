"""Tests of the rules that share a budget."""

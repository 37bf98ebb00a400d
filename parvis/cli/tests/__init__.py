"""Tests of the `parvis` command."""

"""Tests of what all mechanisms share."""

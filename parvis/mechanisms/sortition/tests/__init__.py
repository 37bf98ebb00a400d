"""Tests of drawing by lot."""

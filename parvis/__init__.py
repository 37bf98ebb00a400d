"""Parvis: free software for an open democracy."""

__version__ = "0.1.0"

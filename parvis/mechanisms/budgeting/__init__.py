"""Sharing a budget between projects. Each rule is one file; `profile.py` says what a ballot and an election are."""

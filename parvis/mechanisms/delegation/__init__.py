"""Liquid delegation: who votes for whom at the close, by topic, by area or for everything, and how many votes each voter carries."""

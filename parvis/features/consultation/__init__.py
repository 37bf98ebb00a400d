"""People bring ideas, problems, opinions, questions, proposals and expertise, and support those of others.

A facilitator groups them into options; each option keeps the trail to what it came from.
"""

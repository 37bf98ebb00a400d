"""The log of public acts: each gets its place, the files are published, the head is signed once, and witnesses cosign it.

An act is *waiting* (in the database), then *placed* (it has its number), then *published* (files and checkpoint say so).
"""

"""Making sense of many contributions: similar ones, near-duplicates, themes, syntheses that only quote, maps of arguments.

Nobody's sentence is ever invented, and no model is downloaded: words are counted, and people name what is found.
"""

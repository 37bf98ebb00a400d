"""Maps of opinions: what many people's votes on short statements have in common, and where they part. `opinion_map.py` is ours,
`polis_map.py` gives Polis's own formulas to compare with."""

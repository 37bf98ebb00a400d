"""Arguments for and against, questions and sources on anything that has a ref.

Both sides get the same place, in an order that favours nobody.
"""

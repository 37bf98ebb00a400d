"""Public acts and their log. Whatever people do in public is written here once, in the transaction that does it.

Nobody can change it afterwards.
"""

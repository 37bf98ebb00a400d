"""Accounts: people sign in with a code sent by e-mail, choose a name and follow what interests them.

They take their data with them or have it erased.
"""

"""The ground floor: what every room needs.

In the order rules, record, people, spaces, processes, discussion, decisions, notices and opendata; each uses only those before it.
"""

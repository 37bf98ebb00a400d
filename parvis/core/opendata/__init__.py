"""Open data: whatever a list shows can be taken away as a table, and a process can be taken away whole.

Each room declares its tables in `datasets.py`; rooms under this one have theirs here.
"""

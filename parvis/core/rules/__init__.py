"""Yes, or no with a reason a citizen understands.

Every rule of the house answers with a verdict, and every page can show why a door is closed.
"""

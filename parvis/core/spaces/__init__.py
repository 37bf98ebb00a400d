"""Territories and organisations, and who is what in them. People join a space and hold roles and mandates there for a time."""

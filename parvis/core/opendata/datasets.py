"""The tables of the rooms under this one."""

"""The tables of the rooms under this one."""

from parvis.core.opendata.datasets import decisions, discussion, processes, promises, record, spaces

__all__ = ["decisions", "discussion", "processes", "promises", "record", "spaces"]

"""The tables of the rooms under this one."""

from parvis.core.opendata.datasets import decisions, processes, promises, record

__all__ = ["decisions", "processes", "promises", "record"]

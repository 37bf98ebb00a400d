"""Files of ballots that other programs write and read: which reader for which name, and what they all give.

The readers take bytes and never open a file: `parvis count` does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from parvis.mechanisms.voting.profile import Profile

READERS = {
    ".cat": "preflib",
    ".soc": "preflib",
    ".soi": "preflib",
    ".toc": "preflib",
    ".toi": "preflib",
    ".blt": "blt",
    ".csv": "ballot_csv",
    ".tsv": "ballot_csv",
}


class BallotFileError(ValueError):
    """A file that cannot be read as it claims to be: the file, the line, what was expected and what came."""

    def __init__(self, name: str, line: int | None, message: str) -> None:
        super().__init__(f"{name}, line {line}: {message}" if line else f"{name}: {message}")


@dataclass(frozen=True, kw_only=True)
class BallotFile:
    """What a file of ballots holds. The refs of its options are their numbers in the file, from "1" on."""

    title: str
    titles: Mapping[str, str]
    """The name of each option, by its ref, in the order of the file."""
    profile: Profile[Any]  # the kind of ballot decides which
    seats: int | None = None
    tie_order: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader noticed and that does not prevent counting."""


def read(name: str, content: bytes, **wanted: object) -> BallotFile:
    """Read the content of a file by the ending of its name; raise BallotFileError when it cannot be read.

    `wanted` goes to the reader of CSV, which does not know what its cells mean: ballot="ranking", grades=("good", "poor").
    """
    ending = name[name.rfind(".") :].lower()
    if ending not in READERS:
        raise BallotFileError(name, None, f"a file ending in {', '.join(READERS)} was expected.")
    module = import_module(f"parvis.mechanisms.voting.{READERS[ending]}")
    reader = cast("Callable[..., BallotFile]", module.read)
    return reader(name, text(name, content), **(wanted if READERS[ending] == "ballot_csv" else {}))


def text(name: str, content: bytes) -> str:
    """Give the text of a file: UTF-8, with or without its mark, else Latin 1, as older programs wrote."""
    if b"\0" in content:
        raise BallotFileError(name, None, "a text was expected; this is a binary file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def refs(count: int) -> tuple[tuple[str, ...], list[int]]:
    """Give the refs "1" to count as a profile keeps them, and the position of each number among them.

    >>> refs(11)[0][:4], refs(11)[1][:4]
    (('1', '10', '11', '2'), [-1, 0, 3, 4])
    """
    options = tuple(sorted(str(number) for number in range(1, count + 1)))
    positions = [-1] * (count + 1)
    for position, ref in enumerate(options):
        positions[int(ref)] = position
    return options, positions

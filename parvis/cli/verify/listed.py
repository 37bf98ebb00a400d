"""Is what the site lists what the record says? Contributions that were published, withdrawn, hidden, shown again."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from parvis.mechanisms.ledger.edge import Edge, read_bundle
from parvis.mechanisms.ledger.entries import decode_all
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import TILE_WIDTH, entry_bundles, unpack

# An entry without these bytes says nothing of a contribution.
MARK = b'"acte":"contribution.'


class Life(StrEnum):
    """What the record says of a contribution last."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


# The acts that publish a contribution or change what is shown of it; see docs/guides/acts.md.
BECOMES = {
    "contribution.publiée": Life.SHOWN,
    "contribution.reprise": Life.SHOWN,
    "contribution.archivée": Life.SHOWN,
    "contribution.rétablie": Life.SHOWN,
    "contribution.retirée": Life.WITHDRAWN,
    "contribution.masquée": Life.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the record says, beside what the site lists.

    Arguments:
        counts: `published`, `withdrawn`, `hidden`, `shown`, as the record says.
        listed: how many the public list shows.
        absent: refs that the record shows and the list does not.
        extra: refs that the list shows and the record does not.
    """

    counts: dict[str, int]
    listed: int
    absent: list[str]
    extra: list[str]

    @property
    def holds(self) -> bool:
        """Whether they say the same."""
        return not self.absent and not self.extra


class Reading:
    """The published files, and what the bundles that an audit reads say of contributions: each byte is asked for once.

    Arguments:
        source: the published files.

    What is found counts only once the audit has come to its end.
    """

    def __init__(self, source: Storage) -> None:
        self.source = source
        self.found: dict[str, Life] = {}

    def read(self, path: str) -> bytes:
        """Give the bytes at this path, and remember what the entries in them say."""
        data = self.source.read(path)
        if path.startswith("tile/entries/") and MARK in data:
            width = int(path.rpartition(".p/")[2]) if ".p/" in path else TILE_WIDTH
            for entry in decode_all([each for each in unpack(data, width) if MARK in each]):
                if (life := BECOMES.get(str(entry["acte"]))) is not None:
                    self.found[str(entry["objet"]).removeprefix("urn:uuid:")] = life
        return data

    def catch_up(self, edge: Edge) -> None:
        """Read what an earlier audit has read already, and make sure that it is still the same.

        Raises:
            Rejected: it is not.
        """
        again = Edge()
        for bundle in entry_bundles(edge.size):
            deque(again.add(leaf_hashes(read_bundle(bundle, self))), maxlen=0)
        if again.root != edge.root:
            raise Rejected("wrong-root", f"The first {edge.size} entries are not those that the saved audit had read.", size=edge.size)


def compare(said: Mapping[str, Life], listed: Iterable[str]) -> Comparison:
    """Compare the record with the list of refs that the site shows.

    >>> compare({"a": Life.SHOWN, "b": Life.HIDDEN}, ["a"]).holds
    True
    >>> compare({"a": Life.SHOWN, "b": Life.HIDDEN}, ["b"]).absent
    ['a']
    """
    refs, count = set(listed), Counter(said.values())
    shown = {ref for ref, life in said.items() if life is Life.SHOWN}
    counts = {
        "published": len(said),
        "withdrawn": count[Life.WITHDRAWN],
        "hidden": count[Life.HIDDEN],
        "shown": len(shown),
    }
    return Comparison(counts, len(refs), sorted(shown - refs), sorted(refs - shown))

"""`parvis verify promise FILE PLACE --policy P`: was the act published in time, as the log promised? Loads no Django."""

from __future__ import annotations

import argparse
import time
from collections import deque
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.cli.storage import place
from parvis.cli.verify.receipt import moment, read_policy
from parvis.mechanisms.ledger.edge import Edge, read_tile
from parvis.mechanisms.ledger.hashing import HASH_SIZE
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.storage import Storage
from parvis.mechanisms.ledger.tiles import hash_tiles
from parvis.ui.sentences.record import SAID, refusal


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the promise, as it was downloaded")
    parser.add_argument("place", help="address of the record, or a folder with its files")
    parser.add_argument("--policy", type=Path, required=True, help="whom to believe: a file of keys that does not come from the same site")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the answer")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when the promise is kept or its time is not over, 1 when it is broken or is none."""
    spoken, policy, source = language(arguments.language), read_policy(arguments.policy), place(arguments.place)
    said = SAID[spoken]
    try:
        promise = Promise.open(arguments.file.read_bytes(), [log.key for log in policy.logs])
        size, index = find(promise, policy, source)
    except Rejected as error:
        print(refusal(error.code, error.facts, str(error), spoken))
        return 1
    except FileNotFoundError as error:
        raise CommandError(f"{error.filename or error} is not published at {arguments.place}.") from None
    if index is not None:
        print(said["kept-promise"].format(place=index, size=size))
        return 0
    if promise.broken(leaf_is_included=False, now=int(time.time())):
        print(said["broken-promise"])
        return 1
    print(said["open-promise"].format(moment=moment(promise.before)))
    return 0


def find(promise: Promise, policy: Policy, source: Storage) -> tuple[int, int | None]:
    """Give the size of the published record, and the place of the promised entry in it, if it is there.

    All hashes of entries are read, and must have the signed root: so that an absence is an absence.

    Raises:
        Rejected: the record is not believed, is another one, or its tiles do not have the signed root.
    """
    head = policy.accept(source.read("checkpoint")).checkpoint
    if head.origin != promise.origin:
        raise Rejected("wrong-origin", f"The promise is that of {promise.origin!r}; this record is {head.origin!r}.")
    edge, found = Edge(), None
    for tile in hash_tiles(head.size):
        if tile.level != 0:
            break
        data = read_tile(tile, source)
        hashes = [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
        if promise.leaf in hashes:
            found = edge.size + hashes.index(promise.leaf)
        deque(edge.add(hashes), maxlen=0)
    if edge.root != head.root:
        raise Rejected("wrong-root", f"The published tiles of {head.size} entries do not have the signed root.", size=head.size)
    return head.size, found

"""The keys of the log and of the witness: files that only the owner reads, outside the database."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from parvis.mechanisms.ledger.encoding import decode_number
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey

LOG, WITNESS, RETIRED = "registre", "temoin", "registre.anciennes"
NEXT = "registre.suivante"  # the key of a log that begins anew, until the database says that it has
NEEDS_ITS_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class Retired:
    """A key that signs no more: its receipts stay good, up to the size at which it was retired."""

    key: VerifierKey
    size: int


def origin() -> str:
    """Give the name of this log: the one its keys were made with, whatever became of the address since."""
    return log_keys()[-1].name


def number(name: str | None = None) -> int:
    """Give the number of a log of this instance from its name: 1, or what stands at the end once it began anew (`…/registre/2`)."""
    last = (name or origin()).rpartition("/")[2]
    return int(last) if last.isdecimal() else 1


def log_keys() -> list[SigningKey]:
    """Give the keys that sign checkpoints, the newest last; the first one is made the first time. Two during a rotation."""
    return _keys(LOG, Kind.LOG)


def witness_key() -> SigningKey:
    """Give the key that cosigns the checkpoints of other logs; made the first time."""
    return _keys(WITNESS, Kind.COSIGNER)[-1]


def retired_keys() -> list[Retired]:
    """Give the keys that signed earlier, each with the size of the log when it stopped."""
    path = _folder() / RETIRED
    lines = path.read_text().splitlines() if path.exists() else []
    return [Retired(VerifierKey.parse(key), decode_number(size, "a size")) for size, key in (line.split(" ", 1) for line in lines)]


def add_key() -> SigningKey:
    """Make another key of the same name, which signs beside the one before."""
    known = log_keys()
    made = SigningKey.generate(known[-1].name, Kind.LOG, randomness=secrets.token_bytes)
    _write(_folder() / LOG, [*known, made])
    return made


def retire_key(size: int) -> VerifierKey:
    """Let the oldest key sign no more, and remember at which size of the log; its secret is deleted.

    Raises:
        ValueError: there is one key only.
    """
    oldest, *kept = log_keys()
    if not kept:
        raise ValueError("This log has one key only: add the next one first, and let witnesses and citizens learn of it.")
    lines = [f"{each.size} {each.key}\n" for each in retired_keys()]
    _replace(_folder() / RETIRED, "".join([*lines, f"{size} {oldest.verifier}\n"]))
    _write(_folder() / LOG, kept)
    return oldest.verifier


def next_key(name: str) -> SigningKey:
    """Give the key of the log that will begin anew under this name; it signs nothing before `begin_anew`."""
    _replace(_folder() / NEXT, f"{SigningKey.generate(name, Kind.LOG, randomness=secrets.token_bytes).encode()}\n")
    return _keys(NEXT, Kind.LOG)[-1]


def begin_anew() -> None:
    """Let the next key take the place of all others: their secrets are deleted. The list of retired keys stays, under another name."""
    folder = _folder()
    retired = folder / RETIRED
    if retired.exists():
        retired.replace(folder / f"{RETIRED}.{number(_keys(NEXT, Kind.LOG)[-1].name) - 1}")
    (folder / NEXT).replace(folder / LOG)


def _folder() -> Path:
    return Path(settings.PARVIS_KEYS)


def _keys(name: str, kind: Kind) -> list[SigningKey]:
    path = _folder() / name
    if not path.exists():
        _make(path, SigningKey.generate(f"{urlsplit(settings.PARVIS_URL).netloc}/{name}", kind, randomness=secrets.token_bytes))
    return [SigningKey.parse(line) for line in path.read_text().splitlines()]


def _make(path: Path, key: SigningKey) -> None:
    """Write a first key whole, unless another process has just done so."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    _save(draft, f"{key.encode()}\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _write(path: Path, keys: list[SigningKey]) -> None:
    _replace(path, "".join(f"{key.encode()}\n" for key in keys))


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    _save(draft, text)
    draft.replace(path)


def _save(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, NEEDS_ITS_OWNER), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

"""Files of a secret ballot: secrets that only their owner can read, archives that only grow."""

import fcntl
import json
import mmap
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.mechanisms.result import Plain
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.ui.sentences import sentence


def say(code: str, asked: str | None = None, **facts: Plain) -> None:
    """Print a sentence."""
    print(sentence(f"secrecy.{code}", facts, language(asked)))


@contextmanager
def told(asked: str | None = None) -> Iterator[None]:
    """Turn what is refused into a sentence for the person at the keyboard."""
    try:
        yield
    except Rejected as error:
        raise CommandError(refusal(error, language(asked))) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        code = "file.forbidden" if isinstance(error, PermissionError) else "file.none"
        raise CommandError(refusal(Rejected(code, file=str(error.filename)), language(asked))) from None


def refusal(error: Rejected, spoken: str) -> str:
    """Give the sentence of a refusal, with the trustee or the question it is about and the name of the check."""
    where = [sentence(f"secrecy.where.{name}", error.facts, spoken) for name in ("trustee", "owner", "question") if name in error.facts]
    separator = "\u00a0: " if spoken == "fr" else ": "
    said = sentence(f"secrecy.{error.code}", error.facts, spoken)
    return f"{', '.join(where)}{separator if where else ''}{said} [{error.code}]"


def read(path: Path) -> bytes:
    """Give the bytes of a public file, without the newline that an editor may have left at its end."""
    return path.read_bytes().rstrip(b"\r\n")


def read_json(path: Path) -> object:
    """Give the values of a JSON file."""
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        raise Rejected("file.json", file=str(path)) from None


def read_lines(paths: list[Path]) -> list[object]:
    """Give the values of files that hold one JSON value a line, in the order they come."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                found += [json.loads(line)] if line.strip() else []
            except ValueError:
                raise Rejected("file.json-line", file=str(path), line=number) from None
    return found


def read_secret(path: Path) -> str:
    """Give a secret; refuse one that other people of this computer can read."""
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Rejected("file.secret-open", file=str(path))
    try:
        return path.read_text().strip()
    except UnicodeDecodeError:
        raise Rejected("file.text", file=str(path)) from None


def write_secret(path: Path, content: str | bytes) -> None:
    """Write a secret that only its owner can read; never over another file."""
    _write(path, content, 0o600)


def write_public(path: Path, content: str | bytes) -> None:
    """Write a file to be given to others; never over another file."""
    _write(path, content, 0o644)


def _write(path: Path, content: str | bytes, mode: int) -> None:
    data = content.encode() if isinstance(content, str) else content
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise Rejected("file.exists", file=str(path)) from None
    with os.fdopen(handle, "wb") as file:
        file.write(data if data.endswith(b"\n") or path.suffix == ".bel" else data + b"\n")
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def mapped(path: Path) -> Iterator[memoryview]:
    """Give the bytes of a file without reading it into memory."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield memoryview(b"")
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held, memoryview(held) as view:
            yield view


def append(path: Path, make: Callable[[memoryview], bytes]) -> None:
    """Append to an archive what `make` gives from its bytes. One writer at a time; all of it or nothing."""
    with path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with mapped(path) as view:
            added, before = make(view), len(view)
        try:
            file.seek(before)
            file.write(added)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(before)
            raise

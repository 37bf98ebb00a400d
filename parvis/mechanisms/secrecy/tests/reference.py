"""The reference elections, made by programs we did not write, and ways to tamper with an archive while its chain of hashes stays whole."""

from collections.abc import Callable
from pathlib import Path

from parvis.mechanisms.secrecy import archive
from parvis.mechanisms.secrecy.verification import Report, Verifier

Step = tuple[str, list[bytes]]


def archives(shared: Path, pattern: str) -> list[Path]:
    """Give the archives of the reference elections that match."""
    return sorted((shared / "data" / "belenios").glob(pattern))


def one(shared: Path, name: str) -> bytes:
    """Give the final archive of a reference election."""
    (path,) = (shared / "data" / "belenios" / name).glob("*.bel")
    return path.read_bytes()


def verified(data: bytes, **options: object) -> Report:
    """Give the report on an archive."""
    return Verifier(memoryview(data), **options).run()


def failed(data: bytes, **options: object) -> dict[str, list[str]]:
    """Give the checks that fail, with the code of each problem."""
    report = verified(data, **options)
    return {check.name: [problem.code for problem in check.problems] for check in report.checks if check.state == "fails"}


def steps(data: bytes) -> tuple[int, list[Step]]:
    """Give the timestamp of an archive, and each event with its payloads."""
    view, found, waiting = memoryview(data), [], []
    board = archive.Board.read(view)
    for name, span in list(archive._records(view))[1:]:
        body = bytes(view[span.start : span.start + span.size])
        if ".data." in name:
            waiting.append(body)
        else:
            found.append((archive.read(body, "event")["type"], waiting))
            waiting = []
    return board.timestamp, found


def build(timestamp: int, events: list[Step]) -> bytes:
    """Give the archive of these events, whatever they are, with hashes that follow."""
    data, parent = archive.first(timestamp), ""
    for height, (kind, payloads) in enumerate(events):
        added, parent = archive.event(kind, payloads, parent=parent, height=height, timestamp=timestamp)
        data += added
    return data


def tampered(data: bytes, change: Callable[[list[Step]], object]) -> bytes:
    """Give the archive with its events changed, and every hash made again."""
    timestamp, events = steps(data)
    changed = change(events)
    return build(timestamp, changed if isinstance(changed, list) else events)


def renamed(kind: str, payloads: list[bytes]) -> Step:
    """Give an event whose last payload names the hash of the first again."""
    digest = archive.digest(payloads[0])
    if kind == "EncryptedTally":
        return kind, [payloads[0], archive.write(archive.read(payloads[1], "sizes") | {"encrypted_tally": digest})]
    return kind, [payloads[0], archive.write(archive.read(payloads[1], "owner") | {"payload": digest})]

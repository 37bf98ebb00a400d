"""The public archive of an election, `.bel`: an old-style tar to which events are only added, each naming the hash of the one before (4.4).

Written and read byte for byte: `Board.read` refuses a file that differs in one byte from what writing its content again would give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from parvis.mechanisms.secrecy.canonical import digest, fields, integer, natural, read, write
from parvis.mechanisms.secrecy.places import Datum, Places, Span
from parvis.mechanisms.secrecy.rejected import Rejected

BLOCK = 512
_HEAD = "BELENIOS"
_NAME = re.compile(r"([0-9a-f]{64})\.(data|event)\.json")
# Larger than any datum of an election: the encrypted tally of a million ballots that are shuffled.
_LARGEST = 1 << 31


@dataclass
class Board:
    """What an archive holds, by kind, with the place of each datum; the bytes stay in the file."""

    timestamp: int
    election: Datum | None = None
    trustees: Datum | None = None
    credentials: Datum | None = None
    ballots: Places = field(default_factory=Places)
    ballots_ended: bool = False
    tally: Datum | None = None
    sized: Datum | None = None
    shuffles: list[tuple[int, Datum]] = field(default_factory=list)
    shuffles_ended: bool = False
    decryptions: list[tuple[int, Datum]] = field(default_factory=list)
    result: Datum | None = None
    height: int = -1
    last: str = ""
    """Hash of the last event: publishing it commits to all that precedes."""

    @classmethod
    def read(cls, data: memoryview, progress: Callable[[int], None] = lambda done: None) -> Board:
        """Read a whole archive, checking each byte of its layout, each hash, the chain and the order of events.

        `data` may be a memory map; `progress` is told how many bytes have been read.
        """
        records = _records(data)
        name, span = next(records, ("", Span(0, 0)))
        if name != _HEAD:
            raise Rejected("archive.head")
        head = fields(read(bytes(_bytes(data, span)), "BELENIOS"), ("version", "timestamp"), "BELENIOS")
        integer(head["version"], "version", 1, 1)
        timestamp = natural(head["timestamp"], "timestamp")
        if timestamp >= 8**11:
            raise Rejected("form.number", what="timestamp")
        board = cls(timestamp)
        _check_record(data, _HEAD, span, timestamp)
        waiting: list[Datum] = []
        for name, span in records:
            _check_record(data, name, span, timestamp)
            body = bytes(_bytes(data, span))
            found = _NAME.fullmatch(name)
            if not found or found[1] != digest(body):
                raise Rejected("archive.hash", position=span.start, name=name[:80])
            if found[2] == "data":
                waiting.append(Datum(span, found[1]))
                if len(waiting) > 4:
                    raise Rejected("archive.stray", position=waiting[0].span.start)
                continue
            board._event(data, body, found[1], waiting)
            waiting = []
            progress(span.start + span.size)
        if waiting:
            raise Rejected("archive.stray", position=waiting[0].span.start)
        return board

    def _event(self, data: memoryview, body: bytes, name: str, payloads: list[Datum]) -> None:
        event = fields(read(body, "event"), ("parent", "height", "type", "payload"), "event", frozenset({"parent", "payload"}))
        if event.get("parent", "") != self.last or event["height"] != self.height + 1 or type(event["height"]) is not int:
            raise Rejected("archive.chain", height=self.height + 1)
        kind = event["type"]
        if kind not in ORDER or not self.expects(kind):
            raise Rejected("archive.order", height=self.height + 1, type=str(kind)[:40])
        if len(payloads) != ORDER[kind] or event.get("payload") != (payloads[-1].hash if payloads else None):
            raise Rejected("archive.payload", height=self.height + 1, type=kind)
        self._keep(kind, payloads, [bytes(_bytes(data, payload.span)) for payload in payloads] if kind != "Ballot" else [])
        self.height, self.last = self.height + 1, name

    def expects(self, kind: str) -> bool:
        """Say whether an event of this kind may come next."""
        match kind:
            case "Setup":
                return self.election is None
            case "Ballot" | "EndBallots":
                return self.election is not None and not self.ballots_ended
            case "EncryptedTally":
                return self.ballots_ended and self.tally is None
            case "Shuffle":
                return self.tally is not None and not self.shuffles_ended and not self.decryptions and self.result is None
            case "EndShuffles":
                return bool(self.shuffles) and not self.shuffles_ended and not self.decryptions and self.result is None
            case "PartialDecryption":
                return self.tally is not None and (not self.shuffles or self.shuffles_ended) and self.result is None
        return bool(self.decryptions) and self.result is None

    def note(self, kind: str, payloads: Sequence[bytes]) -> None:
        """Take note of an event that has just been written after the others, so that `expects` knows of it."""
        data = [Datum(Span(0, len(payload)), digest(payload)) for payload in payloads]
        self._keep(kind, data, payloads)

    def _keep(self, kind: str, payloads: Sequence[Datum], bodies: Sequence[bytes]) -> None:
        match kind:
            case "Setup":
                said = fields(read(bodies[3], "setup"), ("election", "trustees", "credentials"), "setup")
                if [*said.values()] != [payload.hash for payload in payloads[:3]]:
                    raise Rejected("archive.payload", height=self.height + 1, type=kind)
                self.election, self.trustees, self.credentials = payloads[:3]
            case "Ballot":
                self.ballots.append(payloads[0])
            case "EndBallots":
                self.ballots_ended = True
            case "EncryptedTally":
                self.tally, self.sized = payloads
            case "EndShuffles":
                self.shuffles_ended = True
            case "Result":
                self.result = payloads[0]
            case "Shuffle" | "PartialDecryption":
                said = fields(read(bodies[1], "owner"), ("owner", "payload"), "owner")
                owner = integer(said["owner"], "owner", 1)
                if said["payload"] != payloads[0].hash:
                    raise Rejected("archive.payload", height=self.height + 1, type=kind)
                (self.shuffles if kind == "Shuffle" else self.decryptions).append((owner, payloads[0]))


# Events, and how many data precede each.
ORDER = {
    "Setup": 4,
    "Ballot": 1,
    "EndBallots": 0,
    "EncryptedTally": 2,
    "Shuffle": 2,
    "EndShuffles": 0,
    "PartialDecryption": 2,
    "Result": 1,
}


def record(name: str, body: bytes, timestamp: int) -> bytes:
    """Give the bytes of one file of the archive."""
    return _header(name, len(body), timestamp) + body + bytes(-len(body) % BLOCK)


def first(timestamp: int) -> bytes:
    """Give how an archive begins; the timestamp, in seconds, is that of every record."""
    return record(_HEAD, write({"version": 1, "timestamp": str(timestamp)}), timestamp)


def event(kind: str, payloads: Sequence[bytes], *, parent: str, height: int, timestamp: int) -> tuple[bytes, str]:
    """Give what to add to an archive for an event, and the hash of the event: the parent of the next one."""
    said: dict[str, object] = {"parent": parent} if parent else {}
    said |= {"height": height, "type": kind} | ({"payload": digest(payloads[-1])} if payloads else {})
    body = write(said)
    data = b"".join(record(f"{digest(payload)}.data.json", payload, timestamp) for payload in payloads)
    return data + record(f"{digest(body)}.event.json", body, timestamp), digest(body)


def owned(owner: int, payload: bytes) -> bytes:
    """Give the datum that says which trustee made a payload."""
    return write({"owner": owner, "payload": digest(payload)})


def _records(data: memoryview) -> Iterator[tuple[str, Span]]:
    position = 0
    while position < len(data):
        header = bytes(data[position : position + BLOCK])
        if len(header) < BLOCK:
            raise Rejected("archive.cut", position=position)
        digits, end = header[124:135], header[135]
        if not re.fullmatch(rb"[0-7]{11}", digits) or end:
            raise Rejected("archive.header", position=position)
        size = int(digits, 8)
        start, name = position + BLOCK, header[:100].rstrip(b"\0").decode("ascii", "replace")
        position = start + size + -size % BLOCK
        if position > len(data) or size > _LARGEST:
            raise Rejected("archive.cut", position=start)
        yield name, Span(start, size)


def _check_record(data: memoryview, name: str, span: Span, timestamp: int) -> None:
    header = bytes(data[span.start - BLOCK : span.start])
    if not name.isascii() or header != _header(name, span.size, timestamp):
        raise Rejected("archive.header", position=span.start - BLOCK)
    padding = bytes(data[span.start + span.size : span.start + span.size + -span.size % BLOCK])
    if any(padding):
        raise Rejected("archive.padding", position=span.start + span.size)


def _header(name: str, size: int, timestamp: int) -> bytes:
    header = bytearray(BLOCK)
    for place, text in ((0, name), (100, "0000644"), (108, "0000000"), (116, "0000000"), (124, f"{size:011o}"), (136, f"{timestamp:011o}")):
        header[place : place + len(text)] = text.encode()
    # The checksum is the sum of the header with spaces in its place.
    header[148:156] = b" " * 8
    header[156] = ord("0")
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    return bytes(header[:BLOCK])


def _bytes(data: memoryview, span: Span) -> memoryview:
    return data[span.start : span.start + span.size]

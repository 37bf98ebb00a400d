"""No byte of an archive can change, and nothing that comes makes the verifier stumble: it always gives a report that names a check."""

from functools import cache

import pytest

from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.tests.made import RANK, Chance, Made, complete
from parvis.mechanisms.secrecy.tests.reference import build, renamed, steps, verified

RUBBISH = [b"[]", b"{}", b"null", b"true", b'"', b"1e9", b"-1", b"0.5", b"\xff", b"9" * 5000]


@cache
def small() -> bytes:
    question = Homomorphic(question="?", answers=("a",), min=0, max=1)
    return complete(Made(questions=(question,), voters=1, singles=1), [([1],)]).data


def codes(data: bytes) -> set[str]:
    report = verified(data)
    return {problem.code for check in report.checks for problem in check.problems}


@pytest.mark.slow
def test_every_byte_of_an_archive_counts():
    data = bytearray(small())
    for place in range(len(data)):
        was = data[place]
        for other in (was ^ 1, was ^ 0x20 if was else 0x30):
            data[place] = other
            assert codes(bytes(data)), place
        data[place] = was


@pytest.mark.slow
def test_an_archive_cut_anywhere_is_refused_or_said_not_to_be_over():
    data = small()
    ends = {len(build(*(lambda stamp, events, n=count: (stamp, events[:n]))(*steps(data)))) for count in range(1, len(steps(data)[1]) + 1)}
    for end in range(len(data)):
        report = verified(data[:end])
        assert report.holds == (end in ends)
        assert not report.complete


@pytest.mark.parametrize("size", ["77777777777", "20000000000", "00000000000", "0000000000x"])
def test_a_record_that_says_it_is_larger_than_the_archive_is_refused(size):
    """Nothing is read for it: what it says is compared with what is there."""
    data = bytearray(small())
    data[512 * 2 + 124 : 512 * 2 + 135] = size.encode()
    assert codes(bytes(data)) & {"archive.cut", "archive.header", "archive.hash"}


@pytest.mark.slow
def test_bytes_added_after_the_end_are_refused():
    for added in (b"\0", bytes(512), bytes(1024), small()[:512], small()):
        assert codes(small() + added)


@pytest.mark.slow
@pytest.mark.parametrize("shuffled", [False, True])
def test_any_rubbish_inside_a_datum_is_refused_with_a_reason(shuffled):
    """The hashes are made again, so that what is inside is read."""
    data = complete(Made(questions=(RANK,), voters=2), [([1, 2, 3],), ([2, 1, 3],)], shuffled=(1,)).data if shuffled else small()
    timestamp, events = steps(data)
    chance = Chance(5)
    # Who made a shuffle is a claim that nothing proves: another number of a trustee may stand there.
    places = [
        (event, payload)
        for event, (kind, payloads) in enumerate(events)
        for payload in range(len(payloads))
        if (kind, payload) != ("Shuffle", 1)
    ]
    for _ in range(1500):
        event, payload = places[chance(len(places))]
        kind, payloads = events[event]
        body = bytearray(payloads[payload])
        start = chance(len(body))
        match chance(4):
            case 0:
                body[start] = chance(256)
            case 1:
                del body[start : start + 1 + chance(39)]
            case 2:
                body[start:start] = body[chance(len(body)) :][: 1 + chance(59)]
            case _:
                body[start : start + 1] = RUBBISH[chance(len(RUBBISH))]
        if bytes(body) == payloads[payload]:
            continue
        changed = [bytes(body) if place == payload else one for place, one in enumerate(payloads)]
        tampered = [*events]
        tampered[event] = kind, changed
        if payload == 0 and kind in ("EncryptedTally", "Shuffle", "PartialDecryption"):
            tampered[event] = renamed(kind, changed)
        assert codes(build(timestamp, tampered))

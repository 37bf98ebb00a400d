"""The full audit: what it accepts, every forgery that it refuses, and how it goes on."""

import copy
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.ledger.audit import Audit, State
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import (
    FORGERIES,
    SampleLog,
    act,
    plain,
    published,
    rewritten_and_signed_again,
)
from parvis.mechanisms.ledger.tiles import superseded


def audit(log: SampleLog, *known: Checkpoint, resume: State | None = None, read_entries: bool = False) -> Audit:
    return Audit(log.storage, log.policy, known, resume, read_entries)


def acts(count: int, start: int = 0) -> list[bytes]:
    return [act(index) for index in range(start, start + count)]


@pytest.fixture(scope="module")
def large() -> SampleLog:
    return published(70_000)


def test_a_sound_record_is_accepted(large: SampleLog) -> None:
    one = audit(large)
    steps = list(one)
    assert one.done
    assert (len(steps), steps[0].entries, steps[-1].entries, steps[-1].of) == (274, 256, 70_000, 70_000)
    assert (one.attested.checkpoint, sorted(one.attested.witnesses)) == (large.head, ["w0", "w1"])


@pytest.mark.parametrize("name", FORGERIES)
def test_every_forgery_is_refused(name: str, large: SampleLog) -> None:
    forge, code = FORGERIES[name]
    log = copy.copy(large)
    log.files = dict(large.files)
    forge(log)
    one = audit(log)
    with pytest.raises(Rejected if code else FileNotFoundError) as error:
        list(one)
    assert getattr(error.value, "code", "") == code
    assert str(error.value)
    assert not one.done


def test_nothing_of_a_failed_audit_can_be_saved() -> None:
    log = published(600)
    log.files["tile/0/001"] = bytes(8192)
    one = audit(log)
    with pytest.raises(Rejected):
        list(one)
    with pytest.raises(Rejected) as error:
        one.state()
    assert error.value.code == "no-state"


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 513])
def test_sizes_at_the_limits(size: int) -> None:
    assert [step.entries for step in audit(published(size))][-1:] == ([size] if size else [])


def test_a_rewritten_past_is_seen_by_whoever_kept_a_checkpoint() -> None:
    log = published(600)
    kept = log.head
    assert kept
    log.append(plain(100, 600))
    list(audit(log, kept))
    rewritten_and_signed_again(log)
    list(audit(log))
    with pytest.raises(Rejected) as error:
        list(audit(log, kept))
    assert error.value.code == "not-consistent"


def test_a_record_that_shrinks_or_changes_name_is_refused() -> None:
    log = published(600)
    assert log.head
    before = published(500)
    with pytest.raises(Rejected) as error:
        list(audit(before, log.head))
    assert error.value.code == "rollback"
    first = audit(log)
    list(first)
    with pytest.raises(Rejected) as error:
        list(audit(before, resume=first.state()))
    assert error.value.code == "rollback"
    other = SampleLog("other.example/registre").append(plain(700))
    for resume, known in ((first.state(), ()), (None, (log.head,))):
        with pytest.raises(Rejected) as error:
            list(audit(other, *known, resume=resume))
        assert error.value.code == "wrong-origin"


@settings(max_examples=15)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=4), st.data())
def test_an_audit_goes_on_where_it_stopped(batches: list[int], data: st.DataObject) -> None:
    log, state, size = SampleLog(), None, 0
    for count in batches:
        log.append(acts(count, size))
        size += count
        one = audit(log, resume=state, read_entries=True)
        stop = data.draw(st.integers(0, 3))
        for number, _ in enumerate(one):
            if number == stop:
                break
        state = State.decode(one.state().encode())
        assert state.edge.size % 256 == 0
    last, whole = audit(log, resume=state, read_entries=True), audit(log, read_entries=True)
    list(last)
    list(whole)
    assert last.summary == whole.summary
    assert last.summary.count == size
    assert last.state().encode() == whole.state().encode()


def test_only_what_is_new_is_read_again() -> None:
    log = SampleLog().append(acts(600))
    one = audit(log, read_entries=True)
    list(one)
    log.append(acts(600, 600))
    for index in range(2):
        del log.files[f"tile/entries/00{index}"]
    again = audit(log, resume=one.state(), read_entries=True)
    list(again)
    assert again.summary.count == 1200


def test_a_rewritten_past_is_seen_when_going_on() -> None:
    log = published(700)
    one = audit(log)
    list(one)
    log.append(plain(300, 700))
    rewritten_and_signed_again(log)
    with pytest.raises(Rejected) as error:
        list(audit(log, resume=one.state()))
    assert error.value.code == "wrong-root"


def test_deleted_partial_tiles_are_read_from_the_full_ones() -> None:
    """A log that has grown since its checkpoint was fetched may have deleted them. tlog-tiles, "Partial Tiles"."""
    log = published(250)
    checkpoint = log.files["checkpoint"]
    log.append(plain(50, 250))
    for tile in superseded(250, 300):
        del log.files[tile.path]
    log.files["checkpoint"] = checkpoint
    assert [step.entries for step in audit(log)] == [250]


def test_an_entry_that_is_none_is_named() -> None:
    log = SampleLog().append([*acts(300), b'{"acte": "x"}', *acts(3)])
    list(audit(log))
    with pytest.raises(Rejected, match="Entry 300") as error:
        list(audit(log, read_entries=True))
    assert error.value.facts == {"index": 300}


def test_an_outage_is_not_taken_for_an_absence() -> None:
    class Broken:
        def read(self, path: str) -> bytes:
            raise TimeoutError(path)

    with pytest.raises(TimeoutError):
        list(Audit(Broken(), published(1).policy))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-2],
        lambda data: data.replace(b"parvis/audit/v1", b"parvis/audit/v2"),
        lambda data: data.replace(b'"size": 512', b'"size": 768'),
        lambda data: b"[]",
    ],
)
def test_a_damaged_state_is_refused(change: Callable[[bytes], bytes]) -> None:
    one = audit(SampleLog().append(acts(600)), read_entries=True)
    list(one)
    with pytest.raises(Rejected) as error:
        State.decode(change(one.state().encode()))
    assert error.value.code in ("bad-state", "bad-edge")


def test_a_state_without_its_summary_does_not_make_a_report() -> None:
    log = SampleLog().append(acts(300))
    one = audit(log)
    list(one)
    list(audit(log, resume=one.state()))
    with pytest.raises(Rejected) as error:
        list(audit(log, resume=one.state(), read_entries=True))
    assert error.value.code == "unread-state"


def test_nothing_to_save_before_the_start() -> None:
    with pytest.raises(Rejected):
        audit(published(1)).state()

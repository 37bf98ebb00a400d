"""Votes: the same matrix whatever the order, the parts and the names; what cannot be counted is refused with a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.fold import fold
from parvis.mechanisms.opinions import polis_files
from parvis.mechanisms.opinions.polis_files import BadPolisFile
from parvis.mechanisms.opinions.vote_log import BadVoteLog, VoteLog
from parvis.mechanisms.opinions.votes import InvalidChoice, VoteMatrix
from parvis.mechanisms.result_file import publish, recount

NAMES = ("1", "2", "10", "a")
cells = st.sampled_from([1, 0, -1, [1, "1/4"], [-1, "1/50"]])
pairs = st.lists(st.tuples(st.dictionaries(st.sampled_from(NAMES), cells) | st.none(), st.integers(0, 3)), max_size=8)


@given(pairs, st.data())
@settings(max_examples=60, deadline=None)
def test_order_parts_and_copies_change_nothing(given_pairs, data):
    whole = VoteMatrix.summarise(NAMES, given_pairs, None)
    other = data.draw(st.permutations(given_pairs))
    cut = data.draw(st.integers(0, len(other)))
    parts = fold([other[:cut], other[cut:], []], lambda part: VoteMatrix.summarise(NAMES[::-1], part, None))
    assert parts == whole
    assert hash(parts) == hash(whole)
    copies = [(choice, 1) for choice, weight in given_pairs for _ in range(weight)]
    assert VoteMatrix.summarise(NAMES, copies, None) == whole
    assert VoteMatrix.summarise(NAMES, [*whole.choices(), (None, whole.blank)], None) == whole


@pytest.mark.parametrize("slug", registry.slugs("opinions"))
@given(pairs)
@settings(max_examples=15, deadline=None)
def test_any_votes_give_a_report_that_is_recounted_equal(slug, given_pairs):
    method = registry.get(slug)
    ballots = [{"choice": choice, "weight": weight} for choice, weight in given_pairs]
    file = publish(method, options=[{"ref": name, "title": name} for name in NAMES], ballots=ballots, counts={"eligible": None})
    assert recount(file).equal
    for choice, _ in given_pairs:
        checked = method.check(NAMES, choice)
        assert method.check(NAMES, checked) == checked


rows = st.lists(
    st.tuples(st.sampled_from(["ada", "bao", "chloé"]), st.sampled_from(NAMES), st.sampled_from([1, 0, -1]), st.integers(0, 10**6)),
    max_size=20,
    unique_by=lambda row: row[3],
)


@given(rows, st.data())
@settings(max_examples=60, deadline=None)
def test_the_last_vote_counts_wherever_it_stands(given_rows, data):
    last = {}
    for person, statement, vote, _ in sorted(given_rows, key=lambda row: row[3]):
        last[person, statement] = vote
    other = data.draw(st.permutations(given_rows))
    cut = data.draw(st.integers(0, len(other)))
    log = VoteLog.read(other[:cut]) + VoteLog.read(other[cut:])
    assert {key: cast.vote for key, cast in log.cast.items()} == last
    assert log == VoteLog.read(given_rows)
    assert log.matrix(NAMES)[0] == VoteLog.read(given_rows).matrix(NAMES)[0]


def test_two_votes_without_an_order_are_an_error():
    with pytest.raises(BadVoteLog, match="ada voted 1 and -1 on statement s without a time"):
        VoteLog.read([("ada", "s", 1), ("ada", "s", -1)])
    with pytest.raises(BadVoteLog, match="at the same time"):
        VoteLog.read([("ada", "s", 1, 5)]) + VoteLog.read([("ada", "s", 0, 5)])
    assert VoteLog.read([("ada", "s", 1, 5), ("ada", "s", 1, 5)]).replaced == 1


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"z": 1}, "unknown_statement"),
        ({"1": 2}, "unknown_vote"),
        ({"1": True}, "unknown_vote"),
        ({"1": "yes"}, "unknown_vote"),
        ({"1": [1, "0"]}, "chance"),
        ({"1": [1, "3/2"]}, "chance"),
        ("1", "unreadable"),
    ],
)
def test_a_choice_that_cannot_be_counted_says_what_was_expected(choice, code):
    with pytest.raises(InvalidChoice) as error:
        VoteMatrix.summarise(NAMES, [(choice, 1)], None)
    assert error.value.code == f"opinions.choice.{code}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: columns such as voter-id"),
        ("a,b\n1,2\n", "columns such as voter-id, comment-id and vote were expected"),
        ("voter-id,comment-id,vote\n1,2,5\n", r"line 2: 1 \(agree\), 0 \(pass\) or -1 \(disagree\) was expected; got '5'"),
        ("voter-id,comment-id,vote\n1,2\n", "line 2: 3 columns were expected; got 2"),
        ("voter-id,comment-id,vote\n,2,1\n", "a participant and a statement were expected"),
        ("voter-id,comment-id,vote\n1,2,1\n1,2,-1\n", "nothing says which vote counts"),
        ("voter-id,comment-id,vote,timestamp\n1,2,1,soon\n", "a time as a whole number"),
        ("voter-id,comment-id,vote,chance\n1,2,1,7\n", "a probability above 0"),
        ("participant,group-id,1,2\nada,0,1,-1\nada,0,1,0\n", "already stands on line 2"),
        ("participant,1,1\nada,1,-1\n", "'1' stands twice"),
        ("participant,1,2\nada,yes,\n", "got 'yes'"),
    ],
)
def test_a_file_that_cannot_be_read_says_the_line_and_what_was_expected(text, message):
    with pytest.raises(BadPolisFile, match=message):
        polis_files.read("votes.csv", text.encode())


PLAIN = "timestamp,comment-id,voter-id,vote\n7,1,ada,1\n8,2, bao ,-1\n9,1,ada,0\n,3,bao,1\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("ada", '"ada"'),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text + ",,,\n",
        lambda text: "\ufeff" + text.removesuffix("\n"),
        lambda text: "\n".join([text.partition("\n")[0], *reversed(text.split("\n")[1:-1]), ""]),
    ],
)
def test_a_file_is_read_the_same_however_it_is_written(change):
    log = polis_files.read("votes.csv", PLAIN.encode()).log
    assert polis_files.read("votes.csv", change(PLAIN).encode()).log == log
    assert (log.replaced, log.cast["ada", "1"].vote, log.cast["bao", "2"].time, log.cast["bao", "3"].time) == (1, 0, 8, None)


def test_a_later_vote_settles_two_that_contradict_each_other():
    rows = [("ada", "s", 1, 10), ("ada", "s", -1, 10), ("ada", "s", 0, 12)]
    for order in ((0, 1, 2), (2, 1, 0), (0, 2, 1)):
        log = VoteLog.read([rows[n] for n in order])
        assert (log.cast["ada", "s"].vote, log.replaced) == (0, 2)
    with pytest.raises(BadVoteLog, match="without a time"):
        VoteLog.read([("ada", "s", 1, 10), ("ada", "s", -1)])
    with pytest.raises(BadVoteLog, match="a whole number of milliseconds"):
        VoteLog.read([("ada", "s", 1, 2**70)])
    with pytest.raises(BadVoteLog, match="ada on statement s: 1"):
        VoteLog.read([("bao", "s", 1), ("ada", "s", True)])


def test_bytes_that_are_no_text_and_statements_given_twice_are_refused():
    with pytest.raises(BadPolisFile, match="line 2: a text in UTF-8"):
        polis_files.read("votes.csv", b"voter-id,comment-id,vote\n\xff,1,1\n")
    with pytest.raises(BadPolisFile, match="'1' stands twice"):
        polis_files.statements("comments.csv", b"comment-id,comment-body\n1,One\n1,Two\n")


def test_a_million_statements_are_too_many_and_it_is_said_at_once():
    with pytest.raises(ValueError, match="At most 100,000 statements can be mapped; got 1,000,000"):
        VoteMatrix.summarise([str(n) for n in range(1_000_000)], [({"1": 1}, 1)], None)


def test_statements_are_in_the_order_of_their_numbers():
    assert VoteMatrix.summarise(["10", "9", "b"], [], None).options == ("9", "b", "10")


def test_a_row_put_in_order_says_where_it_stood():
    starts, columns, votes = np.array([0, 2, 2, 3]), np.array([0, 1, 0], np.int32), np.array([1, -1, 0], np.int8)
    matrix, order = VoteMatrix.of(["a", "b"], starts, columns, votes)
    assert (matrix.people, matrix.blank, sorted(order.tolist())) == (2, 1, [0, 2])
    for row, place in enumerate(order):
        assert matrix.votes[matrix.starts[row] : matrix.starts[row + 1]].tolist() == votes[starts[place] : starts[place + 1]].tolist()

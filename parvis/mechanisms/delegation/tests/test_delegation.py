"""Delegations: precedence, circles, caps, and the same answer whatever the order of what was said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.delegation.liquid_delegation import Way, liquid_delegation, ways
from parvis.mechanisms.delegation.mandates import InvalidChoice, Mandate, Member, Members, Question
from parvis.mechanisms.fold import fold
from parvis.mechanisms.result_file import publish, read, recount

NAMES = tuple("abcdefgh")


def members(voted: str, **said: object) -> Members:
    """Give members: those who voted, and to whom the others delegate everything (a text) or their mandates (a list)."""
    everybody = sorted({*voted, *said, *(to for to in said.values() if isinstance(to, str) and len(to) == 1)})
    return Members(
        {
            ref: Member(
                ref in voted,
                tuple([Mandate("2026-01-01", to=str(said[ref]))] if isinstance(said.get(ref), str) else said.get(ref, ())),  # type: ignore[call-overload]  # a list of mandates
            )
            for ref in everybody
        }
    )


def test_votes_go_through_several_people() -> None:
    found = ways(members("d", a="b", b="c", c="d"), Question())
    assert found["a"] == Way(("b", "c", "d"), voter="d")
    assert liquid_delegation(members("d", a="b", b="c", c="d"), Question()).tables["weights"] == {"d": 4}


def test_voting_oneself_comes_first_for_those_behind_too() -> None:
    result = liquid_delegation(members("bd", a="b", b="c", c="d"), Question())
    assert result.tables["carried"] == {"b": ["b", "a"], "d": ["d", "c"]}
    assert result.outcome == ("b", "d")


@pytest.mark.parametrize(
    ("said", "voted", "reason"),
    [
        ({"a": "b", "b": "a"}, "", "circle"),
        ({"a": "b", "b": "c", "c": "b"}, "", "circle"),
        ({"a": "b", "b": ()}, "", "silent"),
    ],
)
def test_votes_that_reach_nobody_are_void_and_say_why(said: dict[str, object], voted: str, reason: str) -> None:
    found = ways(members(voted, **said), Question())
    assert {way.void for way in found.values()} == {reason}


def test_a_circle_in_which_somebody_votes_is_no_circle() -> None:
    assert liquid_delegation(members("b", a="b", b="c", c="a"), Question()).tables["weights"] == {"b": 3}


def test_a_way_in_a_circle_is_told_once_around() -> None:
    found = ways(members("", a="b", b="c", c="b"), Question())
    assert [found[ref].through for ref in "abc"] == [("b", "c"), ("c", "b"), ("b", "c")]


def test_somebody_who_is_no_member_carries_nothing() -> None:
    gone = Members({"a": Member(False, (Mandate("2026", to="left"),))})
    assert ways(gone, Question())["a"] == Way(("left",), void="outside")


def test_the_narrowest_word_counts_and_the_latest_of_those() -> None:
    said = [
        Mandate("2026-01-01", to="b"),
        Mandate("2026-01-02", area="school", to="c"),
        Mandate("2026-01-03", area="school", topic="canteen", to="d"),
        Mandate("2026-01-04", area="school", to="e"),
    ]
    one = Member(False, tuple(said))
    assert one.delegate(Question()) == "b"
    assert one.delegate(Question(area="school")) == "e"
    assert one.delegate(Question(area="school", topic="canteen")) == "d"
    assert one.delegate(Question(area="school", topic="playground")) == "e"
    assert one.delegate(Question(area="roads", topic="bikes")) == "b"
    assert one.delegate(Question(area="school", closes="2026-01-02")) == "c"  # what comes after the close is not read


def test_a_mandate_ends_and_can_be_withdrawn() -> None:
    ending = Member(False, (Mandate("2026-01-01", to="b"), Mandate("2026-01-02", area="school", to="c", until="2026-02-01")))
    assert ending.delegate(Question(area="school", closes="2026-01-31")) == "c"
    assert ending.delegate(Question(area="school", closes="2026-02-01")) == "b"
    withdrawn = Member(False, (Mandate("2026-01-01", to="b"), Mandate("2026-01-05")))
    assert (withdrawn.delegate(Question(closes="2026-01-04")), withdrawn.delegate(Question())) == ("b", "")


def test_a_cap_keeps_the_nearest_and_a_public_lot_decides_between_equals() -> None:
    people = members("z", a="z", b="z", c="z", d="a")
    for cap in (1, 2, 3, 4):
        found = liquid_delegation(people, Question(cap=cap, seed="dice 4 1 6"))
        assert found.tables["weights"] == {"z": min(cap, 5)}
        assert len(found.tables["void"]) == 5 - cap  # type: ignore[arg-type]  # a mapping
    assert "d" not in liquid_delegation(people, Question(cap=4)).tables["carried"]["z"]  # type: ignore[index,call-overload]  # farthest
    seeds = {str(liquid_delegation(people, Question(cap=2, seed=str(seed))).tables["carried"]) for seed in range(40)}
    assert len(seeds) == 3


said_by = st.lists(
    st.builds(
        lambda at, to, scope: (at, to, scope),
        st.integers(1, 9),
        st.sampled_from([*NAMES, "", "stranger"]),
        st.sampled_from([("", ""), ("x", ""), ("x", "y")]),
    ),
    max_size=4,
    unique_by=lambda one: (one[0], one[2]),
)


@given(st.fixed_dictionaries({name: st.tuples(st.booleans(), said_by) for name in NAMES}), st.permutations(NAMES), st.integers(1, 7))
@settings(max_examples=300, deadline=None)
def test_every_vote_is_carried_once_or_void_whatever_the_order(
    drawn: dict[str, tuple[bool, list[tuple[int, str, tuple[str, str]]]]], order: list[str], cut: int
) -> None:
    question = Question(closes="2026-01-06", area="x", topic="y")
    choices: list[tuple[object, int]] = []
    for name in order:
        voted, said = drawn[name]
        mandates = [
            {"at": f"2026-01-{at:02}", "to": to, "area": scope[0], "topic": scope[1]} for at, to, scope in reversed(said) if to != name
        ]
        choices.append(({"member": name, "voted": voted, "mandates": mandates}, 1))
    found = fold([choices[:cut], choices[cut:]], lambda part: Members.summarise(NAMES, part, question))
    assert found == Members.summarise(NAMES, sorted(choices, key=str), question)
    result = liquid_delegation(found, question)
    carried = [ref for refs in result.tables["carried"].values() for ref in refs]  # type: ignore[attr-defined]  # a mapping
    assert sorted([*carried, *result.tables["void"]]) == list(NAMES)  # type: ignore[misc,call-overload]  # a mapping
    for name in NAMES:  # a walk by hand, step by step
        at, seen = name, [name]
        while at in found.members and not found.members[at].voted and (to := found.members[at].delegate(question)) and to not in seen:
            at = to
            seen.append(at)
        reached = at if at in found.members and found.members[at].voted else None
        assert next((voter for voter, refs in result.tables["carried"].items() if name in refs), None) == reached  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"member": "z"}, "unknown"),
        ({"member": "a", "mandates": [{"at": "1", "to": "a"}]}, "herself"),
        ({"member": "a", "mandates": [{"to": "b"}]}, "unreadable"),
        ({"member": "a", "mandates": [{"at": "1", "to": "b", "for": "x"}]}, "unreadable"),
        ({"member": "a", "mandates": [{"at": "1", "to": "b", "topic": "x"}]}, "topic"),
        ({"member": "a", "mandates": [{"at": "1", "to": "b"}, {"at": "1", "to": "c"}]}, "two_at_once"),
        ({"member": "a", "voted": "yes"}, "unreadable"),
        ("a", "unreadable"),
    ],
)
def test_what_cannot_be_used_says_why(said: object, code: str) -> None:
    with pytest.raises(InvalidChoice) as refused:
        Members.summarise(NAMES, [(said, 1)], Question())
    assert refused.value.code == f"delegation.choice.{code}"


def test_somebody_twice_is_refused() -> None:
    with pytest.raises(InvalidChoice, match="expected once"):
        Members.summarise(NAMES, [({"member": "a"}, 1), ({"member": "a"}, 1)], Question())
    with pytest.raises(ValueError, match="nobody is in both parts"):
        members("a") + members("a")


def test_a_cap_and_a_topic_are_checked() -> None:
    with pytest.raises(ValueError, match="at least 1 vote"):
        Question(cap=0)
    with pytest.raises(ValueError, match="The area"):
        Question(topic="canteen")


def test_a_published_delegation_is_counted_again() -> None:
    import json

    people = members("cd", a="b", b="c")
    document = publish(
        liquid_delegation,
        options=[{"ref": ref, "title": ref.upper()} for ref in people.refs],
        ballots=[{"choice": choice} for choice, _ in people.choices()],
        counts={"eligible": 4},
        settings=Question(cap=2, seed="dice"),
    )
    assert recount(read(json.dumps(document).encode())).equal
    document["result"]["tables"]["weights"]["c"] = 3  # type: ignore[index,call-overload]  # plain values
    assert not recount(read(json.dumps(document).encode())).equal


def test_a_long_way_is_walked_without_recursion() -> None:
    long = Members({f"{at:05}": Member(at == 1_999, (Mandate("1", to=f"{at + 1:05}"),)) for at in range(2_000)})
    assert liquid_delegation(long, Question()).tables["weights"] == {"01999": 2_000}

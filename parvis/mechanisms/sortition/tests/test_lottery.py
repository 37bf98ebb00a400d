"""The lottery is exact: whole numbers, every quota on every panel, the same panel from the same seed, and a file that others can check."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.fold import fold
from parvis.mechanisms.randomness import ticket
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.result import Result
from parvis.mechanisms.result_file import publish, recount
from parvis.mechanisms.sortition.ceremony import BrokenPromise, digest, promise, seed
from parvis.mechanisms.sortition.computing import InfeasibleQuotas, compute
from parvis.mechanisms.sortition.groups import Groups
from parvis.mechanisms.sortition.lottery import BadLottery, people
from parvis.mechanisms.sortition.pool import Draw, Person, Pool
from parvis.mechanisms.sortition.relaxing import contradictions, proposals
from parvis.mechanisms.sortition.replacing import replacement, reserve
from parvis.mechanisms.sortition.tests.shared import draws, every_panel

METHODS = [pytest.param(method, id=method.slug) for method in registry.all("sortition")]
for_each_method = pytest.mark.parametrize("method", METHODS)


def asked_of(method, drawn):
    pool, asked = drawn
    return pool, method.read_settings(
        settings_to_json(replace(asked, one_per_household=asked.one_per_household and method.slug != "simple-draw"))
    )


@for_each_method
@given(drawn=draws())
@settings(max_examples=25, deadline=None)
def test_every_draw_is_well_formed(method, drawn):
    pool, asked = asked_of(method, drawn)
    panels = {*every_panel(pool, asked)}
    if not panels and method.slug != "simple-draw":
        with pytest.raises(ValueError):
            method(pool, asked)
        return
    result = method(pool, asked)
    assert Result.from_json(result.to_json()) == result
    assert len(set(result.outcome)) == asked.size
    assert method.slug == "simple-draw" or result.outcome in panels
    assert result == method(pool, asked)
    turned = replace(asked, **{name: getattr(asked, name)[::-1] for name in ("features", "values", "minimum", "maximum")})
    assert method(pool, turned).outcome == result.outcome
    shared = sum(Fraction(chance) for chance in result.tables["probabilities"].values())
    assert shared == (asked.size if method.slug != "stratified-draw" else 0)


@for_each_method
@given(drawn=draws(most=8), cut=st.integers(0, 8))
@settings(max_examples=15, deadline=None)
def test_a_pool_in_parts_is_the_same_pool(method, drawn, cut):
    pool, asked = asked_of(method, drawn)
    pairs = pool.choices()
    parts = [pairs[:cut], pairs[cut:]]
    summed = fold(parts, lambda part: method.summarise(pool.refs, part, asked))
    assert (summed, hash(summed)) == (pool, hash(pool))
    assert method.summarise(pool.refs[::-1], pairs[::-1], asked) == pool
    for choice, _ in pairs:
        assert method.check(pool.refs, choice, asked) == choice
    with pytest.raises(ValueError, match="nobody is in both"):
        _ = pool + pool


@given(draws(), st.text(max_size=5))
@settings(max_examples=30, deadline=None)
def test_drawing_again_needs_the_file_and_no_solver(drawn, words):
    pool, asked = drawn
    method = registry.get("leximin")
    try:
        asked = replace(compute(pool, asked, "leximin").into(asked), seed=words)
    except InfeasibleQuotas:
        return
    file = publish(
        method,
        options=[{"ref": ref, "title": ref} for ref in pool.refs],
        ballots=[{"choice": choice} for choice, _ in pool.choices()],
        counts={"eligible": None},
        settings=asked,
    )
    assert recount(file).equal
    file["result"]["outcome"] = file["result"]["outcome"][1:]
    assert not recount(file).equal
    # A panel that does not meet the quotas is refused.
    file["mechanism"]["settings"]["panels"][0] = [0] * (asked.size + 1)
    with pytest.raises(ValueError, match="panel 0"):
        recount(file)


def test_everybody_of_a_group_is_drawn_as_often_as_the_others():
    asked = Draw(size=2, features=("a", "a"), values=("x", "y"), minimum=(1, 1), maximum=(1, 1), one_per_household=True)
    homes = {"p0": "h0", "p1": "h0", "p2": "h1", "p3": "h1", "p4": None, "p5": None}
    pool = Pool({ref: Person({"a": "x" if int(ref[1]) % 2 else "y"}, home) for ref, home in homes.items()})
    groups, lottery = Groups.of(pool, asked), compute(pool, asked, "leximin")
    drawn: Counter[str] = Counter()
    for number in range(3000):
        _, panel = lottery.drawn(ticket(f"{number}", lottery.tickets))
        chosen = people(groups, panel, f"{number}")
        assert len({homes[ref] or ref for ref in chosen}) == 2
        drawn.update(chosen)
    # Six people share two seats of 3,000 draws: 1,000 each, with a standard deviation of 26.
    assert all(abs(drawn[ref] - 1000) < 130 for ref in homes)


def test_tickets_are_drawn_evenly():
    drawn = Counter(ticket(str(number), 10) for number in range(5000))
    assert sorted(drawn) == list(range(10))
    assert all(abs(held - 500) < 110 for held in drawn.values())


@given(draws(), st.integers(1, 2000))
@settings(max_examples=30, deadline=None)
def test_few_tickets_are_shared_in_whole_numbers_too(drawn, tickets):
    pool, asked = drawn
    try:
        lottery = compute(pool, replace(asked, tickets=tickets), "leximin")
    except InfeasibleQuotas:
        return
    groups = Groups.of(pool, asked)
    assert sum(lottery.weights) == tickets
    assert sum(seats for seats in lottery.seats(groups)) == tickets * asked.size
    assert all(isinstance(weight, int) and weight > 0 for weight in lottery.weights)


def test_a_lottery_with_a_wrong_panel_is_refused():
    asked = Draw(size=1, features=("a", "a"), values=("x", "y"), minimum=(1, 0), maximum=(1, 0), panels=((1,),), weights=(10,), tickets=10)
    pool = Pool({"p0": Person({"a": "x"}), "p1": Person({"a": "y"})})
    with pytest.raises(BadLottery, match="panel 0"):
        registry.get("leximin")(pool, asked)
    with pytest.raises(ValueError, match="10 tickets were expected"):
        replace(asked, weights=(9,))


def test_a_computation_that_is_stopped_says_how_far_it_may_be():
    # Four features over 24 people: too few panels are known when it is stopped at once.
    refs = [f"p{number:02}" for number in range(24)]
    pool = Pool({ref: Person({f: str((place * (k + 3) + place // 5) % 3) for k, f in enumerate("abcd")}) for place, ref in enumerate(refs)})
    quotas = [(f, v, 1, 5) for f in "abcd" for v in "012"]
    names, said, least, most = (tuple(column) for column in zip(*quotas, strict=True))
    asked = Draw(size=8, features=names, values=said, minimum=least, maximum=most)
    told = []
    lottery = compute(pool, asked, "leximin", lambda progress: told.append(progress) or False)
    assert len(told) == 1
    assert told[0].minimum <= told[0].bound
    assert lottery.short is not None
    told = [step.code for step in registry.get("leximin")(pool, replace(lottery.into(asked), seed="s")).steps]
    assert "sortition.left-out" not in told  # that no panel holds somebody is said only when it has been shown
    assert ("sortition.not-reached" in told) == any(not chance for chance in lottery.chances(Groups.of(pool, asked)))
    best = compute(pool, asked, "leximin")
    assert best.short is None
    groups = Groups.of(pool, asked)
    for had, could in zip(lottery.chances(groups), best.chances(groups), strict=True):
        assert had >= could - lottery.short - Fraction(1, 10_000)


@given(draws())
@settings(max_examples=40, deadline=None)
def test_a_member_who_leaves_is_replaced_within_the_quotas(drawn):
    pool, asked = drawn
    panels = list(every_panel(pool, asked))
    if not panels:
        return
    panel = panels[0]
    rest, smaller = replacement(pool, asked, panel, panel[:1])
    try:
        drawn_instead = registry.get("leximin")(rest, smaller).outcome
    except InfeasibleQuotas:
        assert not any({*other} >= {*panel[1:]} and other != panel for other in panels)
        return
    assert tuple(sorted((*panel[1:], *drawn_instead))) in panels
    others, half = reserve(pool, asked, panel, 1)
    assert set(others.refs).isdisjoint(panel)
    assert half.size == 1


def test_the_smallest_change_is_proposed_first():
    pool = Pool({f"p{number}": Person({"a": "x" if number < 2 else "y", "b": "u" if number % 2 else "v"}) for number in range(8)})
    asked = Draw(size=4, features=("a", "a", "b", "b"), values=("x", "y", "u", "v"), minimum=(3, 0, 0, 0), maximum=(4, 4, 4, 4))
    with pytest.raises(InfeasibleQuotas):
        compute(pool, asked, "leximin")
    assert [step.code for step in contradictions(pool, asked)] == ["sortition.wrong.people"]
    first, *_ = proposals(pool, asked)
    assert [(change.quota.value, change.least, change.most) for change in first.changes] == [("x", 2, 4)]
    assert proposals(pool, asked, {quota: (quota.least, quota.most) for quota in asked.quotas()}) == ()


@given(draws(), st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_proposed_makes_a_panel_possible_and_nothing_smaller_does(drawn, data):
    pool, asked = drawn
    place = data.draw(st.integers(0, len(asked.minimum) - 1))
    more = data.draw(st.integers(1, 3))
    least = tuple(value + more if number == place else value for number, value in enumerate(asked.minimum))
    asked = replace(asked, minimum=least, maximum=tuple(map(max, least, asked.maximum)))
    if [*every_panel(pool, asked)]:
        return
    for proposal in proposals(pool, asked):
        changed = {(change.quota.feature, change.quota.value): (change.least, change.most) for change in proposal.changes}
        new = [changed.get((quota.feature, quota.value), (quota.least, quota.most)) for quota in asked.quotas()]
        relaxed = replace(asked, minimum=tuple(low for low, _ in new), maximum=tuple(high for _, high in new))
        assert next(every_panel(pool, relaxed), None)
    # One seat fewer on each quota in turn: none of these is enough when two or more seats are proposed.
    found = proposals(pool, asked)
    if found and found[0].seats > 1:
        for number in range(len(asked.minimum)):
            for name, by in (("minimum", -1), ("maximum", 1)):
                values = tuple(max(0, v + by) if at == number else v for at, v in enumerate(getattr(asked, name)))
                assert next(every_panel(pool, replace(asked, **{name: values})), None) is None


def test_the_seed_needs_every_promise_and_changes_with_everything():
    promises = {"Ada": promise("Ada", "one"), "Bao": promise("Bao", "two")}
    secrets = {"Ada": "one", "Bao": "two"}
    made = seed("00ff", promises, secrets, "5 12 23")
    assert made == seed("00ff", dict(reversed(promises.items())), dict(reversed(secrets.items())), "5 12 23")
    assert len({made, seed("00fe", promises, secrets, "5 12 23"), seed("00ff", promises, secrets, "5 12 24")}) == 3
    with pytest.raises(BrokenPromise, match="Bao"):
        seed("00ff", promises, {"Ada": "one"}, "5")
    with pytest.raises(BrokenPromise, match="Ada"):
        seed("00ff", promises, {"Ada": "other", "Bao": "two"}, "5")
    with pytest.raises(BrokenPromise, match="Cleo"):
        seed("00ff", promises, {**secrets, "Cleo": "three"}, "5")


def test_the_digest_of_a_lottery_does_not_know_the_seed():
    method, pool = registry.get("leximin"), Pool({"p0": Person({}), "p1": Person({})})
    asked = compute(pool, Draw(size=1), "leximin").into(Draw(size=1))
    assert digest(method, pool, asked) == digest(method, pool, replace(asked, seed="known"))
    assert digest(method, pool, asked) != digest(method, pool.without(["p1"]), asked)


@for_each_method
def test_a_description_is_written_for_citizens(method):
    assert ">>>" in method.description
    assert "Source:" in method.description
    assert ":" in method.description.splitlines()[0]

"""`parvis count FILE --compare`: the same ballots under every method that can count them, where they differ and why."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from parvis.mechanisms.result import Plain, Step
from parvis.mechanisms.voting.comparing import Compared, Row, compare, suitable
from parvis.mechanisms.voting.profile import Profile
from parvis.ui.sentences import sentence

HEADS = {"fr": ("à égalité : {options}", "un second tour décide"), "en": ("tied: {options}", "a second round decides")}


def show(
    profile: Profile[Any],
    titles: Mapping[str, str],
    spoken: str,
    *,
    as_json: bool,
    seats: int = 1,
    tie_order: Sequence[str] = (),
    title: str = "",
) -> Callable[[], str]:
    """Print the comparison, as a table and sentences or as JSON; give what draws it."""
    compared = compare(profile, suitable(profile, seats), seats, tie_order)
    lines = list(_lines(compared, titles, spoken))
    if as_json:
        print(json.dumps(_as_json(compared, titles), ensure_ascii=False, indent=2))
    else:
        print(*lines, sep="\n")

    def drawn() -> str:
        from parvis.cli.result_chart import methods_chart

        standing = {ref: name for ref, name in titles.items() if ref in profile.options}
        decided = [row.winners for row in compared.rows if row.winners]
        start = lines.index("") + 1
        return methods_chart(title, decided, standing, spoken, [line for line in lines[start : start + 3] if line])

    return drawn


def _as_json(compared: Compared, titles: Mapping[str, str]) -> dict[str, Plain]:
    rows: list[Plain] = [
        {
            "method": row.slug,
            "winners": list(row.winners),
            "tied": list(row.tied),
            "served": row.served,
            "spoilers": list(row.spoilers),
            "no_show": row.no_show,
            "harmed_by_support": row.harmed_by_support,
            "paradoxes": [step.to_json() for step in row.paradoxes],
        }
        for row in compared.rows
    ]
    differences: list[Plain] = [
        {
            "outcomes": [{"methods": list(group.methods), "winners": list(group.elected)} for group in difference.outcomes],
            "why": [step.to_json() for step in difference.why],
        }
        for difference in compared.differences
    ]
    return {
        "agree": compared.agree,
        "seats": compared.seats,
        "ballots": compared.ballots,
        "options": dict(titles),
        "condorcet_winner": compared.condorcet_winner,
        "condorcet_loser": compared.condorcet_loser,
        "paradoxes_searched": compared.searched,
        "methods": rows,
        "left_aside": list(compared.aside),
        "differences": differences,
    }


def _lines(compared: Compared, titles: Mapping[str, str], spoken: str) -> Iterator[str]:
    def say(code: str, **facts: object) -> str:
        return sentence(f"compare.{code}", facts, spoken, titles)

    def told(step: Step) -> str:
        return sentence(step.code, step.facts, spoken, titles)

    tied, open_ = HEADS[spoken]
    names = {row.slug: sentence(f"voting.{row.slug}.name", {}, spoken) for row in compared.rows}
    width = max((len(name) for name in names.values()), default=0)
    for row in compared.rows:
        chosen = [", ".join(titles.get(ref, ref) for ref in row.winners)] if row.winners else []
        if row.tied:
            chosen.append(tied.format(options=", ".join(titles.get(ref, ref) for ref in row.tied)))
        yield f"{names[row.slug]:{width}}  {'; '.join(chosen) or open_}"
    yield ""
    yield say("agree" if compared.agree else "differ", n=len(compared.rows))
    if compared.seats > 1:
        yield from _overlap(compared.rows, say)
    if compared.condorcet_winner is not None:
        yield say("condorcet-winner", option=compared.condorcet_winner)
    elif compared.ranked:
        yield say("no-condorcet-winner")
    if compared.condorcet_loser is not None:
        yield say("condorcet-loser", option=compared.condorcet_loser)
    for difference in compared.differences:
        one, other = difference.outcomes
        yield ""
        if compared.seats == 1:
            yield say("differs", one=one.elected, other=other.elected)
        yield from (f"  {told(step)}" for step in difference.why)
    yield from _paradoxes(compared.rows, names, told)
    yield ""
    if compared.aside:
        yield say("aside", methods=compared.aside)
    yield say("searched" if compared.searched else "not-searched")


def _overlap(rows: Sequence[Row], say: Any) -> Iterator[str]:
    """Say who is elected under every method, then under which the others are."""
    sure = [set(row.winners) for row in rows if row.winners]
    everywhere = set.intersection(*sure) if sure else set()
    order = list(dict.fromkeys(option for row in rows for option in row.winners))
    if everywhere:
        yield say("everywhere", options=[option for option in order if option in everywhere])
    for option in order:
        if option not in everywhere:
            yield say("nowhere-else", option=option, methods=[row.slug for row in rows if option in row.winners])


def _paradoxes(rows: Sequence[Row], names: Mapping[str, str], told: Any) -> Iterator[str]:
    """Give the paradoxes method by method, those that show the same together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        if row.paradoxes:
            groups.setdefault(tuple(told(step) for step in row.paradoxes), []).append(names[row.slug])
    for sentences, methods in groups.items():
        yield ""
        yield ", ".join(methods)
        yield from (f"  {line}" for line in sentences)

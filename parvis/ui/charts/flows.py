"""Flows: how votes move from a round to the next. Rounds are bars one under the other, ribbons between them carry the votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from parvis.ui.charts.drawing import Picture, filled, framed, identity, percent, swatch, tag, tip, words

BAR, GAP, HEAD = 34, 56, 26
WIDE = 1000  # units of the ribbons' own scale, stretched to the width of the page


@dataclass(frozen=True, slots=True)
class Round:
    """The votes each option holds in a round, and what each gives to others before the next (from → to → votes).

    What an option keeps needs no move. `ends` says what becomes of options here: "elected" or "out".
    """

    label: str
    votes: Mapping[str, Fraction | int]
    moves: Mapping[str, Mapping[str, Fraction | int]] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)


def flows(rounds: Sequence[Round], *, options: Mapping[str, str], title: str, columns: Sequence[str], states: Mapping[str, str]) -> Picture:
    """Each round is one bar in the order of `options` (code → name); a code stands in each part wide enough for it.

    `states` are the words of the key: "elected", "stays", "out". Raises ValueError when votes appear or vanish between rounds.
    """
    whole = max((_all(each.votes) for each in rounds), default=Fraction(0))
    prefix = identity("flows", title, [(each.label, sorted(each.votes.items())) for each in rounds])
    drawn = []
    for index, each in enumerate(rounds):
        top = index * (HEAD + BAR + GAP)
        drawn.append(words(each.label, y=top + 18, class_="t-bold"))
        if index + 1 < len(rounds):
            drawn.append(_ribbons(each, rounds[index + 1], options, whole, top + HEAD + BAR))
        drawn.append(_bar(each, options, whole, top + HEAD, prefix))
    height = len(rounds) * (HEAD + BAR + GAP) - GAP if rounds else 0
    described = "; ".join(
        f"{each.label} : " + ", ".join(f"{name} {_spelled(each.votes[code])}" for code, name in options.items() if each.votes.get(code))
        for each in rounds
    )
    fills = {"elected": "g1", "stays": "stone", "out": "sparse"}
    return Picture(
        svg=framed(height, title, described, *drawn, prefix=prefix),
        title=title,
        columns=(columns[0], *(each.label for each in rounds)),
        rows=[[f"{code} {name}", *(_spelled(each.votes.get(code, 0)) for each in rounds)] for code, name in options.items()],
        key=[(swatch(fills[state], prefix), word) for state, word in states.items()]
        + [("", f"{code} : {name}") for code, name in options.items()],
    )


def _all(votes: Mapping[str, Fraction | int]) -> Fraction:
    return sum((Fraction(each) for each in votes.values()), Fraction(0))


def _starts(votes: Mapping[str, Fraction | int], order: Sequence[str]) -> dict[str, Fraction]:
    at, starts = Fraction(0), {}
    for code in order:
        starts[code] = at
        at += Fraction(votes.get(code, 0))
    return starts


def _bar(each: Round, names: Mapping[str, str], whole: Fraction, top: float, prefix: str) -> str:
    drawn = []
    for code, start in _starts(each.votes, list(names)).items():
        votes = Fraction(each.votes.get(code, 0))
        if not votes:
            continue
        fill = {"elected": "g1", "out": "sparse"}.get(each.ends.get(code, ""), "stone")
        place = {"x": percent(start, whole), "y": top, "width": percent(votes, whole), "height": BAR}
        drawn.append(tag("rect", **place, **filled(fill, prefix)))
        drawn.append(tag("rect", tip(names[code], _spelled(votes)), **place, class_="ui-s-ink ui-feel", stroke_width=1.5))
        if votes / whole >= Fraction(6, 100):
            middle = percent(start + votes / 2, whole)
            if fill == "sparse":
                ground = tag("rect", x=-11, y=6, width=22, height=22, class_="ui-c-paper")
                drawn.append(tag("svg", ground, x=middle, y=top, overflow="visible"))
            drawn.append(words(code, x=middle, y=top + 22, class_="t-bold t-back" if fill == "g1" else "t-bold", anchor="middle"))
    return "".join(drawn)


def _ribbons(now: Round, then: Round, names: Mapping[str, str], whole: Fraction, top: float) -> str:
    """What each option keeps goes straight down, what it gives goes to the others, in the order of the options on both sides."""
    order = list(names)
    amounts: dict[tuple[str, str], Fraction] = {}
    for giver in order:
        held = Fraction(now.votes.get(giver, 0))
        given = {taker: Fraction(votes) for taker, votes in now.moves.get(giver, {}).items() if votes}
        kept = held - sum(given.values())
        if kept < 0:
            raise ValueError(f"{giver!r} gives {sum(given.values())} votes in {now.label!r} but holds {held}.")
        for taker, votes in {**given, giver: given.get(giver, 0) + kept}.items():
            if votes:
                amounts[giver, taker] = Fraction(votes)
    for taker in order:
        arriving = sum((votes for (_, to), votes in amounts.items() if to == taker), Fraction(0))
        if arriving != Fraction(then.votes.get(taker, 0)):
            raise ValueError(f"{taker!r} receives {arriving} votes but {then.label!r} says {then.votes.get(taker, 0)}.")
    leaving, arriving_at = _starts(now.votes, order), _starts(then.votes, order)
    paths = []
    for giver in order:
        for taker in order:
            if (giver, taker) not in amounts:
                continue
            votes = amounts[giver, taker]
            a, b = (float(at * WIDE / whole) for at in (leaving[giver], leaving[giver] + votes))
            c, d = (float(at * WIDE / whole) for at in (arriving_at[taker], arriving_at[taker] + votes))
            half = GAP / 2 + HEAD / 2
            deep = GAP + HEAD
            path = f"M{a:.1f} 0C{a:.1f} {half} {c:.1f} {half} {c:.1f} {deep}H{d:.1f}C{d:.1f} {half} {b:.1f} {half} {b:.1f} 0Z"
            way = names[giver] if giver == taker else f"{names[giver]} → {names[taker]}"
            paths.append(tag("path", tip(way, _spelled(votes)), d=path, class_="ui-flow" if giver == taker else "ui-flow ui-flow--moved"))
            leaving[giver] += votes
            arriving_at[taker] += votes
    scale = {"viewBox": f"0 0 {WIDE} {GAP + HEAD}", "preserveAspectRatio": "none"}
    return tag("svg", *paths, x=0, y=top, width="100%", height=GAP + HEAD, **scale)


def _spelled(votes: Fraction | int) -> int | str:
    exact = Fraction(votes)
    return exact.numerator if exact.denominator == 1 else f"{float(exact):.2f}"

"""A map of arguments: what is said for and against each thing, what the premises of one argument are, and what they lean on.

    for claim in argument_map(contributions, arguments, sources).claims:
        claim.pro, claim.contra, claim.sources

Arguments may answer arguments. Premises that hold only together (`Text.together`) make one argument. Sides are shown by support, then by
ref; pages that favour nobody draw their own order.

The *variety* of sources is the chance that two of them, drawn one after the other, are of different kinds, and come from different places
(E. H. Simpson, "Measurement of diversity", 1949); it says nothing of how good they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.corpus.texts import BadCorpus, Side, Source, Text, canonical
from parvis.mechanisms.result import Plain, plain

SITE = re.compile(r"\w+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)")


@dataclass(frozen=True, kw_only=True)
class Variety:
    """How many sources there are, and how varied: None with fewer than two."""

    sources: int
    kinds: Fraction | None
    places: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument: its premises (several when they hold only together), what answers it, and what it leans on."""

    premises: tuple[Text, ...]
    pro: tuple[Argument, ...] = ()
    contra: tuple[Argument, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def ref(self) -> str:
        return self.premises[0].ref

    @property
    def support(self) -> int:
        """Give how many people support the premise that fewest support: an argument holds by all of them."""
        return min(premise.support for premise in self.premises)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A thing that is argued about."""

    text: Text
    pro: tuple[Argument, ...]
    contra: tuple[Argument, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class ArgumentMap:
    """Everything that is argued about, in the order of refs, and the arguments that answer nothing that is there."""

    claims: tuple[Claim, ...]
    elsewhere: tuple[str, ...]
    variety: Variety

    def to_json(self) -> dict[str, Plain]:
        """Give plain values, ready for `json.dumps`."""
        return {
            "format": "parvis/arguments",
            "schema": 1,
            "claims": [_claim_json(claim) for claim in self.claims],
            "elsewhere": list(self.elsewhere),
            "variety": _variety_json(self.variety),
        }


def argument_map(texts: Iterable[Text], arguments: Iterable[Text], sources: Iterable[Source] = ()) -> ArgumentMap:
    """Give the map; raise BadCorpus when a ref stands for two things or arguments answer each other in a circle.

    >>> pro = Text(ref="a1", body="Elle abrite le marché.", on="1", side="for")
    >>> contra = Text(ref="a2", body="Elle coûte cher.", on="1", side="against")
    >>> print(argdown(argument_map([Text(ref="1", title="Une halle")], [pro, contra])))
    [1]: Une halle
      + <a1>: Elle abrite le marché.
      - <a2>: Elle coûte cher.
    """
    claims, argued = canonical(texts), canonical(arguments)
    canonical([*claims, *argued])
    known = {text.ref for text in (*claims, *argued)}
    answers: dict[str, list[Text]] = defaultdict(list)
    for argument in argued:
        answers[argument.on].append(argument)
    leaning: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        leaning[source.on].append(source)
    placed: set[str] = set()
    mapped = tuple(_claim(text, answers, leaning, placed) for text in claims)
    elsewhere = tuple(argument.ref for argument in argued if argument.ref not in placed)
    turning = [ref for ref in elsewhere if _turns(ref, {argument.ref: argument.on for argument in argued})]
    if turning:
        raise BadCorpus(f"Arguments answer one another in a circle: {', '.join(turning[:5])}. Each should lead to a contribution.")
    used = [source for ref in sorted(known) for source in leaning.get(ref, ())]
    return ArgumentMap(claims=mapped, elsewhere=elsewhere, variety=variety(used))


def variety(sources: Sequence[Source]) -> Variety:
    """Say how varied these sources are.

    >>> variety([Source(title="a", kind="press"), Source(title="b", kind="study"), Source(title="c", kind="press")]).kinds
    Fraction(2, 3)
    """
    return Variety(
        sources=len(sources),
        kinds=_different(source.kind or "?" for source in sources),
        places=_different(_place(source) for source in sources),
    )


def _different(words: Iterable[str]) -> Fraction | None:
    counts = Counter(words)
    total = counts.total()
    if total < 2:
        return None
    return 1 - Fraction(sum(count * (count - 1) for count in counts.values()), total * (total - 1))


def _place(source: Source) -> str:
    """Give the site that a source is on, else its title."""
    site = SITE.match(source.link.lower())
    return site[1] if site else source.title


def _claim(text: Text, answers: Mapping[str, list[Text]], leaning: Mapping[str, list[Source]], placed: set[str]) -> Claim:
    return Claim(
        text=text,
        pro=_side(text.ref, "for", answers, leaning, placed),
        contra=_side(text.ref, "against", answers, leaning, placed),
        sources=tuple(leaning.get(text.ref, ())),
    )


def _side(
    ref: str, side: Side, answers: Mapping[str, list[Text]], leaning: Mapping[str, list[Source]], placed: set[str]
) -> tuple[Argument, ...]:
    joined: dict[str, list[Text]] = defaultdict(list)
    for text in answers.get(ref, ()):
        if text.side == side:
            joined[f"together {text.together}" if text.together else f"alone {text.ref}"].append(text)
    arguments = []
    for premises in joined.values():
        placed.update(premise.ref for premise in premises)
        arguments.append(
            Argument(
                premises=tuple(premises),
                pro=tuple(one for premise in premises for one in _side(premise.ref, "for", answers, leaning, placed)),
                contra=tuple(one for premise in premises for one in _side(premise.ref, "against", answers, leaning, placed)),
                sources=tuple(source for premise in premises for source in leaning.get(premise.ref, ())),
            )
        )
    return tuple(sorted(arguments, key=lambda argument: (-argument.support, argument.ref)))


def _turns(ref: str, on: Mapping[str, str]) -> bool:
    seen = set[str]()
    while ref in on and ref not in seen:
        seen.add(ref)
        ref = on[ref]
    return ref in seen


def argdown(found: ArgumentMap) -> str:
    """Write the map in Argdown, which other programs draw (https://argdown.org/syntax). Several premises of one argument are numbered."""
    lines = []
    for claim in found.claims:
        lines.append(f"[{_name(claim.text.ref)}]: {_line(claim.text)}")
        for sign, side in (("+", claim.pro), ("-", claim.contra)):
            for argument in side:
                lines += _argument(argument, sign, 1)
        lines.append("")
    joined = [argument for claim in found.claims for argument in _all((*claim.pro, *claim.contra)) if len(argument.premises) > 1]
    for argument in joined:
        lines.append(f"<{_name(argument.ref)}>")
        lines += ["", *(f"({number}) {_line(premise)}" for number, premise in enumerate(argument.premises, 1)), ""]
    return "\n".join(lines).rstrip("\n")


def _all(arguments: Sequence[Argument]) -> Iterable[Argument]:
    for argument in arguments:
        yield argument
        yield from _all((*argument.pro, *argument.contra))


def _argument(argument: Argument, sign: str, depth: int) -> Iterable[str]:
    said = f": {_line(argument.premises[0])}" if len(argument.premises) == 1 else ""
    yield f"{'  ' * depth}{sign} <{_name(argument.ref)}>{said}"
    for inner, side in (("+", argument.pro), ("-", argument.contra)):
        for one in side:
            yield from _argument(one, inner, depth + 1)


def _name(ref: str) -> str:
    return "".join(" " if letter in "[]<>" else letter for letter in ref)


def _line(text: Text) -> str:
    """Give a text on one line, without the signs that mean something in Argdown."""
    words = " ".join(text.whole.split())
    return "".join(f"\\{letter}" if letter in "[]<>*_#@{}|\\" else letter for letter in words)


def _claim_json(claim: Claim) -> dict[str, Plain]:
    return {
        "ref": claim.text.ref,
        "title": claim.text.title,
        "text": claim.text.body,
        "for": [_argument_json(one) for one in claim.pro],
        "against": [_argument_json(one) for one in claim.contra],
        "sources": [_source_json(source) for source in claim.sources],
        "variety": _variety_json(variety([*claim.sources, *(s for one in _all((*claim.pro, *claim.contra)) for s in one.sources)])),
    }


def _argument_json(argument: Argument) -> dict[str, Plain]:
    return {
        "premises": [{"ref": premise.ref, "text": premise.whole, "support": premise.support} for premise in argument.premises],
        "for": [_argument_json(one) for one in argument.pro],
        "against": [_argument_json(one) for one in argument.contra],
        "sources": [_source_json(source) for source in argument.sources],
    }


def _source_json(source: Source) -> dict[str, Plain]:
    return {"title": source.title, "link": source.link, "kind": source.kind}


def _variety_json(found: Variety) -> dict[str, Plain]:
    return {"sources": found.sources, "kinds": plain(found.kinds), "places": plain(found.places)}

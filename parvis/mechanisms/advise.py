"""Which method? From what is being decided to the methods that suit it, with what each guarantees and what it gives up.

No method has every good property (K. Arrow, 1951; A. Gibbard, 1973; M. Balinski and H. P. Young, 1982): advice is a choice between them,
made before anybody knows the ballots. What is said here of each method is shown by the tests of its family, or by a published theorem.
Between versions of a text, the text as it stands is one of the options: whoever prefers no change can say so.

>>> [advice.slug for advice in advise(Question(deciding="one", effort="low"))]
['approval', 'two-round', 'plurality', 'double-majority']
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Deciding: TypeAlias = Literal["one", "several", "seats", "projects", "panel", "texts", "statements", "mandates"]
DECIDING: tuple[Deciding, ...] = get_args(Deciding)
SMALL = 50
"""Up to so many people, counting by hand and talking it over are within reach."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is decided, and by whom."""

    deciding: Deciding
    effort: Literal["low", "high"] = "high"
    """How much people know of the options and will write: "low", a cross or two; "high", a judgment of each or an order."""
    minorities: bool = True
    """Among several to choose, whether each group should get its part."""
    people: int | None = None


@dataclass(frozen=True)
class Trait:
    """What a method is for, how much it asks of people (low or high), what it gives and what it gives up, as codes of sentences."""

    deciding: tuple[Deciding, ...]
    effort: Literal["low", "high"]
    gives: tuple[str, ...]
    gives_up: tuple[str, ...]
    shares: bool = False
    """Whether minorities get their part among several."""
    rank: int = 5
    """Those that suit most places come first."""


@dataclass(frozen=True)
class Advice:
    """A method that suits, with reasons."""

    slug: str
    gives: tuple[str, ...]
    gives_up: tuple[str, ...]


TRAITS: Mapping[str, Trait] = {
    # One to choose.
    "majority-judgment": Trait(("one",), "high", ("judges_each", "no_spoiler"), ("participation", "condorcet"), rank=1),
    "approval": Trait(("one", "several"), "low", ("simple", "no_spoiler", "monotone"), ("shades", "minorities"), rank=1),
    "schulze": Trait(("one",), "high", ("condorcet", "clones", "monotone"), ("hard_to_tell", "participation"), rank=2),
    "two-round": Trait(("one",), "low", ("known", "majority"), ("spoiler", "monotonicity"), rank=2),
    "ranked-pairs": Trait(("one",), "high", ("condorcet", "clones", "monotone"), ("hard_to_tell", "participation"), rank=3),
    "irv": Trait(("one",), "high", ("majority", "clones"), ("condorcet", "monotonicity"), rank=4),
    "plurality": Trait(("one",), "low", ("simple", "known"), ("spoiler", "shades"), rank=6),
    "condorcet-irv": Trait(("one",), "high", ("condorcet", "resists_tactics"), ("monotonicity",)),
    "minimax": Trait(("one",), "high", ("condorcet", "monotone"), ("clones_lost", "condorcet_loser"), rank=6),
    "copeland": Trait(("one",), "high", ("condorcet", "simple_duels"), ("ties", "clones_lost"), rank=6),
    "kemeny": Trait(("one",), "high", ("condorcet", "whole_order"), ("twelve", "clones_lost"), rank=6),
    "borda": Trait(("one",), "high", ("compromise", "participation_kept"), ("clones_lost", "tactics"), rank=7),
    "score": Trait(("one",), "high", ("judges_each", "participation_kept", "no_spoiler"), ("tactics", "majority_lost"), rank=5),
    "star": Trait(("one",), "high", ("judges_each", "majority_between_two"), ("clones_lost", "final_duel"), rank=5),
    "double-majority": Trait(("one",), "low", ("two_majorities",), ("blocking",), rank=7),
    # Several to choose.
    "scottish-stv": Trait(
        ("several",), "high", ("proportional", "statute", "own_order"), ("monotonicity", "hard_to_tell"), shares=True, rank=1
    ),
    "meek": Trait(("several",), "high", ("proportional", "own_order"), ("monotonicity", "computer"), shares=True, rank=3),
    "wigm": Trait(("several",), "high", ("proportional", "own_order"), ("monotonicity", "hard_to_tell"), shares=True, rank=4),
    "committee-equal-shares": Trait(("several",), "low", ("proportional", "ejr"), ("hard_to_tell", "incomplete"), shares=True, rank=1),
    "sequential-phragmen": Trait(("several",), "low", ("proportional", "monotone_house"), ("hard_to_tell",), shares=True, rank=2),
    "pav": Trait(("several",), "low", ("proportional", "ejr"), ("computer", "hard_to_tell"), shares=True, rank=3),
    "sequential-pav": Trait(("several",), "low", ("proportional_roughly", "monotone_house"), ("ejr_lost",), shares=True, rank=4),
    "sntv": Trait(("several",), "low", ("simple", "proportional_roughly"), ("coordination",), shares=True, rank=6),
    "block": Trait(("several",), "low", ("simple", "known"), ("minorities",), rank=5),
    # Seats between lists or territories.
    "sainte-lague": Trait(("seats",), "low", ("fair_small", "house"), ("quota",), rank=1),
    "dhondt": Trait(("seats",), "low", ("known", "house", "coalitions"), ("favours_large", "quota"), rank=2),
    "largest-remainder": Trait(("seats",), "low", ("simple", "quota_kept"), ("house_lost",), rank=3),
    "huntington-hill": Trait(("seats",), "low", ("territories", "house"), ("quota",), rank=4),
    "adams": Trait(("seats",), "low", ("territories", "house"), ("favours_small", "quota"), rank=5),
    "municipal-list": Trait(("seats",), "low", ("statute", "governs"), ("minorities",), rank=6),
    "regional-list": Trait(("seats",), "low", ("statute", "governs"), ("first_favoured",), rank=7),
    # Projects with a price.
    "equal-shares": Trait(("projects",), "low", ("proportional", "ejr_one"), ("hard_to_tell", "left_over"), shares=True, rank=1),
    "phragmen": Trait(("projects",), "low", ("proportional",), ("hard_to_tell",), shares=True, rank=2),
    "greedy": Trait(("projects",), "low", ("simple", "known"), ("minorities",), rank=3),
    "maximum-welfare": Trait(("projects",), "low", ("most_support",), ("minorities", "computer"), rank=4),
    # People by lot.
    "leximin": Trait(("panel",), "low", ("quotas", "fair_chances"), ("computer", "equal_chances"), rank=1),
    "simple-draw": Trait(("panel",), "low", ("simple", "equal"), ("groups_left_out",), rank=2),
    "maximin": Trait(("panel",), "low", ("quotas", "fair_least"), ("computer", "equal_chances"), rank=4),
    "nash": Trait(("panel",), "low", ("quotas", "fair_product"), ("computer", "equal_chances"), rank=4),
    "stratified-draw": Trait(("panel",), "low", ("quotas",), ("chances_unknown",), rank=5),
    # Statements to find common ground on, and votes given to somebody.
    "opinion-map": Trait(("statements",), "low", ("common_ground", "groups"), ("no_decision",), rank=1),
    "polis-map": Trait(("statements",), "low", ("common_ground", "compares"), ("no_intervals", "no_decision"), rank=2),
    "liquid-delegation": Trait(("mandates",), "low", ("everybody_counts", "trust"), ("concentration", "open_votes"), rank=1),
}


TEXTS: Mapping[str, Trait] = {
    # Versions of a text are often alike (clones), few know them all (low effort: say which are acceptable), and one may be "no change".
    "approval": Trait(("texts",), "low", ("acceptable", "simple", "versions_alike"), ("shades",), rank=1),
    "plurality": Trait(("texts",), "low", ("yes_or_no", "qualified"), ("one_by_one",), rank=2),
    "double-majority": Trait(("texts",), "low", ("two_majorities", "yes_or_no"), ("blocking", "one_by_one"), rank=3),
    "schulze": Trait(("texts",), "high", ("all_at_once", "clones", "condorcet"), ("hard_to_tell", "whole_text"), rank=1),
    "ranked-pairs": Trait(("texts",), "high", ("all_at_once", "clones", "condorcet"), ("hard_to_tell", "whole_text"), rank=2),
    "majority-judgment": Trait(("texts",), "high", ("all_refused", "judges_each"), ("condorcet", "whole_text"), rank=3),
    "condorcet-irv": Trait(("texts",), "high", ("all_at_once", "condorcet", "resists_tactics"), ("monotonicity", "whole_text"), rank=4),
}
"""What methods give and give up between versions of a text, amendments of a passage, or a text and no change.

Voting on amendments one after the other lets their order decide (D. Black, "The Theory of Committees and Elections", 1958, chapter 6):
methods that take all the versions at once do not."""


def advise(question: Question) -> tuple[Advice, ...]:
    """Give the methods that suit, those that suit most places first.

    With low effort, only methods that ask for a cross or two; where minorities should get their part among several, only methods that
    give it, then no other. With high effort, those that ask for more come first. Raise ValueError for fewer than one person.
    """
    if question.people is not None and question.people < 1:
        raise ValueError(f"At least 1 person was expected; got {question.people}.")
    found = []
    traits = TEXTS if question.deciding == "texts" else TRAITS
    for slug, trait in traits.items():
        if question.deciding not in trait.deciding or (question.effort == "low" and trait.effort == "high"):
            continue
        if question.deciding in ("several", "projects") and trait.shares != question.minorities:
            continue
        found.append((trait.effort != question.effort, trait.rank, slug))
    advices = [Advice(slug, traits[slug].gives, traits[slug].gives_up) for _, _, slug in sorted(found)]
    if question.people is not None and question.people <= SMALL:
        # What needs a computer to be believed suits a small room less.
        advices.sort(key=lambda advice: bool({"computer", "hard_to_tell"} & set(advice.gives_up)))
    return tuple(advices)

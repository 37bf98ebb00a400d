"""How each method counts, in about a hundred words for those who vote, with a small example that the method itself has counted."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.features.ballots.counting import grade_word, usable
from parvis.mechanisms.registry import Mechanism
from parvis.ui.charts import bars, grades
from parvis.ui.charts.drawing import Picture

Method = Mechanism[Any, Any]  # each has its own summary and settings

WORDS: dict[str, str | Promise] = {
    "approval": _(
        "You tick every option that suits you: one, several or almost all of them. We count, for each option, how many ballots tick it. "
        "The option that suits most people comes first; when several are to be chosen, the most ticked ones are. Ticking one more "
        "option never harms the others that you ticked, so that you do not have to choose between two that you like, nor to guess what "
        "others will do. A ballot on which nothing is ticked is blank: you took part, and your ballot is counted apart. Options ticked "
        "as often as each other are tied, and the count says so: it does not choose in your place."
    ),
    "majority-judgment": _(
        "You do not choose one option against the others: you say what you think of each. For each option, all the grades are lined up "
        "from the best to the worst, and we look at the one in the middle: half of the voters at least give it that grade or a better "
        "one. The option with the best middle grade comes first. When two options have the same one, one such grade is taken away from "
        "the middle of each, again and again, until they differ. Two similar options do not harm each other, and there is nothing to "
        "gain by exaggerating: a grade pulls the middle by one rank, however extreme it is."
    ),
    "score": _(
        "You give each option a number of points on the scale of the ballot. All the points that an option received are added up, and "
        "the highest total comes first; when several options are to be chosen, the highest totals are. You say not only what you "
        "prefer, but by how much. An option that you leave without points gets the lowest number. Whoever uses the whole scale, from "
        "the lowest to the highest number, weighs more than whoever stays in the middle: give your favourite the most and what you like "
        "least the fewest. In the picture, the swing has the most points, although one voter would rather have the fountain."
    ),
    "star": _(
        "You give each option a number of points, as many for several options as you like. First, all points are added up, and the two "
        "options with the highest totals go on. Then these two meet, on the same ballots: whoever gave more points to one of them votes "
        "for it, and the one preferred by more people wins. You vote once, and there is no second ballot to fill in. The points choose "
        "who meets; the number of people decides. So it does not help to give extreme points only: to have a say in the last step, give "
        "different points to options that you do not like equally."
    ),
    "plurality": _(
        "You choose one option, and one only. We count how many ballots name each option, and the one with the most comes first, even "
        "when fewer than half of the voters chose it. It is simple and quickly counted. But it hears only your first choice: two "
        "options that look alike share their voters and can both lose, and many people vote for what has a chance rather than for what "
        "they want. It is right for a choice between two options. With three or more, think of a method in which one judges each "
        "option: approval or majority judgment. In the picture, the swing wins with forty ballots out of a hundred."
    ),
    "sntv": _(
        "You choose one name, and one only, although several places are to be filled. We count how many ballots name each, and the "
        "places go to those named most often. A minority gets a place when its voters stand behind one name: in the picture, three "
        "places go to the three most chosen. But much depends on how many stand: a group that presents too many names scatters its "
        "ballots, and one that presents too few wastes them on a name that has plenty already. Ballots are never passed on to another "
        "name. Those tied for the last place are said to be tied: the count does not choose."
    ),
    "block": _(
        "Several places are to be filled, and you tick as many names as you like. We count the ballots that tick each, and the places "
        "go to those ticked most often. It is easy to understand, and each place goes to somebody whom many people want. But the same "
        "majority can fill all the places: in the picture, eight of twelve voters agree, and their three options take everything, while "
        "the four others, a third of the voters, get nothing. When the places should reflect the different wishes of those who vote, "
        "choose a proportional method, such as equal shares or proportional approval."
    ),
    "committee-equal-shares": _(
        "Several places are to be filled, and you tick every name that suits you. Each voter has the same share of what the places "
        "cost. A name is chosen when those who ticked it can pay its price together, each paying as equally as can be; those who pay "
        "have that much less for the next. So a third of the voters who agree can pay for a third of the places, and a majority cannot "
        "take them all: in the picture, eight voters get two places and the four others get one. When money is left that buys nothing "
        "whole, the remaining places are filled by a rule written in the settings."
    ),
    "pav": _(
        "Several places are to be filled, and you tick every name that suits you. We look for the set of names that serves most people "
        "well. A voter counts one point for the first chosen name that she ticked, half a point for the second, a third for the third, "
        "and so on: the first one that you get matters more than the fourth. The set with the most points is chosen. So a group gets "
        "places in proportion to its size: in the picture, eight voters get two places and the four others get one. All sets are "
        "compared, which takes a computer, and anybody can do it again."
    ),
    "sequential-pav": _(
        "Several places are to be filled, and you tick every name that suits you. The places are filled one after the other. First "
        "comes the name ticked most often. From then on, a ballot that has got one name already weighs one half, one that has got two "
        "weighs a third, and so on; the name with the most weight is chosen next. So whoever has got nothing yet is heard more. In the "
        "picture, eight voters get two places, and the four others, who would get nothing if ballots were simply counted, get one. It "
        "can be followed by hand, place after place."
    ),
    "sequential-phragmen": _(
        "Several places are to be filled, and you tick every name that suits you. Choosing a name is a load of one, shared by those who "
        "ticked it. The places are filled one after the other: each time, we choose the name whose supporters would end up carrying the "
        "least, once the load is spread as evenly as can be among them. So a group that carries much already waits, and one that "
        "carries nothing is served. In the picture, eight voters get two places and the four others get one. It is an old method, "
        "thought out in Sweden in 1894, and each step can be checked by hand."
    ),
    "dhondt": _(
        "You choose one list, and the seats are shared between the lists. The votes of each list are divided by one, two, three and so "
        "on; the seats go, one by one, to the largest numbers that remain. In other words, each seat goes to the list that has the most "
        "votes for each seat it would then hold. The shares of seats come close to the shares of votes, with a small advantage for "
        "large lists. Nothing is left over, and two lists never lose by joining. Many countries elect their parliaments in this way. In "
        "the picture, ten seats are shared between three lists."
    ),
    "sainte-lague": _(
        "You choose one list, and the seats are shared between the lists. The votes of each list are divided by one, three, five and so "
        "on; the seats go, one by one, to the largest numbers that remain. It comes to this: each share of seats is rounded as one "
        "rounds a number, up from one half and down below. Neither large nor small lists have an advantage, which makes it the most "
        "neutral of the methods that divide. A list with few votes gets its first seat sooner than with other methods. In the picture, "
        "ten seats are shared between three lists."
    ),
    "adams": _(
        "You choose one list, and the seats are shared between the lists. Each share of seats is rounded up: every list that has votes "
        "gets a first seat before any list gets a second one, as far as there are seats. Then the seats go, one by one, to the list "
        "with the most votes for each seat that it holds already. Small lists have an advantage, which can be wanted when every part of "
        "a territory has to be present, and is seldom wanted between political lists. It is one of the ways in which seats are shared "
        "between regions. In the picture, ten seats are shared between three lists."
    ),
    "huntington-hill": _(
        "You choose one list, and the seats are shared between the lists. Each share of seats is rounded up or down, not at one half, "
        "but at a point a little lower: the geometric mean of the two whole numbers around it. This makes the relative difference "
        "between the votes that a seat costs two lists as small as it can be. Every list that has votes gets a first seat, so that it "
        "suits territories that all have to be present, with an advantage for small ones. The United States share the seats of their "
        "House between states in this way. In the picture, ten seats go to three lists."
    ),
    "largest-remainder": _(
        "You choose one list, and the seats are shared between the lists. First we compute how many votes a seat is worth: all the "
        "votes divided by the number of seats. Each list gets one seat for each time it has that many votes. Some seats are then left, "
        "and they go to the lists with the most votes left over. It is easy to do by hand and favours neither large nor small lists. It "
        "has a known oddity: with one seat more in all, a list can lose one. In the picture, ten seats are shared between three lists, "
        "and the last ones go to the largest remainders."
    ),
    "municipal-list": _(
        "You choose one list, as French communes do to elect their council. The list that comes first with more than half of the votes "
        "gets half of the seats at once, so that it can govern. The other seats are shared between all lists that have at least five "
        "votes in a hundred, the first one included, by highest averages: each seat goes to the list with the most votes for each seat "
        "that it would then hold. When no list has more than half, those with ten votes in a hundred go on to a second round. In the "
        "picture, the first list has a large majority of the ten seats."
    ),
    "regional-list": _(
        "You choose one list, as French regions do to elect their council. The list that comes first with more than half of the votes "
        "gets a quarter of the seats at once, rounded up, so that it can lead without having everything. The other seats are shared "
        "between all lists that have at least five votes in a hundred, the first one included, by highest averages: each seat goes to "
        "the list with the most votes for each seat that it would then hold. When no list has more than half, those with ten votes in a "
        "hundred go on to a second round, the two first in any case. In the picture, ten seats are shared between three lists."
    ),
}
# Twelve people and five options for three places: eight want a playground, four want to sit down.
TICKED = [(("swing", "slide", "sandpit"), 7), (("swing", "slide"), 1), (("bench", "fountain"), 3), (("bench",), 1)]
APPROVED: list[Any] = [(("swing",), 1), (("swing", "bench"), 1), (("swing", "bench", "fountain"), 1), ((), 1)]
POINTS = [({"swing": "5", "bench": "4", "fountain": "0"}, 2), ({"swing": "0", "bench": "1", "fountain": "3"}, 1)]
STARRED = [({"swing": "5", "bench": "0", "fountain": "1"}, 2), ({"swing": "3", "bench": "4", "fountain": "0"}, 3)]
CHOSEN = [("swing", 40), ("bench", 35), ("fountain", 25)]
NAMED = [("swing", 40), ("bench", 30), ("fountain", 20), ("slide", 10)]
LISTED = [("quay", 53), ("square", 31), ("station", 16)]


def explanation(slug: str) -> str:
    """Give how a method counts; empty when nobody has written it."""
    return str(WORDS.get(slug, ""))


def example(slug: str) -> Picture | None:
    """Give the small picture that explains a method."""
    method = {each.slug: each for each in usable()}.get(slug)
    if method is None:
        return None
    if slug == "majority-judgment":
        return _judged()
    if method.winners == "seats":
        return _shared(method)
    if method.ballot == "grades":
        return _points(method, STARRED if slug == "star" else POINTS)
    if slug == "approval":
        return _counted(method, APPROVED, 1, _g("Three of the four voters approve the swing"))
    if method.winners == "one":
        return _counted(method, CHOSEN, 1, _g("Forty of a hundred voters choose the swing"))
    return _counted(method, NAMED if method.ballot == "choice" else TICKED, 3)


def _words() -> dict[str, str]:
    return {
        "swing": _g("Swing"), "bench": _g("Bench"), "fountain": _g("Fountain"), "slide": _g("Slide"), "sandpit": _g("Sandpit"),
        "quay": _g("Quay"), "square": _g("Square"), "station": _g("Station"),
    }  # fmt: skip


def _counted(method: Method, ballots: list[Any], seats: int, title: str = "") -> Picture:
    words = _words()
    support: dict[str, int] = {}
    for ticked, times in ballots:
        for each in (ticked,) if isinstance(ticked, str) else ticked:
            support[each] = support.get(each, 0) + times
    settings = method.read_settings({"seats": seats, "tie_order": list(support)} if seats > 1 else None)
    outcome = method(method.summarise(list(support), ballots, settings), settings).outcome
    rows = [bars.Bar(words[each], count, first=each in outcome) for each, count in sorted(support.items(), key=lambda pair: -pair[1])]
    named = ", ".join(words[each] for each in support if each in outcome)
    said = title or _g("Three places: %(options)s") % {"options": named}
    return bars.bars(rows, title=said, columns=(_g("Option"), _g("Ballots")), most=sum(times for _each, times in ballots))


def _points(method: Method, ballots: list[Any]) -> Picture:
    words = _words()
    settings = method.read_settings(None)
    result = method(method.summarise(["swing", "bench", "fountain"], ballots, settings), settings)
    totals = {each: sum(int(given[each]) * times for given, times in ballots) for each in ("swing", "bench", "fountain")}
    rows = [bars.Bar(words[each], total, first=each in result.outcome) for each, total in sorted(totals.items(), key=lambda pair: -pair[1])]
    title = (
        _g("The swing has more points, the bench is preferred by more people")
        if method.slug == "star"
        else _g("The swing has the most points")
    )
    return bars.bars(rows, title=title, columns=(_g("Option"), _g("Points")))


def _shared(method: Method) -> Picture:
    words, votes = _words(), dict(LISTED)
    settings = method.read_settings({"seats": 10})
    seats: Any = method(method.summarise(list(votes), LISTED, settings), settings).tables["seats"]
    rows = [
        bars.Bar(
            words[each],
            count,
            ngettext("%(votes)s votes, %(seats)s seat", "%(votes)s votes, %(seats)s seats", int(seats[each]))
            % {"votes": count, "seats": seats[each]},
        )
        for each, count in votes.items()
    ]
    title = _g("Ten seats for three lists: %(seats)s") % {"seats": ", ".join(str(seats[each]) for each in votes)}
    return bars.bars(rows, title=title, columns=(_g("List"), _g("Votes and seats")), most=100)


def _judged() -> Picture:
    words = [grade_word(grade) for grade in ("very-good", "good", "passable", "reject")]
    rows = [grades.Profile(_g("Quay"), (1, 3, 1, 0), words[1]), grades.Profile(_g("Square"), (2, 0, 2, 1), words[2])]
    return grades.grade_profiles(
        rows, grades=words, title=_g("The middle grade of the quay is better"), columns=(_g("Option"), _g("Majority grade")),
        half=_g("half of the voters"),
    )  # fmt: skip

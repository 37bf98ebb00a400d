"""The table "what each method promises", written from the tests of these promises: kept, or shown broken by a stored election."""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, str]]
"""For each promise: what it says in English, and in French."""

RANKED: Names = {
    "majority": ("whoever more than half rank first wins", "qui est premier pour plus de la moitié l’emporte"),
    "condorcet": ("whoever wins every duel wins", "qui gagne tous ses duels l’emporte"),
    "condorcet_loser": ("whoever loses every duel does not win", "qui perd tous ses duels ne l’emporte pas"),
    "unanimity": (
        "what everybody ranks below another option does not win",
        "ce que tout le monde classe après une autre option ne l’emporte pas",
    ),
    "monotonicity": ("ranking the winner higher does not make it lose", "mieux classer le gagnant ne le fait pas perdre"),
    "participation": (
        "coming to vote does not make win what one likes less",
        "venir voter ne fait pas gagner ce que l’on aime moins",
    ),
    "reinforcement": ("what two halves both choose, the whole chooses", "ce que choisissent deux moitiés, l’ensemble le choisit"),
    "reversal": ("nobody wins alone both ways when every ballot is turned upside down", "nul ne gagne seul à l’endroit et à l’envers"),
}
GRADED: Names = {
    "monotonicity": ("a higher grade does not make the winner lose", "une meilleure note ne fait pas perdre le gagnant"),
    "participation": RANKED["participation"],
    "reinforcement": RANKED["reinforcement"],
    "majority": ("what more than half grade above all else wins", "ce que plus de la moitié note au-dessus de tout l’emporte"),
}
APPROVED: Names = {
    "justified_representation": (
        "a group as large as a seat that agrees on an option has somebody with an elected one",
        "dans un groupe grand comme un siège qui s’accorde sur une option, quelqu’un a une option élue",
    ),
    "proportional_justified_representation": (
        "a group as large as some seats that agrees on as many options has as many, together",
        "un groupe grand comme plusieurs sièges qui s’accorde sur autant d’options en a autant, ensemble",
    ),
    "extended_justified_representation": (
        "in such a group, somebody has as many",
        "dans un tel groupe, quelqu’un en a autant à lui seul",
    ),
    "committee_monotonicity": ("one seat more takes nobody’s seat", "un siège de plus n’en retire à personne"),
    "support_monotonicity": ("more support takes nobody’s own seat", "plus de soutien ne retire pas son propre siège"),
}
TRANSFERRED: Names = {
    "solid_coalitions": (
        "a group that ranks the same options first has a seat for each quota",
        "un groupe qui met les mêmes options en tête a un siège par quota",
    ),
    "later_no_harm": (
        "ranking more options behind harms none ranked before",
        "classer d’autres options ensuite ne nuit pas aux premières",
    ),
    "committee_monotonicity": APPROVED["committee_monotonicity"],
    "monotonicity": (
        "ranking an elected option higher does not take its seat",
        "mieux classer une option élue ne lui retire pas son siège",
    ),
}
LISTS: Names = {
    "lower_quota": ("at least one’s share, rounded down", "au moins sa part, arrondie vers le bas"),
    "upper_quota": ("at most one’s share, rounded up", "au plus sa part, arrondie vers le haut"),
    "house_monotonicity": ("one seat more takes no list’s seat (Alabama)", "un siège de plus n’en retire à aucune liste (Alabama)"),
    "vote_monotonicity": (
        "a list that gains on another does not lose a seat to it",
        "une liste qui progresse sur une autre ne lui cède pas de siège",
    ),
    "no_gain_by_splitting": ("splitting a list gains nothing", "se diviser ne fait rien gagner"),
    "no_gain_by_joining": (
        "joining two lists gains nothing, with a seat for each list",
        "s’unir ne fait rien gagner, s’il y a un siège par liste",
    ),
    "half_for_more_than_half": (
        "more than half of the votes have half of the seats",
        "plus de la moitié des voix ont la moitié des sièges",
    ),
}
PROPOSALS: Names = {
    "monotonicity": ("going over to “for” does not make it fall", "passer au « pour » ne fait pas échouer"),
    "participation_for": ("coming to vote for does not make it fall", "venir voter pour ne fait pas échouer"),
    "participation_against": ("coming to vote against does not make it pass", "venir voter contre ne fait pas adopter"),
    "reinforcement": ("what two assemblies adopt, both together adopt", "ce que deux assemblées adoptent, elles l’adoptent ensemble"),
    "majority": ("what more than half want is adopted", "ce que veut plus de la moitié est adopté"),
}
BUDGETS: Names = {
    "nobody_left_out": (
        "no group that could pay for a project with its part is left out (EJR+)",
        "aucun groupe qui pourrait payer un projet avec sa part n’est oublié (EJR+)",
    ),
    "discount": ("a lower price does not make a project lose", "un prix plus bas ne fait pas perdre un projet"),
    "support": ("more support does not make a project lose", "plus de soutien ne fait pas perdre un projet"),
    "limit": ("a larger budget takes no project away", "un budget plus grand ne retire aucun projet"),
    "exhaustive": ("nothing that is supported could still be paid", "rien de ce qui est soutenu ne pourrait encore être payé"),
}
WORDS = {
    "en": {
        "title": "What each method promises, and what it does not",
        "about": (
            "“Kept”: it holds on ten thousand random elections each time the slow tests run; books prove most of them.\n"
            "“Not kept”: an election is stored that shows it, and the tests count it again.\n"
            "No method keeps all of them: several contradict each other. Ties are broken by an order published before.\n"
            "Paradoxes on your own ballots: `parvis count --compare`.\n"
        ),
        "written": "Written from the tests by `python -m tests.listed`; `tests/test_docs.py` fails when they differ.\n",
        "method": "Method",
        "kept": "kept",
        "broken": "**not kept**",
        "heads": (
            "Rankings, one winner",
            "Grades and approvals, one winner",
            "Approvals and choices, several seats",
            "Rankings, several seats",
            "Seats between lists",
            "A proposal: for or against",
            "Budgets",
        ),
        "promises": "The promises:",
    },
    "fr": {
        "title": "Ce que chaque méthode promet, et ce qu’elle ne promet pas",
        "about": (
            "« Tenue » : la promesse tient sur dix mille élections tirées au hasard à chaque passage des épreuves longues ; "
            "les livres démontrent la plupart d’entre elles.\n"
            "« Non tenue » : une élection qui le montre est gardée, et les épreuves la recomptent.\n"
            "Aucune méthode ne les tient toutes : plusieurs se contredisent. Les égalités sont levées par un ordre publié avant.\n"
            "Les paradoxes sur vos propres bulletins : `parvis count --compare`.\n"
        ),
        "written": "Page écrite d’après les épreuves par `python -m tests.listed` ; `tests/test_docs.py` échoue si elles diffèrent.\n",
        "method": "Méthode",
        "kept": "tenue",
        "broken": "**non tenue**",
        "heads": (
            "Classements, un seul gagnant",
            "Notes et approbations, un seul gagnant",
            "Approbations et choix, plusieurs sièges",
            "Classements, plusieurs sièges",
            "Sièges entre listes",
            "Une proposition : pour ou contre",
            "Budgets",
        ),
        "promises": "Les promesses :",
    },
}
ASIDE = {
    "most-approved": {"en": "`approval`, several seats", "fr": "`approval`, plusieurs sièges"},
    "qualified-majority": {"en": "two thirds for", "fr": "deux tiers pour"},
    "quorum": {"en": "half must vote, and more than half of them for", "fr": "la moitié doit voter, et plus de la moitié pour"},
    "equal-shares": {"en": "`equal-shares`, `completion` none", "fr": "`equal-shares`, `completion` none"},
    "equal-shares-add1": {"en": "`equal-shares`, `completion` add1", "fr": "`equal-shares`, `completion` add1"},
    "equal-shares-add1-greedy": {"en": "`equal-shares`, `completion` add1-greedy", "fr": "`equal-shares`, `completion` add1-greedy"},
}
"""How a row is named when it is not simply the slug of a method."""


def sections() -> list[tuple[Names, dict[str, set[str]]]]:
    """Give for each kind of method its promises, and for each method those it keeps. The tests check that all others are shown broken."""
    from parvis.mechanisms.budgeting.tests import test_axioms as budgets
    from parvis.mechanisms.voting.tests import test_axioms, test_axioms_majorities, test_axioms_stv, test_promises

    def kept(source: Mapping[str, str], slugs: object = None) -> dict[str, set[str]]:
        return {slug: {*source[slug].split()} for slug in (slugs or source)}  # type: ignore[attr-defined]  # slugs are a tuple, or all

    return [
        (RANKED, kept(test_axioms.KEPT)),
        (GRADED, kept(test_promises.KEPT, test_promises.ONE_WINNER)),
        (APPROVED, kept(test_promises.KEPT, test_promises.COMMITTEES)),
        (TRANSFERRED, kept(test_axioms_stv.KEPT)),
        (LISTS, kept(test_promises.KEPT, test_promises.LISTS)),
        (PROPOSALS, kept(test_axioms_majorities.KEPT)),
        (BUDGETS, kept(budgets.KEPT)),
    ]


def page(language: str) -> str:
    """Give the page in English ("en") or French ("fr")."""
    from tests.listed import table

    words, place = WORDS[language], ("en", "fr").index(language)
    parts = [f"# {words['title']}\n\n{words['about']}\n{words['written']}"]
    for head, (names, methods) in zip(words["heads"], sections(), strict=True):
        rows: list[list[object]] = []
        for slug, kept in methods.items():
            named = ASIDE[slug][language] if slug in ASIDE else f"[`{slug}`]({slug}{'.fr' if language == 'fr' else ''}.md)"
            rows.append([named, *(words["kept"] if promise in kept else words["broken"] for promise in names)])
        numbers = [str(number) for number, _ in enumerate(names, start=1)]
        said = "".join(f"{number}. {text[place]}\n" for number, text in enumerate(names.values(), start=1))
        parts.append(f"## {head}\n\n{words['promises']}\n\n{said}\n{table([str(words['method']), *numbers], rows)}")
    return "\n".join(parts)

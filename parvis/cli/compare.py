"""`parvis count FILE --compare`: the same ballots under every method that can count them, and where they differ."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from parvis.mechanisms.voting.comparing import Compared, compare, suitable
from parvis.mechanisms.voting.profile import Profile
from parvis.ui.sentences import sentence

SAID = {
    "fr": {
        "agree": "Les {n} méthodes élisent la même option.",
        "differ": "Les {n} méthodes n’élisent pas toutes la même option : choisir la méthode, c’est ici choisir le résultat.",
        "winner": "{option} bat chaque autre option en duel.",
        "cycle": "Aucune option ne bat chaque autre en duel.",
        "loser": "{option} perd chaque duel.",
        "tied": "à égalité : {options}",
        "open": "un second tour décide",
        "spoilers": "sans {options}, une autre option gagnerait",
        "no_show": "des personnes auraient mieux obtenu en restant chez elles",
        "harmed": "soutenir davantage l’option élue l’aurait fait perdre",
        "searched": "Les paradoxes sont cherchés sur les bulletins les plus fréquents : n’en trouver aucun ne prouve rien.",
        "not_searched": "Trop d’options ou de bulletins, ou des bulletins d’un autre genre : les paradoxes n’ont pas été cherchés.",
    },
    "en": {
        "agree": "All {n} methods elect the same option.",
        "differ": "The {n} methods do not all elect the same option: here, choosing the method is choosing the outcome.",
        "winner": "{option} beats each other option in a duel.",
        "cycle": "No option beats each other one in a duel.",
        "loser": "{option} loses every duel.",
        "tied": "tied: {options}",
        "open": "a second round decides",
        "spoilers": "without {options}, another option would win",
        "no_show": "some people would have got a better outcome by staying at home",
        "harmed": "more support for the elected option would have made it lose",
        "searched": "Paradoxes are looked for on the most frequent ballots: finding none does not prove that there is none.",
        "not_searched": "Too many options or different ballots, or ballots of another kind: paradoxes were not looked for.",
    },
}


def show(profile: Profile[Any], titles: Mapping[str, str], spoken: str, as_json: bool) -> None:
    """Print the comparison, as a table and sentences or as JSON."""
    compared = compare(profile, suitable(profile))
    if as_json:
        print(json.dumps(_as_json(compared), ensure_ascii=False, indent=2))
    else:
        print(*_lines(compared, titles, spoken), sep="\n")


def _as_json(compared: Compared) -> dict[str, object]:
    rows = [
        {
            "method": row.slug,
            "winners": list(row.winners),
            "tied": list(row.tied),
            "spoilers": list(row.spoilers),
            "no_show": row.no_show,
            "harmed_by_support": row.harmed_by_support,
        }
        for row in compared.rows
    ]
    duels = {"condorcet_winner": compared.condorcet_winner, "condorcet_loser": compared.condorcet_loser}
    return {"agree": compared.agree, **duels, "paradoxes_searched": compared.searched, "methods": rows}


def _lines(compared: Compared, titles: Mapping[str, str], spoken: str) -> Iterator[str]:
    said = SAID[spoken]
    names = {row.slug: sentence(f"voting.{row.slug}.name", {}, spoken) for row in compared.rows}
    width = max((len(name) for name in names.values()), default=0)
    for row in compared.rows:
        chosen = ", ".join(titles.get(ref, ref) for ref in row.winners)
        tied = said["tied"].format(options=", ".join(titles.get(ref, ref) for ref in row.tied)) if row.tied else ""
        notes = [said["spoilers"].format(options=", ".join(titles.get(ref, ref) for ref in row.spoilers))] if row.spoilers else []
        notes += [said[name] for name, found in (("no_show", row.no_show), ("harmed", row.harmed_by_support)) if found]
        yield f"{names[row.slug]:{width}}  {chosen or tied or said['open']}" + (f"  ({'; '.join(notes)})" if notes else "")
    yield ""
    yield said["agree" if compared.agree else "differ"].format(n=len(compared.rows))
    if compared.condorcet_winner is not None:
        yield said["winner"].format(option=titles.get(compared.condorcet_winner, compared.condorcet_winner))
    elif compared.searched:
        yield said["cycle"]
    if compared.condorcet_loser is not None:
        yield said["loser"].format(option=titles.get(compared.condorcet_loser, compared.condorcet_loser))
    yield said["searched" if compared.searched else "not_searched"]

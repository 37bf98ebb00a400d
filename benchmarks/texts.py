"""Plausible French: titles, texts and arguments about a town, drawn from sentences whose blanks are filled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

PLACES = (
    "la place du marché", "le quai des Tanneurs", "la rue de la Fontaine", "l’école Jean-Zay", "le parc des Tilleuls", "le gymnase",
    "la halle", "la gare", "le lavoir", "le chemin du moulin", "la cantine", "la médiathèque", "le pont neuf", "le quartier des Vignes",
    "la salle des fêtes", "le cimetière", "la piscine", "l’avenue de la République", "le square Pasteur", "le port",
)  # fmt: skip
THINGS = (
    "des bancs à l’ombre", "une piste cyclable", "un passage piéton éclairé", "des arbres fruitiers", "une fontaine à eau",
    "un compost partagé", "une navette le samedi", "des jeux pour les petits", "un jardin partagé", "un local pour les associations",
    "une rampe d’accès", "un abri pour les vélos", "un marché du soir", "une maison de santé", "des toilettes publiques",
    "un stationnement de vingt minutes", "une zone à trente", "un panneau d’affichage libre", "des logements pour les apprentis",
    "un four à pain",
)  # fmt: skip
TITLES = (
    "Installer {thing} près de {place}", "{Thing} pour {place}", "Et si {place} avait {thing} ?", "Redonner vie à {place}",
    "Demander {thing}",
)  # fmt: skip
SENTENCES = (
    "Depuis trois ans, {place} se vide le soir et personne ne s’y arrête plus.",
    "Je propose {thing} près de {place}, avec un chantier ouvert aux habitants.",
    "Le coût est estimé à {number} 000 euros, entretien compris pendant dix ans.",
    "Les commerçants de {place} y sont favorables si les livraisons restent possibles le matin.",
    "Nous étions {number} à la réunion du mois dernier et presque tous parlaient de {thing}.",
    "Les personnes âgées font aujourd’hui un détour de {number} minutes pour y aller.",
    "Une commune voisine l’a fait en 2019 et le recommande : la fréquentation a augmenté de {number} %.",
    "Il faudrait commencer par un essai de six mois, puis décider avec les chiffres.",
    "Le bruit est la principale crainte ; des horaires clairs y répondraient.",
    "On pourrait financer {thing} avec ce qui reste du budget de la voirie.",
    "Les enfants passent par {place} quatre fois par jour, souvent sur la chaussée.",
    "L’eau de pluie pourrait y être retenue, ce qui éviterait les débordements de l’hiver dernier.",
    "Qui entretiendra {thing} ? La commune manque déjà de deux jardiniers.",
    "Je peux donner {number} heures par mois pour m’en occuper avec mes voisins.", "Sans {thing}, {place} restera un lieu de passage.",
    "Le règlement actuel l’interdit, mais il peut être changé au prochain conseil.",
)  # fmt: skip
FIRST = (
    "Anne", "Bruno", "Camille", "Denis", "Elsa", "Farid", "Gaëlle", "Hugo", "Inès", "Jean", "Karima", "Louis", "Maud", "Nadia", "Olivier",
    "Paule", "Quentin", "Rosa", "Samir", "Thérèse",
)  # fmt: skip
LAST = (
    "Le Goff", "Martin", "Benali", "Petit", "Morvan", "Diallo", "Garnier", "Nguyen", "Roux", "Caron", "Haddad", "Perrin", "Kowalski",
    "Lopes", "Riou", "Tanguy",
)  # fmt: skip


@cache
def filled(pattern: str, place: int, thing: int, number: int) -> str:
    """Give a pattern with its blanks filled: few enough results that each is rendered and indexed once."""
    word = THINGS[thing]
    return pattern.format(place=PLACES[place], thing=word, Thing=word[0].upper() + word[1:], number=number)


def _drawn(chance: Random, patterns: Sequence[str]) -> str:
    return filled(chance.choice(patterns), chance.randrange(len(PLACES)), chance.randrange(len(THINGS)), 5 * chance.randint(1, 9))


def title(chance: Random) -> str:
    """Give a title."""
    return _drawn(chance, TITLES)


def paragraphs(chance: Random, least: int, most: int) -> list[list[str]]:
    """Give paragraphs of one to four sentences, `least` to `most` sentences in all."""
    left, drawn = chance.randint(least, most), []
    while left > 0:
        size = min(left, chance.randint(1, 4))
        drawn.append([_drawn(chance, SENTENCES) for _ in range(size)])
        left -= size
    return drawn


def name(chance: Random, number: int) -> str:
    """Give somebody's public name."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}" if number % 3 else f"{chance.choice(FIRST)} {number}"

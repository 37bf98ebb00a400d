"""Similar texts, themes, syntheses and maps of arguments on small texts whose right answer is known."""

import json
from fractions import Fraction

import pytest

from parvis.mechanisms.corpus.arguments import argdown, argument_map
from parvis.mechanisms.corpus.quotable import quotable, sentences
from parvis.mechanisms.corpus.similar import Index
from parvis.mechanisms.corpus.synthesis import Synthesis, synthesis
from parvis.mechanisms.corpus.tests.said import SUBJECTS, texts
from parvis.mechanisms.corpus.texts import BadCorpus, Source, Text
from parvis.mechanisms.corpus.themes import themes
from parvis.mechanisms.randomness import lot


def shuffled(said: list[Text]) -> list[Text]:
    places = {text.ref: text for text in said}
    return [places[ref] for ref in lot("5", places)]


def test_what_is_near_comes_first_and_says_by_which_words() -> None:
    match = Index.of(texts()).similar("Je voudrais éclairer des pistes cyclables le soir")[0]
    assert match.ref == "vélo-6"
    assert set(match.words) == {"pistes", "cyclables", "éclairer"}


def test_nothing_is_similar_to_what_nobody_spoke_of() -> None:
    index = Index.of(texts())
    assert index.similar("Réparer le clocher fendu") == []
    assert index.similar("") == [] == index.similar("de la, et puis !")
    assert Index.of([]).similar("arbres") == []


def test_similar_does_not_depend_on_order() -> None:
    question = "Des arbres et des légumes pour la place du canal"
    assert Index.of(shuffled(texts())).similar(question) == Index.of(texts()).similar(question)


def test_planted_subjects_are_found() -> None:
    found = themes(texts(), 3)
    subjects = sorted({ref.partition("-")[0] for ref in theme.refs} for theme in found.themes)
    assert sorted(map(sorted, subjects)) == sorted([subject] for subject in SUBJECTS)
    assert found.without == ()
    assert {theme.words[0] for theme in found.themes} <= {"piste", "cantine", "arbres"}


def test_themes_do_not_depend_on_order_nor_on_repetition() -> None:
    assert themes(shuffled(texts()), 3) == themes(texts(), 3)
    again = [*texts(), *(Text(ref=f"z{at}", title=SUBJECTS["cantine"][0]) for at in range(30))]
    assert [theme.words for theme in themes(again, 3).themes] != []
    assert {theme.words for theme in themes(again, 3).themes} == {theme.words for theme in themes(texts(), 3).themes}


@pytest.mark.parametrize("few", [[], [Text(ref="1", title="Une halle")], [Text(ref=str(at), title="Une halle") for at in range(50)]])
def test_too_little_gives_no_theme(few: list[Text]) -> None:
    found = themes(few)
    assert found.themes == ()
    assert len(found.without) == len(few)


def test_a_number_of_themes_is_from_2_to_100() -> None:
    with pytest.raises(ValueError, match="from 2 to 100 was expected; got 1"):
        themes(texts(), 1)


def argued() -> list[Text]:
    said = [
        ("for", "vélo-1", "Une piste protégée du boulevard évite les accidents de vélo devant la gare."),
        ("for", "vélo-1", "Les accidents de vélo sur le boulevard de la gare sont de plus en plus fréquents."),
        ("against", "vélo-1", "Supprimer le stationnement du boulevard ruinerait les commerçants de la gare."),
        ("for", "cantine-1", "Le maraîcher voisin vend des légumes moins chers que le grossiste de la cantine."),
        ("", "cantine-1", "Je ne sais pas quoi penser de ce maraîcher et de la cantine scolaire."),
    ]
    return [Text(ref=f"arg-{at}", on=on, side=side, body=body) for at, (side, on, body) in enumerate(said)]  # type: ignore[arg-type]  # literals


def all_quotes(told: Synthesis) -> list[tuple[str, str, int, int]]:
    pairs = [quote for part in told.parts for pair in part.pairs for quote in (pair.pro, pair.contra) if quote]
    return [(quote.ref, quote.words, quote.start, quote.end) for part in told.parts for quote in part.quotes] + [
        (quote.ref, quote.words, quote.start, quote.end) for quote in pairs
    ]


@pytest.mark.parametrize("number", [1, 3, None])
def test_every_sentence_is_a_part_of_its_source(number: int | None) -> None:
    wholes = {text.ref: text.whole for text in (*texts(), *argued())}
    quotes = all_quotes(synthesis(texts(), argued(), number=number))
    assert len(quotes) >= 3
    for ref, words, start, end in quotes:
        assert wholes[ref][start:end] == words


def test_nobody_is_lost() -> None:
    told = synthesis(texts(), argued(), number=3)
    sided = [one.ref for one in argued() if one.side]
    seen: list[str] = []
    for part in told.parts:
        quotes = [*part.quotes, *(quote for pair in part.pairs for quote in (pair.pro, pair.contra) if quote)]
        stood_for = {ref for quote in quotes for ref in quote.stands_for}
        assert stood_for.isdisjoint(part.left_out)
        seen += [*stood_for, *part.left_out]
        assert all(quote.ref in quote.stands_for for quote in quotes)
        assert all(0 < quote.share <= 1 for quote in quotes)
    assert sorted(seen) == sorted([text.ref for text in texts()] + sided)
    assert (told.texts, told.arguments) == (18, len(sided))


def test_for_stands_beside_against_and_silence_is_shown() -> None:
    parts = {part.refs[0].partition("-")[0]: part for part in synthesis(texts(), argued(), number=3).parts}
    bikes, canteen = parts["vélo"], parts["cantine"]
    assert (bikes.pro, bikes.contra, canteen.pro, canteen.contra) == (2, 1, 1, 0)
    assert bikes.pairs[0].pro
    assert bikes.pairs[0].contra
    assert canteen.pairs[0].contra is None
    assert parts["arbres"].pairs == ()


def test_a_synthesis_does_not_depend_on_order() -> None:
    assert synthesis(shuffled(texts()), shuffled(argued()), number=3) == synthesis(texts(), argued(), number=3)


def test_sentences_end_where_people_end_them() -> None:
    body = "M. Le Goff l’a dit : art. 4 de la loi. « Faut-il une halle ? » Oui !\nElle coûte 1,5 M€… Et l'eau ?"
    assert [one.words for one in sentences(Text(ref="1", body=body))] == [
        "M. Le Goff l’a dit : art. 4 de la loi.",
        "« Faut-il une halle ? »",
        "Oui !",
        "Elle coûte 1,5 M€…",
        "Et l'eau ?",
    ]


@pytest.mark.parametrize(
    "leaning",
    [
        "Et puis, elle coûterait bien trop cher à la commune cette année encore.",
        "Par exemple les commerçants du boulevard de la gare perdraient leurs clients.",
        "Voir l’étude complète du cabinet https://example.org/etude sur le stationnement du centre.",
        "Les raisons du conseil municipal, des parents et des enseignants sont :",
        "Trop court.",
    ],
)
def test_what_cannot_stand_alone_is_not_quoted(leaning: str) -> None:
    assert quotable(Text(ref="1", body=leaning)) == []


def test_premises_of_one_argument_stand_together() -> None:
    said = [
        Text(ref="a", body="La halle abrite le marché.", on="1", side="for", together="halle", support=7),
        Text(ref="b", body="Le marché fait vivre le centre.", on="1", side="for", together="halle", support=4),
        Text(ref="c", body="Le marché décline pourtant.", on="b", side="against"),
        Text(ref="d", body="Une halle coûte cher.", on="1", side="against", support=2),
        Text(ref="e", body="Personne n'en a parlé ici.", on="autre", side="for"),
    ]
    sources = [
        Source(title="Budget 2026", kind="document", on="d"),
        Source(title="Enquête", link="https://www.insee.fr/x", kind="étude", on="1"),
    ]
    found = argument_map([Text(ref="1", title="Une halle")], said, sources)
    (claim,) = found.claims
    assert [[premise.ref for premise in argument.premises] for argument in claim.pro] == [["a", "b"]]
    assert claim.pro[0].support == 4
    assert [argument.ref for argument in claim.pro[0].contra] == ["c"]
    assert found.elsewhere == ("e",)
    assert (found.variety.kinds, found.variety.places) == (Fraction(1), Fraction(1))
    assert json.loads(json.dumps(found.to_json()))["claims"][0]["against"][0]["sources"][0]["title"] == "Budget 2026"
    written = argdown(found)
    assert "  + <a>\n    - <c>: Le marché décline pourtant." in written
    assert "<a>\n\n(1) La halle abrite le marché.\n(2) Le marché fait vivre le centre." in written


def test_arguments_in_a_circle_are_refused() -> None:
    said = [Text(ref="a", body="x", on="b", side="for"), Text(ref="b", body="y", on="a", side="for")]
    with pytest.raises(BadCorpus, match="in a circle: a, b"):
        argument_map([Text(ref="1", title="Une halle")], said)

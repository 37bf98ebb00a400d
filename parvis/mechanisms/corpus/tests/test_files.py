"""Files of texts: what platforms publish is read, and what cannot be read says where and why."""

import pytest

from parvis.mechanisms.corpus.files import read_sources, read_texts
from parvis.mechanisms.corpus.texts import BadCorpus, Text


def test_columns_have_french_and_english_names() -> None:
    french = read_texts("idées.csv", "Identifiant;Titre;Texte;Soutiens\n7;Une halle;Couvrir le marché.;12".encode())
    english = read_texts("ideas.jsonl", '{"id": 7, "title": "Une halle", "text": "Couvrir le marché.", "votes": 12}\n\n'.encode())
    assert french == english == (Text(ref="7", title="Une halle", body="Couvrir le marché.", support=12),)


def test_arguments_say_their_side_in_words_or_numbers() -> None:
    content = b'[{"id": 1, "opinion": 3, "type": 1, "text": "Oui"}, {"id": 2, "opinion": 3, "type": "contre", "text": "Non"}]'
    assert [(one.on, one.side) for one in read_texts("a.json", content)] == [("3", "for"), ("3", "against")]


def test_the_end_of_an_address_is_a_title() -> None:
    assert read_texts("a.csv", b"title_slug\nretraites-17\nrendre-le-vote-obligatoire")[1].title == "rendre le vote obligatoire"
    assert read_texts("a.csv", b"title_slug\nretraites-17")[0].title == "retraites"


def test_a_row_without_a_number_has_that_of_its_line() -> None:
    assert [text.ref for text in read_texts("a.csv", b"titre\nUne halle\nUn verger")] == ["2", "3"]


def test_sources_are_read() -> None:
    (source,) = read_sources("s.csv", b"titre,lien,genre,sur\nBudget,https://example.org,document,3")
    assert (source.title, source.link, source.kind, source.on) == ("Budget", "https://example.org", "document", "3")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", r'a.pdf: a file whose name ends in .jsonl.*; got ".pdf"'),
        ("a.csv", b"", r"a.csv: a column of titles or texts was expected, named title, titre, .*; got nothing"),
        ("a.csv", b"nom,age\nx,3", r"a column of titles or texts was expected.*; got nom, age"),
        ("a.csv", b"titre\n", r"a.csv: at least one text was expected; the file has none"),
        ("a.csv", b"id,titre\n1,a\n1,b", r'a.csv, line 3: each text needs a ref of its own; "1" stands on line 2 too'),
        ("a.csv", b"id,titre\n1,a,b", r"a.csv, line 2: 2 columns were expected; got 3"),
        ("a.csv", b"id,titre\n1,", r"a.csv, line 2: a title or a text was expected"),
        ("a.csv", b'titre\n"a', r"a.csv, line 2: a row of a table was expected"),
        ("a.csv", b"titre\n\xff", r"a.csv, line 2: a text in UTF-8 was expected"),
        ("a.csv", b"titre,votes\na,-1", r'a.csv, line 2: a number of people was expected; got "-1"'),
        ("a.csv", b"titre,on,side\na,3,maybe", r'a.csv, line 2: the side was expected to be for or against .*; got "maybe"'),
        ("a.jsonl", b'{"title": "a"}\n{', r"a.jsonl, line 2: one JSON object was expected on the line"),
        ("a.jsonl", b'["a"]', r'a.jsonl, line 1: an object such as .* was expected; got "a"'),
        ("a.json", b'[{"title": "a"},', r"a.json, line 1: a list of objects was expected"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(BadCorpus, match=said):
        read_texts(name, content)


def test_a_source_without_a_name_is_refused() -> None:
    with pytest.raises(BadCorpus, match=r"s.csv, line 2: a title or an address was expected"):
        read_sources("s.csv", b"titre,lien,sur\n ,,3")

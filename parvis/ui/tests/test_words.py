"""Spacing, numbers, texts, dates: what people read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from parvis.ui import markdown, moments
from parvis.ui.typography import french, money, number, share, spaced

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 26, 9, 52, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Oui !", "Oui\u202f!"),
        ("Oui!", "Oui\u202f!"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("un ; deux", "un\u202f; deux"),
        ("Note : rien", "Note\u00a0: rien"),
        ("« Oui »", "«\u00a0Oui\u00a0»"),
        ("«Oui»", "«\u00a0Oui\u00a0»"),
        ("60 %", "60\u00a0%"),
        ("12 500 €", "12\u00a0500\u00a0€"),
        ("le 3 mars", "le 3\u00a0mars"),
        ("le 1er mars", "le 1er\u00a0mars"),
        ("à 18 h 30", "à 18\u00a0h\u00a030"),
        ("l'été", "l’été"),
        ("n° 12", "n°\u00a012"),
        ("à 18:30", "à 18:30"),
        ("https://a.fr/?q=1;b", "https://a.fr/?q=1;b"),
        ("écrire à jean@mairie.fr !", "écrire à jean@mairie.fr\u202f!"),
        ("`a ? b : c`", "`a ? b : c`"),
    ],
)
def test_french_spacing(written, printed):
    assert french(written) == printed
    assert french(printed) == printed


@given(st.text(alphabet="ab1 23«»:;?!%€'\u00a0\u202f\n", max_size=40))
def test_french_spacing_is_done_once_for_all_and_only_changes_spaces_and_apostrophes(text):
    once = french(text)
    assert french(once) == once

    def bare(words):
        return "".join(words.split()).replace("’", "'")

    assert bare(once) == bare(text)


def test_english_is_left_alone():
    assert spaced("Really?", "en") == "Really?"


def test_figures():
    assert number(0, "fr") == "0"
    assert money(-123456, "fr") == "\u22121\u00a0234,56\u00a0€"
    assert share(1, 8, "fr") == "12,5\u00a0%"
    assert share(2, 3, "en", 0) == "67%"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        '<img src=x onerror="alert(1)">',
        "[x](https://a.fr 'a\" onmouseover=\"b')",
        "<a href='javascript:x'>y</a>",
        "![](https://elsewhere.example/pixel.png)",
        "<style>*{display:none}</style>",
        "&lt;script&gt;",
        "[x](JaVaScRiPt&#58;alert(1))",
    ],
)
def test_texts_are_harmless(attack):
    html = markdown.render(attack)
    for danger in ("<script", "<img", "<style", 'href="javascript', 'href="data', " onmouseover=", " onerror="):
        assert danger not in html.lower().replace("&quot;", "'") or danger in (" onmouseover=", " onerror=")
    assert "<img" not in html
    assert html.count("<a ") == html.count('rel="nofollow noopener ugc"')


def test_headings_stand_under_those_of_the_page():
    html = markdown.render("# Un\n\n## Deux\n\n###### Six", top=3)
    assert "<h3>Un</h3>" in html
    assert "<h4>Deux</h4>" in html
    assert "<h6>Six</h6>" in html
    assert "<h1" not in html
    assert "<h2>Bas</h2>" in markdown.render("#### Bas", top=2)
    with pytest.raises(ValueError, match="2, 3 or 4"):
        markdown.render("x", top=1)


def test_texts_keep_their_structure():
    html = markdown.render("Une liste :\n\n- un\n- deux\n\n> cité\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nligne\nsuivante")
    for part in ("<ul>", "<blockquote>", "<table>", "<br", "liste\u00a0:"):
        assert part in html


def test_french_spacing_leaves_code_and_addresses():
    html = markdown.render("`a ? b` et <https://example.org/a?b;c>")
    assert "a ? b" in html
    assert "https://example.org/a?b;c" in html


@given(st.text(max_size=200))
def test_any_text_is_rendered_without_error(text):
    markdown.render(text)
    markdown.plain(text)


DEADLINES = [
    (timedelta(days=3, hours=8, minutes=8), "Clôture dans 3\u00a0jours, dimanche 29\u00a0novembre à 18\u00a0h"),
    (timedelta(hours=22, minutes=8), "Clôture demain, vendredi 27\u00a0novembre à 8\u00a0h"),
    (timedelta(hours=8, minutes=8), "Clôture dans 8\u00a0heures, jeudi 26\u00a0novembre à 18\u00a0h"),
    (timedelta(minutes=20), "Clôture dans 20\u00a0minutes, jeudi 26\u00a0novembre à 10\u00a0h\u00a012"),
    (timedelta(seconds=5), "Clôture dans 1\u00a0minute, jeudi 26\u00a0novembre à 9\u00a0h\u00a052"),
    (timedelta(days=-3), "Clôture passée\u00a0: lundi 23\u00a0novembre à 9\u00a0h\u00a052"),
]


@pytest.mark.parametrize(("delay", "sentence"), DEADLINES)
def test_a_deadline_is_said_twice(delay, sentence):
    with translation.override("fr"):
        assert moments.deadline(NOW + delay, now=NOW) == sentence


def test_deadlines_in_english_and_of_every_kind():
    until = NOW + timedelta(days=3, hours=8, minutes=8)
    with translation.override("en"):
        assert moments.deadline(until, now=NOW) == "Closes in 3 days, Sunday 29\u00a0November at 18:00"
        for kind in ("closes", "opens", "answer", "due"):
            assert "29" in moments.deadline(until, kind=kind, now=NOW)
            assert "29" in moments.deadline(until, kind=kind, now=until)


def test_days():
    with translation.override("fr"):
        assert moments.day(date(2026, 3, 1), now=NOW) == "1er\u00a0mars"
        assert moments.day(date(2024, 3, 2), now=NOW) == "2\u00a0mars 2024"
        assert moments.day_and_hour(date(2026, 3, 2), now=NOW) == "lundi 2\u00a0mars"
        assert moments.late_by(date(2026, 11, 7), now=NOW) == "en retard de 19\u00a0jours"
        assert moments.late_by(date(2026, 9, 1), now=NOW) == "en retard de 2\u00a0mois"
        assert moments.late_by(date(2026, 11, 26), now=NOW) == ""
        assert moments.short(NOW - timedelta(hours=1), now=NOW) == "8\u00a0h\u00a052"
        assert moments.short(NOW - timedelta(days=1), now=NOW) == "hier"
        assert moments.short(NOW - timedelta(days=3), now=NOW) == "lundi"
        assert moments.short(NOW - timedelta(days=30), now=NOW) == "27\u00a0octobre"


def test_the_clock_is_the_one_of_the_place():
    with translation.override("en"):
        assert moments.hour(datetime(2026, 7, 1, 16, 0, tzinfo=UTC)) == "18:00"
    with pytest.raises(TypeError, match="needs a datetime"):
        moments.hour(date(2026, 7, 1))

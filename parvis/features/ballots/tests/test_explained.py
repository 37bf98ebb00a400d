"""Whoever votes can read how her ballot is counted: for each method, about a hundred words and an example that it has counted itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils.translation import override

from parvis.features.ballots.counting import usable
from parvis.features.ballots.explained import LISTED, WORDS, example, explanation

SLUGS = [method.slug for method in usable()]


def test_every_method_that_can_be_chosen_is_explained_and_no_other() -> None:
    assert sorted(WORDS) == sorted(SLUGS)
    assert (explanation("nothing"), example("nothing")) == ("", None)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_method_has_a_hundred_words_and_a_picture_in_both_languages(slug: str) -> None:
    said, drawn = {}, {}
    for language in ("en", "fr"):
        with override(language):
            said[language], picture = explanation(slug), example(slug)
        assert 90 <= len(said[language].split()) <= 125
        assert picture
        assert picture.rows
        drawn[language] = picture.svg
    assert said["en"] != said["fr"]
    assert drawn["en"] != drawn["fr"]


def test_what_the_words_say_of_the_pictures_is_so() -> None:
    """A third of the voters gets nothing from block voting, and one place of three from the proportional methods."""
    with override("en"):
        titles = {slug: picture.title for slug in SLUGS if (picture := example(slug))}
    assert titles["block"] == "Three places: Swing, Slide, Sandpit"
    for slug in ("pav", "sequential-pav", "sequential-phragmen", "committee-equal-shares"):
        assert titles[slug] == "Three places: Swing, Slide, Bench"
    assert titles["star"] == "The swing has more points, the bench is preferred by more people"
    shared = {
        slug: [int(number) for number in titles[slug].rpartition(": ")[2].split(", ")] for slug in titles if "Ten seats" in titles[slug]
    }
    assert len(shared) == 7
    assert {sum(seats) for seats in shared.values()} == {10}
    assert shared["municipal-list"] == [8, 1, 1]
    assert shared["regional-list"] == [7, 2, 1]
    exact = [Fraction(votes, 10) for _list, votes in LISTED]
    assert all(
        abs(seats - share) < 1 for slug in ("sainte-lague", "largest-remainder") for seats, share in zip(shared[slug], exact, strict=True)
    )

"""Pictures: well-formed, deterministic, true to their figures, and refusing what cannot be drawn."""

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ui import samples
from parvis.ui.charts.agreement import Agreement, Share, agreements
from parvis.ui.charts.bars import Bar, bars, stacked
from parvis.ui.charts.drawing import LINE, Picture, filled, labelled, percent
from parvis.ui.charts.flows import Round, flows
from parvis.ui.charts.grades import Profile, grade_profiles
from parvis.ui.charts.hexagons import Hexagon, hexagons
from parvis.ui.charts.places import Place, places
from parvis.ui.charts.scatter import Spot, scatter
from parvis.ui.charts.territories import CROWN, SHADES, france, known, shades
from parvis.ui.charts.timeline import Period, timeline
from parvis.ui.charts.treemap import HEIGHT, WIDTH, Plot, squarified, treemap

PICTURES = {name: value for name, value in samples.everything().items() if isinstance(value, Picture)}
HOSTILE = '</svg><script>"&'


def parsed(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


def rects(picture: Picture, name: str) -> list[ElementTree.Element]:
    return [each for each in parsed(picture).iter("rect") if each.get("class") == name]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_named_described_and_has_its_figures(name):
    picture = PICTURES[name]
    svg = parsed(picture)
    assert svg.get("role") == "img"
    ids = {each.get("id"): each for each in svg.iter() if each.get("id")}
    named = svg.get("aria-labelledby").split()
    assert ids[named[0]].text == picture.title
    assert all(ids[each].text for each in named)
    columns, rows = picture.table()
    assert rows
    assert all(len(row) == len(columns) for row in rows)
    assert "style=" not in picture.svg
    assert not {key for each in svg.iter() for key in each.attrib if key.startswith("on")}


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_figures_give_the_same_picture(name):
    assert samples.everything()[name] == PICTURES[name]


def test_ids_of_two_pictures_of_a_page_differ():
    ids = [each.get("id") for picture in PICTURES.values() for each in parsed(picture).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PICTURES)
def test_what_a_picture_paints_with_exists(name):
    picture = PICTURES[name]
    ids = {each.get("id") for each in parsed(picture).iter()}
    used = {each.get("fill")[5:-1] for each in parsed(picture).iter() if (each.get("fill") or "").startswith("url(#")}
    assert used <= ids


def test_bars_are_on_one_scale_from_zero():
    picture = bars([Bar("a", 50), Bar("b", 25), Bar("c", 0)], title="t", columns=("x", "y"), most=100)
    assert [each.get("width") for each in rects(picture, "ui-g1")] == ["50%", "25%", "0%"]
    with pytest.raises(ValueError, match="negative"):
        bars([Bar("a", -1)], title="t", columns=("x", "y"))
    assert bars([], title="t", columns=("x", "y")).rows == []


def test_a_mark_beyond_every_bar_stretches_the_scale():
    picture = bars([Bar("a", 50)], title="t", columns=("x", "y"), mark=100, mark_label="quorum")
    assert rects(picture, "ui-g1")[0].get("width") == "50%"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_the_parts_of_a_whole_fill_it(counts):
    picture = stacked([(str(index), count) for index, count in enumerate(counts)], title="t", columns=("a", "b", "c"))
    shown = [each for each in parsed(picture).iter("rect") if each.get("height") == "44" and each.get("class") != "ui-s-ink"]
    total = sum(float(each.get("width").rstrip("%")) for each in shown)
    assert not sum(counts) or abs(total - 100) < 0.05


def test_a_seventh_part_is_refused():
    with pytest.raises(ValueError, match="At most 6"):
        stacked([(str(n), 1) for n in range(7)], title="t", columns=("a", "b", "c"))


def test_grade_profiles_refuse_other_scales():
    wrong = [Profile("a", [1, 2])]
    with pytest.raises(ValueError, match="2 counts for 3 grades"):
        grade_profiles(wrong, grades=["x", "y", "z"], title="t", columns=("a", "b"), half="h")
    with pytest.raises(ValueError, match="2 to 7 grades"):
        grade_profiles([], grades=["x"], title="t", columns=("a", "b"), half="h")
    with pytest.raises(ValueError, match="negative"):
        grade_profiles([Profile("a", [1, -1])], grades=["x", "y"], title="t", columns=("a", "b"), half="h")


@pytest.mark.parametrize("size", range(2, 8))
def test_every_scale_of_grades_has_fills_that_differ(size):
    grades = [f"g{n}" for n in range(size)]
    picture = grade_profiles([Profile("a", [1] * size)], grades=grades, title="t", columns=("a", "b"), half="h")
    assert len({drawn for drawn, _ in picture.key}) == size


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_a_treemap_fills_the_plan_with_true_areas(values):
    values = sorted(values, reverse=True)
    boxes = squarified(values)
    total = sum(values)
    assert sum(width * height for _, _, width, height in boxes) == WIDTH * HEIGHT
    for value, (x, y, width, height) in zip(values, boxes, strict=True):
        assert width * height == Fraction(value * WIDTH * HEIGHT, total)
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + height <= HEIGHT


def test_a_treemap_lists_what_is_too_small_to_draw():
    picture = treemap([Plot("big", 10), Plot("nothing", 0)], title="t", columns=("n", "a", "b"))
    assert [row[1] for row in picture.rows] == ["big", "nothing"]
    with pytest.raises(ValueError, match="negative"):
        treemap([Plot("x", -1)], title="t", columns=("n", "a", "b"))


def test_flows_keep_every_vote():
    def drawn(then):
        rounds = [Round("1", {"A": 3, "B": 2}, {"B": {"A": 2}}), Round("2", then)]
        return flows(rounds, options={"A": "a", "B": "b"}, title="t", columns=("o",), states={})

    assert drawn({"A": 5}).rows == [["A a", 3, 5], ["B b", 2, 0]]
    with pytest.raises(ValueError, match="receives 5 votes"):
        drawn({"A": 4})
    with pytest.raises(ValueError, match="gives 9 votes"):
        flows(
            [Round("1", {"A": 3}, {"A": {"B": 9}}), Round("2", {"B": 9})],
            options={"A": "a", "B": "b"},
            title="t",
            columns=("o",),
            states={},
        )


def test_flows_carry_fractions():
    rounds = [
        Round("1", {"A": Fraction(10), "B": 0}, {"A": {"B": Fraction(5, 3)}}),
        Round("2", {"A": Fraction(25, 3), "B": Fraction(5, 3)}),
    ]
    picture = flows(rounds, options={"A": "a", "B": "b"}, title="t", columns=("o",), states={})
    assert picture.rows[0] == ["A a", 10, "8.33"]


def test_a_scatter_counts_its_groups_and_draws_you_last():
    picture = scatter([Spot(0, 0, here=True), Spot(1, 1)], groups=["a"], title="t", columns=("g", "n"))
    assert picture.rows == [["a", 2]]
    assert [each.get("class") for each in parsed(picture).iter("rect")][-1] == "ui-s-here"
    with pytest.raises(ValueError, match="group 3"):
        scatter([Spot(0, 0, 3)], groups=["a"], title="t", columns=("g", "n"))
    with pytest.raises(ValueError, match="At most 5"):
        scatter([], groups=list("abcdef"), title="t", columns=("g", "n"))


def test_a_map_keeps_north_up_and_east_right():
    picture = places([Place("south-west", 47.0, -2.0), Place("north-east", 48.0, -1.0)], title="t", columns=("n", "p"))
    first, second = rects(picture, "ui-c-ink ui-mark")
    assert float(first.get("x")) < float(second.get("x"))
    assert float(first.get("y")) > float(second.get("y"))
    with pytest.raises(ValueError, match="not on Earth"):
        places([Place("x", 91, 0)], title="t", columns=("n", "p"))
    with pytest.raises(ValueError, match="at least one"):
        places([], title="t", columns=("n", "p"))


@pytest.mark.parametrize(("level", "many"), [("departements", 101), ("regions", 18)])
def test_a_map_of_france_draws_every_territory_and_its_table(level, many):
    codes = list(known(level))
    assert len(codes) == many
    picture = france({code: index for index, code in enumerate(codes)}, title="t", columns=("n", "p"), level=level)
    shapes = [each for each in parsed(picture).iter("path") if "ui-area" in each.get("class", "")]
    # Those around Paris are drawn twice, on the whole and in their box.
    assert len(shapes) == many + (len(CROWN) if level == "departements" else 0)
    assert len(picture.rows) == many
    assert Counter(shades({code: index for index, code in enumerate(codes)}).values()).keys() == set(SHADES)
    assert len(picture.svg) < 45_000, "a map must leave room for its page"


def test_a_map_of_france_says_where_there_is_no_figure_and_refuses_a_code_that_does_not_exist():
    picture = france({"44": 3}, title="t", columns=("n", "p"), missing="none")
    assert ["Loire-Atlantique", "3"] in picture.rows
    assert ["Ain", "none"] in picture.rows
    assert picture.key[-1][1] == "none"
    with pytest.raises(ValueError, match="got 99"):
        france({"99": 3}, title="t", columns=("n", "p"))
    with pytest.raises(ValueError, match="A level is one of"):
        known("cantons")


def test_outlines_leave_no_gap_and_hold_their_towns():
    """A side is drawn by one territory (coast, border of the country) or by two, and each town lies in its own."""
    sides = Counter(frozenset(pair) for place in known("departements").values() for ring in place.rings for pair in pairwise(ring))
    assert set(sides.values()) == {1, 2}
    towns = {
        "44": (-1.55, 47.22),
        "75": (2.35, 48.86),
        "13": (5.38, 43.30),
        "2A": (8.97, 41.62),
        "26": (4.89, 44.93),
        "973": (-52.33, 4.92),
    }
    for code, town in towns.items():
        found = {place.code for place in known("departements").values() if sum(holds(ring, town) for ring in place.rings) % 2}
        assert found == {code}
    regions = {place.region for place in known("departements").values()}
    assert regions == set(known("regions"))


def holds(ring, point):
    """A line to the west crosses the ring an odd number of times."""
    x, y = point
    return sum((y1 > y) != (y2 > y) and x > (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring)) % 2


def test_shapes_say_what_they_are_when_one_points_at_them():
    for picture in (
        stacked([("Bien", 3), ("Passable", 1)], title="t", columns=("a", "b", "c"), shares=["75 %", "25 %"]),
        treemap([Plot("Arbres", 3, "3 €")], title="t", columns=("n", "a", "b")),
        places([Place("École", 47, -1)], title="t", columns=("n", "p")),
    ):
        said = [each.text for each in parsed(picture).iter("title")]
        assert len(said) > 1
        assert all(" : " in words for words in said[1:])


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        timeline([Period("x", date(2026, 2, 1), date(2026, 1, 1), "")], title="t", columns=("a", "b"))


def test_nothing_a_person_wrote_becomes_markup():
    pictures = [
        bars([Bar(HOSTILE, 1, HOSTILE)], title=HOSTILE, columns=(HOSTILE, HOSTILE), mark=1, mark_label=HOSTILE),
        stacked([(HOSTILE, 1)], title=HOSTILE, columns=("a", "b", "c")),
        grade_profiles([Profile(HOSTILE, [1, 1], HOSTILE)], grades=[HOSTILE, "b"], title=HOSTILE, columns=("a", "b"), half=HOSTILE),
        timeline([Period(HOSTILE, date(2026, 1, 1), date(2026, 1, 2), HOSTILE)], title=HOSTILE, columns=("a", "b")),
        treemap([Plot(HOSTILE, 1, HOSTILE)], title=HOSTILE, columns=("n", "a", "b")),
        scatter([Spot(0, 0)], groups=[HOSTILE], title=HOSTILE, columns=("g", "n"), across=HOSTILE, up=HOSTILE),
        flows([Round(HOSTILE, {HOSTILE: 1})], options={HOSTILE: HOSTILE}, title=HOSTILE, columns=("o",), states={"out": HOSTILE}),
        places([Place(HOSTILE, 1, 1)], title=HOSTILE, columns=("n", "p")),
    ]
    for picture in pictures:
        assert "<script" not in picture.svg
        assert "<script" not in "".join(drawn for drawn, _ in picture.key)
        parsed(picture)


@given(st.text(alphabet="abcdé -", max_size=200), st.text(alphabet="0123 %", max_size=12))
def test_long_names_are_cut_into_lines_that_fit(label, shown):
    drawn, lift = labelled(label, shown, 0, class_="t")
    for each in drawn:
        assert len(ElementTree.fromstring(each).text or "") <= LINE
    assert lift >= 0


def test_fills_are_checked():
    with pytest.raises(ValueError, match="A fill is one of"):
        filled("green", "p")


def test_lengths_are_rounded_from_exact_fractions():
    assert percent(1, 3) == "33.33%"
    assert percent(Fraction(2, 3)) == "66.67%"
    assert percent(1, 0) == "0%"


def test_agreement_draws_an_interval_for_everybody_and_each_group():
    share = Share(Fraction(3, 4), Fraction(2, 3), Fraction(5, 6))
    item = Agreement(HOSTILE, share, [share, None], "75 %")
    picture, height = agreements([item], letters=("A", "B"), names=("all", "group"), title="t", columns=("p", "all", "A", "B"))
    assert height > 60
    assert picture.rows == [[HOSTILE, "75 % (67–83)", "75 % (67–83)", "—"]]
    assert [word for _, word in picture.key] == ["all", "group A", "group B"]
    lines = [each for each in parsed(picture).iter("line") if each.get("class") == "ui-s-ink" and each.get("x1") == "66.67%"]
    assert len(lines) == 4  # for each share: the interval, and its lower end
    with pytest.raises(ValueError, match="At most 5"):
        agreements([], letters="abcdef", names=("a", "g"), title="t", columns=())
    with pytest.raises(ValueError, match="has 1 shares for 2"):
        agreements([Agreement("x", share, [share])], letters="ab", names=("a", "g"), title="t", columns=())


def test_hexagons_are_darker_where_more_people_are_and_name_the_group():
    cells = [Hexagon(q, 0, (q + 1, 0)) for q in range(6)] + [Hexagon(0, 1, (1, 9))]
    picture = hexagons(cells, groups=("one", "two"), letters=("A", "B"), title="t", columns=("g", "n"))
    shades = [each.get("class", "").split()[0] for each in parsed(picture).iter("polygon")]
    assert shades[0] == "ui-g4"
    assert shades[-1] == "ui-g1"
    assert [each.text for each in parsed(picture).iter("text")][-1] == "B"
    assert picture.rows == [["one", 22], ["two", 9]]
    with pytest.raises(ValueError, match="2 were expected"):
        hexagons([Hexagon(0, 0, (1,))], groups=("one", "two"), letters=(), title="t", columns=("g", "n"))

"""Components: what they draw, what they refuse, what they escape."""

import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from parvis.ui.components.actions import ICONS
from parvis.ui.finders import HERE
from parvis.ui.parts import Column, Link, Option, Step, Table, Task

HOSTILE = '<script>alert("x")</script>'


def draw(source: str, **context: object) -> BeautifulSoup:
    with translation.override("en"):
        html = Template("{% load ui %}" + source).render(Context(context))
    assert "<script>" not in html
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% button "x" kind="huge" %}', "kind must be one of 'primary', 'second', 'quiet', 'grave'; got 'huge'"),
        ('{% button "x" colour="red" %}', "colour"),
        ('{% status "x" state="green" %}', "state must be one of"),
        ('{% icon "heart" %}', "name must be one of"),
        ('{% notice kind="fun" %}{% endnotice %}', "kind must be one of"),
        ('{% section title="x" level=1 %}{% endsection %}', "level must be one of 2, 3, 4"),
        ('{% side "maybe" %}{% endside %}', "which must be one of"),
        ('{% thread "abc" label="x" %}', "expected a list of Step"),
        ("{% thread wrong label='x' %}", "state of a step must be one of"),
        ("{% figures wrong %}", "unexpected keyword"),
        ('{% table "x" caption="y" %}', "expected a Table"),
        ('{% progress title="x" value=5 most=0 %}', "expected 0 ≤ value ≤ most"),
        ('{% form "x" %}', "expected a Form"),
        ('{% field "x" %}', "expected a field of a form"),
        ('{% chart "x" %}', "expected a Picture"),
        ("{% grades options grades=two %}", "the number of grades must be one of"),
        ('{% tint "red" %}', "name must be one of"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(source, said):
    with pytest.raises(TemplateSyntaxError, match=re.escape(said)):
        draw(source, wrong=[{"label": "x", "state": "lost"}], options=[], two=[("1", "a"), ("2", "b")])


@pytest.mark.parametrize(
    "source",
    [
        "{% button bad %}",
        "{% button bad url=bad closed=bad %}",
        "{% status bad state='open' %}",
        "{% person bad role=bad date=bad url=bad %}",
        "{% source title=bad url=bad publisher=bad date=bad checked=bad %}",
        "{% now title=bad kicker=bad until=bad url=bad label=bad %}{{ bad }}{% endnow %}",
        "{% section title=bad lead=bad %}{{ bad }}{% endsection %}",
        "{% briefs label=bad %}{% brief title=bad url=bad status=bad state='open' meta=bad %}{{ bad }}{% endbrief %}{% endbriefs %}",
        "{% thread steps label=bad %}",
        "{% queue tasks %}",
        "{% table table caption=bad %}",
        "{% answer title=bad status=bad state='kept' quote=bad quoted=bad %}{{ bad }}{% endanswer %}",
        "{% pledge by=bad date=bad act=bad url=bad %}{{ bad }}{% endpledge %}",
        "{% approval options legend=bad help=bad error=bad %}",
        "{% grades options grades=grades heading=bad %}",
        "{% code bad label=bad copy=True %}",
        "{% crumb trail here=bad %}",
        "{{ bad|spaced }}{{ bad|markdown }}",
    ],
)
def test_nothing_a_person_wrote_becomes_markup(source):
    page = draw(
        source,
        bad=HOSTILE,
        steps=[Step(HOSTILE, "late", HOSTILE, [HOSTILE], late=HOSTILE)],
        tasks=[Task(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)],
        table=Table([HOSTILE, Column(HOSTILE)], [[Link(HOSTILE, HOSTILE, HOSTILE), HOSTILE]]),
        options=[Option(HOSTILE, HOSTILE, HOSTILE, HOSTILE)],
        grades=[(HOSTILE, HOSTILE)] * 3,
        trail=[Link(HOSTILE, HOSTILE)],
    )
    assert not page.find("script")
    assert "alert" in str(page)


def test_every_icon_of_the_sprite_is_known():
    sprite = (HERE / "static/ui/icons.svg").read_text()
    assert sorted(re.findall(r'symbol id="(\w+)"', sprite)) == sorted(ICONS)


def test_a_closed_button_is_not_a_link_and_says_why():
    page = draw('{% button "Vote" url="/go" closed="Opens on Monday." %}')
    assert not page.find("a")
    button = page.find("button")
    assert button["type"] == "button"
    assert button["aria-disabled"] == "true"
    assert page.find(id=button["aria-describedby"]).text == "Opens on Monday."


def test_a_thread_says_where_one_is_in_words():
    page = draw('{% thread steps label="Way" %}', steps=[Step("A", "done"), Step("B", "here"), Step("C")])
    here = page.select_one('[aria-current="step"]')
    assert here.em.text == "You are here"
    assert [item["class"] for item in page.select("li")] == [["is-done"], ["is-here"], ["is-next"]]
    assert "Done" in page.select("li")[0].text
    assert "To come" in page.select("li")[2].text


@pytest.mark.parametrize(("done", "folded"), [(6, 0), (7, 7), (30, 30)])
def test_a_long_thread_folds_what_is_done(done, folded):
    steps = [Step(f"Step {n}", "done") for n in range(done)] + [Step("Now", "here")]
    page = draw('{% thread steps label="Way" %}', steps=steps)
    inside = page.select("details li")
    assert len(inside) == folded
    assert len(page.select("li")) == done + 1


def test_a_thread_where_all_is_done_still_shows_its_end():
    page = draw('{% thread steps label="Way" %}', steps=[Step(f"Step {n}", "done") for n in range(9)])
    assert len(page.select("details li")) == 8
    assert "Step 8" in page.text


def test_balance_gives_both_sides_the_same_place():
    page = draw('{% balance %}{% side "for" count=9 %}{% endside %}{% side "against" count=7 %}{% endside %}{% endbalance %}')
    sides = page.select(".ui-balance > section")
    assert [side.h3.text for side in sides] == ["For (9)", "Against (7)"]
    assert sides[0].get("class") == sides[1].get("class")


def test_pages_keep_the_filters_and_start_again_cleanly():
    page = Paginator(range(100), 10).get_page(2)
    request = RequestFactory().get("/list/?q=tree&page=2&topic=a")
    html = draw("{% pages page %}", page=page, request=request)
    links = {link.text: link["href"] for link in html.select("a")}
    assert links["1"] == "?q=tree&topic=a"
    assert links["3"] == "?q=tree&topic=a&page=3"
    assert links["Next"] == "?q=tree&topic=a&page=3"
    assert html.select_one("[aria-current]").text.endswith("2")
    assert not draw("{% pages page %}", page=Paginator([1], 10).get_page(1), request=request).text


def test_an_address_is_changed_without_losing_the_rest():
    request = RequestFactory().get("/list/?q=a+b&sort=new&page=4")
    html = draw('<a href="{% address_with sort="old" %}"></a><a href="{% address_with q="" %}"></a>', request=request)
    assert [link["href"] for link in html.select("a")] == ["?q=a+b&sort=old", "?sort=new"]


def test_a_table_tells_each_cell_its_column_and_writes_its_roles():
    table = Table(["Name", Column("Votes", figures=True)], [["A", 12345], ["B", None]], lead=1)
    page = draw('{% table table caption="Votes" %}', table=table)
    cell = page.select("tbody td")[0]
    assert (cell["data-label"], cell.text, cell["class"]) == ("Votes", "12,345", ["ui-n"])
    assert page.table["role"] == "table"
    assert page.select("tbody tr")[0]["class"] == ["is-first"]
    assert {each["scope"] for each in page.select("tbody th")} == {"row"}
    plain = draw('{% table table caption="Votes" shape="plain" %}', table=table)
    assert not plain.select("[role]")


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table(["a", "b"], [["x"]])


def test_pavement_draws_one_paver_per_thing_and_gives_up_on_crowds():
    page = draw('{% pavement counts label="3 promises" %}', counts={"kept": 2, "late": 1})
    assert [paver["class"] for paver in page.select("i")] == [["is-kept"], ["is-kept"], ["is-late"]]
    assert page.p["aria-label"] == "3 promises"
    assert not draw('{% pavement counts label="x" %}', counts={"kept": 501}).text
    assert not draw('{% pavement counts label="x" %}', counts={}).text


def test_ballots_are_real_controls_with_their_choices_kept():
    options = [Option("a", "Bench"), Option("b", "Kiosk", "By the pond", "/b")]
    page = draw(
        '{% approval options legend="Which ones?" chosen="b" name="choice" %}'.replace('"b"', "picked"), options=options, picked=["b"]
    )
    boxes = page.select("input[type=checkbox][name=choice]")
    assert [box["value"] for box in boxes] == ["a", "b"]
    assert [box.has_attr("checked") for box in boxes] == [False, True]
    assert page.legend.text == "Which ones?"
    grades = [("2", "Good"), ("1", "Fair"), ("0", "Reject")]
    page = draw("{% grades options grades=grades chosen=chosen %}", options=options, grades=grades, chosen={"a": "0"})
    assert [field.legend.text for field in page.select("fieldset")] == ["Bench", "Kiosk"]
    assert [each["value"] for each in page.select('input[name="grade-a"]')] == ["2", "1", "0"]
    assert page.select_one("input[checked]")["name"] == "grade-a"
    assert "ui-ballot--3" in page.div["class"]


class SmallForm(forms.Form):
    word = forms.CharField(help_text="One word.")
    note = forms.CharField(required=False, max_length=100, widget=forms.Textarea)
    side = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Both together are not possible.")


def test_fields_come_as_label_help_error_input():
    page = draw("{% form form %}", form=SmallForm({"side": "z"}))
    field = page.select_one(".ui-field.has-error")
    assert [child.name for child in field.children] == ["label", "p", "div", "input"]
    assert field.input["aria-describedby"] == "id_word_helptext id_word_error"
    assert field.input["aria-invalid"] == "true"
    assert "optional" in page.select("label[for=id_note]")[0].text
    assert page.select_one("ui-count")["data-limit"] == "100"
    assert page.select_one("fieldset legend").text == "Side"
    assert page.select_one("input[type=hidden]")["name"] == "token"
    summary = page.select_one(".ui-errors")
    assert "Both together" in summary.text
    assert [link["href"] for link in summary.select("a")] == ["#id_word", "#id_side_0"]
    assert page.find(id="id_side_0")


def test_a_label_that_ends_a_sentence_is_followed_by_one_colon():
    class Asked(forms.Form):
        sure = forms.BooleanField(label="I know what I do.")

    line = draw("{% errors form %}", form=Asked({})).select_one(".ui-errors a").text
    assert line.startswith("I know what I do:")


def test_a_form_shown_for_the_first_time_has_no_error():
    assert not draw("{% form form %}", form=SmallForm()).select(".ui-errors, .has-error")


def test_django_draws_forms_with_our_fields():
    form = SmallForm()
    assert 'class="ui-field"' in form.render()
    assert 'class="ui-field"' in form["word"].as_field_group()

"""The files of the Sortition Foundation are read, and what cannot be read is said with its file, its line and what was expected."""

import pytest

from parvis.mechanisms.sortition.foundation import BadDrawFile, read_features, read_people
from parvis.mechanisms.sortition.pool import Draw, InvalidChoice, Pool, Quota

QUOTAS = (Quota("age", "young", 1, 2), Quota("age", "old", 1, 2))


@pytest.mark.parametrize("head", ["feature,value,min,max", "category,feature,min,max", "category,name,min,max", "feature;value;min;max"])
def test_the_heads_in_use_are_known(head):
    text = f"{head}\nage,young,1,2\n\nage,old,0,3\n".replace(",", ";" if ";" in head else ",")
    assert [found.quota for found in read_features("f.csv", text.encode())] == [Quota("age", "young", 1, 2), Quota("age", "old", 0, 3)]


def test_flex_and_a_byte_order_mark_are_read():
    found = read_features("f.csv", "\ufefffeature,value,min,max,min_flex,max_flex\nâge,jeune,2,3,1,5\n".encode())
    assert (found[0].least, found[0].most, found[0].quota) == (1, 5, Quota("âge", "jeune", 2, 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1: columns feature,value,min,max were expected"),
        ("age,min,max\n", "line 1: columns feature,value"),
        ("feature,value,min,max\n", "line 1: at least one quota"),
        ("feature,value,min,max\nage,young,two,3\n", "line 2: a whole number from 0 up was expected in the column 'min'; got 'two'"),
        ("feature,value,min,max\nage,young,3,2\n", "line 2: age young: a minimum up to the maximum"),
        ("feature,value,min,max\nage,young,1,2\nage,young,1,2\n", "line 3: age young was expected once"),
        ("feature,value,min,max\nage,,1,2\n", "line 2: a feature and a value"),
        ("feature,value,min,max,min_flex,max_flex\nage,young,1,2,2,2\n", "line 2: age young: min_flex up to min"),
    ],
)
def test_what_is_wrong_with_quotas_is_said(text, expected):
    with pytest.raises(BadDrawFile) as error:
        read_features("quotas.csv", text.encode())
    assert f"quotas.csv, {expected}" in str(error.value)


def test_people_keep_only_what_the_draw_needs():
    text = "id,name,age,street,town\n7,Ada,YOUNG,1 rue  Haute,Lys\n8,Bao,old,1 Rue haute,lys\n9,Chloé,old,,\n"
    pool = read_people("p.csv", text.encode(), QUOTAS, household=["street", "town"])
    assert {ref: (dict(person.features), person.household) for ref, person in pool.people.items()} == {
        "7": ({"age": "young"}, "h1"),
        "8": ({"age": "old"}, "h1"),
        "9": ({"age": "old"}, None),
    }
    assert "Ada" not in str(pool.choices())


def test_people_without_an_identifier_are_numbered():
    assert read_people("p.csv", b"age\nyoung\nold\n", QUOTAS).refs == ("1", "2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "line 1: a column 'age' was expected"),
        (b"id,name\n1,Ada\n", "line 1: a column 'age' was expected; got id, name"),
        (b"id,age\n1,middle\n", "line 2: age was expected to be one of old, young; got 'middle'"),
        (b"id,age\n1,old\n1,old\n", "line 3: each person was expected once; '1' is on line 2"),
        (b"id,age\n,old\n", "line 2: an identifier was expected"),
        (b"id,age\n1,old,9\n", "line 2: 2 columns were expected; got 3"),
        (b"id,age\n", "line 1: people were expected"),
        (b"id,age\n1,\xe9\n", "line 2: text in UTF-8"),
        (b'id,age\n1,"old\n', "a line of CSV was expected"),
    ],
)
def test_what_is_wrong_with_people_is_said(text, expected):
    with pytest.raises(BadDrawFile) as error:
        read_people("people.csv", text, QUOTAS)
    assert "people.csv, line" in str(error.value)
    assert expected in str(error.value)


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("ada", "unreadable"),
        ({"person": 3}, "unreadable"),
        ({"person": "bob", "features": {"age": "old"}}, "unknown"),
        ({"person": "ada", "features": {"age": "new"}}, "value"),
    ],
)
def test_a_person_that_cannot_be_read_is_refused(choice, code):
    settings = Draw(size=1, features=("age",), values=("old",), minimum=(0,), maximum=(1,))
    with pytest.raises(InvalidChoice) as error:
        Pool.summarise(["ada"], [(choice, 1)], settings)
    assert error.value.code == f"sortition.choice.{code}"

"""The bytes of an entry, and what they hide. RFC 8785."""

import json
import struct
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.commitments import commit, commitment, normal, opens
from parvis.mechanisms.ledger.entries import MAX_ENTRY, MAX_INTEGER, Value, decode, decode_all, encode
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.summary import Summary
from parvis.mechanisms.ledger.tests.sample import act

texts = st.text(max_size=8).map(lambda text: unicodedata.normalize("NFC", text))
names = st.text(st.characters(max_codepoint=0x7F), max_size=6)
values = st.recursive(
    texts | st.booleans() | st.none() | st.integers(-MAX_INTEGER, MAX_INTEGER),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
entries = st.dictionaries(names, values, max_size=5)


@given(entries)
def test_an_entry_is_the_json_of_rfc_8785_and_is_read_back(entry: dict[str, Value]) -> None:
    data = encode(entry)
    assert data == rfc8785.dumps(entry)
    assert decode(data) == entry


@given(st.lists(entries, max_size=4))
def test_many_are_read_as_one_by_one(many: list[dict[str, Value]]) -> None:
    assert decode_all([encode(entry) for entry in many]) == many


@given(entries.filter(bool), st.sampled_from([{"indent": 1}, {"ensure_ascii": True}, {"separators": (", ", ":")}]))
def test_another_way_to_write_it_is_refused(entry: dict[str, Value], way: dict[str, object]) -> None:
    other = json.dumps(entry, sort_keys=True, **({"separators": (",", ":"), "ensure_ascii": False} | way)).encode()  # type: ignore[arg-type]
    if other != encode(entry):
        with pytest.raises(Rejected):
            decode(other)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'"text"',
        b"null",
        b"{",
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u000A"}',
        '{"é":1}'.encode(),
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"\xff"}',
        b'{"a":' + b"[" * 17 + b"]" * 17 + b"}",
        b'{"a":' + b"[" * 2000 + b"]" * 2000 + b"}",
        b'{"a":"' + b"x" * MAX_ENTRY + b'"}',
    ],
)
def test_what_is_no_entry(data: bytes) -> None:
    with pytest.raises(Rejected):
        decode(data)


def test_entries_cut_at_another_place_are_refused() -> None:
    """Joined by a comma they would be canonical JSON of two objects; neither is an entry."""
    with pytest.raises(Rejected) as error:
        decode_all([b'{"a":[1', b"2]},{}"])
    assert error.value.facts == {"index": 0}
    with pytest.raises(Rejected) as error:
        decode_all([act(0), act(1) + b" ", act(2)])
    assert error.value.facts == {"index": 1}


@pytest.mark.parametrize(
    "entry",
    [
        {"a": 1.5},
        {"a": 2**53},
        {"a": -(2**53)},
        {"é": 1},
        {1: 2},
        {"a": b"x"},
        {"a": "e\u0301"},
        {"a": "\ud800"},
        {"a": (1,)},
        ["a"],
        {"a": {1}},
    ],
)
def test_values_that_no_entry_has(entry: object) -> None:
    with pytest.raises(Rejected):
        encode(entry)  # type: ignore[arg-type]


def test_a_long_entry_is_refused() -> None:
    with pytest.raises(Rejected, match="4096"):
        encode({"a": "x" * MAX_ENTRY})


def test_the_order_of_rfc_8785_is_that_of_utf_16() -> None:
    """RFC 8785, section 3.2.3. It matters for committed values, whose names are free."""
    names = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(rfc8785.dumps(dict.fromkeys(sorted(names), 1)))) == names
    assert sorted(names) != names


# RFC 8785, appendix B: the bits of a number (IEEE 754), and how it is written.
NUMBERS = {
    "0000000000000000": "0", "8000000000000000": "0", "0000000000000001": "5e-324", "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308", "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992", "c340000000000000": "-9007199254740992", "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22", "44b52d02c7e14af6": "1e+23", "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000", "444b1ae4d6e2ef4f": "999999999999999900000", "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7", "3eb0c6f7a0b5ed8d": "0.000001", "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325", "41b3de4355555555": "333333333.3333333", "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343", "becbf647612f3696": "-0.0000033333333333333333", "43143ff3c1cb0959": "1424953923781206.2",
}  # fmt: skip


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_appendix_b_says(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert rfc8785.dumps(number) == text.encode()


@pytest.mark.parametrize("bits", ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])
def test_what_is_no_number_is_refused(bits: str) -> None:
    with pytest.raises(rfc8785.FloatDomainError):
        rfc8785.dumps(struct.unpack(">d", bytes.fromhex(bits))[0])


@given(names, values, st.binary(min_size=16, max_size=16), values)
def test_only_the_value_opens_its_commitment(name: str, value: Value, salt: bytes, other: Value) -> None:
    leaf, openings = commit({name: value}, randomness=lambda count: salt)
    assert opens(name, openings[name], leaf[name])
    assert not opens(name + "x", openings[name], leaf[name])
    if rfc8785.dumps(normal(other)) != rfc8785.dumps(normal(value)):
        assert not opens(name, (other, openings[name][1]), leaf[name])


def test_the_same_words_in_another_form_of_unicode_open() -> None:
    leaf, openings = commit({"titre": "e\u0301te\u0301"}, randomness=bytes)
    assert openings["titre"][0] == "été"
    assert opens("titre", ("e\u0301te\u0301", openings["titre"][1]), leaf["titre"])


def test_bad_salts_and_values() -> None:
    with pytest.raises(Rejected, match="16"):
        commitment("titre", "x", b"short")
    with pytest.raises(Rejected, match="titre"):
        commitment("titre", 2**53, bytes(16))
    deep: Value = "x"
    for _ in range(900):
        deep = [deep]
    with pytest.raises(Rejected, match="titre"):
        commitment("titre", deep, bytes(16))
    leaf, _ = commit({"titre": "x"}, randomness=bytes)
    assert not opens("titre", ("x", "not base64"), leaf["titre"])
    assert not opens("titre", ("x", "AAAA"), leaf["titre"])


def test_after_an_erasure_a_dictionary_attack_finds_nothing() -> None:
    """Whoever knows the value but not its salt cannot find it, nor tell two equal values."""
    drawn = iter(range(100))
    leaf, openings = commit(
        {"auteur": "Ada", "titre": "Un banc", "texte": "Un banc"}, randomness=lambda count: bytes([next(drawn)] * count)
    )
    del openings["auteur"]
    known = [salt for _, salt in openings.values()] + ["AAAAAAAAAAAAAAAAAAAAAA=="[:24]]
    assert leaf["titre"] != leaf["texte"]
    assert not any(opens("auteur", ("Ada", salt), leaf["auteur"]) for salt in known[:2])
    assert all(opens(name, opening, leaf[name]) for name, opening in openings.items())


def test_a_summary_adds_up() -> None:
    many = [act(index, ("contribution.publiée", "vote.ouvert")[index % 3 == 0]) for index in range(10)]
    whole, first, second = Summary(), Summary(), Summary()
    whole.add(0, many)
    first.add(0, many[:4])
    second.add(4, many[4:])
    assert first + second == second + first == whole
    assert whole.count == 10
    assert whole.acts["vote.ouvert"][:3] == (4, 0, 9)


@pytest.mark.parametrize("entry", [b"{}", b'{"acte":1,"date":""}', b'{"acte":"x"}', b"no json"])
def test_a_summary_names_the_bad_entry(entry: bytes) -> None:
    with pytest.raises(Rejected, match="Entry 8") as error:
        Summary().add(7, [act(7), entry])
    assert error.value.facts == {"index": 8}

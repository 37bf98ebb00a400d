"""The published result file: everything one needs to count a vote again, on another computer, without us.

`publish` counts and writes it, `recount` reads it, counts again and compares. docs/mechanisms/result-file.md describes the format.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.registry_settings import SettingsError, settings_to_json
from parvis.mechanisms.result import Plain, Result, plain

FORMAT, SCHEMA = "parvis/resultat", 1


class BadResultFile(ValueError):
    """The file is not a published result, or not one that this version can read. The message says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place where the file and the recount differ: the way to it in the file, what the file says, what was counted."""

    path: str
    published: Plain
    recounted: Plain


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a recount finds: equal, or the list of differences; and the result that was counted."""

    mechanism: str
    version: int
    ballots: int
    result: Result
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        return not self.differences


def publish(
    mechanism: Mechanism[Any, Any],  # any family: the file says which
    *,
    options: Sequence[Mapping[str, str]],
    ballots: Iterable[Mapping[str, object]],
    counts: Mapping[str, int | None],
    settings: object = None,
    conditions: Mapping[str, object] | None = None,
    about: Mapping[str, object] | None = None,
) -> dict[str, Plain]:
    """Count, and give the file as plain values, ready for `json.dumps`.

    `options` are {"ref", "title"}; `ballots` are {"receipt", "choice"} and perhaps "weight" (one when absent), with the choice None when
    blank; `counts` are {"eligible", "participated", "spoilt"}, of which "eligible" may be None and the others absent (then: as many as
    the ballots, and none); `about` says in your own words what was voted on, when, where. Ballots are sorted, so that the file tells
    nothing of the order in which they came.

    >>> file = publish(
    ...     registry.get("approval"),
    ...     options=[{"ref": "a", "title": "A bench"}, {"ref": "b", "title": "A swing"}],
    ...     ballots=[{"receipt": "7K2", "choice": ["b"]}, {"receipt": "4MX", "choice": None}],
    ...     counts={"eligible": 5},
    ... )
    >>> file["result"]["outcome"], file["counts"], recount(file).equal
    (['b'], {'eligible': 5, 'participated': 2, 'blank': 1, 'spoilt': 0}, True)
    """
    cast_ballots = sorted(
        (cast("dict[str, Plain]", plain(ballot)) for ballot in ballots),
        key=lambda ballot: (str(ballot.get("receipt", "")), json.dumps(ballot, sort_keys=True)),
    )
    chosen = mechanism.settings() if settings is None else settings
    file: dict[str, Plain] = {
        "format": FORMAT,
        "schema": SCHEMA,
        "about": plain(about or {}),
        "mechanism": {
            "slug": mechanism.slug,
            "version": mechanism.version,
            "settings": dict(settings_to_json(chosen)),
        },
        "conditions": plain(conditions or {}),
        "options": [plain(option) for option in options],
        "counts": plain(counts),
        "input": {"ballots": list(cast_ballots)},
    }
    result, complete = _count(file, cast_ballots)
    return {**file, "counts": complete, "result": result.to_json()}


def recount(file: Mapping[str, object], ballots: bytes | None = None) -> Comparison:
    """Count again what the file publishes, and compare with the result in it.

    `ballots` is the content of the file of ballots, when the result file gives its address and SHA-256 instead of the ballots.
    Raise BadResultFile when the file or a ballot in it cannot be read, UnknownMechanism when nothing here counts that way.
    """
    listed = _ballots(file, ballots)
    try:
        result, counts = _count(file, listed)
    except RecursionError:
        raise BadResultFile("Lists within lists were expected to be a few levels deep; these are thousands.") from None
    published = {"counts": file.get("counts"), "result": file.get("result")}
    differences = tuple(_differences("", plain(published), {"counts": counts, "result": result.to_json()}))
    return Comparison(
        mechanism=result.mechanism,
        version=result.version,
        ballots=sum(_weight(ballot) for ballot in listed),
        result=result,
        differences=differences,
    )


def read(content: bytes) -> dict[str, object]:
    """Read the bytes of a result file; raise BadResultFile when they are not one."""
    try:
        file = json.loads(content, parse_float=_refuse_float)
    except (ValueError, RecursionError) as error:
        raise BadResultFile(f"A JSON file was expected; it cannot be read: {error}") from None
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise BadResultFile(f'A published result was expected: a JSON object with "format": "{FORMAT}".')
    if file.get("schema") != SCHEMA:
        raise BadResultFile(f'"schema": {SCHEMA} was expected; got {file.get("schema")!r}. Use a newer version of Parvis.')
    return file


def _refuse_float(text: str) -> None:
    raise ValueError(f"whole numbers and fractions written as text were expected; got {text}")


def _count(file: Mapping[str, object], ballots: Sequence[Mapping[str, object]]) -> tuple[Result, dict[str, Plain]]:
    named = _part(file, "mechanism", dict)
    mechanism = registry.get(str(named.get("slug")))
    if named.get("version") != mechanism.version:
        raise BadResultFile(f"Version {named.get('version')!r} of {mechanism.slug} counted this vote; version {mechanism.version} is here.")
    try:
        settings = mechanism.read_settings(_part(named, "settings", dict))
    except SettingsError as error:
        raise BadResultFile(f"mechanism.settings: {error}") from None
    options = [_text(option, "ref", f"options[{place}]") for place, option in enumerate(_part(file, "options", list))]
    counts = _part(file, "counts", dict)
    for name, value in counts.items():
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise BadResultFile(f"counts.{name}: a whole number from 0 up was expected; got {value!r}.")
    conditions = _part(file, "conditions", dict)
    pairs = [(ballot.get("choice"), _weight(ballot)) for ballot in ballots]
    try:
        summary = mechanism.summarise(options, pairs, settings)
        result = mechanism(summary, settings)
    except ValueError as error:
        raise BadResultFile(f"The ballots cannot be counted: {error}") from None
    try:
        concluded: tuple[Result, dict[str, Plain]] = summary.conclude(result, counts, conditions)
    except ValueError as error:
        raise BadResultFile(f"counts or conditions: {error}") from None
    return concluded


def _ballots(file: Mapping[str, object], content: bytes | None) -> list[Mapping[str, object]]:
    given = _part(file, "input", dict)
    listed: list[Mapping[str, object]]
    if "ballots" in given:
        listed = _part(given, "ballots", list)
    else:
        if content is None:
            raise BadResultFile(f"The ballots are at {given.get('address')!r}: fetch that file and give it too.")
        found = hashlib.sha256(content).hexdigest()
        if found != given.get("sha256"):
            raise BadResultFile(f"A file of ballots with SHA-256 {given.get('sha256')} was expected; this one has {found}.")
        try:
            listed = json.loads(content, parse_float=_refuse_float)
        except (ValueError, RecursionError) as error:
            raise BadResultFile(f"The ballots were expected as a JSON list: {error}") from None
        if not isinstance(listed, list):
            raise BadResultFile("The ballots were expected as a JSON list.")
    receipts = set()
    for place, ballot in enumerate(listed):
        if not isinstance(ballot, dict) or "choice" not in ballot:
            raise BadResultFile(f'input.ballots[{place}]: an object with a "choice" was expected; got {ballot!r}.')
        receipt = ballot.get("receipt")
        if receipt is not None and not isinstance(receipt, str):
            raise BadResultFile(f"input.ballots[{place}]: a text was expected as the receipt; got {receipt!r}.")
        if receipt is not None and receipt in receipts:
            raise BadResultFile(f"input.ballots[{place}]: the receipt {receipt!r} stands twice in the list.")
        receipts.add(receipt)
    return listed


def _weight(ballot: Mapping[str, object]) -> int:
    weight = ballot.get("weight", 1)
    if not isinstance(weight, int) or isinstance(weight, bool) or weight < 0:
        raise BadResultFile(f"The weight of a ballot is a whole number from 0 up; got {weight!r}.")
    return weight


def _part(file: Mapping[str, object], name: str, kind: type) -> Any:  # the kind is checked here, its content by the caller
    value = file.get(name, kind() if name in ("conditions", "settings") else None)
    if not isinstance(value, kind):
        raise BadResultFile(f'"{name}": {"a list" if kind is list else "an object"} was expected; got {value!r}.')
    return value


def _text(value: object, name: str, where: str) -> str:
    text = value.get(name) if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise BadResultFile(f'{where}: a text "{name}" was expected; got {value!r}.')
    return text


def _differences(path: str, published: Plain, counted: Plain) -> Iterable[Difference]:
    if isinstance(published, dict) and isinstance(counted, dict):
        for key in sorted({*published, *counted}):
            yield from _differences(f"{path}.{key}".lstrip("."), published.get(key), counted.get(key))
    elif isinstance(published, list) and isinstance(counted, list) and len(published) == len(counted):
        for place, (one, other) in enumerate(zip(published, counted, strict=True)):
            yield from _differences(f"{path}[{place}]", one, other)
    elif published != counted or type(published) is not type(counted):
        yield Difference(path=path, published=published, recounted=counted)

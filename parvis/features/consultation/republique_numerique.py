"""The State consultation “République numérique” (2015), as it was gathered: proposals with three kinds of votes, arguments, sources.

Three files of JSON lines: `opinions`, `arguments` and `sources`, the last two naming the proposal that they are on. Authors are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.discussion.actions import BroughtArgument, BroughtSource
from parvis.core.discussion.models import Side, Source
from parvis.features.consultation.actions import Brought
from parvis.features.consultation.imports import Row, Unreadable, json_lines, moment

SOURCE = "republique-numerique-2015"
FILES = ("opinions", "arguments", "sources")
KINDS = {
    "Lois et règlements": Source.Kind.LAW,
    "Rapport / Étude": Source.Kind.REPORT,
    "Article scientifique": Source.Kind.STUDY,
    "Thèse / Mémoire": Source.Kind.STUDY,
    "Articles de presse": Source.Kind.PRESS,
    "Site internet": Source.Kind.SITE,
    "Billet de blog": Source.Kind.SITE,
}
NOBODY = "Auteur inconnu"


def read(opinions: bytes, arguments: bytes, sources: bytes) -> list[Row]:
    """Give the proposals, each with what was said on it. The line of a row is that of the file of proposals."""
    said: dict[object, list[BroughtArgument | BroughtSource]] = {}
    rows: list[Row] = []
    for name, content, brought in (("arguments", arguments, _argument), ("sources", sources, _source)):
        for line, values in json_lines(content.decode()):
            try:
                if isinstance(values, str):
                    raise Unreadable(values)
                said.setdefault(values["opinion"], []).append(brought(values))
            except (KeyError, TypeError, ValueError) as error:
                rows.append(Row(line, None, f"{name}, {_reason(error)}"))
    for line, values in json_lines(opinions.decode()):
        try:
            if isinstance(values, str):
                raise Unreadable(values)
            rows.append(Row(line, _proposal(values, said.pop(values["id"], []))))
        except (KeyError, TypeError, ValueError) as error:
            rows.append(Row(line, None, f"opinions, {_reason(error)}"))
    rows += [
        Row(
            0,
            None,
            _("%(count)d arguments or sources are on the proposal %(id)s, which is not in the file.") % {"count": len(left), "id": on},
        )
        for on, left in said.items()
    ]
    return rows


def _reason(error: Exception) -> str:
    return _("the entry %(name)s is missing.") % {"name": error} if isinstance(error, KeyError) else str(error)


def _proposal(values: Mapping[str, Any], said: list[BroughtArgument | BroughtSource]) -> Brought:
    # Three kinds of votes were counted there; here the first are shown as supports, and all three stand under the text.
    votes = "Votes recueillis en 2015\u00a0: {votes_ok} d’accord, {votes_mitige} mitigés, {votes_nok} pas d’accord.".format_map(values)
    if values["is_trashed"]:
        votes += " Proposition mise à la corbeille par la modération de 2015."
    return Brought(
        id=str(values["id"]), title=values["title"], text=f"{values['text']}\n\n*{votes}*", author=_author(values),
        theme=values["section_sub"], at=moment(values["created_at"]), supports=values["votes_ok"], said=said,
    )  # fmt: skip


def _argument(values: Mapping[str, Any]) -> BroughtArgument:
    side = Side.FOR if values["type"] == 1 else Side.AGAINST
    return BroughtArgument(
        id=str(values["id"]), side=side, text=values["text"], author=_author(values), at=moment(values["created_at"])
    )  # fmt: skip


def _source(values: Mapping[str, Any]) -> BroughtSource:
    return BroughtSource(
        id=str(values["id"]), title=values["title"], author=NOBODY, url=values["link"], text=values["text"] or "",
        kind=KINDS.get(values["category"], Source.Kind.OTHER),
    )  # fmt: skip


def _author(values: Mapping[str, Any]) -> str:
    return f"Participant {values['author']}"

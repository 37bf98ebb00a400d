"""What the record asks of the rooms above it, which it cannot know: each comes and tells it how, from its `apps.ready()`.

upstairs.names_come_from(names)          people: {pseudonym: name to show}
upstairs.spaces_come_from(my_spaces)     spaces: the refs whose members-only acts this reader may see
upstairs.places_come_from(places)        spaces: the spaces this reader may choose from, for filters
upstairs.processes_come_from(process)    processes: the ref of a process, by its address
upstairs.actors_come_from(actors)        people: the pseudonyms of this reader, for her receipts
upstairs.naming_comes_from(acts)         ballots: acts that another did and that name this reader, such as the list of who voted
upstairs.done_again_by(function, states) rooms: what these kinds of act do, done again after a backup was restored
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

if TYPE_CHECKING:
    from parvis.core.record.models import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A space as a filter shows it."""

    ref: UUID
    slug: str
    name: str


Names = Callable[[Collection[UUID]], Mapping[UUID, str]]
MySpaces = Callable[[HttpRequest], list[UUID]]
Places = Callable[[HttpRequest], Sequence[Place]]
Actors = Callable[[HttpRequest], Collection[UUID]]
ProcessNamed = Callable[[str], UUID | None]
DoneAgain = Callable[["Act"], bool]

_names: list[Names] = []
_spaces: list[MySpaces] = []
_places: list[Places] = []
_processes: list[ProcessNamed] = []
_actors: list[Actors] = []
_naming: list[Actors] = []
_again: dict[str, tuple[DoneAgain, str | None]] = {}
KEPT = "_spaces_of_the_reader"


def names_come_from(function: Names) -> None:
    """Tell the record how actors are called: one query for all of them."""
    _names[:] = [function]


def spaces_come_from(function: MySpaces) -> None:
    """Tell the record in which spaces a reader may see what is meant for members."""
    _spaces[:] = [function]


def places_come_from(function: Places) -> None:
    """Tell the record which spaces a reader can filter by."""
    _places[:] = [function]


def processes_come_from(function: ProcessNamed) -> None:
    """Tell the record which process stands at an address."""
    _processes[:] = [function]


def actors_come_from(function: Actors) -> None:
    """Tell the record under which pseudonyms a reader acts."""
    _actors[:] = [function]


def actors_of_reader(request: HttpRequest) -> Collection[UUID]:
    """Give the pseudonyms of the reader; none for a visitor."""
    return _actors[0](request) if _actors else ()


def naming_comes_from(function: Actors) -> None:
    """Tell the record which acts name a reader, though she is not who did them."""
    _naming.append(function)


def acts_naming_reader(request: HttpRequest) -> list[UUID]:
    """Give the acts that name the reader."""
    return [act for function in _naming for act in function(request)]


def done_again_by(function: DoneAgain, states: Mapping[str, str | None]) -> None:
    """Tell the record how to do again what acts of these kinds did; the function says whether their object is there at all.

    `states` gives, for each kind, the state in which the act leaves its object, or None when it leaves it as it is.
    """
    _again.update({code: (function, state) for code, state in states.items()})


def can_be_done_again(code: str) -> bool:
    """Say whether a room knows how to do acts of this kind again from what the record holds."""
    return code in _again


def done_again(act: Act) -> tuple[bool, str | None]:
    """Do again what an act did that a restored backup had lost; give whether it could be done, and the state of its object since."""
    function, state = _again.get(act.kind, (None, None))
    return (True, state) if function is not None and function(act) else (False, None)


def reason_lost() -> str:
    """Give what stands in place of the reason of a moderator: it was in the part of the database that is lost."""
    with override(settings.LANGUAGE_CODE):
        return _("The reason was lost when a backup was restored. The record keeps its fingerprint.")


def names_of(actors: Collection[UUID]) -> Mapping[UUID, str]:
    """Give what these actors are called; those nobody knows are left out."""
    return _names[0](actors) if actors and _names else {}


def spaces_of_reader(request: HttpRequest) -> list[UUID]:
    """Give the refs of the spaces whose members-only acts this reader may see; asked once for a request."""
    kept: list[UUID] | None = request.__dict__.get(KEPT)
    if kept is None:
        kept = request.__dict__[KEPT] = _spaces[0](request) if _spaces else []
    return kept


def places_for(request: HttpRequest) -> Sequence[Place]:
    """Give the spaces that this reader can filter by."""
    return _places[0](request) if _places else []


def process_at(slug: str) -> UUID | None:
    """Give the ref of the process at this address, whoever may see it: the caller checks its card."""
    return _processes[0](slug) if _processes else None

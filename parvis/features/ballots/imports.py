"""Files of ballots that other programs wrote, as `actions.bring_in_finished` takes them. The office and the command line share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parvis.features.ballots.counting import BALLOTS
from parvis.mechanisms.result import Plain
from parvis.mechanisms.voting.ballot_file import BallotFile, read
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A vote of the past: what it was called, its options (title and text), its distinct ballots with how many there are of each.

    In a ballot an option is named by its position. `notes` is what the reader noticed.
    """

    title: str
    options: list[tuple[str, str]]
    ballots: list[tuple[object, int]]
    notes: tuple[str, ...] = ()

    @property
    def cast(self) -> int:
        """How many ballots there are."""
        return sum(weight for _choice, weight in self.ballots)


def finished(files: Sequence[tuple[str, bytes]]) -> Finished:
    """Give the vote that these files (name, content) hold together: the polling stations of one vote are added up.

    Raises:
        BallotFileError: a file cannot be read; the message names it and its line.
        ValidationError: the files are not of one vote, or their ballots cannot be shown here.
    """
    votes = [read(name, content) for name, content in files]
    first = votes[0]
    for (name, _content), vote in zip(files, votes, strict=True):
        if vote.titles != first.titles or type(vote.profile) is not type(first.profile):
            expected, got = ", ".join(first.titles.values()), ", ".join(vote.titles.values())
            raise ValidationError(
                _("%(file)s is not of the same vote: expected the options %(expected)s, got %(got)s.")
                % {"file": name, "expected": expected, "got": got}
            )
    if not isinstance(first.profile, ApprovalProfile):
        raise ValidationError(_("%(file)s holds another kind of ballot: expected %(known)s.") % {"file": files[0][0], "known": BALLOTS[0]})
    whole = replace(first, profile=reduce(add, (vote.profile for vote in votes)))
    return Finished(
        title=first.title,
        options=[(title, "") for title in first.titles.values()],
        ballots=_by_position(whole),
        notes=tuple(note for vote in votes for note in vote.notes),
    )


def _by_position(file: BallotFile) -> list[tuple[object, int]]:
    places = {ref: place for place, ref in enumerate(file.titles)}
    ballots: list[tuple[object, int]] = [(_placed(choice, places), weight) for choice, weight in file.profile.choices()]
    return [*ballots, (None, file.profile.blank)] if file.profile.blank else ballots


def _placed(choice: Plain, places: dict[str, int]) -> list[int]:
    assert isinstance(choice, list)
    return [places[str(ref)] for ref in choice]

"""What a map of opinions can be asked for. Everything here is written into the published file."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class MapSettings:
    """Thresholds of a map; those that nobody changes are the usual ones."""

    least_votes: int = 7
    """Votes that a person needs to stand on the map (or all the statements, when there are fewer)."""
    least_people: int = 15
    """People that a map needs; below, the shares are shown and nothing is concluded."""
    most_groups: int = 5
    smallest_group: int = 5
    """A group has at least so many people: fewer would say too much of each."""
    least_seen: int = 5
    """Votes that a statement needs in every group before anything is said of it."""
    error_rate: Fraction = Fraction(1, 10)
    """The share of wrong ones that is accepted among the statements of a list."""
    agreement: Fraction = Fraction(2, 3)
    """How well groups must hold when people are drawn again: 1 the same groups, 0 what chance gives."""
    valley: Fraction = Fraction(1, 2)
    """How many people may stand at the emptiest place between two groups, as a share of those on the lower of both crests."""
    slots: int = 3
    """Statements that every group has in the report, whatever its size."""
    least_alike: int = 5
    """How many equal rows of votes make one look closer."""
    moderated: tuple[str, ...] = ()
    """Statements that were moderated out: counted, and used for nothing else."""
    seed: str = "parvis"
    """What the draws of the stability test follow from. It is public, and the usual one unless a lot was drawn."""

    def __post_init__(self) -> None:
        for name in ("least_votes", "least_people", "most_groups", "smallest_group", "least_seen", "slots", "least_alike"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} was expected to be 1 or more; got {getattr(self, name)}.")
        if self.most_groups > 5:
            raise ValueError(f"At most 5 groups can be told apart on a map; got {self.most_groups}.")
        for name in ("error_rate", "agreement", "valley"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} was expected between 0 and 1; got {getattr(self, name)}.")

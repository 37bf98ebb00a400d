"""BLT files, the common format of programs that count single transferable votes: numbers of options in order, closed by 0.

Variants that are read: a mark at the head of the file, comments after #, names with or without quotes, options withdrawn (`-3` or
`[withdrawn 3]`), an order for ties (`[tie 3 1 2]`), short names (`[nick a b c]`), equal ranks (`2=3`), ranks left empty (`-`), ballot
identifiers (`(R12)`) and ballots that go on over several lines.

Source: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: single transferable vote by Meek's method", The Computer Journal
30 (1987), 277-281, whose input it was, with what later programs added.

>>> file = read("few.blt", '3 1\\n2 1 2=3 0\\n1 3 0\\n1 0\\n0\\n"Bench"\\n"Swing"\\n"Fountain"\\n"What to build"')
>>> file.profile.choices(), file.profile.blank, file.seats, file.title
([(['1', ['2', '3']], 2), (['3'], 1)], 1, 1, 'What to build')
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, refs
from parvis.mechanisms.voting.packed_lines import rankings
from parvis.mechanisms.voting.profile import Rank, RankProfile

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\s|$)')


def read(name: str, text: str) -> BallotFile:
    """Read a BLT file; raise BallotFileError with the line at fault."""
    return _many(name, text) or _Reader(name, text).file()


def _many(name: str, text: str) -> BallotFile | None:
    """Read the ballots quickly when there are many, all written alike; None when they must be read one by one."""
    head = re.match(r"(\d+) \d+\s*?\n(?:[-\[].*\n)*", text)
    end = text.find("\n0\n") + 1
    if not head or end <= head.end():
        return None
    options, positions = refs(int(head[1]))
    packed = rankings(text[head.end() : end], positions, first=" ", between=" ", closed=True)
    if packed is None:
        return None
    try:
        file = _Reader(name, text[: head.end()] + text[end:]).file()
    except BallotFileError:  # whose line would be wrong, without the ballots
        return None
    return replace(file, profile=RankProfile(options, *packed))


def write(file: BallotFile) -> str:
    """Write rankings as BLT, withdrawn options and the order for ties included; `read` is the inverse."""
    numbers = {ref: number for number, ref in enumerate(file.titles, start=1)}
    lines = [f"{len(numbers)} {file.seats or 1}"]
    if file.withdrawn:
        lines.append(" ".join(f"-{numbers[ref]}" for ref in file.withdrawn))
    if file.tie_order:
        lines.append(f"[tie {' '.join(str(numbers[ref]) for ref in file.tie_order)}]")
    for choice, weight in file.profile.choices():
        ranks = [rank if isinstance(rank, list) else [rank] for rank in choice]  # type: ignore[union-attr]  # rankings are lists
        written = ["=".join(str(numbers[str(ref)]) for ref in rank) or "-" for rank in ranks]
        lines.append(" ".join([str(weight), *written, "0"]))
    if file.profile.blank:
        lines.append(f"{file.profile.blank} 0")
    names = [title.replace('"', '""') for title in (*file.titles.values(), file.title)]
    return "\n".join([*lines, "0", *(f'"{title}"' for title in names)]) + "\n"


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = enumerate(text.splitlines(), start=1)
        self.line: int | None = None
        self.withdrawn: list[str] = []
        self.tie_order: list[str] = []
        self.numbers: dict[str, int] = {}

    def file(self) -> BallotFile:
        head = self.next_line() or ""
        found = re.fullmatch(r"(\d+)\s+(\d+)", head)
        if not found or not int(found[1]) or not int(found[2]):
            raise self.error("how many options and how many seats were expected, two whole numbers", head)
        count, seats = int(found[1]), int(found[2])
        self.numbers = {str(number): number for number in range(1, count + 1)}
        options, positions = refs(count)
        profile = self.ballots(options, positions)
        names = list(self.names())
        if len(names) < count:
            raise self.error(f"{count} names of options were expected after the ballots", f"{len(names)}")
        titles = dict(zip((str(number) for number in range(1, count + 1)), names, strict=False))
        return BallotFile(
            title=names[count] if len(names) > count else "",
            titles=titles,
            profile=profile,
            seats=seats,
            tie_order=tuple(self.tie_order),
            withdrawn=tuple(self.withdrawn),
        )

    def ballots(self, options: tuple[str, ...], positions: list[int]) -> RankProfile:
        ballots: dict[tuple[Rank, ...], int] = {}
        blank = 0
        pending: list[str] = []
        while (line := self.next_line()) is not None:
            if line.startswith("["):
                self.option(line)
                continue
            words = line.split()
            if not pending and all(word.startswith("-") and word[1:].isdecimal() for word in words):
                self.withdrawn += [str(self.number(word[1:])) for word in words]
                continue
            pending += words
            if pending == ["0"]:
                return RankProfile(options, ballots, blank)
            if pending[-1] != "0":
                if not all(self.looks_right(word) for word in pending):
                    raise self.error("a number of ballots, options in order and a closing 0 were expected", line)
                continue
            weight, key = self.ballot(pending, positions)
            pending = []
            if key:
                ballots[key] = ballots.get(key, 0) + weight
            else:
                blank += weight
        raise self.error("a line with 0 alone was expected after the last ballot", "the end of the file")

    def ballot(self, words: list[str], positions: list[int]) -> tuple[int, tuple[Rank, ...]]:
        if words[0].startswith("("):
            words = words[1:]
            weight = 1 if not words[0].isdecimal() or len(words) < 2 else int(words.pop(0))
        elif words[0].isdecimal():
            weight = int(words[0])
            words = words[1:]
        else:
            raise self.error("a number of ballots was expected at the head of the line", words[0])
        ranks: list[Rank] = []
        seen: set[int] = set()
        for word in words[:-1]:
            group = [] if word == "-" else [positions[self.number(part)] for part in word.split("=")]
            for place in group:
                if place in seen:
                    raise self.error("each option was expected once on a ballot", " ".join(words))
                seen.add(place)
            ranks.append(group[0] if len(group) == 1 else tuple(sorted(group)))
        while ranks and ranks[-1] == ():
            ranks.pop()
        return weight, tuple(ranks)

    def option(self, line: str) -> None:
        words = line.strip("[] \t").split()
        match words[0].lower() if words else "":
            case "tie":
                self.tie_order = [str(self.number(word)) for word in words[1:]]
            case "withdrawn":
                self.withdrawn += [str(self.number(word)) for word in words[1:]]
            case "nick":
                self.numbers |= {nick: number for number, nick in enumerate(words[1:], start=1)}

    def names(self) -> Iterator[str]:
        while (line := self.next_line(comments=False)) is not None:
            quoted = _QUOTED.findall(line) if _QUOTED.sub("", line).strip() == "" else []
            yield from ([name.replace('""', '"') for name in quoted] or [line])

    def number(self, word: str) -> int:
        if word not in self.numbers:
            raise self.error(f"options from 1 to {max(self.numbers.values())} were expected", word)
        return self.numbers[word]

    def looks_right(self, word: str) -> bool:
        return word == "-" or word.startswith("(") or all(part.isdecimal() or part in self.numbers for part in word.split("="))

    def next_line(self, *, comments: bool = True) -> str | None:
        for number, line in self.lines:
            self.line = number
            kept = (line.partition("#")[0] if comments else line).strip()
            if kept:
                return kept
        return None

    def error(self, expected: str, got: str) -> BallotFileError:
        return BallotFileError(self.name, self.line, f"{expected}; got {got!r}.")

"""Whom to believe: the logs and witnesses that a citizen trusts, and how many of them must agree. C2SP tlog-policy."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.mechanisms.ledger.checkpoints import Checkpoint, open_checkpoint
from parvis.mechanisms.ledger.cosignatures import cosigned_at
from parvis.mechanisms.ledger.encoding import decode_number
from parvis.mechanisms.ledger.keys import Kind, VerifierKey
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.rejected import Rejected

NO_QUORUM = "none"


@dataclass(frozen=True, slots=True)
class Trusted:
    """A log or a witness: its key and, when it has one, its address."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Some witnesses or groups, and how many of them it takes."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attested:
    """What a policy says of a checkpoint.

    Arguments:
        checkpoint: signed by a log of the policy.
        witnesses: the witnesses of the policy that cosigned it, with the time of each (POSIX seconds).
        quorum: whether they are enough. With `quorum none` they always are; `witnessed` says what a page must say.
    """

    checkpoint: Checkpoint
    witnesses: dict[str, int]
    quorum: bool

    @property
    def witnessed(self) -> bool:
        """Whether anybody but the log itself vouches for it."""
        return self.quorum and bool(self.witnesses)


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses, groups and the quorum. tlog-policy, "What is a policy?".

    Arguments:
        logs: the logs that are accepted.
        witnesses: by the name they have in this file.
        groups: by name; each names only what comes before it.
        quorum: the name of a witness or group, or `none`.

    Examples:
        >>> from parvis.mechanisms.ledger.keys import SigningKey
        >>> keys = [SigningKey.generate(f"example.org/{n}", Kind.COSIGNER, randomness=lambda _: bytes([n]) * 32).verifier
        ...         for n in (1, 2, 3)]
        >>> text = "".join(f"witness w{n} {key}\\n" for n, key in enumerate(keys)) + "group q 2 w0 w1 w2\\nquorum q\\n"
        >>> policy = Policy.parse(text.encode())
        >>> policy.satisfied({"w0"}), policy.satisfied({"w0", "w2"}), policy.encode() == text.encode()
        (False, True, True)
    """

    logs: tuple[Trusted, ...]
    witnesses: dict[str, Trusted]
    groups: dict[str, Group]
    quorum: str

    @classmethod
    def parse(cls, data: bytes) -> Policy:
        """Read a policy file. tlog-policy, "Policy file syntax and structure".

        Names are opaque bytes: what is not UTF-8 is kept as it is.

        Raises:
            Rejected: with the number of the line, what was expected and what came.
        """
        if any((byte < 0x20 and byte not in (0x09, 0x0A)) or byte == 0x7F for byte in data):
            raise Rejected("bad-policy", "A policy is a text file: its only control characters are tab and newline.")
        reader = _Reader()
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
            words = line.replace("\t", " ").split(" ")
            words = [word for word in words if word]
            if words and not words[0].startswith("#"):
                try:
                    reader.read(words)
                except Rejected as error:
                    raise Rejected("bad-policy", f"Line {number} of the policy: {error}", line=number) from None
        if reader.quorum is None:
            raise Rejected("bad-policy", "A policy has exactly one line 'quorum NAME' (or 'quorum none'); this one has none.")
        return cls(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)

    def encode(self) -> bytes:
        """Give the policy as a file: logs, witnesses, groups, quorum."""
        lines = [f"log {log.key} {log.url}".rstrip() for log in self.logs]
        lines += [f"witness {name} {witness.key} {witness.url}".rstrip() for name, witness in self.witnesses.items()]
        lines += [f"group {name} {group.threshold} {' '.join(group.members)}" for name, group in self.groups.items()]
        return "".join(f"{line}\n" for line in (*lines, f"quorum {self.quorum}")).encode("utf-8", "surrogateescape")

    def satisfied(self, cosigned: set[str]) -> bool:
        """Say whether these witnesses are a quorum. tlog-policy, "Defining the quorum"."""
        reached = cosigned & self.witnesses.keys()
        for name, group in self.groups.items():
            if sum(member in reached for member in group.members) >= group.threshold:
                reached.add(name)
        return self.quorum == NO_QUORUM or self.quorum in reached

    def examine(self, data: bytes) -> Attested:
        """Say what this policy makes of a checkpoint: who signed, who cosigned, whether it is enough.

        Raises:
            Rejected: no log of the policy signed it, or a signature of a known key does not verify.
        """
        checkpoint = open_checkpoint(data, [log.key for log in self.logs])
        names = {witness.key: name for name, witness in self.witnesses.items()}
        signatures = Note.parse(data).verified(names)
        cosigned = {names[key]: cosigned_at(signature.data) for key, signature in signatures}
        return Attested(checkpoint, cosigned, self.satisfied(set(cosigned)))

    def accept(self, data: bytes) -> Attested:
        """Give the same, and refuse a checkpoint that too few witnesses cosigned.

        Raises:
            Rejected: as `examine`, or the quorum is not reached.
        """
        attested = self.examine(data)
        if not attested.quorum:
            raise Rejected(
                "no-quorum",
                f"The checkpoint of {attested.checkpoint.size} entries is cosigned by "
                f"{', '.join(sorted(attested.witnesses)) or 'nobody'}: the quorum {self.quorum!r} is not reached. "
                "Try again later; if it lasts, ask the witnesses which checkpoint they hold.",
                size=attested.checkpoint.size,
                witnesses=sorted(attested.witnesses),
            )
        return attested


class _Reader:
    """Reads the lines one by one; each may only name what came before. tlog-policy, "Structure"."""

    def __init__(self) -> None:
        self.logs: list[Trusted] = []
        self.witnesses: dict[str, Trusted] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._grouped: set[str] = set()

    def read(self, words: list[str]) -> None:
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                self.logs.append(self._trusted(vkey, url, Kind.LOG, [log.key for log in self.logs]))
            case ["witness", name, vkey, *url] if len(url) <= 1:
                self._check_new(name)
                known = [witness.key for witness in self.witnesses.values()]
                self.witnesses[name] = self._trusted(vkey, url, Kind.COSIGNER, known)
            case ["group", name, threshold, *members] if members:
                self._check_new(name)
                self._read_group(name, threshold, members)
            case ["quorum", name] if self.quorum is None:
                self._check_known(name, or_none=True)
                self.quorum = name
            case ["quorum", *_] if self.quorum is not None:
                raise Rejected("bad-policy", "the quorum is already defined.")
            case _:
                raise Rejected(
                    "bad-policy",
                    "expected 'log KEY [URL]', 'witness NAME KEY [URL]', 'group NAME all|any|K NAME...' or 'quorum NAME'; "
                    f"{' '.join(words)[:80]!r} came.",
                )

    def _trusted(self, vkey: str, url: list[str], kind: Kind, known: list[VerifierKey]) -> Trusted:
        key = VerifierKey.parse(vkey)
        if key.kind is not kind:
            raise Rejected("bad-policy", f"the key of {key.name} should be that of a {kind.name.lower()}.")
        if any(key.public == other.public for other in known):
            raise Rejected("bad-policy", f"the public key of {key.name} is listed twice.")
        return Trusted(key, *url)

    def _read_group(self, name: str, threshold: str, members: list[str]) -> None:
        for member in members:
            self._check_known(member)
            if member in self._grouped:
                raise Rejected("bad-policy", f"{member!r} is a member of a group already; each counts once.")
            self._grouped.add(member)
        count = {"all": len(members), "any": 1}.get(threshold)
        count = decode_number(threshold, "'all', 'any' or a number") if count is None else count
        if not 1 <= count <= len(members):
            raise Rejected("bad-policy", f"a group of {len(members)} needs a threshold from 1 to {len(members)}.")
        self.groups[name] = Group(count, tuple(members))

    def _check_new(self, name: str) -> None:
        if name == NO_QUORUM or name in self.witnesses or name in self.groups:
            raise Rejected("bad-policy", f"the name {name!r} is taken.")

    def _check_known(self, name: str, *, or_none: bool = False) -> None:
        if name not in self.witnesses and name not in self.groups and not (or_none and name == NO_QUORUM):
            raise Rejected("bad-policy", f"{name!r} is not a witness or group of a line above.")

"""`parvis verify record URL-or-folder`: the full audit of a public record, from its published files alone. Loads no Django.

Every entry is read and hashed again, the root is compared with the signed one, and each published tile with what the entries give.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.cli.storage import Place, Site, place
from parvis.cli.verify.listed import Comparison, Reading, compare
from parvis.cli.verify.receipt import read_policy, witnesses_said
from parvis.mechanisms.ledger.audit import Audit, State
from parvis.mechanisms.ledger.checkpoints import Checkpoint, open_checkpoint
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.ui.sentences.record import SAID, refusal

ERASURE = "champ.effacé"
SUFFIX = re.compile(r"/registre(/[0-9]+)?$")  # a log that began anew has its number at the end
SAVED_EACH = 64  # bundles of 256 entries
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("place", help="address of a record, such as https://town.example/registre, or a folder with its files")
    parser.add_argument("--policy", type=Path, help="whom to believe; better not from the same site (default: what the site itself says)")
    parser.add_argument("--state", type=Path, help="file in which the work is kept, to go on after a break or after the record has grown")
    parser.add_argument("--known", type=Path, action="append", default=[], help="a checkpoint kept from an earlier visit; may be repeated")
    parser.add_argument("--listed", help="the public list of contributions, file or address (default: that of the site)")
    parser.add_argument("--quiet", action="store_true", help="do not show the progress")
    parser.add_argument("--json", action="store_true", help="write the report as JSON")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the report")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when the record holds, 1 when it does not, 2 when it could not be read."""
    spoken, source = language(arguments.language), place(arguments.place)
    given, kept = read_policy(arguments.policy) if arguments.policy else None, [path.read_bytes() for path in arguments.known]
    try:
        policy = given or Policy.parse(source.read("policy"))
        known = tuple(open_checkpoint(data, [log.key for log in policy.logs]) for data in kept)
        refs = _listed(arguments, source)
        reading = Reading(source)
        audit = _audit(arguments, source if refs is None else reading, policy, known, spoken)
        listed = None if refs is None else compare(reading.found, refs)
    except Rejected as error:
        if arguments.json:
            print(json.dumps({"accepted": False, "code": error.code, "message": str(error)}, ensure_ascii=False, indent=2))
        else:
            print(refusal(error.code, error.facts, str(error), spoken))
        return 1
    except FileNotFoundError as error:
        missing = error.filename or str(error)
        raise CommandError(f"{missing} is not published at {arguments.place}, and the record cannot be verified without it.") from None
    if arguments.json:
        print(json.dumps(_as_json(audit, listed), ensure_ascii=False, indent=2))
    else:
        print(*_report(audit, listed, known, spoken), sep="\n")
    return 0 if listed is None or listed.holds else 1


def _audit(arguments: argparse.Namespace, source: Place | Reading, policy: Policy, known: tuple[Checkpoint, ...], spoken: str) -> Audit:
    resume = None
    if arguments.state and arguments.state.exists():
        resume = State.decode(arguments.state.read_bytes())
        if isinstance(source, Reading):
            source.catch_up(resume.edge)
    audit = Audit(source, policy, known=known, resume=resume)
    showing = sys.stderr.isatty() and not arguments.quiet
    try:
        for number, step in enumerate(audit, 1):
            if showing and (number % SAVED_EACH == 0 or step.entries == step.of):
                print(f"\r{SAID[spoken]['progress'].format(entries=step.entries, of=step.of)}", end="", file=sys.stderr, flush=True)
            if arguments.state and number % SAVED_EACH == 0:
                _keep(arguments.state, audit)
    finally:
        if showing:
            print(file=sys.stderr)
        if arguments.state:
            with suppress(Rejected):  # nothing is kept of what failed
                _keep(arguments.state, audit)
    return audit


def _keep(path: Path, audit: Audit) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(audit.state().encode())
    draft.replace(path)


def _listed(arguments: argparse.Namespace, source: Place) -> list[str] | None:
    """Give the refs of the contributions that the site lists, if there is a list."""
    given = arguments.listed or (f"{SUFFIX.sub('', source.url)}/donnees/contributions.json" if isinstance(source, Site) else None)
    if given is None:
        return None
    if given.startswith(("http://", "https://")):
        folder, _, name = given.rpartition("/")
        try:
            data = Site(folder).read(name)
        except FileNotFoundError:
            if arguments.listed:
                raise
            return None
    else:
        data = Path(given).read_bytes()
    try:
        content = json.loads(data)
        rows = content["lignes"] if isinstance(content, dict) else content
        return [str(row["ref"]) for row in rows]
    except (ValueError, TypeError, KeyError):
        raise CommandError(f"{given}: expected the JSON of the table of contributions, a list of objects with a ref.") from None


def _report(audit: Audit, listed: Comparison | None, known: Sequence[Checkpoint], spoken: str) -> list[str]:
    said, head = SAID[spoken], audit.attested.checkpoint
    lines = [said["sound"].format(size=head.size, origin=head.origin), said["root"].format(root=b64encode(head.root).decode())]
    lines += [said["since"].format(size=earlier.size) for earlier in known]
    lines += [witnesses_said(audit.attested, spoken), "", said["acts"]]
    for act, (count, first, last, earliest, latest) in sorted(audit.summary.acts.items(), key=lambda pair: (-pair[1][0], pair[0])):
        days = {"earliest": earliest[:10], "latest": latest[:10]}
        lines.append(said["line"].format(count=count, act=act, first=first, last=last, **days))
    erased = audit.summary.acts.get(ERASURE)
    lines += ["", said["erasures"].format(count=erased[0]) if erased else said["no-erasure"]]
    if listed is None:
        return [*lines, said["not-listed"]]
    lines.append(said["listed"].format(**listed.counts))
    for name, refs in (("listed.absent", listed.absent), ("listed.extra", listed.extra)):
        if refs:
            lines += [said[name].format(count=len(refs)), *(f"  {ref}" for ref in refs[:SHOWN])]
            lines += [said["listed.more"].format(count=len(refs) - SHOWN)] if len(refs) > SHOWN else []
    return [*lines, said["listed.good"].format(listed=listed.listed)] if listed.holds else lines


def _as_json(audit: Audit, listed: Comparison | None) -> dict[str, object]:
    head = audit.attested.checkpoint
    report: dict[str, object] = {
        "accepted": listed is None or listed.holds,
        "origin": head.origin,
        "size": head.size,
        "root": b64encode(head.root).decode(),
        "witnesses": audit.attested.witnesses,
        "witnessed": audit.attested.witnessed,
        "acts": {
            act: dict(zip(("count", "first", "last", "earliest", "latest"), line, strict=True)) for act, line in audit.summary.acts.items()
        },
    }
    if listed is not None:
        report["contributions"] = listed.counts | {"listed": listed.listed, "absent": listed.absent, "extra": listed.extra}
    return report

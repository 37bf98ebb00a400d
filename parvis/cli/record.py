"""`parvis record …`: taking care of the public record of an instance."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from parvis.cli.errors import CommandError
from parvis.cli.ready import set_up
from parvis.cli.storage import place


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    does = parser.add_subparsers(dest="part", metavar="what", required=True)
    does.add_parser("status", help="say how far the record is published, and who vouches for it")
    does.add_parser("publish", help="place and publish the acts that wait, once; the worker does it all the time")
    mend = does.add_parser("repair", help="after restoring a backup: find the missing acts again in what was published")
    mend.add_argument("--from", dest="source", help="a copy of the published files, folder or address (default: our own)")
    does.add_parser("add-key", help="let a new key sign beside the one before")
    does.add_parser("retire-key", help="let the oldest key sign no more")
    does.add_parser("lost", help="after a repair: what people must do again, one act after the other")
    anew = does.add_parser("begin-anew", help="begin a new log under another name, when the key is lost or there are two histories")
    anew.add_argument("--reason", required=True, help="why, in a sentence that everybody will read")
    anew.add_argument("--yes", action="store_true", help="do it; without this, only say what would be done")
    for name, said in (("add-witness", "ask somebody to cosign this record"), ("watch", "cosign the record of somebody else")):
        part = does.add_parser(name, help=said)
        if name == "add-witness":
            part.add_argument("name", help="a short name for the policy, such as rennes")
        part.add_argument("key", help="the public key, name+id+key")
        part.add_argument("url", help="its address", nargs=None if name == "add-witness" else "?", default="")
    does.add_parser("remove-witness", help="ask a witness no more").add_argument("name")
    does.add_parser("stop-watching", help="cosign a record no more").add_argument("origin")
    does.add_parser("key", help="write the public key of this instance as a witness")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; what the log refuses is told with what to do, and ends with status 1."""
    set_up()
    from parvis.core.record.log.witnesses import NoAnswer
    from parvis.mechanisms.ledger.rejected import Rejected

    try:
        return PARTS[arguments.part](arguments) or 0
    except (Rejected, NoAnswer) as error:
        print(f"parvis: {error}")
        return 1
    except ValueError as error:
        raise CommandError(str(error)) from None


def status(arguments: argparse.Namespace) -> int:
    """Say how far the record is published; 1 when nothing is signed any more."""
    from parvis.core.record.log.sequencing import frontier
    from parvis.core.record.log.status import now
    from parvis.core.record.models import Act

    said, waiting = now(), Act.objects.public().filter(place=None).count()
    print(f"{said.origin}: {frontier().size} acts placed, {said.size} published, {waiting} waiting")
    print(f"cosigned by: {', '.join(said.witnesses) or 'nobody: not witnessed'}")
    for witness in said.troubled:
        print(f"  {witness.name} ({witness.url}): {witness.trouble}")
    if said.alarm:
        print(f"NOTHING IS SIGNED since {said.alarm.since:%Y-%m-%d %H:%M} UTC: {said.alarm.reason}")
    return 1 if said.alarm else 0


def publish(arguments: argparse.Namespace) -> int:
    from parvis.core.record.tasks import tick

    turn = tick()
    print("Another process is at it." if turn is None else f"{turn.head.size} acts are published.")
    return 0


def repair(arguments: argparse.Namespace) -> int:
    from parvis.core.people.replay import erase_again
    from parvis.core.record.log.repair import repair as mend

    done = mend(place(arguments.source) if arguments.source else None)
    accounts = erase_again()
    print(f"{done.after - done.before} acts were found again; {done.erased} values and {accounts} accounts were erased again.")
    for kind, count in sorted(done.kinds.items()):
        print(f"  {count:>6}  {kind}")
    if done.kinds:
        print(f"{done.again} of them did again what they had done: hiding, showing, withdrawing, supporting.")
        print("Names and texts of all of them are lost. What people must do now, one by one: parvis record lost")
    return 0


def lost(arguments: argparse.Namespace) -> int:
    """List what people must do after the latest restoration, one act after the other; 1 when there is something."""
    from parvis.core.record.log.policy import address
    from parvis.core.record.log.repair import left_to_people
    from parvis.core.record.sentences import tell

    left = tell(left_to_people())
    for told in left:
        act, thing = told.act, told.thing
        print(f"no. {act.place}, {act.at:%Y-%m-%d %H:%M} UTC, {act.kind}: {told.text}")
        print(f"    {address().partition('/registre')[0]}/registre/actes/{act.uuid}/")
        if thing is None:
            print("    What it was done to is lost, with its words. Ask whoever did it for it again; a receipt still shows its words.")
        else:
            print(f"    It is not done again. Do it again where it belongs: {thing.path}")
    if left:
        print(f"{len(left)} acts of the latest restoration are left to people. Tell those concerned, and say so in public.")
    else:
        print("Nothing is left to do after a restoration.")
    return 1 if left else 0


def begin_anew(arguments: argparse.Namespace) -> int:
    """Close the log and begin another; without --yes, say what that means and end with 1."""
    from parvis.core.record.log import guard, keys
    from parvis.core.record.log.anew import begin_anew as begin

    if not arguments.yes:
        print(
            f"The log {keys.origin()} would be closed for ever: what it published can still be read and checked, with its own keys.\n"
            "A new log would begin under another name and with another key. Its first entry cites the last head of the old one; then\n"
            "comes every public act of the database. Every witness has to watch the new key. First try `parvis record repair`.\n"
            "Stop the instance, make a backup, then run this again with --yes."
        )
        return 1
    try:
        done = begin(arguments.reason)
    except guard.Busy:
        raise CommandError("A worker is publishing at this moment: stop the instance first.") from None
    if done.closed:
        print(f"{done.closed.origin} is closed at {done.closed.size} acts. Keep its files, and give its last head to the public.")
    print(f"{done.key.name} begins: {done.acts} acts and the one that says so are placed and published at the next turn.")
    print(f"Its key: {done.key}\nWitnesses must watch it: parvis record watch {done.key}")
    return 0


def add_key(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import care

    print(f"{care.add_key()}\nBoth keys sign now. Let witnesses and readers take the new policy, then: parvis record retire-key")
    return 0


def retire_key(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import care

    print(f"Retired, its receipts stay good: {care.retire_key()}")
    return 0


def add_witness(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import care
    from parvis.mechanisms.ledger.keys import VerifierKey

    care.add_witness(arguments.name, VerifierKey.parse(arguments.key), arguments.url)
    print(f"{arguments.name} is asked from the next turn on. It must watch this key: {_log_key()}")
    return 0


def remove_witness(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import care

    care.remove_witness(arguments.name)
    return 0


def watch(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import watching
    from parvis.mechanisms.ledger.keys import VerifierKey

    print(f"{watching.watch(VerifierKey.parse(arguments.key), arguments.url).origin} is cosigned when it asks. Our key: {_witness_key()}")
    return 0


def stop_watching(arguments: argparse.Namespace) -> int:
    from parvis.core.record.log import watching

    if not watching.stop_watching(arguments.origin):
        raise CommandError(f"{arguments.origin}: this record is not watched.")
    return 0


def key(arguments: argparse.Namespace) -> int:
    print(_witness_key())
    return 0


def _log_key() -> object:
    from parvis.core.record.log import keys

    return keys.log_keys()[-1].verifier


def _witness_key() -> object:
    from parvis.core.record.log import keys

    return keys.witness_key().verifier


PARTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "status": status,
    "publish": publish,
    "repair": repair,
    "lost": lost,
    "begin-anew": begin_anew,
    "add-key": add_key,
    "retire-key": retire_key,
    "add-witness": add_witness,
    "remove-witness": remove_witness,
    "watch": watch,
    "stop-watching": stop_watching,
    "key": key,
}

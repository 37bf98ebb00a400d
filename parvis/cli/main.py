"""The `parvis` command. Each subcommand stands in a module that is imported only when it is asked for, so that help comes at once."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from parvis.cli.errors import CommandError

INSTANCE = "parvis.cli.instance"
COMMANDS = {
    "recount": ("parvis.cli.recount", "count a published result again, and say whether it is the same"),
    "count": ("parvis.cli.count", "count a file of ballots with a method"),
    "allocate": ("parvis.cli.allocate", "share a budget between projects"),
    "apportion": ("parvis.cli.apportion", "share seats between lists or territories"),
    "convert": ("parvis.cli.convert", "write ballots in another format"),
    "map": ("parvis.cli.map", "map the opinions of many people: what brings together, what divides"),
    "draw": ("parvis.cli.draw", "draw a panel by lot, with quotas and fair chances"),
    "delegate": ("parvis.cli.delegate", "follow delegations: who votes for whom, and who carries how many votes"),
    "advise": ("parvis.cli.advise", "which method? what suits a decision, what each method gives and gives up"),
    "methods": ("parvis.cli.methods", "list the methods and what each does"),
    "corpus": ("parvis.cli.corpus", "make sense of many contributions: similar ones, duplicates, themes, syntheses that only quote"),
    "election": ("parvis.cli.secrecy.election", "set up a secret ballot, take its ballots, close it and count it"),
    "credentials": ("parvis.cli.secrecy.credentials", "make the credentials that voters sign secret ballots with"),
    "trustee": ("parvis.cli.secrecy.trustee", "make a key that opens a secret ballot, shuffle, decrypt"),
    "ballot": ("parvis.cli.secrecy.ballot", "make a secret ballot, challenge it, find it in the urn"),
    "verify": ("parvis.cli.verify", "check what was published: every proof, from the files alone"),
    "record": ("parvis.cli.record", "take care of the public record: publish, repair, keys, witnesses"),
    "drill": ("parvis.cli.drill", "rehearse an erasure, a restoration or a change of keys, on an instance thrown away"),
    "serve": (INSTANCE, "run the web site"),
    "demo": (INSTANCE, "load the demonstration"),
    "upgrade": (INSTANCE, "bring the data of an instance to this version"),
    "backup": (INSTANCE, "write everything an instance holds into one file"),
    "restore": (INSTANCE, "bring an instance back from such a file"),
    "createadmin": (INSTANCE, "create the first administrator"),
    "worker": (INSTANCE, "do the background work"),
    "import": (INSTANCE, "bring in contributions or votes from files"),
    "export": (INSTANCE, "write what is public into files"),
    "manage": (INSTANCE, "run a command of Django"),
}
"""Name: (module, help). The module has `add_arguments(parser, command)` and `run(arguments) -> exit status`."""


EXTRAS = {
    **dict.fromkeys(("numpy", "scipy", "highspy"), "solve"),
    **dict.fromkeys(("nacl", "gmpy2"), "secrecy"),
    **dict.fromkeys(("sklearn", "rapidfuzz", "Stemmer"), "corpus"),
    **dict.fromkeys(("distributed", "dask"), "cluster"),
}
"""What is installed apart: the name of a package and that of the part of Parvis that brings it."""
LONGEST = 600
"""How many characters of one line of a refusal are shown."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status: 0 done, 1 it differs or does not hold, 2 it could not be done."""
    given = list(sys.argv[1:] if argv is None else argv)
    asked = given[0] if given and given[0] in COMMANDS else None
    try:
        arguments = _parser(asked).parse_args(given)
        if arguments.command is None:
            _parser(None).print_help()
            return 2
        return int(import_module(COMMANDS[arguments.command][0]).run(arguments))
    except CommandError as error:
        return _fail(str(error))
    except ModuleNotFoundError as error:
        extra = EXTRAS.get((error.name or "").partition(".")[0], "instance")
        return _fail(f"This command needs {error.name}, which is not installed: pip install 'parvis[{extra}]'.")
    except BrokenPipeError:  # the reader, for instance `head`, has had enough
        sys.stderr.close()
        return 1
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}." if error.filename else f"{error}.")
    except KeyboardInterrupt:
        return 130


def _parser(asked: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parvis", description="Count, recount, and run an instance of Parvis.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, (module, said) in COMMANDS.items():
        sub = commands.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
        if name == asked:
            import_module(module).add_arguments(sub, name)
    return parser


def _version() -> str:
    from parvis import __version__

    return f"parvis {__version__}"


def _fail(message: str) -> int:
    # What came may be a whole file on one line: enough of it is shown to be recognised.
    shown = "\n".join(line if len(line) <= LONGEST else f"{line[:LONGEST]} …" for line in message.splitlines())
    print(f"parvis: {shown}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())

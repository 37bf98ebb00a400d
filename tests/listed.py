"""The lists of the guides that are written from the code: kinds of act, kinds of phase, open data, commands, methods, their promises.

python -m tests.listed            writes them into docs
python -m tests.listed --check    says which one is not what the code says; exit status 1 if any is
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "guides"
WRITTEN = "This list is written from the code by `python -m tests.listed`; `tests/test_docs.py` fails when they differ.\n"


def table(heads: list[str], rows: Iterable[list[object]]) -> str:
    """Give a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *([str(cell).replace("|", "\\|") or "–" for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def acts() -> str:
    """Give every kind of public act."""
    from parvis.core.record import kinds

    rows = (
        [f"`{kind.code}`", kind.sentence, ", ".join(kind.fields), "yes" if kind.calls_for_answer else "", "yes" if kind.told else ""]
        for kind in kinds.every()
    )
    heads = ["Code", "What it says", "What can be erased", "Calls for an answer", "Told to those who follow"]
    about = "What the public record says. The codes are French words and never change, because they stand in what is published.\n"
    return f"# Kinds of act\n\n{about}{WRITTEN}\n{table(heads, rows)}"


def phases() -> str:
    """Give every kind of phase with its settings."""
    from parvis.core.processes.models.kinds import every_kind

    parts = []
    for kind in sorted(every_kind(), key=lambda kind: kind.slug):
        rows = [
            [
                f"`{each.name}`",
                each.metadata["label"],
                f"`{each.default}`",
                ", ".join(f"`{code}`" for code, _label in each.metadata["choices"]),
            ]
            for each in fields(kind.Settings)
        ]
        family = f" Its methods are those of `{kind.family}`: see `parvis methods`.\n" if kind.family else ""
        settings = f"\n{table(['Setting', 'What it is', 'Unless said', 'Choices'], rows)}" if rows else "\nNothing to set.\n"
        parts.append(f"## {kind.name} (`{kind.slug}`)\n\n{kind.description}{family or chr(10)}{settings}")
    about = "What a process can be made of, in any order and several at the same time.\n"
    return f"# Kinds of phase\n\n{about}{WRITTEN}\n" + "\n".join(parts)


def datasets() -> str:
    """Give every table of open data."""
    from parvis.core.opendata.registry import every

    rows = ([f"`{each.slug}`", each.title, each.description, ", ".join(f"`{column.name}`" for column in each.columns)] for each in every())
    about = "Each one is at `/donnees/<name>.csv` and `.json`, and in the file of a process. `/donnees/` describes each column.\n"
    return f"# Open data\n\n{about}{WRITTEN}\n{table(['Name', 'Table', 'What it holds', 'Columns'], rows)}"


def commands() -> str:
    """Give every command."""
    from parvis.cli.main import COMMANDS

    rows = ([f"`parvis {name}`", help_] for name, (_module, help_) in COMMANDS.items())
    about = "`parvis <command> --help` says more of each.\n"
    return f"# Commands\n\n{about}{WRITTEN}\n{table(['Command', 'What it is for'], rows)}"


def methods() -> str:
    """Give every mechanism, family by family, with its page."""
    from parvis.mechanisms import registry
    from parvis.mechanisms.registry_settings import settings_to_json

    parts = []
    for family in registry.families():
        rows = []
        for method in registry.all(family):
            page = f"../mechanisms/{method.slug}.md"
            name = f"[`{method.slug}`]({page})" if (GUIDES / page).exists() else f"`{method.slug}`"
            settings = ", ".join(f"`{setting}`" for setting in settings_to_json(method.settings()))
            rows.append([name, method.description.splitlines()[0], method.ballot, method.winners, method.version, settings])
        heads = ["Slug", "What it is", "Ballot", "Winners", "Version", "Settings"]
        parts.append(f"## {family}\n\n{table(heads, rows)}")
    about = "What can count votes, share budgets and seats, and more. `parvis methods <slug>` says more of each, with an example.\n"
    about += "What each of them promises, and what it does not: [promises](../mechanisms/promises.md).\n"
    return f"# Methods\n\n{about}{WRITTEN}\n" + "\n".join(parts)


def promises(language: str) -> str:
    """Give which method keeps which promise."""
    from tests.promises_listed import page

    return page(language)


LISTS: dict[str, Callable[[], str]] = {
    "acts.md": acts,
    "phases.md": phases,
    "datasets.md": datasets,
    "commands.md": commands,
    "methods.md": methods,
    "../mechanisms/promises.md": lambda: promises("en"),
    "../mechanisms/promises.fr.md": lambda: promises("fr"),
}


def main() -> int:
    import tests.environment  # noqa: F401 (a data folder of its own)

    os.environ["DJANGO_SETTINGS_MODULE"] = "parvis.config.settings"
    import django

    django.setup()
    from django.utils.translation import override

    differ = 0
    with override("en"):
        for name, written in LISTS.items():
            path, text = GUIDES / name, written()
            if "--check" not in sys.argv:
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                print(f"{path.resolve().relative_to(GUIDES.parent.parent)} is not what the code says: python -m tests.listed")
                differ = 1
    return differ


if __name__ == "__main__":
    sys.exit(main())

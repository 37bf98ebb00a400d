"""`parvis advise one|several|seats|projects|panel|texts|statements|mandates`: the methods that suit, what each gives and gives up."""

import argparse
import json
from collections.abc import Iterator

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.mechanisms import registry
from parvis.mechanisms.advise import DECIDING, Advice, Question, advise
from parvis.ui.sentences import known, sentence

SIGNS = (("+", "gives"), ("−", "up"))


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("deciding", choices=DECIDING, help="what is decided")
    parser.add_argument("--effort", choices=["low", "high"], default="high", help="how much people know and will write (high)")
    parser.add_argument("--majority", action="store_true", help="among several, let the majority have all: minorities need no part")
    parser.add_argument("--people", type=int, help="how many take part: a small room is advised what it can count by hand first")
    parser.add_argument("--json", action="store_true", help="write the advice as JSON")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    try:
        question = Question(
            deciding=arguments.deciding, effort=arguments.effort, minorities=not arguments.majority, people=arguments.people
        )
        found = advise(question)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        rows = [{"slug": one.slug, "gives": list(one.gives), "gives_up": list(one.gives_up)} for one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print(*_lines(found, question.deciding, language(arguments.language)), sep="\n")
    return 0


def _lines(found: tuple[Advice, ...], deciding: str, spoken: str) -> Iterator[str]:
    if not found:
        yield sentence("advise.none", {}, spoken)
        return
    for one in found:
        family = registry.get(one.slug).family
        code = f"{family}.{one.slug}.name"
        yield f"{sentence(code, {}, spoken) if known(code, spoken) else one.slug}  ({one.slug})"
        for sign, kind in SIGNS:
            yield from (
                f"  {sign} {sentence(f'advise.{kind}.{code}', {}, spoken)}" for code in (one.gives if kind == "gives" else one.gives_up)
            )
    yield ""
    if deciding == "texts":
        yield sentence("advise.texts", {}, spoken)
    yield sentence("advise.before", {}, spoken)

"""What may stand in the braces of a sentence: numbers, plurals, lists, options and shares as each language writes them.

| in the sentence           | fact                   | gives (fr)                |
|---------------------------|------------------------|---------------------------|
| `{n}`                     | 12345                  | 12 345                    |
| `{n}`                     | Fraction(905, 10)      | 90,5                      |
| `{n:ballot\\|ballots}`     | 3                      | 3 ballots                 |
| `{n:?is\\|are}`            | 3, or a list of 3      | are                       |
| `{o:option}`              | a ref, or several      | Le banc, le kiosque et …  |
| `{counts:each}`           | {ref: 3}               | Le banc (3)               |
| `{g:word voting.grade}`   | good                   | Bien                      |
| `{g:each voting.grade}`   | {ref: good}            | Le banc (Bien)            |
| `{m:name voting}`         | [irv, borda]           | Vote alternatif et Borda  |
| `{b:order}`               | [a, [b, c]]            | Le banc > b = c           |
| `{s:percent}`             | "1/3"                  | 33,3 %                    |
| `{v:decimal}`             | "5/2"                  | 2,5                       |
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from string import Formatter
from typing import Any

HARD = "\u00a0"


class Wording(Formatter):
    """Fills a sentence with facts, in one language."""

    def __init__(self, language: str, titles: Mapping[str, str], sentences: Callable[[str, str], Mapping[str, str]]) -> None:
        self.language, self.titles, self.sentences = language, titles, sentences

    @property
    def french(self) -> bool:
        return self.language == "fr"

    def format_field(self, value: Any, format_spec: str) -> str:  # a fact is any plain value
        if "|" in format_spec:
            return self.plural(value, format_spec)
        kind, _, argument = format_spec.partition(" ")
        match kind:
            case "option":
                return self.listed([self.option(ref) for ref in ([value] if isinstance(value, str) else value)])
            case "word":
                return self.word(argument, value)
            case "each":
                return self.each(value, argument)
            case "name":
                return self.listed([self.word_of(argument, slug) for slug in value])
            case "order":
                return self.order(value)
            case "percent":
                return self.percent(Fraction(value))
            case "decimal":
                return self.decimal(Fraction(value))
        if isinstance(value, Fraction):
            return self.decimal(value, 2)
        return self.number(value) if isinstance(value, int) else str(value)

    def option(self, ref: str) -> str:
        return self.titles.get(ref, ref)

    def listed(self, words: Sequence[str]) -> str:
        """Give "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {'et' if self.french else 'and'} {words[-1]}"

    def word(self, family: str, value: object) -> str:
        """Give the word for a value that has one, such as a grade; else the title that was given for it, else the value."""
        if value is None:
            return "—"
        known = self.sentences(family.partition(".")[0], self.language)
        return self.titles.get(str(value)) or known.get(f"{family}.{value}", str(value))

    def word_of(self, family: str, slug: str) -> str:
        """Give the name of a mechanism of a family."""
        return self.sentences(family, self.language).get(f"{family}.{slug}.name", slug)

    def order(self, ballot: Any) -> str:  # a ballot as published: ranks, or a grade for each option
        """Give a ranking as "a > b = c", grades as "a (good) and b (poor)"."""
        if isinstance(ballot, Mapping):
            return self.each({ref: self.word("voting.grade", grade) for ref, grade in ballot.items()}, "voting.grade")
        groups = ([rank] if isinstance(rank, str) else rank for rank in ballot)
        return " > ".join(" = ".join(self.option(ref) for ref in group) for group in groups)

    def each(self, values: Mapping[str, object], family: str) -> str:
        def said(value: object) -> str:
            if family:
                return self.word(family, value)
            return self.number(value) if isinstance(value, int) else self.decimal(Fraction(str(value)))

        return self.listed([f"{self.option(ref)} ({said(value)})" for ref, value in values.items()])

    def plural(self, value: object, forms: str) -> str:
        """Choose between two forms. French says one form up to 1 (excluded: 2), English only for 1."""
        count = value if isinstance(value, int) else len(value) if isinstance(value, Sequence | Mapping) else 0
        one, many = forms.removeprefix("?").split("|")
        chosen = one if (abs(count) < 2 if self.french else count == 1) else many
        return chosen if forms.startswith("?") else f"{self.number(count)}{HARD}{chosen}"

    def number(self, value: int) -> str:
        return f"{value:,}".replace(",", HARD) if self.french else f"{value:,}"

    def decimal(self, value: Fraction, places: int = 5) -> str:
        """Give the value with at most so many decimals, rounded half to even."""
        rounded = round(value, places)
        exact = Context(prec=60).divide(Decimal(rounded.numerator), Decimal(rounded.denominator))
        whole, _, decimals = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}".partition(".")
        decimals = decimals.rstrip("0")
        written = self.number(int(whole))
        return f"{written}{',' if self.french else '.'}{decimals}" if decimals else written

    def percent(self, value: Fraction) -> str:
        return f"{self.decimal(value * 100, 1)}{HARD + '%' if self.french else '%'}"

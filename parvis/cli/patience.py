"""Waiting for a long computation: a line that says how far it is, and an end to it."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from parvis.mechanisms.sortition.reaching import Progress

SAID = {
    "fr": "{seconds} s · {panels} panels · plus petite chance {minimum:.2f} % (au mieux {bound:.2f} %)",
    "en": "{seconds} s · {panels} panels · smallest chance {minimum:.2f}% (at best {bound:.2f}%)",
}


class Patience:
    """Call it with each Progress: it shows it on a terminal, and gives False when the time is over."""

    def __init__(self, limit: float | None, language: str) -> None:
        self.limit, self.language = limit, language
        self.start = self.last = time.monotonic()
        self.shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.shown:
            print(file=sys.stderr)

    def __call__(self, progress: "Progress") -> bool:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.last > 0.5:
            self.last, self.shown = now, True
            facts = {"minimum": 100 * progress.minimum, "bound": 100 * progress.bound}
            line = SAID[self.language].format(seconds=round(now - self.start), panels=progress.panels, **facts)
            print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)
        return self.limit is None or now - self.start < self.limit

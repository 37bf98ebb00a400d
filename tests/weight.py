"""What a first visit to a page costs: bytes on the wire by kind of file, requests, and how much moves while it loads.

python -m tests.weight    measures the demonstration and writes the table of docs/guides/page-weight.md
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright

from tests.browser import CHROMIUM, FLAGS
from tests.visiting import Found

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guides" / "page-weight.md"
COLUMNS = {"document": "page", "stylesheet": "styles", "script": "scripts", "font": "fonts", "image": "images"}
WATCH = """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => { window.moved += each.value }))
  .observe({ type: 'layout-shift', buffered: true })"""
SETTLED = (
    "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.moved)))))"
)
INTRODUCTION = """# What a page weighs

Bytes on the wire, headers included, when somebody who has never been here opens a page of the demonstration on a telephone (360 pixels
wide): the heaviest page of each kind. The house allows itself 45 kB beside fonts (42 kB, once) and images, ten requests, and nothing that
moves while it loads. Measured by `python -m tests.weight`; `tests/test_weight.py` fails when a page weighs a fifth more or less than this.

"""
PAINTED = """
## On a slow line

The front page on a telephone, nothing kept from before, on the line that Chromium's tools call slow 4G (150 ms, 1.6 Mbit/s): its largest
part is painted after {best} ms at best of five visits, {middle} ms in the middle, {worst} ms at worst, on a machine that does other work
meanwhile. The house allows itself a second; `tests/test_first_page.py` holds it to that.
"""


@dataclass(slots=True)
class Weight:
    """The cost of one page."""

    kind: str
    url: str
    requests: int = 0
    moved: float = 0.0
    size: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def counted(self) -> int:
        """Bytes beside fonts and images."""
        return sum(size for kind, size in self.size.items() if kind not in {"font", "image"})

    def line(self) -> list[str]:
        """Give the line of the table, in kB."""
        return [self.kind, *(f"{self.size[kind] / 1000:.1f}" for kind in COLUMNS), f"{self.counted / 1000:.1f}", str(self.requests)]


def weigh(browser: Browser, page: Found) -> Weight:
    """Open a page with an empty cache, and count."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    context.add_init_script(WATCH)
    opened, finished = context.new_page(), list[Request]()
    opened.on("requestfinished", lambda request: finished.append(request))
    opened.goto(page.url, wait_until="networkidle")
    weight = Weight(page.kind.split(" ")[0], page.url, requests=len(finished), moved=opened.evaluate(SETTLED))
    for request in finished:
        sizes = request.sizes()
        weight.size[request.resource_type if request.resource_type in COLUMNS else "document"] += (
            sizes["responseBodySize"] + sizes["responseHeadersSize"]
        )
    context.close()
    return weight


def heaviest(weights: Iterable[Weight]) -> dict[str, Weight]:
    """Give the heaviest page of each kind, by kind."""
    found: dict[str, Weight] = {}
    for weight in weights:
        if weight.kind not in found or weight.counted > found[weight.kind].counted:
            found[weight.kind] = weight
    return dict(sorted(found.items()))


def table(weights: Iterable[Weight]) -> str:
    """Give the table in Markdown."""
    heads = ["Kind of page", *(f"{name} (kB)" for name in COLUMNS.values()), "beside fonts and images (kB)", "requests"]
    rows = [heads, ["---", *("---:" for _ in heads[1:])], *(weight.line() for weight in heaviest(weights).values())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def known() -> dict[str, list[float]]:
    """Read the table of the guide: the figures of each kind."""
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in GUIDE.read_text().splitlines() if line.startswith("| ")]
    return {row[0]: [float(cell) for cell in row[1:]] for row in rows[2:]}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ.setdefault("PARVIS_GALLERY", "1")
    import tests.environment  # noqa: F401 (a data folder of its own)

    import django  # isort: skip

    django.setup()
    from tests.instance import running_demo
    from tests.test_first_page import first_visit
    from tests.visiting import Visitor, crawl

    with running_demo() as demo, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        weights = [weigh(browser, page) for page in crawl(Visitor(demo.url))]
        painted = sorted(round(first_visit(browser, f"{demo.url}/")["largest"]) for _visit in range(5))
        browser.close()
    GUIDE.write_text(INTRODUCTION + table(weights) + PAINTED.format(best=painted[0], middle=painted[2], worst=painted[-1]))
    print(f"{len(weights)} pages weighed; the heaviest: {max(weights, key=lambda weight: weight.counted).line()}")


if __name__ == "__main__":
    main()

"""Make the three font files of parvis/ui/static/ui/fonts from the packages they come from.

    python tools/fonts.py             asks npm for the two packages
    python tools/fonts.py FOLDER      reads them (.tgz, as `npm pack` leaves them) from a folder

The files are committed: this runs again only when the character set or the upstream version changes.
Both families are under the SIL Open Font License 1.1, whose text is copied beside the files.
"""

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "parvis/ui/static/ui/fonts"
VERSION = "5.3.0"
BUDGET = 42_000  # bytes for the three files, from the design

FIGURES = set(range(0x30, 0x3A))
LATIN = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x131, 0x152, 0x153, 0x178, 0x2009, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2020, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x20AC, 0x2212),
}
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "pnum"]

# file made, family, limits on the weight axis, characters, features
FILES = [
    ("bricolage-grotesque-700.woff2", "bricolage-grotesque", 700, LATIN, FEATURES),
    ("bricolage-grotesque-figures.woff2", "bricolage-grotesque", (400, 700), FIGURES, ["tnum"]),
    ("atkinson-hyperlegible-next.woff2", "atkinson-hyperlegible-next", (400, 700), LATIN, FEATURES),
]


def member(folder: Path, family: str, name: str) -> bytes:
    """The bytes of one file of the packed family found in a folder."""
    archives = sorted(folder.glob(f"fontsource-variable-{family}-*.tgz"))
    if not archives:
        raise SystemExit(f"Expected fontsource-variable-{family}-*.tgz in {folder}. Run `npm pack` for it there.")
    with tarfile.open(archives[-1]) as archive:
        entry = archive.extractfile(f"package/{name}")
        if entry is None:
            raise SystemExit(f"{archives[-1].name} holds no {name}.")
        return entry.read()


def narrowed(data: bytes, weight: int | tuple[int, int], characters: set[int], features: list[str]) -> TTFont:
    """The font with one weight (or a range of weights), these characters and these features only."""
    limited = io.BytesIO()
    instantiateVariableFont(TTFont(io.BytesIO(data), recalcTimestamp=False), {"wght": weight}).save(limited)
    limited.seek(0)
    font = TTFont(limited, recalcTimestamp=False)  # read again: the subsetter misses glyphs that lost their variations in memory
    options = Options(layout_features=features, hinting=False, desubroutinize=True, notdef_outline=True)
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(folder: Path) -> None:
    """Write the files and their licences, and fail if they pass the budget."""
    total = 0
    for name, family, weight, characters, features in FILES:
        source = member(folder, family, f"files/{family}-latin-wght-normal.woff2")
        narrowed(source, weight, characters, features).save(OUT / name)
        (OUT / f"{family}-LICENSE.txt").write_bytes(member(folder, family, "LICENSE"))
        size = (OUT / name).stat().st_size
        total += size
        sys.stdout.write(f"{size:>7} {name}\n")
    sys.stdout.write(f"{total:>7} in all, of {BUDGET}\n")
    if total > BUDGET:
        raise SystemExit("The three files together pass the budget: drop characters or features.")


def fetched(folder: Path) -> None:
    """Let npm put the two packages, in the version of the design, into a folder."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Expected npm on the path: install it, or give a folder that holds the two packages.")
    names = [f"@fontsource-variable/{family}@{VERSION}" for family in sorted({family for _, family, *_ in FILES})]
    subprocess.run([npm, "pack", "--silent", *names], cwd=folder, check=True)  # noqa: S603 fixed words only


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(__doc__)
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            fetched(Path(folder))
            main(Path(folder))

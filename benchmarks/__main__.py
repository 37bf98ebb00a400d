"""What is measured: `python -m benchmarks [pages] [writes] [growth] [record] [ledger] [mechanisms] [corpus] [opinions]
[ranges] [secrecy] [cluster]`.

Unless some are named, everything but `growth`, `ranges` and `cluster`.

python -m benchmarks pages --database sqlite --contributions 10000
python -m benchmarks growth                    from 1,000 to 1,000,000 contributions: minutes of loading, 10 GB of disk
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import cluster, corpus, growth, ledger, mechanisms, opinions, pages, ranges, record, secrecy, writes, wrk
from benchmarks.instance import Instance, instance, postgresql

SUBJECTS = ("pages", "writes", "growth", "record", "ledger", "mechanisms", "corpus", "opinions", "ranges", "secrecy", "cluster")
DATABASES = ("sqlite", "postgresql")


@contextlib.contextmanager
def filled(folder: Path, database: str, contributions: int) -> Iterator[Instance]:
    """Give an instance with its rows on one of the databases."""
    name = f"{database}-{contributions}"
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgresql(folder / f"{name}-base")) if database == "postgresql" else ""
        place = instance(folder / name, database, url)
        place.fill(contributions)
        yield place


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subjects", nargs="*", choices=[[], *SUBJECTS], metavar="subject", help=", ".join(SUBJECTS))
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one (default: both)")
    parser.add_argument("--contributions", type=int, default=100_000, help="how many are loaded (default: 100,000)")
    parser.add_argument("--largest", type=int, default=1_000_000, help="how far growth goes (default: 1,000,000)")
    parser.add_argument("--folder", type=Path, help="keep what is loaded in this folder, and use it again")
    parser.add_argument("--only", default="", help="only the pages or writes whose name holds these words")
    args = parser.parse_args()
    subjects = args.subjects or ["pages", "writes", "ledger", "mechanisms", "corpus", "opinions", "secrecy"]
    with contextlib.ExitStack() as stack:
        folder = args.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-bench-")))
        if {"pages", "writes", "growth"} & set(subjects):
            wrk.check()
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}; wrk runs on the same machine.")
        for database in args.database or DATABASES if {"pages", "writes"} & set(subjects) else ():
            try:
                with filled(folder, database, args.contributions) as place:
                    if "pages" in subjects:
                        pages.run(place, args.only)
                    if "writes" in subjects:
                        writes.run(place, args.only)
            except FileNotFoundError as missing:
                print(missing)
        for database in args.database or DATABASES if "record" in subjects else ():
            try:
                base = folder / f"{database}-record"
                record.run(
                    instance(base, database, stack.enter_context(postgresql(Path(f"{base}-base"))) if database == "postgresql" else "")
                )
            except FileNotFoundError as missing:
                print(missing)
        if "growth" in subjects:
            for database in args.database or DATABASES[:1]:
                growth.run(lambda many, database=database: filled(folder, database, many), args.largest)
    if "ledger" in subjects:
        ledger.main(1_000_000)
    if "mechanisms" in subjects:
        mechanisms.main()
    if "cluster" in subjects:
        cluster.main(folder=args.folder)
    if "corpus" in subjects:
        corpus.run(100_000)
    if "opinions" in subjects:
        opinions.run(args.only)
    if "ranges" in subjects:
        ranges.run(args.only)
    if "secrecy" in subjects:
        with tempfile.TemporaryDirectory(prefix="parvis-bench-") as place:
            secrecy.run(400, 0, Path(place))


if __name__ == "__main__":
    main()

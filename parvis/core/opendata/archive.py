"""A process as one file to take away: tables, data dictionary, licence and a page to read first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone

from parvis.core.opendata.catalogue import DICTIONARY, LICENCE, about, absolute, dictionary, package
from parvis.core.opendata.registry import Dataset, Scope, every
from parvis.core.opendata.writing import JSON_TAIL, csv_line, json_head, json_row, values
from parvis.core.people.models import Person
from parvis.core.processes.models import Process

IN_MEMORY = 2_000_000


def of_process(process: Process, person: Person | None) -> IO[bytes]:
    """Give a temporary file with everything of a process that this person may read, at its beginning, ready to be sent.

    Rows are written as they are read; nothing is kept in memory but what one chunk needs.
    """
    file = TemporaryFile()  # noqa: SIM115 (the response closes it once it is sent)
    datasets = [dataset for dataset in every() if dataset.in_process]
    scope, counted = Scope(process=process), {}
    folder = PurePosixPath(process.slug)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for dataset in datasets:
            counted[dataset.slug] = _table(archive, folder / "tables", dataset, dataset.rows(scope, person))
        described = package(process.slug, process.title, datasets, counted)
        archive.writestr(str(folder / "datapackage.json"), json.dumps(described, ensure_ascii=False, indent=1))
        lines = [DICTIONARY, *dictionary(datasets)]
        archive.writestr(str(folder / "dictionnaire.csv"), "".join(csv_line(line) for line in lines))
        context = {
            "process": process,
            "address": absolute(process.get_absolute_url()),
            "tables": [(dataset, counted[dataset.slug]) for dataset in datasets],
            "now": timezone.now(),
            "licence": LICENCE,
        }
        for name in ("LISEZMOI.txt", "LICENCE.txt"):
            archive.writestr(str(folder / name), render_to_string(f"opendata/{name}", context))
    file.seek(0)
    return file


def _table(archive: ZipFile, folder: PurePosixPath, dataset: Dataset, rows: Iterable[Any]) -> int:
    """Write one table in both forms while its rows are read once, and say how many there were.

    The CSV goes straight into the archive; the JSON waits aside, because an archive takes one entry at a time.
    """
    counted = 0
    with SpooledTemporaryFile(IN_MEMORY) as aside:
        aside.write(json_head(about(dataset)).encode())
        with archive.open(str(folder / f"{dataset.slug}.csv"), "w", force_zip64=True) as out:
            out.write(csv_line(column.name for column in dataset.columns).encode())
            for counted, row in enumerate(rows, 1):
                cells = values(dataset, row)
                out.write(csv_line(cells).encode())
                aside.write(("\n" if counted == 1 else ",\n").encode() + json_row(dataset, cells).encode())
        aside.write(JSON_TAIL.encode())
        aside.seek(0)
        with archive.open(str(folder / f"{dataset.slug}.json"), "w", force_zip64=True) as out:
            copyfileobj(aside, out)
    return counted

"""What is said about the tables: the licence, the data dictionary, the package and the catalogue in standard words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from parvis.core.opendata.registry import Column, Dataset

LICENCE = {
    "nom": "Licence Ouverte 2.0 (Etalab)",
    "spdx": "etalab-2.0",
    "adresse": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
DICTIONARY = ("table", "colonne", "type", "description", "codes")


def absolute(path: str) -> str:
    """Give the whole address of a page of this instance."""
    return f"{settings.PARVIS_URL}{path}"


def table_address(dataset: Dataset, form: str) -> str:
    """Give where a table is downloaded, as csv or json."""
    return reverse("opendata:table", args=[dataset.slug, form])


def about(dataset: Dataset) -> dict[str, Any]:
    """Give what stands at the head of a JSON file."""
    return {
        "table": dataset.slug,
        "titre": str(dataset.title),
        "description": str(dataset.description),
        "source": absolute(table_address(dataset, "json")),
        "licence": LICENCE,
        "extrait_le": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "colonnes": {column.name: str(column.description) for column in dataset.columns},
    }


def dictionary(datasets: Iterable[Dataset]) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the lines of the data dictionary: table, column, type, description, codes with their meaning."""
    for dataset in datasets:
        for column in dataset.columns:
            codes = " ; ".join(f"{code} = {meaning}" for code, meaning in column.codes.items())
            yield (dataset.slug, column.name, str(column.type), str(column.description), codes)


def field(column: Column) -> dict[str, Any]:
    """Give a column in the words of Table Schema."""
    kind, form = {"uri": ("string", "uri"), "uuid": ("string", "uuid")}.get(column.type, (str(column.type), "default"))
    described: dict[str, Any] = {"name": column.name, "type": kind, "format": form, "description": str(column.description)}
    if column.codes:
        described["constraints"] = {"enum": list(column.codes)}
    return described


def package(name: str, title: str, datasets: Iterable[Dataset], counted: Mapping[str, int]) -> dict[str, Any]:
    """Give the description of a zip in the words of Data Package (specs.frictionlessdata.io)."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "created": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [{"name": LICENCE["spdx"], "title": LICENCE["nom"], "path": LICENCE["adresse"]}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": dataset.slug,
                "title": str(dataset.title),
                "description": str(dataset.description),
                "path": f"tables/{dataset.slug}.csv",
                "encoding": "utf-8",
                "rows": counted.get(dataset.slug, 0),
                "schema": {"fields": [field(column) for column in dataset.columns], "missingValues": [""]},
            }
            for dataset in datasets
        ],
    }


def dcat(publisher: str, datasets: Iterable[Dataset]) -> dict[str, Any]:
    """Give the catalogue in the words of DCAT 3 (W3C), for harvesters of open data."""
    media = {"csv": "text/csv", "json": "application/json"}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": absolute(reverse("opendata:catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": publisher,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher},
        "dct:license": {"@id": LICENCE["adresse"]},
        "dcat:dataset": [
            {
                "@id": absolute(reverse("opendata:catalogue")) + f"#{dataset.slug}",
                "@type": "dcat:Dataset",
                "dct:identifier": dataset.slug,
                "dct:title": str(dataset.title),
                "dct:description": str(dataset.description),
                "dct:license": {"@id": LICENCE["adresse"]},
                "dcat:distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "dcat:accessURL": {"@id": absolute(table_address(dataset, form))},
                        "dcat:downloadURL": {"@id": absolute(table_address(dataset, form))},
                        "dcat:mediaType": media[form],
                    }
                    for form in media
                ],
            }
            for dataset in datasets
        ],
    }

"""Serves the five layers of style as ui/parvis.css and the elements as ui/parvis.js, joined whenever one of them changes:
there is no build to remember, and a page asks for one file of each."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

HERE = Path(__file__).resolve().parent
LAYERS = [HERE / "styles" / f"{layer}.css" for layer in ("tokens", "base", "layout", "components", "print")]
ELEMENTS = sorted((HERE / "elements").glob("*.js"))


def styles() -> str:
    """The five layers in their order, without comments and superfluous white space."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in LAYERS)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};]) ?", r"\1", text).replace(";}", "}").strip() + "\n"


def scripts() -> str:
    """The custom elements one after the other, without the comments that stand on lines of their own."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in ELEMENTS)
    return re.sub(r"^\s*(//.*)?\n", "", text, flags=re.MULTILINE)


JOINED = {"ui/parvis.css": (LAYERS, styles), "ui/parvis.js": (ELEMENTS, scripts)}


class JoinedFinder(BaseFinder):
    """Finds the two joined files, written again in the data folder when a source is younger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=Path(settings.PARVIS_DATA) / "built")

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be misconfigured."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]  # one signature says both
        """The absolute path of a joined file, or an empty list for any other path."""
        if path not in JOINED:
            return []
        found = str(self._written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Both files, for collectstatic."""
        for name in JOINED:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        sources, join = JOINED[name]
        target = Path(self.storage.path(name))
        youngest = max(source.stat().st_mtime for source in [*sources, Path(__file__)])
        if not target.exists() or target.stat().st_mtime < youngest:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Threads write both files at the same moment, and several processes each: nobody may write into the draft of another.
            with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=f"{target.name}.", delete=False) as draft:
                draft.write(join())
            draft_path = Path(draft.name)
            draft_path.chmod(0o644)
            draft_path.replace(target)
        return target

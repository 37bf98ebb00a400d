"""The joined files are whole and never one another's, whoever asks for them at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

from parvis.ui import finders


def test_threads_that_join_both_files_at_once_do_not_mix_them(tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
    settings.PARVIS_DATA = tmp_path
    meeting = Barrier(2, timeout=10)

    put = Path.replace

    def put_together(draft: Path, target: Path) -> Path:
        meeting.wait()  # both have written their draft
        return put(draft, target)

    sources = [Path(finders.__file__)]
    both = {"ui/parvis.css": (sources, lambda: "a{}" * 50_000), "ui/parvis.js": (sources, lambda: "f();" * 50_000)}
    monkeypatch.setattr(finders, "JOINED", both)
    monkeypatch.setattr(Path, "replace", put_together)
    with ThreadPoolExecutor(2) as pool:
        css, js = pool.map(finders.JoinedFinder().find, both)
    assert Path(str(css)).read_text() == "a{}" * 50_000
    assert Path(str(js)).read_text() == "f();" * 50_000
    assert sorted(path.name for path in Path(str(css)).parent.iterdir()) == ["parvis.css", "parvis.js"]

"""How fast many texts are linked, searched and grouped, in seconds of CPU; datasketch, where it is installed, beside us.

    python -m benchmarks corpus [--texts 100000]

Texts are three sentences each, drawn from the proposals and arguments of République numérique (2015); one in ten is another one
changed a little. The aims: 100,000 texts deduplicated under 20 s, "similar" under 10 ms a question.
"""

from __future__ import annotations

import gzip
import os
import resource
import time
from pathlib import Path
from random import Random

from parvis.mechanisms.corpus.duplicates import duplicates
from parvis.mechanisms.corpus.files import read_texts
from parvis.mechanisms.corpus.quotable import sentences
from parvis.mechanisms.corpus.similar import Index
from parvis.mechanisms.corpus.sketches import Sketches
from parvis.mechanisms.corpus.synthesis import synthesis
from parvis.mechanisms.corpus.texts import Text
from parvis.mechanisms.corpus.themes import themes
from parvis.mechanisms.corpus.words import folded


def said() -> list[str]:
    """Give the sentences that people wrote, from the folder of reference data."""
    folder = Path(os.environ.get("PARVIS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data/text/republique-numerique-2015"
    found = []
    for name in ("opinions.jsonl", "arguments.jsonl"):
        path = folder / f"{name}.gz"
        if not path.exists():
            raise SystemExit(f"{path} was expected: set PARVIS_SHARED to the folder of reference data.")
        found += [one.words for text in read_texts(name, gzip.decompress(path.read_bytes())) for one in sentences(text)]
    return [words for words in found if 20 < len(words) < 200]


def made(count: int) -> tuple[list[Text], list[tuple[str, str]]]:
    """Give so many texts, and the pairs of those that were planted."""
    chance, written = Random(1), said()
    texts: list[Text] = []
    planted = []
    for at in range(count):
        if at and chance.random() < 0.1:
            other = chance.choice(texts)
            texts.append(Text(ref=f"{at:07}", title=other.title, body=_changed(chance, other.body)))
            planted.append((other.ref, f"{at:07}"))
        else:
            texts.append(Text(ref=f"{at:07}", body=" ".join(chance.choice(written) for _ in range(3))))
    return texts, planted


def _changed(chance: Random, text: str) -> str:
    """Give the text as somebody writes it again: without accents, a word less, a letter wrong, or politely."""
    words = text.split()
    way = chance.randrange(4)
    if way == 0:
        return folded(text)
    if way == 1:
        del words[chance.randrange(len(words))]
        return " ".join(words)
    if way == 2:
        at = chance.randrange(len(text))
        return text[:at] + "x" + text[at + 1 :]
    return f"Bonjour, {text} Merci d’avance."


def run(count: int) -> None:
    texts, planted = made(count)
    signs = sum(len(text.whole) for text in texts)
    print(f"{count:,} texts, {signs / 1e6:.1f} million signs, {len(planted):,} planted near-duplicates")
    start = time.process_time()
    sketches = Sketches.of(texts)
    sketched = time.process_time() - start
    found = duplicates(sketches)
    spent = time.process_time() - start
    pairs = {frozenset((link.one, link.other)) for link in found.links}
    grouped = {ref: group for group in found.groups for ref in group.refs}
    again = sum(frozenset(pair) in pairs or (pair[0] in grouped and grouped[pair[0]] is grouped.get(pair[1])) for pair in planted)
    print(f"  deduplicated            {spent:7.2f} s   ({sketched:.2f} s of sketches), {len(found.links):,} links")
    print(f"  planted ones found      {100 * again / len(planted):7.2f} %")
    start = time.process_time()
    index = Index.of(texts)
    print(f"  index for similar       {time.process_time() - start:7.2f} s")
    asked = Random(2).sample(texts, 200)
    start = time.process_time()
    hits = sum(text.ref in [match.ref for match in index.similar(text.body[:200])] for text in asked)
    print(f"  similar, a question     {1000 * (time.process_time() - start) / 200:7.2f} ms  ({hits} of 200 found themselves among five)")
    start = time.process_time()
    proposed = themes(texts)
    print(f"  themes                  {time.process_time() - start:7.2f} s   ({len(proposed.themes)} themes)")
    if count <= 20_000:
        start = time.process_time()
        synthesis(texts)
        print(f"  synthesis               {time.process_time() - start:7.2f} s")
    print(f"  memory (peak)           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")
    _peer(texts)


def _peer(texts: list[Text]) -> None:
    """Insert a fifth of the texts in datasketch's MinHash LSH, and say what all of them would cost."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]  # a peer, not a dependency
    except ImportError:
        print("  datasketch is not installed here: nothing to compare with (pip install datasketch)")
        return
    some = texts[: max(1, len(texts) // 5)]
    start = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=64)
    for text in some:
        sketch = MinHash(num_perm=64)
        sketch.update_batch([text.whole[at : at + 5].encode() for at in range(max(1, len(text.whole) - 4))])
        index.insert(text.ref, sketch)
    spent = (time.process_time() - start) * len(texts) / len(some)
    print(f"  datasketch, sketches and index only {spent:7.2f} s (from a fifth of the texts)")


if __name__ == "__main__":
    run(100_000)

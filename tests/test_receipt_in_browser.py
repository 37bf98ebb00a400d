"""A receipt is checked in a real browser: good ones are accepted, every forgery is refused, and the site is not taken at its word."""

from __future__ import annotations

import math
import random
import struct
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from playwright.sync_api import Browser, Page

from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.notes import Note
from parvis.mechanisms.ledger.proofs import inclusion_proof, over
from parvis.mechanisms.ledger.tests.sample import SampleLog, act, key, plain
from tests.browser import browser, listening, step_into
from tests.instance import PARVIS, ROOT, Running, running_demo

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("judges")]


@pytest.fixture(scope="module")
def demo() -> Iterator[Running]:
    with running_demo() as running:
        subprocess.run([*PARVIS, "record", "publish"], cwd=ROOT, env=dict(running.environ), check=True, capture_output=True)
        yield running


@pytest.fixture(scope="module")
def receipt(browser: Browser, demo: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The receipt of the latest contribution of Ada, as she downloads it."""
    context = browser.new_context(locale="fr-FR", accept_downloads=True)
    step_into(context, demo.url, "Ada")
    page = context.new_page()
    page.goto(f"{demo.url}/registre/mes-recus/")
    page.get_by_role("listitem").filter(has_text="a contribué").first.get_by_role("link", name="reçu", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Télécharger le reçu").click()
    kept = tmp_path_factory.mktemp("kept") / coming.value.suggested_filename
    coming.value.save_as(kept)
    context.close()
    return kept


def said(page: Page, demo: Running, file: Path, policy: Path | None = None) -> str:
    """Check a file on the page and give the code of what it says."""
    page.goto(f"{demo.url}/registre/verifier/")
    page.set_input_files("#receipt", file)
    if policy:
        page.set_input_files("#policy", policy)
    page.get_by_role("button", name="Vérifier", exact=True).click()
    answer = page.locator("record-check [role=status][data-code]")
    answer.wait_for()
    return answer.get_attribute("data-code") or ""


@pytest.fixture
def page(browser: Browser, demo: Running) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR")
    page, wrong = listening(context, demo.url)
    yield page
    assert wrong == []
    context.close()


def test_her_receipt_is_good_and_shows_what_she_wrote(page: Page, demo: Running, receipt: Path) -> None:
    assert said(page, demo, receipt) == "good"
    words = page.locator("record-check [role=status]").inner_text()
    assert "Ce reçu est bon" in words
    assert "texte :" in words
    assert "Aucun témoin" in words
    assert "contient le même acte à la même place" in words


def random_value(chance: random.Random, depth: int = 0) -> Any:
    """Give any value of JSON: text of all planes of Unicode, integers, numbers of any bits, lists and objects with any names."""

    def text() -> str:
        planes = ((0, 0x20), (0x20, 0x7F), (0x7F, 0xD800), (0xE000, 0x10000), (0x10000, 0x110000))
        return "".join(chr(chance.randrange(*chance.choice(planes))) for _ in range(chance.randrange(10)))

    def number() -> float | int:
        if chance.random() < 0.3:
            return chance.randrange(-(2**53) + 1, 2**53)
        found = struct.unpack(">d", chance.getrandbits(64).to_bytes(8, "big"))[0]
        return float(found) if math.isfinite(found) else 1e21

    kind = chance.randrange(4 if depth > 3 else 8)
    if kind < 2:
        return text()
    if kind < 4:
        return chance.choice([number(), number(), number(), True, None])
    if kind < 6:
        return {text(): random_value(chance, depth + 1) for _ in range(chance.randrange(5))}
    return [random_value(chance, depth + 1) for _ in range(chance.randrange(5))]


def test_the_browser_writes_json_as_rfc_8785_with_our_library(page: Page, demo: Running) -> None:
    """The judge is the browser's own engine: RFC 8785 defines numbers and text by what ECMAScript's JSON.stringify writes."""
    chance = random.Random(8785)
    written = [rfc8785.dumps(random_value(chance)).decode() for _ in range(20_000)]
    page.goto(f"{demo.url}/registre/verifier/")
    differ = page.evaluate(
        """async (written) => {
          const script = document.querySelector('script[src*="receipt"]').src
          const { canonical } = await import(script)
          const sorted = (value) => Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object'
            ? new Map(Object.keys(value).sort().map((name) => [name, sorted(value[name])])) : value
          const told = (value) => Array.isArray(value) ? '[' + value.map(told).join(',') + ']' : value instanceof Map
            ? '{' + [...value].map(([name, one]) => JSON.stringify(name) + ':' + told(one)).join(',') + '}' : JSON.stringify(value)
          return written.filter((text) => [canonical(JSON.parse(text)), told(sorted(JSON.parse(text)))].some((one) => one !== text))
        }""",
        written,
    )
    assert differ == []
    assert len(set(written)) > 10_000


def test_without_scripts_no_dead_form_is_shown_and_the_command_is_told(browser: Browser, demo: Running) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.url}/registre/verifier/")
    assert page.locator("record-check form").count() == 0
    assert page.get_by_text("La commande fait de même").is_visible()
    assert page.get_by_text("parvis verify receipt recu.tlog-proof --policy policy").is_visible()
    page.get_by_role("link", name="les clés de ce registre").wait_for()
    context.close()


def _changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Change what is inside the extra data."""
    line = next(line for line in data.split(b"\n") if line.startswith(b"extra "))
    extra = b64decode(line.removeprefix(b"extra "))
    assert old in extra
    return data.replace(line, b"extra " + b64encode(extra.replace(old, new)))


FORGERIES = {
    "another place": (lambda data: data.replace(b"index ", b"index 1", 1), {"not-included"}),
    "another act": (lambda data: _changed(data, b"contribution.", b"Contribution."), {"not-included"}),
    "another value": (lambda data: _changed(data, b'"texte":["', b'"texte":["X'), {"wrong-opening"}),
    "another salt": (lambda data: _changed(data, b'=="]', b'A="]'), {"wrong-opening", "malformed"}),
    "another root": (lambda data: data.replace(data.split(b"\n\n")[1].split(b"\n")[2], b64encode(bytes(32))), {"bad-signature"}),
    "another size": (lambda data: data.replace(b"registre\n", b"registre\n1", 1), {"bad-signature"}),
    "no signature": (lambda data: data.rpartition("—".encode())[0], {"malformed"}),
    "cut": (lambda data: data[:200], {"malformed"}),
    "empty": (lambda data: b"", {"malformed"}),
    "a picture": (lambda data: b"\x89PNG\r\n\x1a\n" + bytes(300), {"malformed"}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries_are_refused(name: str, page: Page, demo: Running, receipt: Path, tmp_path: Path) -> None:
    forge, codes = FORGERIES[name]
    forged = tmp_path / "forged.tlog-proof"
    forged.write_bytes(forge(receipt.read_bytes()))
    assert said(page, demo, forged) in codes


def test_keys_of_ones_own_decide(page: Page, demo: Running, receipt: Path, tmp_path: Path) -> None:
    log = key("127.0.0.1:8000/registre", Kind.LOG)
    (tmp_path / "policy").write_text(f"log {log.verifier}\nquorum none\n")
    assert said(page, demo, receipt, tmp_path / "policy") == "not-signed"
    (tmp_path / "policy").write_text("nonsense\n")
    assert said(page, demo, receipt, tmp_path / "policy") == "bad-policy"


def test_witnesses_are_counted(page: Page, demo: Running, tmp_path: Path) -> None:
    """The record of another node with three witnesses, of which two are the quorum."""
    log = SampleLog().append([act(index) for index in range(700)])
    (tmp_path / "policy").write_bytes(log.policy.encode())
    from parvis.mechanisms.ledger.receipts import Receipt

    file = tmp_path / "receipt.tlog-proof"
    file.write_bytes(Receipt.make(act(5), {}, log.proof_file(5)).encode())
    # What this site says of the same place is another record: the page must say so rather than believe it.
    assert said(page, demo, file, tmp_path / "policy") == "good"
    words = page.locator("record-check [role=status]").inner_text()
    assert "w0, w1" in words
    assert "ATTENTION" in words
    log.publish(cosigners=[1])
    file.write_bytes(Receipt.make(act(5), {}, log.proof_file(5)).encode())
    assert said(page, demo, file, tmp_path / "policy") == "no-quorum"


def test_the_browser_computes_the_roots_that_python_does(page: Page, demo: Running) -> None:
    """Every inclusion proof of every size up to 40."""
    cases = []
    for size in range(1, 41):
        leaves = leaf_hashes(plain(size))
        root = tree_hash(leaves)
        for place in range(size):
            proof = inclusion_proof(place, size, over(leaves))
            cases.append([list(leaves[place]), place, size, [list(item) for item in proof], list(root)])
    page.goto(f"{demo.url}/registre/verifier/")
    script = page.locator("script[src*=receipt]").get_attribute("src")
    found = page.evaluate(
        """async ([script, cases]) => {
          const { rootFrom } = await import(script)
          let good = 0
          for (const [leaf, place, size, proof, root] of cases) {
            const made = await rootFrom(Uint8Array.from(leaf), place, size, proof.map((hash) => Uint8Array.from(hash)))
            good += [...made].every((byte, at) => byte === root[at])
          }
          return good
        }""",
        [script, cases],
    )
    assert found == len(cases) == 820


def test_the_paper_opens_the_act_and_says_whether_it_is_the_same(page: Page, demo: Running, receipt: Path) -> None:
    assert Note.parse(receipt.read_bytes().partition(b"\n\n")[2])
    page.goto(f"{demo.url}/registre/")
    page.locator("ol.ui-acts a[href*='/registre/actes/']").first.click()
    address = page.url
    page.get_by_role("link", name="reçu", exact=True).click()
    printed = page.locator("dl.ui-ledger div", has_text="Empreinte").locator("dd").inner_text().strip()
    page.goto(f"{address}?empreinte={printed}")
    assert page.get_by_text("C’est bien l’acte de votre papier").is_visible()
    page.goto(f"{address}?empreinte={printed[:-1]}{'0' if printed[-1] != '0' else '1'}")
    assert page.get_by_text("Ce n’est pas l’acte de votre papier").is_visible()

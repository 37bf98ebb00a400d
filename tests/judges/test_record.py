"""The Go judge accepts a sound record, and refuses every forgery of the specification, section 2."""

from __future__ import annotations

import copy
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from parvis.mechanisms.ledger.audit import Audit
from parvis.mechanisms.ledger.commitments import commit
from parvis.mechanisms.ledger.entries import encode
from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.proofs import consistency_proof, inclusion_proof, over
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import FORGERIES, SampleLog, act, plain, published, rewritten_and_signed_again
from parvis.mechanisms.ledger.tiles import superseded
from tests.judges.conftest import Judge

# One process builds the judge and the large log for all of these.
pytestmark = pytest.mark.xdist_group("judges")


@pytest.fixture(scope="module")
def large() -> SampleLog:
    return published(70_000)


def put(log: SampleLog, folder: Path) -> tuple[str, Path, Path]:
    """Write a log and its policy to a folder, and give the arguments of the judge."""
    (folder / "policy").write_bytes(log.policy.encode())
    return "-policy", folder / "policy", log.write(folder / "registre")


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600, 65_535, 65_536, 65_537])
def test_sizes_at_the_limits_are_accepted(size: int, tmp_path: Path, judge: Judge) -> None:
    result = judge("verify", *put(published(size), tmp_path))
    assert result.returncode == 0, result.stderr
    assert f": {size} entries" in result.stdout


def test_a_large_record_is_accepted(large: SampleLog, tmp_path: Path, judge: Judge) -> None:
    result = judge("verify", *put(large, tmp_path))
    assert result.returncode == 0, result.stderr
    assert "70000 entries, 277 tiles" in result.stdout


@pytest.mark.parametrize("name", FORGERIES)
def test_every_forgery_is_refused(name: str, large: SampleLog, tmp_path: Path, judge: Judge) -> None:
    log = copy.copy(large)
    log.files = dict(large.files)
    FORGERIES[name][0](log)
    result = judge("verify", *put(log, tmp_path))
    assert result.returncode == 1, result.stdout
    assert "REFUSED" in result.stderr


def test_a_rewritten_past_is_refused_by_whoever_kept_a_checkpoint(tmp_path: Path, judge: Judge) -> None:
    log = published(600)
    kept = tmp_path / "kept"
    kept.write_bytes(log.files["checkpoint"])
    log.append(plain(100, 600))
    (tmp_path / "honest").mkdir()
    assert judge("verify", "-saved", kept, *put(log, tmp_path / "honest")).returncode == 0
    rewritten_and_signed_again(log)
    (tmp_path / "rewritten").mkdir()
    arguments = put(log, tmp_path / "rewritten")
    assert judge("verify", *arguments).returncode == 0
    result = judge("verify", "-saved", kept, *arguments)
    assert result.returncode == 1
    assert "kept" in result.stderr


def test_deleted_partial_tiles_are_read_from_the_full_ones(tmp_path: Path, judge: Judge) -> None:
    log = published(250)
    checkpoint = log.files["checkpoint"]
    log.append(plain(50, 250))
    for tile in superseded(250, 300):
        del log.files[tile.path]
    log.files["checkpoint"] = checkpoint
    result = judge("verify", *put(log, tmp_path))
    assert result.returncode == 0, result.stderr


def test_a_record_is_judged_over_http(tmp_path: Path, judge: Judge) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    log = published(600)
    flag, policy, folder = put(log, tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/"
            result = judge("verify", flag, policy, address)
            (folder / "tile" / "0" / "001").unlink()
            missing = judge("verify", flag, policy, address)
        finally:
            server.shutdown()
            thread.join()
    assert result.returncode == 0, result.stderr
    assert missing.returncode == 1
    assert "tile/0/001" in missing.stderr


def test_all_proofs_of_small_trees_agree(judge: Judge) -> None:
    """Sizes 1 to 130: every inclusion and consistency proof is the one that Go makes, and Go verifies it."""
    leaves = leaf_hashes(plain(130))
    subtree = over(leaves)
    lines = []
    for size in range(1, 131):
        lines.append(f"root {size} {b64encode(tree_hash(leaves[:size])).decode()}")
        for place in range(size):
            lines.append(_line("inclusion", size, place, inclusion_proof(place, size, subtree)))
            lines.append(_line("consistency", size, place + 1, consistency_proof(place + 1, size, subtree)))
    result = judge("proofs", stdin="\n".join(lines))
    assert result.returncode == 0, result.stderr
    assert result.stdout == "OK 17030 proofs\n"
    lines[1234] = lines[1234].replace("A", "B", 1)
    assert judge("proofs", stdin="\n".join(lines)).returncode == 1


def _line(kind: str, size: int, place: int, proof: list[bytes]) -> str:
    return " ".join([kind, str(size), str(place), *(b64encode(item).decode() for item in proof)])


def test_a_stored_root_for_each_size(judge: Judge) -> None:
    """The roots stored beside the tests of the ledger are those of Go."""
    stored = Path(__file__).parents[2] / "parvis/mechanisms/ledger/tests/vectors/roots.txt"
    roots = stored.read_text().split()
    lines = [f"root {size} {b64encode(bytes.fromhex(roots[size])).decode()}" for size in range(1, 601)]
    result = judge("proofs", stdin="\n".join(lines))
    assert result.returncode == 0, result.stderr


def test_a_receipt_is_judged(tmp_path: Path, judge: Judge) -> None:
    drawn = iter(range(9))
    fields = {"auteur": "Ada", "titre": "Un « banc » à l’ombre", "choix": ["a", 2, True]}
    commitments, openings = commit(fields, randomness=lambda count: bytes([next(drawn)] * count))
    entry = encode({"acte": "contribution.publiée", "champs": {**commitments}, "date": "2026-11-23T18:00:00Z", "v": 1})
    log = SampleLog().append([act(0), entry, *(act(index) for index in range(2, 700))])
    receipt = Receipt.make(entry, openings, log.proof_file(1))
    (tmp_path / "policy").write_bytes(log.policy.encode())
    file = tmp_path / "receipt.tlog-proof"
    file.write_bytes(receipt.encode())
    result = judge("receipt", "-policy", tmp_path / "policy", file)
    assert result.returncode == 0, result.stderr
    assert result.stdout == "OK demo.parvis.example/registre: entry 1 of 700\n"
    for old, new in ((b"index 1\n", b"index 2\n"), (b"\n700\n", b"\n701\n")):
        file.write_bytes(receipt.encode().replace(old, new))
        assert judge("receipt", "-policy", tmp_path / "policy", file).returncode == 1
    extra = receipt.file.extra or b""
    file.write_bytes(receipt.encode().replace(b64encode(extra), b64encode(extra.replace(b'"Ada"', b'"Bao"'))))
    result = judge("receipt", "-policy", tmp_path / "policy", file)
    assert result.returncode == 1
    assert "auteur" in result.stderr


def test_both_judges_agree_on_random_damage(tmp_path: Path, judge: Judge) -> None:
    """One byte of each published file is changed in turn: our audit and Go's verification both refuse."""
    log = published(300)
    sound = dict(log.files)
    for number, path in enumerate(sorted(sound)):
        data = bytearray(sound[path])
        data[len(data) // 2] ^= 4
        log.files = sound | {path: bytes(data)}
        with pytest.raises((Rejected, FileNotFoundError)):
            list(Audit(log.storage, log.policy, read_entries=False))
        folder = tmp_path / str(number)
        folder.mkdir()
        result = judge("verify", *put(log, folder))
        assert result.returncode == 1, path

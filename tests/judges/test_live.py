"""A live instance with the demonstration loaded: Go's judge and our commands accept its record, and refuse every forgery of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.edge import Edge, grow, read_bundle
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.storage import Memory
from parvis.mechanisms.ledger.tests.sample import key
from parvis.mechanisms.ledger.tiles import entry_bundles
from tests.instance import PARVIS, ROOT, Running, running_demo
from tests.judges.conftest import Judge

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("judges")]
NEIGHBOUR = key("voisin.example/temoin", Kind.COSIGNER)


@dataclass
class Live:
    """A running demonstration whose record is published, cosigned by a Go witness."""

    demo: Running
    policy: Path
    witness: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"{self.demo.url}/registre"

    @property
    def folder(self) -> Path:
        return self.demo.data / "registre"

    @property
    def signers(self) -> list[SigningKey]:
        return [SigningKey.parse(line) for line in (self.demo.data / "keys" / "registre").read_text().splitlines()]

    @property
    def head(self) -> Checkpoint:
        return Checkpoint.parse(Note.parse((self.folder / "checkpoint").read_bytes()).text)

    def entries(self) -> list[bytes]:
        return [entry for tile in entry_bundles(self.head.size) for entry in read_bundle(tile, self)]

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/{path}") as answer:
            return bytes(answer.read())

    def parvis(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PARVIS, *arguments], cwd=ROOT, env=dict(self.demo.environ), capture_output=True, text=True, check=False, timeout=120
        )

    def change(self, path: str, at: int) -> None:
        data = bytearray(self.read(path))
        data[at] ^= 1
        (self.folder / path).write_bytes(bytes(data))

    def last(self, pattern: str) -> str:
        return max(str(path.relative_to(self.folder)) for path in self.folder.glob(pattern) if path.is_file())


@pytest.fixture(scope="module")
def live(judge_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demonstration, served; its acts placed and published as its worker does, and cosigned by Go."""
    with running_demo() as demo:
        made = Live(demo, tmp_path_factory.mktemp("trust") / "policy", None)  # type: ignore[arg-type]  # started below
        first = made.parvis("record", "publish")
        assert first.returncode == 0, first.stdout + first.stderr
        command = [str(judge_path), "witness", "-log", str(made.signers[0].verifier), "-key", NEIGHBOUR.encode()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as made.witness:
            try:
                assert made.witness.stdout
                address = made.witness.stdout.readline().strip()
                for words in (("add-witness", "voisin", str(NEIGHBOUR.verifier), address), ("publish",)):
                    done = made.parvis("record", *words)
                    assert done.returncode == 0, done.stdout + done.stderr
                made.policy.write_bytes(made.get("policy"))
                yield made
            finally:
                made.witness.terminate()


def test_the_record_of_a_live_instance_is_accepted(live: Live, judge: Judge) -> None:
    assert Policy.parse(live.policy.read_bytes()).quorum == "majorite"
    result = judge("verify", "-policy", live.policy, live.url)
    assert result.returncode == 0, result.stderr
    assert f": {live.head.size} entries" in result.stdout
    assert live.head.size > 900


def test_our_audit_agrees_and_every_listed_contribution_is_in_it(live: Live) -> None:
    done = live.parvis("verify", "record", live.url, "--policy", str(live.policy), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert (report["size"], report["witnessed"], list(report["witnesses"])) == (live.head.size, True, ["voisin"])
    assert report["contributions"]["listed"] == report["contributions"]["shown"] > 50
    assert report["contributions"]["hidden"] >= 1


def _last_entry(live: Live) -> None:
    live.change(live.last("tile/entries/*.p/*"), -1)


def _root(live: Live) -> None:
    other = Checkpoint(live.head.origin, live.head.size, leaf_hashes([b"another"])[0])
    path = live.folder / "checkpoint"
    path.write_bytes(path.read_bytes().replace(live.head.text.encode(), other.text.encode()))


def _no_cosignature(live: Live) -> None:
    (live.folder / "checkpoint").write_bytes(sign(live.head.text, *live.signers).encode())


def _other_key_id(live: Live) -> None:
    signer = live.signers[0]
    signature = Note.parse(live.read("checkpoint")).signatures[0]
    wrong = type(signature)(signer.name, b"\0\0\0\0", signature.data)
    (live.folder / "checkpoint").write_bytes(Note(live.head.text, (wrong,)).encode())


def _another_log(live: Live) -> None:
    other = key("other.example/registre", Kind.LOG)
    text = Checkpoint(other.name, live.head.size, live.head.root).text
    (live.folder / "checkpoint").write_bytes(sign(text, other).encode())


def _entry_and_tile(live: Live) -> None:
    entries = live.entries()
    entries[300] = entries[300].replace(b'"v":1', b'"v":2')
    for file in grow(Edge(), entries, Memory({})):
        if "/001" in file.tile.path and not file.tile.path.startswith("tile/1"):
            (live.folder / file.tile.path).write_bytes(file.data)


FORGERIES: dict[str, Callable[[Live], object]] = {
    "an entry changed": lambda live: live.change("tile/entries/001", 40),
    "the last entry changed": _last_entry,
    "a tile changed": lambda live: live.change("tile/0/001", 40),
    "a partial tile changed": lambda live: live.change(live.last("tile/1/*.p/*"), 40),
    "an entry and its tile forged together": _entry_and_tile,
    "the root edited": _root,
    "the cosignature removed": _no_cosignature,
    "a tile missing": lambda live: (live.folder / "tile/0/002").unlink(),
    "a bundle missing": lambda live: (live.folder / "tile/entries/002").unlink(),
    "a bundle cut": lambda live: (live.folder / "tile/entries/002").write_bytes(live.read("tile/entries/002")[:-1]),
    "two bundles exchanged": lambda live: shutil.copy(live.folder / "tile/entries/001", live.folder / "tile/entries/002"),
    "a wrong key id": _other_key_id,
    "the checkpoint of another log": _another_log,
}


@pytest.mark.parametrize("name", FORGERIES)
def test_every_forgery_of_it_is_refused(name: str, live: Live, judge: Judge, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(live.folder, kept)
    try:
        FORGERIES[name](live)
        theirs = judge("verify", "-policy", live.policy, live.url)
        ours = live.parvis("verify", "record", live.url, "--policy", str(live.policy))
    finally:
        shutil.rmtree(live.folder)
        shutil.copytree(kept, live.folder)
    assert theirs.returncode == 1, theirs.stdout
    assert "REFUSED" in theirs.stderr
    assert ours.returncode in {1, 2}, ours.stdout


def test_a_rewritten_past_is_refused_by_whoever_kept_a_checkpoint_and_by_the_witness(live: Live, judge: Judge, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint"
    kept.write_bytes(live.get("checkpoint"))
    entries = live.entries()
    entries[3] = entries[3].replace(b'"v":1', b'"v":2')
    rewritten, edge = tmp_path / "rewritten", Edge()
    for file in grow(edge, [*entries, b"{}"], Memory({})):
        path = rewritten / file.tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    note = sign(Checkpoint(live.head.origin, edge.size, edge.root).text, *live.signers)
    (rewritten / "checkpoint").write_bytes(note.encode())
    alone = tmp_path / "policy"
    alone.write_text(f"log {live.signers[0].verifier}\nquorum none\n")
    assert judge("verify", "-policy", alone, rewritten).returncode == 0, "the log alone could rewrite its past"
    assert judge("verify", "-policy", alone, "-saved", kept, rewritten).returncode == 1
    assert judge("verify", "-policy", live.policy, rewritten).returncode == 1
    done = live.parvis("verify", "record", str(rewritten), "--policy", str(alone), "--known", str(kept), "--listed", "/dev/null")
    assert done.returncode in {1, 2}


def test_receipts_are_judged(live: Live, judge: Judge, tmp_path: Path) -> None:
    file = tmp_path / "receipt.tlog-proof"
    data = live.get("preuve/77.tlog-proof")
    file.write_bytes(data)
    result = judge("receipt", "-policy", live.policy, file)
    assert result.returncode == 0, result.stderr
    assert live.parvis("verify", "receipt", str(file), "--policy", str(live.policy)).returncode == 0
    wrong_index = data.replace(b"index 77\n", b"index 78\n")
    lines = data.split(b"\n")
    lines[1] = live.get("preuve/78.tlog-proof").split(b"\n")[1]
    for forged in (wrong_index, b"\n".join(lines)):
        file.write_bytes(forged)
        assert judge("receipt", "-policy", live.policy, file).returncode == 1
        assert live.parvis("verify", "receipt", str(file), "--policy", str(live.policy)).returncode == 1


def test_our_witness_is_judged_by_a_go_log(live: Live, judge: Judge) -> None:
    go = key("go.example/journal", Kind.LOG)
    assert live.parvis("record", "watch", str(go.verifier)).returncode == 0
    ours = VerifierKey.parse(live.parvis("record", "key").stdout.strip())
    result = judge("challenge", "-log", go.encode(), "-witness", ours, f"{live.demo.url}/temoin")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.endswith("OK the witness cosigned one history\n")


def test_the_interpreter_that_verifies_loads_no_django(live: Live) -> None:
    code = (
        "import sys; from parvis.cli.main import main; "
        f"status = main(['verify', 'record', {live.url!r}, '--policy', {str(live.policy)!r}, '--quiet']); "
        "assert status == 0; assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""`parvis verify record` and `parvis verify receipt`: what holds is accepted with a report, what was changed is refused with what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parvis.cli.main import main
from parvis.mechanisms.ledger.commitments import commit
from parvis.mechanisms.ledger.entries import encode
from parvis.mechanisms.ledger.hashing import leaf_hash
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.tests.sample import ORIGIN, SampleLog, key

OBJECTS = [f"00000000-0000-4000-8000-{number:012d}" for number in range(600)]


def entry(number: int, kind: str = "contribution.publiée") -> bytes:
    return encode(
        {"acte": kind, "champs": {}, "date": f"2026-11-{number % 28 + 1:02d}T18:00:00Z", "objet": f"urn:uuid:{OBJECTS[number]}", "v": 1}
    )


@pytest.fixture
def log() -> SampleLog:
    """Five hundred contributions: one withdrawn, one hidden, one hidden and shown again, one erased value."""
    more = [
        entry(1, "contribution.retirée"),
        entry(2, "contribution.masquée"),
        entry(3, "contribution.masquée"),
        entry(3, "contribution.rétablie"),
        entry(4, "champ.effacé"),
    ]
    return SampleLog().append([*(entry(number) for number in range(500)), *more])


SHOWN = [ref for ref in OBJECTS[:500] if ref not in OBJECTS[1:3]]


def put(log: SampleLog, folder: Path, listed: list[str] | None = None) -> list[str]:
    """Write a record and its policy, and give the arguments of the command."""
    (folder / "policy").write_bytes(log.policy.encode())
    given = ["verify", "record", str(log.write(folder / "registre")), "--policy", str(folder / "policy"), "--quiet", "--language", "fr"]
    if listed is not None:
        (folder / "listed.json").write_text(json.dumps({"table": "contributions", "lignes": [{"ref": ref} for ref in listed]}))
        given += ["--listed", str(folder / "listed.json")]
    return given


def test_the_report_is_for_a_journalist(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(put(log, tmp_path, SHOWN)) == 0
    said = capsys.readouterr().out
    assert f"Ce registre est intact : 505 actes de {ORIGIN}" in said
    assert "500  contribution.publiée (n° 0 à 499, du 2026-11-01 au 2026-11-28)" in said
    assert "w0 (2026-11-18 11:06 UTC), w1 (2026-11-18 11:06 UTC)" in said
    assert "Données effacées à la demande : 1 actes" in said
    assert "Contributions publiées : 500 ; retirées : 1 ; masquées : 1 ; montrées aujourd’hui : 498." in said
    assert "La liste publique en montre 498 : les mêmes, une pour une." in said


def test_a_contribution_that_vanished_without_a_reason_is_found(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(put(log, tmp_path, [ref for ref in SHOWN if ref != OBJECTS[42]])) == 1
    said = capsys.readouterr().out
    assert "1 qui ne sont PAS dans la liste publique" in said
    assert OBJECTS[42] in said


def test_a_contribution_that_was_never_logged_is_found(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*put(log, tmp_path, [*SHOWN, OBJECTS[550], OBJECTS[2]]), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["accepted"] is False
    assert report["contributions"]["extra"] == [OBJECTS[2], OBJECTS[550]]


def cut(log: SampleLog, path: str) -> None:
    log.files[path] = log.files[path][:-1]


def changed(log: SampleLog, path: str) -> None:
    data = bytearray(log.files[path])
    data[len(data) // 2] ^= 1
    log.files[path] = bytes(data)


BAD_DAYS: dict[str, tuple[Callable[[SampleLog], object], int, str]] = {
    "a bundle cut": (lambda log: cut(log, "tile/entries/000"), 1, "tronqué"),
    "a tile cut": (lambda log: cut(log, "tile/0/000"), 1, "tronqué"),
    "an entry changed": (lambda log: changed(log, "tile/entries/000"), 1, "REFUSÉ"),
    "a tile changed": (lambda log: changed(log, "tile/0/000"), 1, "il a été changé"),
    "a tile missing": (lambda log: log.files.pop("tile/0/000"), 2, "is not published"),
    "no checkpoint": (lambda log: log.files.pop("checkpoint"), 2, "checkpoint is not published"),
    "the root edited": (lambda log: changed(log, "checkpoint"), 1, "REFUSÉ"),
    "too few witnesses": (lambda log: log.publish(cosigners=[1]), 1, "Trop peu de témoins"),
}


@pytest.mark.parametrize("name", BAD_DAYS)
def test_what_is_wrong_is_told_with_what_to_do(name: str, log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil, status, words = BAD_DAYS[name]
    spoil(log)
    assert main(put(log, tmp_path)) == status
    printed = capsys.readouterr()
    assert words in printed.out + printed.err


def test_the_record_of_somebody_else_is_refused(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = put(log, tmp_path)
    (tmp_path / "policy").write_text(f"log {key('autre.example/registre', Kind.LOG).verifier}\nquorum none\n")
    assert main(arguments) == 1
    assert "Aucune des clés" in capsys.readouterr().out


def test_a_past_that_changed_since_a_visit_is_refused(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(log.files["checkpoint"])
    log.append([entry(number) for number in range(500, 600)])
    assert main([*put(log, tmp_path), "--known", str(kept)]) == 0
    assert "Il continue bien le registre de 505 actes" in capsys.readouterr().out
    rewritten = SampleLog().append([entry(number + 1) for number in range(599)])
    (tmp_path / "again").mkdir()
    assert main([*put(rewritten, tmp_path / "again"), "--known", str(kept)]) == 1
    assert "Le passé n’est plus le même" in capsys.readouterr().out
    shorter = SampleLog().append([entry(0)])
    (tmp_path / "shorter").mkdir()
    assert main([*put(shorter, tmp_path / "shorter"), "--known", str(kept)]) == 1
    assert "un registre ne fait que grandir" in capsys.readouterr().out


def test_the_work_goes_on_where_it_stopped(log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state"
    arguments = [*put(log, tmp_path), "--state", str(state)]
    assert main(arguments) == 0
    assert json.loads(state.read_text())["size"] == 256
    log.append([entry(number) for number in range(500, 600)])
    log.write(tmp_path / "registre")
    (tmp_path / "registre" / "tile" / "entries" / "000").rename(tmp_path / "old")
    assert main(arguments) == 0, "what was read is not asked for again"
    assert "605 actes" in capsys.readouterr().out
    # To compare with the list, all is read again, and must be what was read before.
    assert main([*put(log, tmp_path, [*SHOWN, *OBJECTS[500:]]), "--state", str(state)]) == 0
    other = SampleLog().append([entry(number + 1) for number in range(590)])
    log.files = other.files | {"checkpoint": log.files["checkpoint"]}
    assert main([*put(log, tmp_path, SHOWN), "--state", str(state)]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "record", "/nowhere", "--policy", "x"], "expected the address of a record"),
        (["verify", "record", ".", "--policy", "/nowhere"], "/nowhere: No such file"),
        (["verify", "receipt", "/nowhere", "--policy", "/nowhere"], "/nowhere: No such file"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_site_that_does_not_answer_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "policy").write_bytes(SampleLog().policy.encode())
    assert (
        main(
            ["verify", "record", "http://127.0.0.1:9/registre", "--policy", str(tmp_path / "policy"), "--listed", str(tmp_path / "policy")]
        )
        == 2
    )
    assert "expected the JSON" in capsys.readouterr().err
    assert main(["verify", "record", "http://127.0.0.1:9/registre", "--policy", str(tmp_path / "policy")]) == 2
    assert "Connection refused" in capsys.readouterr().err


class TestReceipts:
    @pytest.fixture
    def receipt(self, tmp_path: Path) -> Path:
        drawn = iter(range(9))
        commitments, openings = commit({"texte": "Un « banc »"}, randomness=lambda count: bytes([next(drawn)] * count))
        mine = encode({"acte": "contribution.publiée", "champs": {**commitments}, "date": "2026-11-23T18:00:00Z", "v": 1})
        log = SampleLog().append([entry(0), mine, *(entry(number) for number in range(1, 300))])
        (tmp_path / "policy").write_bytes(log.policy.encode())
        path = tmp_path / "recu.tlog-proof"
        path.write_bytes(Receipt.make(mine, openings, log.proof_file(1)).encode())
        return path

    def verify(self, path: Path, *more: str) -> int:
        return main(["verify", "receipt", str(path), "--policy", str(path.parent / "policy"), "--language", "fr", *more])

    def test_a_good_one_says_what_it_proves(self, receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.verify(receipt) == 0
        said = capsys.readouterr().out
        assert f"l’acte n° 1 est l’un des 301 actes du registre {ORIGIN}" in said
        assert "texte : Un « banc »" in said
        assert self.verify(receipt, "--json") == 0
        assert json.loads(capsys.readouterr().out)["values"] == {"texte": "Un « banc »"}

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (b"index 1\n", b"index 2\n", "ne prouve pas cet acte"),
            (b"\n301\n", b"\n302\n", "n’est pas celle de la clé"),
            (b"extra ", b"extra A", "REFUSÉ"),
            (b"c2sp", b"c3sp", "n’est pas un reçu"),
        ],
    )
    def test_a_forged_one_is_refused(self, old: bytes, new: bytes, words: str, receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
        receipt.write_bytes(receipt.read_bytes().replace(old, new, 1))
        assert self.verify(receipt) == 1
        assert words in capsys.readouterr().out
        assert self.verify(receipt, "--json") == 1
        assert json.loads(capsys.readouterr().out)["accepted"] is False


class TestPromises:
    """A promise is kept, still open, or broken; and a record that hides its tiles cannot make it look kept."""

    def promised(self, tmp_path: Path, log: SampleLog, leaf: bytes, before: int) -> list[str]:
        (tmp_path / "policy").write_bytes(log.policy.encode())
        (tmp_path / "promise").write_bytes(Promise(ORIGIN, leaf, before).sign(log.key).encode())
        folder = log.write(tmp_path / "registre")
        return ["verify", "promise", str(tmp_path / "promise"), str(folder), "--policy", str(tmp_path / "policy"), "--language", "fr"]

    @pytest.mark.parametrize(
        ("content", "before", "status", "words"),
        [
            (entry(299), 1, 0, "La promesse est tenue : l’acte est le n° 299 des 505"),
            (b"never published", 1, 1, "La promesse n’est PAS tenue"),
            (b"not published yet", 4_000_000_000, 0, "le registre a jusqu’au 2096-10-02 07:06 UTC"),
        ],
    )
    def test_it_is_kept_open_or_broken(
        self, content: bytes, before: int, status: int, words: str, log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(self.promised(tmp_path, log, leaf_hash(content), before)) == status
        assert words in capsys.readouterr().out

    def test_a_tile_made_up_for_it_is_refused(self, log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        leaf = leaf_hash(b"never published")
        log.files["tile/0/000"] = leaf + log.files["tile/0/000"][32:]
        assert main(self.promised(tmp_path, log, leaf, 1)) == 1
        assert "REFUSÉ" in capsys.readouterr().out

    def test_the_promise_of_somebody_else_is_refused(self, log: SampleLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = self.promised(tmp_path, log, leaf_hash(b"x"), 1)
        other = key("autre.example/registre", Kind.LOG)
        (tmp_path / "promise").write_bytes(Promise(other.name, leaf_hash(b"x"), 1).sign(other).encode())
        assert main(arguments) == 1
        assert "REFUSÉ" in capsys.readouterr().out

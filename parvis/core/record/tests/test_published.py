"""What programs read of the log, and how a witness answers."""

from __future__ import annotations

import json
import shutil
import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from parvis.core.record.actions import append, erase
from parvis.core.record.log import alarm, guard, keys, watching, witnesses
from parvis.core.record.log.policy import policy, written
from parvis.core.record.log.publishing import publish
from parvis.core.record.log.receipts import promise_of
from parvis.core.record.models import Act, State, Watched, Witness
from parvis.core.record.tasks import begin, tick
from parvis.core.record.tests.writing import NOTED, audited, write
from parvis.mechanisms.ledger.checkpoints import Checkpoint, cosign
from parvis.mechanisms.ledger.hashing import leaf_hash, leaf_hashes, tree_hash
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.proofs import consistency_proof, over
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import key, plain
from parvis.mechanisms.ledger.witness import Head, Request, monitor_path

pytestmark = pytest.mark.django_db
FOREIGN = key("autre.example/registre", Kind.LOG)
LEAVES = leaf_hashes(plain(60))


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("checkpoint", "text/plain; charset=utf-8", "public, max-age=5"),
        ("tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("tile/entries/001.p/44", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("policy", "text/plain; charset=utf-8", "public, max-age=60"),
        ("preuve/7.tlog-proof", "text/plain; charset=utf-8", "public, max-age=60"),
    ],
)
def test_files_have_their_types_and_say_how_long_they_keep(log: Path, client: Client, path: str, kind: str, cache: str) -> None:
    write(300)
    tick()
    answer = client.get(f"/registre/{path}")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, kind, cache)
    assert answer.get("Vary") in {None, "Accept-Encoding"}, "one copy serves everybody"
    assert not answer.cookies
    if (log / path).exists():
        assert answer.content == (log / path).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",
        "tile/0/000.p/300",
        "tile/0/000.p/0",
        "tile/0/0",
        "tile/00/000",
        "tile/0/../../../keys/registre",
        "tile/x/000",
        "preuve/300.tlog-proof",
    ],
)
def test_what_is_no_tile_is_nowhere(log: Path, client: Client, path: str) -> None:
    write(300)
    tick()
    assert client.get(f"/registre/{path}").status_code == 404


def test_before_the_first_turn_nothing_is_published(log: Path, client: Client) -> None:
    write(1)
    assert client.get("/registre/checkpoint").status_code == 404
    assert client.get("/registre/preuve/0.tlog-proof").status_code == 404
    assert Policy.parse(client.get("/registre/policy").content).quorum == "none"


def test_a_proof_is_accepted_with_the_policy(log: Path, client: Client) -> None:
    acts = write(300)
    tick()
    receipt = Receipt.parse(client.get("/registre/preuve/299.tlog-proof").content)
    assert receipt.accept(Policy.parse(written())).checkpoint.size == 300
    assert (receipt.entry, receipt.openings) == (bytes(acts[299].entry), {})


def test_openings_are_given_as_long_as_they_are_public(log: Path, client: Client) -> None:
    act = write(1)[0]
    tick()
    address = reverse("record:opening", args=[0])
    assert client.get(address).json()["champs"]["texte"][0] == "x"
    with transaction.atomic():
        append(NOTED, act.object, actor=None, fields={"texte": "y"}, state=State.HIDDEN)
    assert client.get(address).status_code == 403
    erase(act, names=["texte"], actor=None, reason="demande")
    tick()
    gone = client.get(address)
    assert (gone.status_code, gone.json()["champs"]) == (410, {})
    assert gone.json()["effacements"][0]["place"] == 2
    assert client.get(reverse("record:opening", args=[9])).status_code == 404


def test_a_promise_is_kept_and_is_always_the_same(log: Path) -> None:
    act = write(1)[0]
    promise = Promise.open(promise_of(act), [keys.log_keys()[0].verifier])
    assert promise.leaf == leaf_hash(bytes(act.entry))
    assert 60 <= promise.before - act.at.timestamp() <= 120
    assert promise_of(act) == promise_of(act)


# Being a witness.


def body(old: int, size: int, leaves: list[bytes] = LEAVES) -> bytes:
    proof = consistency_proof(old, size, over(leaves)) if old <= size else []
    text = f"{FOREIGN.name}\n{size}\n{_base64(tree_hash(leaves[:size]))}\n"
    return Request(old, tuple(proof), sign(text, FOREIGN)).encode()


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()


def ask(client: Client, data: bytes) -> Any:
    return client.post("/temoin/add-checkpoint", data, content_type="text/plain")


def test_a_witness_answers_as_the_specification_says(log: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    assert ask(client, body(0, 10)).status_code == 404
    watching.watch(FOREIGN.verifier)
    first = ask(client, body(0, 10))
    assert first.status_code == 200
    assert Note.parse(body(0, 10).partition(b"\n\n")[2] + first.content).verified([keys.witness_key().verifier])
    stale = ask(client, body(0, 20))
    assert (stale.status_code, stale.content, stale["Content-Type"]) == (409, b"10\n", "text/x.tlog.size")
    rewritten = leaf_hashes([*plain(5), *(entry + b"!" for entry in plain(55, 5))])
    assert ask(client, body(10, 10, rewritten)).status_code == 422
    assert ask(client, body(10, 20, rewritten)).status_code == 422
    assert ask(client, body(10, 5)).status_code == 400
    assert ask(client, b"nonsense").status_code == 400
    assert ask(client, b"x" * 70_000).status_code == 400
    assert ask(client, body(10, 20).replace(b"\n20\n", b"\n21\n")).status_code == 403
    assert ask(client, body(10, 20)).status_code == 200
    shown = client.get(f"/temoin/{monitor_path(FOREIGN.name)}")
    assert Note.parse(shown.content).text.split("\n")[1] == "20"
    assert client.get("/temoin/0000/checkpoint").status_code == 404


def test_a_witness_that_was_restored_from_a_backup_remembers(log: Path, client: Client) -> None:
    watching.watch(FOREIGN.verifier)
    ask(client, body(0, 10))
    old = Watched.objects.values("time", "note").get()
    ask(client, body(10, 20))
    Watched.objects.update(**old)
    answer = ask(client, body(10, 30))
    assert (answer.status_code, answer.content) == (409, b"20\n")


def test_a_witness_whose_clock_goes_back_never_dates_an_earlier_time(log: Path) -> None:
    watching.watch(FOREIGN.verifier)
    times = []
    for number, now in enumerate((2_000_000_000, 1_000_000_000, 2_000_000_001)):
        said = watching.answer(body(number * 10, number * 10 + 10), now=now)
        data = b64decode(said.body.split()[-1])[4:]
        times.append(int.from_bytes(data[:8], "big"))
    assert times == [2_000_000_000, 2_000_000_000, 2_000_000_001]


def test_the_key_of_a_witness_is_no_log_to_watch(log: Path) -> None:
    with pytest.raises(ValueError, match="key of a witness"):
        watching.watch(keys.witness_key().verifier)


# Having witnesses.


class Other(BaseHTTPRequestHandler):
    """Another node that witnesses us, or is out of order."""

    status = 0
    held: Any = None

    def do_POST(self) -> None:
        from parvis.mechanisms.ledger.witness import add_checkpoint

        data = self.rfile.read(int(self.headers["Content-Length"]))
        server: Any = self.server
        if server.status:
            return self.reply(server.status, server.content)
        said, head = add_checkpoint(data, logs=server.logs, heads=server.heads, keys=[server.key], time=1_795_000_000)
        if head:
            server.heads[head.checkpoint.origin] = head
        return self.reply(said.status, said.body)

    def do_GET(self) -> None:
        server: Any = self.server
        head = next((h for o, h in server.heads.items() if self.path == f"/{monitor_path(o)}"), None)
        self.reply(200 if head else 404, head.note if head else b"")

    def reply(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def other(log: Path) -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        made: Any = server
        made.status, made.content, made.heads, made.key = 0, b"", {}, key("voisin.example/temoin", Kind.COSIGNER)
        made.logs = {keys.origin(): [keys.log_keys()[0].verifier]}
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_port}"
        Witness.objects.create(name="voisin", key=str(made.key.verifier), url=made.url)
        yield made
        server.shutdown()
        thread.join()


def size_shown(log: Path) -> int:
    return int((log / "checkpoint").read_text().split("\n")[1]) if (log / "checkpoint").exists() else 0


def test_what_is_shown_is_cosigned(log: Path, other: Any) -> None:
    write(10)
    tick()
    write(5)
    tick()
    attested = policy().accept((log / "checkpoint").read_bytes())
    assert (attested.checkpoint.size, list(attested.witnesses), attested.witnessed) == (15, ["voisin"], True)
    assert Witness.objects.get().cosigned == 15
    assert audited(log) == 15
    assert witnesses.seen_by(Witness.objects.get(), keys.origin()) == attested.checkpoint


def test_without_the_witness_the_last_cosigned_head_stays_until_it_comes_back(log: Path, other: Any) -> None:
    write(10)
    tick()
    other.status, other.content = 503, b"closed for repairs"
    write(5)
    tick()
    assert size_shown(log) == 10
    assert Witness.objects.get().trouble == "503: closed for repairs"
    other.status = 0
    tick()
    assert size_shown(log) == 10, "left in peace for half a minute"
    Witness.objects.update(answered_at=None)
    tick()
    assert (size_shown(log), Witness.objects.get().trouble) == (15, "")


@pytest.mark.parametrize("content", [b"", b"nonsense", "— voisin.example/temoin AAAA\n".encode(), b"\xff\xff"])
def test_an_answer_that_is_no_cosignature_is_told(log: Path, other: Any, content: bytes) -> None:
    other.status, other.content = 200, content
    write(1)
    tick()
    assert size_shown(log) == 0
    assert Witness.objects.get().trouble


def test_a_witness_that_has_seen_more_raises_the_alarm(log: Path, other: Any, settings: Any, tmp_path: Path) -> None:
    """Database, files and guard are all of an older copy: the witness alone remembers."""
    write(10)
    tick()
    key_of_log = keys.log_keys()[0]
    leaves = leaf_hashes([b"%d" % number for number in range(12)])
    head = other.heads[keys.origin()]
    further = Checkpoint(key_of_log.name, 12, tree_hash(leaves))
    other.heads[keys.origin()] = Head(further, head.time, sign(further.text, key_of_log).encode())
    write(1)
    give_up = Witness.objects.get()
    assert give_up.cosigned == 10
    with pytest.raises(Rejected, match="has cosigned 12 acts"):
        tick()
    with pytest.raises(Rejected, match="parvis record repair"):
        publish()
    assert size_shown(log) == 10


def test_fifty_requests_at_once_never_cosign_two_histories(log: Path, transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("only on PostgreSQL: the tests' SQLite is in memory")
    watching.watch(FOREIGN.verifier)
    two = leaf_hashes([*plain(5), *(entry + b"!" for entry in plain(55, 5))])
    answers: list[tuple[int, int]] = []

    def one(number: int) -> None:
        said = watching.answer(body(0, 20 + number % 25, LEAVES if number % 2 else two))
        answers.append((number, said.status))
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for _number, status in answers).count(200) == 1
    assert {status for _number, status in answers} == {200, 409}


def test_every_act_of_the_town_can_be_published(town: Any, log: Path, client: Client) -> None:
    tick()
    assert audited(log) == Act.objects.public().count() > 0
    assert json.loads(client.get(reverse("record:opening", args=[0])).content)["entree"]


def test_the_guard_folder_that_cannot_be_made_is_told(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.PARVIS_GUARD = tmp_path / "file" / "guard"
    with pytest.raises(PermissionError, match="PARVIS_GUARD="):
        guard.folder()


def held_by(other: Any, size: int, *, signers: Any = None) -> None:
    """Let the witness hold another head than we have."""
    log_key = signers or keys.log_keys()[0]
    further = Checkpoint(keys.origin(), size, tree_hash(leaf_hashes([b"%d" % number for number in range(size)])))
    note = sign(further.text, log_key)
    note = note.with_signatures([cosign(note, other.key, time=1_795_000_000)])
    other.heads[keys.origin()] = Head(further, 1_795_000_000, note.encode())


def test_a_machine_put_back_as_a_whole_is_noticed_before_anything_is_signed(log: Path, other: Any) -> None:
    """Database, files and guard are of an older copy. The worker reads what the witness publishes before its first turn."""
    write(10)
    tick()
    held_by(other, 12)
    before = guard.last_signed(keys.log_keys())
    with pytest.raises(Rejected, match=r"publishes a head of 12 acts of this record, and this instance has 10.*parvis record repair"):
        begin()
    write(5)
    with pytest.raises(Rejected):
        tick()
    assert guard.last_signed(keys.log_keys()) == before
    assert not Act.objects.filter(place__gte=10).exists()


def test_another_history_that_a_witness_holds_is_noticed_too(log: Path, other: Any) -> None:
    write(10)
    tick()
    held_by(other, 8)
    with pytest.raises(Rejected, match="not those that were signed"):
        begin()
    assert alarm.current()


def test_a_witness_alone_cannot_raise_the_alarm(log: Path, other: Any) -> None:
    """What it publishes must bear our own signature."""
    write(10)
    tick()
    held_by(other, 500, signers=key(keys.origin(), Kind.LOG))
    begin()
    assert alarm.current() is None


def test_a_witness_that_agrees_or_is_away_changes_nothing(log: Path, other: Any, caplog: Any) -> None:
    write(10)
    tick()
    begin()
    Witness.objects.update(url="http://127.0.0.1:9")
    begin()
    assert "A witness was not heard: voisin" in caplog.text
    assert alarm.current() is None


def test_where_nobody_remembers_a_witness_is_asked_before_anything_is_signed(log: Path, other: Any, settings: Any, tmp_path: Path) -> None:
    """The folder of the guard is new, and the published files are lost."""
    write(10)
    tick()
    shutil.rmtree(log)
    settings.PARVIS_GUARD = tmp_path / "new"
    url = Witness.objects.get().url
    Witness.objects.update(url="http://127.0.0.1:9")
    with pytest.raises(witnesses.NoAnswer, match="Nobody here remembers"):
        tick()
    assert guard.last_signed(keys.log_keys()) is None
    Witness.objects.update(url=url)
    tick()
    assert size_shown(log) == 10

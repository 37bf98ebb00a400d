"""The Go witness judges our log, and a Go log judges our witness: the requests of the specification, section 2.4."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import urlsplit

import pytest

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.hashing import leaf_hashes, tree_hash
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.proofs import consistency_proof, over
from parvis.mechanisms.ledger.tests.sample import ORIGIN, TIME, key, plain
from parvis.mechanisms.ledger.witness import Head, Request, add_checkpoint, monitor_path
from tests.judges.conftest import Judge

pytestmark = pytest.mark.xdist_group("judges")

LOG = key(ORIGIN, Kind.LOG)
WITNESS = key("rennes.example/temoin", Kind.COSIGNER)
HONEST = leaf_hashes(plain(1300))
REWRITTEN = leaf_hashes([*plain(500), *(entry + b" rewritten" for entry in plain(800, 500))])


@pytest.fixture
def go_witness(judge_path: Path) -> Iterator[HTTPConnection]:
    """Start a Go witness of our log on a free port."""
    command = [str(judge_path), "witness", "-log", str(LOG.verifier), "-key", WITNESS.encode()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = urlsplit(process.stdout.readline().strip())
            connection = HTTPConnection(address.hostname or "", address.port, timeout=30)
            yield connection
            connection.close()
        finally:
            process.terminate()


def body_of(old: int, size: int, leaves: list[bytes], origin: str = ORIGIN) -> bytes:
    proof = consistency_proof(old, size, over(leaves)) if old <= size else []
    note = sign(Checkpoint(origin, size, tree_hash(leaves[:size])).text, LOG)
    return Request(old, tuple(proof), note).encode()


def test_a_go_witness_judges_our_log(go_witness: HTTPConnection) -> None:
    def ask(body: bytes) -> tuple[int, bytes]:
        go_witness.request("POST", "/add-checkpoint", body)
        answer = go_witness.getresponse()
        return answer.status, answer.read()

    first, grown = body_of(0, 1000, HONEST), body_of(1000, 1200, HONEST)
    for body in (first, grown):
        status, lines = ask(body)
        assert status == 200
        note = Note.parse(body.partition(b"\n\n")[2] + lines)
        assert [signer for signer, _ in note.verified([WITNESS.verifier])] == [WITNESS.verifier]
    assert ask(body_of(1000, 1300, HONEST)) == (409, b"1200\n")
    assert ask(body_of(1200, 1200, REWRITTEN))[0] == 422
    assert ask(body_of(1200, 1300, REWRITTEN))[0] == 422
    assert ask(body_of(1200, 1000, HONEST))[0] == 400
    assert ask(body_of(900, 1000, HONEST)) == (409, b"1200\n")
    assert ask(body_of(1200, 1300, HONEST, f"{ORIGIN}/2"))[0] == 404
    assert ask(body_of(1200, 1300, HONEST).replace(b"\n1300\n", b"\n1301\n"))[0] == 403
    assert ask(body_of(1200, 1200, HONEST))[0] == 200
    go_witness.request("GET", f"/{monitor_path(ORIGIN)}")
    held = Note.parse(go_witness.getresponse().read())
    assert len(held.verified([LOG.verifier, WITNESS.verifier])) == 2
    assert Checkpoint.parse(held.text).size == 1200


class Keeper(BaseHTTPRequestHandler):
    """Our witness, behind the smallest of servers: the lock is held until the head is stored."""

    heads: dict[str, Head]
    lock: Lock

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.lock:
            answer, head = add_checkpoint(body, logs={ORIGIN: [LOG.verifier]}, heads=self.heads, keys=[WITNESS], time=TIME)
            if head:
                self.heads[head.checkpoint.origin] = head
        self.reply(answer.status if self.path == "/add-checkpoint" else 404, answer.content_type, answer.body)

    def do_GET(self) -> None:
        head = self.heads.get(ORIGIN)
        known = head is not None and self.path == f"/{monitor_path(ORIGIN)}"
        self.reply(200 if known else 404, "text/plain; charset=utf-8", head.note if head and known else b"")

    def reply(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


def test_a_go_log_judges_our_witness(judge: Judge) -> None:
    handler = type("Fresh", (Keeper,), {"heads": {}, "lock": Lock()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            arguments = ("challenge", "-log", LOG.encode(), "-witness", WITNESS.verifier, address)
            result = judge(*arguments)
            again = judge(*arguments)
        finally:
            server.shutdown()
            thread.join()
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.endswith("OK the witness cosigned one history\n")
    assert again.returncode == 1, "a witness that has cosigned already cannot be challenged as if it had not"

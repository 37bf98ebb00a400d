"""`parvis trustee`: what a trustee does, on a computer of her own. Her secret never leaves it."""

import argparse
import json
import secrets
from pathlib import Path

from parvis.cli.secrecy.contribution import Contribution
from parvis.cli.secrecy.files import mapped, read_lines, read_secret, say, told, write_public, write_secret
from parvis.mechanisms.secrecy import decryption, shuffles, threshold, trustees
from parvis.mechanisms.secrecy.canonical import digest, natural, write
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tally import write_tally
from parvis.mechanisms.secrecy.urn import Urn

draw = secrets.randbelow


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    steps = parser.add_subparsers(dest="step", metavar="step", required=True)

    def step(name: str, said: str, function: object) -> argparse.ArgumentParser:
        added = steps.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
        added.set_defaults(run_part=function)
        added.add_argument("--language", choices=["fr", "en"])
        return added

    key = step("key", "make a key of one's own: every trustee who has one is needed to decrypt", _key)
    start = step("start", "threshold, 1: make a seed and a certificate", _start)
    start.add_argument("--number", type=int, required=True, help="your number among the trustees, from 1")
    start.add_argument("--of", type=int, required=True, metavar="N", help="how many trustees there are")
    start.add_argument("--needed", type=int, required=True, metavar="T", help="how many will suffice to decrypt")
    share = step("share", "threshold, 2: with all the certificates, send each trustee her share", _share)
    receive = step("receive", "threshold, 3: with all the shares, make one's key", _receive)
    assemble = step("assemble", "threshold, 4 (election board): join what all the trustees made", _assemble)
    shuffle = step("shuffle", "shuffle the ballots of ranked and graded questions", _shuffle)
    decrypt = step("decrypt", "decrypt one's part of the encrypted sum, once everything before has been verified", _decrypt)
    for one in (key, start):
        one.add_argument("--secret", type=Path, required=True, help="where to write the secret: keep it, and a copy elsewhere")
    for one in (share, receive, decrypt):
        one.add_argument("--secret", type=Path, required=True, help="the file of your secret")
    for one in (key, start, share, receive, assemble):
        one.add_argument("--group", choices=NAMES, default="Ed25519", help="the group of the election (Ed25519 unless told)")
    for one in (share, receive, assemble):
        one.add_argument("--certificates", type=Path, nargs="+", required=True, help="of all the trustees, in their order")
    for one in (receive, assemble):
        one.add_argument("--shares", type=Path, nargs="+", required=True, help="of all the trustees, in their order")
    receive.add_argument("--key", type=Path, required=True, help="where to write the secret key to decrypt with")
    assemble.add_argument("--keys", type=Path, nargs="+", required=True, help="public keys of all the trustees, in their order")
    shuffle.add_argument("--number", type=int, required=True, help="your number among the trustees, from 1")
    for one in (shuffle, decrypt):
        one.add_argument("archive", type=Path, help="the archive of the election")
    for one in (key, start, share, receive, assemble, shuffle, decrypt):
        one.add_argument("--out", type=Path, required=True, help="where to write what goes to the election board")


def run(arguments: argparse.Namespace) -> int:
    with told(arguments.language):
        return int(arguments.run_part(arguments))


def _key(arguments: argparse.Namespace) -> int:
    here = group(arguments.group)
    secret = draw(here.q)
    public = write(trustees.new_key(here, secret, draw))
    write_secret(arguments.secret, str(secret))
    write_public(arguments.out, public)
    return _done(arguments)


def _start(arguments: argparse.Namespace) -> int:
    seed = threshold.new_seed(draw)
    numbers = {"index": arguments.number, "size": arguments.of, "threshold": arguments.needed}
    made = threshold.certificate(group(arguments.group), seed, draw=draw, **numbers)
    write_secret(arguments.secret, seed)
    write_public(arguments.out, write(made))
    return _done(arguments)


def _share(arguments: argparse.Namespace) -> int:
    seed, certificates = read_secret(arguments.secret), read_lines(arguments.certificates)
    write_public(arguments.out, write(threshold.share(group(arguments.group), seed, certificates, draw)))
    return _done(arguments)


def _receive(arguments: argparse.Namespace) -> int:
    seed, certificates, shares = read_secret(arguments.secret), read_lines(arguments.certificates), read_lines(arguments.shares)
    secret, public = threshold.receive(group(arguments.group), seed, certificates, shares, draw)
    write_secret(arguments.key, str(secret))
    write_public(arguments.out, write(public))
    return _done(arguments)


def _assemble(arguments: argparse.Namespace) -> int:
    certificates, shares, keys = (read_lines(paths) for paths in (arguments.certificates, arguments.shares, arguments.keys))
    write_public(arguments.out, json.dumps(threshold.assemble(group(arguments.group), certificates, shares, keys), ensure_ascii=False))
    return _done(arguments)


def _shuffle(arguments: argparse.Namespace) -> int:
    with mapped(arguments.archive) as data:
        urn = Urn(data)
        if not 1 <= arguments.number <= len(urn.trustees.keys):
            raise Rejected("trustee.number", most=len(urn.trustees.keys), came=arguments.number)
        payload = shuffles.shuffle(urn.election, urn.to_shuffle("cores"), draw)
    write_public(arguments.out, Contribution("shuffle", arguments.number, payload).written())
    return _done(arguments)


def _decrypt(arguments: argparse.Namespace) -> int:
    said = read_secret(arguments.secret).strip('"')
    if not said.isdecimal():
        raise Rejected("trustee.key-file", file=str(arguments.secret))
    secret = natural(said, "secret")
    with mapped(arguments.archive) as data:
        urn = Urn(data)
        here = urn.election.group
        public = here.of_generator(secret)
        if public not in urn.trustees.keys:
            raise Rejected("trustee.other-election")
        # Everything before is verified first: a trustee must never decrypt what is not the sum of an honest urn.
        sums = urn.to_decrypt("cores")
        # The difference between two sums can be one ballot: a key opens one urn.
        opened = arguments.secret.with_name(f"{arguments.secret.name}.opened")
        what = digest(write_tally(urn.election, sums))
        if opened.exists() and opened.read_text().strip() != what:
            raise Rejected("trustee.opened-other", file=str(opened))
        payload = decryption.decrypt(urn.election, sums, secret, draw)
        if not opened.exists():
            write_public(opened, what)
        say("said.opening-urn", arguments.language, ballots=len(urn.board.ballots), hash=what)
    write_public(arguments.out, Contribution("decryption", urn.trustees.keys.index(public) + 1, payload).written())
    return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    say("said.for-all" if arguments.step in ("start", "share") else "said.written", arguments.language, file=str(arguments.out))
    kept = getattr(arguments, "key", None) or (arguments.secret if arguments.step in ("key", "start") else None)
    if kept:
        say("said.kept", arguments.language, file=str(kept))
    return 0

"""`parvis serve` and `parvis worker`: the web server, and the work behind it."""

from __future__ import annotations

import argparse
import http.client
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from parvis.cli.ready import set_up

TICK, RECORD_TICK = 5, 2
MINUTE, PAUSE = 60, 0.05
BESIDE = Path(sys.executable).parent


def serve(args: argparse.Namespace) -> int:
    """Serve the instance on loopback (or where asked), with a worker beside it, until interrupted."""
    set_up()
    from django.conf import settings
    from django.db import connections

    from parvis.cli.upgrade import pending

    if waiting := pending():
        print(f"parvis: the database waits for {waiting} changes; run `parvis upgrade` first.", file=sys.stderr)
        return 1
    tell_of_alarm()
    connections.close_all()
    environ = os.environ | {"PARVIS_DATA": str(settings.PARVIS_DATA), "PORT": str(args.port)}
    command = [
        str(BESIDE / "granian"), "--interface", "wsgi", "--host", args.host, "--port", str(args.port),
        "--workers", str(args.processes), "--blocking-threads", str(args.threads), "--no-ws", "--no-access-log",
        "--log-level", "warning", "--workers-kill-timeout", "10", "--respawn-failed-workers",
        "parvis.config.wsgi:application",
    ]  # fmt: skip
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    programs = [subprocess.Popen(command, env=environ)]  # noqa: S603 (our own program)
    # What people wait for comes first: the worker would take its share of the processor.
    if answered(programs[0], args, asked):
        if not args.no_worker:
            programs.append(subprocess.Popen([sys.executable, "-m", "parvis.cli.main", "worker"], env=environ))
        greet(args, settings)
    return watch(programs, asked)


def tell_of_alarm() -> None:
    """Say loudly, before anything starts, that the record is stopped. The site starts all the same: what people do is kept."""
    from parvis.core.record.log import alarm

    if lasting := alarm.current():
        print(
            f"\nparvis: THE PUBLIC RECORD HAS BEEN STOPPED since {lasting.since:%Y-%m-%d %H:%M} UTC. NOTHING IS SIGNED.\n"
            f"  {lasting.reason}\n"
            "  What people do is kept, and waits. Every page says that the record is stopped.\n"
            "  What to do, step by step: docs/guides/two-histories.md; how far it is: parvis record status.\n",
            file=sys.stderr,
            flush=True,
        )


def answered(server: subprocess.Popen[bytes], args: argparse.Namespace, asked: threading.Event) -> bool:
    """Wait until the server answers, whatever it answers, and say whether it did before it ended or we were asked to stop."""
    while server.poll() is None and not asked.is_set():
        connection = http.client.HTTPConnection(reached_at(args), args.port, timeout=MINUTE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            asked.wait(PAUSE)
        else:
            return True
        finally:
            connection.close()
    return False


def reached_at(args: argparse.Namespace) -> str:
    """Give the host at which this computer reaches the server."""
    return "127.0.0.1" if args.host in {"0.0.0.0", "::"} else str(args.host)  # noqa: S104 (only compared)


def watch(programs: list[subprocess.Popen[bytes]], asked: threading.Event) -> int:
    """Wait until one of the programs ends or we are asked to stop, then stop them all; give the first bad exit status."""
    while not asked.is_set() and all(program.poll() is None for program in programs):
        asked.wait(0.5)
    for program in programs:
        with suppress(ProcessLookupError):
            program.terminate()
    for program in programs:
        try:
            program.wait(15)
        except subprocess.TimeoutExpired:
            program.kill()
    return 0 if asked.is_set() else max((abs(program.returncode or 0) for program in programs), default=0)


def greet(args: argparse.Namespace, settings: object) -> None:
    """Say where to go, and in the demonstration who to be."""
    place = f"http://{reached_at(args)}:{args.port}/"
    print(f"\n  Parvis: {place}")
    if getattr(settings, "PARVIS_DEMO", False):
        print(f"  Entrer dans la peau d'un habitant, d'une élue … (sign in as the cast): {place}demonstration/")
        print(f"  Les courriels envoyés (the e-mails sent): {place}demonstration/courriels/")
    print("  Ctrl+C pour arrêter (to stop).\n", flush=True)


def worker(args: argparse.Namespace) -> int:
    """Run background tasks, and what the clock calls for, until interrupted. Several may run, on several machines."""
    set_up()
    from django.core.management import call_command

    threading.Thread(target=clock, name="clock", daemon=True).start()
    threading.Thread(target=keep_record, name="record", daemon=True).start()
    with suppress(KeyboardInterrupt, SystemExit):
        call_command("db_worker", interval=1, reload=False, queue_name="*", verbosity=0)
    return 0


def keep_record() -> None:
    """Place and publish public acts for ever, apart from the clock: a witness may take its time to answer."""
    from parvis.core.record.tasks import begin
    from parvis.core.record.tasks import tick as publish_acts

    try:
        begin()
    except Exception:
        logging.getLogger("parvis.record").exception("What the witnesses have seen does not agree with this instance, or cannot be read.")
    for_ever(publish_acts, RECORD_TICK, "parvis.record")


def tick() -> None:
    """Do once what the clock calls for: open and close phases, forget old drafts, send what is due."""
    from django.apps import apps

    from parvis.core.people.actions import drop_old_drafts
    from parvis.core.processes.actions import keep_time

    keep_time()
    drop_old_drafts()
    if apps.is_installed("parvis.core.notices"):
        from parvis.core.notices.tasks import tick as send_notices

        send_notices()
    if apps.is_installed("parvis.features.ballots"):
        from parvis.features.ballots.tasks import tick as send_invitations

        send_invitations()


def clock() -> None:
    """Tick for ever."""
    for_ever(tick, TICK, "parvis.clock")


def for_ever(work: Callable[[], object], seconds: float, name: str) -> None:
    """Do this work again and again; what fails is logged, once as long as it fails in the same way, and the next turn tries again."""
    from django.db import close_old_connections

    pause, last = threading.Event(), ""
    while True:
        close_old_connections()
        try:
            work()
            last = ""
        except Exception as error:
            if repr(error) != last:
                logging.getLogger(name).exception("What was due failed; it is tried again.")
            last = repr(error)
        pause.wait(seconds)

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
import time
from collections.abc import Callable, Mapping
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
    server = subprocess.Popen(command, env=environ)  # noqa: S603 (our own program)
    beside: list[str] = []
    # What people wait for comes first: the worker would take its share of the processor.
    if answered(server, args, asked):
        beside = [] if args.no_worker else [sys.executable, "-m", "parvis.cli.main", "worker"]
        greet(args, settings)
    return watch(server, asked, beside=beside, environ=environ)


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


def watch(server: subprocess.Popen[bytes], asked: threading.Event, *, beside: list[str], environ: Mapping[str, str]) -> int:
    """Wait until the server ends or we are asked to stop, then stop everything; give its exit status, 0 when we were asked.

    The worker `beside` it is started, and started again when it ends by itself: nobody should find the doors shut because it failed.
    """
    worker: subprocess.Popen[bytes] | None = None
    while not asked.is_set() and server.poll() is None:
        if beside and (worker is None or worker.poll() is not None):
            if worker is not None:
                print(f"parvis: the background worker ended with {worker.returncode}; it is started again.", file=sys.stderr, flush=True)
                asked.wait(TICK)
            worker = None if asked.is_set() else subprocess.Popen(beside, env=environ)  # noqa: S603 (our own program)
        asked.wait(0.5)
    programs = [program for program in (server, worker) if program is not None]
    for program in programs:
        with suppress(ProcessLookupError):
            program.terminate()
    for program in programs:
        try:
            program.wait(15)
        except subprocess.TimeoutExpired:
            program.kill()
    return 0 if asked.is_set() else abs(server.returncode or 0)


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
        work(lambda: call_command("db_worker", interval=1, reload=False, queue_name="*", verbosity=0))
    return 0


def work(tasks: Callable[[], object], *, pause: float = TICK) -> None:
    """Do the tasks until told to stop. While the database is locked by somebody's long writing, or away, wait and go on with them."""
    from django.db import OperationalError, connections

    while True:
        try:
            tasks()
        except OperationalError as error:
            logging.getLogger("parvis.worker").warning("The database does not answer (%s); the tasks are taken up again.", error)
            connections.close_all()
            time.sleep(pause)
        else:
            return


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

"""The commands that run an instance. Each stands in a module of its own; this one knows their arguments."""

from __future__ import annotations

import argparse
import os
from importlib import import_module

RUNS = {
    "serve": ("parvis.cli.serve", "serve"),
    "worker": ("parvis.cli.serve", "worker"),
    "demo": ("parvis.cli.demo", "demo"),
    "upgrade": ("parvis.cli.upgrade", "upgrade"),
    "backup": ("parvis.cli.backup", "backup"),
    "restore": ("parvis.cli.backup", "restore"),
    "createadmin": ("parvis.cli.createadmin", "createadmin"),
    "import": ("parvis.cli.imports", "bring_in"),
    "export": ("parvis.cli.exports", "take_out"),
    "manage": ("parvis.cli.ready", "manage"),
}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Say what a command takes."""
    match command:
        case "serve":
            parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
            parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="port (default: PORT, or 8000)")
            parser.add_argument("--processes", type=int, default=2, help="server processes (default: 2)")
            parser.add_argument("--threads", type=int, default=2, help="threads in each process (default: 2)")
            parser.add_argument("--no-worker", action="store_true", help="do not start the background worker beside the server")
        case "demo" | "upgrade":
            parser.add_argument("--quiet", action="store_true", help="say nothing")
        case "backup" | "restore":
            parser.add_argument("file", help="the archive, such as parvis-2026-11-23.tar.gz")
        case "createadmin":
            parser.add_argument("email", help="where the code to sign in is sent")
            parser.add_argument("--name", default="", help="public name")
        case "import" | "export" | "manage":
            import_module(RUNS[command][0]).add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was asked for."""
    module, name = RUNS[arguments.command]
    return int(getattr(import_module(module), name)(arguments) or 0)

"""A real browser for tests, and a page that keeps what went wrong in it.

A browser lives as long as its module: while it does, nothing in the same thread can use the database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("PARVIS_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LOUD = {"error", "warning"}
# What a browser says of a request when one goes on to another page, and of a download.
GIVEN_UP = "net::ERR_ABORTED"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; each test opens a context of its own in it."""
    assert Path(CHROMIUM).exists(), f"Expected Chromium at {CHROMIUM}: install it, or name it in PARVIS_CHROMIUM."
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def step_into(context: BrowserContext, base: str, name: str) -> None:
    """Step into a member of the cast of the demonstration."""
    page = context.new_page()
    page.goto(urljoin(base, "/demonstration/"))
    page.get_by_role("button", name=f"Être {name} ").click()
    page.wait_for_url("**/ma-participation/")
    page.close()


def listening(context: BrowserContext, base: str) -> tuple[Page, list[str]]:
    """Give a page, and the list that fills with what goes wrong in it.

    What counts: errors and warnings of the console (a broken content security policy is one), faults of scripts, requests that failed, were
    refused, or left this server.
    """
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}") if message.type in LOUD else None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "requestfailed", lambda request: None if request.failure == GIVEN_UP else wrong.append(f"failed: {request.url} {request.failure}")
    )
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else wrong.append(f"elsewhere: {request.url}"))
    page.on("response", lambda response: wrong.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    return page, wrong

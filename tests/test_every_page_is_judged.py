"""axe-core judges every page of the table of permissions, by day and by night, as somebody who may see it; and each form sent empty.

`tests/test_accessibility.py` judges what links of the demonstration lead to, at every width. This asks the table instead of the links, so
no page is forgotten: one that is not judged stands below, with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import sync_playwright

from tests import town as towns
from tests import world as worlds
from tests.browser import CHROMIUM, FLAGS
from tests.rendering import SITE, Shown, keep_pictures
from tests.test_accessibility import AXE, LOOKS, RULES, UNNAMED
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("permissions")]

# What is no page, and why: an address that only takes a form, leads on, or gives a file.
FORM, LEADS_ON, FILE = "takes a form, shows nothing", "leads on to a page that is judged", "gives a file or data"
NOT_JUDGED = {
    "portal:join": FORM,
    "people:follow": FORM,
    "notices:read_all": FORM,
    "notices:read": FORM,
    "record:add_checkpoint": FORM,
    "discussion:supports": FORM,
    "account_request_login_code": LEADS_ON,
    "mfa_login_webauthn": LEADS_ON,
    "mfa_index": LEADS_ON,
    "record:today": LEADS_ON,
    "record:hers": LEADS_ON,
    "portal:tint": FILE,
    "portal:mine_csv": FILE,
    "portal:mine_json": FILE,
    "people:my_data_file": FILE,
    "record:feed": FILE,
    "record:checkpoint": FILE,
    "record:tile": FILE,
    "record:policy": FILE,
    "record:proof": FILE,
    "record:opening": FILE,
    "record:cosigned": FILE,
    "record:receipt_file": FILE,
    "record:promise_file": FILE,
    "record:object_feed": FILE,
    "record:process_feed": FILE,
    "opendata:dcat": FILE,
    "opendata:table": FILE,
    "opendata:process": FILE,
    "consultation:geojson": FILE,
    "consultation:attachment": FILE,
    "discussion:document": FILE,
    "decisions:evidence": FILE,
    "ballots:csv": FILE,
    "ballots:file": FILE,
    "ui:gallery-sheet": FILE,
}


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Show every page of a world that is then undone. The demonstration's pages exist, and its e-mails are in a folder."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    demonstration = override_settings(
        PARVIS_DEMO=True, ACCOUNT_RATE_LIMITS=False, STORAGES=django_settings.STORAGES | {"staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=tmp_path_factory.mktemp("emails"),
    )  # fmt: skip
    with demonstration, django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        made = Shown(worlds.build(towns.build()))
        made.render()
        yield made
        transaction.set_rollback(True)


def test_every_page_is_shown_or_says_why_not(shown: Shown) -> None:
    names = {page.name for page in shown.pages}
    assert sorted({page.name for page in TABLE} - names - set(NOT_JUDGED)) == [], f"neither judged nor listed: {shown.why}"
    assert sorted(names & set(NOT_JUDGED)) == [], "listed, and a page"
    assert sorted(set(NOT_JUDGED) - {page.name for page in TABLE}) == [], "no such address"
    assert {page.name: page.status for page in shown.pages if page.status not in {200, 422}} == {"ui:gallery-refused": 403}
    assert len([page for page in shown.pages if page.name.endswith(" sent")]) >= 20, "forms that were sent empty"


def test_axe_finds_nothing_on_any_page(shown: Shown) -> None:
    wrong, judged = [], set()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", viewport={"width": 800, "height": 900})
        context.add_init_script(AXE_SCRIPT)
        shown.route(context)
        page = context.new_page()
        for each in shown.pages:
            page.emulate_media(color_scheme="light")
            page.goto(SITE + each.address)
            here = [f"axe: {line}" for line in page.evaluate(AXE, {"runOnly": {"type": "tag", "values": RULES}})]
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            page.emulate_media(color_scheme="dark")
            here += [f"axe, dark: {line}" for line in page.evaluate(AXE, {"runOnly": {"type": "rule", "values": LOOKS}})]
            here += [f"unnamed: {html}" for html in page.evaluate(UNNAMED)]
            if page.locator("h1").count() != 1:
                here.append(f"{page.locator('h1').count()} headings of level 1")
            judged.add(each.name)
            if folder := os.environ.get("PARVIS_PICTURES"):
                keep_pictures(page, Path(folder) / each.name.replace(":", "-").replace(" ", "-"))
            wrong += [f"{each.name} ({each.who}): {line}" for line in here]
        browser.close()
    assert len(judged) >= 100
    assert not wrong, "\n".join(wrong)

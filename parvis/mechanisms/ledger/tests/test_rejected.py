"""Every reason has a code that is listed, and every listed code is used."""

import re
from pathlib import Path

import pytest

from parvis.mechanisms.ledger.rejected import CODES, Rejected


def test_the_list_of_codes_is_the_code() -> None:
    sources = Path(__file__).parents[1].glob("*.py")
    used = {code for path in sources for code in re.findall(r'Rejected\(\s*"([a-z0-9-]+)"', path.read_text())}
    assert used == CODES


def test_an_unlisted_code_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        Rejected("no-such-code", "A message.")

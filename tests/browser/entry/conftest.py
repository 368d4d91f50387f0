"""Somebody who registers contact moments, in a register with three people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import Server

PEOPLE = """id,name,phone
1,Ann Example,
2,Betty van der Linden,0612345678
3,Jan van der Linden,0612345678
4,Zoë Smit,0207654321
"""


@pytest.fixture(scope="module")
def clerk(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Staff:
    """Somebody who registers, in a register with three others."""
    file: Path = tmp_path_factory.mktemp("callers") / "callers.csv"
    file.write_text(PEOPLE)
    server.installation.run("relation", "import", str(file))
    return employ(server, "editor", relation=1)


@pytest.fixture
def visitor(browser: Browser, server: Server, clerk: Staff) -> Iterator[Visitor]:
    """That person at a browser."""
    with visiting(browser, server, clerk) as visitor:
        yield visitor

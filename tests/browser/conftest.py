"""A browser, an empty register and one with demo data, each behind a server with sockets, for all tests of a module."""

import os
import shutil
from collections.abc import Iterator
from importlib import resources

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visiting import MISSING, Staff, employ
from tests.engines import Engine
from tests.support import Installation, Server


@pytest.fixture(scope="module")
def browser(processes: None) -> Iterator[Browser]:
    """A browser for all tests of the module."""
    program = shutil.which("chromium")
    assert program is not None, MISSING
    with sync_playwright() as playwright:
        # The sandbox needs another user than root; what is shown is ours.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = playwright.chromium.launch(executable_path=program, args=options)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that looks at what a page has."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def server(engine: Engine, processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an empty register, with the passwords' full cost."""
    installation = engine.register(tmp_path_factory.mktemp("browser"))
    with installation.serving() as server:
        yield server


@pytest.fixture(scope="session")
def demo(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A register with demo data; copied, never used itself."""
    made = engine.installation(tmp_path_factory.mktemp("demo"))
    made.run("demo", "--relations", "60", "--moments", "200")
    return made


@pytest.fixture(scope="module")
def filled(
    demo: Installation, engine: Engine, processes: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of a register with demo data."""
    with engine.copy(demo.url, tmp_path_factory.mktemp("filled")).serving(ORGANISATION_NAME="De Groene Rand") as server:
        yield server


@pytest.fixture(scope="module")
def staff(filled: Server) -> Staff:
    """Somebody who may do all that an editor may, and is the relation that has sent most."""
    most = "SELECT sender_id FROM moment GROUP BY sender_id ORDER BY count(*) DESC LIMIT 1"
    return employ(filled, "editor", relation=filled.installation.sql(most)[0][0])

"""A register with an administrator, for the pages that decide who and what has access."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.register import Register
from tests.engines import Engine
from tests.pages.administering import administrator
from tests.people.browser import Browser, TestClock, new_register


@pytest.fixture(scope="session")
def kept(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """The address of such a register, and the cookies of the administrator; copied, never used itself."""
    folder = tmp_path_factory.mktemp("access")
    register = new_register(folder, engine.kept_url(folder))
    cookies = administrator(register).cookies
    register.close()
    return register.settings.database_url, cookies


@pytest.fixture
def clock() -> TestClock:
    """A clock that the test sets forward."""
    return TestClock()


@pytest.fixture
def register(kept: tuple[str, dict[str, str]], engine: Engine, tmp_path: Path, clock: TestClock) -> Iterator[Register]:
    """A register of a test's own."""
    made = new_register(tmp_path, engine.copy(kept[0], tmp_path).url, clock)
    yield made
    made.close()


@pytest.fixture
def browser(register: Register, kept: tuple[str, dict[str, str]]) -> Browser:
    """An administrator's."""
    made = Browser(register)
    made.cookies = dict(kept[1])
    return made

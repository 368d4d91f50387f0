"""The docs as a site: built without a warning, complete, and without anything of another site."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from tools.site.external_links import faults

from tests.browser.visiting import MISSING

pytestmark = pytest.mark.usefixtures("processes")

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `make docs` builds it."""
    folder: Path = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


def pages(site: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(site.rglob("*.html"))


def test_every_document_is_a_page(site: Path) -> None:
    """Every document has a page, which the navigation leads to."""
    names = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    others = {Path(f"{name}.html") for name in ("index", "changelog", "contributing", "reporting", "results")}
    start = (site / "index.html").read_text()

    assert {path.relative_to(site) for path in pages(site)} >= names | others
    assert [name for name in names if name.parent == Path() and f'href="{name}"' not in start] == []


def test_nothing_of_another_site(site: Path) -> None:
    """No page loads a script, a style, a font or a picture from elsewhere."""
    loading = re.compile(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"']?(?:https?:)?//[^>]*>")
    styles = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*")

    assert [found for page in pages(site) for found in loading.findall(page.read_text())] == []
    assert [found for path in site.rglob("*.css") for found in styles.findall(path.read_text())] == []


@pytest.fixture(scope="module")
def visited(site: Path) -> Iterator[tuple[Page, list[str]]]:
    """A window at the site's files, without a server, and what it has asked of the network."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        assert program, MISSING
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        window = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
        window.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
        yield window, asked
        browser.close()


def test_search(site: Path, visited: tuple[Page, list[str]]) -> None:
    """Search finds a page by its words, from the files alone and without a network."""
    window, asked = visited
    window.goto(f"{(site / 'index.html').as_uri()}")
    window.locator(".md-header__button[for=__search]").click()
    window.locator("input.md-search__input").press_sequentially("leaked secret", delay=20)
    window.locator(".md-search-result__link", has_text="A bad day").first.wait_for(timeout=10_000)

    assert asked == []


@pytest.mark.parametrize("name", ["settings", "api", "commands", "results", "deployment-files", "storage"])
def test_narrow_pages(name: str, site: Path, visited: tuple[Page, list[str]]) -> None:
    """On a telephone no page is wider than the screen, whatever tables and commands are on it."""
    window, asked = visited
    window.goto((site / f"{name}.html").as_uri())

    assert window.evaluate("document.documentElement.scrollWidth") == 390
    assert asked == []


BAD_LINKS = ["http://sqlite.org/wal.html", "https://sqlite", "https://somebody@sqlite.org/", "https://[sqlite.org/"]


def test_what_is_copied_can_be_typed(site: Path, visited: tuple[Page, list[str]]) -> None:
    """The button of a block copies its commands, without prompts and answers."""
    page, _ = visited
    page.add_init_script("navigator.clipboard.writeText = async text => { window.copied = text }")
    page.add_init_script(
        "document.execCommand = () => { window.copied = document.activeElement.value ?? String(getSelection()) }"
    )
    page.goto((site / "moving.html").as_uri())
    block = page.locator(".highlight", has_text="MOVE_CLIENT_ID")
    block.locator(".md-code__button, .md-clipboard").first.click()
    copied = page.wait_for_function("window.copied").json_value().splitlines()

    assert [line for line in copied if line] == [
        "export MOVE_CLIENT_ID=OLD_ID MOVE_CLIENT_SECRET=OLD_SECRET",
        "python3 move.py https://old.example.org moved",
    ]


@pytest.mark.parametrize("link", BAD_LINKS)
def test_links_to_other_sites(link: str) -> None:
    """An address that cannot be right is found; those of the documents are right, and so are examples."""
    right = "https://sqlite.org/wal.html. http://127.0.0.1:8080, https://register.example.org and http://[::1]:80"

    assert faults(f"See {link} and {right}") == [link]

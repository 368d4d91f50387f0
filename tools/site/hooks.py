"""What mkdocs does to the docs to make a site of them.

The docs link to each other and to files around them, as a code host shows them. Here those files become pages too, and
the links lead to these. Lists get the blank line before them that Python's Markdown asks for.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent.parent
ASSETS = Path(__file__).parent
MARK = ROOT / "src" / "contact_moments" / "pages" / "assets" / "favicon.svg"

# Documents outside of docs/, and the pages that they become.
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "reporting.md",
    "bench/results.md": "results.md",
}
# Folders whose files are shown on one page each, with a sentence about them.
FOLDERS = {
    "deploy": ("deployment-files.md", "Files of the deployment", "What is in `deploy/`, to read and to copy."),
    "examples": ("examples.md", "Examples", "Programs that use the API, with nothing but Python's own library."),
}
DECISIONS = "docs/decisions"

_LANGUAGES = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".conf": "nginx"}
_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?(\))")
_FENCE = re.compile(r"^\s*```")
_ITEM = re.compile(r"^(\s*)([-*]|\d+\.) ")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"(?<=<code>)[^<]*(?=</code>)")
_BREAK = re.compile(r"([_/?])(?=\w)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the decisions in the navigation, and make anchors as code hosts do."""
    (config.nav or [{}])[-1]["Decisions"] += [f"decisions/{path.name}" for path in _decisions()]
    config.mdx_configs.setdefault("toc", {})["slugify"] = _slug
    config.watch += [str(ROOT / name) for name in (*PAGES, *FOLDERS)]
    return config


def _slug(heading: str, separator: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", separator)


def _decisions() -> list[Path]:
    return sorted((ROOT / DECISIONS).glob("[0-9]*.md"))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made of what is outside of docs/, and what the theme needs."""
    for source, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text(encoding="utf-8")))
    for folder, (page, title, about) in FOLDERS.items():
        files.append(File.generated(config, page, content=_shown(folder, title, about)))
    files.append(File.generated(config, "decisions/index.md", content=_list_of_decisions()))
    for asset in (*ASSETS.glob("*.css"), *ASSETS.glob("*.js"), *ASSETS.glob("*.LICENSE"), MARK):
        files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
    return files


def _shown(folder: str, title: str, about: str) -> str:
    return "\n".join([f"# {title}", "", about, *_files_shown(folder)])


def _files_shown(folder: str) -> Iterator[str]:
    """Every file with its text, under a heading with its path."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8").rstrip()
            name = path.relative_to(ROOT / folder).as_posix()
            yield from ("", f"## {name}", "", f"````{_LANGUAGES.get(path.suffix, 'text')}", text, "````")


def _list_of_decisions() -> str:
    rows = [f"- [{_title(path)}]({path.name})" for path in _decisions()]
    lead = "Why each part was chosen, with what was measured and what was lost. A later decision may replace a former."
    return "\n".join(["# Decisions", "", lead, "", *rows, ""])


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def on_page_markdown(markdown: str, page: Page, files: Files, **_: Any) -> str:
    """Lead links to the pages, and put blank lines before lists."""
    source = _source_of(page.file.src_uri)
    lines = [_LINK.sub(lambda link: _led(link, source, page), line) for line in _with_blank_lines(markdown)]
    return "\n".join(lines)


def _source_of(page: str) -> str:
    """The path in the repository of what a page is made of."""
    made = {to: source for source, to in PAGES.items()}
    return made.get(page, f"docs/{page}")


def _page_of(source: str) -> str | None:
    """The page for a path in the repository; for a file of a folder that of the folder, with an anchor."""
    folder, _, name = source.partition("/")
    if source in PAGES:
        return PAGES[source]
    if source == DECISIONS:
        return "decisions/index.md"
    if folder in FOLDERS:
        return FOLDERS[folder][0] + (f"#{_slug(name, '-')}" if name else "")
    return source.removeprefix("docs/") if source.startswith("docs/") else None


def _led(link: re.Match[str], source: str, page: Page) -> str:
    begin, target, anchor, end = link.groups(default="")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    found = _page_of(path)
    if found is None:  # source code: it is named, and not shown
        return f"{begin}{_repository_file(path)}{end}"
    return f"{begin}{posixpath.relpath(found, posixpath.dirname(page.file.src_uri) or '.')}{anchor}{end}"


def _repository_file(path: str) -> str:
    raise ValueError(f"There is no page for {path}: write its path in backticks, or add it to tools/site/hooks.py")


def _with_blank_lines(markdown: str) -> Iterator[str]:
    before, fenced = "", False
    for line in markdown.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        item = None if fenced else _ITEM.match(line)
        if item and before.strip() and not _ITEM.match(before) and not before.startswith("  "):
            yield ""
        yield line
        before = line


def on_page_content(html: str, **_: Any) -> str:
    """Give each value of a table the heading of its column, for narrow screens, and let long names break."""
    return _TABLE.sub(lambda table: _labelled(table[0]), html)


def _labelled(table: str) -> str:
    headings = [_TAG.sub("", heading).replace('"', "&quot;") for heading in _HEADING.findall(table)]
    return _ROW.sub(lambda row: _labelled_row(row[0], iter(headings)), table)


def _labelled_row(row: str, headings: Iterator[str]) -> str:
    row = _CODE.sub(lambda code: _BREAK.sub(r"\1<wbr>", code[0]), row)
    return re.sub(r"<td", lambda _: f'<td data-label="{next(headings, "")}"', row)

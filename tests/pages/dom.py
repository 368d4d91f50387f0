"""Pages as trees: what is on one, what must hold for each, and what a browser sends when a button is pressed."""

import re
from collections.abc import Iterator, Set
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from contact_moments.http_server.routes import RouteTable
from contact_moments.pages.rendering import HTML
from contact_moments.people import LANGUAGES
from contact_moments.routes import ROUTES
from tests.people.browser import FORM, Answer, Browser

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# What SVG has without a closing tag.
EMPTY = frozenset({"circle", "line", "path", "rect", "use"})
LARGEST = 40_000  # bytes
TABLE = RouteTable(ROUTES)

_FIELDS = ("input", "select", "textarea")
_UNSENT = {"button", "submit", "reset", "image"}
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "hx-get", "hx-post", "data", "poster", "content"})
_REFERENCES = {"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "list", "form"}


class Element:
    """A tag with its attributes, and what is in it. An attribute without a value has an empty one."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        # The elements of the page in their order: those in this one begin at `_first`, and end where it is closed.
        self._page: list[Element] = [] if parent is None else parent._page
        if parent is not None:
            self._page.append(self)
        self._first, self._end = len(self._page), None if tag not in VOID else len(self._page)

    def close(self) -> None:
        """Nothing more comes in it."""
        self._end = len(self._page)

    def __getitem__(self, name: str) -> str:
        """An attribute that is there."""
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        """An attribute, or None."""
        return self.attributes.get(name)

    @property
    def classes(self) -> set[str]:
        """The names in its class."""
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text in it, as it was written."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    @property
    def words(self) -> str:
        """Its text with single blanks."""
        return " ".join(self.text.split())

    def everything(self) -> list["Element"]:
        """All elements in it, in their order, and those in them."""
        return self._page[self._first : self._end]

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """The elements in it with this tag and these attributes; `class_` names one of several classes."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.everything() if (not tag or one.tag == tag) and one._has(wanted)]

    def _has(self, wanted: dict[str, str]) -> bool:
        return all(
            value in self.classes if name == "class" else self.get(name) == value for name, value in wanted.items()
        )

    def find(self, tag: str = "", **attributes: str) -> "Element":
        """The first such element, which must be there."""
        found = self.all(tag, **attributes)
        assert found, f"no <{tag}> with {attributes}"
        return found[0]

    def texts(self, tag: str = "", **attributes: str) -> list[str]:
        """The words of all such elements."""
        return [one.words for one in self.all(tag, **attributes)]

    def inside(self, tag: str) -> bool:
        """Whether an element with this tag is around it."""
        around = self.parent
        while around is not None and around.tag != tag:
            around = around.parent
        return around is not None

    def form(self, action: str) -> "Form":
        """The form that leads to an address."""
        return Form(self.find("form", action=action), self)


class Form:
    """A form on a page."""

    def __init__(self, element: Element, page: Element) -> None:
        self.element = element
        own, inside = element.get("id"), set(element.everything())
        self._controls = [
            one
            for one in page.everything()
            if one.tag in (*_FIELDS, "button")
            and (one.get("form") == own if "form" in one.attributes else one in inside)
        ]

    def sent(self, press: str | None = None, **typed: str | list[str]) -> list[tuple[str, str]]:
        """What a browser sends: names and values. `typed` replaces all values of a field; `press` names the button."""
        pairs = [pair for one in self._controls for pair in _sent_by(one) if pair[0] not in typed]
        for name, value in typed.items():
            pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        button = self.button(press) if press is not None else None
        if button is not None and button.get("name"):
            pairs.append((button["name"], button.get("value") or ""))
        return pairs

    def button(self, words: str) -> Element:
        """The button with these words, or this name."""
        found = [one for one in self._controls if one.tag == "button" and _is_named(one, words)]
        assert found, f"no button {words}"
        return found[0]

    def submit(self, browser: Browser, press: str | None = None, **typed: str | list[str]) -> Answer:
        """Press a button, or Enter in a field."""
        pairs, action = self.sent(press, **typed), self.element.get("action") or ""
        if press is not None:
            action = self.button(press).get("formaction") or action
        if (self.element.get("method") or "get").lower() == "get":
            return browser.get(f"{action}?{urlencode(pairs)}")
        headers = {"content-type": FORM.decode(), "accept": "text/html", "sec-fetch-site": "same-origin"}
        return browser.send("POST", action, urlencode(pairs).encode(), headers)


def _is_named(button: Element, words: str) -> bool:
    return words in (button.words, button.get("aria-label"), button.get("value")) or button.words.startswith(words)


def _sent_by(control: Element) -> Iterator[tuple[str, str]]:
    name, kind = control.get("name"), control.get("type") or "text"
    if not name or control.tag == "button" or "disabled" in control.attributes or kind in _UNSENT:
        return
    if control.inside("template"):
        return
    if control.tag == "select":
        options = control.all("option")
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        for one in chosen:
            value = one.get("value")
            yield name, one.words if value is None else value
    elif control.tag == "textarea":
        # Line ends are read as one kind, and sent as the other.
        yield name, re.sub(r"\r\n?", "\n", control.text).removeprefix("\n").replace("\n", "\r\n")
    elif kind not in {"checkbox", "radio"}:
        yield name, control.get("value") or ""
    elif "checked" in control.attributes:
        value = control.get("value")
        yield name, "on" if value is None else value


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        one = Element(tag, {name: value or "" for name, value in attributes}, self.at)
        self.at.children.append(one)
        if tag not in VOID:
            self.at = one

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in VOID | EMPTY, f"<{tag}/>"
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> in <{self.at.tag}>"
        assert self.at.parent is not None
        self.at.close()
        self.at = self.at.parent

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where something stands."""
        return j

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def parsed(html: str) -> Element:
    """The tree of a page, or of a part of one; every tag is closed in its place."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.at is parser.root, f"<{parser.at.tag}> is not closed"
    return parser.root


def checked(answer: Answer, status: int = 200, largest: int = LARGEST) -> Element:
    """The tree of a page of which everything holds that must hold for each; it has fewer than `largest` bytes."""
    assert answer.status == status, answer.text[:2000]
    _check_headers(answer)
    page = parsed(answer.text)
    _check_document(page)
    check_part(page)
    assert len(answer.text.encode()) < largest
    return page


def check_part(part: Element) -> None:
    """What must hold for a part of a page too."""
    ids = [one["id"] for one in part.everything() if "id" in one.attributes]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    for one in part.everything():
        _check_element(one)
    for one in part.all("a"):
        _check_link(one)
    for name in ("form", "button"):
        for one in part.all(name):
            _check_target(one.get("action") or one.get("formaction"), one.get("method") or "")


def _check_headers(answer: Answer) -> None:
    assert answer.headers["content-type"] == HTML
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


def _check_document(page: Element) -> None:
    assert page.find("html").get("lang") in LANGUAGES
    assert page.find("title").words
    assert len(page.all("h1")) == 1, page.texts("h1")
    assert len(page.all("main")) == 1
    last = 0
    for one in page.everything():
        if re.fullmatch("h[1-6]", one.tag) and not one.inside("dialog"):
            assert int(one.tag[1]) <= last + 1, f"<{one.tag}> after <h{last}>: {one.words}"
            last = int(one.tag[1])
    ids = {one["id"] for one in page.everything() if "id" in one.attributes}
    labelled = {one["for"] for one in page.all("label") if one.get("for")}
    for one in page.everything():
        for name in _REFERENCES & one.attributes.keys():
            missing = set(one[name].split()) - ids
            assert not missing, f"<{one.tag} {name}> names {missing}"
        _check_label(labelled, one)
    scripts = page.all("script")
    assert all("src" in one.attributes and not one.text for one in scripts)


def _check_label(labelled: Set[str], one: Element) -> None:
    if one.tag not in _FIELDS or one.get("type") == "hidden" or "hidden" in one.attributes or one.inside("template"):
        return
    named = one.get("aria-label") or one.get("aria-labelledby") or one.inside("label")
    assert named or one.get("id") in labelled, f"<{one.tag} name={one.get('name')}> has no label"


def _check_element(one: Element) -> None:
    assert one.tag != "style"
    for name, value in one.attributes.items():
        assert name != "style", f"<{one.tag} style>"
        assert not name.startswith(("on", "hx-on")), f"<{one.tag} {name}>"
        if name in _ADDRESSES:
            assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), f"<{one.tag} {name}>"
    if one.tag in {"button", "a", "summary"}:
        assert one.words or one.get("aria-label"), f"<{one.tag}> has no name"
    if one.tag == "img":
        assert "alt" in one.attributes
    assert one.tag != "button" or not one.inside("a")
    assert one.tag != "a" or not one.inside("a")
    assert one.tag != "form" or not one.inside("form")


def _check_link(one: Element) -> None:
    href = one.get("href")
    assert href, f"a link without an address: {one.words}"
    parts = urlsplit(href)
    if parts.scheme in {"tel", "mailto"}:
        return
    assert not parts.scheme, href
    assert not parts.netloc, href
    _check_target(href, "get")


def _check_target(address: str | None, method: str) -> None:
    path = urlsplit(address or "").path
    if not path:
        return
    assert (method or "post").upper() in _methods_at(path), f"{method} {path}"


@cache
def _methods_at(path: str) -> Set[str]:
    # The same few hundred addresses are on thousands of pages.
    found, _ = TABLE.find(path)
    assert found is not None, f"there is nothing at {path}"
    return found.methods.keys()

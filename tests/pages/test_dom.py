"""The checks of pages find what they look for, and a form sends what a browser would."""

import pytest

from tests.pages.dom import check_part, checked, parsed
from tests.people.browser import Answer

HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; require-trusted-types-for 'script'",
}
PAGE = '<html lang="en"><head><title>A</title></head><body><main><h1>A</h1>%s</main></body></html>'

WRONG = {
    "a tag that is not closed": "<p>",
    "tags that cross": "<b><i></b></i>",
    "an id twice": '<p id="a"></p><p id="a"></p>',
    "an attribute twice": '<p id="a" id="b"></p>',
    "a style": '<p style="x"></p>',
    "a handler": '<p onclick="x"></p>',
    "a script in an address": '<a href=" javascript:x">a</a>',
    "a script in the page": "<script>x</script>",
    "a link to nowhere": '<a href="/nowhere">a</a>',
    "a form to nowhere": '<form method="post" action="/nowhere"></form>',
    "a link to another site": '<a href="//evil.example">a</a>',
    "a link without words": '<a href="/account"></a>',
    "a button without words": "<button></button>",
    "a field without a label": '<input name="a">',
    "a label without a field": '<label for="a">A</label>',
    "a heading left out": "<h3>A</h3>",
    "a second main heading": "<h1>A</h1>",
    "a picture without words": '<img src="/a">',
    "too much": "a" * 40_000,
}


@pytest.mark.parametrize("inner", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found(inner: str) -> None:
    """Each check fails for what it is about."""
    with pytest.raises(AssertionError):
        checked(Answer(200, HEADERS, [], PAGE % inner))


def test_what_is_right_is_taken() -> None:
    """A page with nothing wrong."""
    page = checked(Answer(200, HEADERS, [], PAGE % '<h2>B</h2><label>C <input name="c"></label>'))

    assert page.texts("h2") == ["B"]


FORM = """<form method="post" action="/sign-in" id="f"><input name="a" value="1"><input name="a" value="2">
<input type="checkbox" name="b" checked><input type="checkbox" name="c"><input type="radio" name="d" value="x" checked>
<select name="e"><option>1</option><option value="2" selected>two</option></select><textarea name="g">
 one
two</textarea><input name="h" value="3" disabled>
<button name="i" value="4" formaction="/sign-out">Go <kbd>x</kbd></button></form>
<input name="j" value="5" form="f"><input name="k" value="6">"""


def test_what_a_form_sends() -> None:
    """The fields that a browser sends, in their order; the button that was pressed last."""
    form = parsed(FORM).form("/sign-in")

    assert form.sent() == [
        ("a", "1"),
        ("a", "2"),
        ("b", "on"),
        ("d", "x"),
        ("e", "2"),
        ("g", " one\r\ntwo"),
        ("j", "5"),
    ]
    assert form.sent("Go", a="7")[-2:] == [("a", "7"), ("i", "4")]
    check_part(parsed("<p>A part</p>"))

"""Forms with a file: what browsers send is read, and everything else is refused in little time."""

import time

import pytest

from contact_moments.errors import InvalidInputError
from contact_moments.pages.multipart import MAX_HEAD, MAX_TEXT, MOST_PARTS, parts_of

TYPE = "multipart/form-data; boundary=x"
FILE = b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv'


def body(*parts: bytes, end: bytes = b"--x--\r\n") -> bytes:
    """A body with these parts: headers, an empty line, content."""
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + end


def part(name: str, content: bytes = b"1") -> bytes:
    """A part that is a text."""
    return f'Content-Disposition: form-data; name="{name}"'.encode() + b"\r\n\r\n" + content


@pytest.mark.parametrize(
    "content", [b"", b"id,name\r\n1,Els\r\n", b"\r\n--", b"a--x--\r\n", b"\r\n--y--", b"\x00\xff\xfe", b"\r\n\r\n"]
)
def test_a_file(content: bytes) -> None:
    """Its content is to the letter what was sent, whatever looks like a boundary in it."""
    found = parts_of(TYPE, body(FILE + b"\r\n\r\n" + content, part("again")))

    assert (found["file"].content, found["file"].file, found["again"].text) == (content, "a.csv", "1")


@pytest.mark.parametrize(
    "written",
    ["multipart/form-data; boundary=x", 'Multipart/Form-Data;boundary="x"', "multipart/form-data; boundary=x "],
)
def test_the_boundary(written: str) -> None:
    """It is read with and without quotation marks."""
    assert list(parts_of(written, body(part("a")))) == ["a"]


def test_the_name_of_a_file() -> None:
    """It is what browsers make of it: a text, with quotation marks and line ends escaped."""
    head = 'Content-Disposition: form-data; name="file"; filename="../%22é%22%0D%0A.csv"'.encode()

    assert parts_of(TYPE, body(head + b"\r\n\r\n1"))["file"].file == '../"é"\r\n.csv'


TOO_MANY = [part(str(number)) for number in range(MOST_PARTS + 1)]
BROKEN = {
    "nothing": b"",
    "no boundary": b"file=1",
    "text before the first boundary": b"hello\r\n" + body(part("a")),
    "text after the last boundary": body(part("a"), end=b"--x--\r\nhello"),
    "many hyphens after the last boundary": body(part("a"), end=b"--x--" + b"-" * 1000),
    "no last boundary": body(part("a"), end=b""),
    "truncated in the content": body(part("a"))[:-12],
    "truncated in the headers": b"--x\r\nContent-Dispo",
    "truncated in the boundary": body(part("a"))[:-6],
    "lines without carriage returns": body(part("a")).replace(b"\r\n", b"\n"),
    "another boundary": body(part("a")).replace(b"--x", b"--y"),
    "no empty line": b'--x\r\nContent-Disposition: form-data; name="a"\r\n--x--\r\n',
    "no disposition": body(b"Content-Type: text/plain\r\n\r\n1"),
    "another disposition": body(b'Content-Disposition: attachment; name="a"\r\n\r\n1'),
    "no name": body(b"Content-Disposition: form-data\r\n\r\n1"),
    "a name without quotation marks": body(b"Content-Disposition: form-data; name=a\r\n\r\n1"),
    "a name in another form": body(b"Content-Disposition: form-data; name*=utf-8''a\r\n\r\n1"),
    "the name of a file in another form": body(
        FILE.replace(b'.csv"', b".csv\"; filename*=utf-8''b.csv") + b"\r\n\r\n1"
    ),
    "a line end in a name": body(b'Content-Disposition: form-data; name="a\r\nb"\r\n\r\n1'),
    "a lone carriage return in a name": body(b'Content-Disposition: form-data; name="a\rb"\r\n\r\n1'),
    "a NUL in a name": body(b'Content-Disposition: form-data; name="a\x00"\r\n\r\n1'),
    "a name that is no UTF-8": body(b'Content-Disposition: form-data; name="\xff"\r\n\r\n1'),
    "a long name": body(part("a" * 2000)),
    "headers without an end": body(b"X: " + b"a" * MAX_HEAD * 2),
    "a folded header": body(b'Content-Disposition: form-data;\r\n name="a"\r\n\r\n1'),
    "a header twice": body(FILE + b'\r\nContent-Disposition: form-data; name="b"\r\n\r\n1'),
    "a name twice": body(part("a"), part("a")),
    "parts in a part": body(FILE.replace(b"text/csv", b"multipart/mixed; boundary=y") + b"\r\n\r\n1"),
    "an encoding of the transfer": body(FILE + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ=="),
    "a part too many": body(*TOO_MANY),
    "10,000 parts": body(*[part(str(number)) for number in range(10_000)]),
}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_what_no_browser_sends(sent: bytes) -> None:
    """It is refused."""
    with pytest.raises(InvalidInputError):
        parts_of(TYPE, sent)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'x' * 71}",
        'multipart/form-data; boundary="x',
        'multipart/form-data; boundary="x "',
        "multipart/form-data; boundary=x\x00",
        "multipart/form-data; boundary=x; boundary=y",
        "multipart/mixed; boundary=x",
    ],
)
def test_another_content_type(written: str) -> None:
    """It is refused."""
    with pytest.raises(InvalidInputError):
        parts_of(written, body(part("a")))


def test_a_text_is_no_file() -> None:
    """A field that is to be a text is refused where it is a file, long, or no UTF-8."""
    for head, content in ((FILE, b"1"), (part("file")[:-1], b"a" * (MAX_TEXT + 1)), (part("file")[:-1], b"\xff")):
        separator = b"\r\n\r\n" if head is FILE else b""
        found = parts_of(TYPE, body(head + separator + content))
        with pytest.raises(InvalidInputError):
            _ = found["file"].text


def test_a_body_that_is_nearly_all_boundaries() -> None:
    """10 MiB of it take no longer than other bodies."""
    sent = body(FILE + b"\r\n\r\n" + b"\r\n--" * (10 * 1024 * 1024 // 4))
    start = time.monotonic()

    assert len(parts_of(TYPE, sent)["file"].content) > 10_000_000
    assert time.monotonic() - start < 2

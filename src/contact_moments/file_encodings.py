"""Files of text as spreadsheets write them: which encoding they have, and what they say."""

import codecs

from contact_moments.errors import Finding, InvalidInputError

# What spreadsheets write: Python's names of encodings, and the usual ones.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "windows-1252",
    "iso8859-1": "ISO-8859-1",
    "iso8859-15": "ISO-8859-15",
    "mac-roman": "macintosh",
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods; xls


def encoding_called(name: str) -> str:
    """The encoding that people call by this name. Raises `InvalidInputError`, which lists the encodings."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        raise InvalidInputError(f"an encoding is one of {', '.join(ENCODINGS.values())}")
    return found


def decoded(raw: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text of a file without a byte order mark.

    Raises `InvalidInputError`, which says how to save the file, if it is empty, no text, or has another encoding.
    """
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise InvalidInputError(f"{name} is empty; there is nothing to import", findings=_finding("empty"))
    if raw.startswith(_WORKBOOKS):
        message = f"{name} is a workbook of a spreadsheet; save it as CSV UTF-8"
        raise InvalidInputError(message, findings=_finding("workbook"))
    called = ENCODINGS[encoding]
    if encoding != "utf-16" and is_utf_16(raw):
        message = f"{name} is not {called} but UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
        raise InvalidInputError(message, findings=_finding("encoding"))
    if encoding not in ("utf-8", "utf-16") and not raw.isascii() and _decodes(raw):
        message = f"{name} is not {called} but UTF-8; leave --encoding out"
        raise InvalidInputError(message, findings=_finding("encoding"))
    try:
        return raw.decode(_utf_16(raw) if encoding == "utf-16" else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        other = "windows-1252" if encoding == "utf-8" else "UTF-8"
        raise InvalidInputError(
            f"{name} is not {called}; save it as CSV UTF-8, or say which encoding it has, such as --encoding {other}",
            findings=_finding("encoding"),
        ) from None


def _utf_16(raw: bytes) -> str:
    """UTF-16 in the byte order that the mark says, or else where the zeros are: most letters have one in front."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = raw[:1000]
    return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"


def is_utf_16(raw: bytes) -> bool:
    """Whether a file begins as one in UTF-16 does, with its mark or without."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or any(len(half) > 1 and not any(half) for half in (raw[0:8:2], raw[1:8:2]))


def likely_encoding(raw: bytes) -> str:
    """The encoding that a file most likely has: a key of `ENCODINGS`."""
    if is_utf_16(raw):
        return "utf-16"
    return "utf-8" if _decodes(raw) else "cp1252"


def _decodes(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _finding(why: str) -> tuple[Finding, ...]:
    return (Finding("", "format", why),)

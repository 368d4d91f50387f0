"""Telephone numbers as people and telephone systems write them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contact_moments import phones
from contact_moments.phones import asked_key, is_own, number_key, shown

ONE_NUMBER = [
    "06-12345678",
    "+31612345678",
    "0031 6 1234 5678",
    "+31 (0)6 12345678",
    "tel:+31-6-12345678",
    "tel:0612345678;phone-context=+31",
    "tel://0612345678",
    "callto:+31612345678",
    "sip:+31612345678@pbx.example.org;user=phone",
    "sip:%2B31612345678@pbx.example.org:5060",
    '"Betty Linden" <sips:0612345678@pbx.example.org>;tag=1',
    "31612345678",
    "612345678",
    "06.12.34.56.78",
    "(06) 1234 5678",
    "06–1234–5678",
    "06\u00a012345678",
    "\u202d+31612345678\u202c",
    "０６１２３４５６７８",
    "＋31 6 12345678",
    "٠٦١٢٣٤٥٦٧٨",
    "Tel: 06-12345678",
    "06-12345678 (work)",
    "06-12345678 thuis",
]
WITH_EXTENSION = [
    "+31612345678;ext=12",
    "+31612345678 toestel 12",
    "06-12345678 (toestel 12)",
    "06-12345678 tst. 12",
    "+31612345678#12",
    "+31612345678 #12",
    "0612345678 x12",
    "0612345678 ext. 12",
    "06-12345678 Durchwahl 12",
    "06-12345678,,12",
    "tel:+31612345678;ext=12",
]


@pytest.mark.parametrize("text", ONE_NUMBER)
def test_a_number_is_the_same_however_it_is_written(text: str) -> None:
    """Punctuation, prefixes, schemes and other digits make no other number of it."""
    assert number_key(text, "NL") == asked_key(text, "NL") == "+31612345678"


@pytest.mark.parametrize("text", WITH_EXTENSION)
def test_an_extension_is_kept(text: str) -> None:
    """Whatever word stands before it."""
    assert number_key(text, "NL") == asked_key(text, "NL") == "+31612345678;ext=12"


@pytest.mark.parametrize("text", [" 31612345678", "tel: 31612345678", " 31 (0)6 12345678", " 0612345678"])
def test_a_plus_that_arrived_as_a_blank_is_understood(text: str) -> None:
    """In an address a `+` stands for a blank, and not every program knows that."""
    assert asked_key(text, "NL") == "+31612345678"


def test_a_plus_that_arrived_as_a_blank_names_another_country() -> None:
    """It is not taken for a number of this country."""
    assert asked_key(" 442079460958", "NL") == "+442079460958"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("112", "112"),
        ("4290", "4290"),
        ("42 90", "4290"),
        ("42900", "42900"),
        (" 4290", "4290"),
        ("sip:4290@pbx.example.org", "4290"),
        ("tel:4290;phone-context=example.org", "4290"),
        ("intern 4290", "intern4290"),
        ("*21#", "*21#"),
        ("624 11 11", "6241111"),
        ("+999 123", "+999123"),
        ("sip:betty@example.org", "bettyexampleorg"),
        ("06-12345678 / 020-6241111", "06123456780206241111"),
    ],
)
def test_what_is_no_number_of_a_plan_is_kept_as_given(text: str, key: str) -> None:
    """Such as numbers within a private exchange: without blanks and punctuation."""
    assert number_key(text, "NL") == asked_key(text, "NL") == key


@pytest.mark.parametrize(
    "text", ["", " ", "-", "+", "…", "anonymous", "Anonymous", "sip:anonymous@anonymous.invalid", "onbekend"]
)
def test_a_caller_who_withholds_the_number_stands_for_nobody(text: str) -> None:
    """Nor does a text without a letter or digit."""
    assert asked_key(text, "NL") is None


@pytest.mark.parametrize(
    ("text", "region", "key"),
    [
        ("06-12345678", "BE", "+32612345678"),
        ("02 123 45 67", "BE", "+3221234567"),
        ("555-123-4567", "US", "+15551234567"),
        ("0031612345678", "US", "+31612345678"),
        ("06 698 12345", "IT", "+390669812345"),
        ("27 12 34", "LU", "+352271234"),
        ("42900", "DE", "42900"),
    ],
)
def test_the_region_decides_what_a_number_without_a_country_code_is(text: str, region: str, key: str) -> None:
    """In some countries numbers have no prefix, or few digits."""
    assert number_key(text, region) == key


def test_a_number_that_cannot_be_read_is_shown_as_it_was_given() -> None:
    """Any other is shown in the form of E.164."""
    assert shown("Intern 42-90", number_key("Intern 42-90", "NL")) == "Intern 42-90"
    assert shown("06-12345678", number_key("06-12345678", "NL")) == "+31612345678"


@pytest.mark.parametrize(
    "text",
    [
        f"7{' ' * 20_000}1",
        " " * 20_000,
        f"toestel 1{' ' * 20_000}x",
        f"7{', ' * 10_000}1",
        "(" * 20_000,
        "poste " * 3000,
    ],
)
def test_a_long_text_takes_no_power_of_its_length(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a hundred times the length that is read, a pattern that tries each way to share out blanks never ends."""
    monkeypatch.setattr(phones, "LONGEST", 20_000)

    assert asked_key(text, "NL") == (number_key(text, "NL") or None)


@pytest.mark.parametrize(
    "text",
    [
        "06-12345678 thuis, na zes",
        "06-12345678(work)",
        "06-12345678   (a) (b)",
        "06-12345678;",
        "06-12345678x\n\u00a0y",
    ],
)
def test_words_after_a_number_are_no_part_of_it(text: str) -> None:
    """Whatever stands between them."""
    assert number_key(text, "NL") == "+31612345678"


@pytest.mark.parametrize("text", ["+1 23", "+999 1-2", "+31 6"])
def test_what_only_looks_international_is_shown_as_it_was_given(text: str) -> None:
    """Its key looks like a number, but it could not be read."""
    assert shown(text, number_key(text, "NL")) == text


@given(
    st.sampled_from(["+49", "+31", "0049", "+1", "+39", "", "+"]),
    st.text(st.sampled_from("00001234567 ()-"), max_size=16),
    st.sampled_from(["", ";ext=5", " toestel 12"]),
)
@example("+49", " (0)0 123456", "")
def test_a_key_that_is_shown_is_its_own_key(prefix: str, digits: str, extension: str) -> None:
    """With superfluous noughts too: whatever is shown finds what was given."""
    key = number_key(prefix + digits + extension, "NL")

    assert number_key(key, "NL") == key or shown("as given", key) == "as given"


def test_an_extension_of_an_own_number_is_own() -> None:
    """The organisation's colleagues are nobody's callers."""
    own = "020-6241111, 4290"

    assert is_own("+31206241111", own, "NL")
    assert is_own("+31206241111;ext=12", own, "NL")
    assert is_own("4290", own, "NL")
    assert not is_own("+31206241112", own, "NL")
    assert not is_own("", None, "NL")


@given(
    st.text(st.characters() | st.sampled_from("+0123456789 ();=@:#x*"), max_size=300),
    st.sampled_from(["NL", "US", "IT"]),
)
def test_every_text_has_a_key_that_is_its_own_key(text: str, region: str) -> None:
    """No text is a fault, and what is shown finds what was given."""
    key = number_key(text, region)

    assert len(key) <= 240
    assert number_key(shown(text, key), region) == key

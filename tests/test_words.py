"""Words as search compares them."""

import pytest

from contact_moments.words import plain, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Betty Linden", "betty linden"),
        ("'t Hoen", "t hoen"),
        ("Yıldız", "yildiz"),
        ("YILDIZ", "yildiz"),
        ("İpek", "ipek"),
        ("Renée Strauß-Müller", "renee strauss muller"),
        ("Søren Ærø, Łódź", "soren aero lodz"),
        ("co\u00adope\u00adratie", "cooperatie"),
        ("ﬁets \uff11\uff12", "fiets 12"),
        ("Ἀθῆναι", "αθηναι"),
        ("snake_case", "snake case"),
        ("06-123 456 78", "06 123 456 78"),
        ("e\u0301te\u0301", "ete"),
        ("…", ""),
        ("", ""),
    ],
)
def test_words(text: str, found: str) -> None:
    assert words(text) == found.split()


def test_a_plain_text_has_a_blank_before_and_after_each_word() -> None:
    assert plain("Betty, Linden") == " betty linden "
    assert plain(" - ") == ""

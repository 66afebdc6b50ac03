"""Names that sound alike find each other; others do not. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.spelling import (
    asked_codes,
    code,
    deletions,
    index_codes,
    likeness,
    words,
)

ALIKE = [
    ("Janssens", "Jansens"),
    ("Janssens", "Janssen"),
    ("van den Berghe", "Vandenberghe"),
    ("Vandenberghe", "van den Berg"),
    ("Van Den Berghe", "berghe"),
    ("El-Khattabi", "Elkhatabi"),
    ("El Khattabi", "Khatabi"),
    ("D'Hondt", "Dhondt"),
    ("De Smet", "Desmedt"),
    ("Peeters", "Peters"),
    ("Claes", "Klaas"),
    ("Declercq", "De Clerck"),
    ("Wouters", "Wauters"),
    ("Thijs", "Tys"),
    ("Goossens", "Gosens"),
    ("Mertens", "Martens"),
    ("Yıldız", "Yildiz"),
    ("Çelik", "Celik"),
    ("Müller", "Muller"),
    ("Şahin", "Sahin"),
    ("Kowalczyk", "Kovalczyk"),
    ("Verschueren", "Verschuren"),
    ("Vermeersch", "Vermeers"),
    ("Diallo", "Dialo"),
    ("Huyghe", "Huighe"),
    ("Jacobs", "Jakobs"),
    ("Garcia Lopez", "Lopez"),
    ("Hendrickx", "Hendriks"),
    ("Van de Velde", "Vandevelde"),
    ("Lemmens", "Lemens"),
    ("Verbruggen", "Verbrugge"),
    ("Quisthoudt", "Kwisthout"),
]
"""A family name as it is kept, and as a desk typed it."""
UNLIKE = [("Janssens", "Peeters"), ("Maes", "Diallo"), ("Willems", "Wouters"), ("Aerts", "Smets")]


def finds(typed: str, given_name: str, family: str) -> bool:
    return not index_codes(given_name, family).isdisjoint(asked_codes(typed))


@pytest.mark.parametrize(("family", "typed"), ALIKE)
def test_a_name_is_found_however_it_is_spelled(family: str, typed: str) -> None:
    assert finds(typed, "Zeynep", family)
    assert likeness(typed, "Zeynep", family) >= 75
    for order in (f"Zeynep {typed}", f"{typed} Zeynep", f"{typed.upper()}, zeynep"):
        assert finds(order, "Zeynep", family)
        assert likeness(order, "Zeynep", family) >= 80


@pytest.mark.parametrize(("family", "typed"), UNLIKE)
def test_another_name_is_not_found(family: str, typed: str) -> None:
    assert not finds(typed, "Zeynep", family)
    assert likeness(typed, "Zeynep", family) < 65


@pytest.mark.parametrize(("given_name", "typed"), [("Mohammed", "Mohamed"), ("Élise", "elise")])
def test_a_given_name_alone_finds_too(given_name: str, typed: str) -> None:
    assert finds(typed, given_name, "Maes")


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12)


@given(
    word=LETTERS, place=st.integers(min_value=0, max_value=11), letter=st.sampled_from("aeklmnrst")
)
def test_one_letter_too_few_too_many_or_wrong_still_meets(
    word: str, place: int, letter: str
) -> None:
    place = min(place, len(word) - 1)
    for wrong in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
    ):
        assert deletions(word) & deletions(wrong)


@given(text=st.text(max_size=60))
def test_whatever_is_typed_can_be_looked_for(text: str) -> None:
    asked_codes(text)
    index_codes(text, text)
    assert 0 <= likeness(text, "Zeynep", text) <= 100


@given(text=st.text(max_size=30))
def test_a_name_finds_itself(text: str) -> None:
    if words(text):
        assert finds(text, "", text)


def test_a_code_has_no_letter_twice_in_a_row() -> None:
    assert code("janssens") == code("jansens") == code("ianssens")

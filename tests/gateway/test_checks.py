"""What comes in from outside: every wrong value has a code, and no value raises. Pure."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain import checks
from services.gateway.domain.checks import (
    BadInput,
    Wrong,
    argument_name,
    check,
    iban,
    national_number,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def code_of(**given_values: Any) -> str | None:
    try:
        check({"key": "k", **given_values})
    except BadInput as problem:
        return problem.code
    return None


@given(JSON)
def test_a_scalar_is_read_or_wrong_but_never_an_error(value: object) -> None:
    assert isinstance(checks.read_long(value), int | Wrong)
    assert isinstance(checks.read_date(value), date | Wrong)
    assert isinstance(checks.read_instant(value), datetime | Wrong)
    checks.read_uuid(value)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, True, 1.0, "1", None])
def test_what_is_no_integer_of_64_bits_is_wrong(value: object) -> None:
    assert checks.read_long(value) == Wrong("number_invalid")


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 0])
def test_the_outermost_integers_are_right(value: int) -> None:
    assert checks.read_long(value) == value


@pytest.mark.parametrize(
    "value", ["2026-02-30", "20260701", "2026-7-1", "2026-07-01T00:00", "2026-W01-1", "2026-185", 5]
)
def test_what_is_no_day_is_wrong(value: object) -> None:
    assert checks.read_date(value) == Wrong("date_invalid")


def test_an_instant_needs_a_zone_and_becomes_utc() -> None:
    for text in ("2026-07-01T10:00:00", "2026-W01-1T10:00Z", "2026-07-01 10:00Z", "2026-07-01Z"):
        assert checks.read_instant(text) == Wrong("instant_invalid")
    noon = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert checks.read_instant("2026-07-01T12:00:00+02:00") == noon
    assert checks.read_instant("2026-07-01T10:00:00Z") == noon


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00b", "text_invalid"),
        ("\ud800", "text_invalid"),
        ("  ", "text_empty"),
        ("x" * 201, "text_too_long"),
        ("x" * 200, None),
        ("Éva O'Neill 😀", None),
    ],
)
def test_a_text_is_checked(text: str, code: str | None) -> None:
    assert code_of(givenName=text) == code


def test_a_ground_is_shorter_than_other_texts() -> None:
    assert code_of(ground="x" * 100) is None
    assert code_of(ground="x" * 101) == "text_too_long"


@pytest.mark.parametrize(("key", "code"), [("", "key_invalid"), ("k" * 201, "key_invalid")])
def test_a_key_has_1_to_200_characters(key: str, code: str) -> None:
    assert code_of(key=key) == code
    assert code_of(key="k" * 200) is None


def test_a_list_holds_no_thing_twice_and_not_too_many() -> None:
    assert code_of(municipalities=["12014", "12014"]) == "list_invalid"
    assert code_of(municipalities=[str(n) for n in range(51)]) == "list_invalid"
    assert code_of(municipalities=["a\x00"]) == "text_invalid"


def test_a_wrong_scalar_names_its_argument() -> None:
    with pytest.raises(BadInput) as problem:
        check({"key": "k", "on": Wrong("date_invalid")})
    assert (problem.value.code, problem.value.field) == ("date_invalid", "on")


def test_a_real_national_number_is_taken_in_any_writing() -> None:
    assert national_number("85.07.30-033.28", test_numbers=False) == "85073003328"


def test_a_test_number_is_taken_in_development_only() -> None:
    base = "856730033"  # the month raised by 60
    number = base + f"{97 - int(base) % 97:02d}"
    assert national_number(number, test_numbers=True) == number
    with pytest.raises(BadInput):
        national_number(number, test_numbers=False)


@pytest.mark.parametrize("number", ["85073003329", "abc", "1", "9" * 11, "٨٥٠٧٣٠٠٣٣٢٨"])
@pytest.mark.parametrize("test_numbers", [True, False])
def test_a_false_national_number_is_refused(number: str, *, test_numbers: bool) -> None:
    with pytest.raises(BadInput) as problem:
        national_number(number, test_numbers=test_numbers)
    assert problem.value.code == "national_number_invalid"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("BE71 0961 2345 6769", "BE71096123456769"),
        ("BE16 1120 0000 0174", "BE16112000000174"),
        ("fr76-3000-6000-0112-3456-7890-189", "FR7630006000011234567890189"),
    ],
)
def test_an_account_is_kept_in_one_form_also_of_a_bank_that_no_list_knows(
    text: str, kept: str
) -> None:
    assert iban(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BE71096123456768", "iban_invalid"),
        ("BE71", "iban_invalid"),
        ("XX00", "iban_invalid"),
        ("BR1800360305000010009795493C1", "iban_not_sepa"),
    ],
)
def test_a_false_account_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        iban(text)
    assert (problem.value.code, problem.value.field) == (code, "iban")


def test_a_field_of_a_command_is_told_by_its_name_in_graphql() -> None:
    assert argument_name("card_token") == "cardNumber"
    assert argument_name("holder_id") == "holder"
    assert argument_name("yearly_ceiling_cents") == "yearlyCeilingCents"
    assert argument_name(None) is None

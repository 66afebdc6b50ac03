"""Account numbers and bank days."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank import iban
from services.budget.contracts.bank.bank_days import bank_day_from, easter, is_bank_day
from services.budget.contracts.bank.problems import BankFileProblem


@pytest.mark.parametrize(
    "text", ["BE68 5390 0754 7034", "be68539007547034", "BE68-5390-0754-7034 ", "BE68.539007547034"]
)
def test_an_account_is_kept_in_one_way_however_it_was_typed(text: str) -> None:
    assert iban.validate(text) == "BE68539007547034"
    assert iban.printed(text) == "BE68 5390 0754 7034"
    assert iban.masked(text) == "•••• 7034"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "iban_invalid"),
        ("BE68539007547035", "iban_invalid"),
        ("BE6853900754703", "iban_invalid"),
        ("NL91ABNA04171643001", "iban_invalid"),
        ("BE٦٨٥٣٩٠٠٧٥٤٧٠٣٤", "iban_invalid"),
        ("TR330006100519786457841326", "iban_not_sepa"),
    ],
)
def test_what_is_no_account_or_cannot_be_paid_to_is_refused(text: str, code: str) -> None:
    with pytest.raises(BankFileProblem) as refused:
        iban.validate(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "NL91ABNA0417164300",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "LU280019400644750000",
        "GB29NWBK60161331926819",
        "MT84MALT011000012345MTLCAST001S",
    ],
)
def test_accounts_of_the_neighbours_are_good(text: str) -> None:
    assert iban.validate(text) == text


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    with suppress(BankFileProblem):
        assert iban.validate(text).isalnum()


@given(st.integers(0, 15), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_seen(place: int, digit: str) -> None:
    right = "BE68539007547034"
    wrong = right[:place] + digit + right[place + 1 :]
    if wrong != right:
        with pytest.raises(BankFileProblem):
            iban.validate(wrong)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2026, (4, 5)),
        (2027, (3, 28)),
        (2038, (4, 25)),
        (2285, (3, 22)),
    ],
)
def test_easter_falls_where_the_calendars_have_it(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday to the Tuesday after Easter
        (date(2026, 5, 1), date(2026, 5, 4)),
        (date(2025, 12, 25), date(2025, 12, 29)),  # Christmas, the day after, a weekend
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 7, 21), date(2026, 7, 21)),  # a holiday here, not between banks
        (date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_the_next_bank_day_passes_over_weekends_and_closing_days(day: date, first: date) -> None:
    assert bank_day_from(day) == first


@given(st.dates(date(1999, 1, 1), date(2500, 1, 1)))
def test_a_bank_day_is_never_far(day: date) -> None:
    found = bank_day_from(day)
    assert is_bank_day(found)
    assert day <= found <= day + timedelta(days=5)

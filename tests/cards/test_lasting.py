"""How long a right lasts, in whole days. Pure."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.document import Validity
from services.cards.contracts.regulation.lasting import latest, until
from tests.kit.regulations import DAYS, TERMS, Data


def last_day(term: Data, on: str, running: str | None = None, **more: Any) -> str | None:
    validity = Validity.model_validate({"term": term, **more})
    end, _grace = until(validity, day(on), None if running is None else day(running))
    return None if end is None else end.isoformat()


def day(text: str) -> date:
    return date.fromisoformat(text)


def months(count: int, **more: Any) -> Data:
    return {"kind": "months", "months": count, **more}


def fixed(at: int, month: int, ahead: int = 0) -> Data:
    return {"kind": "fixed_end", "day": at, "month": month, "years_ahead": ahead}


@pytest.mark.parametrize(
    ("term", "on", "end"),
    [
        (months(12), "2026-03-10", "2027-03-09"),
        (months(12), "2026-01-01", "2026-12-31"),
        (months(12), "2024-02-29", "2025-02-28"),
        (months(1), "2026-01-31", "2026-02-28"),
        (months(12, to_month_end=True), "2026-03-10", "2027-03-31"),
        (months(12, to_month_end=True), "2026-03-01", "2027-02-28"),
        (fixed(31, 12), "2026-03-10", "2026-12-31"),
        (fixed(31, 12), "2026-12-31", "2026-12-31"),
        (fixed(30, 6), "2026-07-01", "2027-06-30"),
        (fixed(30, 4, 1), "2026-03-10", "2027-04-30"),
        (fixed(29, 2), "2026-01-01", "2026-02-28"),
        (fixed(29, 2), "2028-01-01", "2028-02-29"),
    ],
)
def test_a_right_ends_on_the_day_that_the_document_says(term: Data, on: str, end: str) -> None:
    assert last_day(term, on) == end


def test_thirteen_months_run_into_the_next_january() -> None:
    """Beveren: 1 January to 31 January of the next year (domain.md 3.1 row 9)."""
    thirteen = fixed(31, 1, 1)
    assert last_day(thirteen, "2026-01-01") == "2027-01-31"
    assert last_day(thirteen, "2026-01-05", "2026-01-31") == "2027-01-31"
    assert last_day(thirteen, "2025-12-15", "2026-01-31") == "2027-01-31"


def test_who_renews_ahead_loses_no_day() -> None:
    assert last_day(months(12), "2026-02-20", "2026-03-09") == "2027-03-09"
    assert last_day(months(12), "2026-04-01", "2026-03-09") == "2027-03-31"
    assert last_day(fixed(31, 12), "2026-11-15", "2026-12-31") == "2027-12-31"


def test_a_term_that_the_decision_names_has_at_most_its_bound() -> None:
    bounded = Validity.model_validate({"term": {"kind": "as_decided", "months_at_most": 6}})
    assert until(bounded, day("2026-03-10")) == (None, None)
    assert latest(bounded, day("2026-03-10")) == day("2026-09-09")
    assert latest(Validity(), day("2026-03-10")) is None


def test_grace_comes_after_the_end() -> None:
    validity = Validity.model_validate({"term": months(12), "grace_days": 30})
    assert until(validity, day("2026-03-10")) == (day("2027-03-09"), day("2027-04-08"))


@given(TERMS, DAYS, st.integers(0, 400))
def test_a_right_never_ends_before_it_begins_nor_before_the_one_that_it_renews(
    term: Data, on: date, ahead: int
) -> None:
    validity = Validity.model_validate({"term": term})
    running = on + timedelta(days=ahead)
    end, _grace = until(validity, on)
    renewed, _grace = until(validity, on, running)
    assert (end is None) == (renewed is None) == (term["kind"] == "as_decided")
    if end is not None and renewed is not None:
        assert end >= on
        assert renewed > running

"""The clock of what persons ask about their data: a month, or three (GDPR art. 12(3))."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import (
    ClosePersonRequest,
    EraseHolder,
    ExtendPersonRequest,
    LiftRestriction,
    OpenPersonRequest,
)
from services.cards.contracts.events import (
    PersonRequestClosed,
    PersonRequestExtended,
    PersonRequestOpened,
    RestrictionLifted,
)
from services.cards.contracts.events.personal_data import RequestKind
from services.cards.contracts.regulation.lasting import months_later
from services.cards.domain.consent import PersonTerms
from tests.kit.town import Town, an_id, code_of, expect

TODAY = date(2026, 7, 1)


def opened(town: Town, holder: UUID, kind: RequestKind = "access") -> UUID:
    """A request that came in today."""
    wish = OpenPersonRequest(holder_id=holder, kind=kind, received_on=TODAY)
    return expect(town.ask(wish), PersonRequestOpened).request_id


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 7, 1), date(2026, 8, 1)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_the_month(received: date, due: date) -> None:
    assert months_later(received, 1) == due


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_never_run_past_the_month_that_they_lead_to(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_an_answer_is_due_in_a_month_and_in_three_once_she_was_told_why() -> None:
    town = Town()
    holder = town.a_holder()
    wish = OpenPersonRequest(holder_id=holder, kind="access", received_on=date(2026, 6, 10))
    request = expect(town.ask(wish), PersonRequestOpened)
    assert request.due_on == date(2026, 7, 10)
    longer = ExtendPersonRequest(request_id=request.request_id, reason="complexity")
    town.at(datetime(2026, 7, 10, 21, 59, tzinfo=UTC))
    assert expect(town.ask(longer), PersonRequestExtended).due_on == date(2026, 9, 10)
    assert code_of(town.ask(longer)) == "request_extended"
    town.driver.check_folds()


def test_the_first_month_ends_at_midnight_in_brussels() -> None:
    town = Town()
    request = opened(town, town.a_holder())
    town.at(datetime(2026, 8, 1, 22, 0, tzinfo=UTC))
    late = town.ask(ExtendPersonRequest(request_id=request, reason="complexity"))
    assert code_of(late) == "request_overdue"


def test_a_refusal_needs_its_ground_and_an_answer_is_final() -> None:
    town = Town()
    request = opened(town, town.a_holder(), "erasure")
    bare = ClosePersonRequest(request_id=request, outcome="refused")
    assert code_of(town.ask(bare)) == "request_ground_invalid"
    odd = ClosePersonRequest(request_id=request, outcome="granted", ground="public_task")
    assert code_of(town.ask(odd)) == "request_ground_invalid"
    right = ClosePersonRequest(request_id=request, outcome="refused", ground="legal_obligation")
    expect(town.ask(right), PersonRequestClosed)
    assert code_of(town.ask(right)) == "request_closed"
    unknown = ClosePersonRequest(request_id=an_id("no request"), outcome="granted")
    assert code_of(town.ask(unknown)) == "request_unknown"
    town.driver.check_folds()


@pytest.mark.parametrize("kind", ["restriction", "objection"])
def test_a_granted_restriction_leaves_her_data_only_kept_until_it_is_lifted(
    kind: RequestKind,
) -> None:
    town = Town()
    holder = town.a_holder()
    town.ask(ClosePersonRequest(request_id=opened(town, holder, kind), outcome="granted"))
    assert town.driver.row("cards", town.stream, PersonTerms, holder).restricted
    expect(town.ask(LiftRestriction(holder_id=holder)), RestrictionLifted)
    assert not town.driver.row("cards", town.stream, PersonTerms, holder).restricted
    town.driver.check_folds()


def test_who_is_erased_may_still_ask_what_is_kept() -> None:
    town = Town()
    holder = town.a_holder()
    town.ask(EraseHolder(holder_id=holder))
    opened(town, holder)


@pytest.mark.parametrize("received", [date(2026, 7, 2), date(2025, 6, 29)])
def test_a_request_came_in_within_the_last_year(received: date) -> None:
    town = Town()
    wish = OpenPersonRequest(holder_id=town.a_holder(), kind="access", received_on=received)
    assert code_of(town.ask(wish)) == "day_out_of_range"

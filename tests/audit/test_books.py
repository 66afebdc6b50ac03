"""Transfers, accounts, envelopes and shares that are wrong. Pure."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from deploy.audit import ledger, shares
from deploy.audit.findings import Invariant
from deploy.audit.services import GATEWAY
from services.budget.domain.allowance import Allowance
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation as Posted
from services.gateway.views import rows as views
from tests.audit.judging import SEASON, a_row, failing, kinds
from tests.audit.story import a_season, with_part, with_row


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cents": 10**6}, {"transfer_differs", "account_is_not_its_sum"}),
        ({"cents": 0}, {"transfer_differs", "account_is_not_its_sum", "amount_not_positive"}),
        (
            {"debit_id": "nowhere"},
            {"transfer_differs", "account_is_not_its_sum", "account_missing"},
        ),
        ({"names": "x"}, {"transfer_differs", "names_one_for_no_reason"}),
        ({"participation_id": "x"}, {"transfer_differs"}),
    ],
)
def test_a_transfer_that_changes_is_found(changes: dict[str, Any], expected: set[str]) -> None:
    plain = a_row(SEASON, "budget", TransferRow, kind="posted", participation_id=None)
    picture = with_row(SEASON, "budget", replace(plain, **changes))
    assert failing(picture)[Invariant.TRANSFERS_BALANCE] >= expected


def test_a_reversal_names_a_posted_transfer_turned_round_and_no_more_of_it() -> None:
    reversal = a_row(SEASON, "budget", TransferRow, kind="reversal")
    for names in (None, "gone"):
        picture = with_row(SEASON, "budget", replace(reversal, names=names))
        assert "named_transfer_missing" in failing(picture)[Invariant.TRANSFERS_BALANCE]
    straight = replace(reversal, debit_id=reversal.credit_id, credit_id=reversal.debit_id)
    more = replace(reversal, cents=reversal.cents + 1)
    for wrong in (straight, more):
        picture = with_row(SEASON, "budget", wrong)
        assert "named_transfer_does_not_fit" in failing(picture)[Invariant.TRANSFERS_BALANCE]


def test_a_transfer_is_reversed_once() -> None:
    reversal = a_row(SEASON, "budget", TransferRow, kind="reversal")
    picture = with_row(SEASON, "budget", replace(reversal, key=str(uuid4())))
    assert failing(picture)[Invariant.TRANSFERS_BALANCE] >= {"named_twice", "transfer_never_told"}


def test_an_account_beyond_its_means_is_found() -> None:
    source = a_row(SEASON, "budget", AccountRow, kind="drawing_right")
    spent = replace(source, posted_debit_cents=source.posted_credit_cents + 1)
    found = failing(with_row(SEASON, "budget", spent))
    assert found[Invariant.ENVELOPES_WITHIN_BOUNDS] == {"overspent"}
    assert found[Invariant.TRANSFERS_BALANCE] == {"account_is_not_its_sum", "books_do_not_balance"}
    freed = replace(source, held_debit_cents=-1)
    found = failing(with_row(SEASON, "budget", freed))
    assert "held_below_zero" in found[Invariant.ENVELOPES_WITHIN_BOUNDS]


def test_an_envelope_that_was_overspent_in_between_is_found() -> None:
    """What is given back later does not excuse it: the journal is walked event by event."""
    town = a_season([1], drawing_right_cents=0, own_contribution_cents=2_000)
    part = town.picture().part("budget")
    opening = next(t for t in part.journal if t.envelope.type == "budget.year_opened.v2")
    assert opening.event is not None
    poor = opening.event.model_copy(update={"transfers": ()})
    journal = [replace(t, event=poor) if t is opening else t for t in part.journal]
    found = ledger.judge_envelopes(town.stream, replace(part, journal=journal, rows={}))
    assert kinds(found) == {"overspent"}


def test_shares_that_do_not_add_up_are_found_wherever_they_stand() -> None:
    posted = a_row(SEASON, "budget", Posted, status="confirmed")
    shown = a_row(SEASON, GATEWAY, views.Participation, status="confirmed")
    for service, row in (("budget", posted), (GATEWAY, shown)):
        picture = with_row(SEASON, service, replace(row, holder_cents=row.holder_cents - 1))
        assert failing(picture)[Invariant.SHARES_ADD_UP] == {"shares_do_not_add_up"}


@pytest.mark.parametrize(
    ("service", "updates", "expected"),
    [
        ("cards", {"holder_cents": -1}, {"shares_do_not_add_up", "not_as_requested"}),
        (
            "budget",
            {"network_cents": 1},
            {"shares_do_not_add_up", "not_as_requested", "share_not_transferred"},
        ),
        ("budget", {"transfers": ()}, {"share_not_transferred"}),
    ],
)
def test_events_whose_shares_are_wrong_are_found(
    service: str, updates: dict[str, Any], expected: set[str]
) -> None:
    part = SEASON.part(service)
    priced = next(t for t in part.journal if getattr(t.event, "network_cents", 0) > 1)
    assert priced.event is not None
    wrong = replace(priced, event=priced.event.model_copy(update=updates))
    journal = [wrong if t is priced else t for t in part.journal]
    found = shares.judge_shares(with_part(SEASON, service, journal=journal))
    assert kinds(found) == expected


def test_an_answer_newer_than_what_was_read_of_cards_is_not_judged_yet() -> None:
    settled = a_season([0]).picture()
    part = settled.part("cards")
    asked = next(t for t in part.journal if hasattr(t.event, "ceiling_applied"))
    before = with_part(settled, "cards", journal=[t for t in part.journal if t is not asked])
    assert kinds(shares.judge_shares(before)) == {"not_as_requested"}
    noted = {**before.noted, "budget": 1}
    assert shares.judge_shares(replace(before, noted=noted)).failed == 0


def test_what_is_set_aside_and_held_by_nothing_is_found() -> None:
    day = date(2026, 6, 1)
    own = Allowance(
        key=str(uuid4()),
        right_id=str(uuid4()),
        period="all",
        name="vouchers@2026-06-01",
        first_day=day,
        last_day=day,
        year=2026,
        category="other",
        sources=(),
        status="held",
        granted_cents=10_000,
        used_cents=4_000,
    )
    found = failing(with_row(SEASON, "budget", own))
    assert found[Invariant.ENVELOPES_WITHIN_BOUNDS] == {"allowance_not_held"}
    over = replace(own, status="ended", released_cents=6_001)
    found = failing(with_row(SEASON, "budget", over))
    assert found[Invariant.ENVELOPES_WITHIN_BOUNDS] == {"allowance_out_of_bounds"}
    outside = replace(a_row(SEASON, "budget", AccountRow, kind="external"), held_credit_cents=1)
    found = failing(with_row(SEASON, "budget", outside))
    assert found[Invariant.ENVELOPES_WITHIN_BOUNDS] == {"held_for_no_allowance"}

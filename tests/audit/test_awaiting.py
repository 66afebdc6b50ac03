"""What waits for money or for a decision, told otherwise by a table than by the rest. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from deploy.audit.findings import Invariant
from deploy.audit.picture import Picture
from deploy.audit.services import GATEWAY
from services.budget.contracts import commands
from services.budget.contracts.events import (
    Decision,
    EnvelopeOpened,
    LateLineAdmitted,
    MoneyMoved,
    ParticipationConfirmed,
    SettlementTermsSet,
)
from services.budget.domain.book import Funding
from services.budget.domain.participation import Participation
from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredQueue
from services.budget.domain.warning import EnvelopeWarnings
from services.gateway.views.envelope_rows import Envelope
from services.gateway.views.envelope_rows import Funding as ShownFunding
from services.gateway.views.settlement_rows import LateLine
from services.gateway.views.uncovered_rows import UncoveredAmount, UncoveredTotal
from services.kernel.state import Row
from tests.audit.judging import a_row, failing
from tests.audit.story import WatchedTown, with_row, without_row
from tests.cards.test_late import at, late
from tests.kit.town import expect

DECIDED = Decision(body="municipal_council", on=date(2026, 6, 1))


def what_waits() -> Picture:
    """An envelope with money, what was sold without any, and two late lines: one is let in."""
    town = WatchedTown(drawing_right_cents=20_000, own_contribution_cents=0)
    town.driver.actor = "finance"
    terms: dict[str, Any] = {"year": 2026, "category": "participation", "pays_for": ("all",)}
    opening = commands.OpenEnvelope(action="Kampen", **terms)
    own = expect(town.ask(opening), EnvelopeOpened).envelope_id
    moving = commands.MoveMoney(year=2026, to_envelope=own, cents=1_000, decision=DECIDED)
    expect(town.ask(moving), MoneyMoved)
    club = town.a_provider()
    camp = town.an_offer(4_000, split_percent=(20, 40, 40), provider=club)
    town.at(at(2026, 7, 4, 18))
    card = town.a_card()
    expect(late(town, card, camp, at(2026, 7, 4, 9), 800), ParticipationConfirmed)
    prompt = commands.SetSettlementTerms(organisation_id=club, period="month", claim_within_days=1)
    expect(town.ask(prompt), SettlementTermsSet)
    swim = town.an_offer(1_000, split_percent=(20, 40, 40), provider=club)
    town.at(datetime(2026, 9, 1, 12, tzinfo=UTC))
    lines = [
        expect(town.register(card, swim, on=day), ParticipationConfirmed).participation_id
        for day in (date(2026, 6, 1), date(2026, 6, 2))
    ]
    let_in = commands.DecideLateLine(participation_id=lines[0], admitted=True, decision=DECIDED)
    expect(town.ask(let_in), LateLineAdmitted)
    return town.picture()


WAITING = what_waits()


def test_what_waits_is_sound() -> None:
    assert failing(WAITING) == {}


CHANGED: list[tuple[str, type[Row], dict[str, Any], dict[str, Any], str]] = [
    ("budget", UncoveredItem, {}, {"cents": 1}, "queue_is_not_its_items"),
    ("budget", UncoveredQueue, {}, {"cents": 1}, "queue_is_not_what_is_uncovered"),
    (GATEWAY, UncoveredTotal, {}, {"cents": 1}, "uncovered_total_differs"),
    (GATEWAY, UncoveredAmount, {}, {"cents": 1}, "uncovered_is_not_its_amounts"),
    (GATEWAY, UncoveredAmount, {}, {"status": "covered"}, "uncovered_is_not_its_amounts"),
    (GATEWAY, LateLine, {"status": "waiting"}, {"status": "refused"}, "late_line_differs"),
    (GATEWAY, LateLine, {"status": "admitted"}, {"status": "waiting"}, "late_line_differs"),
    ("budget", Participation, {"late": True}, {"late": False}, "late_line_waits_wrongly"),
    ("budget", Participation, {"late": False}, {"late": True}, "late_line_waits_wrongly"),
    ("budget", EnvelopeWarnings, {}, {"set_apart_cents": 1}, "set_apart_differs"),
    (GATEWAY, Envelope, {}, {"set_apart_cents": 1}, "set_apart_differs"),
    ("budget", Funding, {}, {"total_cents": 1}, "funding_differs"),
    (GATEWAY, ShownFunding, {}, {"total_cents": 1}, "funding_differs"),
]


@pytest.mark.parametrize(("service", "table", "like", "changes", "kind"), CHANGED)
def test_what_differs_is_found(
    service: str,
    table: type[Row],
    like: dict[str, Any],
    changes: dict[str, Any],
    kind: str,
) -> None:
    row = a_row(WAITING, service, table, **like)
    wrong = with_row(WAITING, service, replace(row, **changes))
    assert kind in failing(wrong)[Invariant.TOTALS_AGREE]


@pytest.mark.parametrize(
    ("service", "table", "kind"),
    [
        ("budget", UncoveredItem, "queue_is_not_its_items"),
        (GATEWAY, UncoveredTotal, "uncovered_total_differs"),
        (GATEWAY, LateLine, "late_line_differs"),
    ],
)
def test_what_is_gone_is_found(service: str, table: type[Row], kind: str) -> None:
    wrong = without_row(WAITING, service, a_row(WAITING, service, table))
    assert kind in failing(wrong)[Invariant.TOTALS_AGREE]

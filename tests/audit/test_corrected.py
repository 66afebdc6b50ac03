"""Part of a price went back, and once more: the audit finds the books in order. Pure."""

from dataclasses import replace
from uuid import UUID

from deploy.audit.findings import Invariant
from services.budget.contracts.commands import MoveMoney, OpenEnvelope
from services.budget.contracts.events import (
    EnvelopeOpened,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationReversed,
)
from services.budget.domain.ledger import TransferRow
from services.cards.contracts.commands import CancelParticipation
from tests.audit.judging import failing
from tests.audit.story import SOME_DAY, WatchedTown, with_row
from tests.budget.test_price_correction import done
from tests.kit.town import expect
from tests.kit.treasury import BY_THE_EXECUTIVE


def corrected_twice() -> tuple[WatchedTown, UUID]:
    """40% of 10.00 was posted; 1.20 of it went back, then 0.80. From an envelope."""
    town = WatchedTown()
    town.at(SOME_DAY)
    opening = OpenEnvelope(year=2026, action="Kaarten", category="participation", pays_for=("all",))
    own = expect(town.ask(opening), EnvelopeOpened).envelope_id
    money = MoveMoney(year=2026, to_envelope=own, cents=5_000, decision=BY_THE_EXECUTIVE)
    expect(town.ask(money), MoneyMoved)
    offer = town.an_offer(1_000, split_percent=(20, 40, 40))
    sold = expect(town.register(town.a_card(), offer), ParticipationConfirmed).participation_id
    for cents in (300, 200):
        done(town, sold, refund_cents=cents, decision=BY_THE_EXECUTIVE)
        assert failing(town.picture()) == {}
    return town, sold


def test_what_went_back_in_parts_is_sound_and_so_is_what_is_cancelled_after_it() -> None:
    town, sold = corrected_twice()
    expect(town.ask(CancelParticipation(participation_id=sold)), ParticipationReversed)
    rows = town.driver.all_rows("budget", town.stream, TransferRow)
    assert sorted(row.cents for row in rows if row.kind == "reversal") == [80, 120, 200]
    assert failing(town.picture()) == {}


def test_a_cent_that_goes_back_twice_is_found() -> None:
    town, sold = corrected_twice()
    expect(town.ask(CancelParticipation(participation_id=sold)), ParticipationReversed)
    rows = town.driver.all_rows("budget", town.stream, TransferRow)
    part = next(row for row in rows if (row.kind, row.cents) == ("reversal", 80))
    found = failing(with_row(town.picture(), "budget", replace(part, cents=81)))
    assert "named_twice" in found[Invariant.TRANSFERS_BALANCE]

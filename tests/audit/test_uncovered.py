"""What nobody had money for: the audit finds the books in order, covered or not. Pure."""

from services.budget.contracts.commands import DisputeLine, EnterFunding, SettleDispute
from services.budget.contracts.events import (
    DisputeSettled,
    FundingEntered,
    LineDisputed,
    ParticipationConfirmed,
    ParticipationReversed,
)
from services.budget.domain.participation import Participation as Posted
from services.cards.contracts.commands import CancelParticipation
from tests.audit.judging import failing
from tests.audit.story import WatchedTown
from tests.cards.test_late import at, late
from tests.kit.town import expect


def test_what_is_uncovered_is_owed_once_and_so_it_is_once_it_is_covered() -> None:
    """A sale told late without money, disputed, covered by what comes in, and cancelled."""
    town = WatchedTown(drawing_right_cents=0, own_contribution_cents=0)
    town.driver.actor = "finance"
    camp = town.an_offer(4_000, split_percent=(20, 40, 40), provider=town.a_provider())
    town.at(at(2026, 7, 4, 18))
    sold = expect(
        late(town, town.a_card(), camp, at(2026, 7, 4, 9), 800), ParticipationConfirmed
    ).participation_id
    assert failing(town.picture()) == {}
    expect(town.ask(DisputeLine(participation_id=sold, reason="price")), LineDisputed)
    assert failing(town.picture()) == {}
    expect(town.ask(SettleDispute(participation_id=sold)), DisputeSettled)
    gift = EnterFunding(year=2026, source="gift", total_cents=2_000)
    expect(town.ask(gift), FundingEntered)
    [covered] = [
        one for one in town.driver.all_rows("budget", town.stream, Posted) if one.key == str(sold)
    ]
    assert covered.uncovered_cents == 0
    assert failing(town.picture()) == {}
    expect(town.ask(CancelParticipation(participation_id=sold)), ParticipationReversed)
    assert failing(town.picture()) == {}

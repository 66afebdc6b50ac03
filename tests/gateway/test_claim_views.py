"""Claims and slips in the views: the same in whatever order cards and budget are read. Pure."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import ExpireHold
from services.cards.contracts.commands import (
    CancelParticipation,
    ReverseClaim,
    VoidSlip,
    WithdrawClaim,
)
from services.cards.contracts.events import HolderErased
from services.cards.domain.prepared import SealedReason
from services.cards.domain.usage import Usage as Kept
from services.gateway.views.claim_rows import Claim, Slip
from services.gateway.views.ledger_rows import StatementYear
from services.gateway.views.rows import Participation, YearTotal
from services.gateway.views.usage_rows import Usage
from tests.gateway.history import Told
from tests.gateway.test_views import Rows, fold
from tests.kit.claims import ClaimTown
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import YEAR_END, an_opening

UNTIL = date(2026, 9, 30)


def a_season() -> ClaimTown:
    """Two persons whose claims and slips end in every way."""
    opening = an_opening(drawing_right_cents=40_000, own_contribution_cents=0)
    town = ClaimTown(eighty_percent(ceilings=[YEARLY]), opening)
    for _ in range(2):
        holder, card = town.an_entitled(period=(date(2026, 1, 1), YEAR_END))
        offers = [town.an_offer_of(2_000) for _ in range(7)]
        town.take_part(card, offers[0])
        granted, refused, withdrawn = (town.an_open_claim(holder, o, 1_000) for o in offers[1:4])
        town.decide(holder, granted, granted=True)
        town.decide(holder, refused, granted=False)
        town.ask(WithdrawClaim(holder_id=holder, claim_id=withdrawn))
        lacking = town.an_incomplete_claim(holder, offers[3], 1_200)
        town.complete(holder, lacking, "stamp")
        town.decide(holder, lacking, granted=True)
        wish = ReverseClaim(holder_id=holder, claim_id=lacking, reason="for cards only")
        town.ask(wish, SealedReason("sealed reason"))
        town.decide(holder, town.an_incomplete_claim(holder, offers[3], 900), granted=False)
        whole, less, back, open_one = (town.a_slip(holder, o, 1_500, UNTIL) for o in offers[2:6])
        town.redeem(whole.token, offers[2], 1_500)
        town.redeem(less.token, offers[3], 500)
        town.ask(VoidSlip(slip_id=back.slip_id))
        town.an_open_claim(holder, offers[6], 1_000)
        expire = ExpireHold(participation_id=town.last_request().participation_id)
        town.at(town.last_request().hold_until or town.driver.now)
        town.driver.send(expire, stream=town.stream)
        town.ask(CancelParticipation(participation_id=less.participation_id))
        assert town.slip(open_one.slip_id).status == "held"
        town.at(town.driver.now.replace(month=7, day=1))
    return town


TOWN = a_season()
TOLD = {
    source: [
        Told(source, fact.context.time, fact.event)
        for fact in TOWN.driver.journal
        if (fact.service, fact.stream) == (source, TOWN.stream)
    ]
    for source in ("partners", "cards", "budget")
}


def in_order() -> Rows:
    return fold([told for source in ("partners", "cards", "budget") for told in TOLD[source]])


Picks = list[tuple[str, int]]
"""From which source how many events are read next."""


def interleaved(picks: Picks) -> list[Told]:
    queues = {source: list(told) for source, told in TOLD.items()}
    order: list[Told] = []
    for source, count in [*picks, *((source, 1_000) for source in queues)]:
        order += queues[source][:count]
        del queues[source][:count]
    return order


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(sorted(TOLD)), st.integers(1, 40)), max_size=12))
def test_any_interleaving_of_the_sources_gives_the_same_rows(picks: Picks) -> None:
    assert fold(interleaved(picks)) == in_order()


def test_the_views_say_of_each_claim_and_slip_what_cards_says() -> None:
    rows = in_order()
    claims = [row for row in rows.values() if isinstance(row, Claim)]
    assert {claim.key: claim.status for claim in claims} == {
        claim.key: TOWN.claim(UUID(claim.key)).status for claim in claims
    }
    assert {"granted", "refused", "withdrawn", "reversed", "unheld"} <= {c.status for c in claims}
    slips = [row for row in rows.values() if isinstance(row, Slip)]
    assert sorted(slip.status for slip in slips) == sorted(
        ["confirmed", "cancelled", "voided", "held"] * 2
    )


def test_a_participation_shows_what_was_taken_of_its_slip() -> None:
    rows = in_order()
    taken = [
        rows[Participation.at(row.participation_id)]
        for row in rows.values()
        if isinstance(row, Slip) and row.status == "cancelled"
    ]
    for row in taken:
        assert isinstance(row, Participation)
        assert (row.price_cents, row.holder_cents, row.network_cents) == (500, 100, 400)


def test_what_is_payable_to_a_holder_stands_on_no_statement_of_a_provider() -> None:
    rows = in_order()
    total = rows[YearTotal.at(2026)]
    assert isinstance(total, YearTotal)
    statements = sum(row.total_cents for row in rows.values() if isinstance(row, StatementYear))
    granted = [row for row in rows.values() if isinstance(row, Claim) and row.status == "granted"]
    owed = sum(claim.network_cents or 0 for claim in granted)
    assert owed > 0
    assert total.network_cents == statements + owed


def test_counts_are_those_of_cards() -> None:
    shown = {row.key: row.counts for row in in_order().values() if isinstance(row, Usage)}
    rows = TOWN.driver.all_rows("cards", TOWN.stream, Kept)
    assert shown == {row.key: row.counts for row in rows}
    assert any(counts for counts in shown.values())


def test_an_erased_person_leaves_nothing_sealed_of_her_claims_and_slips() -> None:
    hers = next(row for row in in_order().values() if isinstance(row, Claim) and row.reason)
    erased = HolderErased(holder_id=UUID(hers.holder_id))
    told = [told for source in ("partners", "cards", "budget") for told in TOLD[source]]
    rows = fold([*told, Told("cards", TOWN.driver.now, erased)]).values()
    claims = [row for row in rows if isinstance(row, Claim) and row.holder_id == hers.holder_id]
    slips = [row for row in rows if isinstance(row, Slip) and row.holder_id == hers.holder_id]
    assert claims
    assert slips
    assert {claim.reason for claim in claims} == {slip.slip_number for slip in slips} == {None}
    assert [claim.network_cents for claim in claims if claim.status == "granted"] == [800]
    others = [row for row in rows if isinstance(row, Slip) and row.holder_id != hers.holder_id]
    assert all(slip.slip_number for slip in others)

"""What happened while a desk was offline: judged by the rules of its own time. Pure.

`*` marks invented input, as in the acceptance stories. Times are Brussels' unless they say UTC.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.commands import (
    BlockCard,
    CancelParticipation,
    RegisterLate,
    ResolveWorkItem,
)
from services.cards.contracts.events import WorkItemOpened, WorkItemResolved
from services.cards.domain.calendar import BRUSSELS
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import SealedReason
from services.cards.domain.right import Limit
from services.cards.domain.work import WorkItem, item_of
from services.kernel.contract import Event
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import Town, an_opening, code_of, expect

CAP = {"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 20_000}]}
WHY = SealedReason("c2VhbGVk")


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def late(town: Town, card: object, offer: UUID, when: datetime, taken: int) -> Event:
    """What a desk tells afterwards."""
    return town.ask(
        RegisterLate(
            card_token=getattr(card, "token", str(card)),
            offer_id=offer,
            happened_at=when,
            taken_cents=taken,
        )
    )


def items(town: Town) -> list[WorkItemOpened]:
    """All that ever waited."""
    told = [fact.event for fact in town.driver.journal]
    return [event for event in told if isinstance(event, WorkItemOpened)]


def test_3_beveren_and_late() -> None:
    """80/20, 200.00 per calendar year*, 200.00 of 2025 used; sales told on 16 January."""
    town = SchemeTown(eighty_percent(ceilings=[CAP]))
    town.at(at(2025, 12, 30))
    holder = town.a_holder()
    town.entitle(holder, (date(2025, 1, 1), date(2026, 12, 31)))
    card = town.a_scheme_card(holder)
    town.take_part(card, town.an_offer_of(25_000), on=date(2025, 12, 30))
    assert town.used(holder, period="2025") == (20_000, 0)
    town.at(at(2026, 1, 15))
    session = town.an_offer_of(2_500)
    town.take_part(card, session, on=date(2026, 1, 15))
    assert town.used(holder, period="2026") == (2_000, 0)
    town.at(at(2026, 1, 16))

    done = expect(late(town, card, session, at(2025, 12, 31, 23, 30), 500), ParticipationConfirmed)
    assert (done.holder_cents, done.network_cents, done.uncovered_cents) == (500, 2_000, 2_000)
    assert done.on == date(2025, 12, 31)
    assert [(t.debit.kind, t.credit.kind, t.cents) for t in done.transfers] == [
        ("uncovered", "payable", 2_000)
    ]
    assert town.used(holder, period="2025") == (20_000, 0)
    assert town.used(holder, period="2026") == (2_000, 0)
    (waits,) = items(town)
    assert (waits.kind, waits.cents, waits.on) == ("uncovered", 2_000, date(2025, 12, 31))

    new_year = datetime(2025, 12, 31, 23, 10, tzinfo=UTC)
    done = expect(late(town, card, session, new_year, 500), ParticipationConfirmed)
    assert (done.on, done.network_cents, done.uncovered_cents) == (date(2026, 1, 1), 2_000, 0)
    assert town.used(holder, period="2026") == (4_000, 0)
    assert len(items(town)) == 1
    town.driver.check_folds()


def test_5_empty_on_a_saturday_and_told_late() -> None:
    """An envelope of 50.00*, a fee of 40.00* at 20/40/40: after three, 2.00 is left."""
    town = Town(an_opening(drawing_right_cents=5_000, own_contribution_cents=0))
    town.at(at(2026, 7, 4, 10))
    offer = town.an_offer(4_000, split_percent=(20, 40, 40))
    cards = [town.a_card(town.a_right(100_000)) for _ in range(5)]
    for card in cards[:3]:
        expect(town.register(card, offer, on=date(2026, 7, 4)), ParticipationConfirmed)
    assert code_of(town.register(cards[3], offer, on=date(2026, 7, 4))) == "envelope_empty"
    town.at(at(2026, 7, 4, 18))
    done = expect(late(town, cards[4], offer, at(2026, 7, 4, 9, 30), 800), ParticipationConfirmed)
    assert (done.holder_cents, done.organisation_cents, done.network_cents) == (800, 1_600, 1_600)
    assert done.uncovered_cents == 1_600
    assert [(t.debit.kind, t.cents) for t in done.transfers] == [("uncovered", 1_600)]
    assert town.balances()["drawing_right"] == 200
    assert [(one.kind, one.cents) for one in items(town)] == [("uncovered", 1_600)]
    town.driver.check_folds()


def test_a_form_of_before_the_loss_finds_her_and_one_of_after_it_waits_for_a_person() -> None:
    town = SchemeTown(eighty_percent())
    holder, card = town.an_entitled()
    town.at(at(2026, 2, 10, 10, 2))
    town.ask(BlockCard(card_id=card.card_id, reason="lost"))
    town.at(at(2026, 2, 11))
    done = late(town, card, town.an_offer_of(1_000), at(2026, 2, 8), 200)
    assert expect(done, ParticipationConfirmed).network_cents == 800
    waits = late(town, card, town.an_offer_of(1_000), at(2026, 2, 10, 10, 3), 200)
    assert expect(waits, WorkItemOpened).kind == "card_not_valid"
    nobody = late(town, "an unknown token", town.an_offer_of(1_000), at(2026, 2, 8), 200)
    assert expect(nobody, WorkItemOpened).kind == "card_not_valid"
    assert sum(1 for _ in town.driver.all_rows("cards", town.stream, Participation)) == 1
    assert holder == town.last_request().holder_id


def test_what_was_told_before_waits_for_a_person_and_is_counted_once() -> None:
    town = SchemeTown(eighty_percent(ceilings=[CAP]))
    holder, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    first = expect(town.take_part(card, offer, on=date(2026, 7, 1)), ParticipationConfirmed)
    town.at(at(2026, 7, 2))
    again = expect(late(town, card, offer, at(2026, 7, 1, 9), 200), WorkItemOpened)
    assert (again.kind, again.participation_id) == ("conflicting_upload", first.participation_id)
    assert town.used(holder) == (800, 0)


def test_what_the_regulation_leaves_out_happened_all_the_same() -> None:
    out = {"name": "camps", "label": "Kampen", "clause": "art. 3", "fits": {"categories": ["camp"]}}
    town = SchemeTown(eighty_percent(exclusions=[out]))
    _holder, card = town.an_entitled()
    camp = town.an_offer_of(9_000, category="camp")
    done = expect(late(town, card, camp, at(2026, 6, 30), 1_800), ParticipationConfirmed)
    assert (done.holder_cents, done.network_cents, done.uncovered_cents) == (1_800, 7_200, 7_200)


def test_a_card_without_a_right_on_that_day_owes_what_was_taken() -> None:
    town = SchemeTown(eighty_percent())
    card = town.a_scheme_card(town.a_holder())
    offer = town.an_offer_of(1_000)
    done = expect(late(town, card, offer, at(2026, 6, 30), 200), ParticipationConfirmed)
    assert (done.holder_cents, done.uncovered_cents) == (200, 800)
    full = expect(late(town, card, offer, at(2026, 6, 29), 1_000), ParticipationConfirmed)
    assert (full.holder_cents, full.uncovered_cents) == (1_000, 0)


@pytest.mark.parametrize(
    ("when", "taken", "code"),
    [
        (timedelta(minutes=6), 0, "happened_at_invalid"),
        (-timedelta(days=368), 0, "day_out_of_range"),
        (-timedelta(hours=1), -1, "taken_cents_invalid"),
        (-timedelta(hours=1), 1_001, "taken_cents_invalid"),
    ],
)
def test_only_what_cannot_have_happened_is_refused(when: timedelta, taken: int, code: str) -> None:
    town = SchemeTown(eighty_percent())
    _holder, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    assert code_of(late(town, card, offer, town.driver.now + when, taken)) == code


def test_a_work_item_is_decided_once_and_with_a_reason() -> None:
    town = SchemeTown(eighty_percent())
    _holder, card = town.an_entitled()
    waits = late(town, "unknown", town.an_offer_of(1_000), at(2026, 6, 30), 200)
    item = expect(waits, WorkItemOpened).item_id
    wish = ResolveWorkItem(item_id=item, decision="network_pays", reason="x", by="coordinator")
    done = expect(town.ask(wish, WHY), WorkItemResolved)
    assert (done.decision, done.by, done.reason) == ("network_pays", "coordinator", WHY.reason)
    assert code_of(town.ask(wish, WHY)) == "already_resolved"
    other = ResolveWorkItem(item_id=card.card_id, decision="no_action", reason="x")
    assert code_of(town.ask(other, WHY)) == "work_item_unknown"


def test_what_is_cancelled_need_not_be_covered() -> None:
    town = SchemeTown(eighty_percent())
    card = town.a_scheme_card(town.a_holder())
    offer = town.an_offer_of(1_000)
    done = expect(late(town, card, offer, at(2026, 6, 30), 200), ParticipationConfirmed)
    item = item_of(done.participation_id)
    assert not town.driver.row("cards", town.stream, WorkItem, item).resolved
    town.ask(CancelParticipation(participation_id=done.participation_id))
    assert town.driver.row("cards", town.stream, WorkItem, item).resolved
    again = late(town, card, offer, at(2026, 6, 30), 200)
    assert expect(again, ParticipationConfirmed).uncovered_cents == 800
    town.driver.check_folds()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9_000), st.integers(0, 9_000), st.booleans()),
        min_size=1,
        max_size=7,
    )
)
def test_late_or_in_time_nothing_goes_beyond_the_ceiling_and_shares_add_up(
    uses: list[tuple[int, int, bool]],
) -> None:
    town = Town(an_opening(drawing_right_cents=9_000, own_contribution_cents=0))
    right = town.a_right(6_000)
    card = town.a_card(right)
    for price, taken, offline in uses:
        offer = town.an_offer(price, split_percent=(20, 0, 80))
        if not offline:
            town.register(card, offer, on=date(2026, 6, 30))
            continue
        taken = min(taken, price)
        done = expect(late(town, card, offer, at(2026, 6, 30), taken), ParticipationConfirmed)
        assert done.holder_cents + done.organisation_cents + done.network_cents == price
        assert done.holder_cents <= max(taken, price // 5 + 1)
        assert 0 <= done.uncovered_cents <= done.network_cents
        posted = sum(transfer.cents for transfer in done.transfers)
        assert posted == done.network_cents
    for limit in town.driver.all_rows("cards", town.stream, Limit):
        assert 0 <= limit.used_cents + limit.pending_cents <= 6_000
    assert town.balances()["drawing_right"] >= 0
    waiting = {item.participation_id: item.cents for item in items(town)}
    told = [fact.event for fact in town.driver.journal]
    confirmed = [event for event in told if isinstance(event, ParticipationConfirmed)]
    assert waiting == {
        c.participation_id: c.uncovered_cents for c in confirmed if c.uncovered_cents
    }
    town.driver.check_folds()


def test_what_a_child_did_offline_is_covered_by_what_a_parent_leaves_of_a_pooled_budget() -> None:
    amounts = [{"reached_age_at_most": 18, "cents": 15_000}, {"cents": 8_000}]
    pooled = {"name": "budget", "amounts": amounts, "pooled": True, "pooled_categories": ["camp"]}
    full = {"name": "budget", "reduction": {"kind": "full"}, "organisation_percent": 0}
    town = SchemeTown({"changes": "with_date", "rules": [full], "ceilings": [pooled]})
    town.at(at(2026, 7, 4, 18))
    parent, parents_card = town.an_entitled(birth_year=1985)
    child, childs_card = town.an_entitled(birth_year=2015)
    town.live_together(parent, child)
    town.take_part(parents_card, town.an_offer_of(3_000), on=date(2026, 7, 4))
    camp = town.an_offer_of(30_000, category="camp")
    done = expect(late(town, childs_card, camp, at(2026, 7, 4, 9), 10_000), ParticipationConfirmed)
    assert (done.network_cents, done.uncovered_cents) == (20_000, 0)
    assert town.used(child, "budget")[0] == 20_000
    town.driver.check_folds()

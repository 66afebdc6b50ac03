"""Blocking, unblocking, replacing, renewing, swapping, revoking. Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.cards.contracts.commands import (
    BlockCard,
    EraseHolder,
    MergeHolders,
    ProlongCard,
    RenewCard,
    ReplaceCard,
    SwapCard,
    UnblockCard,
)
from services.cards.contracts.events import (
    CardBlocked,
    CardIssued,
    CardRenewed,
    CardReplaced,
    CardUnblocked,
    HoldersMerged,
    SchemeCardIssued,
    SchemeEnded,
)
from services.cards.domain.card import Card
from services.cards.domain.scheme import Scheme
from services.kernel.contract import Event
from tests.cards.test_carrier import THIRTEEN_MONTHS
from tests.kit.card_desk import CardDesk
from tests.kit.regulations import a_document
from tests.kit.rules import NOON
from tests.kit.town import Town, an_id, code_of, expect

SECOND = timedelta(seconds=1)


def block(desk: Town, card: SchemeCardIssued | CardIssued, reason: str = "lost") -> Event:
    return desk.ask(BlockCard(card_id=card.card_id, reason=reason))


def unblock(desk: Town, card: SchemeCardIssued) -> Event:
    return desk.ask(UnblockCard(card_id=card.card_id, reason="found"))


def told(desk: Town, kind: type[Event]) -> list[Event]:
    return [fact.event for fact in desk.driver.journal if isinstance(fact.event, kind)]


def test_a_card_that_is_found_again_works_but_not_for_the_time_between() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    expect(block(desk, card), CardBlocked)
    desk.at(NOON + timedelta(days=2))
    assert not desk.works(card)
    expect(unblock(desk, card), CardUnblocked)
    assert desk.works(card)
    assert not desk.works(card, NOON + timedelta(days=1))
    assert desk.works(card, NOON - SECOND)
    assert code_of(unblock(desk, card)) == "not_blocked"
    expect(block(desk, card), CardBlocked)
    assert not desk.works(card)
    assert desk.works(card, NOON + timedelta(days=2) - SECOND) is False
    desk.driver.check_folds()


def test_antwerp_a_lost_card_is_replaced_and_a_form_of_before_still_finds_her() -> None:
    """Story 4: blocked on 10 February at 10:02, replaced; a form of 8 February is taken."""
    desk = CardDesk()
    desk.at(datetime(2026, 2, 3, 9, 0, tzinfo=UTC))
    old = desk.a_scheme_card()
    desk.at(datetime(2026, 2, 10, 9, 2, tzinfo=UTC))
    expect(block(desk, old), CardBlocked)
    desk.at(datetime(2026, 2, 10, 9, 30, tzinfo=UTC))
    new = expect(desk.replace(old), SchemeCardIssued)
    assert (new.replaces, new.reason) == (old.card_id, "loss_or_theft")
    assert desk.works(new)
    assert not desk.works(old, datetime(2026, 2, 10, 9, 3, tzinfo=UTC))
    assert desk.works(old, datetime(2026, 2, 8, 13, 0, tzinfo=UTC))
    assert code_of(unblock(desk, old)) == "card_replaced"
    assert code_of(desk.replace(old)) == "card_replaced"
    assert desk.card(old).replaced_by_id == str(new.card_id)


def test_a_card_that_was_not_blocked_stops_when_it_is_replaced() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    desk.replace(card, "broken")
    assert desk.card(card).block_reason == "broken"
    assert not desk.works(card)
    assert desk.works(card, NOON - SECOND)
    assert len(told(desk, CardReplaced)) == 1


def test_a_card_is_replaced_for_its_own_holder_only() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    other = ReplaceCard(card_id=card.card_id, holder_id=desk.a_holder(), why="lost")
    assert code_of(desk.ask(other, desk.fresh())) == "card_unknown"
    unknown = ReplaceCard(card_id=an_id("no card"), holder_id=card.holder_id, why="lost")
    assert code_of(desk.ask(unknown, desk.fresh())) == "card_unknown"


def test_a_card_that_carries_one_right_is_replaced_by_one_that_carries_the_same() -> None:
    desk = CardDesk()
    old = desk.a_card(desk.a_right())
    command = ReplaceCard(card_id=old.card_id, holder_id=old.holder_id, why="stolen")
    new = expect(desk.ask(command, desk.fresh()), CardIssued)
    assert (new.right_id, new.replaces) == (old.right_id, old.card_id)
    assert not desk.driver.row("cards", desk.stream, Card, old.card_id).works_at(NOON)


def test_a_person_who_is_erased_gets_nothing_back() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    desk.ask(EraseHolder(holder_id=card.holder_id))
    assert not desk.works(card, NOON - timedelta(days=1))
    assert code_of(unblock(desk, card)) == "holder_erased"
    assert code_of(desk.replace(card)) == "holder_erased"
    assert code_of(desk.revoke(card.holder_id)) == "holder_erased"


# -- renewing --------------------------------------------------------------------------------


def a_dated_desk() -> CardDesk:
    desk = CardDesk(a_document(**THIRTEEN_MONTHS))
    desk.at(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    return desk


def test_beveren_renews_in_january_and_old_and_new_work_side_by_side() -> None:
    """Story 3: thirteen months, both cards valid in January."""
    desk = a_dated_desk()
    old = desk.a_scheme_card()
    assert old.valid_until == date(2027, 1, 31)
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    new = expect(desk.give(old.holder_id, "renewal"), SchemeCardIssued)
    assert new.valid_until == date(2028, 1, 31)
    for day in (5, 31):
        january = datetime(2027, 1, day, 22, 59, 59, tzinfo=UTC)
        assert desk.works(old, january)
        assert desk.works(new, january)
    february = datetime(2027, 1, 31, 23, 0, tzinfo=UTC)
    assert not desk.works(old, february)
    assert desk.works(new, february)


def test_a_digital_card_goes_on_under_the_same_number() -> None:
    desk = a_dated_desk()
    card = desk.a_scheme_card(carrier="digital")
    renew = RenewCard(card_id=card.card_id)
    assert code_of(desk.ask(renew)) == "nothing_to_renew"
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    assert expect(desk.ask(renew), CardRenewed).valid_until == date(2028, 1, 31)
    assert desk.works(card, datetime(2027, 6, 1, tzinfo=UTC))
    assert code_of(desk.ask(renew)) == "nothing_to_renew"
    expect(block(desk, card), CardBlocked)
    assert code_of(desk.ask(renew)) == "card_blocked"
    desk.replace(card)
    assert code_of(desk.ask(renew)) == "card_replaced"


def test_a_digital_card_goes_on_by_itself_with_the_right_behind_it() -> None:
    desk = a_dated_desk()
    holder = desk.a_holder()
    desk.entitle(holder)
    card = desk.a_scheme_card(holder, carrier="digital")
    prolong = ProlongCard(card_id=card.card_id)
    before = len(desk.driver.journal)
    desk.driver.send(prolong, stream=desk.stream)
    assert len(desk.driver.journal) == before
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    desk.entitle(holder)
    assert expect(desk.ask(prolong), CardRenewed).by == "process"
    assert desk.card(card).valid_until == date(2028, 1, 31)
    before = len(desk.driver.journal)
    desk.driver.send(prolong, stream=desk.stream)
    assert len(desk.driver.journal) == before


def test_a_card_of_a_merged_file_goes_on_with_the_right_of_who_stays() -> None:
    desk = a_dated_desk()
    stays, duplicate = desk.a_holder(), desk.a_holder()
    card = desk.a_scheme_card(duplicate, carrier="digital")
    expect(desk.ask(MergeHolders(holder_id=stays, duplicate_id=duplicate)), HoldersMerged)
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    desk.entitle(stays)
    assert expect(desk.ask(RenewCard(card_id=card.card_id)), CardRenewed).by is None
    assert desk.card(card).valid_until == date(2028, 1, 31)
    desk.at(datetime(2028, 1, 5, 9, 0, tzinfo=UTC))
    desk.entitle(stays)
    assert expect(desk.ask(ProlongCard(card_id=card.card_id)), CardRenewed).by == "process"
    assert desk.card(card).valid_until == date(2029, 1, 31)


def test_a_card_for_life_has_nothing_to_renew() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    assert code_of(desk.ask(RenewCard(card_id=card.card_id))) == "nothing_to_renew"
    assert code_of(desk.give(card.holder_id, "renewal")) == "nothing_to_renew"


# -- days turn in Brussels -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "last_second", "midnight"),
    [
        ("2026-01-31", "2026-01-31T22:59:59+00:00", "2026-01-31T23:00:00+00:00"),
        ("2026-03-28", "2026-03-28T22:59:59+00:00", "2026-03-28T23:00:00+00:00"),
        ("2026-03-29", "2026-03-29T21:59:59+00:00", "2026-03-29T22:00:00+00:00"),
        ("2026-06-30", "2026-06-30T21:59:59+00:00", "2026-06-30T22:00:00+00:00"),
        ("2026-10-24", "2026-10-24T21:59:59+00:00", "2026-10-24T22:00:00+00:00"),
        ("2026-10-25", "2026-10-25T22:59:59+00:00", "2026-10-25T23:00:00+00:00"),
    ],
)
def test_a_card_works_until_midnight_in_brussels_also_when_the_clock_is_changed(
    day: str, last_second: str, midnight: str
) -> None:
    last = date.fromisoformat(day)
    desk = CardDesk(
        a_document(validity={"term": {"kind": "fixed_end", "day": last.day, "month": last.month}})
    )
    desk.at(datetime(2026, 1, 2, 9, 0, tzinfo=UTC))
    card = desk.a_scheme_card()
    assert card.valid_until == last
    assert desk.works(card, datetime.fromisoformat(last_second))
    assert not desk.works(card, datetime.fromisoformat(midnight))


def test_a_command_turns_the_day_by_its_own_time() -> None:
    desk = CardDesk(a_document(validity={"term": {"kind": "fixed_end", "day": 25, "month": 10}}))
    desk.at(datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC))
    assert desk.a_scheme_card().valid_until == date(2026, 10, 25)
    desk.at(datetime(2026, 10, 25, 23, 0, tzinfo=UTC))
    assert desk.a_scheme_card().valid_until == date(2027, 10, 25)


# -- swapping --------------------------------------------------------------------------------


def followed(desk: CardDesk) -> None:
    old, desk.scheme = desk.scheme, an_id("follower")
    desk.adopt(a_document(scheme="UiTPAS", validity={"lifelong_card": True}))
    ended = SchemeEnded(scheme_id=old, on=date(2026, 9, 1), followed_by=desk.scheme)
    desk.tell(ended, Scheme, old)


def swap(desk: CardDesk, card: SchemeCardIssued) -> Event:
    command = SwapCard(card_id=card.card_id, holder_id=card.holder_id, scheme_id=desk.scheme)
    return desk.ask(command, desk.fresh())


def test_grobbendonk_swaps_the_old_pass_for_the_uitpas() -> None:
    desk = CardDesk()
    card, old_scheme = desk.a_scheme_card(), desk.scheme
    assert code_of(swap(desk, card)) == "swap_not_offered"
    followed(desk)
    new = expect(swap(desk, card), SchemeCardIssued)
    assert (new.scheme_id, new.replaces, new.reason) == (desk.scheme, card.card_id, "swap")
    assert new.holder_id == card.holder_id
    assert not desk.works(card)
    assert code_of(swap(desk, card)) == "card_replaced"
    desk.at(datetime(2026, 9, 1, 10, 0, tzinfo=UTC))
    desk.scheme = old_scheme
    assert code_of(desk.give(desk.a_holder())) == "scheme_not_open"


def test_who_stays_swaps_the_card_of_the_file_that_was_merged_into_hers() -> None:
    desk = CardDesk()
    stays, duplicate = desk.a_holder(), desk.a_holder()
    card = desk.a_scheme_card(duplicate)
    expect(desk.ask(MergeHolders(holder_id=stays, duplicate_id=duplicate)), HoldersMerged)
    followed(desk)
    command = SwapCard(card_id=card.card_id, holder_id=stays, scheme_id=desk.scheme)
    new = expect(desk.ask(command, desk.fresh()), SchemeCardIssued)
    assert (new.holder_id, new.replaces) == (stays, card.card_id)
    assert not desk.works(card)


def test_who_holds_a_card_of_an_ended_scheme_can_still_have_it_replaced() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    scheme = desk.scheme
    followed(desk)
    desk.scheme = scheme
    desk.at(datetime(2026, 9, 2, 10, 0, tzinfo=UTC))
    expect(desk.replace(card), SchemeCardIssued)

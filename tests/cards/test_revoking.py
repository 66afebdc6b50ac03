"""Revoking all cards of a person, and the cards of a file that was merged into hers. Pure."""

from uuid import UUID

from services.cards.contracts.commands import (
    LiftRevocation,
    MergeHolders,
    ReplaceCard,
)
from services.cards.contracts.events import (
    CardsRevoked,
    HoldersMerged,
    RevocationLifted,
    SchemeCardIssued,
    SchemeRightEnded,
)
from services.cards.domain.prepared import SealedReason
from tests.cards.test_blocking import told, unblock
from tests.kit.card_desk import CardDesk
from tests.kit.rules import NOON
from tests.kit.town import code_of, expect


def test_a_revocation_stops_every_card_and_ends_the_right() -> None:
    desk = CardDesk()
    holder = desk.a_holder()
    desk.entitle(holder)
    card = desk.a_scheme_card(holder)
    sticker = expect(desk.give(holder, "extra", carrier="sticker"), SchemeCardIssued)
    assert desk.usable_on(holder, NOON.date())
    revoked = expect(desk.revoke(holder), CardsRevoked)
    assert set(revoked.card_ids) == {card.card_id, sticker.card_id}
    assert revoked.reason == "sealed reason"
    assert not desk.works(card)
    assert not desk.works(sticker)
    assert not desk.usable_on(holder, NOON.date())
    assert [e.reason for e in told(desk, SchemeRightEnded)] == ["revoked"]  # type: ignore[attr-defined]
    assert code_of(unblock(desk, card)) == "cards_revoked"
    assert code_of(desk.give(holder, "extra")) == "no_card_yet"
    assert code_of(desk.give(holder)) == "cards_revoked"
    assert code_of(desk.replace(card)) == "cards_revoked"
    assert code_of(desk.revoke(holder)) == "cards_revoked"


def test_after_a_revocation_is_lifted_she_may_have_a_first_card_again() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    lift = LiftRevocation(holder_id=card.holder_id, scheme_id=desk.scheme, reason="for cards only")
    assert code_of(desk.ask(lift, SealedReason("sealed"))) == "not_revoked"
    desk.revoke(card.holder_id)
    expect(desk.ask(lift, SealedReason("sealed")), RevocationLifted)
    assert code_of(unblock(desk, card)) == "cards_revoked"
    expect(desk.give(card.holder_id), SchemeCardIssued)
    desk.driver.check_folds()


def test_nothing_is_revoked_of_who_has_no_card() -> None:
    desk = CardDesk()
    assert code_of(desk.revoke(desk.a_holder())) == "no_card_yet"


# -- persons who were entered twice ----------------------------------------------------------


def merged(desk: CardDesk) -> tuple[SchemeCardIssued, UUID]:
    """The card of a person who was entered twice, and the file that stays."""
    card, stays = desk.a_scheme_card(), desk.a_holder()
    expect(
        desk.ask(MergeHolders(holder_id=stays, duplicate_id=card.holder_id)),
        HoldersMerged,
    )
    return card, stays


def test_a_card_of_her_other_file_counts_as_hers() -> None:
    desk = CardDesk()
    card, stays = merged(desk)
    assert code_of(desk.give(stays)) == "card_exists"
    extra = expect(desk.give(stays, "extra"), SchemeCardIssued)
    revoked = expect(desk.revoke(stays), CardsRevoked)
    assert set(revoked.card_ids) == {card.card_id, extra.card_id}
    assert not desk.works(card)
    desk.driver.check_folds()


def test_a_card_of_her_other_file_is_replaced_by_one_of_the_file_that_stays() -> None:
    desk = CardDesk()
    card, stays = merged(desk)
    assert code_of(desk.replace(card)) == "holder_merged"
    command = ReplaceCard(card_id=card.card_id, holder_id=stays, why="lost")
    new = expect(desk.ask(command, desk.fresh()), SchemeCardIssued)
    assert new.holder_id == stays
    assert not desk.works(card)

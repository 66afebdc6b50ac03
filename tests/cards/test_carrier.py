"""Giving cards of a scheme: reasons, prices, last days. Pure; amounts are invented but for those
of UiTPAS regio Brugge (domain.md 3.1, row 35).
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.cards.contracts.commands import IssueSchemeCard
from services.cards.contracts.events import SchemeCardIssued
from services.cards.contracts.regulation.card_prices import Buyer, card_price_cents
from services.cards.domain.card import CardByToken, cards_of
from services.cards.domain.carrier import WORKING_CARDS_MAX
from services.cards.domain.prepared import PersonErased
from tests.kit.card_desk import LIFELONG, CardDesk, scanned
from tests.kit.regulations import a_document
from tests.kit.town import an_id, code_of, expect

BRUGGE = [
    {"reasons": ["loss_or_theft"], "cents": 100},
    {"reasons": ["first"], "entitled": True, "cents": 100},
    {"reasons": ["first"], "cents": 500},
]
JANUARY_5 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
THIRTEEN_MONTHS = {
    "validity": {
        "term": {"kind": "fixed_end", "day": 31, "month": 1, "years_ahead": 1},
        "renewable_days_before": 60,
    }
}


def a_desk(**document: Any) -> CardDesk:
    return CardDesk(a_document(**{**LIFELONG, **document}))


def test_anyone_may_hold_the_card_and_it_looks_like_any_other() -> None:
    desk = a_desk()
    without, entitled = desk.a_holder(), desk.a_holder()
    desk.entitle(entitled)
    plain, social = desk.a_scheme_card(without), desk.a_scheme_card(entitled)
    person = {"card_id", "holder_id", "token", "number"}
    assert plain.model_dump(exclude=person) == social.model_dump(exclude=person)
    found = desk.driver.row("cards", desk.stream, CardByToken, plain.token)
    assert (found.right_id, found.holder_id) == (None, str(without))


def test_a_first_card_is_given_once() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    assert code_of(desk.give(card.holder_id)) == "card_exists"
    desk.replace(card)
    assert code_of(desk.give(card.holder_id)) == "card_exists"


@pytest.mark.parametrize(
    "reason", ["upgrade", "extra", "loss_or_theft", "defect", "status_obtained", "renewal"]
)
def test_every_other_reason_supposes_a_card(reason: str) -> None:
    desk = a_desk()
    assert code_of(desk.give(desk.a_holder(), reason)) == "no_card_yet"


def test_a_sticker_beside_the_card_works_too_until_there_are_ten() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    extra = expect(desk.give(card.holder_id, "extra", carrier="sticker"), SchemeCardIssued)
    assert desk.works(card)
    assert desk.works(extra)
    for _ in range(WORKING_CARDS_MAX - 2):
        expect(desk.give(card.holder_id, "extra", carrier="key_ring"), SchemeCardIssued)
    assert code_of(desk.give(card.holder_id, "extra")) == "too_many_cards"
    expect(desk.replace(card), SchemeCardIssued)


def test_a_reason_about_her_status_must_be_true() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    assert code_of(desk.give(card.holder_id, "status_obtained")) == "reason_does_not_fit"
    expect(desk.give(card.holder_id, "status_lost"), SchemeCardIssued)
    desk.entitle(card.holder_id)
    assert code_of(desk.give(card.holder_id, "status_lost")) == "reason_does_not_fit"
    new = expect(
        desk.give(card.holder_id, "status_obtained", replaces=card.card_id), SchemeCardIssued
    )
    assert new.replaces == card.card_id
    assert not desk.works(card)


def test_a_swap_is_no_reason_of_its_own() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    assert code_of(desk.give(card.holder_id, "swap")) == "reason_does_not_fit"


def test_the_lost_card_must_be_named_and_be_hers() -> None:
    desk = a_desk()
    hers, others = desk.a_scheme_card(), desk.a_scheme_card()
    wrong = desk.give(hers.holder_id, "loss_or_theft", replaces=others.card_id)
    assert code_of(wrong) == "card_unknown"
    assert code_of(desk.give(hers.holder_id, "loss_or_theft")) == "replaces_missing"
    assert code_of(desk.give(hers.holder_id, "extra", replaces=hers.card_id)) == (
        "reason_does_not_fit"
    )
    expect(desk.give(hers.holder_id, "defect", replaces=hers.card_id), SchemeCardIssued)
    again = desk.give(hers.holder_id, "defect", replaces=hers.card_id)
    assert code_of(again) == "card_replaced"


def test_uitpas_brugge_asks_five_euro_or_one_with_the_social_tariff_and_one_after_loss() -> None:
    desk = a_desk(card_prices=BRUGGE)
    plain, entitled = desk.a_holder(), desk.a_holder()
    desk.entitle(entitled)
    first = desk.a_scheme_card(plain)
    assert first.price_cents == 500
    assert desk.a_scheme_card(entitled).price_cents == 100
    assert expect(desk.replace(first), SchemeCardIssued).price_cents == 100
    assert expect(desk.give(plain, "extra"), SchemeCardIssued).price_cents == 0


@pytest.mark.parametrize(
    ("reached_age", "resident", "cents"),
    [(17, True, 0), (18, True, 300), (None, True, 300), (17, False, 0), (40, False, 700)],
)
def test_the_first_line_that_fits_is_the_price(
    reached_age: int | None, resident: bool, cents: int
) -> None:
    prices = [
        {"reached_age_at_most": 17, "cents": 0},
        {"resident": False, "cents": 700},
        {"cents": 300},
    ]
    document = a_document(card_prices=prices)
    buyer = Buyer(reason="first", entitled=False, resident=resident, reached_age=reached_age)
    assert card_price_cents(document, buyer) == cents


def test_the_age_that_counts_is_the_one_reached_in_the_year() -> None:
    desk = a_desk(card_prices=[{"reached_age_at_most": 17, "cents": 0}, {"cents": 300}])
    assert desk.a_scheme_card(birth_year=2009).price_cents == 0
    assert desk.a_scheme_card(birth_year=2008).price_cents == 300
    assert desk.a_scheme_card().price_cents == 300


def test_beveren_prints_thirteen_months_whoever_holds_the_card() -> None:
    desk = a_desk(**THIRTEEN_MONTHS)
    desk.at(JANUARY_5)
    entitled = desk.a_holder()
    desk.entitle(entitled)
    assert desk.a_scheme_card(entitled).valid_until == date(2027, 1, 31)
    assert desk.a_scheme_card().valid_until == date(2027, 1, 31)


def test_a_card_of_somebody_without_a_right_prints_no_day_where_each_decision_names_one() -> None:
    desk = a_desk(validity={"term": {"kind": "as_decided"}})
    assert desk.a_scheme_card().valid_until is None


def test_grace_lets_the_card_work_a_little_longer_than_is_printed() -> None:
    validity = {"term": {"kind": "fixed_end", "day": 30, "month": 6}, "grace_days": 30}
    desk = a_desk(validity=validity)
    desk.at(datetime(2026, 6, 1, 10, 0, tzinfo=UTC))
    card = desk.a_scheme_card()
    assert (card.valid_until, card.grace_until) == (date(2026, 6, 30), date(2026, 7, 30))
    assert desk.works(card, datetime(2026, 7, 30, 21, 59, tzinfo=UTC))
    assert not desk.works(card, datetime(2026, 7, 30, 22, 0, tzinfo=UTC))


def test_no_card_is_given_before_the_regulation_holds_nor_where_there_is_none() -> None:
    desk = a_desk()
    desk.at(datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    assert code_of(desk.give(desk.a_holder())) == "scheme_not_open"
    desk.at(datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    expect(desk.give(desk.a_holder()), SchemeCardIssued)
    without = CardDesk(a_document(no_card=True))
    assert code_of(without.give(without.a_holder())) == "scheme_without_card"


def test_a_scheme_or_person_that_is_not_there_gets_no_card() -> None:
    desk = a_desk()
    holder = desk.a_holder()
    assert code_of(desk.give(holder, scheme_id=an_id("no scheme"))) == "scheme_unknown"
    assert code_of(desk.give(an_id("nobody"))) == "holder_unknown"
    erased = desk.ask(IssueSchemeCard(holder_id=holder, scheme_id=desk.scheme), PersonErased())
    assert code_of(erased) == "holder_erased"


def test_a_number_that_somebody_has_is_not_given_again() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    command = IssueSchemeCard(holder_id=desk.a_holder(), scheme_id=desk.scheme)
    assert code_of(desk.ask(command, scanned(card.token))) == "try_again"
    second = expect(desk.ask(command, scanned(card.token, "free")), SchemeCardIssued)
    assert (second.token, second.number) == ("free", "sealed free")


def test_all_cards_of_a_person_in_a_scheme_are_found_together() -> None:
    desk = a_desk()
    card = desk.a_scheme_card()
    new = expect(desk.replace(card), SchemeCardIssued)
    state = desk.driver.load(
        desk.driver.services["cards"],
        [desk.driver.services["cards"].commands[IssueSchemeCard]],
        IssueSchemeCard(holder_id=card.holder_id, scheme_id=desk.scheme),
        desk.driver.fresh_context(desk.stream, None),
    )
    hers = cards_of(card.holder_id, desk.scheme, state)
    assert hers.card_ids == (str(card.card_id), str(new.card_id))
    desk.driver.check_folds()

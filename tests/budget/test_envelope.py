"""Envelopes: set apart by decisions, drawn in parts and orders, never overspent. Pure."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    ChangeEnvelope,
    RegisterLegalEntity,
)
from services.budget.contracts.events import (
    FundingEntered,
    FundingPart,
    LegalEntityRegistered,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationReversed,
)
from services.cards.contracts.commands import CancelParticipation
from tests.kit.town import HEIST, an_id, code_of, expect
from tests.kit.treasury import BY_THE_EXECUTIVE, Treasury, sold

THIRD_AND_REST = (
    FundingPart(weight=1, sources=("welfare_fund",)),
    FundingPart(weight=2, sources=("drawing_right", "own_contribution")),
)


def test_what_is_set_apart_pays_and_the_rest_stays_free() -> None:
    """Story 1: a card envelope of 2,000.00; 38.00 for swimming leaves 1,962.00."""
    books = Treasury()
    cards = books.envelope()
    expect(books.move(200_000, taking=cards), MoneyMoved)
    assert (books.free(cards), books.free()) == (200_000, 2_003_200)
    done = expect(sold(books.town, 4_750), ParticipationConfirmed)
    assert (done.holder_cents, done.network_cents) == (950, 3_800)
    assert (done.envelope_id, books.free(cards), books.free()) == (cards, 196_200, 2_003_200)


def test_2_kortrijk_one_third_from_the_fund_and_two_thirds_from_the_network() -> None:
    """Story 2: 20/40/40 of 119.00, 159.00, 14.00 and 17.00; lines win over the total."""
    books = Treasury()
    books.enter("welfare_fund", 50_000)
    football = books.envelope("Voetbal", funding=THIRD_AND_REST)
    expect(books.move(90_000, taking=football), MoneyMoved)
    fund, network = [], []
    for price in (11_900, 15_900, 1_400, 1_700):
        done = expect(sold(books.town, price, (20, 40, 40)), ParticipationConfirmed)
        paid = {one.debit.kind: one.cents for one in done.transfers}
        fund.append(paid.pop("welfare_fund"))
        network.append(sum(paid.values()))
    assert fund == [1_587, 2_120, 187, 227]
    assert network == [3_173, 4_240, 373, 453]
    assert (sum(fund), sum(network)) == (4_121, 8_239)


def test_a_cancel_gives_each_source_back_what_it_paid() -> None:
    books = Treasury()
    books.enter("welfare_fund", 50_000)
    football = books.envelope("Voetbal", funding=THIRD_AND_REST)
    books.move(90_000, taking=football)
    done = expect(sold(books.town, 11_900, (20, 40, 40)), ParticipationConfirmed)
    gone = books.town.ask(CancelParticipation(participation_id=done.participation_id))
    back = expect(gone, ParticipationReversed).transfers
    assert [(one.credit.kind, one.cents) for one in back] == [
        ("drawing_right", 3_173),
        ("welfare_fund", 1_587),
    ]
    assert books.free(football) == 90_000


def test_an_empty_envelope_refuses_though_the_network_has_money() -> None:
    books = Treasury()
    camps = books.envelope("Kampen")
    books.move(399, taking=camps)
    refused = sold(books.town, 500)
    assert code_of(refused) == "envelope_empty"
    assert refused.model_dump()["facts"] == {"left_cents": 399}


def test_own_contribution_steps_in_for_what_an_envelope_lacks() -> None:
    books = Treasury()
    camps = books.envelope("Kampen", when_empty="own_contribution")
    books.move(399, taking=camps)
    done = expect(sold(books.town, 500), ParticipationConfirmed)
    paid = [(one.debit.kind, one.debit.envelope_id, one.cents) for one in done.transfers]
    assert paid == [("drawing_right", camps, 399), ("own_contribution", None, 1)]


def test_an_offer_is_paid_from_the_envelope_that_names_its_category_first() -> None:
    books = Treasury()
    every = books.envelope()
    other = books.envelope("Andere", pays_for=("other",))
    books.move(1_000, taking=every)
    books.move(1_000, taking=other)
    assert expect(sold(books.town, 500), ParticipationConfirmed).envelope_id == other


def test_money_goes_back_and_on_with_its_source() -> None:
    books = Treasury(drawing_right_cents=100, own_contribution_cents=100)
    first, second = books.envelope("Een"), books.envelope("Twee", pays_for=())
    moved = expect(books.move(150, taking=first), MoneyMoved)
    assert [(t.debit.kind, t.cents) for t in moved.transfers] == [
        ("drawing_right", 100),
        ("own_contribution", 50),
    ]
    moved = expect(books.move(120, giving=first, taking=second), MoneyMoved)
    assert [(t.credit.kind, t.cents) for t in moved.transfers] == [
        ("drawing_right", 100),
        ("own_contribution", 20),
    ]
    expect(books.move(120, giving=second), MoneyMoved)
    assert (books.free(first), books.free(second), books.free()) == (30, 0, 170)
    assert code_of(books.move(31, giving=first)) == "envelope_empty"
    only = expect(books.move(10, taking=first, source="own_contribution"), MoneyMoved)
    assert [t.debit.kind for t in only.transfers] == ["own_contribution"]


def test_a_source_is_filled_up_to_its_total_and_gives_back_what_is_free() -> None:
    books = Treasury()
    more = expect(books.enter("drawing_right", 800_000), FundingEntered)
    assert [(t.debit.kind, t.cents) for t in more.transfers] == [("external", 65_600)]
    books.move(2_000_000, taking=books.envelope())
    less = books.enter("drawing_right", 100)
    assert (code_of(less), less.model_dump()["facts"]) == ("account_overdrawn", {"left_cents": 0})
    gift = expect(books.enter("gift", 12_345), FundingEntered)
    assert books.enter("gift", 12_345).model_dump()["transfers"] == ()
    back = expect(books.enter("gift", 0), FundingEntered)
    assert [(t.credit.kind, t.cents) for t in back.transfers] == [("external", 12_345)]
    assert gift.account == back.account


def test_whose_money_it_is_has_an_account_of_its_own() -> None:
    books = Treasury()
    wish = RegisterLegalEntity(name="OCMW Heist", kind="welfare_centre", municipality=HEIST)
    centre = expect(books.town.ask(wish), LegalEntityRegistered).entity_id
    own = expect(books.enter("own_contribution", 5_000, entity_id=centre), FundingEntered)
    assert (own.account.entity_id, own.total_cents) == (centre, 5_000)
    assert code_of(books.enter("gift", 1, entity_id=an_id("nobody"))) == "legal_entity_unknown"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"year": 2031}, "no_budget_for_year"),
        ({"municipality": "11001"}, "municipality_not_ours"),
        ({"warn_at_percent": (0,)}, "percent_invalid"),
        ({"bbc": ""}, "bbc_invalid"),
        ({"funding": (FundingPart(weight=1, sources=("lottery",)),)}, "source_unknown"),
    ],
)
def test_terms_that_cannot_be_carried_out_are_refused(terms: Any, code: str) -> None:
    assert code_of(Treasury().open(**terms)) == code


def test_what_cannot_be_meant_is_refused() -> None:
    books = Treasury()
    cards = books.envelope()
    assert code_of(books.open("kaarten")) == "envelope_exists"
    assert code_of(books.open(" ")) == "action_invalid"
    assert code_of(books.move(1, giving=cards, taking=cards)) == "envelope_same"
    assert code_of(books.move(0, taking=cards)) == "total_invalid"
    assert code_of(books.move(1, taking=an_id("none"))) == "envelope_unknown"
    assert code_of(books.enter("drawing_right", 150)) == "whole_euros"
    assert code_of(books.enter("gift", -1)) == "total_invalid"
    late = BY_THE_EXECUTIVE.model_copy(update={"on": date(2026, 7, 2)})
    assert code_of(books.move(1, taking=cards, decision=late)) == "day_out_of_range"


def test_an_envelope_changes_for_what_comes_after() -> None:
    books = Treasury()
    cards = books.envelope(pays_for=())
    books.move(1_000, taking=cards)
    assert expect(sold(books.town, 500), ParticipationConfirmed).envelope_id is None
    books.town.ask(
        ChangeEnvelope(envelope_id=cards, category="participation", pays_for=("all",), bbc="0719")
    )
    done = expect(sold(books.town, 500), ParticipationConfirmed)
    assert (done.envelope_id, done.transfers[0].bbc) == (cards, "0719")


@given(
    cents=st.lists(st.integers(1, 3_000), min_size=1, max_size=6),
    weights=st.lists(st.integers(1, 9), min_size=1, max_size=3),
    filled=st.lists(st.integers(0, 4_000), min_size=3, max_size=3),
)
def test_parts_add_up_and_nothing_is_overspent(
    cents: list[int], weights: list[int], filled: list[int]
) -> None:
    """Any parts over any sources: what is drawn is the share exactly, or nothing at all."""
    kinds = ("welfare_fund", "gift", "own_contribution")
    books = Treasury(drawing_right_cents=0, own_contribution_cents=filled[2])
    for kind, total in zip(kinds[:2], filled, strict=False):
        books.enter(kind, total)
    parts = tuple(
        FundingPart(weight=weight, sources=(kinds[place], "own_contribution"))
        for place, weight in enumerate(weights)
    )
    own = books.envelope(funding=parts)
    books.move(sum(filled) // 2, taking=own)
    for price in cents:
        before = books.free(own)
        done = sold(books.town, price, (0, 0, 100))
        spent = price if isinstance(done, ParticipationConfirmed) else 0
        assert before - books.free(own) == spent
        if isinstance(done, ParticipationConfirmed):
            assert sum(one.cents for one in done.transfers) == price
    assert all(row.available_cents >= 0 for row in books.accounts() if row.envelope_id)

"""A network of several municipalities: whose money pays for whom, and who may choose it. Pure."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import RegisterLegalEntity
from services.budget.contracts.events import (
    SOURCE_KINDS,
    ExpenseBooked,
    LegalEntityRegistered,
    MoneyMoved,
    ParticipationConfirmed,
    Transfer,
    UncoveredCovered,
)
from services.cards.contracts.commands import MoveHolder, RegisterLate
from services.cards.contracts.events import HolderMoved
from services.cards.domain.prepared import SealedResidence
from tests.kit.town import HEIST, SUMMER, an_id, code_of, expect
from tests.kit.treasury import Treasury, sold
from tests.kit.year_end import IN_DECEMBER, YearEnd

PUTTE = "12029"
OLEN = "13029"


def a_region(**opening: Any) -> YearEnd:
    """Heist and Putte together, with 100.00 of everybody's and nothing of their own."""
    amounts = {"drawing_right_cents": 10_000, "own_contribution_cents": 0}
    return YearEnd(municipalities=(HEIST, PUTTE), **{**amounts, **opening})


def paid(transfers: tuple[Transfer, ...]) -> list[tuple[str | None, int]]:
    """Whose money paid how much: the municipality, none for everybody's."""
    return [(one.debit.municipality, one.cents) for one in transfers]


def sold_in(books: YearEnd, municipality: str | None, price_cents: int) -> Any:
    """The outcome of a participation of somebody who lives there: 80% is the network's."""
    town = books.town
    right = town.a_right(1_000_000)
    holder = town.holder_of(right)
    if municipality != town.network.municipalities[0]:
        move = MoveHolder(
            holder_id=holder, since=SUMMER.replace(month=6), municipality=municipality
        )
        expect(town.ask(move, SealedResidence(None)), HolderMoved)
    offer = town.an_offer(price_cents, split_percent=(20, 0, 80))
    return town.register(town.a_card(right), offer)


def test_what_is_her_municipalitys_pays_first_and_then_what_is_everybodys() -> None:
    books = a_region()
    books.enter("own_contribution", 3_000, municipality=HEIST)
    books.enter("own_contribution", 3_000, municipality=PUTTE)
    first = expect(sold_in(books, PUTTE, 5_000), ParticipationConfirmed)
    assert paid(first.transfers) == [(PUTTE, 3_000), (None, 1_000)]
    then = expect(sold_in(books, HEIST, 2_500), ParticipationConfirmed)
    assert paid(then.transfers) == [(HEIST, 2_000)]


def test_who_lives_outside_the_network_is_paid_for_by_what_is_everybodys() -> None:
    books = a_region()
    books.enter("own_contribution", 3_000, municipality=HEIST)
    done = expect(sold_in(books, None, 5_000), ParticipationConfirmed)
    assert paid(done.transfers) == [(None, 4_000)]


def test_her_municipalitys_envelope_comes_before_one_of_everybody() -> None:
    books = a_region()
    everybodys = books.envelope("Kaarten")
    puttes = books.envelope("Kaarten", municipality=PUTTE)
    books.move(4_000, taking=everybodys)
    books.move(4_000, taking=puttes)
    assert expect(sold_in(books, PUTTE, 1_000), ParticipationConfirmed).envelope_id == puttes
    assert expect(sold_in(books, HEIST, 1_000), ParticipationConfirmed).envelope_id == everybodys


def test_a_network_of_one_municipality_asks_nobody_where_she_lives() -> None:
    books = Treasury(drawing_right_cents=10_000, own_contribution_cents=0)
    books.enter("own_contribution", 3_000, municipality=HEIST)
    done = expect(sold(books.town, 5_000), ParticipationConfirmed)
    assert paid(done.transfers) == [(None, 4_000)]


def test_a_municipality_puts_its_own_money_in_an_envelope_of_everybody() -> None:
    books = a_region()
    books.enter("own_contribution", 3_000, municipality=PUTTE)
    cards = books.envelope()
    moved = expect(books.move(2_000, taking=cards, municipality=PUTTE), MoneyMoved)
    assert paid(moved.transfers) == [(PUTTE, 2_000)]
    assert code_of(sold_in(books, HEIST, 1_000)) == "envelope_empty"
    done = expect(sold_in(books, PUTTE, 1_000), ParticipationConfirmed)
    assert (paid(done.transfers), books.free(cards)) == ([(PUTTE, 800)], 1_200)


def test_money_of_one_legal_entity_is_moved_alone() -> None:
    books = a_region()
    wish = RegisterLegalEntity(name="OCMW Putte", kind="welfare_centre", municipality=PUTTE)
    centre = expect(books.town.ask(wish), LegalEntityRegistered).entity_id
    books.enter("own_contribution", 3_000, municipality=PUTTE)
    books.enter("own_contribution", 2_000, municipality=PUTTE, entity_id=centre)
    cards = books.envelope(municipality=PUTTE)
    moved = expect(books.move(1_500, taking=cards, entity_id=centre), MoneyMoved)
    assert [one.debit.entity_id for one in moved.transfers] == [centre]
    assert code_of(books.move(501, taking=cards, entity_id=centre)) == "envelope_empty"


def test_no_money_of_a_municipality_is_said_to_be_another_ones_legal_entitys() -> None:
    books = a_region()
    wish = RegisterLegalEntity(name="OCMW Putte", kind="welfare_centre", municipality=PUTTE)
    centre = expect(books.town.ask(wish), LegalEntityRegistered).entity_id
    heists = books.envelope("Beurs", municipality=HEIST, pays_for=())
    whose = {"municipality": HEIST, "entity_id": centre}
    for refused in (
        books.enter("own_contribution", 2_000, **whose),
        books.move(1_000, taking=heists, **whose),
        books.expense(heists, 500, **whose),
    ):
        assert (code_of(refused), refused.field) == ("entity_of_another_municipality", "entity_id")


@pytest.mark.parametrize(
    ("whose", "code"),
    [
        ({"municipality": HEIST}, "envelope_of_another_municipality"),
        ({"municipality": OLEN}, "municipality_not_ours"),
        ({"entity_id": an_id("nobody")}, "legal_entity_unknown"),
    ],
)
def test_money_that_cannot_be_chosen_is_refused(whose: dict[str, Any], code: str) -> None:
    books = a_region()
    books.enter("own_contribution", 3_000, municipality=HEIST)
    cards = books.envelope(municipality=PUTTE)
    assert code_of(books.move(1_000, taking=cards, **whose)) == code
    assert code_of(books.expense(cards, 500, **whose)) == code


def test_an_expense_of_everybodys_envelope_is_paid_with_one_municipalitys_money() -> None:
    books = a_region()
    books.enter("own_contribution", 3_000, municipality=PUTTE)
    fair = books.envelope("Beurs", pays_for=())
    books.move(1_000, taking=fair)
    books.move(3_000, taking=fair, municipality=PUTTE)
    booked = expect(books.expense(fair, 2_500, municipality=PUTTE), ExpenseBooked)
    assert (booked.municipality, paid(booked.transfers)) == (PUTTE, [(PUTTE, 2_500)])
    assert code_of(books.expense(fair, 501, municipality=PUTTE)) == "envelope_empty"
    assert paid(expect(books.expense(fair, 1_000), ExpenseBooked).transfers) == [(None, 1_000)]


SALES = st.lists(
    st.tuples(st.sampled_from([HEIST, PUTTE, None]), st.integers(1, 3_000)), max_size=12
)


@given(SALES, st.integers(0, 5_000), st.integers(0, 5_000))
def test_nobody_spends_what_is_another_municipalitys(
    sales: list[tuple[str | None, int]], heists: int, puttes: int
) -> None:
    books = a_region(drawing_right_cents=3_000)
    books.enter("own_contribution", heists, municipality=HEIST)
    books.enter("own_contribution", puttes, municipality=PUTTE)
    left = {HEIST: heists, PUTTE: puttes, None: 3_000}
    for lives_in, price in sales:
        may_pay = sum(left[own] for own in {lives_in, None})
        done = sold_in(books, lives_in, price)
        if not isinstance(done, ParticipationConfirmed):
            assert code_of(done) == "envelope_empty"
            assert price * 8_000 // 10_000 >= may_pay
            continue
        assert done.network_cents <= may_pay
        for whose, cents in paid(done.transfers):
            assert whose in (lives_in, None)
            assert whose is not None or lives_in is None or left[lives_in] <= done.network_cents
            left[whose] -= cents
    assert min(left.values()) >= 0
    kept = [one for one in books.accounts() if one.year == 2026 and one.kind in SOURCE_KINDS]
    assert sum(left.values()) == sum(one.available_cents for one in kept)


def told_late(books: YearEnd, lives_in: str, price_cents: int) -> Any:
    """The outcome of a participation that happened while a desk was offline: nothing refuses it."""
    town = books.town
    right = town.a_right(1_000_000)
    if lives_in != town.network.municipalities[0]:
        june = SUMMER.replace(month=6)
        move = MoveHolder(holder_id=town.holder_of(right), since=june, municipality=lives_in)
        expect(town.ask(move, SealedResidence(None)), HolderMoved)
    wish = RegisterLate(
        card_token=town.a_card(right).token,
        offer_id=town.an_offer(price_cents),
        happened_at=IN_DECEMBER - timedelta(days=20),
        taken_cents=price_cents // 5,
    )
    return expect(town.ask(wish), ParticipationConfirmed)


def covered(books: YearEnd) -> list[tuple[int, list[tuple[str | None, int]]]]:
    """What was covered so far: how much, with whose money."""
    told = [one.event for one in books.town.driver.journal]
    return [(one.cents, paid(one.transfers)) for one in told if isinstance(one, UncoveredCovered)]


def test_a_municipalitys_money_covers_who_lives_there_and_passes_nobody_over() -> None:
    """800.00 of Heist waits first; Putte's own 20.00 cover Putte's, and no euro of everybody's."""
    books = a_region(drawing_right_cents=0)
    told_late(books, HEIST, 100_000)
    told_late(books, PUTTE, 2_500)
    told_late(books, PUTTE, 2_500)
    books.enter("own_contribution", 2_000, municipality=PUTTE)
    assert covered(books) == [(2_000, [(PUTTE, 2_000)])]
    books.enter("drawing_right", 3_000)
    assert len(covered(books)) == 1
    books.enter("own_contribution", 78_000, municipality=HEIST)
    everybodys = [(80_000, [(HEIST, 78_000), (None, 2_000)])]
    assert covered(books)[1:] == everybodys
    books.enter("drawing_right", 4_000)
    assert covered(books)[2:] == [(2_000, [(None, 2_000)])]
    books.town.driver.check_folds()


def test_money_that_is_set_apart_in_an_envelope_covers_what_waits_for_it() -> None:
    books = a_region()
    puttes = books.envelope("Kaarten", municipality=PUTTE)
    told_late(books, PUTTE, 2_500)
    assert covered(books) == []
    books.enter("own_contribution", 1_500, municipality=PUTTE)
    books.move(2_000, taking=puttes)
    assert covered(books) == [(2_000, [(PUTTE, 1_500), (None, 500)])]

"""Own contribution that is not set apart steps in where an envelope is empty. Pure."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.events import MoneyMoved, ParticipationConfirmed
from services.cards.contracts.commands import CancelParticipation
from tests.kit.town import code_of, expect
from tests.kit.treasury import Treasury, sold


def stepping_in(own_cents: int, envelope_cents: int) -> tuple[Treasury, object]:
    """Books with so much own contribution, and an envelope with so much of the drawing right."""
    books = Treasury(drawing_right_cents=1_000_000, own_contribution_cents=own_cents)
    cards = books.envelope(when_empty="own_contribution")
    expect(books.move(envelope_cents, taking=cards, source="drawing_right"), MoneyMoved)
    return books, cards


def own_left(books: Treasury) -> int:
    """What is left of own contribution that is not set apart, in cents."""
    [row] = [
        one
        for one in books.accounts()
        if one.kind == "own_contribution" and one.envelope_id is None
    ]
    return row.available_cents


def test_it_pays_the_rest_of_a_share_and_gets_it_back() -> None:
    """50.00 set apart; shares of 38.00: the second takes 12.00 from it and 26.00 from its own."""
    books, cards = stepping_in(3_000, 5_000)
    expect(sold(books.town, 4_750), ParticipationConfirmed)
    second = expect(sold(books.town, 4_750), ParticipationConfirmed)
    paid = [(one.debit.kind, one.debit.envelope_id, one.cents) for one in second.transfers]
    assert paid == [("drawing_right", cards, 1_200), ("own_contribution", None, 2_600)]
    assert (second.envelope_id, books.free(cards), own_left(books)) == (cards, 0, 400)
    refused = sold(books.town, 501)
    assert (code_of(refused), refused.facts) == ("envelope_empty", {"left_cents": 400})
    books.town.ask(CancelParticipation(participation_id=second.participation_id))
    assert (books.free(cards), own_left(books)) == (1_200, 3_000)
    books.town.driver.check_folds()


@given(
    own=st.integers(0, 5_000),
    apart=st.integers(1, 5_000),
    prices=st.lists(st.integers(1, 4_000), min_size=1, max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_it_pays_only_what_is_missing_and_neither_goes_below_zero(
    own: int, apart: int, prices: list[int]
) -> None:
    books, cards = stepping_in(own, apart)
    free, left = apart, own
    for price in prices:
        done = sold(books.town, price, (0, 0, 100))
        assert isinstance(done, ParticipationConfirmed) == (price <= free + left)
        if isinstance(done, ParticipationConfirmed):
            missing = max(price - free, 0)
            free, left = free - (price - missing), left - missing
        assert (books.free(cards), own_left(books)) == (free, left)

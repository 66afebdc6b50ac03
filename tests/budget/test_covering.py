"""Money covers what waits for it, in bounded decisions that the clock continues. Pure."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import CloseBooks, LockBooks
from services.budget.contracts.events import BooksClosing, BooksLocked, MoneyMoved
from tests.kit.backlog import PUTTE, TOWNS, Backlog, bounds
from tests.kit.town import HEIST, expect
from tests.kit.treasury import BY_THE_EXECUTIVE

WHOSE = st.sampled_from((None, *TOWNS))
MONEY = st.tuples(WHOSE, st.integers(1, 3_000))
OWED = st.tuples(WHOSE, st.sampled_from((100, 300, 700)))


class Reference:
    """One long list, and a purse for each municipality beside that of everybody."""

    def __init__(self) -> None:
        self.waiting: list[tuple[UUID, str | None, int]] = []
        self.free: dict[str | None, int] = dict.fromkeys((None, *TOWNS), 0)
        self.covered: list[UUID] = []

    def money(self, whose: str | None, cents: int) -> None:
        """All that it can cover, in the order in which it came; who is passed is not overtaken."""
        self.free[whose] += cents
        passed: set[str | None] = set()
        for own_id, town, owed in list(self.waiting):
            purses = dict.fromkeys((town, None)) if not passed else {town: None}
            apart = not passed or (town is not None and town not in passed)
            if not apart or sum(self.free[one] for one in purses) < owed:
                passed.add(town)
                continue
            self.waiting.remove((own_id, town, owed))
            self.covered.append(own_id)
            for purse in purses:
                taken = min(owed, self.free[purse])
                self.free[purse] -= taken
                owed -= taken


@given(
    owed=st.lists(OWED, max_size=25),
    cancelled=st.sets(st.integers(0, 24), max_size=12),
    moves=st.lists(MONEY, min_size=1, max_size=4),
    at_once=st.integers(1, 4),
    window=st.integers(1, 6),
)
@settings(max_examples=60, deadline=None)
def test_all_that_money_allows_is_covered_in_the_end_and_in_its_order(
    owed: list[tuple[str | None, int]],
    cancelled: set[int],
    moves: list[tuple[str | None, int]],
    at_once: int,
    window: int,
) -> None:
    backlog, reference = Backlog(), Reference()
    envelope = backlog.books.envelope("Kampen")
    for place, (town, cents) in enumerate(owed):
        own_id = backlog.owed(cents, town)
        if place not in cancelled:
            reference.waiting.append((own_id, town, cents))
    waits = {own_id for own_id, _, _ in reference.waiting}
    for own_id in backlog.left():
        if own_id not in waits:
            backlog.cancel(own_id)
    with bounds(at_once, window):
        for whose, cents in moves:
            done = backlog.books.move(cents, taking=envelope, municipality=whose)
            expect(done, MoneyMoved)
            backlog.until_quiet()
            reference.money(whose, cents)
            assert backlog.covered() == reference.covered
    assert backlog.left() == [own_id for own_id, _, _ in reference.waiting]
    assert max(backlog.decisions(), default=0) <= at_once
    assert backlog.books.free(envelope) == sum(reference.free.values())
    backlog.driver.check_folds()


def test_two_hundred_and_more_are_covered_by_money_that_came_once() -> None:
    backlog = Backlog()
    envelope = backlog.books.envelope("Kampen")
    order = [backlog.owed(10) for _one in range(450)]
    expect(backlog.books.move(4_490, taking=envelope), MoneyMoved)
    assert backlog.covered() == order[:200]
    assert backlog.until_quiet() == 2
    assert (backlog.covered(), backlog.left()) == (order[:449], order[449:])
    assert backlog.decisions() == [200, 200, 49]
    backlog.driver.check_folds()


def test_the_money_of_one_municipality_reaches_who_waits_behind_all_of_another() -> None:
    """The first eight are of Heist, which has nothing: none of them keeps up who is of Putte."""
    backlog = Backlog()
    envelope = backlog.books.envelope("Kampen")
    heist = [backlog.owed(100, HEIST) for _one in range(8)]
    putte = [backlog.owed(100, PUTTE) for _one in range(2)]
    with bounds(2, 3):
        expect(backlog.books.move(200, taking=envelope, municipality=PUTTE), MoneyMoved)
        assert backlog.covered() == []
        backlog.until_quiet()
    assert (backlog.covered(), backlog.left()) == (putte, heist)


def test_money_that_is_not_set_apart_goes_on_from_one_queue_to_the_next() -> None:
    """First what no envelope pays, then the envelope in which own contribution steps in."""
    backlog = Backlog(filled=False)
    first = [backlog.owed(100) for _one in range(4)]
    backlog.books.envelope("Kampen", when_empty="own_contribution")
    then = [backlog.owed(100) for _one in range(3)]
    with bounds(3, 3):
        backlog.books.enter("own_contribution", 650)
        assert backlog.covered() == first[:3]
        backlog.until_quiet()
    assert (backlog.covered(), backlog.left()) == (first + then[:2], then[2:])
    assert backlog.books.free() == 50


def test_who_comes_meanwhile_is_covered_too_and_behind_who_waited() -> None:
    backlog = Backlog()
    envelope = backlog.books.envelope("Kampen")
    order = [backlog.owed(100) for _one in range(4)]
    with bounds(2, 2):
        expect(backlog.books.move(300, taking=envelope), MoneyMoved)
        order.append(backlog.owed(200))
        backlog.cancel(order[2])
        backlog.cancel(order[3])
        expect(backlog.books.move(100, taking=envelope), MoneyMoved)
        backlog.until_quiet()
    assert (backlog.covered(), backlog.left()) == ([*order[:2], order[4]], [])
    assert backlog.books.free(envelope) == 0


def test_a_step_that_was_overtaken_by_new_money_does_nothing() -> None:
    backlog = Backlog()
    envelope = backlog.books.envelope("Kampen")
    order = [backlog.owed(100) for _one in range(5)]
    with bounds(2, 2):
        expect(backlog.books.move(500, taking=envelope), MoneyMoved)
        [overtaken] = backlog.steps()
        expect(backlog.books.move(100, taking=envelope), MoneyMoved)
        assert backlog.covered() == order[:4]
        backlog.driver.send(overtaken, stream=backlog.town.stream)
        assert backlog.covered() == order[:4]
        backlog.until_quiet()
    assert (backlog.covered(), backlog.books.free(envelope)) == (order, 100)
    assert backlog.advanced()[-1].next is None


def test_in_books_that_were_locked_meanwhile_nothing_goes_on() -> None:
    backlog = Backlog()
    envelope = backlog.books.envelope("Kampen")
    order = [backlog.owed(100) for _one in range(3)]
    with bounds(1, 1):
        expect(backlog.books.move(200, taking=envelope), MoneyMoved)
        [step] = backlog.steps()
        backlog.town.at(datetime(2027, 2, 1, 9, tzinfo=UTC))
        expect(backlog.town.ask(CloseBooks(year=2026)), BooksClosing)
        locked = LockBooks(
            year=2026, drawing_right="returned", other_sources="carried", decision=BY_THE_EXECUTIVE
        )
        expect(backlog.town.ask(locked), BooksLocked)
        backlog.driver.send(step, stream=backlog.town.stream)
    assert (backlog.covered(), backlog.steps()) == (order[:1], [])

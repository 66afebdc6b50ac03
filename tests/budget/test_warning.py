"""Levels of an envelope: somebody is told once for each, and once more when money comes. Pure."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import ChangeEnvelope, LookAtEnvelope
from services.budget.contracts.events import EnvelopeWarned, MoneyMoved
from services.budget.domain.warning import reached_levels
from services.gateway.domain.running_out import warnings_reached
from tests.kit.town import expect
from tests.kit.treasury import Treasury, sold


class Watched:
    """An envelope with levels, at which the clock looks."""

    def __init__(self, cents: int, *levels: int) -> None:
        self.books = Treasury()
        self.own = self.books.envelope("Kaarten", warn_at_percent=levels)
        expect(self.books.move(cents, taking=self.own), MoneyMoved)

    def look(self) -> list[tuple[int, bool]]:
        """What is said when the clock looks: the level, and whether it is reached."""
        driver, stream = self.books.town.driver, self.books.town.stream
        before = len(driver.journal)
        driver.send(LookAtEnvelope(year=2026, envelope_id=self.own), stream=stream)
        events = [fact.event for fact in driver.journal[before:]]
        return [(one.percent, one.reached) for one in events if isinstance(one, EnvelopeWarned)]

    def spend(self, cents: int) -> Any:
        """A participation for which the network pays so much."""
        return sold(self.books.town, cents, (0, 0, 100))


def test_each_level_is_told_once_and_once_more_when_money_comes() -> None:
    watched = Watched(10_000, 50, 80)
    assert watched.look() == []
    watched.spend(4_999)
    assert watched.look() == []
    watched.spend(1)
    assert watched.look() == [(50, True)]
    watched.spend(3_000)
    assert watched.look() == [(80, True)]
    assert watched.look() == []
    watched.books.move(10_000, taking=watched.own)
    assert watched.look() == [(50, False), (80, False)]
    watched.spend(8_000)
    assert watched.look() == [(50, True), (80, True)]
    watched.books.town.driver.check_folds()


def test_other_levels_are_told_when_they_are_set() -> None:
    watched = Watched(10_000, 50)
    watched.spend(6_000)
    assert watched.look() == [(50, True)]
    watched.books.town.ask(
        ChangeEnvelope(
            envelope_id=watched.own,
            category="participation",
            pays_for=("all",),
            warn_at_percent=(60, 90),
        )
    )
    assert watched.look() == [(50, False), (60, True)]


def test_what_is_taken_away_by_decision_is_no_longer_set_apart() -> None:
    watched = Watched(10_000, 90)
    watched.spend(800)
    watched.books.move(9_000, giving=watched.own)
    assert watched.look() == []
    watched.books.move(150, giving=watched.own)
    assert watched.look() == [(90, True)]


@given(
    levels=st.lists(st.integers(1, 100), max_size=5),
    set_apart=st.integers(-10, 10_000),
    left=st.integers(-10, 10_000),
)
@settings(max_examples=200)
def test_what_is_told_is_what_is_shown(levels: list[int], set_apart: int, left: int) -> None:
    told = reached_levels(levels, set_apart, left)
    assert sorted(told) == warnings_reached(levels, set_apart, left)

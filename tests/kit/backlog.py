"""A network of two municipalities in which much is owed without money for it. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from unittest.mock import patch
from uuid import UUID

from services.budget.contracts.commands import GoOnCovering
from services.budget.contracts.events import CoveringAdvanced, ParticipationReversed
from services.budget.contracts.events import UncoveredCovered as Covered
from services.budget.domain import covering
from services.budget.domain.covering import Covering
from services.budget.domain.uncovered_queue import UncoveredItem
from services.cards.contracts.events import ParticipationRequested, ResolutionRequested
from tests.kit.town import HEIST, SUMMER, an_id
from tests.kit.treasury import Treasury

T = TypeVar("T")
PUTTE = "12029"
TOWNS = (HEIST, PUTTE)
PLENTY = 100_000
NOW = datetime(SUMMER.year, SUMMER.month, SUMMER.day, 16, tzinfo=UTC)


@contextmanager
def bounds(at_once: int, window: int) -> Iterator[None]:
    """One decision covers and looks at so many."""
    with patch.object(covering, "AT_ONCE", at_once), patch.object(covering, "WINDOW", window):
        yield


class Backlog:
    """Both municipalities and the network have money, of which nothing is set apart yet."""

    def __init__(self, *, filled: bool = True) -> None:
        self.books = Treasury(municipalities=TOWNS, drawing_right_cents=0, own_contribution_cents=0)
        self.town, self.driver = self.books.town, self.books.town.driver
        self.town.at(NOW)
        self.club = self.town.a_provider()
        self.offer = self.town.an_offer(1_000, provider=self.club)
        for municipality in (None, *TOWNS) if filled else ():
            self.books.enter("own_contribution", PLENTY, municipality=municipality)
        self._given = 0

    def owed(self, cents: int, municipality: str | None = None) -> UUID:
        """Somebody took part before it was told: the network owes all of it."""
        self._given += 1
        own_id = an_id(f"owed:{self._given}")
        event = ParticipationRequested(
            participation_id=own_id,
            holder_id=an_id("holder"),
            right_id=an_id("right"),
            offer_id=self.offer,
            organisation_id=self.club,
            on=SUMMER,
            price_cents=cents,
            holder_cents=0,
            organisation_cents=0,
            network_cents=cents,
            ceiling_applied=False,
            happened_at=self.driver.now - timedelta(hours=1),
            municipality=municipality,
        )
        self.driver.hear(event, stream=self.town.stream)
        return own_id

    def cancel(self, own_id: UUID) -> None:
        """It did not take place after all."""
        wish = ResolutionRequested(participation_id=own_id, action="cancel")
        said = self.driver.hear(wish, stream=self.town.stream)
        assert isinstance(said[0], ParticipationReversed)

    # -- the clock ---------------------------------------------------------------------------------

    def steps(self) -> list[GoOnCovering]:
        """What the clock asks now."""
        rows = self.driver.all_rows("budget", self.town.stream, Covering)
        return [
            GoOnCovering(
                year=row.year,
                envelope_id=None if row.envelope_id is None else UUID(row.envelope_id),
                step_id=UUID(row.step_id),
            )
            for row in rows
        ]

    def step(self) -> list[GoOnCovering]:
        """Let the clock ask it once, and then again what it asked: what it asked."""
        asked = self.steps()
        for wish in asked:
            self.driver.send(wish, stream=self.town.stream)
            before = len(self.driver.journal)
            self.driver.send(wish, stream=self.town.stream)
            assert len(self.driver.journal) == before
        return asked

    def until_quiet(self) -> int:
        """Let the clock ask until it has nothing to ask; how often it did."""
        steps = 0
        while self.step():
            steps += 1
        return steps

    # -- what was covered --------------------------------------------------------------------------

    def covered(self) -> list[UUID]:
        """What was covered so far, in order."""
        return [one.participation_id for one in self._told(Covered)]

    def decisions(self) -> list[int]:
        """How many each decision covered, of those that covered any."""
        told = [one for one in self.driver.journal if isinstance(one.event, Covered)]
        causes = [one.context.correlation for one in told]
        return [causes.count(cause) for cause in dict.fromkeys(causes)]

    def advanced(self) -> list[CoveringAdvanced]:
        """What was told of going on."""
        return self._told(CoveringAdvanced)

    def left(self) -> list[UUID]:
        """What waits still, in its order."""
        rows = self.driver.all_rows("budget", self.town.stream, UncoveredItem)
        found = sorted(rows, key=lambda row: int(row.key.rsplit(":", 1)[1]))
        return [UUID(row.participation_id) for row in found]

    def _told(self, kind: type[T]) -> list[T]:
        return [fact.event for fact in self.driver.journal if isinstance(fact.event, kind)]

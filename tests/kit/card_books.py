"""Books of cards that a test keeps by itself, to hold the rules against."""

from dataclasses import dataclass, field
from datetime import date, datetime

from services.cards.contracts.events import SchemeCardIssued
from services.cards.domain.calendar import day_of


@dataclass
class Book:
    """What the machine knows of a card. `blocks`: from when until when; None: still."""

    issued: SchemeCardIssued
    last: date | None
    blocks: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    finished: bool = False
    erased: bool = False

    @property
    def blocked(self) -> bool:
        """Whether it is blocked now."""
        return bool(self.blocks) and self.blocks[-1][1] is None

    def works(self, at: datetime) -> bool:
        """Whether it works at an instant."""
        within = any(a <= at and (b is None or at < b) for a, b in self.blocks)
        return not self.erased and not within and (self.last is None or day_of(at) <= self.last)

    def stop(self, at: datetime) -> None:
        """It works no longer, and never will."""
        self.finished = True
        if not self.blocked:
            self.blocks.append((at, None))

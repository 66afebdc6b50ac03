"""What a season is: its year, who takes part in what, and what becomes of it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from deploy.demo.model import Network
from deploy.demo.people import Person

YEAR: Final = 2026
FIRST_DAY: Final = date(YEAR, 1, 1)
LAST_DAY: Final = date(YEAR, 12, 31)
GROUND: Final = "increased_reimbursement"
"""The one ground of the backbone: verhoogde tegemoetkoming."""

EMPTY_HANDED: Final = 8
"""One holder in so many proves nothing, and takes part with an ordinary card."""


class Course(StrEnum):
    """What becomes of a participation, if nothing refuses it."""

    AT_ONCE = "at_once"
    CONFIRMED = "held_confirmed"
    VOIDED = "held_voided"
    CANCELLED = "cancelled"

    @property
    def held(self) -> bool:
        """Whether it begins as a hold."""
        return self in (Course.CONFIRMED, Course.VOIDED)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with a card in one network. `number` counts within the network, from 0."""

    number: int
    municipality: str
    person: Person

    @property
    def empty_handed(self) -> bool:
        """Whether she proves nothing."""
        return self.number % EMPTY_HANDED == EMPTY_HANDED - 1


@dataclass(frozen=True, slots=True)
class Participation:
    """`number` counts over the whole season; `holder` and `offer` are places in the network."""

    number: int
    holder: int
    offer: int
    on: date
    course: Course


@dataclass(slots=True)
class NetworkPlan:
    """What one network has in the season; participations by day."""

    network: Network
    holders: list[Holder] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Season:
    """A plan over all networks, the empty ones included.

    `participations`: how many were drawn; those of a first round come on top of them.
    """

    seed: int
    participations: int
    plans: tuple[NetworkPlan, ...]

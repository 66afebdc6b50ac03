"""Books that a test keeps of whole lives: who is whom, what was used with whose card; the rules."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.events import SchemeCardIssued
from tests.kit.regulations import a_document
from tests.kit.scheme_town import eighty_percent

CAP_CENTS: Final = 5_000
DOCUMENT: Final = a_document(
    validity={
        "term": {"kind": "months", "months": 3},
        "grace_days": 7,
        "renewable_days_before": 30,
        "lifelong_card": True,
    },
    benefit=eighty_percent(
        ceilings=[{"name": "yearly", "amounts": [{"cents": CAP_CENTS}], "pooled": True}]
    ),
)
YEARS: Final = (date(2025, 1, 1), date(2028, 12, 31))


@dataclass
class Use:
    """What the network paid for one use. In cents."""

    participation: UUID
    holder: UUID
    offer: UUID
    on: date
    cents: int


@dataclass
class LifeBooks:
    """`cap_cents`: of everybody, per year. `merged`: into whom a file was merged; `shares`: whose
    cap is shared with another network, and which percent of it is here; `stopped`: since when a
    card works no more.
    """

    cap_cents: int
    merged: dict[UUID, UUID] = field(default_factory=dict)
    shares: dict[UUID, int] = field(default_factory=dict)
    erased: set[UUID] = field(default_factory=set)
    stopped: dict[UUID, datetime] = field(default_factory=dict)
    uses: dict[UUID, Use] = field(default_factory=dict)

    def now_of(self, person: UUID) -> UUID:
        """The file with which a person goes on."""
        return self.merged.get(person, person)

    def files_of(self, person: UUID) -> set[UUID]:
        """Her file and those that were merged into it."""
        return {person, *(one for one, into in self.merged.items() if into == person)}

    def left_alone(self, person: UUID, on: date) -> int:
        """What is left of her own part of the yearly cap, below 0 where another's was used."""
        hers = [use for use in self.uses.values() if use.holder in self.files_of(person)]
        used = sum(use.cents for use in hers if use.on.year == on.year)
        return self.cap_cents * self.shares.get(person, 100) // 100 - used

    def noted(self, done: ParticipationConfirmed, card: SchemeCardIssued) -> None:
        """A use goes into the books; it is never the second of one person, offer and day."""
        person = self.now_of(card.holder_id)
        for use in self.uses.values():
            same = (use.offer, use.on) == (done.offer_id, done.on)
            assert not (same and use.holder in self.files_of(person)), "counted twice"
        cents = done.network_cents - done.uncovered_cents
        use = Use(done.participation_id, card.holder_id, done.offer_id, done.on, cents)
        self.uses[use.participation] = use

    def works(self, card: SchemeCardIssued, at: datetime) -> bool:
        """Whether a card worked at an instant."""
        stopped = self.stopped.get(card.card_id)
        return card.holder_id not in self.erased and (stopped is None or at < stopped)

"""What came of a season: counted while it is sent, shown at the end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from deploy.demo.client import Answer


@dataclass(slots=True)
class Outcome:
    """Counts and cents of what the platform answered."""

    networks: int = 0
    organisations: int = 0
    offers: int = 0
    regulations: int = 0
    rights: int = 0
    cards: int = 0
    participations: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    refused_setup: Counter[str] = field(default_factory=Counter)
    network_cents: int = 0
    organisation_cents: int = 0
    holder_cents: int = 0
    statements: int = 0
    paid_cents: int = 0
    """What the first payment round paid."""
    last: tuple[str, str] | None = None
    """Network and operation of the last answer about a participation."""

    def refuse_setup(self, what: str, answer: Answer) -> None:
        """Something before the participations was refused: nothing that leans on it is sent."""
        self.refused_setup[f"{what}: {answer.code}"] += 1

    def decline(self, answer: Answer) -> None:
        """A participation was refused, or was sent long ago with another end of its hold."""
        if answer.code == "key_reused":
            self.participations["sent_before"] += 1
            return
        self.participations["declined"] += 1
        self.declined[answer.code or "unknown"] += 1

    def count(self, course: str, answer: Answer) -> None:
        """A participation ended as planned; its cents count if it stands."""
        self.participations[course] += 1
        if course in ("at_once", "held_confirmed"):
            self.network_cents += answer.thing["networkCents"]
            self.organisation_cents += answer.thing["organisationCents"]
            self.holder_cents += answer.thing["holderCents"]

    def as_json(self) -> dict[str, Any]:
        """For programs: counts, and money in cents."""
        return {
            "networks": self.networks,
            "organisations": self.organisations,
            "offers": self.offers,
            "regulations": self.regulations,
            "rights": self.rights,
            "cards": self.cards,
            "participations": dict(sorted(self.participations.items())),
            "declined": dict(self.declined.most_common()),
            "refusedSetup": dict(self.refused_setup.most_common()),
            "statementsPaid": self.statements,
            "paidCents": self.paid_cents,
            "confirmedCents": {
                "network": self.network_cents,
                "organisation": self.organisation_cents,
                "holder": self.holder_cents,
            },
        }

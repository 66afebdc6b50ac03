"""Who tries card numbers: what counts as a try that failed, and how it slows. Pure.

A leaky bucket for each provider of a network. Every answer "not valid" drops one in; it leaks so
many an hour. One drop beyond what it holds, and the provider waits before anything of a card is
looked at, good or not; each further time twice as long. Staff who mistype are never slowed: they
find persons by other ways, and every look of theirs is on the log of accesses.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

SLOWED: Final = "too_many_attempts"
"""The code of the answer to who has to wait, with `wait_s` as its fact."""

NOT_VALID: Final = frozenset({"card_not_valid", "pass_not_valid", "slip_not_valid"})
"""Refusals that say no more than that a number does not work."""

NUMBERED: Final = frozenset(
    {
        "card",
        "checkIn",
        "groupPass",
        "holdParticipation",
        "quote",
        "redeemGuaranteeSlip",
        "registerGroup",
        "registerGroupVisit",
        "registerInInstalments",
        "registerParticipation",
        "uploadParticipations",
    }
)
"""The operations by which a provider learns whether a number works."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failed tries a provider has, how fast they are forgotten, how long it waits.

    `most` tries; `leak_per_hour` tries an hour; waits in seconds, doubled each further time.
    """

    most: int
    leak_per_hour: float
    wait_s: float
    wait_most_s: float

    def as_data(self) -> dict[str, Any]:
        """As the database functions take it."""
        return asdict(self)


def is_provider(party: str) -> bool:
    """Whether a party is an organisation, and not a person or nobody."""
    return party.startswith("organisation:")

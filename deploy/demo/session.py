"""What everything that sends a season shares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from deploy.demo.client import Answer, Api
from deploy.demo.outcome import Outcome
from deploy.demo.progress import Meter

NETWORKS: Final = "networks"
PARTNERS: Final = "partners and offers"
CARDS: Final = "cards"
PARTICIPATIONS: Final = "participations"
"""What the meter counts."""

Tokens = Callable[..., str]
"""`Platform.token`: role and network in, bearer token out."""


@dataclass(slots=True)
class Session:
    """One season on its way to one platform."""

    api: Api
    token: Tokens
    seed: int
    outcome: Outcome
    meter: Meter

    def accepted(self, what: str, answers: list[Answer]) -> int:
        """How many of these steps of the set-up were done; the others are noted."""
        for answer in answers:
            if answer.code is not None:
                self.outcome.refuse_setup(what, answer)
        return sum(answer.code is None for answer in answers)

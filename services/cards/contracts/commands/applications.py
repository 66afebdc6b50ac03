"""What can be asked about applications and the decisions that follow from them."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.contract import Command, Sealed

Channel = Literal["counter", "home_visit", "association", "attest", "status_list"]
"""How an application came in."""


class DecideCase(Command, name="cards.decide_case.v1"):
    """Decide about one person in a scheme, at once.

    `case` is sealed to cards: a JSON object with `facts` (contracts/regulation/facts.Person) and
    `reason`, a text. `mandate` is the word under which who decides may decide. `derogation`: a
    reasoned request to depart from the criteria. `valid_until` is for a regulation that leaves
    the end of a right open. `applied_on`: the day of the application, where that was earlier: it
    is decided by the regulation of that day, and the right begins then.
    """

    holder_id: UUID
    scheme_id: UUID
    case: Sealed
    mandate: str | None = None
    channel: Channel = "counter"
    derogation: bool = False
    valid_until: date | None = None
    applied_on: date | None = None


class ForgetExplanation(Command, name="cards.forget_explanation.v1", internal=True):
    """From the clock: the term of appeal is over, so nobody needs the figures any more."""

    decision_id: UUID

"""Facts about granting by itself: lists of statuses, and renewals at night.

Which status somebody holds is sealed. What follows from it is told as of any decision: a right
that is granted or goes on, or one that does not.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.commands.statuses import AskedBy, LegalBasis, OnlineSource
from services.kernel.contract import Event, Sealed

ListResult = Literal["to_grant", "to_renew", "unchanged", "left"]
"""What a list comes to for one person: a right, a longer one, nothing, or it is left to people,
because more has to be known than the status."""
LineResult = ListResult | Literal["person_unknown"]


class CheckedLine(BaseModel):
    """What one line of a list would come to."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line: int
    result: LineResult


class StatusListChecked(Event, name="cards.status_list_checked.v1"):
    """What these lines of a list would come to. Names no person."""

    check_id: UUID
    scheme_id: UUID
    lines: tuple[CheckedLine, ...]


class StatusListed(Event, name="cards.status_listed.v1"):
    """A list said of a person whether she holds a status. `statuses` and `answer` are sealed with
    her key, as in `StatusAnswered`. `result` is what it came to; the decision itself follows."""

    question_id: UUID
    holder_id: UUID
    scheme_id: UUID
    list_id: UUID
    statuses: Sealed
    answer: Sealed
    on: date
    legal_basis: LegalBasis
    listed_by: AskedBy
    listed_at: datetime
    result: ListResult
    deliberation: str | None = None


class RenewalsArranged(Event, name="cards.renewals_arranged.v1"):
    """Rights in a scheme are renewed by themselves, where the source says yes."""

    arrangement_id: UUID
    scheme_id: UUID
    status: str
    source: OnlineSource
    legal_basis: LegalBasis
    deliberation: str | None = None
    days_before: int


class RenewalsStopped(Event, name="cards.renewals_stopped.v1"):
    """Nothing more is asked by itself."""

    arrangement_id: UUID


class RenewalAsked(Event, name="cards.renewal_asked.v1", terminal=False):
    """A right nears its end, and its holder's status was looked into for that, once."""

    arrangement_id: UUID
    right_id: UUID
    holder_id: UUID
    ends_on: date


class RenewalLeft(Event, name="cards.renewal_left.v1", terminal=False):
    """A right that ends soon is not renewed by itself: somebody has to look. Why is not told
    here. The card goes on working after it, at full price."""

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    ends_on: date

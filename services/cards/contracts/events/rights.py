"""Facts about rights under a scheme: the dated social-tariff status behind a card."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.cards.contracts.regulation.document import Source
from services.kernel.contract import Event


class SchemeRightGranted(Event, name="cards.scheme_right_granted.v1", terminal=False):
    """A person is entitled in a scheme from one day to another, both included.

    One right per holder, scheme and period. `birth_year` tells no more than statistics may:
    benefits by age count the age reached in a year. `sources` may carry her, in this order;
    which ground it was stands sealed in the decision. `provisional`: until it is ratified.
    `municipality`: in a network of several, where she lives; its own money may pay for her.
    """

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    regulation_id: UUID
    valid_from: date
    valid_until: date
    grace_until: date | None = None
    birth_year: int | None = None
    sources: tuple[Source, ...] = ()
    provisional: bool = False
    decision_id: UUID | None = None
    municipality: str | None = None


class SchemeRightRenewed(Event, name="cards.scheme_right_renewed.v1", terminal=False):
    """The same right goes on until a later day: what was used of it stays used."""

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    regulation_id: UUID
    valid_until: date
    grace_until: date | None = None
    birth_year: int | None = None
    sources: tuple[Source, ...] = ()
    provisional: bool = False
    decision_id: UUID | None = None
    municipality: str | None = None


class AllowanceWithheld(Event, name="cards.allowance_withheld.v1", terminal=False):
    """Vouchers or a budget of a right are not given: there is no money to set aside for them.

    `period` and `name`: of the counts of their use.
    """

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    period: str
    name: str


class AllowanceGiven(Event, name="cards.allowance_given.v1", terminal=False):
    """What was withheld is given after all: money is set aside for it."""

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    period: str
    name: str


class SchemeRightEnded(Event, name="cards.scheme_right_ended.v1", terminal=False):
    """The right ends earlier than it would have: `last_day` is the last on which it holds.

    The card goes on working, at full price. `learned_on` differs from `last_day` where it was
    learned late.
    """

    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    last_day: date
    learned_on: date
    reason: Literal["status_lost", "moved", "revoked", "not_ratified", "merged", "on_request"]

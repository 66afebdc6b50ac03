"""What can be asked about granting by itself: lists of statuses, and renewals at night."""

from datetime import date
from typing import Final
from uuid import UUID

from pydantic import Field

from services.cards.contracts.commands.statuses import AskedBy, LegalBasis, OnlineSource
from services.kernel.contract import Command, Sealed

LINES_MAX: Final = 100
"""Lines that are checked at once: a turn that decides about more would keep desks waiting."""


class CheckStatusList(Command, name="cards.check_status_list.v1"):
    """Say what a list of statuses would come to, line by line, and change nothing.

    `lines` is sealed to cards: {"lines": [{"line", "number", "status", "holds", "from", "until"}]},
    at most a hundred. `municipality`: only persons of this one are known to whoever asks.
    """

    scheme_id: UUID
    lines: Sealed
    on: date
    legal_basis: LegalBasis
    deliberation: str | None = Field(default=None, pattern=r"^\d{2}/\d{1,4}$")
    municipality: str | None = None


class RecordListedStatus(Command, name="cards.record_listed_status.v1"):
    """Record what a list says of one person, found by her national number.

    `listed` is sealed to cards: {"number", "status", "holds", "from", "until"}. `list_id` is the
    list. Where the regulation grants automatically, her right follows; only there may a list be
    taken, on authority. `municipality`: as in `CheckStatusList`.
    """

    scheme_id: UUID
    list_id: UUID
    listed: Sealed
    on: date
    legal_basis: LegalBasis
    listed_by: AskedBy
    deliberation: str | None = Field(default=None, pattern=r"^\d{2}/\d{1,4}$")
    municipality: str | None = None


class ArrangeRenewals(Command, name="cards.arrange_renewals.v1"):
    """Let rights in a scheme be renewed by themselves: a source is asked, so many days ahead.

    One arrangement per scheme and status; a later one about the same takes its place. The
    regulation must grant automatically, and the basis be one of authority.
    """

    scheme_id: UUID
    status: str
    source: OnlineSource
    legal_basis: LegalBasis
    deliberation: str | None = Field(default=None, pattern=r"^\d{2}/\d{1,4}$")
    days_before: int


class StopRenewals(Command, name="cards.stop_renewals.v1"):
    """Ask no more by itself. What was asked already is still answered."""

    arrangement_id: UUID


class AskForRenewal(Command, name="cards.ask_for_renewal.v1", internal=True):
    """From the clock: a right nears its end, so the source is asked about its holder, once.

    `statuses` is sealed to cards, as in `AskStatus`. `ends_on`: the end for which it is asked.
    """

    arrangement_id: UUID
    right_id: UUID
    holder_id: UUID
    scheme_id: UUID
    ends_on: date
    statuses: Sealed

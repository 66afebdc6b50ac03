"""What can be asked about group passes: tickets per year for an organisation."""

from datetime import date
from typing import Final
from uuid import UUID

from services.cards.contracts.commands.cards import BlockReason
from services.kernel.contract import Command

NUMBER: Final = "number"
"""The purpose of the key with which a pass's number is sealed: it is of no person."""


class IssueGroupPass(Command, name="cards.issue_group_pass.v1"):
    """Give an organisation a pass with so many tickets per calendar year.

    `municipality` (REFNIS): the one whose own money may pay for its visits; none: everybody's.
    """

    organisation_id: UUID
    scheme_id: UUID
    tickets_per_year: int
    valid_until: date
    municipality: str | None = None


class BlockGroupPass(Command, name="cards.block_group_pass.v1"):
    """Let a group pass work no longer. What was used of it stays."""

    pass_id: UUID
    reason: BlockReason


class RegisterGroupVisit(Command, name="cards.register_group_visit.v1"):
    """A group takes part: so many tickets of its pass. `pass_token` hashes the pass's number."""

    pass_token: str
    offer_id: UUID
    on: date
    tickets: int


class CancelGroupVisit(Command, name="cards.cancel_group_visit.v1"):
    """The group did not come: its tickets are free again."""

    visit_id: UUID

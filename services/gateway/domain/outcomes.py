"""What an outcome says to the client: done with what it made, or rejected with a code. Pure."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

from services.cards.contracts.events import WorkItemOpened
from services.gateway.domain.attempts import NOT_VALID
from services.kernel.contract import Event, Rejection

Facts = dict[str, int | str | None]

_MADE = (
    "bank_line_id",
    "correction_id",
    "repayment_id",
    "debt_id",
    "judgement_id",
    "receipt_id",
    "clearing_id",
    "expense_id",
    "uncovered_id",
    "allowance_id",
    "book_year",
    "move_id",
    "payment_id",
    "run_id",
    "statement_id",
    "payer_id",
    "payee_account_id",
    "entity_id",
    "funding_id",
    "claim_id",
    "item_id",
    "question_id",
    "check_id",
    "arrangement_id",
    "application_id",
    "decision_id",
    "recovery_id",
    "ratification_id",
    "series_id",
    "referrer_id",
    "request_id",
    "basis_id",
    "list_id",
    "group_id",
    "check_in_id",
    "participation_id",
    "envelope_id",
    "card_id",
    "visit_id",
    "pass_id",
    "pack_id",
    "counter_id",
    "right_id",
    "household_id",
    "holder_id",
    "offer_id",
    "organisation_id",
    "regulation_id",
    "scheme_id",
    "network_id",
)
"""Where an event names several things, the first of these is what it is about."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an operation. `made` is the id of what it made or changed.

    `not_valid`: it tells who asked that a number does not work.
    """

    status: Literal["done", "rejected"]
    code: str | None = None
    field: str | None = None
    facts: Facts = dataclasses.field(default_factory=dict)
    made: str | None = None
    not_valid: bool = False


def outcome_of(event: Event) -> Outcome:
    """Read the outcome in a terminal event."""
    if event.declines:
        said = event.model_dump(include={"code", "field", "facts"})
        code = said["code"]
        return Outcome(
            "rejected", code, said["field"], said["facts"], _made(event), code in NOT_VALID
        )
    told_late = isinstance(event, WorkItemOpened) and event.kind == "card_not_valid"
    return Outcome("done", made=_made(event), not_valid=told_late)


def _made(event: Event) -> str | None:
    if isinstance(event, Rejection):
        return None
    named = (getattr(event, name, None) for name in _MADE)
    return next((str(value) for value in named if value is not None), None)

"""Renewing rights by themselves: what was arranged, and the question when a right nears its end.

Pure. One question per right, end and arrangement; whether it is due is found by the calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid5

from services.cards.contracts.commands import ArrangeRenewals, AskForRenewal, StopRenewals
from services.cards.contracts.events import (
    RenewalAsked,
    RenewalsArranged,
    RenewalsStopped,
    StatusAsked,
)
from services.cards.contracts.regulation.consistency import placed
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.predicates import Status
from services.cards.domain.automatic import (
    automatic_document,
    check_authority,
    needs_of_automatic,
    right_left,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.consent import PersonTerms, terms_of
from services.cards.domain.holder import Holder
from services.cards.domain.scheme import Scheme
from services.cards.domain.scheme_right import RightOwner
from services.cards.domain.status_question import (
    GIVE_UP_AFTER,
    SealedQuestion,
    StatusRecord,
    has_number,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True)
class Configured:
    """For `ArrangeRenewals`: whether this process can ask the source."""

    configured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Row):
    """That rights in a scheme are renewed on a status, asked so many days ahead."""

    table: ClassVar[str] = "renewal_arrangements"
    scheme_id: str
    status: str
    source: str
    legal_basis: str
    deliberation: str | None
    days_before: int
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAsk(Row):
    """For which end of a right was asked last. Key: `ask_key`."""

    table: ClassVar[str] = "renewal_asks"
    ends_on: date


def arrangement_of(scheme_id: UUID, status: str) -> UUID:
    """The arrangement about a scheme and a status: there is one."""
    return uuid5(scheme_id, f"renewals:{status}")


def ask_key(arrangement_id: object, right_id: object) -> str:
    """The key of what was asked about a right by an arrangement."""
    return f"{arrangement_id}:{right_id}"


# -- arranged ---------------------------------------------------------------------------------


def needs_of_arranging(command: ArrangeRenewals, context: Context, state: State) -> Iterable[Place]:
    """The scheme and the regulation of the day."""
    return needs_of_automatic(command.scheme_id, context, state)


def arrange(command: ArrangeRenewals, context: Context, state: State) -> Sequence[Event]:
    """Arrange it, where the regulation grants automatically and asks for this status."""
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    document = check_authority(
        command.legal_basis, command.deliberation, command.scheme_id, context, state
    )
    if command.status not in statuses_of(document):
        raise Refusal("status_not_in_regulation", "status")
    days_max = document.validity.renewable_days_before
    if not 0 < command.days_before <= days_max:
        raise Refusal("days_before_invalid", "days_before", days_max=days_max)
    assert isinstance(context.prepared, Configured)
    if not context.prepared.configured:
        raise Refusal("source_not_configured", "source")
    arrangement_id = arrangement_of(command.scheme_id, command.status)
    return [RenewalsArranged(arrangement_id=arrangement_id, **command.model_dump())]


def statuses_of(document: RegulationDocument) -> frozenset[str]:
    """The statuses that a regulation asks for, whoever has to hold them."""
    return frozenset(
        name
        for route in document.routes
        for _path, condition in placed("", route.conditions)
        if isinstance(condition, Status)
        for name in condition.any_of
    )


def arranged(event: RenewalsArranged, _context: Context, _state: State) -> Iterable[Change]:
    """It stands in the place of what was arranged before."""
    yield Arrangement(
        key=str(event.arrangement_id),
        scheme_id=str(event.scheme_id),
        status=event.status,
        source=event.source,
        legal_basis=event.legal_basis,
        deliberation=event.deliberation,
        days_before=event.days_before,
    )


def needs_of_stopping(command: StopRenewals, _context: Context, _state: State) -> Iterable[Place]:
    """What was arranged."""
    return [Arrangement.at(command.arrangement_id)]


def stop(command: StopRenewals, _context: Context, state: State) -> Sequence[Event]:
    """Ask no more. Stopped twice is stopped."""
    if state.get(Arrangement, command.arrangement_id) is None:
        raise Refusal("arrangement_unknown", "arrangement_id")
    return [RenewalsStopped(arrangement_id=command.arrangement_id)]


def stopped(event: RenewalsStopped, _context: Context, state: State) -> Iterable[Change]:
    """The calendar finds it no more."""
    found = state.get(Arrangement, event.arrangement_id)
    if found is not None:
        yield replace(found, active=False)


# -- due --------------------------------------------------------------------------------------


def needs_of_asking(command: AskForRenewal, context: Context, state: State) -> Iterable[Place]:
    """The right, whether it was asked for, the arrangement; the holder and her regulation."""
    yield from (RightOwner.at(command.right_id), Arrangement.at(command.arrangement_id))
    yield RenewalAsk.at(ask_key(command.arrangement_id, command.right_id))
    yield from (Holder.at(command.holder_id), StatusRecord.at(command.holder_id))
    yield PersonTerms.at(command.holder_id)
    holder = state.peek(Holder, command.holder_id)
    yield from (Holder.at(merged) for merged in (holder.merged_ids if holder is not None else ()))
    yield from needs_of_automatic(command.scheme_id, context, state)


def ask(command: AskForRenewal, context: Context, state: State) -> Sequence[Event]:
    """Ask the source, once for this end of the right. Never refuses.

    Where nothing can be asked (no number, she objected, no regulation that grants automatically
    any more) the right is left to people.
    """
    owner = state.get(RightOwner, command.right_id)
    before = state.get(RenewalAsk, ask_key(command.arrangement_id, command.right_id))
    arrangement = state.get(Arrangement, command.arrangement_id)
    if arrangement is None or not arrangement.active or owner is None:
        return []
    if owner.ends_on != command.ends_on or owner.holder_id != str(command.holder_id):
        return []
    if before is not None and before.ends_on == command.ends_on:
        return []
    noted = RenewalAsked(
        arrangement_id=command.arrangement_id,
        right_id=command.right_id,
        holder_id=command.holder_id,
        ends_on=command.ends_on,
    )
    question = _question(command, arrangement, context, state)
    if question is not None:
        return [noted, question]
    document = automatic_document(command.scheme_id, context, state)
    return [noted, *right_left(str(command.right_id), document, context, state)]


def _question(
    command: AskForRenewal, arrangement: Arrangement, context: Context, state: State
) -> Event | None:
    holder, ready = state.get(Holder, command.holder_id), context.prepared
    if not isinstance(ready, SealedQuestion) or not ready.configured:
        return None
    if holder is None or holder.erased or not has_number(holder, state):
        return None
    if terms_of(holder.key, state).restricted:
        return None
    if automatic_document(command.scheme_id, context, state) is None:
        return None
    return StatusAsked.model_validate(
        {
            "question_id": context.make_id("question"),
            "holder_id": command.holder_id,
            "source": arrangement.source,
            "statuses": ready.statuses,
            "token": ready.token,
            "on": day_of(context.time),
            "legal_basis": arrangement.legal_basis,
            "purpose": "renewal",
            "asked_by": "coordinator",
            "asked_at": context.time,
            "give_up_at": context.time + GIVE_UP_AFTER[arrangement.source],
            "deliberation": arrangement.deliberation,
            "scheme_id": command.scheme_id,
            "right_id": command.right_id,
        }
    )


def asked(event: RenewalAsked, _context: Context, _state: State) -> Iterable[Change]:
    """It is not asked for the same end again."""
    key = ask_key(event.arrangement_id, event.right_id)
    yield RenewalAsk(key=key, ends_on=event.ends_on)

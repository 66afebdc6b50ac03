"""What the network pays for a visit with a group pass, to the provider. Pure.

A visit is of an organisation and names no person, so no ground says which funding sources may
carry it: all may, in their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.budget.contracts.events import (
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
    Transfer,
)
from services.budget.domain.ledger import TransferRow, booked, follow_up
from services.budget.domain.participation import accounts_for, ids_of
from services.budget.domain.year import drawn, places, sources_of
from services.cards.contracts.events import GroupVisitCancelRequested, GroupVisitRequested
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

Asked = GroupVisitRequested | GroupVisitCancelRequested


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVisit(Row):
    """A visit that budget agreed to. `transfer_ids` are those of its last step."""

    table: ClassVar[str] = "group_visits"
    organisation_id: str
    day: date | None
    status: Literal["confirmed", "cancelled"]
    transfer_ids: tuple[str, ...] = ()


def needs(event: GroupVisitRequested, context: Context, _state: State) -> Iterable[Place]:
    """The accounts that pay and the one that is paid."""
    provider = str(event.provider_id)
    year = event.on.year
    return places(
        accounts_for(context.stream, year=year, organisation=provider, payee="organisation")
    )


def answer(event: GroupVisitRequested, context: Context, state: State) -> Sequence[Event]:
    """Post the network's share in the year of the day, or refuse it. Nothing needs no budget."""
    return [
        GroupVisitConfirmed(
            visit_id=event.visit_id,
            organisation_id=event.provider_id,
            offer_id=event.offer_id,
            on=event.on,
            tickets=event.tickets,
            price_cents=event.price_cents,
            holder_cents=event.holder_cents,
            organisation_cents=event.organisation_cents,
            network_cents=event.network_cents,
            transfers=_paid(event, context, state) if event.network_cents else (),
        )
    ]


def _paid(event: GroupVisitRequested, context: Context, state: State) -> tuple[Transfer, ...]:
    *_, payable = accounts_for(
        context.stream,
        year=event.on.year,
        organisation=str(event.provider_id),
        payee="organisation",
    )
    sources = sources_of(context.stream, event.on.year, state)
    ids = [context.make_id(f"drawn:{source.kind}") for source in sources]
    return drawn(event.network_cents, sources, payable, held=False, transfer_ids=ids)


def needs_of_cancelling(
    event: GroupVisitCancelRequested, context: Context, state: State
) -> Iterable[Place]:
    """The visit; then the transfers that posted it, and their accounts."""
    yield GroupVisit.at(event.visit_id)
    found = state.peek(GroupVisit, event.visit_id)
    if found is not None and found.day is not None:
        yield from (TransferRow.at(transfer_id) for transfer_id in found.transfer_ids)
        yield from places(
            accounts_for(
                context.stream,
                year=found.day.year,
                organisation=found.organisation_id,
                payee="organisation",
            )
        )


def cancel(event: GroupVisitCancelRequested, context: Context, state: State) -> Sequence[Event]:
    """Move back what was posted; nothing for a visit from before its share was posted."""
    found = state.get(GroupVisit, event.visit_id)
    if found is not None and found.status == "cancelled":
        raise Refusal("already_cancelled", "visit_id")
    named = () if found is None else found.transfer_ids
    rows = [row for one in named if (row := state.get(TransferRow, one)) is not None]
    return [
        GroupVisitReversed(
            visit_id=event.visit_id,
            organisation_id=event.provider_id,
            transfers=follow_up(rows, "reversal", context, state),
        )
    ]


def decline(
    event: Asked, code: str, field: str | None, facts: Mapping[str, int | str | None]
) -> GroupVisitDeclined:
    """The no that a request or a cancel awaits."""
    return GroupVisitDeclined(
        visit_id=event.visit_id,
        action="request" if isinstance(event, GroupVisitRequested) else "cancel",
        code=code,
        field=field,
        facts=dict(facts),
    )


def confirmed(event: GroupVisitConfirmed, _context: Context, state: State) -> Iterable[Change]:
    """The share is payable."""
    yield GroupVisit(
        key=str(event.visit_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        status="confirmed",
        transfer_ids=ids_of(event.transfers),
    )
    yield from _booked(event.transfers, event.visit_id, state)


def reversed_(event: GroupVisitReversed, _context: Context, state: State) -> Iterable[Change]:
    """The share is back where it came from."""
    found = state.get(GroupVisit, event.visit_id) or GroupVisit(
        key=str(event.visit_id),
        organisation_id=str(event.organisation_id),
        day=None,
        status="cancelled",
    )
    yield replace(found, status="cancelled", transfer_ids=ids_of(event.transfers))
    yield from _booked(event.transfers, event.visit_id, state)


def _booked(transfers: Iterable[Transfer], visit_id: UUID, state: State) -> Iterable[Change]:
    return booked(transfers, None, state, visit_id=str(visit_id))


def declined(_event: GroupVisitDeclined, _context: Context, _state: State) -> Iterable[Change]:
    """A no changes nothing."""
    return ()

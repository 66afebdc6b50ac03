"""What the network pays for a visit with a group pass, to the provider. Pure.

A visit is of an organisation and names no person, so no ground says which funding sources may
carry it: all may, in their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.events import (
    Account,
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
    Transfer,
)
from services.budget.domain.bucket import bucket_for, bucket_now, needs_bucket, with_line
from services.budget.domain.copies import SELF, Network, Offer, own_municipality
from services.budget.domain.drawing import Purse, draw, needs_books_for, purse_for, purse_places
from services.budget.domain.ledger import (
    TransferRow,
    booked,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.participation import ids_of, payable_to
from services.budget.domain.payable import payable_of
from services.budget.domain.prior import needs_reversal, reversed_in
from services.budget.domain.request import behind_who_waits, needs_waiting
from services.cards.contracts.events import GroupVisitCancelRequested, GroupVisitRequested
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

Asked = GroupVisitRequested | GroupVisitCancelRequested


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVisit(Row):
    """A visit that budget agreed to. `transfer_ids` are those of its last step. `late`: its line
    came too late and waits for a decision."""

    table: ClassVar[str] = "group_visits"
    organisation_id: str
    day: date | None
    status: Literal["confirmed", "cancelled"]
    transfer_ids: tuple[str, ...] = ()
    book_year: int | None = None
    late: bool = False

    @property
    def booked_in(self) -> int:
        """The year in whose books it stands."""
        assert self.day is not None
        return self.day.year if self.book_year is None else self.book_year


def needs(event: GroupVisitRequested, context: Context, state: State) -> Iterable[Place]:
    """The books and the kind of offer; then the accounts that pay and the one that is paid."""
    own = (Offer.at(event.offer_id), Network.at(SELF))
    first = (*needs_books_for(event.on, context.time), *own)
    yield from first
    if not all(state.has(place) for place in first):
        return
    try:
        purse = _purse(event, context, state)
    except Refusal:
        return
    yield from purse_places(purse)
    yield from places([_payable(event, purse)])
    yield from needs_bucket(str(event.provider_id), purse.year, event.on)
    yield from needs_waiting(purse)


def _purse(event: GroupVisitRequested, context: Context, state: State) -> Purse:
    offer = state.get(Offer, event.offer_id)
    category = "other" if offer is None else offer.category
    municipality = own_municipality(event.municipality, state)
    return purse_for(context, state, on=event.on, category=category, municipality=municipality)


def _payable(event: GroupVisitRequested, purse: Purse) -> Account:
    provider = str(event.provider_id)
    return payable_to(purse.stream, year=purse.year, organisation=provider, payee="organisation")


def answer(event: GroupVisitRequested, context: Context, state: State) -> Sequence[Event]:
    """Post the network's share in the year of the day, or refuse it. Nothing needs no budget."""
    transfers: tuple[Transfer, ...] = ()
    envelope = bucket = None
    if event.network_cents:
        purse = _purse(event, context, state)
        behind_who_waits(purse, state)
        payable = _payable(event, purse)
        transfers, envelope = (
            draw(event.network_cents, purse, payable, context, state),
            purse.envelope_id,
        )
        provider = str(event.provider_id)
        bucket = bucket_for(event.visit_id, provider, purse.year, event.on, context, state)
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
            transfers=transfers,
            envelope_id=envelope,
            bucket_id=bucket,
        )
    ]


def needs_of_cancelling(
    event: GroupVisitCancelRequested, context: Context, state: State
) -> Iterable[Place]:
    """All that reversing the visit reads."""
    return needs_of_visit(event.visit_id, context, state)


def needs_of_visit(own_id: UUID, context: Context, state: State) -> Iterable[Place]:
    """The visit; then the transfers that posted it, and their accounts."""
    yield GroupVisit.at(own_id)
    found = state.peek(GroupVisit, own_id)
    if found is not None:
        yield from needs_of_transfers(found.transfer_ids, state)
        if found.day is not None:
            yield from needs_bucket(found.organisation_id, found.booked_in, found.day)
            yield from needs_reversal(found.transfer_ids, found.booked_in, context, state)


def cancel(event: GroupVisitCancelRequested, context: Context, state: State) -> Sequence[Event]:
    """Move back what was posted; nothing for a visit from before its share was posted."""
    found = state.get(GroupVisit, event.visit_id)
    if found is not None and found.status == "cancelled":
        raise Refusal("already_cancelled", "visit_id")
    return [reverse(event.visit_id, event.provider_id, context, state)]


def reverse(own_id: UUID, provider: UUID, context: Context, state: State) -> GroupVisitReversed:
    """Move back what was posted of a visit."""
    found = state.get(GroupVisit, own_id)
    rows = transfers_named(() if found is None else found.transfer_ids, state)
    return GroupVisitReversed(
        visit_id=own_id,
        organisation_id=provider,
        transfers=_back(found, rows, context, state),
        bucket_id=_bucket(found, context, state) if rows else None,
    )


def _back(
    found: GroupVisit | None, rows: list[TransferRow], context: Context, state: State
) -> tuple[Transfer, ...]:
    """What was posted, moved back; nothing was where the visit is from before shares were."""
    if found is None or found.day is None:
        return ()
    return reversed_in(rows, context, state)


def _bucket(found: GroupVisit | None, context: Context, state: State) -> UUID | None:
    """The lines of the provider among which it is settled now."""
    if found is None or found.day is None:
        return None
    if found.late:
        return late_bucket(found.key)
    organisation, year = found.organisation_id, found.booked_in
    return bucket_now(context.stream, organisation, year, found.day, state)


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
    late = event.bucket_id == late_bucket(event.visit_id)
    yield GroupVisit(
        key=str(event.visit_id),
        organisation_id=str(event.organisation_id),
        day=event.on,
        status="confirmed",
        transfer_ids=ids_of(event.transfers),
        book_year=event.transfers[0].credit.year if event.transfers else None,
        late=late,
    )
    owed = payable_of(event.transfers)
    if owed and not late:
        yield from with_line(str(event.organisation_id), owed.year, event.on, owed.cents, state)
    yield from _booked(event.transfers, event.visit_id, state)


def reversed_(event: GroupVisitReversed, _context: Context, state: State) -> Iterable[Change]:
    """The share is back where it came from."""
    found = state.get(GroupVisit, event.visit_id) or GroupVisit(
        key=str(event.visit_id),
        organisation_id=str(event.organisation_id),
        day=None,
        status="cancelled",
    )
    yield replace(found, status="cancelled", transfer_ids=ids_of(event.transfers), late=False)
    owed = payable_of(event.transfers)
    if owed and found.day is not None and not found.late:
        yield from with_line(found.organisation_id, owed.year, found.day, owed.cents, state)
    yield from _booked(event.transfers, event.visit_id, state)


def _booked(transfers: Iterable[Transfer], visit_id: UUID, state: State) -> Iterable[Change]:
    return booked(transfers, state, visit=visit_id)


def declined(_event: GroupVisitDeclined, _context: Context, _state: State) -> Iterable[Change]:
    """A no changes nothing."""
    return ()

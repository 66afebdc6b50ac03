"""A participation that budget agreed to, and what each fact about it changes. Pure.

What is answered to a request is in `request.py`; the table of status by wish in `resolution.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.events import (
    Account,
    CorrectionDeclined,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationPromoted,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    Payee,
    Transfer,
)
from services.budget.domain.bucket import with_line
from services.budget.domain.clearing import Taken, cleared, clearing_side
from services.budget.domain.instalment_plan import closed
from services.budget.domain.ledger import account, booked
from services.budget.domain.payable import claim_ready, item_withdrawn, payable_of
from services.budget.domain.uncovered_queue import queued, unqueued_whole
from services.budget.domain.waiting_list import joined, left
from services.kernel.money import Shares
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Overlay, Row, State

Status = Literal["waiting", "held", "confirmed", "voided", "expired", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """A participation that budget agreed to. The three shares sum to the price, in cents.

    `transfer_ids` are the transfers of its last step, which the next step names. `book_year`: the
    year in whose books it stands, where that is not the year of its day. `disputed`: what is
    payable for it is set aside. `late`: its line came too late and waits for a decision.
    `clearing_with`: the other network that owes it. `held_year`: the year whose money holds what
    falls due later, where that was carried on.
    """

    table: ClassVar[str] = "participations"
    organisation_id: str
    offer_id: str
    day: date
    price_cents: int
    holder_cents: int
    organisation_cents: int
    network_cents: int
    status: Status
    transfer_ids: tuple[str, ...]
    uncovered_cents: int = 0
    payee: Payee = "organisation"
    envelope_id: str | None = None
    book_year: int | None = None
    disputed: bool = False
    late: bool = False
    clearing_with: str | None = None
    held_year: int | None = None

    @property
    def booked_in(self) -> int:
        """The year in whose books it stands."""
        return self.day.year if self.book_year is None else self.book_year

    @property
    def held_in(self) -> int:
        """The year whose money is, or was, held for it."""
        return self.booked_in if self.held_year is None else self.held_year

    @property
    def shares(self) -> Shares:
        """What each payer bears of it, as it is now."""
        return Shares(self.holder_cents, self.organisation_cents, self.network_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHold(Row):
    """A hold that is neither taken nor released: what the clock looks for. Key: participation."""

    table: ClassVar[str] = "open_holds"
    hold_until: datetime


def payable_to(stream: str, *, year: int, organisation: str, payee: Payee) -> Account:
    """What is payable to the organisation in a year, or to holders."""
    paid = organisation if payee == "organisation" else None
    return account(stream=stream, kind="payable", year=year, organisation=paid)


def held(event: ParticipationHeld, _context: Context, state: State) -> Iterable[Change]:
    """The share is set aside, and the clock watches it."""
    yield participation_of(event, "held")
    yield OpenHold(key=str(event.participation_id), hold_until=event.hold_until)
    yield from booked(event.transfers, state, participation=event.participation_id)


def confirmed(event: ParticipationConfirmed, context: Context, state: State) -> Iterable[Change]:
    """The share is payable; a hold that led to it is closed."""
    late = event.bucket_id == late_bucket(event.participation_id)
    yield replace(participation_of(event, "confirmed"), late=late)
    yield Gone(OpenHold.at(event.participation_id))
    owed = payable_of(event.transfers)
    if owed and event.payee == "holder":
        yield from claim_ready(event)
    elif owed and not late:
        yield from with_line(str(event.organisation_id), owed.year, event.on, owed.cents, state)
    yield from queued(event, state)
    taken = Taken(
        participation_id=event.participation_id,
        offer_id=str(event.offer_id),
        day=event.on,
        sources=event.sources,
    )
    yield from cleared(event.transfers, taken, context.stream, state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def waitlisted(event: ParticipationWaitlisted, _context: Context, state: State) -> Iterable[Change]:
    """It waits for its turn; no money moves."""
    yield _told(
        event, "waiting", envelope_id=str(event.envelope_id), book_year=event.year, transfer_ids=()
    )
    yield from joined(event, state)


def promoted(event: ParticipationPromoted, context: Context, state: State) -> Iterable[Change]:
    """It waits no more, and its share is payable."""
    yield from left(event.participation_id, state, promoted=True)
    yield from confirmed(event, context, state)


def participation_of(
    event: ParticipationHeld | ParticipationConfirmed, status: Status
) -> Participation:
    """The participation as an event tells it."""
    return _told(
        event,
        status,
        transfer_ids=ids_of(event.transfers),
        uncovered_cents=getattr(event, "uncovered_cents", 0),
        payee=event.payee,
        envelope_id=None if event.envelope_id is None else str(event.envelope_id),
        book_year=event.transfers[0].credit.year if event.transfers else None,
        clearing_with=_network_in(event.transfers),
    )


def _told(
    event: ParticipationHeld | ParticipationConfirmed | ParticipationWaitlisted,
    status: Status,
    **more: Any,
) -> Participation:
    """What every answer tells of it, and `more`."""
    return Participation(
        key=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        offer_id=str(event.offer_id),
        day=event.on,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        network_cents=event.network_cents,
        status=status,
        **more,
    )


def _network_in(transfers: Iterable[Transfer]) -> str | None:
    side = clearing_side(transfers)
    return None if side is None else str(side.organisation_id)


def ids_of(transfers: Iterable[Transfer]) -> tuple[str, ...]:
    """The ids of transfers."""
    return tuple(str(transfer.transfer_id) for transfer in transfers)


def voided(event: ParticipationVoided, _context: Context, state: State) -> Iterable[Change]:
    """The share is free again; the hold is closed, or its place in the list is."""
    yield from ended(event, event.reason, state)
    yield from left(event.participation_id, state)
    yield from closed(str(event.participation_id), state)
    yield Gone(OpenHold.at(event.participation_id))


def reversed_(event: ParticipationReversed, context: Context, state: State) -> Iterable[Change]:
    """The share is back where it came from; a claim that is not paid yet is paid no more."""
    yield from item_withdrawn(event.participation_id, state)
    yield from closed(str(event.participation_id), state)
    yield Gone(OpenHold.at(event.participation_id))
    before = state.get(Participation, event.participation_id)
    owed = payable_of(event.transfers)
    if owed and before is not None and before.payee == "organisation" and not before.late:
        yield from with_line(before.organisation_id, owed.year, before.day, owed.cents, state)
    if before is not None and before.uncovered_cents:
        yield from unqueued_whole(before.key, state)
    if before is not None:
        taken = Taken(
            participation_id=event.participation_id, offer_id=before.offer_id, day=before.day
        )
        yield from cleared(event.transfers, taken, context.stream, state)
    yield from ended(event, "cancelled", state)


def ended(
    event: ParticipationVoided | ParticipationReversed, status: Status, state: State
) -> Iterable[Change]:
    """The participation in its last status, and the transfers that brought it there."""
    before = state.get(Participation, event.participation_id)
    if before is not None:
        moved = ids_of(event.transfers)
        yield replace(before, status=status, transfer_ids=moved, late=False)
    yield from booked(event.transfers, state, participation=event.participation_id)


Resolved = ParticipationConfirmed | ParticipationVoided | ParticipationReversed


def once_resolved(events: Iterable[Resolved], context: Context, state: State) -> Overlay:
    """As all will be once these are taken in."""
    seen = Overlay(state)
    for event in events:
        match event:
            case ParticipationConfirmed():
                seen.apply(confirmed(event, context, seen))
            case ParticipationVoided():
                seen.apply(voided(event, context, seen))
            case ParticipationReversed():
                seen.apply(reversed_(event, context, seen))
    return seen


def declined(
    _event: ParticipationDeclined | CorrectionDeclined, _context: Context, _state: State
) -> Iterable[Change]:
    """A no changes nothing."""
    return ()

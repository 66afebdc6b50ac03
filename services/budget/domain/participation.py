"""What the network pays for a participation: posted at once, or held and then resolved. Pure.

Budget speaks the final word on a participation; the table of status by wish is in `resolution.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from services.budget.contracts.events import (
    Account,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    Payee,
    Transfer,
)
from services.budget.domain.bucket import bucket_now, needs_bucket, with_line
from services.budget.domain.copies import Offer
from services.budget.domain.drawing import Purse, draw, needs_books_for, purse_for, purse_places
from services.budget.domain.ledger import account, booked, places
from services.budget.domain.payable import claim_ready, item_withdrawn, payable_of
from services.budget.domain.uncovered_queue import (
    UncoveredQueue,
    queue_key,
    queued,
    uncovered_account,
    unqueued,
)
from services.cards.contracts.events import ParticipationRequested
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

Status = Literal["held", "confirmed", "voided", "expired", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """A participation that budget agreed to. The three shares sum to the price, in cents.

    `transfer_ids` are the transfers of its last step, which the next step names. `book_year`: the
    year in whose books it stands, where that is not the year of its day. `disputed`: what is
    payable for it is set aside.
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

    @property
    def booked_in(self) -> int:
        """The year in whose books it stands."""
        return self.day.year if self.book_year is None else self.book_year


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHold(Row):
    """A hold that is neither taken nor released: what the clock looks for. Key: participation."""

    table: ClassVar[str] = "open_holds"
    hold_until: datetime


def payable_to(stream: str, *, year: int, organisation: str, payee: Payee) -> Account:
    """What is payable to the organisation in a year, or to holders."""
    paid = organisation if payee == "organisation" else None
    return account(stream=stream, kind="payable", year=year, organisation=paid)


def needs(event: ParticipationRequested, context: Context, state: State) -> Iterable[Place]:
    """The books and the kind of offer; then the accounts that pay and the one that is paid."""
    yield from needs_books_for(event.on, context.time)
    yield Offer.at(event.offer_id)
    purse = found_purse(event, context, state)
    if purse is not None:
        yield from purse_places(purse)
        yield from places(_beside(event, purse))
        yield from needs_bucket(str(event.organisation_id), purse.year, event.on)
        yield UncoveredQueue.at(queue_key(purse.year, purse.envelope_id))


def found_purse(event: ParticipationRequested, context: Context, state: State) -> Purse | None:
    """For `needs`: what pays, once it can be told."""
    places_first = (*needs_books_for(event.on, context.time), Offer.at(event.offer_id))
    if not all(state.has(place) for place in places_first):
        return None
    try:
        return purse_of_request(event, context, state)
    except Refusal:
        return None


def purse_of_request(event: ParticipationRequested, context: Context, state: State) -> Purse:
    """What pays for a request. Refuses a year without a book, and locked books."""
    offer = state.get(Offer, event.offer_id)
    return purse_for(
        context,
        state,
        on=event.on,
        category="other" if offer is None else offer.category,
        municipality=event.payer_municipality,
    )


def _beside(event: ParticipationRequested, purse: Purse) -> tuple[Account, Account]:
    """What is payable for it, and what is owed without money for it."""
    payable = payable_to(
        purse.stream,
        year=purse.year,
        organisation=str(event.organisation_id),
        payee=event.payee,
    )
    return payable, uncovered_account(purse.stream, purse.year, purse.envelope_id)


def answer(event: ParticipationRequested, context: Context, state: State) -> Sequence[Event]:
    """Post or hold the network's share in the year of the day, or refuse it.

    Only sources that may carry the holder are drawn on. A share of nothing, as with an ordinary
    card, needs no budget. What happened before it was told is never refused: where there is no
    money for it, its whole share is uncovered, and owed all the same.
    """
    if event.network_cents == 0:
        return [agreed(event, None, (), 0, state)]
    purse = purse_of_request(event, context, state)
    try:
        paid = paid_from(purse, event, event.uncovered_cents, context, state)
        return [agreed(event, purse, paid, event.uncovered_cents, state)]
    except Refusal:
        if event.happened_at is None:
            raise
        owed = paid_from(purse, event, event.network_cents, context, state)
        return [agreed(event, purse, owed, event.network_cents, state)]


def paid_from(
    purse: Purse,
    event: ParticipationRequested,
    uncovered_cents: int,
    context: Context,
    state: State,
) -> tuple[Transfer, ...]:
    """Transfers of the share: what is covered, and what is not. Refuses `envelope_empty`."""
    payable, uncovered = _beside(event, purse)
    held = event.hold_until is not None
    transfers = draw(
        event.network_cents - uncovered_cents,
        purse,
        payable,
        context,
        state,
        held=held,
        only=event.sources,
    )
    if uncovered_cents == 0:
        return transfers
    owed = Transfer(
        transfer_id=context.make_id("uncovered"),
        kind="held" if held else "posted",
        debit=uncovered,
        credit=payable,
        cents=uncovered_cents,
        bbc=purse.bbc,
        for_year=purse.for_year,
    )
    return (*transfers, owed)


def agreed(
    event: ParticipationRequested,
    purse: Purse | None,
    transfers: tuple[Transfer, ...],
    uncovered_cents: int,
    state: State,
) -> ParticipationHeld | ParticipationConfirmed:
    """Held where the request says until when, else confirmed."""
    wish = event.model_dump() | {
        "transfers": transfers,
        "uncovered_cents": uncovered_cents,
        "envelope_id": None if purse is None else purse.envelope_id,
    }
    if event.hold_until is not None:
        return ParticipationHeld(**wish)
    if purse is not None and event.payee == "organisation":
        organisation = str(event.organisation_id)
        wish["bucket_id"] = bucket_now(purse.stream, organisation, purse.year, event.on, state)
    return ParticipationConfirmed(**wish)


def decline(
    event: ParticipationRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> ParticipationDeclined:
    """The no that the request awaits."""
    return ParticipationDeclined(
        participation_id=event.participation_id,
        action="request",
        code=code,
        field=field,
        facts=dict(facts),
    )


def held(event: ParticipationHeld, _context: Context, state: State) -> Iterable[Change]:
    """The share is set aside, and the clock watches it."""
    yield participation_of(event, "held")
    yield OpenHold(key=str(event.participation_id), hold_until=event.hold_until)
    yield from booked(event.transfers, state, participation=event.participation_id)


def confirmed(event: ParticipationConfirmed, _context: Context, state: State) -> Iterable[Change]:
    """The share is payable; a hold that led to it is closed."""
    yield participation_of(event, "confirmed")
    yield Gone(OpenHold.at(event.participation_id))
    owed = payable_of(event.transfers)
    if owed and event.payee == "holder":
        yield from claim_ready(event)
    elif owed:
        yield from with_line(str(event.organisation_id), owed.year, event.on, owed.cents, state)
    yield from queued(event, state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def participation_of(
    event: ParticipationHeld | ParticipationConfirmed, status: Status
) -> Participation:
    """The participation as an event tells it."""
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
        transfer_ids=ids_of(event.transfers),
        uncovered_cents=getattr(event, "uncovered_cents", 0),
        payee=event.payee,
        envelope_id=None if event.envelope_id is None else str(event.envelope_id),
        book_year=event.transfers[0].credit.year if event.transfers else None,
    )


def ids_of(transfers: Iterable[Transfer]) -> tuple[str, ...]:
    """The ids of transfers."""
    return tuple(str(transfer.transfer_id) for transfer in transfers)


def voided(event: ParticipationVoided, _context: Context, state: State) -> Iterable[Change]:
    """The share is free again; the hold is closed."""
    yield from ended(event, event.reason, state)
    yield Gone(OpenHold.at(event.participation_id))


def reversed_(event: ParticipationReversed, _context: Context, state: State) -> Iterable[Change]:
    """The share is back where it came from; a claim that is not paid yet is paid no more."""
    yield from item_withdrawn(event.participation_id, state)
    before = state.get(Participation, event.participation_id)
    owed = payable_of(event.transfers)
    if owed and before is not None and before.payee == "organisation":
        yield from with_line(before.organisation_id, owed.year, before.day, owed.cents, state)
    if before is not None:
        yield from unqueued(before.key, queue_key(before.booked_in, before.envelope_id), state)
    yield from ended(event, "cancelled", state)


def ended(
    event: ParticipationVoided | ParticipationReversed, status: Status, state: State
) -> Iterable[Change]:
    """The participation in its last status, and the transfers that brought it there."""
    before = state.get(Participation, event.participation_id)
    if before is not None:
        yield replace(before, status=status, transfer_ids=ids_of(event.transfers))
    yield from booked(event.transfers, state, participation=event.participation_id)


def declined(_event: ParticipationDeclined, _context: Context, _state: State) -> Iterable[Change]:
    """A no changes nothing."""
    return ()

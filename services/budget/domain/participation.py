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
from services.budget.domain.ledger import account, booked
from services.budget.domain.year import accounts_of, carrying, drawn, places, sources_of
from services.cards.contracts.events import ParticipationRequested
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

Status = Literal["held", "confirmed", "voided", "expired", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """A participation that budget agreed to. The three shares sum to the price, in cents.

    `transfer_ids` are the transfers of its last step, which the next step names.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHold(Row):
    """A hold that is neither taken nor released: what the clock looks for. Key: participation."""

    table: ClassVar[str] = "open_holds"
    hold_until: datetime


def accounts_for(stream: str, *, year: int, organisation: str, payee: Payee) -> tuple[Account, ...]:
    """The two sources of the year, and what is payable to the organisation, or to holders."""
    paid = organisation if payee == "organisation" else None
    payable = account(stream=stream, kind="payable", year=year, organisation=paid)
    return (*accounts_of(stream, year)[1:], payable)


def needs(event: ParticipationRequested, context: Context, _state: State) -> Iterable[Place]:
    """The accounts that pay and the one that is paid."""
    organisation = str(event.organisation_id)
    return places(
        accounts_for(
            context.stream, year=event.on.year, organisation=organisation, payee=event.payee
        )
    )


def answer(event: ParticipationRequested, context: Context, state: State) -> Sequence[Event]:
    """Post or hold the network's share in the year of the day, or refuse it.

    Only sources that may carry the holder are drawn on. A share of nothing, as with an ordinary
    card, needs no budget. What happened before it was told is never refused: where there is no
    money for it, its whole share is uncovered.
    """
    try:
        return [agreed(event, paid(event, context, state), event.uncovered_cents)]
    except Refusal:
        if event.happened_at is None:
            raise
        return [agreed(event, (), event.network_cents)]


def paid(event: ParticipationRequested, context: Context, state: State) -> tuple[Transfer, ...]:
    """Transfers of what is covered of the network's share. Refuses where there is less."""
    cents = event.network_cents - event.uncovered_cents
    if cents == 0:
        return ()
    *_, payable = accounts_for(
        context.stream,
        year=event.on.year,
        organisation=str(event.organisation_id),
        payee=event.payee,
    )
    sources = carrying(event.sources, sources_of(context.stream, event.on.year, state))
    return drawn(
        cents,
        sources,
        payable,
        held=event.hold_until is not None,
        transfer_ids=[context.make_id(f"drawn:{source.kind}") for source in sources],
    )


def agreed(
    event: ParticipationRequested, transfers: tuple[Transfer, ...], uncovered_cents: int
) -> ParticipationHeld | ParticipationConfirmed:
    """Held where the request says until when, else confirmed."""
    wish = event.model_dump() | {"transfers": transfers, "uncovered_cents": uncovered_cents}
    if event.hold_until is not None:
        return ParticipationHeld(**wish)
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
    yield from booked(event.transfers, str(event.participation_id), state)


def confirmed(event: ParticipationConfirmed, _context: Context, state: State) -> Iterable[Change]:
    """The share is payable; a hold that led to it is closed."""
    yield participation_of(event, "confirmed")
    yield Gone(OpenHold.at(event.participation_id))
    yield from booked(event.transfers, str(event.participation_id), state)


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
    )


def ids_of(transfers: Iterable[Transfer]) -> tuple[str, ...]:
    """The ids of transfers."""
    return tuple(str(transfer.transfer_id) for transfer in transfers)


def voided(event: ParticipationVoided, _context: Context, state: State) -> Iterable[Change]:
    """The share is free again; the hold is closed."""
    yield from ended(event, event.reason, state)
    yield Gone(OpenHold.at(event.participation_id))


def reversed_(event: ParticipationReversed, _context: Context, state: State) -> Iterable[Change]:
    """The share is back where it came from."""
    yield from ended(event, "cancelled", state)


def ended(
    event: ParticipationVoided | ParticipationReversed, status: Status, state: State
) -> Iterable[Change]:
    """The participation in its last status, and the transfers that brought it there."""
    before = state.get(Participation, event.participation_id)
    if before is not None:
        yield replace(before, status=status, transfer_ids=ids_of(event.transfers))
    yield from booked(event.transfers, str(event.participation_id), state)


def declined(_event: ParticipationDeclined, _context: Context, _state: State) -> Iterable[Change]:
    """A no changes nothing."""
    return ()

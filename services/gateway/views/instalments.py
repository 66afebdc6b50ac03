"""Views of participations that are paid in instalments. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.gateway.views import ledger, lines, participations, reach
from services.gateway.views.gathering import needs_bucket
from services.gateway.views.ledger_rows import StatementLine
from services.gateway.views.rows import Participation
from services.gateway.views.whose import needs_whose, paid_of_own
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

OfInstalments = (
    budget.InstalmentsAgreed
    | budget.InstalmentConfirmed
    | budget.InstalmentsCarried
    | budget.InstalmentsStopped
)


def needs(event: OfInstalments, context: Context, state: State) -> Iterable[Place]:
    """The participation and its counters, and the accounts."""
    yield from participations.needs_row(event.participation_id, state)
    yield from ledger.needs_accounts(event, context, state)


def _row(event: OfInstalments, state: State) -> Participation:
    own_id = event.participation_id
    return state.get(Participation, own_id) or Participation(key=str(own_id))


def agreed(event: budget.InstalmentsAgreed, context: Context, state: State) -> Iterable[Change]:
    """It is held in parts, for longer."""
    yield from ledger.moved(event, context, state)
    old = _row(event, state)
    new = replace(old, instalments=event.instalments, hold_until=event.hold_until)
    yield from participations.changed(old, new, state)


def carried(event: budget.InstalmentsCarried, context: Context, state: State) -> Iterable[Change]:
    """What falls due after the year is held in the next one's books."""
    yield from ledger.moved(event, context, state)
    old = _row(event, state)
    yield from participations.changed(old, replace(old, instalments=event.instalments), state)


def needs_confirmed(
    event: budget.InstalmentConfirmed, context: Context, state: State
) -> Iterable[Place]:
    """The same, and the provider's line with its totals."""
    yield from needs(event, context, state)
    yield from reach.places(reach.booked(event, _peeked(event, state), state))
    organisation, year = str(event.organisation_id), _booked_in(event)
    if event.bucket_id is not None:
        yield from needs_bucket(event.bucket_id, (organisation, year, event.line_on), context)
    sides = [side for one in event.transfers for side in (one.debit, one.credit)]
    if all(state.has(place) for place in needs_whose(sides, state)):
        town = paid_of_own(event.transfers, state)[0]
        yield from lines.needs_years(organisation, year, town)


def _peeked(event: budget.InstalmentConfirmed, state: State) -> Participation:
    row = state.peek(Participation, event.participation_id)
    return row or Participation(key=str(event.participation_id))


def confirmed(
    event: budget.InstalmentConfirmed, context: Context, state: State
) -> Iterable[Change]:
    """With the first she took part; each is a line of the provider."""
    yield from ledger.moved(event, context, state)
    old = _row(event, state)
    told = replace(old, status="confirmed", unposted_cents=0, instalments_confirmed=event.number)
    yield from participations.changed(old, reach.booked(event, told, state), state)
    yield from ledger.with_line(_line(event, context, state), state)


def _booked_in(event: budget.InstalmentConfirmed) -> int:
    return event.transfers[0].credit.year if event.transfers else event.on.year


def _line(event: budget.InstalmentConfirmed, context: Context, state: State) -> StatementLine:
    """The line of an instalment; in no statement where nothing of it is payable."""
    municipality, own_cents = paid_of_own(event.transfers, state)
    return StatementLine(
        key=lines.instalment_key(event.participation_id, event.number),
        organisation_id=str(event.organisation_id),
        year=_booked_in(event),
        participation_id=str(event.participation_id),
        offer_id=str(event.offer_id),
        day=event.line_on,
        kind="instalment",
        network_cents=event.network_cents,
        made_at=context.time,
        bucket_id=None if event.bucket_id is None else str(event.bucket_id),
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        municipality=municipality,
        own_cents=own_cents,
        instalment=event.number,
        instalments=event.times,
    )


def stopped(event: budget.InstalmentsStopped, context: Context, state: State) -> Iterable[Change]:
    """Its price is what was confirmed; the rest is free again."""
    yield from ledger.moved(event, context, state)
    old = _row(event, state)
    shares = {"price_cents", "holder_cents", "organisation_cents", "network_cents"}
    told = event.model_dump(include=shares)
    new = replace(old, corrected=True, instalments_over=True, **told)
    yield from participations.changed(old, new, state)


INSTALMENT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.InstalmentsAgreed: Copier(agreed, needs),
    budget.InstalmentConfirmed: Copier(confirmed, needs_confirmed),
    budget.InstalmentsCarried: Copier(carried, needs),
    budget.InstalmentsStopped: Copier(stopped, needs),
}

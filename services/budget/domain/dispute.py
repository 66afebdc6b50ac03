"""Lines of a statement that are set aside, because somebody disputes them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import DisputeLine, SettleDispute
from services.budget.contracts.events import Account, DisputeSettled, LineDisputed, Transfer
from services.budget.domain.bucket import bucket_now, needs_bucket, with_line
from services.budget.domain.instalment_plan import InstalmentPlan, unposted_cents
from services.budget.domain.ledger import account, booked, places
from services.budget.domain.participation import Participation, payable_to
from services.budget.domain.payable import payable_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_dispute(
    command: DisputeLine | SettleDispute, context: Context, state: State
) -> Iterable[Place]:
    """The participation; then what is payable for it, and its bucket."""
    yield Participation.at(command.participation_id)
    yield InstalmentPlan.at(command.participation_id)
    found = state.peek(Participation, command.participation_id)
    if found is not None:
        yield from places(_sides(found, context.stream))
        yield from needs_bucket(found.organisation_id, found.booked_in, found.day)


def _sides(found: Participation, stream: str) -> tuple[Account, Account]:
    """What is payable to the provider, and what is set aside of it."""
    payable = payable_to(
        stream, year=found.booked_in, organisation=found.organisation_id, payee="organisation"
    )
    aside = account(
        stream=stream,
        kind="suspense",
        year=found.booked_in,
        organisation=found.organisation_id,
    )
    return payable, aside


def dispute(command: DisputeLine, context: Context, state: State) -> Sequence[Event]:
    """What is payable for it is set aside; a statement that was drawn up stays as it is."""
    found = line_of(command.participation_id, state)
    if found.disputed:
        raise Refusal("line_disputed", "participation_id")
    cents = _payable_cents(found, state)
    payable, aside = _sides(found, context.stream)
    return [
        LineDisputed(
            participation_id=command.participation_id,
            organisation_id=UUID(found.organisation_id),
            reason=command.reason,
            bucket_id=_bucket_of(found, context, state),
            transfers=(_moved(found, cents, payable, aside, context),),
        )
    ]


def settle(command: SettleDispute, context: Context, state: State) -> Sequence[Event]:
    """It is payable again, in a statement to come."""
    found = line_of(command.participation_id, state)
    if not found.disputed:
        raise Refusal("line_not_disputed", "participation_id")
    cents = _payable_cents(found, state)
    payable, aside = _sides(found, context.stream)
    return [
        DisputeSettled(
            participation_id=command.participation_id,
            organisation_id=UUID(found.organisation_id),
            bucket_id=_bucket_of(found, context, state),
            transfers=(_moved(found, cents, aside, payable, context),),
        )
    ]


def line_of(own_id: UUID, state: State) -> Participation:
    """A line of a statement: a confirmed participation for which a provider is paid."""
    found = state.get(Participation, own_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    if found.status != "confirmed" or found.payee != "organisation" or not found.network_cents:
        raise Refusal("no_line", "participation_id")
    if found.late:
        raise Refusal("late_line_waits", "participation_id")
    return found


def _payable_cents(found: Participation, state: State) -> int:
    """What of its share is payable: of instalments, those that are confirmed."""
    cents = found.network_cents - unposted_cents(found.key, state)
    if not cents:
        raise Refusal("no_line", "participation_id")
    return cents


def _bucket_of(found: Participation, context: Context, state: State) -> UUID:
    organisation, year = found.organisation_id, found.booked_in
    return bucket_now(context.stream, organisation, year, found.day, state)


def _moved(
    found: Participation, cents: int, debit: Account, credit: Account, context: Context
) -> Transfer:
    return Transfer(
        transfer_id=context.make_id("dispute"),
        kind="posted",
        debit=debit,
        credit=credit,
        cents=cents,
        for_year=None if found.booked_in == found.day.year else found.day.year,
    )


def disputed(
    event: LineDisputed | DisputeSettled, _context: Context, state: State
) -> Iterable[Change]:
    """The line is in dispute, or no longer; the bucket has it no more, or again."""
    found = state.get(Participation, event.participation_id)
    owed = payable_of(event.transfers)
    if found is not None and owed is not None:
        yield replace(found, disputed=isinstance(event, LineDisputed))
        yield from with_line(found.organisation_id, owed.year, found.day, owed.cents, state)
    yield from booked(event.transfers, state, participation=event.participation_id)

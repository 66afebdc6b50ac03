"""Settling with providers: terms, statements drawn up from buckets of lines, disputes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import (
    PROVIDERS_MAX,
    DisputeLine,
    DrawUpStatements,
    SetSettlementTerms,
    SettleDispute,
)
from services.budget.contracts.events import (
    Account,
    DisputeSettled,
    LineDisputed,
    SettlementTermsSet,
    StatementDrawnUp,
    Transfer,
)
from services.budget.domain.bucket import (
    Bucket,
    ProviderYear,
    bucket_id,
    bucket_key,
    bucket_now,
    month_of,
    needs_bucket,
    with_line,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import Partner
from services.budget.domain.ledger import account, booked, places
from services.budget.domain.participation import Participation, payable_of, payable_to
from services.budget.domain.payable import item_ready
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

DAYS_MAX: Final = 366
MINIMUM_MAX: Final = 100_000
"""A thousand euro: what is below a minimum payout is small money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Row):
    """How a provider is settled with. Key: organisation."""

    table: ClassVar[str] = "settlement_terms"
    period: str
    minimum_cents: int
    pay_within_days: int
    claim_within_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNumber(Row):
    """The last number of a statement in a year's books. Key: the year."""

    table: ClassVar[str] = "statement_numbers"
    last: int


USUAL: Final = Terms(
    key="usual", period="month", minimum_cents=0, pay_within_days=30, claim_within_days=31
)
"""How a provider is settled with about whom nothing was agreed."""


def needs_of_terms(command: SetSettlementTerms, _context: Context, _state: State) -> list[Place]:
    """The provider."""
    return [Partner.at(command.organisation_id), Terms.at(command.organisation_id)]


def set_terms(command: SetSettlementTerms, _context: Context, state: State) -> Sequence[Event]:
    """They hold for what is drawn up from now on."""
    provider(command.organisation_id, state)
    if not 0 <= command.minimum_cents <= MINIMUM_MAX:
        raise Refusal("total_invalid", "minimum_cents")
    for field in ("pay_within_days", "claim_within_days"):
        if not 0 <= getattr(command, field) <= DAYS_MAX:
            raise Refusal("days_invalid", field)
    return [SettlementTermsSet(**command.model_dump())]


def provider(organisation: UUID, state: State) -> Partner:
    """The provider. Refuses who is none of the network."""
    found = state.get(Partner, organisation)
    if found is None:
        raise Refusal("provider_unknown", "organisation_id")
    return found


def terms_set(event: SettlementTermsSet, _context: Context, _state: State) -> Iterable[Change]:
    """The terms are so."""
    yield Terms(key=str(event.organisation_id), **event.model_dump(exclude={"organisation_id"}))


def needs_of_drawing_up(
    command: DrawUpStatements, context: Context, state: State
) -> Iterable[Place]:
    """Providers, their terms, their months; then the buckets of these."""
    yield StatementNumber.at(command.year)
    for organisation in command.organisation_ids:
        own = f"{organisation}:{command.year}"
        yield from (Partner.at(organisation), Terms.at(organisation), ProviderYear.at(own))
        found = state.peek(ProviderYear, own)
        for month in found.months if found else ():
            yield Bucket.at(bucket_key(str(organisation), command.year, month))


def draw_up(command: DrawUpStatements, context: Context, state: State) -> Sequence[Event]:
    """One statement for each of them that has lines until that day, or something carried.

    Refuses `nothing_to_settle` where none has.
    """
    if not 0 < len(set(command.organisation_ids)) == len(command.organisation_ids):
        raise Refusal("list_invalid", "organisation_ids")
    if len(command.organisation_ids) > PROVIDERS_MAX:
        raise Refusal("too_many", "organisation_ids", most=PROVIDERS_MAX)
    if command.until > day_of(context.time):
        raise Refusal("day_out_of_range", "until")
    last = state.get(StatementNumber, command.year)
    number = 0 if last is None else last.last
    made: list[Event] = []
    for organisation in command.organisation_ids:
        provider(organisation, state)
        drawn = _drawn(organisation, number + len(made) + 1, command, context, state)
        made += [] if drawn is None else [drawn]
    if not made:
        raise Refusal("nothing_to_settle", "until")
    return made


def _drawn(
    organisation: UUID, number: int, command: DrawUpStatements, context: Context, state: State
) -> StatementDrawnUp | None:
    own = state.get(ProviderYear, f"{organisation}:{command.year}")
    if own is None:
        return None
    months = [one for one in sorted(own.months) if one <= month_of(command.until)]
    if not months and not (command.clear and own.carried_cents > 0):
        return None
    buckets = [_bucket(organisation, command.year, one, state) for one in months]
    total = sum(one.cents for one in buckets)
    terms = state.get(Terms, organisation) or USUAL
    due = total + own.carried_cents
    payable = due if due >= max(1 if command.clear else terms.minimum_cents, 1) else 0
    return StatementDrawnUp(
        statement_id=context.make_id(f"statement:{organisation}"),
        organisation_id=organisation,
        year=command.year,
        number=number,
        until=command.until,
        lines=sum(one.lines for one in buckets),
        total_cents=total,
        carried_in_cents=own.carried_cents,
        payable_cents=payable,
        carried_out_cents=due - payable,
        buckets=tuple(bucket_id(context.stream, one.key, one.generation) for one in buckets),
        pay_by=day_of(context.time) + timedelta(days=terms.pay_within_days),
    )


def _bucket(organisation: UUID, year: int, month: str, state: State) -> Bucket:
    key = bucket_key(str(organisation), year, month)
    return state.get(Bucket, key) or Bucket(key=key)


def drawn_up(event: StatementDrawnUp, context: Context, state: State) -> Iterable[Change]:
    """The buckets are taken, what is carried over is noted, and what is payable can be paid."""
    key = f"{event.organisation_id}:{event.year}"
    own = state.get(ProviderYear, key) or ProviderYear(key=key)
    taken = set(event.buckets)
    left = []
    for month in own.months:
        found = _bucket(event.organisation_id, event.year, month, state)
        if bucket_id(context.stream, found.key, found.generation) in taken:
            yield replace(found, generation=found.generation + 1, lines=0, cents=0)
        else:
            left.append(month)
    yield replace(own, months=tuple(left), carried_cents=event.carried_out_cents)
    yield StatementNumber(key=str(event.year), last=event.number)
    yield from item_ready(
        event.statement_id,
        "statement",
        account_id=payable_to(
            context.stream,
            year=event.year,
            organisation=str(event.organisation_id),
            payee="organisation",
        ).account_id,
        organisation_id=str(event.organisation_id),
        cents=event.payable_cents,
        reference=f"{event.year}-{event.number:04d}",
    )


# -- disputes ---------------------------------------------------------------------------------


def needs_of_dispute(
    command: DisputeLine | SettleDispute, context: Context, state: State
) -> Iterable[Place]:
    """The participation; then what is payable for it, and its bucket."""
    yield Participation.at(command.participation_id)
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
    payable, aside = _sides(found, context.stream)
    return [
        LineDisputed(
            participation_id=command.participation_id,
            organisation_id=UUID(found.organisation_id),
            reason=command.reason,
            bucket_id=_bucket_of(found, context, state),
            transfers=(_moved(found, payable, aside, context),),
        )
    ]


def settle(command: SettleDispute, context: Context, state: State) -> Sequence[Event]:
    """It is payable again, in a statement to come."""
    found = line_of(command.participation_id, state)
    if not found.disputed:
        raise Refusal("line_not_disputed", "participation_id")
    payable, aside = _sides(found, context.stream)
    return [
        DisputeSettled(
            participation_id=command.participation_id,
            organisation_id=UUID(found.organisation_id),
            bucket_id=_bucket_of(found, context, state),
            transfers=(_moved(found, aside, payable, context),),
        )
    ]


def line_of(own_id: UUID, state: State) -> Participation:
    """A line of a statement: a confirmed participation for which a provider is paid."""
    found = state.get(Participation, own_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    if found.status != "confirmed" or found.payee != "organisation" or not found.network_cents:
        raise Refusal("no_line", "participation_id")
    return found


def _bucket_of(found: Participation, context: Context, state: State) -> UUID:
    organisation, year = found.organisation_id, found.booked_in
    return bucket_now(context.stream, organisation, year, found.day, state)


def _moved(found: Participation, debit: Account, credit: Account, context: Context) -> Transfer:
    return Transfer(
        transfer_id=context.make_id("dispute"),
        kind="posted",
        debit=debit,
        credit=credit,
        cents=found.network_cents,
        for_year=None if found.booked_in == found.day.year else found.day.year,
    )


def disputed(
    event: LineDisputed | DisputeSettled, _context: Context, state: State
) -> Iterable[Change]:
    """The line is in dispute, or no longer; the bucket has it no more, or again."""
    found = state.get(Participation, event.participation_id)
    assert found is not None
    yield replace(found, disputed=isinstance(event, LineDisputed))
    owed = payable_of(event.transfers)
    assert owed is not None
    yield from with_line(found.organisation_id, owed.year, found.day, owed.cents, state)
    yield from booked(event.transfers, state, participation=event.participation_id)

"""Settling with providers: terms, and statements drawn up from buckets of lines. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import (
    PROVIDERS_MAX,
    DrawUpStatements,
    SetSettlementTerms,
)
from services.budget.contracts.events import (
    SettlementTermsSet,
    StatementDrawnUp,
)
from services.budget.domain.bucket import (
    Bucket,
    ProviderYear,
    bucket_id,
    bucket_key,
    month_of,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import Partner
from services.budget.domain.participation import payable_to
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

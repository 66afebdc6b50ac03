"""Settling with providers: statements drawn up from buckets of lines. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.buckets import bucket_id, bucket_key, month_of
from services.budget.contracts.commands import (
    PROVIDERS_MAX,
    DrawUpDueStatements,
    DrawUpStatements,
)
from services.budget.contracts.events import Account, Decision, StatementDrawnUp, Transfer
from services.budget.contracts.periods import ended_before, last_day
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import Partner
from services.budget.domain.ledger import booked, places
from services.budget.domain.participation import payable_to
from services.budget.domain.payable import item_ready
from services.budget.domain.terms import USUAL, Terms, provider
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

EARLIER: Final = 3
"""Years back from which a statement takes in what its provider owes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNumber(Row):
    """The last number of a statement in a year's books. Key: the year."""

    table: ClassVar[str] = "statement_numbers"
    last: int


def needs_of_drawing_up(
    command: DrawUpStatements | DrawUpDueStatements, context: Context, state: State
) -> Iterable[Place]:
    """Providers, their terms, their months; then the buckets of these."""
    yield StatementNumber.at(command.year)
    for organisation in command.organisation_ids:
        own = f"{organisation}:{command.year}"
        yield from (Partner.at(organisation), Terms.at(organisation), ProviderYear.at(own))
        found = state.peek(ProviderYear, own)
        for month in found.months if found else ():
            yield Bucket.at(bucket_key(str(organisation), command.year, month))
        for year in _earlier(command.year):
            yield ProviderYear.at(f"{organisation}:{year}")
            before = state.peek(ProviderYear, f"{organisation}:{year}")
            if before is not None and before.carried_cents < 0:
                both = (_payable(organisation, one, context) for one in (year, command.year))
                yield from places(both)


def _earlier(year: int) -> range:
    return range(year - EARLIER, year)


def _payable(organisation: UUID | str, year: int, context: Context) -> Account:
    provider = str(organisation)
    return payable_to(context.stream, year=year, organisation=provider, payee="organisation")


def draw_up(command: DrawUpStatements, context: Context, state: State) -> Sequence[Event]:
    """One statement for each of them that has lines until that day, or something carried.

    Refuses `nothing_to_settle` where none has, and `decision_missing` where one has lines of a
    period that was agreed and is not over yet. On request, or early by a decision, somebody wants
    it paid now: the minimum is for what comes by itself.
    """
    today = day_of(context.time)
    if command.until > today:
        raise Refusal("day_out_of_range", "until")
    if command.decision is not None and command.decision.on > today:
        raise Refusal("day_out_of_range", "decision")
    until = dict.fromkeys(command.organisation_ids, command.until)
    made = _of_each(command, until, "until", context, state, clear=command.clear)
    return [_decided(one, command.decision, state) for one in made]


def _decided(event: StatementDrawnUp, decision: Decision | None, state: State) -> StatementDrawnUp:
    """An early statement names its decision. Where nothing was agreed no period is cut short."""
    if not event.early or state.get(Terms, event.organisation_id) is None:
        return event
    if decision is None:
        raise Refusal("decision_missing", "decision")
    return event.model_copy(update={"decision": decision})


def draw_up_due(command: DrawUpDueStatements, context: Context, state: State) -> Sequence[Event]:
    """One statement for each of them that has lines of a period that is over. Of a year that is
    over, what was too little until now is paid as well.

    Refuses `nothing_to_settle` where none has.
    """
    if not command.organisation_ids:
        raise Refusal("nothing_to_settle", "year")
    until: dict[UUID, date] = {}
    for organisation in command.organisation_ids:
        terms = state.get(Terms, organisation) or USUAL
        ended = ended_before(terms.period, day_of(context.time))
        if ended is not None:
            last = ended if ended.year <= command.year else date(max(command.year, 1), 12, 31)
            until[organisation] = last
    over = day_of(context.time).year > command.year
    return _of_each(command, until, "year", context, state, clear=over)


def _of_each(
    command: DrawUpStatements | DrawUpDueStatements,
    until: Mapping[UUID, date],
    field: str,
    context: Context,
    state: State,
    *,
    clear: bool,
) -> list[StatementDrawnUp]:
    """A statement for each that is named, until its day. `field` is at fault where none has one."""
    if not 0 < len(set(command.organisation_ids)) == len(command.organisation_ids):
        raise Refusal("list_invalid", "organisation_ids")
    if len(command.organisation_ids) > PROVIDERS_MAX:
        raise Refusal("too_many", "organisation_ids", most=PROVIDERS_MAX)
    last = state.get(StatementNumber, command.year)
    number = 0 if last is None else last.last
    made: list[StatementDrawnUp] = []
    for organisation in command.organisation_ids:
        provider(organisation, state)
        if organisation not in until:
            continue
        asked = _Asked(organisation, command.year, until[organisation], clear)
        drawn = _drawn(asked, number + len(made) + 1, context, state)
        made += [] if drawn is None else [drawn]
    if not made:
        raise Refusal("nothing_to_settle", field)
    return made


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement that is asked for. `clear`: also what is below the minimum is paid."""

    organisation: UUID
    year: int
    until: date
    clear: bool

    def with_terms(self, terms: Terms) -> "_Asked":
        """As the terms let it be: whoever is settled with on request has no minimum."""
        return replace(self, clear=self.clear or terms.period == "on_request")


def _drawn(asked: _Asked, number: int, context: Context, state: State) -> StatementDrawnUp | None:
    own = state.get(ProviderYear, f"{asked.organisation}:{asked.year}")
    if own is None:
        return None
    terms = state.get(Terms, asked.organisation) or USUAL
    asked = asked.with_terms(terms)
    months = [one for one in sorted(own.months) if one <= month_of(asked.until)]
    if not months and not (asked.clear and own.carried_cents > 0):
        return None
    buckets = [_bucket(asked.organisation, asked.year, one, state) for one in months]
    total = sum(one.cents for one in buckets)
    early = bool(months) and _early(terms, months[-1], context)
    owed = _owed_before(asked, context, state)
    carried_in = own.carried_cents - sum(one.cents for one in owed)
    due = total + carried_in
    least = 1 if asked.clear or early else terms.minimum_cents
    payable = due if due >= max(least, 1) else 0
    return StatementDrawnUp(
        statement_id=context.make_id(f"statement:{asked.organisation}"),
        organisation_id=asked.organisation,
        year=asked.year,
        number=number,
        until=asked.until,
        lines=sum(one.lines for one in buckets),
        total_cents=total,
        carried_in_cents=carried_in,
        payable_cents=payable,
        carried_out_cents=due - payable,
        buckets=tuple(bucket_id(context.stream, one.key, one.generation) for one in buckets),
        pay_by=day_of(context.time) + timedelta(days=terms.pay_within_days),
        early=early,
        transfers=owed,
    )


def _owed_before(asked: _Asked, context: Context, state: State) -> tuple[Transfer, ...]:
    """What the provider owes in the books of earlier years, brought into those of this one."""
    made = []
    for year in _earlier(asked.year):
        before = state.get(ProviderYear, f"{asked.organisation}:{year}")
        if before is not None and before.carried_cents < 0:
            made.append(
                Transfer(
                    transfer_id=context.make_id(f"owed:{before.key}"),
                    kind="posted",
                    debit=_payable(asked.organisation, asked.year, context),
                    credit=_payable(asked.organisation, year, context),
                    cents=-before.carried_cents,
                )
            )
    return tuple(made)


def _early(terms: Terms, month: str, context: Context) -> bool:
    """Whether the period of a month is not over yet."""
    end = last_day(terms.period, date.fromisoformat(f"{month}-01"))
    return end is not None and end >= day_of(context.time)


def _bucket(organisation: UUID, year: int, month: str, state: State) -> Bucket:
    key = bucket_key(str(organisation), year, month)
    return state.get(Bucket, key) or Bucket(key=key)


def drawn_up(event: StatementDrawnUp, context: Context, state: State) -> Iterable[Change]:
    """The buckets are taken, what is carried over is noted, and what is payable can be paid.

    What was owed in earlier years is owed there no more.
    """
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
    for one in event.transfers:
        before_key = f"{event.organisation_id}:{one.credit.year}"
        before = state.get(ProviderYear, before_key) or ProviderYear(key=before_key)
        yield replace(before, carried_cents=before.carried_cents + one.cents)
    yield from booked(event.transfers, state, entry=event.statement_id)
    yield StatementNumber(key=str(event.year), last=event.number)
    yield from item_ready(
        event.statement_id,
        "statement",
        account_id=_payable(event.organisation_id, event.year, context).account_id,
        organisation_id=str(event.organisation_id),
        cents=event.payable_cents,
        reference=f"{event.year}-{event.number:04d}",
    )

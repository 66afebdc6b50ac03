"""How long files of persons are kept, and the lists by which they are destroyed. Pure.

A rule holds for one series of files: code, term, destination, published since. Only a published
rule is applied (Bestuursdecreet of 7 December 2018, domain.md 6.4). A list is proposed by one
person and approved by another; then the calendar erases exactly who is on it, one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import AdoptRetentionRule, ProposeDestruction
from services.cards.contracts.events import DestructionProposed, RetentionRuleAdopted
from services.cards.contracts.events.personal_data import Destination, Series
from services.cards.contracts.regulation.lasting import months_later
from services.cards.domain.calendar import day_of
from services.cards.domain.decision import Decision, Dossier
from services.cards.domain.holder import Holder
from services.cards.domain.scheme_right import SchemeRights, rights_key
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

TERM_MONTHS_MAX: Final = 1_200
CODE_MAX: Final = 40
PAYMENT_TERM_MONTHS: Final = 84
"""Accounting: seven years from the end of the year (domain.md 6.4, an unverified default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule(Row):
    """The rule of one series. Key: series."""

    table: ClassVar[str] = "retention_rules"
    code: str
    term_months: int
    destination: Destination
    sample_every: int | None = None
    published_on: date | None = None

    def keeps_as_sample(self, holder_id: UUID) -> bool:
        """Whether this file is the one in so many that is kept. The choice tells nothing."""
        return self.destination == "sample" and holder_id.int % (self.sample_every or 1) == 0


def adopt(command: AdoptRetentionRule, context: Context, _state: State) -> Sequence[Event]:
    """Say how long a series is kept. Payment data can only be destroyed, by the calendar."""
    code = command.code
    fits = code.isascii() and all(c.isalnum() or c in ".-/" for c in code)
    if not (0 < len(code) <= CODE_MAX and fits):
        raise Refusal("retention_code_invalid", "code")
    if not 0 < command.term_months <= TERM_MONTHS_MAX:
        raise Refusal("retention_term_invalid", "term_months")
    samples = command.destination == "sample"
    if samples != (command.sample_every is not None) or (command.sample_every or 2) < 2:
        raise Refusal("retention_sample_invalid", "sample_every")
    if command.series == "payment" and command.destination != "destroy":
        raise Refusal("retention_payment_destroyed", "destination")
    if command.published_on is not None and command.published_on > day_of(context.time):
        raise Refusal("day_in_future", "published_on")
    return [RetentionRuleAdopted(**command.model_dump())]


def adopted(event: RetentionRuleAdopted, _context: Context, _state: State) -> Iterable[Change]:
    """The rule holds from now on, for files that are there too."""
    yield RetentionRule(
        key=event.series,
        code=event.code,
        term_months=event.term_months,
        destination=event.destination,
        sample_every=event.sample_every,
        published_on=event.published_on,
    )


def payment_kept_until(today: date, state: State) -> date:
    """The last day of the legal term of payment data of who is erased today."""
    rule = state.get(RetentionRule, "payment")
    months = PAYMENT_TERM_MONTHS if rule is None else rule.term_months
    return months_later(date(today.year, 12, 31), months)


# -- what is due ----------------------------------------------------------------------------------


def applicable(series: Series, state: State) -> RetentionRule:
    """The rule of a series. Refuses where none may be applied, or it keeps everything."""
    rule = state.get(RetentionRule, series)
    if rule is None:
        raise Refusal("retention_rule_unknown", "series")
    if rule.destination == "keep":
        raise Refusal("retention_keeps", "series")
    if rule.published_on is None:
        raise Refusal("retention_not_published", "series")
    return rule


def is_due(series: str, rule: RetentionRule, holder_id: UUID, on: date, state: State) -> bool:
    """Whether the term of a person's file has passed. Never of who is erased, or kept as sample."""
    holder = state.get(Holder, holder_id)
    if holder is None or holder.erased or holder.merged_into_id is not None:
        return False
    if rule.keeps_as_sample(holder_id):
        return False
    last = last_day(holder, state)
    start = last
    if series == "no_right":
        start = last_asked(holder, state) if last is None else None
    return start is not None and months_later(start, rule.term_months) < on


def last_day(holder: Holder, state: State) -> date | None:
    """The last day on which she could use anything; None where she never had a right."""
    days = [day for day in (holder.eligible_until, holder.rights_until) if day is not None]
    for scheme_id in holder.scheme_ids:
        found = state.get(SchemeRights, rights_key(holder.key, scheme_id))
        days += [right.usable_until for right in found.rights] if found is not None else []
    return max(days, default=None)


def last_asked(holder: Holder, state: State) -> date | None:
    """The last day on which something was decided about her, or she became known."""
    dossier = state.get(Dossier, holder.key)
    decisions = [
        state.get(Decision, one) for one in (dossier.decision_ids if dossier is not None else ())
    ]
    days = [holder.known_since, *(one.decided_on for one in decisions if one is not None)]
    return max((day for day in days if day is not None), default=None)


def places_of(holder_id: UUID, state: State) -> Iterable[Place]:
    """All that says whether her file is due, in two rounds."""
    yield from (Holder.at(holder_id), Dossier.at(holder_id))
    dossier = state.peek(Dossier, holder_id)
    if dossier is not None:
        yield from (Decision.at(decision_id) for decision_id in dossier.decision_ids)
    holder = state.peek(Holder, holder_id)
    for scheme_id in holder.scheme_ids if holder is not None else ():
        yield SchemeRights.at(rights_key(holder_id, scheme_id))


# -- proposing ------------------------------------------------------------------------------------


def needs_of_proposal(
    command: ProposeDestruction, _context: Context, state: State
) -> Iterable[Place]:
    """The rule, and what says of each person whether she is due."""
    yield RetentionRule.at(command.series)
    for holder_id in command.holder_ids:
        yield from places_of(holder_id, state)


def propose(command: ProposeDestruction, context: Context, state: State) -> Sequence[Event]:
    """List the files whose term has passed. Refuses where there is none."""
    rule, today = applicable(command.series, state), day_of(context.time)
    asked = sorted(set(command.holder_ids), key=str)
    due = [one for one in asked if is_due(command.series, rule, one, today, state)]
    if not due:
        raise Refusal("nothing_due", "series")
    return [
        DestructionProposed(
            list_id=context.make_id("list"),
            series=command.series,
            code=rule.code,
            as_of=today,
            holder_ids=tuple(due),
            proposed_by=context.actor or "",
        )
    ]

"""What a holder may use: the network's share up to a ceiling per calendar year. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from services.cards.contracts.commands import GrantRight
from services.cards.contracts.events import RightGranted
from services.cards.domain.holder import Holder, known_holder
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

CEILING_CENTS_MAX = 1_000_000_00


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Row):
    """Dated, both days included. The ceiling is in cents per calendar year."""

    table: ClassVar[str] = "rights"
    holder_id: str
    yearly_ceiling_cents: int
    valid_from: date
    valid_until: date

    def valid_on(self, day: date) -> bool:
        """Whether the right may be used on a day."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Row):
    """What a right has used of its ceiling in a year: settled, and not yet settled, in cents."""

    table: ClassVar[str] = "limits"
    right_id: str
    year: int
    used_cents: int = 0
    pending_cents: int = 0


def limit_key(right_id: str, day: date) -> str:
    """The key of the limit that counts on a day."""
    return f"{right_id}:{day.year}"


def limit_of(right_id: str, day: date, state: State) -> Limit:
    """The limit that counts on a day; nothing used where there is none yet."""
    key = limit_key(right_id, day)
    return state.get(Limit, key) or Limit(key=key, right_id=right_id, year=day.year)


def needs_of_grant(command: GrantRight, _context: Context, _state: State) -> Iterable[Place]:
    """The holder."""
    return [Holder.at(command.holder_id)]


def grant(command: GrantRight, context: Context, state: State) -> Sequence[Event]:
    """Grant a right within the holder's eligibility, after the one before it ends."""
    holder = known_holder(command.holder_id, state)
    if not 0 < command.yearly_ceiling_cents <= CEILING_CENTS_MAX:
        raise Refusal("ceiling_invalid", "yearly_ceiling_cents", cents_max=CEILING_CENTS_MAX)
    if command.valid_from > command.valid_until:
        raise Refusal("period_invalid", "valid_until")
    check_eligibility(holder, command)
    if holder.rights_until is not None and command.valid_from <= holder.rights_until:
        raise Refusal("right_overlaps", "valid_from", until=holder.rights_until.isoformat())
    return [RightGranted(right_id=context.make_id("right"), **command.model_dump())]


def check_eligibility(holder: Holder, command: GrantRight) -> None:
    """Refuse a right that does not lie within the holder's eligibility."""
    until = holder.eligible_until
    if until is None or until < command.valid_from:
        raise Refusal("not_eligible", "holder_id")
    if command.valid_until > until:
        raise Refusal("beyond_eligibility", "valid_until", until=until.isoformat())


def granted(event: RightGranted, _context: Context, state: State) -> Iterable[Change]:
    """The right stands, and the next one starts after it."""
    yield Right(
        key=str(event.right_id),
        holder_id=str(event.holder_id),
        yearly_ceiling_cents=event.yearly_ceiling_cents,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
    )
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, rights_until=event.valid_until)

"""Group passes: so many tickets a calendar year for an organisation, and no person. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.events import GroupVisitDeclined, GroupVisitReversed
from services.cards.contracts.commands import (
    BlockGroupPass,
    CancelGroupVisit,
    IssueGroupPass,
    RegisterGroupVisit,
)
from services.cards.contracts.events import (
    GroupPassBlocked,
    GroupPassIssued,
    GroupVisitCancelled,
    GroupVisitCancelRequested,
    GroupVisitRegistered,
    GroupVisitRequested,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.card_terms import known_scheme
from services.cards.domain.copies import Network, Offer, Organisation
from services.cards.domain.numbers import PassByToken, free_numbers, places_of_numbers
from services.cards.domain.participation import usable_offer
from services.cards.domain.scheme import Scheme
from services.cards.domain.stocking import known_organisation
from services.kernel.contract import Event
from services.kernel.money import share_price
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

TICKETS_MAX: Final = 100_000
Visited = GroupVisitRequested | GroupVisitRegistered
Undone = GroupVisitDeclined | GroupVisitReversed


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPass(Row):
    """So many tickets a calendar year, until a day. `municipality`: whose own money may pay."""

    table: ClassVar[str] = "group_passes"
    organisation_id: str
    scheme_id: str
    tickets_per_year: int
    valid_until: date
    blocked_at: datetime | None = None
    municipality: str | None = None

    def works_at(self, instant: datetime) -> bool:
        """Whether the pass is not blocked and not over at an instant, by the day in Brussels."""
        blocked = self.blocked_at is not None and instant >= self.blocked_at
        return not blocked and day_of(instant) <= self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class PassYear(Row):
    """How many tickets of a pass are used in a year. Key: pass:year."""

    table: ClassVar[str] = "pass_years"
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVisit(Row):
    """One use of a pass; gone from the count once it is cancelled."""

    table: ClassVar[str] = "group_visits"
    pass_id: str
    organisation_id: str
    day: date
    tickets: int
    cancelled: bool = False


def year_key(pass_id: object, day: date) -> str:
    """Under which key the tickets of a year are counted."""
    return f"{pass_id}:{day.year}"


def needs_of_issue(command: IssueGroupPass, context: Context, _state: State) -> Iterable[Place]:
    """The network, the organisation, the scheme, and whether the numbers are free."""
    yield Network.at(context.stream)
    yield from (Organisation.at(command.organisation_id), Scheme.at(command.scheme_id))
    yield from places_of_numbers(context)


def issue(command: IssueGroupPass, context: Context, state: State) -> Sequence[Event]:
    """Give an organisation of the network a pass."""
    known_organisation(command.organisation_id, state)
    known_scheme(command.scheme_id, state)
    network, town = state.get(Network, context.stream), command.municipality
    if town is not None and (network is None or town not in network.municipalities):
        raise Refusal("municipality_not_in_network", "municipality")
    if not 0 < command.tickets_per_year <= TICKETS_MAX:
        raise Refusal("tickets_invalid", "tickets_per_year", tickets_max=TICKETS_MAX)
    if command.valid_until < day_of(context.time):
        raise Refusal("period_invalid", "valid_until")
    [free] = free_numbers(context, state)
    return [
        GroupPassIssued(
            pass_id=context.make_id("pass"),
            token=free.token,
            number=free.number_sealed,
            **command.model_dump(),
        )
    ]


def needs_of_block(command: BlockGroupPass, _context: Context, _state: State) -> Iterable[Place]:
    """The pass."""
    return [GroupPass.at(command.pass_id)]


def block(command: BlockGroupPass, context: Context, state: State) -> Sequence[Event]:
    """Let a pass work no longer."""
    found = state.get(GroupPass, command.pass_id)
    if found is None:
        raise Refusal("pass_unknown", "pass_id")
    if found.blocked_at is not None:
        raise Refusal("already_blocked", "pass_id")
    return [GroupPassBlocked(blocked_at=context.time, **command.model_dump())]


def needs_of_visit(command: RegisterGroupVisit, _context: Context, state: State) -> Iterable[Place]:
    """The pass behind the number, the offer, and what is used in the year."""
    yield from (PassByToken.at(command.pass_token), Offer.at(command.offer_id))
    found = state.peek(PassByToken, command.pass_token)
    if found is not None:
        yield GroupPass.at(found.pass_id)
        yield PassYear.at(year_key(found.pass_id, command.on))


def register(command: RegisterGroupVisit, context: Context, state: State) -> Sequence[Event]:
    """Take so many tickets for a group, if budget can pay.

    An unknown, blocked or expired pass is told apart by nobody.
    """
    found = state.get(PassByToken, command.pass_token)
    used_pass = None if found is None else state.get(GroupPass, found.pass_id)
    if used_pass is None or not used_pass.works_at(context.time):
        raise Refusal("pass_not_valid", "pass_token")
    if command.on > used_pass.valid_until:
        raise Refusal("pass_not_valid", "pass_token")
    offer = usable_offer(command, context, state)
    left = used_pass.tickets_per_year - used_in_year(used_pass.key, command.on, state).used
    if not 0 < command.tickets <= TICKETS_MAX:
        raise Refusal("tickets_invalid", "tickets", tickets_max=TICKETS_MAX)
    if command.tickets > left:
        raise Refusal("tickets_used_up", "tickets", tickets_left=left)
    price_cents = offer.price_cents * command.tickets
    shares = share_price(price_cents, offer.split)
    return [
        GroupVisitRequested(
            visit_id=context.make_id("visit"),
            pass_id=UUID(used_pass.key),
            organisation_id=UUID(used_pass.organisation_id),
            offer_id=command.offer_id,
            provider_id=UUID(offer.organisation_id),
            on=command.on,
            tickets=command.tickets,
            price_cents=price_cents,
            holder_cents=shares.holder_cents,
            organisation_cents=shares.organisation_cents,
            network_cents=shares.network_cents,
            municipality=used_pass.municipality,
        )
    ]


def used_in_year(pass_id: str, day: date, state: State) -> PassYear:
    """What is used of a pass in the year of a day; nothing where there is no row yet."""
    key = year_key(pass_id, day)
    return state.get(PassYear, key) or PassYear(key=key)


def needs_of_cancelling(
    command: CancelGroupVisit, _context: Context, state: State
) -> Iterable[Place]:
    """The visit, and the year that it counts in."""
    yield GroupVisit.at(command.visit_id)
    visit = state.peek(GroupVisit, command.visit_id)
    if visit is not None:
        yield PassYear.at(year_key(visit.pass_id, visit.day))


def cancel(command: CancelGroupVisit, _context: Context, state: State) -> Sequence[Event]:
    """Ask budget to take back what it posted of a visit; its tickets are free after that."""
    visit = state.get(GroupVisit, command.visit_id)
    if visit is None:
        raise Refusal("visit_unknown", "visit_id")
    if visit.cancelled:
        raise Refusal("already_cancelled", "visit_id")
    return [
        GroupVisitCancelRequested(
            visit_id=command.visit_id, provider_id=UUID(visit.organisation_id)
        )
    ]


def cancel_requested(
    _event: GroupVisitCancelRequested, _context: Context, _state: State
) -> Iterable[Change]:
    """Nothing changes before budget has answered."""
    return ()


def needs_of_answer(answer: Undone, _context: Context, state: State) -> Iterable[Place]:
    """The visit, and the year that it counts in."""
    yield GroupVisit.at(answer.visit_id)
    visit = state.peek(GroupVisit, answer.visit_id)
    if visit is not None:
        yield PassYear.at(year_key(visit.pass_id, visit.day))


def undone(answer: Undone, _context: Context, state: State) -> Sequence[Event]:
    """A visit that budget declined or reversed gives its tickets back, once."""
    visit = state.get(GroupVisit, answer.visit_id)
    if visit is None or visit.cancelled:
        return []
    if isinstance(answer, GroupVisitDeclined) and answer.action != "request":
        return []
    return [
        GroupVisitCancelled(
            visit_id=answer.visit_id,
            pass_id=UUID(visit.pass_id),
            organisation_id=UUID(visit.organisation_id),
            tickets=visit.tickets,
        )
    ]


def issued(event: GroupPassIssued, _context: Context, _state: State) -> Iterable[Change]:
    """The pass works, and is found by its token. Its number is kept by the views only."""
    yield GroupPass(
        key=str(event.pass_id),
        organisation_id=str(event.organisation_id),
        scheme_id=str(event.scheme_id),
        tickets_per_year=event.tickets_per_year,
        valid_until=event.valid_until,
        municipality=event.municipality,
    )
    yield PassByToken(key=event.token, pass_id=str(event.pass_id))


def blocked(event: GroupPassBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The pass works no longer."""
    found = state.get(GroupPass, event.pass_id)
    if found is not None:
        yield replace(found, blocked_at=event.blocked_at)


def visited(event: Visited, _context: Context, state: State) -> Iterable[Change]:
    """The tickets are used."""
    yield GroupVisit(
        key=str(event.visit_id),
        pass_id=str(event.pass_id),
        organisation_id=str(event.provider_id),
        day=event.on,
        tickets=event.tickets,
    )
    year = used_in_year(str(event.pass_id), event.on, state)
    yield replace(year, used=year.used + event.tickets)


def cancelled(event: GroupVisitCancelled, _context: Context, state: State) -> Iterable[Change]:
    """The tickets are free again."""
    visit = state.get(GroupVisit, event.visit_id)
    if visit is not None:
        yield replace(visit, cancelled=True)
        year = used_in_year(visit.pass_id, visit.day, state)
        yield replace(year, used=year.used - event.tickets)

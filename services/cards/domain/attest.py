"""Blank attests that lie with an organisation: filled in once each, or taken back. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import FillAttest, IssueAttests, RevokeAttests
from services.cards.contracts.events import (
    AttestFilled,
    AttestsIssued,
    AttestsRevoked,
)
from services.cards.contracts.regulation.reading import read
from services.cards.domain.application import (
    APPLICATION,
    DRAFT_DAYS,
    Application,
    filed,
    last_day_to_decide,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.decision import Dossier, Forgetting, day_after
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.mandate import check_level, needs_of_mandate
from services.cards.domain.prepared import Resealed, prepared
from services.cards.domain.scheme import Regulation, Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

ATTESTS_MAX: Final = 1_000
"""In one series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestSeries(Row):
    """Attests 1 to `count`, and which of them are filled in."""

    table: ClassVar[str] = "attest_series"
    referrer_id: str
    scheme_id: str
    count: int
    filled: tuple[int, ...] = ()
    revoked: bool = False


def needs_of_issue(command: IssueAttests, context: Context, state: State) -> Iterable[Place]:
    """The scheme, and the regulation of the day."""
    yield Scheme.at(command.scheme_id)
    yield from regulation_of(command.scheme_id, context, state)


def regulation_of(scheme_id: object, context: Context, state: State) -> Iterable[Place]:
    """The regulation of the day, once the scheme is loaded."""
    scheme = state.peek(Scheme, scheme_id)
    version = scheme.version_on(day_of(context.time)) if scheme else None
    if version is not None:
        yield Regulation.at(version.regulation_id)


def issue(command: IssueAttests, context: Context, state: State) -> Sequence[Event]:
    """Give a series to an organisation, where the regulation lets others issue attests."""
    if not 0 < command.count <= ATTESTS_MAX:
        raise Refusal("count_invalid", "count", count_max=ATTESTS_MAX)
    scheme = state.get(Scheme, command.scheme_id)
    if scheme is None:
        raise Refusal("scheme_unknown", "scheme_id")
    version = scheme.version_on(day_of(context.time))
    regulation = state.get(Regulation, version.regulation_id) if version else None
    if regulation is None:
        raise Refusal("no_regulation", "scheme_id")
    if "delegated" not in read(regulation.document).deciding.modes:
        raise Refusal("not_delegated", "scheme_id")
    return [AttestsIssued(series_id=context.make_id("attests"), **command.model_dump())]


def issued(event: AttestsIssued, _context: Context, _state: State) -> Iterable[Change]:
    """The series lies with the organisation."""
    yield AttestSeries(
        key=str(event.series_id),
        referrer_id=str(event.referrer_id),
        scheme_id=str(event.scheme_id),
        count=event.count,
    )


def needs_of_filling(command: FillAttest, context: Context, state: State) -> Iterable[Place]:
    """The series, the person, the application that comes of it; then the regulation."""
    yield from (AttestSeries.at(command.series_id), Holder.at(command.holder_id))
    yield from (Dossier.at(command.holder_id), *needs_of_mandate(command.referrer_id))
    series = state.peek(AttestSeries, command.series_id)
    if series is not None:
        yield Scheme.at(series.scheme_id)
        yield from regulation_of(series.scheme_id, context, state)


def fill(command: FillAttest, context: Context, state: State) -> Sequence[Event]:
    """Fill in one attest: the application is handed in with it."""
    check_level(command.referrer_id, "prove", context, state)
    series = state.get(AttestSeries, command.series_id)
    if series is None or command.referrer_id not in (None, UUID(series.referrer_id)):
        raise Refusal("attest_unknown", "series_id")
    check_blank(series, command.number)
    known_holder(command.holder_id, state)
    day = day_of(context.time)
    return [
        AttestFilled(
            series_id=command.series_id,
            number=command.number,
            application_id=context.make_id(APPLICATION),
            holder_id=command.holder_id,
            scheme_id=UUID(series.scheme_id),
            referrer_id=UUID(series.referrer_id),
            content=prepared(context, Resealed).text,
            submitted_on=day,
            forgotten_after=day + timedelta(days=DRAFT_DAYS),
            decide_by=last_day_to_decide(series.scheme_id, day, state),
        )
    ]


def check_blank(series: AttestSeries, number: int) -> None:
    """Refuse a number that is none of the series, is filled in, or was taken back."""
    if not 1 <= number <= series.count:
        raise Refusal("attest_unknown", "number")
    if number in series.filled:
        raise Refusal("attest_used", "number")
    if series.revoked:
        raise Refusal("attest_revoked", "number")


def filled(event: AttestFilled, _context: Context, state: State) -> Iterable[Change]:
    """The attest is used, and the application is handed in."""
    series = state.get(AttestSeries, event.series_id)
    if series is not None:
        yield replace(series, filled=(*series.filled, event.number))
    key = str(event.application_id)
    yield Application(
        key=key,
        scheme_id=str(event.scheme_id),
        holder_ids=(str(event.holder_id),),
        status="submitted",
        channel="attest",
        content=event.content,
        saves=1,
        proofs=1,
        decide_by=event.decide_by,
        referrer_id=str(event.referrer_id),
    )
    yield from filed(key, [event.holder_id], state)
    yield Forgetting(key=key, due_at=day_after(event.forgotten_after), purpose=APPLICATION)


def needs_of_revoking(command: RevokeAttests, _context: Context, _state: State) -> Iterable[Place]:
    """The series."""
    return [AttestSeries.at(command.series_id)]


def revoke(command: RevokeAttests, _context: Context, state: State) -> Sequence[Event]:
    """Take back what is still blank."""
    series = state.get(AttestSeries, command.series_id)
    if series is None:
        raise Refusal("attest_unknown", "series_id")
    if series.revoked:
        raise Refusal("attest_revoked", "series_id")
    return [AttestsRevoked(series_id=command.series_id)]


def revoked(event: AttestsRevoked, _context: Context, state: State) -> Iterable[Change]:
    """Nothing of it can be filled in any more."""
    series = state.get(AttestSeries, event.series_id)
    if series is not None:
        yield replace(series, revoked=True)

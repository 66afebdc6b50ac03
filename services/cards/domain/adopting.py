"""Adopting a version of a regulation, taking it back, ending a scheme. Pure.

A version holds from its day until the next one does: there are no gaps, and no two begin on one
day. What holds already is never taken back; another version follows it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.cards.contracts.commands import AdoptRegulation, EndScheme, WithdrawRegulation
from services.cards.contracts.events import RegulationAdopted, RegulationWithdrawn, SchemeEnded
from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.narrowing import widenings
from services.cards.contracts.regulation.reading import read, write
from services.cards.domain.calendar import day_of
from services.cards.domain.copies import Network
from services.cards.domain.scheme import Regulation, Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs_of_adopting(command: AdoptRegulation, context: Context, _state: State) -> Iterable[Place]:
    """The scheme, also a new one; and the regional regulation that is narrowed."""
    yield Scheme.at(command.scheme_id or context.make_id("scheme"))
    if command.narrows is not None:
        yield Regulation.at(command.narrows)
        yield Network.at(context.stream)


def adopt(command: AdoptRegulation, context: Context, state: State) -> Sequence[Event]:
    """Adopt a version: of a scheme, or the first of a new one."""
    document = _document(command.document)
    scheme = _scheme(command.scheme_id, state)
    if scheme is not None:
        _check_day(scheme, document.valid_from, day_of(context.time))
    _check_narrower(document, command, context, state)
    return [
        RegulationAdopted(
            regulation_id=context.make_id("regulation"),
            scheme_id=context.make_id("scheme") if scheme is None else UUID(scheme.key),
            version=1 if scheme is None else scheme.adopted + 1,
            name=document.scheme,
            document=write(document),
            valid_from=document.valid_from,
            valid_until=document.valid_until,
            narrows=command.narrows,
        )
    ]


def _document(text: str) -> RegulationDocument:
    """The document that is asked. The gateway has told its author of every problem already."""
    document = check(text)
    if isinstance(document, RegulationDocument):
        return document
    first = document[0]
    raise Refusal(
        "document_invalid", "document", problems=len(document), path=first.path, problem=first.code
    )


def _scheme(scheme_id: UUID | None, state: State) -> Scheme | None:
    if scheme_id is None:
        return None
    scheme = state.get(Scheme, scheme_id)
    if scheme is None:
        raise Refusal("scheme_unknown", "scheme_id")
    return scheme


def _check_day(scheme: Scheme, first: date, today: date) -> None:
    """Only the first version of a scheme may look back: it is how a scheme is taken over."""
    if scheme.ended_on is not None and first >= scheme.ended_on:
        raise Refusal("scheme_ended", "scheme_id", on=scheme.ended_on.isoformat())
    if any(version.valid_from == first for version in scheme.versions):
        raise Refusal("version_day_taken", "document", on=first.isoformat())
    if scheme.versions and first < today:
        raise Refusal("version_looks_back", "document", today=today.isoformat())


def _check_narrower(
    document: RegulationDocument, command: AdoptRegulation, context: Context, state: State
) -> None:
    """A local addendum only narrows the regional regulation; the first clause that does not."""
    if command.narrows is None:
        if document.narrows is not None:
            raise Refusal("regional_missing", "narrows")
        return
    regional = state.get(Regulation, command.narrows)
    if regional is None or regional.scheme_id == str(command.scheme_id):
        raise Refusal("regulation_unknown", "narrows")
    network = state.get(Network, context.stream)
    municipalities = () if network is None else network.municipalities
    wider = widenings(read(regional.document), document, municipalities)
    if wider:
        first = wider[0]
        raise Refusal(
            "regulation_widens",
            "document",
            clause=first.clause,
            path=first.path,
            widenings=len(wider),
        )


def needs_of_withdrawal(
    command: WithdrawRegulation, _context: Context, state: State
) -> Iterable[Place]:
    """The version, then its scheme."""
    yield Regulation.at(command.regulation_id)
    regulation = state.peek(Regulation, command.regulation_id)
    if regulation is not None:
        yield Scheme.at(regulation.scheme_id)


def withdraw(command: WithdrawRegulation, context: Context, state: State) -> Sequence[Event]:
    """Take back a version that does not hold yet."""
    regulation = state.get(Regulation, command.regulation_id)
    if regulation is None:
        raise Refusal("regulation_unknown", "regulation_id")
    scheme = state.get(Scheme, regulation.scheme_id)
    assert scheme is not None, "a regulation has its scheme"
    versions = [one for one in scheme.versions if one.regulation_id == regulation.key]
    if not versions:
        raise Refusal("regulation_withdrawn", "regulation_id")
    if versions[0].valid_from <= day_of(context.time):
        raise Refusal("regulation_holds", "regulation_id", since=versions[0].valid_from.isoformat())
    return [RegulationWithdrawn(regulation_id=command.regulation_id, scheme_id=UUID(scheme.key))]


def needs_of_ending(command: EndScheme, _context: Context, _state: State) -> Iterable[Place]:
    """The scheme, and the one that follows it."""
    yield Scheme.at(command.scheme_id)
    if command.followed_by is not None:
        yield Scheme.at(command.followed_by)


def end(command: EndScheme, context: Context, state: State) -> Sequence[Event]:
    """Grant nothing more from a day on; until that day it may be moved."""
    scheme, today = _scheme(command.scheme_id, state), day_of(context.time)
    assert scheme is not None
    if scheme.ended_on is not None and scheme.ended_on <= today:
        raise Refusal("scheme_ended", "scheme_id", on=scheme.ended_on.isoformat())
    if command.on < today:
        raise Refusal("day_out_of_range", "on")
    follower = command.followed_by
    if follower is not None:
        following = state.get(Scheme, follower)
        if following is None or follower == command.scheme_id:
            raise Refusal("scheme_unknown", "followed_by")
        if following.ended_on is not None and following.ended_on <= command.on:
            raise Refusal("scheme_ended", "followed_by", on=following.ended_on.isoformat())
    return [SchemeEnded(scheme_id=command.scheme_id, on=command.on, followed_by=follower)]

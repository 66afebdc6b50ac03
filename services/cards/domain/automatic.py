"""Rights that come about by themselves, on what a source said of a status. Pure.

Only ever in favour of the person: who cannot be granted a right so is not refused one, it is left
to people. What she has ends on its own day; her card goes on working, at full price.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.cards.contracts.commands import RenewByStatus
from services.cards.contracts.commands.statuses import OF_AUTHORITY, LegalBasis
from services.cards.contracts.events import RenewalLeft
from services.cards.contracts.events.automatic import ListResult
from services.cards.contracts.regulation import lasting
from services.cards.contracts.regulation.document import RegulationDocument, Validity
from services.cards.contracts.regulation.facts import HeldStatus, Lives, Person
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of
from services.cards.domain.casework import (
    Case,
    Ground,
    Wish,
    case_decided,
    ground_of,
    look_into,
    needs_of_case,
    opened_case,
    terms_of,
)
from services.cards.domain.consent import PersonTerms
from services.cards.domain.consent import terms_of as terms_of_person
from services.cards.domain.granting import (
    check_renewable,
    renewed_from,
    right_event,
    running_right,
)
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import OpenedCase
from services.cards.domain.scheme import Regulation, Scheme
from services.cards.domain.scheme_right import DatedRight, RightOwner, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


@dataclass(frozen=True, slots=True)
class Judged:
    """What a status comes to for one person; `case`: what is decided, where it is a right."""

    result: ListResult
    case: Case | None = None


def needs_of_automatic(scheme_id: object, context: Context, state: State) -> Iterable[Place]:
    """The scheme, then the regulation of the day."""
    yield Scheme.at(scheme_id)
    scheme = state.peek(Scheme, scheme_id)
    version = scheme.version_on(day_of(context.time)) if scheme is not None else None
    if version is not None:
        yield Regulation.at(version.regulation_id)


def automatic_document(
    scheme_id: object, context: Context, state: State
) -> RegulationDocument | None:
    """The regulation of the day, where it grants automatically and the scheme is still open."""
    day = day_of(context.time)
    scheme = state.get(Scheme, scheme_id)
    version = scheme.version_on(day) if scheme is not None else None
    if scheme is None or version is None or (scheme.ended_on and day >= scheme.ended_on):
        return None
    regulation = state.get(Regulation, version.regulation_id)
    document = read(regulation.document) if regulation is not None else None
    return document if document is not None and "automatic" in document.deciding.modes else None


def check_authority(
    legal_basis: LegalBasis,
    deliberation: str | None,
    scheme_id: UUID | None,
    context: Context,
    state: State,
) -> RegulationDocument:
    """The regulation that grants automatically, by which many may be asked about at once.

    Refuses where the basis is none of authority, or the regulation does not say so.
    """
    if legal_basis not in OF_AUTHORITY or deliberation is None:
        raise Refusal("legal_basis_missing", "legal_basis")
    document = automatic_document(scheme_id, context, state) if scheme_id is not None else None
    if document is None:
        raise Refusal("not_automatic", "scheme_id")
    return document


def judge(wish: Wish, opened: OpenedCase, context: Context, state: State) -> Judged:
    """What a person's status comes to in a scheme. Never refuses.

    `opened` holds the status and her birth date; where she lives, her file says. A right that
    cannot be renewed yet, or would not last longer, stays as it is. Nothing is decided by itself
    about who objected: her data is only kept.
    """
    holder = state.get(Holder, wish.holder_id)
    assert holder is not None
    if terms_of_person(holder.key, state).restricted:
        return Judged("left")
    try:
        ground = ground_of(wish.scheme_id, context, state)
        running = running_right(rights_of(holder.key, wish.scheme_id, state), ground.day)
        if running is not None and _too_early(running, ground):
            return Judged("unchanged")
        limited = replace(wish, valid_until=_at_most(wish.valid_until, running, ground))
        case = look_into(limited, _with_home(opened, holder, ground.day), context, state)
        if not case.entitled or case.committee is not None:
            return Judged("left")
        until = terms_of(case, context).valid_until
    except Refusal:
        return Judged("left")
    before = renewed_from(running)
    if before is not None and until <= before:
        return Judged("unchanged")
    return Judged("to_grant" if running is None else "to_renew", case)


def _too_early(running: DatedRight, ground: Ground) -> bool:
    try:
        check_renewable(running, ground.day, ground.document)
    except Refusal:
        return True
    return False


def _at_most(until: date | None, running: DatedRight | None, ground: Ground) -> date | None:
    """The end of the status, or the latest that the regulation lets a decision name."""
    latest = lasting.latest(ground.document.validity, ground.since, renewed_from(running))
    return until if until is None or latest is None else min(until, latest)


def _with_home(opened: OpenedCase, holder: Holder, day: date) -> OpenedCase:
    facts = opened.facts
    if facts is None or facts.lives is not None or (holder.left_on and holder.left_on <= day):
        return opened
    home = Lives(how="domicile", municipality=holder.municipality)
    return opened.with_facts(facts.model_copy(update={"lives": (home,)}))


def facts_of(status: HeldStatus, birth_date: date | None) -> Person:
    """All that is known of somebody of whom a source said that she holds a status."""
    return Person(birth_date=birth_date, statuses=(status,))


def left_to_people(holder_id: object, scheme_id: object, context: Context, state: State) -> Event:
    """That a right which ends soon is not renewed by itself."""
    running = running_right(rights_of(holder_id, scheme_id, state), day_of(context.time))
    assert running is not None
    return _left(running.right_id, holder_id, scheme_id, running.valid_until)


def _left(right_id: object, holder_id: object, scheme_id: object, ends_on: date) -> Event:
    return RenewalLeft(
        right_id=UUID(str(right_id)),
        holder_id=UUID(str(holder_id)),
        scheme_id=UUID(str(scheme_id)),
        ends_on=ends_on,
    )


def has_running(holder_id: object, scheme_id: object, context: Context, state: State) -> bool:
    """Whether a person has a right in a scheme, now or later."""
    return running_right(rights_of(holder_id, scheme_id, state), day_of(context.time)) is not None


def right_left(
    right_id: str | None,
    document: RegulationDocument | None,
    context: Context,
    state: State,
) -> Sequence[Event]:
    """That this right is not renewed by itself, where it still waits for that: it ends soon.

    `document` says how long before its end it can be renewed, where it still grants automatically.
    """
    owner = state.get(RightOwner, right_id) if right_id is not None else None
    if owner is None or owner.ends_on is None:
        return []
    validity = document.validity if document is not None else Validity()
    ahead = timedelta(days=validity.renewable_days_before)
    if owner.ends_on - ahead > day_of(context.time):
        return []  # somebody renewed it meanwhile
    return [_left(owner.key, owner.holder_id, owner.scheme_id, owner.ends_on)]


# -- the decision -----------------------------------------------------------------------------


def needs_of_renewal(command: RenewByStatus, context: Context, state: State) -> Iterable[Place]:
    """What one case is decided on."""
    yield PersonTerms.at(command.holder_id)
    yield from needs_of_case(command.holder_id, command.scheme_id, context, state)


def renew_by_status(command: RenewByStatus, context: Context, state: State) -> Sequence[Event]:
    """Decide on what a source of status answered, where the regulation grants automatically.

    No mandate is asked: nobody judges. It never refuses, and tells no outcome: that the source
    answered was one already.
    """
    holder, opened = state.get(Holder, command.holder_id), opened_case(command.holder_id, context)
    if holder is None or holder.erased or holder.merged_into_id is not None or opened is None:
        return []
    if automatic_document(command.scheme_id, context, state) is None or opened.facts is None:
        return []
    judged = judge(wish_of(command, opened), _born(opened, holder), context, state)
    if judged.case is None:
        running = has_running(command.holder_id, command.scheme_id, context, state)
        if judged.result != "left" or not running:
            return []
        return [left_to_people(command.holder_id, command.scheme_id, context, state)]
    case = judged.case
    right = right_event(terms_of(case, context), case.running, case.ground.since, context)
    return [case_decided(case, right, context), right]


def wish_of(command: RenewByStatus, opened: OpenedCase) -> Wish:
    """What is asked: a right as long as the status lasts, where the regulation names no end."""
    held = opened.facts.statuses if opened.facts is not None else None
    return Wish(
        holder_id=command.holder_id,
        scheme_id=command.scheme_id,
        channel="status_list",
        valid_until=held[0].until if held else None,
    )


def _born(opened: OpenedCase, holder: Holder) -> OpenedCase:
    facts = opened.facts
    if facts is None or facts.birth_date is not None or opened.reader is None:
        return opened
    born = opened.reader.birth_date(holder.identity)
    return opened.with_facts(facts.model_copy(update={"birth_date": born}))

"""Deciding about one person by the regulation of the day, and the right that follows. Pure.

Facts come opened in `context.prepared`; what leaves is the outcome, and the explanation sealed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.commands.applications import Channel
from services.cards.contracts.events import CaseDecided, SchemeRightGranted, SchemeRightRenewed
from services.cards.contracts.regulation import lasting
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Decision
from services.cards.contracts.regulation.document import RegulationDocument, Source
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.copies import Network
from services.cards.domain.decision import needs_of_decided
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import OpenedCase, OpenedCases, prepared
from services.cards.domain.scheme import Regulation, Scheme, Version
from services.cards.domain.scheme_right import DatedRight, SchemeRights, places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

APPEAL_DAYS_ASSUMED: Final = 90
"""How long figures are kept where a regulation names no term of appeal: the three months in
which decisions of public social welfare are contested (law of 11 April 1995, art. 23)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked about one person, beside her facts."""

    holder_id: UUID
    scheme_id: UUID
    channel: Channel
    mandate: str | None = None
    derogation: bool = False
    valid_until: date | None = None
    applied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """On what is decided: the document in force, its version, and the network's municipalities.

    `day` is that of the decision, `since` that of the application: what is decided holds from it.
    """

    document: RegulationDocument
    version: Version
    municipalities: tuple[str, ...]
    day: date
    since: date


def needs_of_case(
    holder_id: object,
    scheme_id: object,
    context: Context,
    state: State,
    applied_on: date | None = None,
) -> Iterable[Place]:
    """The person, her rights and dossier; the scheme, and the regulation that holds on the day."""
    yield from (Network.at(context.stream), Holder.at(holder_id), Scheme.at(scheme_id))
    yield from places_of(holder_id, scheme_id)
    yield from needs_of_decided(holder_id)
    scheme = state.peek(Scheme, scheme_id)
    day = applied_on or day_of(context.time)
    version = scheme.version_on(day) if scheme is not None else None
    if version is not None:
        yield Regulation.at(version.regulation_id)


def ground_of(
    scheme_id: object, context: Context, state: State, applied_on: date | None = None
) -> Ground:
    """The regulation by which a case is decided: that of the day of the application, else now's.

    Refuses where there is none, and an application of over a year ago or of a day to come.
    """
    day = day_of(context.time)
    since = applied_on or day
    if since > day or not within_a_year(since, context.time):
        raise Refusal("applied_on_invalid", "applied_on")
    scheme, network = state.get(Scheme, scheme_id), state.get(Network, context.stream)
    if scheme is None or network is None:
        raise Refusal("scheme_unknown", "scheme_id")
    if scheme.ended_on is not None and day >= scheme.ended_on:
        raise Refusal("scheme_ended", "scheme_id", on=scheme.ended_on.isoformat())
    version = scheme.version_on(since)
    if version is None:
        raise Refusal("no_regulation", "scheme_id")
    regulation = state.get(Regulation, version.regulation_id)
    assert regulation is not None
    return Ground(read(regulation.document), version, network.municipalities, day, since)


def settle(
    wish: Wish, opened: OpenedCase | None, context: Context, state: State
) -> Sequence[Event]:
    """The decision about one person, and the right that follows.

    Refuses where facts are missing, a running right cannot be renewed yet, or whoever decides
    lacks the mandate.
    """
    known_holder(wish.holder_id, state)
    if opened is None:
        raise Refusal("holder_erased", "holder_id")
    if opened.facts is None:
        raise Refusal("facts_invalid", "facts")
    ground = ground_of(wish.scheme_id, context, state, wish.applied_on)
    rights = rights_of(wish.holder_id, wish.scheme_id, state)
    check_mandate(wish, opened, ground.document)
    person = opened.facts.model_copy(update={"renewal": bool(rights.rights)})
    running = running_right(rights, ground.since)
    found = decide(
        ground.document,
        person,
        on=ground.since,
        municipalities=ground.municipalities,
        running_until=running.valid_until if running else None,
    ).model_copy(update={"version": ground.version.version})
    entitled = found.outcome == "entitled" or wish.derogation
    if found.outcome == "unknown" and not entitled:
        raise Refusal("proof_missing", "facts", missing=missing_of(found))
    right = right_event(wish, person, found, ground, rights, context) if entitled else None
    return [case_decided(wish, opened, found, ground, right, context), *([right] if right else [])]


def check_mandate(wish: Wish, opened: OpenedCase, document: RegulationDocument) -> None:
    """Refuse who may not decide so, and any departure from the criteria without a reason."""
    mandates = document.deciding.mandates
    if wish.derogation:
        if document.deciding.derogation_by is None:
            raise Refusal("derogation_not_allowed", "derogation")
        if not (opened.reason or "").strip():
            raise Refusal("reason_missing", "reason")
    elif mandates and wish.mandate not in mandates:
        raise Refusal("mandate_missing", "mandate", mandates=", ".join(mandates))


def missing_of(found: Decision) -> str:
    """The facts that are missing, as codes, each once, in their order."""
    return ", ".join(dict.fromkeys(one.fact for one in found.missing))


def sources_of(found: Decision) -> tuple[Source, ...]:
    """The funding sources that may carry her; by derogation, all but the drawing right."""
    return found.sources or ("own_contribution", "welfare_fund")


def running_right(rights: SchemeRights, day: date) -> DatedRight | None:
    """The right that can be used on a day or will be later: what a new one may not overlap."""
    later = [right for right in rights.rights if right.usable_until >= day]
    return later[-1] if later else None


def right_event(
    wish: Wish,
    person: Person,
    found: Decision,
    ground: Ground,
    rights: SchemeRights,
    context: Context,
) -> SchemeRightGranted | SchemeRightRenewed:
    """A new right, or the same one prolonged where it still runs.

    Refuses a renewal before its time, and a right whose end nobody has said.
    """
    day, validity = ground.since, ground.document.validity
    running = running_right(rights, day)
    until, grace = lasting.until(validity, day, running.valid_until if running else None)
    if until is None:
        until, grace = named_end(wish, ground)
    common: dict[str, Any] = {
        "holder_id": wish.holder_id,
        "scheme_id": wish.scheme_id,
        "regulation_id": UUID(ground.version.regulation_id),
        "valid_until": until,
        "grace_until": grace,
        "birth_year": person.birth_date.year if person.birth_date else None,
        "sources": sources_of(found),
        "decision_id": decision_id_of(wish.holder_id, context),
    }
    if running is None:
        return SchemeRightGranted(
            right_id=context.make_id(f"right:{wish.holder_id}"), valid_from=day, **common
        )
    check_renewable(running, ground.day, ground.document)
    return SchemeRightRenewed(right_id=UUID(running.right_id), **common)


def named_end(wish: Wish, ground: Ground) -> tuple[date, date | None]:
    """The end that the decision names, where the document leaves it open, and of its grace."""
    until, validity = wish.valid_until, ground.document.validity
    if until is None or until < ground.day:
        raise Refusal("validity_open", "valid_until")
    latest = lasting.latest(validity, ground.since)
    if latest is not None and until > latest:
        raise Refusal("validity_too_long", "valid_until", until=latest.isoformat())
    return until, until + timedelta(days=validity.grace_days) if validity.grace_days else None


def check_renewable(running: DatedRight, day: date, document: RegulationDocument) -> None:
    """Refuse to renew a right long before it ends; one that is provisional can be at any time."""
    if running.provisional:
        return
    ahead = timedelta(days=document.validity.renewable_days_before)
    first = min(running.valid_until, running.usable_until) - ahead
    if day < first:
        raise Refusal("not_yet_renewable", "holder_id", on=first.isoformat())


def decision_id_of(holder_id: UUID, context: Context) -> UUID:
    """The id of the decision that this command makes about a person."""
    return context.make_id(decision_role(holder_id))


def decision_role(holder_id: UUID) -> str:
    """The part that a decision plays in its command; who prepares it computes the same id."""
    return f"decision:{holder_id}"


def case_decided(
    wish: Wish,
    opened: OpenedCase,
    found: Decision,
    ground: Ground,
    right: SchemeRightGranted | SchemeRightRenewed | None,
    context: Context,
) -> CaseDecided:
    """The event of one decision, with why sealed."""
    days = ground.document.deciding.appeal_within_days
    said = {
        "decision": found.model_dump(mode="json"),
        "reason": opened.reason,
        "mandate": wish.mandate,
        "derogation": wish.derogation,
    }
    return CaseDecided(
        decision_id=decision_id_of(wish.holder_id, context),
        holder_id=wish.holder_id,
        scheme_id=wish.scheme_id,
        regulation_id=UUID(ground.version.regulation_id),
        outcome="entitled" if right else "not_entitled",
        decided_on=ground.day,
        explanation=opened.sealer.seal("explanation", orjson.dumps(said)),
        explained_until=ground.day + timedelta(days=days or APPEAL_DAYS_ASSUMED),
        appeal_until=ground.day + timedelta(days=days) if days else None,
        channel=wish.channel,
        right_id=right.right_id if right else None,
        valid_until=right.valid_until if right else None,
    )


def opened_case(holder_id: UUID, context: Context) -> OpenedCase | None:
    """What was opened about one person for this command."""
    return prepared(context, OpenedCases).cases.get(holder_id)

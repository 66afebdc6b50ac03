"""Deciding about one person by the regulation of the day. Pure.

Facts come opened in `context.prepared`; what leaves is the outcome, and the explanation sealed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import orjson

from services.cards.contracts.commands.applications import Channel
from services.cards.contracts.events import CaseDecided, Proposed
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Decision
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.copies import Network
from services.cards.domain.decision import needs_of_decided
from services.cards.domain.granting import (
    NOT_MEANS_TESTED,
    RightEvent,
    Terms,
    check_renewable,
    end_of_right,
    renewed_from,
    right_event,
    running_right,
)
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.moving import home_of
from services.cards.domain.prepared import OpenedCase, OpenedCases, prepared
from services.cards.domain.scheme import Regulation, Scheme, Version
from services.cards.domain.scheme_right import DatedRight, places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

APPEAL_DAYS_ASSUMED: Final = 90
"""How long figures are kept where a regulation names no term of appeal: the three months in
which decisions of public social welfare are contested (law of 11 April 1995, art. 23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked about one person, beside her facts. `corrects` is the decision that was
    wrong: what follows is then no renewal."""

    holder_id: UUID
    scheme_id: UUID
    channel: Channel
    mandate: str | None = None
    derogation: bool = False
    valid_until: date | None = None
    applied_on: date | None = None
    application_id: UUID | None = None
    corrects: UUID | None = None


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


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case as it is looked into: who, what is known, what the document says.

    `home`: in a network of several municipalities, where she lives.
    """

    wish: Wish
    opened: OpenedCase
    person: Person
    ground: Ground
    found: Decision
    running: DatedRight | None
    home: str | None

    @property
    def entitled(self) -> bool:
        """By the criteria, or by a departure from them."""
        return self.found.outcome == "entitled" or self.wish.derogation

    @property
    def committee(self) -> str | None:
        """Who has to ratify it; None: nobody, as by far the most."""
        inquired = self.found.needs_inquiry and not self.wish.derogation
        return self.ground.document.deciding.committee if inquired else None


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


def look_into(wish: Wish, opened: OpenedCase | None, context: Context, state: State) -> Case:
    """What the regulation says of a person. Refuses where nothing can be said."""
    known_holder(wish.holder_id, state)
    if opened is None:
        raise Refusal("holder_erased", "holder_id")
    if opened.facts is None:
        raise Refusal("facts_invalid", "facts")
    ground = ground_of(wish.scheme_id, context, state, wish.applied_on)
    check_mandate(wish, opened, ground.document)
    rights = rights_of(wish.holder_id, wish.scheme_id, state)
    again = bool(rights.rights) and wish.corrects is None
    person = opened.facts.model_copy(update={"renewal": again})
    running = running_right(rights, ground.since)
    found = decide(
        ground.document,
        person,
        on=ground.since,
        municipalities=ground.municipalities,
        running_until=renewed_from(running),
    ).model_copy(update={"version": ground.version.version})
    if found.outcome == "unknown" and not wish.derogation:
        raise Refusal("proof_missing", "facts", missing=missing_of(found))
    home = home_of(str(wish.holder_id), ground.day, context, state)
    return Case(wish, opened, person, ground, found, running, home)


def settle(
    wish: Wish, opened: OpenedCase | None, context: Context, state: State
) -> Sequence[Event]:
    """The decision about one person, and the right that follows, or may follow once ratified.

    Refuses where facts are missing, a running right cannot be renewed yet, or whoever decides
    lacks the mandate.
    """
    case = look_into(wish, opened, context, state)
    if not case.entitled:
        return [case_decided(case, None, context)]
    if case.running is not None:
        check_renewable(case.running, case.ground.day, case.ground.document)
    terms = terms_of(case, context)
    if case.committee is not None:
        return settle_for_now(case, terms, context)
    right = right_event(terms, case.running, case.ground.since, context)
    return [case_decided(case, right, context), right]


def settle_for_now(case: Case, terms: Terms, context: Context) -> Sequence[Event]:
    """What holds until a committee has ratified: a provisional right, where the document says so.

    A right that runs already is not made provisional: it goes on until its end.
    """
    deciding, day = case.ground.document.deciding, case.ground.day
    proposed = Proposed(
        valid_until=terms.valid_until,
        grace_until=terms.grace_until,
        birth_year=terms.birth_year,
        sources=terms.sources,
        payer_if_refused=deciding.provisional_payer,
    )
    if not deciding.provisional_until_ratified or case.running is not None:
        return [case_decided(case, None, context, proposed)]
    cut = terms.cut(day + timedelta(days=deciding.provisional_days))
    right = right_event(cut, None, day, context)
    return [case_decided(case, right, context, proposed), right]


def terms_of(case: Case, context: Context) -> Terms:
    """The right to which the decision leads."""
    wish, born = case.wish, case.person.birth_date
    until, grace = end_of_right(
        case.ground.document, case.ground.since, case.running, wish.valid_until
    )
    return Terms(
        holder_id=wish.holder_id,
        scheme_id=wish.scheme_id,
        regulation_id=UUID(case.ground.version.regulation_id),
        valid_until=until,
        grace_until=grace,
        birth_year=born.year if born else None,
        sources=case.found.sources or NOT_MEANS_TESTED,
        decision_id=decision_id_of(wish.holder_id, context),
        municipality=case.home,
    )


def check_mandate(wish: Wish, opened: OpenedCase, document: RegulationDocument) -> None:
    """Refuse who may not decide so, and any departure from the criteria without a reason."""
    mandates = document.deciding.mandates
    if wish.derogation:
        if document.deciding.derogation_by is None:
            raise Refusal("derogation_not_allowed", "derogation")
        if not (opened.reason or "").strip():
            raise Refusal("reason_missing", "reason")
    elif mandates and wish.channel != "status_list" and wish.mandate not in mandates:
        raise Refusal("mandate_missing", "mandate", mandates=", ".join(mandates))


def missing_of(found: Decision) -> str:
    """The facts that are missing, as codes, each once, in their order."""
    return ", ".join(dict.fromkeys(one.fact for one in found.missing))


def decision_id_of(holder_id: UUID, context: Context) -> UUID:
    """The id of the decision that this command makes about a person."""
    return context.make_id(decision_role(holder_id))


def decision_role(holder_id: UUID) -> str:
    """The part that a decision plays in its command; who prepares it computes the same id."""
    return f"decision:{holder_id}"


def case_decided(
    case: Case, right: RightEvent | None, context: Context, proposed: Proposed | None = None
) -> CaseDecided:
    """The event of one decision, with why sealed."""
    wish, ground = case.wish, case.ground
    days = ground.document.deciding.appeal_within_days
    said = {
        "decision": case.found.model_dump(mode="json"),
        "reason": case.opened.reason,
        "mandate": wish.mandate,
        "derogation": wish.derogation,
    }
    return CaseDecided(
        decision_id=decision_id_of(wish.holder_id, context),
        holder_id=wish.holder_id,
        scheme_id=wish.scheme_id,
        regulation_id=UUID(ground.version.regulation_id),
        outcome="entitled" if case.entitled else "not_entitled",
        decided_on=ground.day,
        explanation=case.opened.sealer.seal("explanation", orjson.dumps(said)),
        explained_until=ground.day + timedelta(days=days or APPEAL_DAYS_ASSUMED),
        appeal_until=ground.day + timedelta(days=days) if days else None,
        channel=wish.channel,
        right_id=right.right_id if right else None,
        valid_until=right.valid_until if right else None,
        application_id=wish.application_id,
        corrects=wish.corrects,
        awaits="ratification" if proposed else None,
        body=case.committee if proposed else None,
        proposed=proposed,
    )


def opened_case(holder_id: UUID, context: Context) -> OpenedCase | None:
    """What was opened about one person for this command."""
    return prepared(context, OpenedCases).cases.get(holder_id)

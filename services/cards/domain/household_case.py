"""Deciding about a household in one go: one proof, a decision per member. Pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from services.cards.contracts.commands import DecideHousehold
from services.cards.contracts.events import ApplicationDecided, CaseDecided, Undecided
from services.cards.domain.application import (
    MEMBERS_MAX,
    Application,
    check_open,
    needs_of_application,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.casework import Wish, needs_of_case, opened_case, settle
from services.cards.domain.mandate import check_level, needs_of_mandate
from services.cards.domain.prepared import OpenedCase
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: DecideHousehold, context: Context, state: State) -> Iterable[Place]:
    """The application, and what each member's case is decided on."""
    yield from needs_of_application(application_id_of(command, context), state)
    yield from needs_of_mandate(command.referrer_id)
    for holder_id in command.holder_ids[:MEMBERS_MAX]:
        yield from needs_of_case(holder_id, command.scheme_id, context, state)


def decide_household(command: DecideHousehold, context: Context, state: State) -> Sequence[Event]:
    """Decide about every member: all of them or nobody, or those about whom it can be decided."""
    members = command.holder_ids
    if not 0 < len(members) <= MEMBERS_MAX or len(set(members)) < len(members):
        raise Refusal("members_invalid", "members", members_max=MEMBERS_MAX)
    check_level(command.referrer_id, "decide", context, state)
    application = state.get(Application, application_id_of(command, context))
    if command.application_id is not None:
        check_open(application)
    made, undecided = decide_members(command, context, state)
    decided = [event for event in made if isinstance(event, CaseDecided)]
    day = day_of(context.time)
    return [
        *made,
        ApplicationDecided(
            application_id=application_id_of(command, context),
            scheme_id=command.scheme_id,
            holder_ids=members,
            channel=command.channel,
            decision_ids=tuple(event.decision_id for event in decided),
            undecided=tuple(undecided),
            forgotten_after=max(
                (event.explained_until for event in decided), default=day + timedelta(days=1)
            ),
        ),
    ]


def application_id_of(command: DecideHousehold, context: Context) -> UUID:
    """The application that is decided; where it was never written down, one of its own."""
    return command.application_id or context.make_id("application")


def decide_members(
    command: DecideHousehold, context: Context, state: State
) -> tuple[list[Event], list[Undecided]]:
    """Those who apply for themselves first, then who follows one of them."""
    cases = {holder_id: opened_case(holder_id, context) for holder_id in command.holder_ids}
    made: list[Event] = []
    undecided: list[Undecided] = []
    for holder_id in sorted(command.holder_ids, key=lambda one: follows(cases[one])):
        wish = Wish(
            holder_id=holder_id,
            scheme_id=command.scheme_id,
            channel=command.channel,
            mandate=command.mandate,
            valid_until=command.valid_until,
            application_id=application_id_of(command, context),
        )
        try:
            made += settle(wish, led(cases[holder_id], made), context, state)
        except Refusal as refusal:
            if command.whole or len(command.holder_ids) == 1:
                raise
            undecided.append(undecided_of(holder_id, refusal))
    if not made:
        raise Refusal("nobody_decided", "members", missing=undecided[0].missing)
    return made, undecided


def follows(case: OpenedCase | None) -> bool:
    """Whether she is a dependant of whoever of the others is entitled."""
    return case is not None and case.follows


def led(case: OpenedCase | None, made: Sequence[Event]) -> OpenedCase | None:
    """The case of a member: who follows is led by whoever was just found entitled; who does not
    follow anybody here is nobody's dependant, unless her facts say so."""
    if case is None or case.facts is None:
        return case
    entitled = any(isinstance(e, CaseDecided) and e.outcome == "entitled" for e in made)
    leading = case.facts.dependant_of_holder or (case.follows and entitled)
    return case.with_facts(case.facts.model_copy(update={"dependant_of_holder": leading}))


def undecided_of(holder_id: UUID, refusal: Refusal) -> Undecided:
    """Why nothing was decided about a member."""
    missing = refusal.facts.get("missing")
    return Undecided(
        holder_id=holder_id, code=refusal.code, missing=str(missing) if missing else None
    )

"""An application as a file: drafted, handed in, proofs seen, decided or withdrawn. Pure.

What it holds is sealed with a key of its own, destroyed when it is needed no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import (
    AskProof,
    AssignApplication,
    RecordProof,
    SaveDraft,
    SubmitApplication,
    WithdrawApplication,
)
from services.cards.contracts.events import (
    ApplicationAssigned,
    ApplicationDecided,
    ApplicationSubmitted,
    DraftSaved,
    ProofAsked,
    ProofRecorded,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.decision import Dossier, Forgetting, day_after
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.mandate import check_level, needs_of_mandate
from services.cards.domain.prepared import Resealed, prepared
from services.cards.domain.scheme import Regulation, Scheme, regulation_on
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

APPLICATION: Final = "application"
"""The purpose of the key that seals what an application holds."""

DRAFT_DAYS: Final = 365
"""How long a draft is kept after its last save: as a refused application (domain 6.4)."""

MEMBERS_MAX: Final = 20
"""More than any household that applies in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Row):
    """One application of one or more persons. `content` is sealed; None once it is destroyed.

    `status`: draft, submitted, proof_missing, decided, withdrawn.
    """

    table: ClassVar[str] = "applications"
    scheme_id: str
    holder_ids: tuple[str, ...]
    status: str
    channel: str
    content: str | None = None
    saves: int = 0
    proofs: int = 0
    decide_by: date | None = None
    referrer_id: str | None = None
    decision_ids: tuple[str, ...] = ()


def needs_of_application(application_id: object, state: State) -> Iterable[Place]:
    """The application and its clock; then the dossiers of its persons."""
    yield from (Application.at(application_id), Forgetting.at(application_id))
    found = state.peek(Application, application_id)
    if found is not None:
        yield from (Dossier.at(holder_id) for holder_id in found.holder_ids)


def check_open(application: Application | None) -> Application:
    """The application, which is neither decided nor withdrawn. Refuses."""
    if application is None:
        raise Refusal("application_unknown", "application_id")
    if application.status in ("decided", "withdrawn"):
        raise Refusal("application_closed", "application_id")
    return application


# -- draft ----------------------------------------------------------------------------------------


def draft_id(command: SaveDraft, context: Context) -> UUID:
    """The id of the application that is saved."""
    return command.application_id or context.make_id(APPLICATION)


def needs_of_draft(command: SaveDraft, context: Context, state: State) -> Iterable[Place]:
    """The application, its persons, its scheme."""
    yield from needs_of_application(draft_id(command, context), state)
    yield from needs_of_mandate(command.referrer_id)
    yield Scheme.at(command.scheme_id)
    for holder_id in command.holder_ids[:MEMBERS_MAX]:
        yield from (Holder.at(holder_id), Dossier.at(holder_id))


def save(command: SaveDraft, context: Context, state: State) -> Sequence[Event]:
    """Keep what is known so far. Refuses where a colleague has saved meanwhile."""
    check_level(command.referrer_id, "draft", context, state)
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    check_members(command.holder_ids, state)
    found, saves = state.get(Application, draft_id(command, context)), 0
    if command.application_id is not None:
        saves = check_open(found).saves
        if command.seen != saves:
            raise Refusal("changed_meanwhile", "seen", saves=saves)
    return [
        DraftSaved(
            application_id=draft_id(command, context),
            scheme_id=command.scheme_id,
            holder_ids=command.holder_ids,
            channel=command.channel,
            content=prepared(context, Resealed).text,
            saves=saves + 1,
            forgotten_after=day_of(context.time) + timedelta(days=DRAFT_DAYS),
            referrer_id=command.referrer_id,
        )
    ]


def check_members(holder_ids: Sequence[UUID], state: State) -> None:
    """Refuse nobody, too many, the same twice, and who is unknown or erased."""
    if not 0 < len(holder_ids) <= MEMBERS_MAX or len(set(holder_ids)) < len(holder_ids):
        raise Refusal("members_invalid", "members", members_max=MEMBERS_MAX)
    for holder_id in holder_ids:
        known_holder(holder_id, state)


def saved(event: DraftSaved, _context: Context, state: State) -> Iterable[Change]:
    """The latest save stands in for those before it."""
    key = str(event.application_id)
    before = state.get(Application, key)
    yield Application(
        key=key,
        scheme_id=str(event.scheme_id),
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        status=before.status if before else "draft",
        channel=event.channel,
        content=event.content,
        saves=event.saves,
        proofs=before.proofs if before else 0,
        decide_by=before.decide_by if before else None,
        referrer_id=None if event.referrer_id is None else str(event.referrer_id),
    )
    yield from filed(key, event.holder_ids, state)
    yield Forgetting(key=key, due_at=day_after(event.forgotten_after), purpose=APPLICATION)


def filed(key: str, holder_ids: Iterable[object], state: State) -> Iterable[Change]:
    """Each person's dossier names the application."""
    for holder_id in holder_ids:
        dossier = state.get(Dossier, holder_id) or Dossier(key=str(holder_id))
        if key not in dossier.application_ids:
            yield replace(dossier, application_ids=(*dossier.application_ids, key))


# -- handed in, proofs ----------------------------------------------------------------------------

OfApplication = SubmitApplication | RecordProof


def needs_of_step(
    command: OfApplication | AskProof | AssignApplication | WithdrawApplication,
    context: Context,
    state: State,
) -> Iterable[Place]:
    """The application; then its scheme; then the regulation of the day."""
    yield from needs_of_application(command.application_id, state)
    if isinstance(command, SubmitApplication | RecordProof):
        yield from needs_of_mandate(command.referrer_id)
    found = state.peek(Application, command.application_id)
    if found is None:
        return
    yield Scheme.at(found.scheme_id)
    scheme = state.peek(Scheme, found.scheme_id)
    version = scheme.version_on(day_of(context.time)) if scheme else None
    if version is not None:
        yield Regulation.at(version.regulation_id)


def submit(command: SubmitApplication, context: Context, state: State) -> Sequence[Event]:
    """Hand it in: the term to decide runs from that day."""
    check_level(command.referrer_id, "submit", context, state)
    found = check_open(state.get(Application, command.application_id))
    if found.status != "draft":
        raise Refusal("already_submitted", "application_id")
    day = day_of(context.time)
    return [
        ApplicationSubmitted(
            application_id=command.application_id,
            submitted_on=day,
            decide_by=last_day_to_decide(found.scheme_id, day, state),
            referrer_id=command.referrer_id,
        )
    ]


def last_day_to_decide(scheme_id: object, day: date, state: State) -> date | None:
    """The end of the term in which an application of a day is decided, where there is one."""
    document = regulation_on(scheme_id, day, state)
    days = document.deciding.decide_within_days if document else None
    return day + timedelta(days=days) if days else None


def submitted(event: ApplicationSubmitted, _context: Context, state: State) -> Iterable[Change]:
    """It waits for a decision."""
    found = state.get(Application, event.application_id)
    if found is not None:
        yield replace(found, status="submitted", decide_by=event.decide_by)


def record_proof(command: RecordProof, context: Context, state: State) -> Sequence[Event]:
    """Record that a proof was seen. Refuses to keep a copy unless the regulation says so."""
    check_level(command.referrer_id, "prove", context, state)
    found = check_open(state.get(Application, command.application_id))
    if command.document_id is not None:
        document = regulation_on(found.scheme_id, day_of(context.time), state)
        if document is None or document.deciding.proofs != "kept":
            raise Refusal("proofs_not_kept")
    return [
        ProofRecorded(
            application_id=command.application_id,
            proof=prepared(context, Resealed).text,
            seen_on=day_of(context.time),
            document_id=command.document_id,
        )
    ]


def proof_recorded(event: ProofRecorded, _context: Context, state: State) -> Iterable[Change]:
    """One more proof; what was asked for is on its way."""
    found = state.get(Application, event.application_id)
    if found is not None:
        status = "submitted" if found.status == "proof_missing" else found.status
        yield replace(found, proofs=found.proofs + 1, status=status)


def ask_proof(command: AskProof, context: Context, state: State) -> Sequence[Event]:
    """Ask for what is missing, until a day to come."""
    found = check_open(state.get(Application, command.application_id))
    if found.status == "draft":
        raise Refusal("not_submitted", "application_id")
    if command.until <= day_of(context.time):
        raise Refusal("day_out_of_range", "until")
    asked = prepared(context, Resealed).text
    return [ProofAsked(application_id=command.application_id, asked=asked, until=command.until)]


def proof_asked(event: ProofAsked, _context: Context, state: State) -> Iterable[Change]:
    """It waits for the applicant."""
    found = state.get(Application, event.application_id)
    if found is not None:
        yield replace(found, status="proof_missing")


def assign(command: AssignApplication, context: Context, state: State) -> Sequence[Event]:
    """Somebody goes on with it: who asks, where nobody is named."""
    check_open(state.get(Application, command.application_id))
    assignee = command.assignee or context.actor
    if not assignee:
        raise Refusal("assignee_missing", "assignee")
    return [ApplicationAssigned(application_id=command.application_id, assignee=assignee)]


# -- decided --------------------------------------------------------------------------------------


def decided(event: ApplicationDecided, _context: Context, state: State) -> Iterable[Change]:
    """It is closed, or waits for what could not be decided yet."""
    key = str(event.application_id)
    found = state.get(Application, key) or Application(
        key=key,
        scheme_id=str(event.scheme_id),
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        status="submitted",
        channel=event.channel,
    )
    made = tuple(str(decision_id) for decision_id in event.decision_ids)
    yield replace(
        found,
        status="proof_missing" if event.undecided else "decided",
        decision_ids=(*found.decision_ids, *made),
    )
    yield from filed(key, event.holder_ids, state)
    yield Forgetting(key=key, due_at=day_after(event.forgotten_after), purpose=APPLICATION)

"""How an application ends without a decision: withdrawn, or forgotten by the clock. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.cards.contracts.commands import DestroyKeys, ForgetContent, WithdrawApplication
from services.cards.contracts.events import ApplicationWithdrawn, ContentForgotten
from services.cards.contracts.keys import key_owner
from services.cards.domain.application import APPLICATION, Application, check_open
from services.cards.domain.decision import Forgetting
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, State


def withdraw(
    command: WithdrawApplication, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """The applicant no longer asks: what was written down is destroyed at once."""
    check_open(state.get(Application, command.application_id))
    return [
        ApplicationWithdrawn(application_id=command.application_id),
        destroy_content(command.application_id, context),
    ]


def withdrawn(event: ApplicationWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """It is closed, and holds nothing."""
    found = state.get(Application, event.application_id)
    if found is not None:
        yield replace(found, status="withdrawn", content=None)
    yield Gone(Forgetting.at(event.application_id))


def destroy_content(application_id: UUID, context: Context) -> Addressed:
    """Destroys the key of what an application holds."""
    owner = key_owner(application_id, APPLICATION)
    command = DestroyKeys(owners=(owner,))
    return Addressed(
        service="cards", stream=context.stream, command=command, role=f"forget:{owner}"
    )


def needs_of_forgetting(
    command: ForgetContent, _context: Context, _state: State
) -> Iterable[Place]:
    """The application, and when it is due."""
    return [Application.at(command.application_id), Forgetting.at(command.application_id)]


def forget(command: ForgetContent, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Forget what it holds, once that is due; asked too early nothing happens."""
    due = state.get(Forgetting, command.application_id)
    if due is None or context.time < due.due_at:
        return []
    return [
        ContentForgotten(application_id=command.application_id),
        destroy_content(command.application_id, context),
    ]


def forgotten(event: ContentForgotten, _context: Context, state: State) -> Iterable[Change]:
    """What it held is gone; a draft that nobody went on with is withdrawn."""
    found = state.get(Application, event.application_id)
    if found is not None:
        status = "decided" if found.status == "decided" else "withdrawn"
        yield replace(found, content=None, status=status)
    yield Gone(Forgetting.at(event.application_id))

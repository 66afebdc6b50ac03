"""Erasing a person: her key is destroyed, and with it all that was sealed with it. Pure.

What stays, and names nobody: rights, participations and sums under an opaque id; the legal bases
with the versions of their texts; requests and their outcomes; the account number under its own
key, until its legal term has passed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from services.cards.contracts.commands import (
    DestroyKey,
    DestroyKeys,
    DestroyListed,
    EraseHolder,
    SettleNumber,
)
from services.cards.contracts.events import HolderErased, MergedHolderErased
from services.cards.contracts.keys import key_owner
from services.cards.domain.application import APPLICATION, Application
from services.cards.domain.calendar import day_of
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.decision import DECISION, Decision, Dossier, Forgetting
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.household import Household
from services.cards.domain.payment import PaymentAccount, kept
from services.cards.domain.retention import RetentionRule, payment_kept_until
from services.cards.domain.status_question import forgotten, places_of
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction(Row):
    """A person of an approved list who is still to be erased. Key: holder."""

    table: ClassVar[str] = "destructions"
    list_id: str
    approved_at: datetime


def needs(command: EraseHolder | DestroyListed, _context: Context, state: State) -> Iterable[Place]:
    """The holder and all that is hers, under every file in which she was entered."""
    yield RetentionRule.at("payment")
    yield from _needs_of_person(command.holder_id, state)
    holder = state.peek(Holder, command.holder_id)
    for merged_id in holder.merged_ids if holder is not None else ():
        yield from _needs_of_person(merged_id, state)


def _needs_of_person(holder_id: object, state: State) -> Iterable[Place]:
    yield from (Holder.at(holder_id), PaymentAccount.at(holder_id), Destruction.at(holder_id))
    yield from places_of(holder_id, state)
    yield Dossier.at(holder_id)
    dossier = state.peek(Dossier, holder_id)
    if dossier is not None:
        yield from (Decision.at(decision_id) for decision_id in dossier.decision_ids)
        yield from (Application.at(one) for one in dossier.application_ids)
    holder = state.peek(Holder, holder_id)
    if holder is not None:
        yield from (Card.at(card_id) for card_id in holder.card_ids)
        yield from (Household.at(household_id) for household_id in holder.household_ids)


def erase(command: EraseHolder, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Erase a person, once. Accounts and statistics stay as they are."""
    known_holder(command.holder_id, state)
    return erasing(command.holder_id, context, state)


def destroy_listed(
    command: DestroyListed, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Erase one person of an approved list. Nothing where that was done already."""
    holder = state.get(Holder, command.holder_id)
    if holder is None or holder.erased or state.get(Destruction, command.holder_id) is None:
        return []
    return erasing(command.holder_id, context, state)


def erasing(holder_id: UUID, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Tell that she is erased, under every file that she has, and have her keys destroyed."""
    holder = state.get(Holder, holder_id)
    assert holder is not None
    made: list[Event | Addressed] = []
    for merged_id in (UUID(one) for one in holder.merged_ids):
        made.append(
            MergedHolderErased(
                holder_id=merged_id,
                payment_kept_until=_kept_until(merged_id, context, state),
                decision_ids=_decisions_of(merged_id, state),
                application_ids=_applications_of(merged_id, state),
            )
        )
        made += _destroying(merged_id, context, state, role=f"destroy:{merged_id}")
    erased = HolderErased(
        holder_id=holder_id,
        payment_kept_until=_kept_until(holder_id, context, state),
        decision_ids=_decisions_of(holder_id, state),
        application_ids=_applications_of(holder_id, state),
    )
    return [*made, erased, *_destroying(holder_id, context, state, role="destroy")]


def _kept_until(holder_id: UUID, context: Context, state: State) -> date | None:
    if state.get(PaymentAccount, holder_id) is None:
        return None
    return payment_kept_until(day_of(context.time), state)


def _decisions_of(holder_id: UUID, state: State) -> tuple[UUID, ...]:
    dossier = state.get(Dossier, holder_id)
    return tuple(map(UUID, dossier.decision_ids)) if dossier is not None else ()


def _applications_of(holder_id: UUID, state: State) -> tuple[UUID, ...]:
    dossier = state.get(Dossier, holder_id)
    return tuple(map(UUID, dossier.application_ids)) if dossier is not None else ()


def _destroying(
    holder_id: UUID, context: Context, state: State, *, role: str
) -> Iterable[Addressed]:
    """Her key, and those of her applications and of why it was decided. That for payments stays."""
    command = DestroyKey(holder_id=holder_id)
    yield Addressed(service="cards", stream=context.stream, command=command, role=role)
    decisions = [key_owner(one, DECISION) for one in _decisions_of(holder_id, state)]
    asked = [key_owner(one, APPLICATION) for one in _applications_of(holder_id, state)]
    if decisions or asked:
        keys = DestroyKeys(owners=(*decisions, *asked))
        yield Addressed("cards", context.stream, keys, role=f"{role}:decisions")


def key_destroyed(
    _command: DestroyKey | DestroyKeys, _context: Context, _state: State
) -> Sequence[Event]:
    """Nothing to decide: the key was destroyed when this command was made ready."""
    return []


def number_settled(_command: SettleNumber, _context: Context, _state: State) -> Sequence[Event]:
    """Nothing to decide: the vault was tidied when this command was made ready."""
    return []


def _cases_forgotten(event: HolderErased | MergedHolderErased, state: State) -> Iterable[Change]:
    """Why it was decided about her, and what her applications held; outcomes and dates stay."""
    for decision_id in event.decision_ids:
        yield Gone(Forgetting.at(decision_id))
        if decision := state.get(Decision, decision_id):
            yield replace(decision, explanation=None)
    for application_id in event.application_ids:
        if application := state.get(Application, application_id):
            yield replace(application, content=None)


def erased(
    event: HolderErased | MergedHolderErased, _context: Context, state: State
) -> Iterable[Change]:
    """Her rows stay without what is personal; her cards work no longer and are not found.

    She is part of no household any more.
    """
    yield Gone(Destruction.at(event.holder_id))
    yield from kept(event.holder_id, event.payment_kept_until, state)
    yield from _cases_forgotten(event, state)
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    yield from forgotten(event.holder_id, state)
    for household_id in holder.household_ids:
        if household := state.get(Household, household_id):
            yield household.without(holder.key)
    yield replace(
        holder,
        identity=None,
        ground=None,
        number_id=None,
        contact=None,
        residence=None,
        household_id=None,
        other_household_id=None,
        erased=True,
    )
    for card_id in holder.card_ids:
        card = state.get(Card, card_id)
        if card is None:
            continue
        yield replace(card, token=None, number=None, blocked=True, blocked_at=None)
        if card.token is not None:
            yield Gone(CardByToken.at(card.token))

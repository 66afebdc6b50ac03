"""A person who was entered twice: two files become one, and two again, exactly. Pure.

The duplicate's cards lead to the one who stays, her rights go over where that one has none, and
her place in a household too. What was used stays under the file on which it was used, and is
counted over all: so no limit is lost, and a split gives each back what was hers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import MergeHolders
from services.cards.contracts.events import HoldersMerged
from services.cards.contracts.events.merging import RightTaken
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.household import (
    Household,
    in_household,
    with_her_files,
)
from services.cards.domain.merge import LeftPlace, Merge, TakenRight, free_days, later, without
from services.cards.domain.right import Right
from services.cards.domain.scheme_right import (
    SchemeRights,
    owner_of,
    rights_key,
    rights_of,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

PERSONS_MAX: Final = 20


def needs_of_merge(command: MergeHolders, _context: Context, state: State) -> Iterable[Place]:
    """Both persons with all that they have."""
    yield from _needs_of_both(command.holder_id, command.duplicate_id, state)


def _needs_of_both(stays_id: object, duplicate_id: object, state: State) -> Iterable[Place]:
    yield from (Holder.at(stays_id), Holder.at(duplicate_id))
    stays, duplicate = state.peek(Holder, stays_id), state.peek(Holder, duplicate_id)
    if stays is None or duplicate is None:
        return
    yield from (Holder.at(one) for one in duplicate.merged_ids)
    yield from (Household.at(one) for one in (*stays.household_ids, *duplicate.household_ids))
    for scheme_id in duplicate.scheme_ids:
        yield SchemeRights.at(rights_key(stays_id, scheme_id))
        yield SchemeRights.at(rights_key(duplicate_id, scheme_id))
    for card_id in (*stays.card_ids, *duplicate.card_ids):
        yield Card.at(card_id)
        card = state.peek(Card, card_id)
        if card is not None and card.token is not None:
            yield CardByToken.at(card.token)
        if card is not None and card.right_id is not None:
            yield Right.at(card.right_id)


def merge(command: MergeHolders, _context: Context, state: State) -> Sequence[Event]:
    """Go on with one of two files of the same person."""
    if command.holder_id == command.duplicate_id:
        raise Refusal("same_person", "duplicate_id")
    stays = known_holder(command.holder_id, state)
    duplicate = known_duplicate(command.duplicate_id, state)
    if len(stays.merged_ids) + len(duplicate.merged_ids) >= PERSONS_MAX:
        raise Refusal("too_many_merged", "duplicate_id")
    if _works_twice(stays, duplicate, state):
        raise Refusal("right_overlaps", "duplicate_id")
    return [
        HoldersMerged(
            holder_id=command.holder_id,
            duplicate_id=command.duplicate_id,
            rights=tuple(_rights_taken(stays, duplicate, state)),
            households=tuple(UUID(one) for one in _households_taken(stays, duplicate)),
        )
    ]


def known_duplicate(duplicate_id: UUID, state: State) -> Holder:
    """The person who was entered twice. Refuses as for any holder, with the argument's name."""
    try:
        return known_holder(duplicate_id, state)
    except Refusal as refusal:
        raise Refusal(refusal.code, "duplicate_id", **refusal.facts) from None


def _works_twice(stays: Holder, duplicate: Holder, state: State) -> bool:
    """Whether both have a working card with a right of its own, of networks without a scheme.

    Such a right has its own ceiling: one of the cards is blocked before they are merged.
    """
    first, second = _own_rights(stays, state), _own_rights(duplicate, state)
    return any(
        one.valid_from <= other.valid_until and other.valid_from <= one.valid_until
        for one in first
        for other in second
    )


def _own_rights(holder: Holder, state: State) -> list[Right]:
    cards = [state.get(Card, card_id) for card_id in holder.card_ids]
    rights = [
        state.get(Right, card.right_id)
        for card in cards
        if card is not None and card.right_id is not None and not card.blocked
    ]
    return [right for right in rights if right is not None]


def _rights_taken(stays: Holder, duplicate: Holder, state: State) -> Iterable[RightTaken]:
    for scheme_id in duplicate.scheme_ids:
        kept = rights_of(stays.key, scheme_id, state).rights
        for right in rights_of(duplicate.key, scheme_id, state).rights:
            free = free_days(right, kept)
            if free is not None:
                yield RightTaken(
                    right_id=UUID(right.right_id),
                    scheme_id=UUID(scheme_id),
                    valid_from=free[0],
                    last_day=free[1],
                )


def _households_taken(stays: Holder, duplicate: Holder) -> list[str]:
    """The duplicate's households, where the one who stays has none."""
    return [] if stays.household_ids else list(duplicate.household_ids)


def merged(event: HoldersMerged, _context: Context, state: State) -> Iterable[Change]:
    """The duplicate's cards, rights and places lead to the one who stays."""
    stays, duplicate = state.get(Holder, event.holder_id), state.get(Holder, event.duplicate_id)
    if stays is None or duplicate is None:
        return
    rights = _take_rights(event, state)
    places = _leave_places(event, duplicate, state)
    yield from rights.changes
    yield from _lead_cards(duplicate, stays.key, state)
    persons = (duplicate.key, *duplicate.merged_ids)
    for person in persons:
        if row := state.get(Holder, person):
            yield replace(row, merged_into_id=stays.key)
    schemes = dict.fromkeys(one.scheme_id for one in rights.taken)
    new = tuple(one for one in schemes if one not in stays.scheme_ids)
    yield Merge(
        key=duplicate.key,
        into_id=stays.key,
        rights=rights.taken,
        places=places.left,
        new_scheme_ids=new,
        rights_until=stays.rights_until,
    )
    for household_id in (str(one) for one in event.households):
        stays = in_household(stays, household_id)
    stays = replace(
        stays,
        merged_ids=(*stays.merged_ids, *persons),
        card_ids=(*stays.card_ids, *duplicate.card_ids),
        scheme_ids=(*stays.scheme_ids, *new),
        rights_until=later(stays.rights_until, duplicate.rights_until),
    )
    yield stays
    yield from with_her_files(stays, places.changes, state)


@dataclass(frozen=True)
class _Rights:
    changes: Sequence[Change]
    taken: tuple[TakenRight, ...]


@dataclass(frozen=True)
class _Places:
    changes: Sequence[Household]
    left: tuple[LeftPlace, ...]


def _take_rights(event: HoldersMerged, state: State) -> _Rights:
    rows: dict[str, SchemeRights] = {}
    owners: list[Change] = []
    taken: list[TakenRight] = []
    for one in event.rights:
        scheme_id = str(one.scheme_id)
        from_key = rights_key(event.duplicate_id, scheme_id)
        to_key = rights_key(event.holder_id, scheme_id)
        source = rows.get(from_key) or rights_of(event.duplicate_id, scheme_id, state)
        target = rows.get(to_key) or rights_of(event.holder_id, scheme_id, state)
        right = source.find(one.right_id)
        if right is None:
            continue
        rows[from_key] = without(source, right.right_id)
        changed = replace(right, valid_from=one.valid_from, last_day=one.last_day)
        rows[to_key] = target.changed(changed)
        owners.append(owner_of(changed, target.holder_id, scheme_id))
        taken.append(
            TakenRight(
                right_id=right.right_id,
                scheme_id=scheme_id,
                valid_from=right.valid_from,
                last_day=right.last_day,
                merged_last_day=one.last_day,
            )
        )
    return _Rights([*rows.values(), *owners], tuple(taken))


def _leave_places(event: HoldersMerged, duplicate: Holder, state: State) -> _Places:
    taken = {str(one) for one in event.households}
    changes: list[Household] = []
    left: list[LeftPlace] = []
    for household_id in duplicate.household_ids:
        household = state.get(Household, household_id)
        member = household.find(duplicate.key) if household else None
        if household is None or member is None:
            continue
        household = household.without(duplicate.key)
        if household_id in taken:
            household = household.having(replace(member, holder_id=str(event.holder_id)))
        changes.append(household)
        left.append(
            LeftPlace(household_id=household_id, member=member, taken=household_id in taken)
        )
    return _Places(changes, tuple(left))


def _lead_cards(holder: Holder, holder_id: str, state: State) -> Iterable[Change]:
    """The cards of a person lead to this file; a card with a right of its own goes on with it."""
    for card_id in holder.card_ids:
        card = state.get(Card, card_id)
        found = state.get(CardByToken, card.token) if card and card.token else None
        if found is not None and found.holder_id is not None:
            yield replace(found, holder_id=holder_id)

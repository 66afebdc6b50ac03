"""Undoing a merge: each has what was hers, and what came to it since. Pure.

What was granted, issued or joined in between stays with the one who stayed. Merges are undone in
the order opposite to that in which they were made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.cards.contracts.commands import SplitHolders
from services.cards.contracts.events import HoldersSplit
from services.cards.contracts.events.merging import PlaceGivenBack, RightTaken
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.holder import Holder
from services.cards.domain.household import (
    Household,
    Member,
    out_of_household,
    with_her_files,
)
from services.cards.domain.merge import Merge, later, without
from services.cards.domain.scheme_right import SchemeRights, owner_of, rights_key, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, State


def needs_of_split(command: SplitHolders, _context: Context, state: State) -> Iterable[Place]:
    """The duplicate with what was hers, and the one who stayed."""
    yield from (Merge.at(command.duplicate_id), Holder.at(command.duplicate_id))
    merge = state.peek(Merge, command.duplicate_id)
    duplicate = state.peek(Holder, command.duplicate_id)
    if merge is None or duplicate is None:
        return
    yield Holder.at(merge.into_id)
    yield from (Holder.at(one) for one in duplicate.merged_ids)
    stayed = state.peek(Holder, merge.into_id)
    yield from (Household.at(one) for one in (stayed.household_ids if stayed is not None else ()))
    yield from (Household.at(place.household_id) for place in merge.places)
    for right in merge.rights:
        yield SchemeRights.at(rights_key(merge.into_id, right.scheme_id))
        yield SchemeRights.at(rights_key(merge.key, right.scheme_id))
    for card_id in duplicate.card_ids:
        yield Card.at(card_id)
        card = state.peek(Card, card_id)
        if card is not None and card.token is not None:
            yield CardByToken.at(card.token)


def split(command: SplitHolders, _context: Context, state: State) -> Sequence[Event]:
    """They are two persons after all; the latest merge first."""
    duplicate = state.get(Holder, command.duplicate_id)
    if duplicate is None:
        raise Refusal("holder_unknown", "duplicate_id")
    merge = state.get(Merge, command.duplicate_id)
    if merge is None:
        raise Refusal("not_merged", "duplicate_id")
    if duplicate.merged_into_id != merge.into_id:
        raise Refusal("merged_since", "duplicate_id", holder_id=duplicate.merged_into_id)
    stayed = state.get(Holder, merge.into_id)
    assert stayed is not None
    if stayed.erased or duplicate.erased:
        raise Refusal("holder_erased", "duplicate_id")
    return [
        HoldersSplit(
            holder_id=UUID(merge.into_id),
            duplicate_id=command.duplicate_id,
            rights=tuple(_rights_back(merge, state)),
            places=tuple(_places_back(merge, state)),
        )
    ]


def _rights_back(merge: Merge, state: State) -> Iterable[RightTaken]:
    """Her rights as they are by now, on the days that were hers."""
    for taken in merge.rights:
        right = rights_of(merge.into_id, taken.scheme_id, state).find(taken.right_id)
        if right is not None:
            # Its last day as it was before, unless it was ended or renewed since.
            unchanged = right.last_day == taken.merged_last_day
            yield RightTaken(
                right_id=UUID(taken.right_id),
                scheme_id=UUID(taken.scheme_id),
                valid_from=taken.valid_from,
                last_day=taken.last_day if unchanged else right.last_day,
            )


def _places_back(merge: Merge, state: State) -> Iterable[PlaceGivenBack]:
    """Her places; where the one who stayed took one, as it is by now."""
    for place in merge.places:
        household = state.get(Household, place.household_id)
        there = household.find(merge.into_id) if household and place.taken else None
        member = there or place.member
        yield PlaceGivenBack(
            household_id=UUID(place.household_id),
            role=member.role,
            share_percent=member.share_percent,
            given_back=there is not None,
        )


def was_split(event: HoldersSplit, _context: Context, state: State) -> Iterable[Change]:
    """Cards, rights and places lead again to the one whose they were."""
    merge = state.get(Merge, event.duplicate_id)
    stayed, duplicate = state.get(Holder, event.holder_id), state.get(Holder, event.duplicate_id)
    if merge is None or stayed is None or duplicate is None:
        return
    rights = _give_back_rights(event, state)
    keys = {one: rights_key(stayed.key, one) for one in merge.new_scheme_ids}
    emptied = [one for one, key in keys.items() if key in rights and not rights[key].rights]
    yield from rights.values()
    yield from (Gone(SchemeRights.at(rights_key(stayed.key, one))) for one in emptied)
    for one in event.rights:
        given = rights.get(rights_key(duplicate.key, one.scheme_id))
        if given is not None and (right := given.find(one.right_id)) is not None:
            yield owner_of(right, duplicate.key, one.scheme_id)
    yield from _lead_back(duplicate, state)
    for place in event.places:
        if place.given_back:
            stayed = out_of_household(stayed, str(place.household_id))
    for person in duplicate.merged_ids:
        if row := state.get(Holder, person):
            yield replace(row, merged_into_id=duplicate.key)
    yield replace(duplicate, merged_into_id=None)
    yield Gone(Merge.at(duplicate.key))
    alone = _alone(stayed, duplicate, merge, emptied)
    yield alone
    yield from with_her_files(alone, _give_back_places(event, duplicate, state), state)


def _alone(stayed: Holder, duplicate: Holder, merge: Merge, emptied: Sequence[str]) -> Holder:
    """The one who stayed, without what is the other's."""
    persons = {duplicate.key, *duplicate.merged_ids}
    unchanged = later(merge.rights_until, duplicate.rights_until) == stayed.rights_until
    return replace(
        stayed,
        merged_ids=tuple(one for one in stayed.merged_ids if one not in persons),
        card_ids=tuple(one for one in stayed.card_ids if one not in duplicate.card_ids),
        scheme_ids=tuple(one for one in stayed.scheme_ids if one not in emptied),
        rights_until=merge.rights_until if unchanged else stayed.rights_until,
    )


def _give_back_rights(event: HoldersSplit, state: State) -> dict[str, SchemeRights]:
    """The rows of both as they are then, by their keys."""
    rows: dict[str, SchemeRights] = {}
    for one in event.rights:
        scheme_id = str(one.scheme_id)
        from_key = rights_key(event.holder_id, scheme_id)
        to_key = rights_key(event.duplicate_id, scheme_id)
        source = rows.get(from_key) or rights_of(event.holder_id, scheme_id, state)
        target = rows.get(to_key) or rights_of(event.duplicate_id, scheme_id, state)
        right = source.find(one.right_id)
        if right is not None:
            rows[from_key] = without(source, right.right_id)
            rows[to_key] = target.changed(
                replace(right, valid_from=one.valid_from, last_day=one.last_day)
            )
    return rows


def _lead_back(duplicate: Holder, state: State) -> Iterable[Change]:
    for card_id in duplicate.card_ids:
        card = state.get(Card, card_id)
        found = state.get(CardByToken, card.token) if card and card.token else None
        if found is not None and found.holder_id is not None:
            yield replace(found, holder_id=duplicate.key)


def _give_back_places(event: HoldersSplit, duplicate: Holder, state: State) -> Iterable[Household]:
    for place in event.places:
        household = state.get(Household, place.household_id)
        if household is None:
            continue
        if place.given_back:
            household = household.without(event.holder_id)
        member = Member(
            holder_id=duplicate.key,
            role=place.role,
            share_percent=place.share_percent,
            merged_ids=duplicate.merged_ids,
        )
        yield household.having(member)

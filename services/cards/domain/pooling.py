"""Ceilings that a household pools: what its other members have, and have used. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from services.cards.contracts.regulation.counting import Housemate, Tally, rows_on
from services.cards.domain.holder import Holder
from services.cards.domain.household import WHOLE, Household, Member
from services.cards.domain.scheme_right import places_of, rights_of
from services.cards.domain.standing import Standing
from services.cards.domain.usage import Usage, usage_key
from services.kernel.state import Place, State


def pools(standing: Standing) -> bool:
    """Whether the regulation that holds lets members use what others leave."""
    document = standing.document
    return document is not None and any(one.pooled for one in document.benefit.ceilings)


def needs_of_household(standing: Standing, on: date, state: State) -> Iterable[Place]:
    """The rights of the other members of her household and what they have used."""
    holder = standing.holder
    if holder.household_id is None or not pools(standing):
        return
    for member in _others(holder, state.peek(Household, holder.household_id)):
        yield Holder.at(member.holder_id)
        yield from places_of(member.holder_id, standing.scheme_id)
        yield from (Usage.at(key) for key in _usage_keys(member, standing.scheme_id, on))


def housemates(standing: Standing, on: date, state: State) -> tuple[Housemate, ...]:
    """The other members who have a right on the day, with what they have used.

    Of a child of two networks only this network's share of her cap is there to be used.
    """
    holder = standing.holder
    if holder.household_id is None or not pools(standing):
        return ()
    found = []
    for member in _others(holder, state.get(Household, holder.household_id)):
        right = rights_of(member.holder_id, standing.scheme_id, state).on(on)
        if right is not None:
            mate = state.get(Holder, member.holder_id)
            share = mate.cap_share_percent if mate is not None else WHOLE
            hers = replace(right.as_right_on(), cap_share_percent=share)
            found.append(Housemate(right=hers, cents=_used(member, standing.scheme_id, on, state)))
    return tuple(found)


def _others(holder: Holder, household: Household | None) -> Sequence[Member]:
    """Her housemates, without the files that became hers."""
    hers = {holder.key, *holder.merged_ids}
    members = household.members if household is not None else ()
    return [member for member in members if member.holder_id not in hers]


def _usage_keys(member: Member, scheme_id: str, on: date) -> Sequence[str]:
    return [usage_key(one, scheme_id, period) for one in member.files for period in rows_on(on)]


def _used(member: Member, scheme_id: str, on: date, state: State) -> dict[Tally, int]:
    cents: dict[Tally, int] = {}
    rows = [state.get(Usage, key) for key in _usage_keys(member, scheme_id, on)]
    for row in filter(None, rows):
        for one in row.counts:
            tally = Tally(row=row.period, name=one.name)
            cents[tally] = cents.get(tally, 0) + one.cents
    return cents

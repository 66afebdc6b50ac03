"""Ceilings that a household pools: what its other members have, and have used. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from services.cards.contracts.regulation.counting import Housemate, Tally, rows_on
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
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
        yield from places_of(member, standing.scheme_id)
        for period in rows_on(on):
            yield Usage.at(usage_key(member, standing.scheme_id, period))


def housemates(standing: Standing, on: date, state: State) -> tuple[Housemate, ...]:
    """The other members who have a right on the day, with what they have used."""
    holder = standing.holder
    if holder.household_id is None or not pools(standing):
        return ()
    found = []
    for member in _others(holder, state.get(Household, holder.household_id)):
        right = rights_of(member, standing.scheme_id, state).on(on)
        if right is not None:
            cents = _used(member, standing.scheme_id, on, state)
            found.append(Housemate(right=right.as_right_on(), cents=cents))
    return tuple(found)


def _others(holder: Holder, household: Household | None) -> Sequence[str]:
    """Her housemates, without the files that became hers."""
    hers = {holder.key, *holder.merged_ids}
    members = household.members if household is not None else ()
    return [member.holder_id for member in members if member.holder_id not in hers]


def _used(member: str, scheme_id: str, on: date, state: State) -> dict[Tally, int]:
    cents: dict[Tally, int] = {}
    for period in rows_on(on):
        row = state.get(Usage, usage_key(member, scheme_id, period))
        for one in row.counts if row is not None else ():
            cents[Tally(row=period, name=one.name)] = one.cents
    return cents

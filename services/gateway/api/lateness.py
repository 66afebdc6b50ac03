"""What a fact that is learned late would touch: read from the views, nothing is changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.cards.contracts.regulation.counting import RightOn
from services.cards.contracts.regulation.reading import read
from services.gateway.api import build
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.late_types import LateFactPreview, total_of
from services.gateway.api.reads import read_row, shows_persons
from services.gateway.api.scalars import Cents
from services.gateway.api.simulating import bought_in
from services.gateway.domain.late_prices import Again, priced_again
from services.gateway.domain.standing import right_in
from services.gateway.storage import lists
from services.gateway.storage.reading import Row
from services.gateway.storage.simulations import read_bought

USES_MAX: Final = 500
_OPEN: Final = ("held", "confirmed")
_RIGHTS: Final = (
    "select key, valid_from, valid_until, grace_until, last_day, to_jsonb(r) as said "
    "from scheme_rights r where stream = $1 and holder_id = $2 and scheme_id = $3 "
    "order by valid_from, key"
)
_AFTER: Final = (
    "select * from participations where stream = $1 and holder_id = $2 and scheme_id = $3 "
    "and right_id = $4 and day > $5 and status in ('held', 'confirmed') "
    f"order by day, key limit {USES_MAX}"
)
_BEFORE: Final = (
    "select * from participations where stream = $1 and holder_id = $2 and scheme_id = $3 "
    "and right_id <> all($4) and day >= $5 and day < $6 and status in ('held', 'confirmed') "
    f"order by day, key limit {USES_MAX}"
)


@dataclass(frozen=True, slots=True)
class Learned:
    """Whom a fact is about, in which scheme: its last day, or its first."""

    network: str
    holder: str
    scheme: str
    true_until: date | None
    true_from: date | None


@dataclass(frozen=True, slots=True)
class _Touched:
    """The right that is another, the participations, and the right that she had in them."""

    right: Row | None = None
    uses: Sequence[Row] = ()
    then: RightOn | None = None


async def preview(context: RequestContext, learned: Learned) -> LateFactPreview:
    """The right that would be another, what that touches, and what it would have cost.

    Raises Coded.
    """
    if (learned.true_until is None) == (learned.true_from is None):
        raise Coded("late_fact_unclear", "trueUntil")
    database, bounds = context.gateway.database, context.bounds(learned.network)
    asked = learned.network, learned.holder, learned.scheme
    rights = await database.fetch(bounds, _RIGHTS, *asked)
    if learned.true_until is not None:
        found = await _ended(context, learned, learned.true_until, rights)
    else:
        assert learned.true_from is not None
        found = await _begun(context, learned, learned.true_from, rights)
    lines = await _priced(context, learned, found)
    person, known = shows_persons(context), found.right is not None
    return LateFactPreview(
        lines_=lines,
        offers=await _named(context, learned.network, "offers", "title", _offers(lines)),
        providers=await _named(context, learned.network, "organisations", "name", _payees(lines)),
        right=None if found.right is None else UUID(found.right["key"]),
        ends_on=learned.true_until if known else None,
        begins_on=learned.true_from if known else None,
        participations=[build.participation(row, person=person) for row in found.uses],
        network_cents=Cents(sum(row["network_cents"] for row in found.uses)),
        total=total_of(lines),
    )


async def _ended(
    context: RequestContext, learned: Learned, last: date, rights: Sequence[Row]
) -> _Touched:
    """What was used of a right after the last day on which it should have been there."""
    over = [row for row in rights if usable_until(row) > last]
    if not over:
        return _Touched()
    asked = learned.network, learned.holder, learned.scheme, over[-1]["key"], last
    bounds = context.bounds(learned.network)
    return _Touched(over[-1], await context.gateway.database.fetch(bounds, _AFTER, *asked))


async def _begun(
    context: RequestContext, learned: Learned, first: date, rights: Sequence[Row]
) -> _Touched:
    """What she bought without a right, between the day from which it was so and her first right
    after that."""
    coming = [row for row in rights if row["valid_from"] > first]
    holder = await read_row(context, learned.network, "holders", learned.holder)
    if not coming or holder is None:
        return _Touched()
    right, own = coming[0], [row["key"] for row in rights]
    asked = learned.network, learned.holder, learned.scheme, own, first, right["valid_from"]
    bounds = context.bounds(learned.network)
    uses = await context.gateway.database.fetch(bounds, _BEFORE, *asked)
    share = holder["cap_share_percent"]
    then = right_in([right["said"]], share, right["valid_from"])
    return _Touched(right, uses, None if then is None else replace(then, valid_from=first))


async def _priced(context: RequestContext, learned: Learned, found: _Touched) -> list[Again]:
    """The participations as they would have been, after all that those used who count with her."""
    if not found.uses:
        return []
    database, bounds = context.gateway.database, context.bounds(learned.network)
    together = await _together(context, learned)
    last = max(row["day"] for row in found.uses)
    bought = await read_bought(database, bounds, learned.network, together, last, statuses=_OPEN)
    documents = {key: read(text) for key, text in bought.documents.items()}
    rights = {row["key"]: found.then for row in found.uses}
    return priced_again(((row["key"], one) for row, one in bought_in(bought)), rights, documents)


async def _together(context: RequestContext, learned: Learned) -> set[str]:
    """She, and who lives with her."""
    holder = await read_row(context, learned.network, "holders", learned.holder)
    own = holder["households"] if holder is not None else None
    home = await read_row(context, learned.network, "households", own[0]) if own else None
    return {learned.holder, *(one["holder"] for one in (home["members"] if home else ()))}


async def _named(
    context: RequestContext, network: str, table: str, column: str, keys: set[str]
) -> Mapping[str, str]:
    bounds, database = context.bounds(network), context.gateway.database
    rows = await lists.read_by_keys(database, bounds, network, table, keys)
    return {key: row[column] for key, row in rows.items()}


def _offers(lines: Iterable[Again]) -> set[str]:
    return {one.offer for one in lines}


def _payees(lines: Iterable[Again]) -> set[str]:
    return {one.organisation for one in lines}


def usable_until(row: Row) -> date:
    """The last day on which a right can be used."""
    last: date = row["last_day"] or row["grace_until"] or row["valid_until"]
    return last

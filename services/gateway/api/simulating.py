"""Changed rules over a past period of the network: only the views are read, no price changes.

A short period is answered at once. A longer one is long work, by the same steps.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import RightOn
from services.cards.contracts.regulation.reading import read
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.quoting import offered_in
from services.gateway.api.reads import read_row
from services.gateway.api.regulations import WrongDocument, checked_document, document_invalid
from services.gateway.api.sending import Refused
from services.gateway.api.simulation_types import SimulationAnswer, shown
from services.gateway.domain.changed_keys import read_keys
from services.gateway.domain.checks import BadInput
from services.gateway.domain.simulating import Bought, Change, Part, Sum, added, simulate
from services.gateway.domain.standing import right_in
from services.gateway.storage.reading import Row
from services.gateway.storage.simulations import (
    Read,
    names_of,
    read_bought,
    who_took_part,
)
from services.kernel.money import Shares

AT_ONCE: Final = 500
"""Participations in a part of the work, unless those of one household are more."""
SHORT_MAX: Final = 2_000
"""Participations of a period that is answered at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: a period, and a document for a scheme, keys for offers, or both.

    A document without a scheme is for what was shared by the split of offers.
    """

    since: date
    until: date
    scheme: UUID | None
    document: str | None
    keys: Any


async def change_asked(context: RequestContext, network: str, asked: Asked) -> Change:
    """What is to be tried out. Raises BadInput, Refused and WrongDocument."""
    keys = [] if asked.keys is None else read_keys(asked.keys)
    if asked.since > asked.until:
        raise Refused("period_invalid", "until")
    if asked.document is None and not keys:
        raise Refused("nothing_changed", "document")
    scheme = None if asked.scheme is None else str(asked.scheme)
    if scheme is not None and await read_row(context, network, "schemes", scheme) is None:
        raise Refused("scheme_unknown", "scheme")
    return Change(
        since=asked.since,
        until=asked.until,
        scheme=scheme,
        document=None if asked.document is None else checked_document(asked.document),
        keys=keys,
    )


async def simulated(context: RequestContext, network: str, asked: Asked) -> SimulationAnswer:
    """What a short period would have cost. Raises Coded."""
    try:
        change = await change_asked(context, network, asked)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except (BadInput, Refused) as wrong:
        raise Coded(wrong.code, wrong.field) from None
    found = await took_part(context, network, change)
    if sum(row["participations"] for row in found) > SHORT_MAX:
        raise Coded("simulation_too_long", "since")
    sums: dict[Part, Sum] = {}
    for holders in parts_of(found):
        sums = added(sums, await sums_of(context, network, change, holders))
    names = await names_of(context.gateway.database, context.bounds(network), network, sums)
    return shown(change, sums, names)


async def took_part(context: RequestContext, network: str, change: Change) -> list[Row]:
    """Who took part in the period, by whom they count together with."""
    database, bounds = context.gateway.database, context.bounds(network)
    return await who_took_part(database, bounds, network, change.since, change.until)


def parts_of(found: Sequence[Row]) -> Iterator[list[str]]:
    """Persons in parts of the work: who counts together is in one, so none hangs on another."""
    holders: list[str] = []
    participations = 0
    for row in found:
        if holders and participations + row["participations"] > AT_ONCE:
            yield holders
            holders, participations = [], 0
        holders = [*holders, *row["holders"]]
        participations += row["participations"]
    if holders:
        yield holders


async def sums_of(
    context: RequestContext, network: str, change: Change, holders: Collection[str]
) -> Mapping[Part, Sum]:
    """What these persons would have cost whom."""
    database, bounds = context.gateway.database, context.bounds(network)
    found = await read_bought(database, bounds, network, holders, change.until)
    documents = {key: read(text) for key, text in found.documents.items()}
    return simulate(change, (one for _row, one in bought_in(found)), documents)


Rights = Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]


def bought_in(found: Read) -> Iterator[tuple[Row, Bought]]:
    """What was bought, in its order, beside the row that tells of it."""
    rights: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in found.rights:
        rights.setdefault((row["holder_id"], row["scheme_id"]), []).append(row["said"])
    mates: dict[str, list[Row]] = {}
    for row in found.mates:
        mates.setdefault(row["household"], []).append(row)
    for row in found.bought:
        yield row, _one(row, rights, mates.get(row["household"], ()))


def _one(row: Row, rights: Rights, housemates: Iterable[Row]) -> Bought:
    scheme, person = row["scheme_id"], row["person"]
    right = _right(row, rights)
    # Of a right that was taken back since, or what came too late, nothing can be told anew.
    gone = right is None and row["network_cents"] > 0
    return Bought(
        offer_id=row["offer_id"],
        organisation_id=row["organisation_id"],
        offered=offered_in(row),
        on=row["day"],
        shares=Shares(row["holder_cents"], row["organisation_cents"], row["network_cents"]),
        other_help_cents=row["other_help_cents"],
        counts=tuple(UsageCount.model_validate(one) for one in row["counts"] or ()),
        person=person,
        household=row["household"] or person,
        scheme=scheme,
        regulation=row["regulation_id"],
        right=right,
        mates=() if scheme is None else tuple(_mates(row, rights, housemates)),
        own_right=row["right_id"] if scheme is None else None,
        own_ceiling_cents=row["yearly_ceiling_cents"] or 0,
        fixed=gone or row["uncovered_cents"] > 0,
        municipality=row["town"],
    )


def _right(row: Row, rights: Rights) -> RightOn | None:
    """The right on which it was bought: that of her card, or of the scheme."""
    if row["scheme_id"] is None:
        if row["valid_from"] is None:
            return None
        return RightOn(valid_from=row["valid_from"], valid_until=row["valid_until"])
    hers = rights.get((row["person"], row["scheme_id"]), ())
    own = [one for one in hers if one["key"] == row["right_id"]]
    return right_in(own, row["cap_share_percent"], row["day"])


def _mates(row: Row, rights: Rights, housemates: Iterable[Row]) -> Iterator[tuple[str, RightOn]]:
    """The others of the household who had a right in the scheme on that day."""
    for mate in housemates:
        theirs = rights.get((mate["person"], row["scheme_id"]), ())
        right = right_in(theirs, mate["cap_share_percent"], row["day"])
        if right is not None and mate["person"] != row["person"]:
            yield mate["person"], right

"""Loaders of one request: what hangs below the items of a list comes in one query a list."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from strawberry.dataloader import DataLoader

from services.gateway.api import build, instalments, reads
from services.gateway.api.allowance_types import Allowance
from services.gateway.api.allowances import allowance
from services.gateway.api.card_types import Card
from services.gateway.api.context import RequestContext
from services.gateway.api.finding_types import OpenFindings
from services.gateway.api.findings import reviews_of
from services.gateway.api.open_findings import open_in, open_of_runs
from services.gateway.api.other_networks import names_of
from services.gateway.api.types import Right
from services.gateway.storage.reading import Bounds, Row

Key = tuple[str, str]
"""A network and a key within it."""

SUFFIX_DIGITS = 4
_RIGHTS = "select * from rights where stream = $1 and holder_id = any($2) order by made_at, key"
_CARDS = "select * from cards where stream = $1 and holder_id = any($2) order by made_at, key"
_USAGE = "select key, used_cents, held_cents from right_years where stream = $1 and key = any($2)"
_CARD = "select key, holder_id, number from cards where stream = $1 and key = any($2)"
_OFFERS = (
    "select key, title, holder_bp, organisation_bp, network_bp from offers "
    "where stream = $1 and key = any($2)"
)
_REGULATIONS = (
    "select key, version, valid_from, document::jsonb ->> 'title' as title from regulations "
    "where stream = $1 and key = any($2)"
)
# What is set apart for a municipality is the whole network's money still. What goes on from one
# year's source to the next year's pays nobody.
_SOURCES = "('drawing_right', 'own_contribution', 'welfare_fund', 'gift')"
_PAID_FROM = f"""
select t.participation_id as key, a.kind as source,
    case when not a.shared then a.municipality end as municipality,
    sum(case when t.kind = 'reversal' then -t.cents else t.cents end)::bigint as cents
from transfers t
join accounts a on a.stream = t.stream
    and a.key = case when t.kind = 'reversal' then t.credit else t.debit end
join accounts b on b.stream = t.stream
    and b.key = case when t.kind = 'reversal' then t.debit else t.credit end
where t.stream = $1 and t.participation_id = any($2) and t.kind in ('posted', 'taken', 'reversal')
    and a.kind in {_SOURCES} and b.kind not in {_SOURCES}
group by 1, 2, 3 having sum(case when t.kind = 'reversal' then -t.cents else t.cents end) > 0
order by 1, 2, 3 nulls last
"""
_CREDITS = (
    "select *, expense_id as below from expense_credits "
    "where stream = $1 and expense_id = any($2) order by made_at, key"
)
_ALLOWANCES = (
    "select * from allowances where stream = $1 and right_id = any($2) order by made_at, key"
)
_LAST_CARD = """
select p.key, c.holder_id, c.number from participations p
join lateral (select holder_id, number from cards
              where stream = $1 and holder_id = p.holder_id
                and (right_id = p.right_id or right_id is null)
              order by key = p.card_id desc nulls last, right_id is null, made_at desc, key desc
              limit 1) c on true
where p.stream = $1 and p.key = any($2)
"""


class Loaders:
    """One of each kind. They gather and do not remember: a WebSocket lives long."""

    def __init__(self, context: RequestContext) -> None:
        self._context = context
        self.rights: DataLoader[Key, list[Right]] = DataLoader(self._rights, cache=False)
        self.cards: DataLoader[Key, list[Card]] = DataLoader(self._cards, cache=False)
        self.usage: DataLoader[Key, tuple[int, int]] = DataLoader(self._usage, cache=False)
        self.suffixes: DataLoader[Key, str | None] = DataLoader(
            lambda keys: self._suffixes(_LAST_CARD, keys), cache=False
        )
        self.card_suffixes: DataLoader[Key, str | None] = DataLoader(
            lambda keys: self._suffixes(_CARD, keys), cache=False
        )
        self.open_findings: DataLoader[Key, OpenFindings] = DataLoader(
            self._open_findings, cache=False
        )
        self.open_in_runs: DataLoader[Key, OpenFindings] = DataLoader(
            self._open_in_runs, cache=False
        )

        self.instalments: DataLoader[Key, list[Row]] = DataLoader(
            lambda keys: self._below(instalments.LINES, keys), cache=False
        )
        self.credits: DataLoader[Key, list[Row]] = DataLoader(
            lambda keys: self._below(_CREDITS, keys), cache=False
        )
        self.allowances: DataLoader[Key, list[Allowance]] = DataLoader(
            self._allowances, cache=False
        )
        self.offers: DataLoader[Key, Row | None] = DataLoader(
            lambda keys: self._by_key(_OFFERS, keys), cache=False
        )
        self.paid_from: DataLoader[Key, list[Row]] = DataLoader(self._paid_from, cache=False)
        self.regulations: DataLoader[Key, Row | None] = DataLoader(
            lambda keys: self._by_key(_REGULATIONS, keys), cache=False
        )
        self.network_names: DataLoader[str, str | None] = DataLoader(
            self._network_names, cache=False
        )

    async def _network_names(self, keys: list[str]) -> list[str | None]:
        """The names of networks, as the list of all networks shows them."""
        found = await names_of(self._context, keys)
        return [found.get(key) for key in keys]

    async def _by_key(self, sql: str, keys: Sequence[Key]) -> list[Row | None]:
        found = {row["key"]: row for row in await self._rows(sql, sorted(set(keys)))}
        return [found.get(key) for _, key in keys]

    async def _rows(self, sql: str, keys: Sequence[Key], bounds: Bounds | None = None) -> list[Row]:
        """The rows behind these keys; one query for the one network of a request."""
        by_network: dict[str, list[str]] = defaultdict(list)
        for network, key in keys:
            by_network[network].append(key)
        rows: list[Row] = []
        for network, wanted in by_network.items():
            seen = bounds or self._context.bounds(network)
            rows += await self._context.gateway.database.fetch(seen, sql, network, wanted)
        return rows

    async def _paid_from(self, keys: list[Key]) -> list[list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in await self._rows(_PAID_FROM, keys):
            found[row["key"]].append(row)
        return [found[key] for _, key in keys]

    async def _open_findings(self, keys: list[Key]) -> list[OpenFindings]:
        """Of statements; what is no statement has no findings."""
        [network] = {network for network, _own in keys}
        found = await reviews_of(self._context, network, [own for _network, own in keys])
        return [open_in([found[own]] if own in found else []) for _network, own in keys]

    async def _open_in_runs(self, keys: list[Key]) -> list[OpenFindings]:
        """Of all statements that a run pays."""
        [network] = {network for network, _own in keys}
        found = await open_of_runs(self._context, network, [own for _network, own in keys])
        return [open_in(found.get(own, [])) for _network, own in keys]

    async def _rights(self, keys: list[Key]) -> list[list[Right]]:
        found: dict[str, list[Right]] = defaultdict(list)
        for row in await self._rows(_RIGHTS, keys):
            found[row["holder_id"]].append(build.right(row))
        return [found[holder] for _, holder in keys]

    async def _allowances(self, keys: list[Key]) -> list[list[Allowance]]:
        found: dict[str, list[Allowance]] = defaultdict(list)
        for row in await self._rows(_ALLOWANCES, keys):
            found[row["right_id"]].append(allowance(row))
        return [found[right] for _, right in keys]

    async def _cards(self, keys: list[Key]) -> list[list[Card]]:
        rows = await self._rows(_CARDS, keys)
        found: dict[str, list[Card]] = defaultdict(list)
        for row, card in zip(rows, await reads.show_cards(self._context, rows), strict=True):
            found[row["holder_id"]].append(card)
        return [found[holder] for _, holder in keys]

    async def _below(self, sql: str, keys: Sequence[Key]) -> list[list[Row]]:
        """The rows that hang below each of these, which they name `below`."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in await self._rows(sql, keys):
            found[row["below"]].append(row)
        return [found[key] for _, key in keys]

    async def _usage(self, keys: list[Key]) -> list[tuple[int, int]]:
        rows = await self._rows(_USAGE, keys)
        found = {row["key"]: (row["used_cents"], row["held_cents"]) for row in rows}
        return [found.get(key, (0, 0)) for _, key in keys]

    async def _suffixes(self, sql: str, keys: list[Key]) -> list[str | None]:
        """A provider knows a card by its last digits only, so its own bounds are not named."""
        grant = self._context.grant
        found: dict[str, Any] = {}
        if grant is not None and keys:
            bounds = Bounds(keys[0][0], "", grant.municipality or "")
            rows = await self._rows(sql, keys, bounds)
            opened = await self._context.gateway.keys.keys_of(
                row["holder_id"] for row in rows if row["number"] is not None
            )
            for row in rows:
                number = reads.open_number(opened.get(row["holder_id"]), row["number"])
                found[row["key"]] = number[-SUFFIX_DIGITS:] if number else None
        return [found.get(key) for _, key in keys]

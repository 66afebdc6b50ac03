"""Loaders of one request: what hangs below the items of a list comes in one query a list."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from strawberry.dataloader import DataLoader

from services.gateway.api import build, reads
from services.gateway.api.card_types import Card
from services.gateway.api.context import RequestContext
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

        self.offers: DataLoader[Key, Row | None] = DataLoader(
            lambda keys: self._by_key(_OFFERS, keys), cache=False
        )
        self.regulations: DataLoader[Key, Row | None] = DataLoader(
            lambda keys: self._by_key(_REGULATIONS, keys), cache=False
        )

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

    async def _rights(self, keys: list[Key]) -> list[list[Right]]:
        found: dict[str, list[Right]] = defaultdict(list)
        for row in await self._rows(_RIGHTS, keys):
            found[row["holder_id"]].append(build.right(row))
        return [found[holder] for _, holder in keys]

    async def _cards(self, keys: list[Key]) -> list[list[Card]]:
        rows = await self._rows(_CARDS, keys)
        found: dict[str, list[Card]] = defaultdict(list)
        for row, card in zip(rows, await reads.show_cards(self._context, rows), strict=True):
            found[row["holder_id"]].append(card)
        return [found[holder] for _, holder in keys]

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

"""Finding persons by tokens, and by a card: plain equality, so that the index is used."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.gateway.storage.reading import Bounds, Database, Row

CANDIDATES_MAX: Final = 200
"""So many are opened and put in order at most; those with most in common come first."""

BY_TOKENS: Final = """
select h.* from (
  select l.holder_id, sum(q.weight) as counted
  from unnest($2::text[], $3::int[]) as q(token, weight)
  join lookups l on l.stream = $1 and l.token = q.token
  group by l.holder_id
) found
join holders h on h.stream = $1 and h.key = found.holder_id
where not h.erased
order by found.counted desc, h.key
limit $4
"""
_BY_KEYS: Final = "select * from holders where stream = $1 and key = any($2) and not erased"
_BY_CARD: Final = """
select h.* from card_tokens t
join cards c on c.stream = $1 and c.key = t.card_id
join holders own on own.stream = $1 and own.key = c.holder_id
join holders h on h.stream = $1 and h.key = coalesce(own.merged_into, own.key)
where t.stream = $1 and t.key = $2 and not h.erased
"""


async def by_tokens(
    database: Database, bounds: Bounds, network: str, tokens: Mapping[str, int]
) -> Sequence[Row]:
    """Who has most in common with what is looked for, within the bounds."""
    if not tokens:
        return []
    texts, weights = list(tokens), list(tokens.values())
    return await database.fetch(bounds, BY_TOKENS, network, texts, weights, CANDIDATES_MAX)


async def by_keys(
    database: Database, bounds: Bounds, network: str, keys: Sequence[str]
) -> Sequence[Row]:
    """These persons, in no order."""
    return await database.fetch(bounds, _BY_KEYS, network, list(keys)) if keys else []


async def by_card(database: Database, bounds: Bounds, network: str, token: str) -> Sequence[Row]:
    """Whose card it is, blocked or not."""
    return await database.fetch(bounds, _BY_CARD, network, token)

"""The tables of the views about legal entities, sources and envelopes, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "legal_entities": {
        "name": "text",
        "kind": "text",
        "kbo": "text",
        "municipality": "text",
        "made_at": "timestamptz",
    },
    "fundings": {
        "year": "bigint",
        "kind": "text",
        "municipality": "text",
        "entity_id": "text",
        "total_cents": "bigint",
    },
    "envelopes": {
        "year": "bigint",
        "action": "text",
        "category": "text",
        "municipality": "text",
        "bbc": "text",
        "pays_for": "jsonb",
        "when_empty": "text",
        "funding": "jsonb",
        "warn_at_percent": "jsonb",
        "set_apart_cents": "bigint",
        "made_at": "timestamptz",
    },
    "money_moves": {
        "year": "bigint",
        "from_envelope": "text",
        "to_envelope": "text",
        "municipality": "text",
        "cents": "bigint",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
        "made_at": "timestamptz",
    },
    "budget_notices": {
        "envelope_id": "text",
        "year": "bigint",
        "municipality": "text",
        "percent": "bigint",
        "set_apart_cents": "bigint",
        "left_cents": "bigint",
        "made_at": "timestamptz",
        "resolved_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
OF_MUNICIPALITY: Final = tuple(TABLES)
INDEXES: Final = (
    "create index on legal_entities (stream, made_at, key)",
    "create index on fundings (stream, year, key)",
    "create index on envelopes (stream, year, made_at, key)",
    "create index on budget_notices (stream, made_at, key)",
    "create index on money_moves (stream, year, made_at, key)",
)
READ_BY_KEY: Final = tuple(TABLES)

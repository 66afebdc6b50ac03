"""The table of the views about what waits for a person, and who may see it."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "work_items": {
        "kind": "text",
        "organisation_id": "text",
        "offer_id": "text",
        "day": "date",
        "cents": "bigint",
        "participation_id": "text",
        "happened_at": "timestamptz",
        "made_at": "timestamptz",
        "resolved": "boolean",
        "decision": "text",
        "reason": "text",
        "by": "text",
        "resolved_at": "timestamptz",
        "tries": "bigint",
        "first_at": "timestamptz",
        "last_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {"work_items": ()}
INDEXES: Final = (
    "create index on work_items (stream, made_at, key)",
    "create index on work_items (stream, made_at, key) where not resolved",
)
READ_BY_KEY: Final = ("work_items",)

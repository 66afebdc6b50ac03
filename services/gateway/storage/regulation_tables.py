"""The tables of the views about card schemes and their regulations. They name no person, and
whoever has to do with a network may read them: a regulation is public."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "schemes": {
        "name": "text",
        "made_at": "timestamptz",
        "ended_on": "date",
        "followed_by_id": "text",
    },
    "regulations": {
        "scheme_id": "text",
        "version": "bigint",
        "document": "text",
        "valid_from": "date",
        "valid_until": "date",
        "narrows_id": "text",
        "made_at": "timestamptz",
        "withdrawn": "boolean",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {"schemes": ("*",), "regulations": ("*",)}
INDEXES: Final = (
    "create index on schemes (stream, made_at, key)",
    "create index on regulations (stream, scheme_id, version)",
)
READ_BY_KEY: Final = ("schemes", "regulations")

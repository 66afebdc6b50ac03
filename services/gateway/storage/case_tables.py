"""The tables of the views about cases, and who may see their rows."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "decisions": {
        "holder_id": "text",
        "municipality": "text",
        "scheme_id": "text",
        "regulation_id": "text",
        "outcome": "text",
        "decided_on": "date",
        "decided_by": "text",
        "explanation": "text",
        "explained_until": "date",
        "appeal_until": "date",
        "channel": "text",
        "right_id": "text",
        "valid_until": "date",
        "made_at": "timestamptz",
    },
    "scheme_rights": {
        "holder_id": "text",
        "municipality": "text",
        "scheme_id": "text",
        "regulation_id": "text",
        "valid_from": "date",
        "valid_until": "date",
        "grace_until": "date",
        "birth_year": "bigint",
        "sources": "jsonb",
        "provisional": "boolean",
        "made_at": "timestamptz",
        "last_day": "date",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "decisions": ("'holder:' || holder_id",),
    "scheme_rights": ("'holder:' || holder_id",),
}
OF_MUNICIPALITY: Final = ("decisions", "scheme_rights")
INDEXES: Final = (
    "create index on decisions (stream, holder_id, made_at, key)",
    "create index on scheme_rights (stream, holder_id, made_at, key)",
)
READ_BY_KEY: Final = ("decisions", "scheme_rights")

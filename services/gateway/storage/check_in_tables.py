"""The table of the view about who was there, and who may see it."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "check_ins": {
        "holder_id": "text",
        "municipality": "text",
        "card_id": "text",
        "offer_id": "text",
        "organisation_id": "text",
        "day": "date",
        "shown_at": "timestamptz",
        "participation_id": "text",
        "told_late": "boolean",
        "outside_window": "boolean",
        "made_at": "timestamptz",
        "cancelled": "boolean",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "check_ins": ("'organisation:' || organisation_id", "'holder:' || holder_id"),
}
OF_MUNICIPALITY: Final = ("check_ins",)
INDEXES: Final = (
    "create index on check_ins (stream, made_at, key)",
    "create index on check_ins (stream, offer_id, day, made_at, key)",
    "create index on check_ins (stream, holder_id, made_at, key)",
    "create index on check_ins (stream, organisation_id, made_at, key)",
)
READ_BY_KEY: Final = ("check_ins",)

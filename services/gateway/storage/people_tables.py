"""The tables of the views about households and look-up, and who may see their rows.

No party sees them by itself: who may see a household is asked where it is read.
"""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "lookups": {"token": "text", "holder_id": "text"},
    "households": {"members": "jsonb"},
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {"lookups": (), "households": ()}
HOLDER: Final[dict[str, str]] = {
    "lookups": "jsonb",
    "numbered": "boolean",
    "contact": "text",
    "residence": "text",
    "secret_address": "boolean",
    "left_on": "date",
    "moved_on": "date",
    "households": "jsonb",
    "rights": "jsonb",
    "scheme_rights": "jsonb",
    "merged_into": "text",
    "merged": "jsonb",
    "cap_share_percent": "bigint",
    "other_network": "text",
    "payer_network": "text",
}
"""Columns of `holders` beside those of who she is."""

INDEXES: Final = ("create index on lookups (stream, token, holder_id)",)
"""All that a search reads stands in the index: persons who share a name lie all over the table."""
READ_BY_KEY: Final = ("households",)

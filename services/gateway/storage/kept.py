"""The tables of what a rebuild of the views must not lose, in the schema `operations`."""

from pathlib import Path
from typing import Final

from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

_FUNCTIONS: Final = Path(__file__).parent / "functions"
_BASELINE: Final = (
    "desk_card_v1.sql",
    "open_operation_v1.sql",
    "open_operations_v1.sql",
    "outcomes_v1.sql",
    "record_turn_v1.sql",
)
"""Those of the baseline; a later migration makes those that came after it."""

_TABLES: Final = (
    # outcome_after: the views show the outcome's effects once their cursors have reached it.
    "create table operations.operations (id uuid primary key, stream text not null, actor text, "
    "type text, fingerprint bytea, accepted_at timestamptz not null default now(), "
    "status text not null default 'pending', code text, field text, facts jsonb, made text, "
    "outcome_stream text, outcome_after jsonb)",
    # An erasure is kept: no key ever takes its place.
    "create table operations.keys (person text not null, purpose text not null, wrapped text, "
    "erased boolean not null default false, primary key (person, purpose))",
    "create table operations.key_positions (partition int primary key, "
    "next_offset bigint not null)",
    # Numbers that may be withheld have been withheld before they come here.
    "create table operations.statistics (year int primary key, networks jsonb not null, "
    "total jsonb not null)",
)


def kept_tables() -> list[str]:
    """Statements that make operations, keys and statistics, and the gateway's functions."""
    statements = [*_TABLES, *isolation("operations.operations")]
    for table in ("operations", "keys", "key_positions", "statistics"):
        statements += grants(f"operations.{table}", ROLE)
    statements.append("grant select on operations.statistics to umbrella")
    return [*statements, *((_FUNCTIONS / name).read_text() for name in _BASELINE)]

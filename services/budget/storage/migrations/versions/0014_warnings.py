"""The levels at which somebody is told how far an envelope is spent."""

from typing import Final

from alembic import op

from services.kernel.schema import state_table

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "envelope_warnings": {
        "year": "bigint",
        "set_apart_cents": "bigint",
        "levels": "jsonb",
        "reached": "jsonb",
    }
}
ENVELOPES: Final = """
insert into envelope_warnings (stream, key, year, set_apart_cents, levels, reached)
select e.stream, e.key, e.year,
  coalesce((
    select sum((j.data::jsonb ->> 'cents')::bigint
      * ((j.data::jsonb ->> 'to_envelope' is not distinct from e.key)::int
        - (j.data::jsonb ->> 'from_envelope' is not distinct from e.key)::int))
    from journal j where j.stream = e.stream and j.type like 'budget.money_moved.%'
  ), 0)::bigint,
  coalesce((
    select terms -> 'warn_at_percent' from books b
    cross join lateral jsonb_array_elements(b.envelopes) terms
    where b.stream = e.stream and b.key = e.year::text and terms ->> 'envelope_id' = e.key
  ), '[]'), '[]'
from envelope_years e
"""
"""As the fold has them: what decisions moved, and the levels of the present terms."""


def upgrade() -> None:
    """Make the table, with what envelopes have already."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    op.execute(ENVELOPES)

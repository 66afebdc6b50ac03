"""Which municipality may see a row: the one that keeps the file of the row's person now.

Read from her file and not from the row, so that whatever is kept on a person follows her when
she moves, however much it is and whenever it was written.
"""

from collections.abc import Iterable, Mapping
from typing import Final

ASKED: Final = "(select coalesce(current_setting('app.municipality', true), ''))"
"""The municipality that a request is bounded to; empty: to none."""

FREE: Final = "(select coalesce(current_setting('app.municipality', true), '') = '')"
"""Whether a request is bounded to no municipality: one truth, as `party.FREE` is."""

_WHOSE: Final = {"applications": "holder_ids ->> 0", "usages": "subject_id"}
"""Who a row is about where it has no `holder_id`; an application: the first of its persons."""


THROUGH: Final = {
    "work_items": ("participations", "participation_id"),
    "uncovered_amounts": ("participations", "participation_id"),
    "allowances": ("scheme_rights", "right_id"),
}
"""A row that is about a participation or a right is its person's; one about none is the whole
network's."""


def policies(tables: Mapping[str, Mapping[str, str]], bounded: Iterable[str]) -> list[str]:
    """Statements that bound these tables of the views to the municipality that is asked for."""
    return [
        f"create policy of_municipality on {table} as restrictive "
        f"using ({FREE} or {ASKED} = {_of_row(table, tables[table])})"
        for table in bounded
    ]


def _of_row(table: str, columns: Mapping[str, str]) -> str:
    if table in THROUGH:
        other, names = THROUGH[table]
        return (
            f"(select file.municipality from {other} other join holders file "
            "on file.stream = other.stream and file.key = other.holder_id "
            f"where other.stream = {table}.stream and other.key = {table}.{names})"
        )
    whose = _WHOSE.get(table, "holder_id")
    if whose == "holder_id" and "holder_id" not in columns:
        return "municipality"
    # A value, not `exists`: it is looked up by key for each row that is shown, never hashed whole.
    return (
        f"(select file.municipality from holders file where file.stream = {table}.stream "
        f"and file.key = {table}.{whose})"
    )


_OF_FILE: Final = """
create function operations.municipality_of_v1(p_stream text, p_holder text)
returns text language plpgsql stable as $$ begin
  return (select municipality from holders where stream = p_stream and key = p_holder);
end $$
"""
"""In a body that is looked up when it runs: the views are made anew, what is kept beside them
is not."""


def kept_follow() -> list[str]:
    """Statements by which what is kept beside the views (accesses, messages) follows too."""
    statements = [_OF_FILE]
    for table in ("operations.accesses", "operations.messages"):
        statements += [
            f"drop policy of_municipality on {table}",
            f"create policy of_municipality on {table} as restrictive for select using "
            f"({ASKED} = '' or {ASKED} = operations.municipality_of_v1(stream, holder_id))",
        ]
    return statements

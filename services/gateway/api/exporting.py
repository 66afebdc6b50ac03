"""Exports: all that is held on a person, and lists of persons. Each is itself written down."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.keys import key_owner
from services.cards.contracts.register import REGISTER, Key
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.opening import opened_keys, opened_with
from services.gateway.api.personal_types import HolderList, PersonExport
from services.gateway.api.printing import pdf
from services.gateway.api.reads import open_identity, open_with
from services.gateway.api.scalars import as_json
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.held import Section, as_data, as_document
from services.gateway.storage import lists
from services.gateway.storage.held import ACCESSES, PROOFS, held_on
from services.gateway.storage.paging import BadCursor, Page, read_page
from services.kernel.sealing import PersonKey

ROWS_MAX: Final = 1_000
SEALED_WITH: Final[Mapping[str, Key]] = {
    column: entry.sealed_with for entry in REGISTER for column in entry.columns
} | {f"{PROOFS}.content": "application"}
COLUMNS: Final = ("naam", "voornaam", "geboortedatum", "gemeente", "toegekend tot")


def _owner(column: str, row: Mapping[str, Any], holder: str) -> str:
    """Whose key seals a column of a row."""
    match SEALED_WITH[column]:
        case "decision":
            return str(key_owner(UUID(row["key"]), "decision"))
        case "application":
            return str(key_owner(UUID(row["key"]), "application"))
        case "payment":
            return str(key_owner(UUID(holder), "payment"))
        case _:
            return holder


async def export_person(context: RequestContext, network: str, holder: str) -> PersonExport | None:
    """All that is held on her, opened; None where she is unknown, or not for you."""
    bounds, database = context.bounds(network), context.gateway.database
    context.reason = "subject_access"
    found = await held_on(database, bounds, network, holder)
    if not found["holders"]:
        return None
    owners = {
        _owner(f"{table}.{name}", row, holder)
        for table, rows in found.items()
        for row in rows
        for name in row
        if f"{table}.{name}" in SEALED_WITH and row[name] is not None
    }
    keys = await opened_with(context, found["holders"], owners)
    looked = found.pop(ACCESSES)
    sections = [
        Section(table, [_opened(table, row, holder, keys) for row in rows])
        for table, rows in found.items()
    ]
    sections.append(Section(ACCESSES, looked))
    today = datetime.now(UTC).astimezone(BRUSSELS).date()
    printed = await pdf("export", as_document(map(_without_files, sections), today), today)
    return PersonExport(data=as_json(as_data(sections)), pdf=base64.b64encode(printed).decode())


def _without_files(section: Section) -> Section:
    """What is printed tells of a copy, and does not print its bytes."""
    if section.table != PROOFS:
        return section
    return Section(PROOFS, [{**item, "content": None} for item in section.items])


def _opened(
    table: str, row: Mapping[str, Any], holder: str, keys: Mapping[str, PersonKey]
) -> dict[str, Any]:
    shown = dict(row)
    for name in row:
        column = f"{table}.{name}"
        if column in SEALED_WITH:
            opened = open_with(keys.get(_owner(column, row, holder)), row[name])
            shown[name] = _file(opened) if table == PROOFS else _read(opened)
    return shown


def _file(opened: bytes | None) -> str | None:
    return None if opened is None else base64.b64encode(opened).decode()


def _read(opened: bytes | None) -> Any:
    """What was sealed: JSON as a rule, a card's number as it is."""
    if opened is None:
        return None
    try:
        said = orjson.loads(opened)
    except orjson.JSONDecodeError:
        return opened.decode()
    return said if isinstance(said, dict | list) else opened.decode()


async def list_holders(
    context: RequestContext, network: str, reason: str, page: Page
) -> HolderList:
    """Persons as CSV, with why it was asked. Who is erased, or only kept, is left out."""
    context.reason = reason
    try:
        async with context.gateway.database.within(context.bounds(network)) as connection:
            rows = await read_page(connection, lists.USABLE_HOLDERS, {"stream": network}, page)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None
    keys = await opened_keys(context, rows.rows, person="key")
    lines = []
    for row in rows.rows:
        who = open_identity(keys.get(row["key"]), row["identity"])
        lines.append(
            (
                who.family_name,
                who.given_name,
                who.birth_date,
                row["municipality"],
                row["eligible_until"],
            )
        )
    return HolderList(
        csv=table_text(COLUMNS, lines),
        rows=len(lines),
        has_next_page=rows.more,
        end_cursor=rows.end,
    )

"""The list that goes out: who holds which status until when, as far as it is on record."""

from typing import Final

from services.cards.contracts.regulation.naming import word
from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.personal_types import HolderList
from services.gateway.api.reads import open_identity, read_list
from services.gateway.api.statuses import answers_about
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.known_statuses import held
from services.gateway.storage import lists
from services.gateway.storage.paging import Page

STATUS_COLUMNS: Final = (
    "naam",
    "voornaam",
    "geboortedatum",
    "gemeente",
    "statuut",
    "gekend door",
    "tot en met",
)
KNOWN_BY: Final = {"paper": "bewijs op papier", "authentic": "bron of lijst"}


async def list_statuses(
    context: RequestContext, network: str, reason: str, page: Page
) -> HolderList:
    """Persons and the statuses that they are known to hold today, as CSV, with why it was asked.

    A line for each status; `rows` counts the persons who were looked at. Who is erased, or only
    kept, is left out. No number stands in it. Raises Coded.
    """
    context.reason = reason
    rows = await read_list(context, network, lists.USABLE_HOLDERS, {}, page)
    keys = await opened_keys(context, rows.rows, person="key")
    answers = await answers_about(context, network, [row["key"] for row in rows.rows])
    lines: list[tuple[object, ...]] = []
    day = today()
    for row in rows.rows:
        who = open_identity(keys.get(row["key"]), row["identity"])
        named = (who.family_name, who.given_name, who.birth_date, row["municipality"])
        lines += [
            (*named, word(one.name, "nl"), KNOWN_BY[one.evidence], one.until)
            for one in held(answers.get(row["key"], ()), day)
        ]
    return HolderList(
        csv=table_text(STATUS_COLUMNS, lines),
        rows=len(rows.rows),
        has_next_page=rows.more,
        end_cursor=rows.end,
    )

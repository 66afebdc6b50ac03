"""Days here: in Brussels, and as people write them in their spreadsheets. Pure."""

import re
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from services.gateway.domain.checks import BadInput

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BELGIAN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(cell: str) -> date | None:
    """2026-07-01, or 1/7/2026 as a Belgian writes it. An empty cell is no day. Raises BadInput."""
    if not cell:
        return None
    try:
        if found := _ISO.fullmatch(cell):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BELGIAN.fullmatch(cell):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise BadInput("date_invalid")

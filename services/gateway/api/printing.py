"""Documents as PDF: a template of our own and data, set by typst in a thread.

Data comes in as JSON and is printed as it is: what stands in it is never read as markup.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import orjson
import typst

TEMPLATES: Final = Path(__file__).parent / "letters"
AT_ONCE: Final = asyncio.Semaphore(1)
"""Setting a page keeps a core busy: requests wait for each other, the event loop for none."""


async def pdf(
    template: str, given: Mapping[str, Any], on: date, *, accessible: bool = False
) -> bytes:
    """A document, made on a day: the same text of the same day is the same bytes.

    Fonts are those that typst ships; nothing is fetched. `accessible`: held to PDF/UA-1. Its text
    must then have a sign in those fonts for every character (`domain/printable.py`).
    """
    asked = orjson.dumps(given).decode()
    async with AT_ONCE:
        return await asyncio.to_thread(_compiled, template, asked, on, accessible=accessible)


def _compiled(template: str, given: str, on: date, *, accessible: bool) -> bytes:
    made: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        sys_inputs={"given": given},
        ignore_system_fonts=True,
        pdf_standards="ua-1" if accessible else None,
        timestamp=datetime.combine(on, time(), UTC),
    )
    return made

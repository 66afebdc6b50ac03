"""What a season came to and what the umbrella sees of it, for people."""

import asyncio
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from deploy.demo import documents
from deploy.demo.client import Api
from deploy.demo.outcome import Outcome
from deploy.demo.plan import YEAR
from deploy.demo.session import Tokens

SHOWN: Final = 10
SETTLE_SECONDS, SETTLE_TRIES = 1.0, 10
"""Statistics follow the views within about two seconds: ask until they stand still."""


async def umbrella_totals(url: str, token: Tokens) -> dict[str, Any]:
    """The umbrella's totals of the season's year, once they no longer change."""
    client = Api(url)
    bearer = token("umbrella_analyst")
    try:
        found: dict[str, Any] = {}
        for _ in range(SETTLE_TRIES):
            before = found
            data = await client.query(documents.UMBRELLA_TOTALS, bearer, year=YEAR)
            found = dict(data["umbrellaTotals"])
            if found == before:
                break
            await asyncio.sleep(SETTLE_SECONDS)
        return found
    finally:
        await client.close()


def show_outcome(console: Console, outcome: Outcome, seconds: float) -> None:
    """Print what the platform answered."""
    table = Table(title=f"Season {YEAR}: what the platform answered", title_justify="left")
    table.add_column("")
    table.add_column("count", justify="right")
    rows = {
        "networks opened": outcome.networks,
        "organisations admitted": outcome.organisations,
        "offers published": outcome.offers,
        "card regulations adopted": outcome.regulations,
        "rights decided by a regulation": outcome.rights,
        "holders with a card": outcome.cards,
    }
    for what, count in rows.items():
        table.add_row(what, f"{count:,}")
    table.add_section()
    for what, count in sorted(outcome.participations.items()):
        table.add_row(f"participations {what.replace('_', ' ')}", f"{count:,}")
    for code, count in outcome.declined.most_common():
        table.add_row(f"  declined: {code}", f"{count:,}")
    for what, count in outcome.refused_setup.most_common():
        table.add_row(f"  refused: {what}", f"{count:,}")
    table.add_section()
    table.add_row("euro of networks", euros(outcome.network_cents))
    table.add_row("euro of organisations", euros(outcome.organisation_cents))
    table.add_row("euro of holders", euros(outcome.holder_cents))
    table.add_row("statements paid, Kortrijk's first round", f"{outcome.statements:,}")
    table.add_row("euro paid by that round", euros(outcome.paid_cents))
    console.print(table)
    console.print(f"sent in {seconds:.1f} s")


def show_totals(console: Console, totals: dict[str, Any]) -> None:
    """Print the umbrella's totals: the largest networks, and all together."""
    rows = totals["networks"]
    shown = sorted(rows, key=_size, reverse=True)[:SHOWN]
    withheld = sum(row["cell"]["withheld"] for row in rows)
    table = Table(title=f"Umbrella totals {YEAR}", title_justify="left")
    for heading in ("network", "holders", "participations", "euro"):
        table.add_column(heading, justify="left" if heading == "network" else "right")
    for row in shown:
        table.add_row(row["name"], *cell(row["cell"]))
    table.add_section()
    table.add_row(f"all {len(rows)} networks", *cell(totals["total"]))
    console.print(table)
    console.print(f"{withheld} networks withheld: fewer than 5 holders, or next to such a one")


def _size(row: dict[str, Any]) -> int:
    """Euros of a network; withheld ones come after all others."""
    return -1 if row["cell"]["withheld"] else int(row["cell"]["networkCents"])


def cell(values: dict[str, Any]) -> tuple[str, str, str]:
    """Holders, participations and euros of one cell, or that they are withheld."""
    if values["withheld"]:
        return ("withheld",) * 3
    holders, participations = values["holders"], values["participations"]
    return f"{holders:,}", f"{participations:,}", euros(values["networkCents"])


def euros(cents: int) -> str:
    """Cents as euros, with two decimals."""
    return f"{cents // 100:,}.{cents % 100:02d}"

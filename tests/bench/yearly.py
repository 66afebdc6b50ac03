"""A year's report and the books of a network with a million transfers, beside one with a thousand.

`python -m tests.bench.yearly [--transfers N] [--write-docs]`. Everything is asked over HTTP of a
real gateway; both networks stand in the same tables, and are asked by turns. Beside it stands what
adding up the ledger would take.
"""

import argparse
import asyncio
import os
import platform as computer
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import asyncpg

from deploy.embedded.postgres import SUPERUSER
from tests.kit.client import Api
from tests.kit.platform import running_platform
from tests.kit.plenty_of_money import Plenty, filled

TRANSFERS, FEW = 1_000_000, 1_000
ROUNDS: Final = 7
SECONDS_MAX: Final = 5.0
"""The report is printed in seconds, not minutes."""
PAGE: Final = Path(__file__).parents[2] / "docs" / "bench-yearly.md"

_REPORT: Final = "query($network: UUID!) { accountabilityReport(network: $network, year: 2026) {"
_PAGE: Final = "nodes { id cents } pageInfo { endCursor hasNextPage }"
ASKED: Final = {
    "report as PDF": f"{_REPORT} pdf }} }}",
    "report as XLSX": f"{_REPORT} xlsx }} }}",
    "report as CSV": f"{_REPORT} csv }} }}",
    "figures and checks of the report": (
        f"{_REPORT} spentCents figures {{ cents }} checks {{ code }} maySubmit }} }}"
    ),
    "balance of an account on a day": (
        "query($network: UUID!, $account: UUID!) "
        '{ balanceOn(network: $network, account: $account, on: "2026-12-31") { balanceCents } }'
    ),
    "all accounts with what they hold": (
        "query($network: UUID!) { accounts(network: $network, year: 2026) "
        "{ nodes { id balanceCents } } }"
    ),
    "a page of an account's transfers": (
        "query($network: UUID!, $account: UUID!) "
        f"{{ transfers(network: $network, account: $account, first: 50) {{ {_PAGE} }} }}"
    ),
    "a page of a statement's lines": (
        "query($network: UUID!, $statement: UUID!) { statementLines(network: $network, "
        "statement: $statement, first: 50) { lines { nodes { networkCents } } } }"
    ),
}
SCAN: Final = (
    "select debit, sum(cents) from transfers where stream = $1 and kind <> 'held' group by debit"
)


@dataclass(frozen=True, slots=True)
class Row:
    """Milliseconds of half the rounds of one question, in both networks."""

    name: str
    many: float
    few: float

    def line(self) -> str:
        """A line of the table."""
        return (
            f"| {self.name} | {self.many:.0f} ms | {self.few:.0f} ms | {self.many / self.few:.2f} |"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """All questions, and half the scans of the larger ledger in milliseconds."""

    transfers: int
    rows: tuple[Row, ...]
    scan: float

    @property
    def reached(self) -> bool:
        """Whether everything is answered in seconds."""
        return max(row.many for row in self.rows) <= 1_000 * SECONDS_MAX


async def measured(home: Path, transfers: int) -> Measured:
    """Both networks, by turns."""
    with running_platform(home) as running:
        many = await filled(running.platform, transfers)
        few = await filled(running.platform, FEW)
        async with Api(running.platform) as api:
            rows = [await _row(api, name, text, many, few) for name, text in ASKED.items()]
        connection = await asyncpg.connect(
            running.platform.dsn("gateway", SUPERUSER), server_settings={"search_path": "views"}
        )
        scans = [await _timed(connection.fetch(SCAN, many.network)) for _round in range(ROUNDS)]
        await connection.close()
    return Measured(many.transfers, tuple(rows), median(scans))


async def _row(api: Api, name: str, text: str, many: Plenty, few: Plenty) -> Row:
    taken: dict[str, list[float]] = {many.network: [], few.network: []}
    for _round in range(ROUNDS + 1):
        for one in (many, few):
            token = api.token("coordinator", one.network)
            given = {"network": one.network, "account": one.account, "statement": one.statement}
            begun = perf_counter()
            reply = await api.post(text, token, {k: v for k, v in given.items() if f"${k}" in text})
            taken[one.network].append(1_000 * (perf_counter() - begun))
            assert None not in reply.data.values()
    # The first round teaches PostgreSQL and the typesetter what they will be asked.
    return Row(name, median(taken[many.network][1:]), median(taken[few.network][1:]))


async def _timed(asking: object) -> float:
    begun = perf_counter()
    await asking  # type: ignore[misc]
    return 1_000 * (perf_counter() - begun)


PAGE_TEXT: Final = """\
# A year with a million transfers

Written by `python -m tests.bench.yearly --write-docs` (`make bench` only shows it), not by hand.
What counts is the ratio: both networks stand in the same tables, and were asked by turns.

Measured {at} UTC: {cores} cores, Python {python}; half of {rounds} rounds, over HTTP, with
everything that a request costs.

| asked | {transfers:,} transfers | {few:,} transfers | ratio |
|---|---|---|---|
{lines}

Adding up the larger ledger by account, in the database alone: {scan:.0f} ms. Nothing does that:
reports and balances read counters, which grow with actions, sources, municipalities and days
(`tests/system/test_ledger_reads.py` looks at every plan). A page of transfers or lines is found by
an index, however many there are.

The rows of the first {few:,} transfers are what the views' own code makes of a told year; those of
the others are these, repeated under other ids and on other days.
"""


def text(found: Measured) -> str:
    """The page."""
    return PAGE_TEXT.format(
        at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        cores=os.cpu_count(),
        python=computer.python_version(),
        rounds=ROUNDS,
        transfers=found.transfers,
        few=FEW,
        lines="\n".join(row.line() for row in found.rows),
        scan=found.scan,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show; with `--write-docs` write the page. 1 where anything takes too long."""
    parser = argparse.ArgumentParser(description="a year with a million transfers")
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--transfers", type=int, default=TRANSFERS)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        found = asyncio.run(measured(Path(home), given.transfers))
    print(text(found))
    if given.write_docs:
        PAGE.write_text(text(found))
    return 0 if found.reached else 1


if __name__ == "__main__":
    sys.exit(main())

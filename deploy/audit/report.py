"""Shows an audit to a person, and to a program."""

from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from deploy.audit.findings import Finding, Invariant
from deploy.audit.heads import Lag
from deploy.audit.run import Result

SENTENCES: Final[dict[Invariant, str]] = {
    Invariant.JOURNALS_CONTIGUOUS: "every journal counts 1, 2, 3… to its head",
    Invariant.JOURNALS_ON_KAFKA: "Kafka has what the journals have",
    Invariant.CURSORS_AT_HEADS: "everyone has taken in what he hears",
    Invariant.COMMANDS_TAKEN: "every command is known to its service",
    Invariant.ONE_OUTCOME: "every command has exactly one outcome",
    Invariant.OPERATIONS_AGREE: "the gateway's operations say what the outcomes say",
    Invariant.TABLES_ARE_FOLDS: "tables are the fold of their journal",
    Invariant.VIEWS_ARE_FOLDS: "views are the fold of all journals",
    Invariant.TRANSFERS_BALANCE: "transfers balance, accounts are their sum",
    Invariant.ENVELOPES_WITHIN_BOUNDS: "no envelope was ever overspent",
    Invariant.SHARES_ADD_UP: "shares add up to prices, and are what is transferred",
    Invariant.PARTICIPATIONS_AGREE: "cards, budget and views tell the same participations",
    Invariant.LIMITS_AGREE: "what is used of a right is the sum of its participations",
    Invariant.RIGHTS_FOLLOW: "rights follow from decisions, cards are used while they work",
    Invariant.TOTALS_AGREE: "totals of the views are those of the ledger",
}
assert list(SENTENCES) == list(Invariant)


class ShownProgress:
    """A bar on the terminal; nothing where there is none."""

    def __init__(self, console: Console) -> None:
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("noting heads", total=None)

    def __enter__(self) -> "ShownProgress":
        self._bar.start()
        return self

    def __exit__(self, *_of_error: object) -> None:
        self._bar.stop()

    def waiting(self, number: int, lag: Lag) -> None:
        """What the audit is waiting for."""
        what = f"waiting, round {number + 1} of 3: {lag.size} to go, {lag.first(1)}"
        self._bar.update(self._task, description=what)

    def stage(self, name: str, total: int) -> None:
        """A new bar in the place of the old one."""
        self._bar.reset(self._task, total=total, description=name)

    def advance(self, steps: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task, steps)


def as_json(result: Result) -> dict[str, Any]:
    """The audit for a program."""
    return {
        "passed": result.findings.failed == 0,
        "seconds": round(result.seconds, 2),
        "streams": result.streams,
        "folded": result.folded,
        "seed": result.seed,
        "standing_still": {k: list(v) for k, v in result.stuck.missing.items()},
        "invariants": [_finding(f) for f in result.findings.by_invariant.values()],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "invariant": finding.invariant.value,
        "holds": finding.failed == 0,
        "looked_at": dict(finding.looked),
        "waiting": dict(finding.waiting),
        "violations": finding.failed,
        "first": [
            {
                "kind": v.kind,
                "service": v.service,
                "stream": v.stream,
                "item": v.item,
                "note": v.note,
            }
            for v in finding.violations
        ],
    }


def show(result: Result, console: Console) -> None:
    """The audit for a person: one line for each invariant, then what is wrong."""
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what must hold", "looked at", "waiting"):
        table.add_column(heading, overflow="fold")
    for finding in result.findings.by_invariant.values():
        table.add_row(
            f"[red]{finding.failed} wrong[/]" if finding.failed else "[green]holds[/]",
            SENTENCES[finding.invariant],
            _counts(finding.looked),
            _counts(finding.waiting),
        )
    console.print(table)
    for finding in result.findings.by_invariant.values():
        _show_violations(finding, console)
    if result.stuck.missing:
        console.print(f"[yellow]standing still:[/] {result.stuck.first(10)}")
    verdict = (
        f"[red]{result.findings.failed} violations[/]"
        if result.findings.failed
        else "[green]nothing lost, nothing doubled[/]"
    )
    drawn = f" (drawn with --seed {result.seed})" if result.folded < result.streams else ""
    console.print(
        f"{verdict} — {result.streams} streams, {result.folded} of them folded again{drawn}, "
        f"{result.seconds:.1f} s",
        highlight=False,
    )


def _show_violations(finding: Finding, console: Console) -> None:
    if not finding.failed:
        return
    console.print(f"\n[bold]{SENTENCES[finding.invariant]}[/] [red]— {finding.failed} wrong[/]")
    for v in finding.violations:
        what = " ".join(part for part in (v.service, v.stream, v.item) if part)
        console.print(f"  {v.kind}: {what}" + (f" ({v.note})" if v.note else ""), highlight=False)
    if finding.failed > len(finding.violations):
        console.print(f"  … and {finding.failed - len(finding.violations)} more")


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in counted.items() if number)

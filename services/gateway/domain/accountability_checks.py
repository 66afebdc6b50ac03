"""What is still to be mended before a report is submitted, as data with a Dutch sentence. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from services.gateway.domain.accountability import Report
from services.gateway.domain.accountability_answers import carried_over
from services.gateway.domain.printable import all_shown
from services.gateway.domain.sentences import euros

Severity = Literal["blocking", "warning"]

_SENTENCES: Final = {
    "books_open": "De boeken van {year} zijn nog niet afgesloten. Sluit ze eerst af.",
    "uncovered_undecided": "Voor {amount} is er geen geld gevonden. Beslis wie dit betaalt.",
    "holds_open": "Er staat nog geld opzij (aantal deelnames: {count}). Bevestig ze of geef "
    "ze vrij.",
    "runs_unapproved": "Er wachten betaalopdrachten op goedkeuring (aantal: {count}). "
    "Laat ze door iemand anders goedkeuren, of trek ze in.",
    "right_exceeded": "Er is {amount} meer van het trekkingsrecht gebruikt dan er was. Boek dit "
    "over naar een andere bron.",
    "text_missing": "De toelichting ontbreekt. Schrijf kort wat het netwerk dit jaar deed.",
    "partners_missing": "Er staan geen partners in het verslag. Vul in wie op welke manier "
    "betrokken was.",
    "approval_missing": "Het verslag is lokaal nog niet goedgekeurd. Vul het orgaan, de datum en "
    "de referentie van de beslissing in.",
    "own_contribution_short": "De eigen inbreng is {amount} te laag. Boek wat nog ontbreekt, of "
    "licht toe waarom.",
    "budget_exceeded": "Actie “{action}”: er is {amount} meer uitgegeven dan de afsprakennota "
    "voorziet. Licht dit toe, of pas de verdeling aan met een beslissing.",
    "budget_missing": "Actie “{action}”: de afsprakennota voorziet geen budget. Vul het in, of "
    "licht toe waarom.",
    "spent_negative": "Actie “{action}”: het totaal is lager dan nul. Kijk de correcties na.",
    "lines_disputed": "Er zijn regels betwist (aantal: {count}). Rond dat af, of licht het toe.",
    "still_payable": "{amount} is nog te betalen. Betaal dit, of licht toe waarom het openstaat.",
    "right_left": "{amount} van het trekkingsrecht {what}.",
    "not_printable": "Een tekst bevat tekens die het afgedrukte verslag niet kan tonen, zoals "
    "emoji. Haal ze weg.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to mend. `where`: the action or the part of the report; a code for a reader."""

    code: str
    severity: Severity
    where: str
    message: str


def checks_of(report: Report) -> tuple[Check, ...]:
    """All of them, blocking ones first; empty where the report can be submitted as it is."""
    return (*_blocking(report), *_of_money(report), *_of_actions(report))


def may_submit(report: Report) -> bool:
    """Whether nothing blocks."""
    return all(check.severity != "blocking" for check in checks_of(report))


def _blocking(report: Report) -> Iterator[Check]:
    loose = report.loose
    above = report.by_source("drawing_right") - report.drawing_right_cents
    if report.state in ("open", "books_closing"):
        yield _check("books_open", "blocking", "books", year=report.year)
    if loose.uncovered_cents:
        yield _check("uncovered_undecided", "blocking", "uncovered", cents=loose.uncovered_cents)
    if loose.open_holds:
        yield _check("holds_open", "blocking", "holds", count=loose.open_holds)
    if loose.unapproved_runs:
        yield _check("runs_unapproved", "blocking", "payments", count=loose.unapproved_runs)
    if above > 0:
        yield _check("right_exceeded", "blocking", "drawing_right", cents=above)
    if not report.text.strip():
        yield _check("text_missing", "blocking", "text")
    if not report.partners:
        yield _check("partners_missing", "blocking", "partners")
    if report.approval is None:
        yield _check("approval_missing", "blocking", "approval")


def _of_money(report: Report) -> Iterator[Check]:
    standing, loose = report.standing, report.loose
    if standing.short_cents:
        yield _check("own_contribution_short", "warning", "own", cents=standing.short_cents)
    if standing.to_return_cents:
        carried = carried_over(report)
        what = "gaat over naar volgend jaar" if carried else "gaat terug naar Vlaanderen"
        yield _check(
            "right_left", "warning", "drawing_right", cents=standing.to_return_cents, what=what
        )
    if loose.disputed_lines:
        yield _check("lines_disputed", "warning", "statements", count=loose.disputed_lines)
    if loose.payable_cents:
        yield _check("still_payable", "warning", "payments", cents=loose.payable_cents)
    if not all(all_shown(text) for text in _texts(report)):
        yield _check("not_printable", "warning", "text")


def _of_actions(report: Report) -> Iterator[Check]:
    for action in report.actions:
        name = action.name
        if action.budget_cents is None:
            yield _check("budget_missing", "warning", name, action=name)
        if action.exceeded_cents:
            exceeded = action.exceeded_cents
            yield _check("budget_exceeded", "warning", name, action=name, cents=exceeded)
        if action.spent_cents < 0:
            yield _check("spent_negative", "warning", name, action=name)


def _check(
    code: str, severity: Severity, where: str, *, cents: int | None = None, **facts: object
) -> Check:
    amount = {} if cents is None else {"amount": euros(cents)}
    return Check(code, severity, where, _SENTENCES[code].format(**facts, **amount))


def _texts(report: Report) -> Iterator[str]:
    yield from (report.network, report.municipality or "", report.text)
    yield from (action.name for action in report.actions)
    yield from (one.entity or "" for one in report.spent)
    yield from (text for one in report.partners for text in (one.name, one.involved))
    if report.approval is not None:
        yield from (report.approval.body, report.approval.reference)

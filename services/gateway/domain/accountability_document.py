"""A report as a document: titled sections of text and tables, for every kind of file. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.gateway.domain.accountability import CATEGORIES, Action, Part, Report, arranged
from services.gateway.domain.accountability_answers import (
    CATEGORY_NAMES,
    NOT_SHOWN,
    SOURCES,
    answers_of,
    entities,
    left_called,
    ratio,
)
from services.gateway.domain.accountability_reach import shown_reach
from services.gateway.domain.workbooks import Euros
from services.partners.contracts.municipalities import MUNICIPALITIES

STATES: Final = {
    "open": "jaar loopt nog",
    "books_closing": "boeken worden afgesloten",
    "drafted": "ontwerp",
    "locally_approved": "lokaal goedgekeurd",
    "submitted": "ingediend",
    "questioned": "in vraag gesteld",
    "accepted": "aanvaard",
    "settled": "afgerekend",
}
DAY: Final = "%d/%m/%Y"
TOTAL: Final = "Totaal"
Cell = str | int | Euros


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part: paragraphs, then a table, whose last row is a total where `summed`.

    `name`: short, for the tab of a spreadsheet (at most 31 characters). `named`: how many columns
    say what a row is about. `cents`: the figure of an answer, where it has one.
    """

    name: str
    title: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    summed: bool = False
    named: int = 1
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """All that is printed. `checksum` is that of the data."""

    title: str
    network: str
    year: int
    checksum: str
    sections: tuple[Section, ...]


def document_of(report: Report) -> Document:
    """The same data, in whatever order it was given, is the same document."""
    report = arranged(report)
    return Document(
        title=f"Verantwoording {report.year}",
        network=_whose(report),
        year=report.year,
        checksum=report.checksum,
        sections=tuple(_sections(report)),
    )


def _whose(report: Report) -> str:
    return (
        report.network
        if report.municipality is None
        else (f"{report.network} – {named(report.municipality)}")
    )


def named(municipality: str | None) -> str:
    """A municipality by its name, where its code has one; None is everybody's."""
    if municipality is None:
        return "Van het hele netwerk"
    return MUNICIPALITIES.get(municipality, municipality)


def _sections(report: Report) -> Iterator[Section]:
    yield _header(report)
    for place, answer in enumerate(answers_of(report, shown_reach(report)), start=1):
        paragraphs = tuple(line for line in answer.text.split("\n") if line.strip())
        title = f"{place}. {answer.question}"
        yield Section(f"Vraag {place}", title, paragraphs, cents=answer.cents)
    yield _by_action(report)
    yield _by_category(report)
    yield _own(report)
    yield _standing(report)
    if report.parts:
        yield _by_municipality(report)
    yield _reach(report)
    if report.prior_years:
        yield _prior(report)


def _header(report: Report) -> Section:
    approval = report.approval
    approved = (
        "nog niet"
        if approval is None
        else (f"{approval.body}, {approval.on.strftime(DAY)}, {approval.reference}")
    )
    scope = "het hele netwerk" if report.municipality is None else named(report.municipality)
    return Section(
        "Gegevens",
        "Gegevens van het verslag",
        head=("Gegeven", "Waarde"),
        rows=(
            ("Aanvrager", report.network),
            ("Voor", scope),
            ("Jaar", str(report.year)),
            ("Cijfers van", report.as_of.strftime(DAY)),
            ("Toestand", STATES[report.state]),
            ("Lokaal goedgekeurd", approved),
            ("Trekkingsrecht", Euros(report.drawing_right_cents)),
        ),
    )


def _by_action(report: Report) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (action.name, *_against_budget(action)) for action in report.actions
    ]
    budget, spent = report.budget_cents, report.spent_cents
    rows.append((TOTAL, Euros(budget), Euros(spent), Euros(budget - spent)))
    return Section(
        "Acties",
        "Uitgaven per actie, tegenover de afsprakennota",
        head=("Actie", "Afsprakennota", "Uitgegeven", "Verschil"),
        rows=tuple(rows),
        summed=True,
    )


def _against_budget(action: Action) -> tuple[Cell, Cell, Cell]:
    spent = Euros(action.spent_cents)
    if action.budget_cents is None:
        return "geen", spent, Euros(-action.spent_cents)
    return Euros(action.budget_cents), spent, Euros(action.budget_cents - action.spent_cents)


def _by_category(report: Report) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for action in report.actions:
        for category in CATEGORIES:
            lines = [one for one in action.spent if one.category == category]
            if lines:
                sums = [sum(one.cents for one in lines if one.source == kind) for kind in SOURCES]
                rows.append(
                    (action.name, CATEGORY_NAMES[category], *map(Euros, sums), Euros(sum(sums)))
                )
    sums = [report.by_source(kind) for kind in SOURCES]
    rows.append((TOTAL, "", *map(Euros, sums), Euros(sum(sums))))
    return Section(
        "Bronnen",
        "Uitgaven per actie en categorie, volgens de bron van het geld",
        head=("Actie", "Categorie", *SOURCES.values(), TOTAL),
        named=2,
        rows=tuple(rows),
        summed=True,
    )


def _own(report: Report) -> Section:
    own = entities(report)
    return Section(
        "Eigen inbreng",
        "Eigen inbreng per rechtspersoon",
        head=("Rechtspersoon", "Bedrag"),
        rows=(
            *((name, Euros(cents)) for name, cents in own),
            (TOTAL, Euros(sum(cents for _, cents in own))),
        ),
        summed=True,
    )


def _standing(report: Report) -> Section:
    standing = report.standing
    way = "volledig recht" if report.variant == "full_right" else "naar verhouding"
    return Section(
        "Verhouding",
        "Trekkingsrecht en eigen inbreng",
        (f"Gevraagde verhouding: {ratio(report.ratio_tenths)}. Berekening: {way}.",),
        head=("Wat", "Bedrag"),
        rows=(
            ("Trekkingsrecht toegekend", Euros(report.drawing_right_cents)),
            ("Trekkingsrecht gebruikt", Euros(standing.right_used_cents)),
            *_received(report),
            (left_called(report), Euros(standing.to_return_cents)),
            ("Eigen inbreng gevraagd", Euros(standing.own_required_cents)),
            ("Eigen inbreng bewezen", Euros(standing.own_cents)),
            ("Eigen inbreng te weinig", Euros(standing.short_cents)),
            ("Nog zonder geld, te beslissen", Euros(report.loose.uncovered_cents)),
        ),
    )


def _received(report: Report) -> tuple[tuple[str, Euros], ...]:
    """What came in of the drawing right and what is to come, where it is told."""
    received, to_come = report.right_received_cents, report.right_to_come_cents
    if received is None or to_come is None:
        return ()
    return (
        ("Trekkingsrecht ontvangen", Euros(received)),
        ("Trekkingsrecht nog te ontvangen", Euros(to_come)),
    )


def _by_municipality(report: Report) -> Section:
    amounts = [_of_part(report, part) for part in report.parts]
    names = [named(part.municipality) for part in report.parts]
    whole = report.municipality is None
    if whole:
        names.append(TOTAL)
        amounts.append(tuple(sum(column) for column in zip(*amounts, strict=True)))
    return Section(
        "Per gemeente",
        "Middelen en uitgaven per gemeente",
        (
            "Van een gemeente is wat zij zelf inbracht en wat het netwerk voor haar apart zette. "
            "Het netwerk verantwoordt zich als één dossier: de gevraagde eigen inbreng geldt voor "
            "het geheel.",
        ),
        head=(
            "Gemeente",
            "Trekkingsrecht voorzien",
            "Eigen inbreng voorzien",
            "Eigen inbreng gevraagd",
            *SOURCES.values(),
            "Uitgegeven",
        ),
        rows=tuple((name, *map(Euros, row)) for name, row in zip(names, amounts, strict=True)),
        summed=whole,
    )


def _of_part(report: Report, part: Part) -> tuple[int, ...]:
    """What a part has, what is asked of it, and what it spent by source and in all."""
    asked = report.standing_of(part).own_required_cents
    paid = (part.by_source(kind) for kind in SOURCES)
    return part.drawing_right_cents, part.own_entered_cents, asked, *paid, part.spent_cents


def _reach(report: Report) -> Section:
    reach = shown_reach(report)
    rows: list[tuple[Cell, ...]] = []
    for action, shown in zip(report.actions, reach.actions, strict=True):
        numbers = (None, None) if shown is None else (shown.people, shown.participations)
        rows.append((action.name, *map(_number, numbers)))
    rows.append(("Samen", _number(reach.people), _number(reach.participations)))
    return Section(
        "Bereik",
        "Bereikte personen en deelnames per actie",
        (
            "Wie aan meer acties deelnam, telt in “Samen” één keer. Een getal dat iets over enkele "
            "personen zou zeggen, tonen we niet.",
        ),
        head=("Actie", "Personen", "Deelnames"),
        rows=tuple(rows),
        summed=True,
    )


def _prior(report: Report) -> Section:
    rows = [(str(one.for_year), one.action, Euros(one.cents)) for one in report.prior_years]
    return Section(
        "Vorige jaren",
        "Geboekt voor vorige jaren",
        ("Deze bedragen zitten al in de uitgaven hierboven.",),
        head=("Jaar", "Actie", "Bedrag"),
        named=2,
        rows=(*rows, (TOTAL, "", Euros(sum(one.cents for one in report.prior_years)))),
        summed=True,
    )


def _number(number: int | None) -> Cell:
    return NOT_SHOWN if number is None else number

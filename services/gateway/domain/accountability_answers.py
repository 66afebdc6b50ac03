"""The answers of a report in the order of the government's form, each with its figure. Pure.

The form is not public; its order is that of article 19 of the executive order of 18 July 2008
(use of the subsidy for participation, for initiatives, partners), then the money rules. Each
answer is plain text, ready to be copied into one field.
"""

from dataclasses import dataclass
from typing import Final

from services.budget.contracts.events import SourceKind
from services.budget.contracts.ratio import TENTHS
from services.gateway.domain.accountability import Category, Report
from services.gateway.domain.accountability_reach import ShownReach

NOT_SHOWN: Final = "niet getoond"
"""Stands for a number that could tell of a few persons; a zero is written as 0."""
SOURCES: Final[dict[SourceKind, str]] = {
    "drawing_right": "Trekkingsrecht",
    "own_contribution": "Eigen inbreng",
    "welfare_fund": "Federaal OCMW-fonds",
    "gift": "Giften",
}
CATEGORY_NAMES: Final[dict[Category, str]] = {
    "participation": "Deelname aan vrije tijd",
    "initiatives": "Initiatieven van of voor mensen in armoede",
}
_USED: Final[dict[Category, str]] = {
    "participation": "Hoe is de subsidie gebruikt voor de deelname van mensen in armoede aan "
    "initiatieven, activiteiten en verenigingen in de vrije tijd?",
    "initiatives": "Hoe is de subsidie gebruikt om initiatieven van of voor mensen in armoede in "
    "sport, jeugdwerk en cultuur te ondersteunen of te financieren?",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of the form. `cents`: its figure, where it has one that is money."""

    question: str
    text: str
    cents: int | None


def amount(cents: int) -> str:
    """As the report prints it: 1.234,56 €, the sign kept with its number on one line."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d}\u00a0€"


def ratio(tenths: int) -> str:
    """2,0 for twice as much."""
    return f"{tenths // TENTHS},{tenths % TENTHS}"


def answers_of(report: Report, reach: ShownReach) -> tuple[Answer, ...]:
    """In the order of the form."""
    return (
        _category(report, "participation", reach),
        _category(report, "initiatives", None),
        Answer(
            "Welke partners waren betrokken bij opmaak, uitvoering en opvolging, "
            "en op welke manier?",
            "\n".join(f"{one.name}: {one.involved}" for one in report.partners) or "Geen.",
            None,
        ),
        _own(report),
        _right(report),
        Answer("Toelichting van de coördinator", report.text.strip() or "Geen.", None),
    )


def _category(report: Report, category: Category, reach: ShownReach | None) -> Answer:
    cents = report.by_category(category)
    from_right = sum(
        one.cents
        for one in report.spent
        if one.category == category and one.source == "drawing_right"
    )
    lines = [f"Uitgegeven: {amount(cents)}, waarvan {amount(from_right)} uit het trekkingsrecht."]
    for action in report.actions:
        spent = sum(one.cents for one in action.spent if one.category == category)
        if spent:
            lines.append(f"{action.name}: {amount(spent)}")
    if reach is not None:
        people, times = counted(reach.people), counted(reach.participations)
        lines.append(f"Bereikte personen in alle acties samen: {people}. Deelnames: {times}.")
    return Answer(_USED[category], "\n".join(lines), cents)


def _own(report: Report) -> Answer:
    standing = report.standing
    lines = [
        f"Gevraagd: {amount(standing.own_required_cents)} "
        f"(verhouding {ratio(report.ratio_tenths)}). Bewezen: {amount(standing.own_cents)}."
    ]
    lines += [f"{name}: {amount(cents)}" for name, cents in entities(report)]
    if standing.short_cents:
        lines.append(f"Te weinig: {amount(standing.short_cents)}.")
    return Answer("Wat is de eigen inbreng?", "\n".join(lines), standing.own_cents)


def _right(report: Report) -> Answer:
    standing = report.standing
    text = (
        f"Toegekend: {amount(report.drawing_right_cents)}. "
        f"Gebruikt: {amount(standing.right_used_cents)}. "
        f"{left_called(report)}: {amount(standing.to_return_cents)}."
    )
    received, to_come = report.right_received_cents, report.right_to_come_cents
    if received is not None and to_come is not None:
        text += f" Ontvangen: {amount(received)}. Nog te ontvangen: {amount(to_come)}."
    return Answer("Wat is er met het trekkingsrecht gebeurd?", text, standing.right_used_cents)


def entities(report: Report) -> list[tuple[str, int]]:
    """The own contribution of each legal entity, by its name."""
    return [(name or "Niet toegewezen", cents) for name, cents in report.own_by_entity()]


def carried_over(report: Report) -> bool:
    """Whether what is left of the right goes to the next year. What pro rata leaves never does."""
    return report.unspent == "carried_over" and report.variant == "full_right"


def left_called(report: Report) -> str:
    """What becomes of what is left of the right."""
    return "Overgedragen naar volgend jaar" if carried_over(report) else "Terug te betalen"


def counted(number: int | None) -> str:
    """A number, or that it is withheld."""
    return NOT_SHOWN if number is None else str(number)

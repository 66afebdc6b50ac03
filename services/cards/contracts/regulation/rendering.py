"""A whole regulation document as people read it, in Dutch or English. Pure.

For a council that decides on it and a clerk who applies it: the document itself stays the law.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from services.cards.contracts.regulation import claiming
from services.cards.contracts.regulation.asking import asked
from services.cards.contracts.regulation.deciding import sources_of
from services.cards.contracts.regulation.document import (
    CardPrice,
    FixedEnd,
    MonthsValid,
    RegulationDocument,
    Route,
    Validity,
)
from services.cards.contracts.regulation.giving import bounded, given
from services.cards.contracts.regulation.naming import (
    Language,
    cited,
    day,
    day_of_year,
    euros,
    pick,
    words,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the regulation: its title and its lines."""

    title: str
    lines: tuple[str, ...]


_TITLES: Final = {
    "about": ("Dit reglement", "This regulation"),
    "routes": ("Wie heeft recht", "Who is entitled"),
    "validity": ("Hoelang", "For how long"),
    "benefit": ("Welk voordeel", "What it gives"),
    "bounds": ("Tot hoeveel", "Up to how much"),
    "deciding": ("Wie beslist", "Who decides"),
    "prices": ("Wat de kaart kost", "What the card costs"),
    "claims": ("Wie eerst betaalde", "Who paid first"),
    "open": ("Wat nog open is", "What is left open"),
}


def rendered(document: RegulationDocument, language: Language = "nl") -> tuple[Section, ...]:
    """The document in sections; one that says nothing is left out."""
    parts: dict[str, Iterable[str]] = {
        "about": _about(document, language),
        "routes": _routes(document, language),
        "validity": _validity(document.validity, language),
        "benefit": given(document.benefit, language),
        "bounds": bounded(document.benefit, language),
        "deciding": _deciding(document, language),
        "prices": _prices(document, language),
        "claims": claiming.rendered(document.claims, language),
        "open": [f"- {one.note}" for one in document.open],
    }
    sections = (Section(pick(language, *_TITLES[name]), tuple(parts[name])) for name in parts)
    return tuple(section for section in sections if section.lines)


def _about(document: RegulationDocument, language: Language) -> Iterator[str]:
    yield f"{document.title} ({document.scheme})"
    first = day(document.valid_from, language)
    text = pick(language, f"Geldt vanaf {first}", f"Holds from {first}")
    if document.valid_until is not None:
        last = day(document.valid_until, language)
        text += pick(language, f" tot en met {last}", f" until {last}")
    yield text
    adopted = document.adopted
    if adopted is not None:
        on = "" if adopted.on is None else f", {day(adopted.on, language)}"
        reference = "" if adopted.reference is None else f", {adopted.reference}"
        head = pick(language, "Beslist door", "Decided by")
        yield f"{head} {adopted.body}{on}{reference}"
    if document.narrows is not None:
        yield pick(language, "Beperkt: ", "Narrows: ") + document.narrows
    if document.no_card:
        yield pick(language, "Er hoort geen kaart bij", "There is no card")
    if document.granted_to == "household":
        yield pick(language, "Het recht is voor het hele gezin", "The right is for the household")


def _routes(document: RegulationDocument, language: Language) -> Iterator[str]:
    if not document.routes:
        yield pick(language, "Dit is opengelaten", "This is left open")
    for place, route in enumerate(document.routes, start=1):
        yield f"{place}. {route.title}{cited(route.clause)}"
        yield from asked(route.conditions, document.tables, language, depth=1)
        yield from _of_route(route, language)


def _of_route(route: Route, language: Language) -> Iterator[str]:
    if route.needs_inquiry:
        yield pick(language, "  Na een sociaal onderzoek", "  After a social inquiry")
    sources = words(sources_of(route), language)
    yield pick(language, f"  Kan betaald worden uit: {sources}", f"  May be paid from: {sources}")


def _validity(validity: Validity, language: Language) -> Iterator[str]:
    term = validity.term
    if isinstance(term, MonthsValid):
        end = pick(language, ", tot het einde van die maand", ", to the end of that month")
        text = pick(language, f"{term.months} maanden", f"{term.months} months")
        yield text + (end if term.to_month_end else "")
    elif isinstance(term, FixedEnd):
        last = day_of_year(term.day, term.month, language)
        yield pick(language, "Tot en met ", "Until ") + last + _later(term.years_ahead, language)
    else:
        most = term.months_at_most
        yield pick(language, "Tot de dag die de beslissing noemt", "Until the day decided")
        if most is not None:
            yield pick(language, f"Hoogstens {most} maanden", f"At most {most} months")
    if validity.grace_days:
        days = validity.grace_days
        yield pick(language, f"Daarna nog {days} dagen bruikbaar", f"Usable {days} days longer")
    if validity.lifelong_card:
        yield pick(language, "De kaart blijft, ook zonder recht", "The card outlives the right")


def _later(years: int, language: Language) -> str:
    if years == 0:
        return ""
    if years == 1:
        return pick(language, " van het volgende jaar", " of the next year")
    return pick(language, f", {years} jaar verder", f", {years} years on")


def _deciding(document: RegulationDocument, language: Language) -> Iterator[str]:
    deciding = document.deciding
    if deciding.mandates:
        by = words(deciding.mandates, language)
        yield pick(language, f"Meteen beslissen: {by}", f"May decide at once: {by}")
    if deciding.committee is not None:
        yield pick(language, "Bekrachtiging door ", "Ratified by ") + deciding.committee
    if deciding.provisional_until_ratified:
        days = deciding.provisional_days
        yield pick(
            language,
            f"Tot dan een voorlopig recht van hoogstens {days} dagen",
            f"A provisional right until then, {days} days at most",
        )
    if deciding.decide_within_days is not None:
        days = deciding.decide_within_days
        yield pick(language, f"Beslissing binnen {days} dagen", f"Decided within {days} days")
    if deciding.derogation_by is not None:
        yield pick(language, "Afwijking mogelijk door ", "May depart: ") + deciding.derogation_by
    if deciding.appeal_body is not None:
        yield pick(language, "Beroep bij ", "Appeal to ") + deciding.appeal_body
    if deciding.appeal_within_days is not None:
        days = deciding.appeal_within_days
        yield pick(language, f"Beroep binnen {days} dagen", f"Appeal within {days} days")


def _prices(document: RegulationDocument, language: Language) -> Iterator[str]:
    for price in document.card_prices:
        reasons = words(price.reasons, language) or pick(language, "elke kaart", "every card")
        yield f"- {reasons}: {euros(price.cents, language)}{_for_whom(price, language)}"


def _for_whom(price: CardPrice, language: Language) -> str:
    who = []
    if price.entitled is not None:
        yes = ("met recht", "entitled")
        who.append(pick(language, *(yes if price.entitled else ("zonder recht", "not entitled"))))
    if price.resident is not None:
        here = ("inwoner", "resident")
        who.append(pick(language, *(here if price.resident else ("van elders", "from elsewhere"))))
    if price.reached_age_at_most is not None:
        years = price.reached_age_at_most
        who.append(pick(language, f"tot en met {years} jaar", f"up to age {years}"))
    if price.from_child is not None:
        place = price.from_child
        who.append(pick(language, f"vanaf kind {place} van het gezin", f"from child {place} on"))
    return f" ({', '.join(who)})" if who else ""

"""The sentences in which a decision is told, per finding, in Dutch (B1) and English. Pure.

Figures stand beside limits. Who she is stands in no sentence: the same words serve a letter, a
screen and a preview.
"""

from collections.abc import Callable, Mapping
from typing import Final

from services.cards.contracts.regulation.decision import Finding, Missing
from services.cards.contracts.regulation.naming import (
    Language,
    age,
    euros,
    number,
    pick,
    word,
    words,
)

Phrase = Callable[[Finding, Language], str]


def phrase(finding: Finding, language: Language) -> str:
    """One sentence about a finding that is known, without its clause."""
    return PHRASES[finding.kind](finding, language)


def _met(finding: Finding) -> bool:
    return finding.outcome == "met"


def _residence(finding: Finding, language: Language) -> str:
    if _met(finding):
        found = words(finding.found, language)
        return pick(language, f"De woonplaats voldoet: {found}.", f"The residence fits: {found}.")
    asked = words(finding.asked, language)
    return pick(
        language,
        f"De woonplaats voldoet niet. Nodig is: {asked} in het werkingsgebied.",
        f"The residence does not fit. Needed: {asked} in the area.",
    )


def _age(finding: Finding, language: Language) -> str:
    if finding.figure is None:
        return pick(language, "Elke leeftijd telt.", "Any age counts.")
    figure, bounds = age(finding.figure, language), []
    if finding.compare in ("at_least", "between") and finding.limit is not None:
        least = age(finding.limit, language)
        bounds.append(pick(language, f"minstens {least}", f"at least {least}"))
    under = finding.upper if finding.compare == "between" else finding.limit
    if finding.compare in ("under", "between") and under is not None:
        most = age(under, language)
        bounds.append(pick(language, f"jonger dan {most}", f"younger than {most}"))
    asked = pick(language, " en ", " and ").join(bounds)
    return pick(
        language,
        f"De leeftijd is {figure}; gevraagd is {asked}.",
        f"The age is {figure}; asked is {asked}.",
    )


def _status(finding: Finding, language: Language) -> str:
    if _met(finding):
        found = words(finding.found, language, joined="and")
        return pick(language, f"Dit statuut is er: {found}.", f"This status is held: {found}.")
    if finding.why == "only_because_of":
        return pick(
            language,
            "Het statuut is er, maar alleen om een reden die hier niet telt.",
            "The status is held, but only for a reason that does not count here.",
        )
    asked = words(finding.asked, language)
    return pick(language, f"Dit statuut is er niet: {asked}.", f"This status is not held: {asked}.")


def _circumstance(finding: Finding, language: Language) -> str:
    if _met(finding):
        found = words(finding.found, language, joined="and")
        return pick(language, f"Dit is bevestigd: {found}.", f"This is attested: {found}.")
    asked = words(finding.asked, language)
    return pick(language, f"Dit is niet zo: {asked}.", f"This is not so: {asked}.")


def _income(finding: Finding, language: Language) -> str:
    figure = euros(finding.figure or 0, language)
    limit = euros(finding.limit or 0, language)
    per = finding.unit == "cents_per_month"
    household = "person" not in finding.asked
    if language == "nl":
        what = "Het gezinsinkomen" if household else "Het inkomen"
        how = {
            ("at_most", True): "niet hoger dan",
            ("at_most", False): "hoger dan",
            ("below", True): "lager dan",
            ("below", False): "niet lager dan",
        }[("below" if finding.compare == "below" else "at_most", _met(finding))]
        each = " per maand" if per else ""
        return f"{what} van {figure}{each} is {how} de grens van {limit}."
    what = "The household income" if household else "The income"
    how = {
        ("at_most", True): "not above",
        ("at_most", False): "above",
        ("below", True): "below",
        ("below", False): "not below",
    }[("below" if finding.compare == "below" else "at_most", _met(finding))]
    each = " a month" if per else ""
    return f"{what} of {figure}{each} is {how} the limit of {limit}."


def _property(finding: Finding, language: Language) -> str:
    if finding.why == "home_only":
        return pick(
            language,
            "Er is een andere woning dan de eigen woning, en dat mag niet.",
            "There is a house other than the own home, which is not allowed.",
        )
    if finding.unit == "houses":
        count, most = int(finding.figure or 0), int(finding.limit or 0)
        return pick(
            language,
            f"Er {'is 1 eigendom' if count == 1 else f'zijn {count} eigendommen'}; "
            f"hoogstens {most} mag.",
            f"{count} {'property' if count == 1 else 'properties'} owned; at most {most} allowed.",
        )
    figure = euros(finding.figure or 0, language)
    limit = euros(finding.limit or 0, language)
    if language == "nl":
        how = "niet hoger dan" if _met(finding) else "hoger dan"
        return f"Het kadastraal inkomen van de woning van {figure} is {how} de grens van {limit}."
    how = "not above" if _met(finding) else "above"
    return f"The cadastral income of the home of {figure} is {how} the limit of {limit}."


def _savings(finding: Finding, language: Language) -> str:
    figure = euros(finding.figure or 0, language)
    limit = euros(finding.limit or 0, language)
    each = "person" in finding.asked
    if language == "nl":
        how = "niet hoger dan" if _met(finding) else "hoger dan"
        per = " per persoon" if each else ""
        return f"Het spaargeld van {figure} is {how} de grens van {limit}{per}."
    how, per = ("not above" if _met(finding) else "above"), " per person" if each else ""
    return f"The savings of {figure} are {how} the limit of {limit}{per}."


def _points(finding: Finding, language: Language) -> str:
    figure, limit = number(finding.figure or 0, language), number(finding.limit or 0, language)
    scale = words(finding.asked, language)
    return pick(
        language,
        f"De score ({scale}) is {figure}; minstens {limit} is nodig.",
        f"The score ({scale}) is {figure}; at least {limit} is needed.",
    )


def _judgement(finding: Finding, language: Language) -> str:
    if _met(finding):
        by = words(finding.found, language)
        return pick(language, f"Er is een gunstig oordeel van {by}.", f"Judged favourably by {by}.")
    if finding.why == "once_only":
        return pick(
            language,
            "Een gunstig oordeel telt hier maar voor één periode.",
            "A favourable judgement counts for one period only.",
        )
    by = words(finding.asked, language)
    return pick(
        language, f"Er is geen gunstig oordeel van {by}.", f"No favourable judgement by {by}."
    )


def _dependant_of(finding: Finding, language: Language) -> str:
    if _met(finding):
        return pick(
            language,
            "Woont mee en is ten laste van iemand met recht.",
            "Lives with, and depends on, somebody who is entitled.",
        )
    return pick(
        language,
        "Is niet ten laste van iemand met recht op hetzelfde adres.",
        "Does not depend on somebody entitled at the same address.",
    )


PHRASES: Final[Mapping[str, Phrase]] = {
    "residence": _residence,
    "age": _age,
    "status": _status,
    "circumstance": _circumstance,
    "income": _income,
    "property": _property,
    "savings": _savings,
    "points": _points,
    "judgement": _judgement,
    "dependant_of_holder": _dependant_of,
}

MISSING: Final[Mapping[str, tuple[str, str]]] = {
    "birth_date": ("de geboortedatum", "the date of birth"),
    "lives": ("een bewijs van de woonplaats", "proof of residence"),
    "register": ("het register waarin iemand staat", "the register of the registered address"),
    "institution": ("de naam van de instelling", "the name of the institution"),
    "share": ("welk deel van de tijd het kind hier woont", "which part of the time is spent here"),
    "statuses": ("een bewijs van statuut", "proof of status"),
    "status_basis": ("om welke reden het statuut is toegekend", "why the status was granted"),
    "status_evidence": ("een bewijs van statuut uit een andere bron", "proof from another source"),
    "circumstances": ("een attest", "an attest"),
    "attest": ("een attest van een bevoegde dienst", "an attest by a competent service"),
    "incomes": ("een bewijs van inkomen", "proof of income"),
    "household": ("de samenstelling van het gezin", "the composition of the household"),
    "properties": ("een bewijs van eigendommen", "proof of real estate"),
    "cadastral_income": ("het kadastraal inkomen", "the cadastral income"),
    "savings": ("een bewijs van spaargeld", "proof of savings"),
    "points": ("een attest met punten", "an attest with points"),
    "judgement": ("een oordeel na onderzoek", "a judgement after inquiry"),
    "judgement_reason": ("de reden van het oordeel", "the reason of the judgement"),
    "dependant_of_holder": ("van wie iemand ten laste is", "on whom somebody depends"),
    "table": ("cijfers die het reglement open laat", "figures that the regulation leaves open"),
    "category": ("de gezinscategorie", "the category of the household"),
    "routes": ("wie recht heeft: het reglement laat dat open", "who is entitled: left open"),
}


def missing_phrase(missing: Missing, language: Language) -> str:
    """What is missing, as one line of a list."""
    what = pick(language, *MISSING[missing.fact])
    detail = words(missing.words, language) if missing.words else ""
    return f"{what} ({detail})" if detail else what


def proof_called(kind: str, language: Language) -> str:
    """What a kind of proof is called: a fact that is missing, a word, or else as it was written."""
    named = MISSING.get(kind)
    return word(kind, language) if named is None else pick(language, *named)

"""A decision in plain Dutch or English: what was decided, by which clause, and why. Pure.

For who decides and who applied: it holds figures, and is gone when they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.cards.contracts.regulation.combining import OPPOSITE
from services.cards.contracts.regulation.decision import Decision, Finding, Outcome, RouteFinding
from services.cards.contracts.regulation.naming import Language, day, pick
from services.cards.contracts.regulation.phrases import missing_phrase, phrase

Text = tuple[str, str]
"""In Dutch and in English."""


@dataclass(frozen=True, slots=True)
class RouteTold:
    """One route: its title, whether it is met, and the sentences that say why."""

    name: str
    title: str
    outcome: Outcome
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was decided, per route why, and what is missing."""

    summary: str
    routes: tuple[RouteTold, ...]
    missing: tuple[str, ...]
    language: Language

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, one sentence a line, as a letter has it."""
        routes = [line for route in self.routes for line in (f"{route.title}:", *route.sentences)]
        return (self.summary, *routes, *self.missing)


def explain(
    decision: Decision, language: Language = "nl", *, all_routes: bool = False
) -> Explanation:
    """A decision in words.

    Who is entitled is told by which route; who is not, why every route falls short; who cannot be
    decided yet, what is missing. `all_routes`: each route with each finding, for who decides.
    """
    told = [route for route in decision.routes if all_routes or _tells(route, decision)]
    return Explanation(
        summary=_summary(decision, language),
        routes=tuple(_route(route, language, everything=all_routes) for route in told),
        missing=tuple(missing_phrase(one, language) for one in decision.missing),
        language=language,
    )


def _tells(route: RouteFinding, decision: Decision) -> bool:
    if decision.outcome == "entitled":
        return route.name == decision.route
    return decision.outcome == "not_entitled" or route.outcome == "unknown"


def _summary(decision: Decision, language: Language) -> str:
    scheme = decision.scheme
    if decision.outcome == "not_entitled":
        return pick(
            language,
            f"Er is geen recht op {scheme}: geen enkele voorwaardengroep is vervuld.",
            f"Not entitled to {scheme}: no group of conditions is met.",
        )
    if decision.outcome == "unknown":
        return pick(
            language,
            f"Over {scheme} kan nog niet beslist worden: er ontbreekt iets.",
            f"{scheme} cannot be decided yet: something is missing.",
        )
    return pick(
        language,
        f"Er is recht op {scheme}{_until(decision, language)}.",
        f"Entitled to {scheme}{_until(decision, language)}.",
    )


def _until(decision: Decision, language: Language) -> str:
    if decision.valid_until is None:
        return ""
    end = day(decision.valid_until, language)
    text = pick(language, f" tot en met {end}", f" until {end} included")
    if decision.grace_until is not None:
        grace = day(decision.grace_until, language)
        text += pick(language, f" (bruikbaar tot en met {grace})", f" (usable until {grace})")
    return text


def _route(route: RouteFinding, language: Language, *, everything: bool) -> RouteTold:
    told = [one for one in route.findings if everything or one.outcome == route.outcome]
    clause = route.clause
    lines = [line for one in told for line in _sentences(one, clause, language)]
    return RouteTold(route.name, route.title, route.outcome, tuple(dict.fromkeys(lines)))


_HEADS: Final[dict[tuple[str, Outcome], Text]] = {
    ("any_of", "not_met"): ("Niets hiervan is vervuld", "Not one of these is met"),
    ("any_of", "unknown"): ("Hiervan is nog niets zeker", "Not one of these is certain yet"),
    ("none_of", "not_met"): ("Dit sluit het recht uit", "This excludes the right"),
    ("none_of", "unknown"): ("Niet zeker of dit het recht uitsluit", "May exclude the right"),
    ("none_of", "met"): ("Niets sluit het recht uit", "Nothing excludes the right"),
}


def _sentences(finding: Finding, clause: str | None, language: Language) -> Iterator[str]:
    """The sentences of a finding, each with the nearest clause."""
    named = finding.clause or clause
    if finding.kind in ("any_of", "all_of", "none_of"):
        yield from _combined(finding, named, language)
        return
    if finding.outcome == "unknown":
        label = f"{finding.label}: " if finding.label else ""
        gaps = "; ".join(missing_phrase(one, language) for one in finding.missing)
        text = pick(language, f"{label}nodig is {gaps}.", f"{label}needed: {gaps}.")
        yield _with_clause(text[0].upper() + text[1:], named)
        return
    label = f"{finding.label}. " if finding.label else ""
    yield _with_clause(label + phrase(finding, language), named)


def _combined(finding: Finding, clause: str | None, language: Language) -> Iterator[str]:
    head = _HEADS.get((finding.kind, finding.outcome))
    if finding.label is not None:
        verdict = _VERDICTS[finding.outcome]
        yield _with_clause(f"{finding.label}: {pick(language, *verdict)}.", clause)
    elif head is not None:
        yield _with_clause(f"{pick(language, *head)}:", clause)
    telling = OPPOSITE[finding.outcome] if finding.kind == "none_of" else finding.outcome
    for one in finding.of:
        if one.outcome == telling:
            yield from _sentences(one, clause, language)


_VERDICTS: Final[dict[Outcome, Text]] = {
    "met": ("in orde", "met"),
    "not_met": ("niet in orde", "not met"),
    "unknown": ("nog niet zeker", "not certain yet"),
}


def verdict(outcome: Outcome, language: Language) -> str:
    """In a word whether something is met."""
    return pick(language, *_VERDICTS[outcome])


def _with_clause(sentence: str, clause: str | None) -> str:
    if clause is None:
        return sentence
    end = sentence[-1]
    return f"{sentence[:-1]} ({clause}){end}"

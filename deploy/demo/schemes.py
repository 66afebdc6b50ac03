"""The card regulation of each network of the demo, and what its people can prove.

A network adopts the document of its municipality (`regulations/`) where there is one that holds
in the season, else a plain one by its size. Where the document leaves open who is entitled or what
it gives, the demo fills that in: the title then says so.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from deploy.demo.model import DEMO, Network
from deploy.demo.plan import FIRST_DAY, LAST_DAY, Holder
from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person

FOLDER: Final = Path(__file__).with_name("regulations")
LARGE: Final = 1_000
"""Weight from which a network without a known regulation has the longer of the plain ones."""

Facts = dict[str, Any]

_STATUS: Final = {"kind": "status", "any_of": ["increased_reimbursement"]}
_DEMO_ROUTE: Final = {
    "name": "demo_status",
    "title": "Verhoogde tegemoetkoming (demo)",
    "conditions": [_STATUS],
}
_DEBTS: Final = {
    "name": "demo_debts",
    "title": "Schuldbemiddeling of collectieve schuldenregeling (demo)",
    "conditions": [
        {"kind": "residence"},
        {"kind": "circumstance", "any_of": ["collective_debt_settlement", "debt_mediation"]},
    ],
}
_INQUIRY: Final = {
    "name": "demo_inquiry",
    "title": "Oordeel van de maatschappelijk werker (demo)",
    "conditions": [{"kind": "residence"}, {"kind": "judgement", "by": ["social_worker"]}],
}
_AS_OFFERED: Final = {"name": "demo_as_offered", "reduction": {"kind": "as_offered"}}

_NOTHING: Final[Facts] = {
    "statuses": [],
    "circumstances": [],
    "incomes": [{"measure": "gross_taxable", "per": "year", "cents": 24_000_00}],
    "properties": [],
    "savings_cents": [],
    "points": [],
    "judgements": [],
    "household": [],
    "dependant_of_holder": False,
}
PROOFS: Final[tuple[Facts, ...]] = (
    {
        "statuses": [
            {"name": "increased_reimbursement", "evidence": "paper", "basis": ["living_wage"]}
        ]
    },
    {"circumstances": [{"name": "collective_debt_settlement", "by": "court"}]},
    {
        "judgements": [
            {"by": "social_worker", "favourable": True, "reason": "verzonnen voor de demo"}
        ]
    },
)
"""What somebody may come with: a status, debts, or the word of a social worker."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """What a network adopts. `source` is the name of its file, or `DEMO`.

    `regional` is adopted first, where the document is an addendum that narrows it. `others` are
    adopted beside it as they stand: schemes that the season does not use.
    """

    document: RegulationDocument
    source: str
    regional: RegulationDocument | None = None
    others: tuple[RegulationDocument, ...] = ()


@cache
def regulation_of(network: Network) -> Regulation:
    """The regulation that a network adopts in the demo."""
    holding = [(name, each) for name, each in _of_municipalities(network) if _holds(each)]
    if not holding:
        return Regulation(_plain(network), DEMO)
    (name, document), *others = holding
    regional = next((one for one in _documents().values() if one.title == document.narrows), None)
    return Regulation(
        _completed(document, network),
        name,
        None if regional is None else _completed(regional, network),
        tuple(other for _name, other in others),
    )


def facts_of(network: Network, holder: Holder) -> Facts | None:
    """What a holder proves: the first of the proofs that entitles, beginning with one by number.

    None: she proves nothing. Her birth date is not among the facts: the platform knows it.
    """
    if holder.empty_handed:
        return None
    for place in range(len(PROOFS)):
        facts = _with(PROOFS[(holder.number // 3 + place) % len(PROOFS)], holder.municipality)
        if _entitles(regulation_of(network).document, facts, network, holder.person.birth_date):
            return facts
    return None


def _of_municipalities(network: Network) -> list[tuple[str, RegulationDocument]]:
    """The documents of its municipalities; of several of one place the shortest name first."""
    known = _documents()
    return [
        (name, known[name])
        for code in network.municipalities
        for name in sorted(known)
        if name.startswith(f"{code}-")
    ]


@cache
def _documents() -> dict[str, RegulationDocument]:
    found = {}
    for path in FOLDER.glob("*.yaml"):
        document = check(path.read_text("utf-8"))
        assert isinstance(document, RegulationDocument), path.name
        found[path.stem] = document
    return found


def _holds(document: RegulationDocument) -> bool:
    """Whether it holds in the whole season."""
    ends = document.valid_until or LAST_DAY
    return document.valid_from <= FIRST_DAY and ends >= LAST_DAY


def _completed(document: RegulationDocument, network: Network) -> RegulationDocument:
    """The document, with what it leaves open filled in for the demo."""
    data = document.model_dump(mode="json", by_alias=True)
    if not _anybody(document, network):
        data["routes"] = [_DEMO_ROUTE, *data["routes"]]
    if not document.benefit.rules:
        data["benefit"] |= {"rules": [_AS_OFFERED], "ceilings": [_ceiling(network)]}
    made = RegulationDocument.model_validate(data)
    if made == document:
        return document
    return made.model_copy(update={"title": f"{document.title} (aangevuld voor de demo)"})


def _anybody(document: RegulationDocument, network: Network) -> bool:
    """Whether a child or an adult can be entitled with any of the proofs."""
    if any(one.about == "routes" for one in document.open):
        return False
    return any(
        _entitles(document, _with(proof, network.municipalities[0]), network, born)
        for proof in PROOFS
        for born in (date(1980, 1, 1), date(2015, 1, 1))
    )


def _with(proof: Facts, municipality: str) -> Facts:
    lives = [{"how": "domicile", "municipality": municipality, "register": "population"}]
    return {**_NOTHING, "lives": lives, **proof}


def _entitles(document: RegulationDocument, facts: Facts, network: Network, born: date) -> bool:
    person = Person.model_validate({**facts, "birth_date": born})
    decision = decide(document, person, on=FIRST_DAY, municipalities=network.municipalities)
    return decision.outcome == "entitled" and not decision.needs_inquiry


def _ceiling(network: Network) -> Facts:
    return {
        "name": "yearly",
        "per": "person",
        "period": "calendar_year",
        "amounts": [{"cents": network.scheme.yearly_ceiling_cents}],
    }


def _plain(network: Network) -> RegulationDocument:
    """A regulation for a network of which none is known: short, or longer where it is large."""
    large = network.weight >= LARGE
    place = network.name.removeprefix("Lokaal netwerk ").removesuffix(" (demo)")
    status = {**_DEMO_ROUTE, "conditions": [{"kind": "residence"}, _STATUS]}
    return RegulationDocument.model_validate(
        {
            "language": 1,
            "scheme": "Vrijetijdspas",
            "title": f"Reglement vrijetijdspas {place} (demo)",
            "sources": [DEMO],
            "valid_from": FIRST_DAY,
            "routes": [status, _DEBTS, _INQUIRY] if large else [status, _DEBTS],
            "validity": {
                "term": {"kind": "fixed_end", "day": 31, "month": 12},
                "grace_days": 30 if large else 0,
            },
            "benefit": {
                "changes": "with_renewal",
                "rules": [_AS_OFFERED],
                "ceilings": [_ceiling(network)],
            },
        }
    )

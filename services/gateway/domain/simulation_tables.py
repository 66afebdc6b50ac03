"""The sums of a simulation as people read them: in all, by kind of offer, by provider, and by the
municipality that pays. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from services.cards.contracts.regulation.naming import word
from services.gateway.domain.simulating import Part, Sum
from services.kernel.money import Shares
from services.partners.contracts.municipalities import MUNICIPALITIES

COLUMNS: Final = (
    "soort",
    "naam",
    "deelnames",
    "niet verkocht",
    "pashouder betaald",
    "aanbieder betaald",
    "netwerk betaald",
    "pashouder gesimuleerd",
    "aanbieder gesimuleerd",
    "netwerk gesimuleerd",
    "prijs van niet verkocht",
)

Named = tuple[str, Sum]


@dataclass(frozen=True, slots=True)
class Tables:
    """The whole, and the same in parts, by name."""

    total: Named
    by_category: tuple[Named, ...]
    by_provider: tuple[Named, ...]
    by_municipality: tuple[Named, ...]


NO_MUNICIPALITY: Final = "geen gemeente van het netwerk"


def tables_of(sums: Mapping[Part, Sum], names: Mapping[str, str]) -> Tables:
    """The tables of sums; `names` are those of providers, of which two may have the same."""
    total, kinds, providers = Sum(), dict[str, Sum](), dict[str, Sum]()
    towns = dict[str, Sum]()
    for (category, organisation, municipality), one in sums.items():
        total = total.plus(one)
        kinds[category] = kinds.get(category, Sum()).plus(one)
        providers[organisation] = providers.get(organisation, Sum()).plus(one)
        towns[municipality] = towns.get(municipality, Sum()).plus(one)
    return Tables(
        ("totaal", total),
        _by_name((word(key, "nl"), key, one) for key, one in kinds.items()),
        _by_name((names.get(key, ""), key, one) for key, one in providers.items()),
        _by_name((_town(key), key, one) for key, one in towns.items()),
    )


def _town(key: str) -> str:
    return MUNICIPALITIES.get(key, key) or NO_MUNICIPALITY


def _by_name(parts: Iterable[tuple[str, str, Sum]]) -> tuple[Named, ...]:
    """By name, and where that is the same by key: in one order whoever counted first."""
    ordered = sorted(parts, key=lambda part: part[:2])
    return tuple((name, one) for name, _key, one in ordered)


def as_lines(tables: Tables, money: Callable[[int], str]) -> Iterable[tuple[object, ...]]:
    """The rows of the CSV: the total, then each kind, provider and municipality by name."""
    kinds = (
        ("totaal", (tables.total,)),
        ("actie", tables.by_category),
        ("aanbieder", tables.by_provider),
        ("gemeente", tables.by_municipality),
    )
    for kind, parts in kinds:
        for name, one in parts:
            amounts = map(money, (*_cents(one.paid), *_cents(one.simulated), one.not_sold_cents))
            yield (kind, name, one.participations, one.not_sold, *amounts)


def _cents(shares: Shares) -> tuple[int, int, int]:
    return shares.holder_cents, shares.organisation_cents, shares.network_cents

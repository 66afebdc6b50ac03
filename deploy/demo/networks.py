"""The 119 local networks of the demo, made of real municipalities; always the same ones.

First the networks that the domain notes name, then places whose card regulation is known and the
larger cities, then others until there are 119. A municipality belongs to at most one network.
Money without a source is demo: a skewed division of what 119 average files would have had in 2024.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from deploy.demo.model import DEMO, Amount, Network, Scheme
from deploy.demo.named import CENTRE_CITIES, NAMED, SCHEMES, SHARED_20_40_40, Named
from deploy.demo.organisations import organisations_of
from services.kernel.money import largest_remainder
from services.partners.contracts.municipalities import MUNICIPALITIES

NETWORK_COUNT: Final = 119
AVERAGE_DRAWING_RIGHT_CENTS: Final = 7_731_00
"""1,391,569 euro over 180 files (demos.be, overzichtskaart januari 2024)."""

SMALLEST_CENTS: Final = 1_700_00
OWN_CONTRIBUTION_RATIO: Final = 2
"""Own money is at least twice the drawing right (comeet.be, the rules up to 2026)."""

SCARCE_COUNT: Final = 6
SCARCE_CENTS: Final = 90_00
"""Drawing right of the networks that are made too poor for their season: they run out."""

SCARCE_LIKE_CENTS: Final = 9_000_00
"""How busy they are nevertheless: as busy as a network with this drawing right."""

_REFNIS: Final = {name: refnis for refnis, name in MUNICIPALITIES.items()}


def slug_of(place: str) -> str:
    """The network's slug: its place in lower case with hyphens. Dutch names here are ASCII."""
    return place.lower().replace(" ", "-").replace("'", "")


def _candidates() -> list[Named]:
    """All 119, in the order in which demo money is divided: large ones first."""
    chosen = list(NAMED)
    taken = {name for each in NAMED for name in each.municipalities or (each.place,)}
    others = sorted(
        MUNICIPALITIES.values(),
        key=lambda name: sha256(f"samenspel {name}".encode()).digest(),
    )
    for place in (*CENTRE_CITIES, *SCHEMES, *others):
        if len(chosen) < NETWORK_COUNT and place not in taken:
            taken.add(place)
            chosen.append(Named(place=place, source=DEMO, scheme=SCHEMES.get(place)))
    return sorted(chosen, key=_rank)


def _rank(each: Named) -> int:
    """The place of a network among those without a known drawing right; sorting is stable."""
    return CENTRE_CITIES.index(each.place) if each.place in CENTRE_CITIES else len(CENTRE_CITIES)


def _scarce(candidates: list[Named]) -> set[str]:
    """The last demo networks are the poor ones."""
    return {each.place for each in candidates[-SCARCE_COUNT:]}


def _drawing_rights(candidates: list[Named]) -> dict[str, Amount]:
    """A drawing right for each place: as known, scarce, or its part of what is left."""
    scarce = _scarce(candidates)
    amounts = {
        each.place: each.drawing_right for each in candidates if each.drawing_right is not None
    } | {place: Amount(cents=SCARCE_CENTS) for place in scarce}
    rest = [each.place for each in candidates if each.place not in amounts]
    total = NETWORK_COUNT * AVERAGE_DRAWING_RIGHT_CENTS
    total -= sum(amount.cents for amount in amounts.values()) + len(rest) * SMALLEST_CENTS
    shares = largest_remainder(total // 100, _skewed_weights(len(rest)))
    return amounts | {
        place: Amount(cents=SMALLEST_CENTS + 100 * euros)
        for place, euros in zip(rest, shares, strict=True)
    }


def _skewed_weights(count: int) -> tuple[int, ...]:
    """Few large, many small: the n-th gets a share of about 1 / n."""
    return tuple(1_000_000 // (place + 2) for place in range(count))


def _weight(drawing_right_cents: int) -> int:
    """How busy a network is. Less skewed than its money: the power 0.75."""
    return int((drawing_right_cents / 100) ** 0.75)


def _providers(weight: int) -> int:
    """How many invented organisations offer something."""
    return 2 if weight < 450 else 4 if weight < 1_000 else 7


def _network(each: Named, drawing_right: Amount, busy_cents: int) -> Network:
    weight = _weight(busy_cents)
    scheme = each.scheme or Scheme(split=SHARED_20_40_40)
    own = each.own_contribution or Amount(cents=OWN_CONTRIBUTION_RATIO * drawing_right.cents)
    mark = " (demo)" if each.source == DEMO else ""
    return Network(
        slug=slug_of(each.place),
        name=f"Lokaal netwerk {each.place}{mark}",
        municipalities=tuple(_REFNIS[name] for name in each.municipalities or (each.place,)),
        drawing_right=drawing_right,
        own_contribution=own,
        scheme=scheme,
        organisations=organisations_of(each.place, scheme.split, _providers(weight)),
        weight=weight,
        source=each.source,
    )


def _networks() -> Iterable[Network]:
    candidates = _candidates()
    rights = _drawing_rights(candidates)
    scarce = _scarce(candidates)
    for each in candidates:
        right = rights[each.place]
        busy_cents = SCARCE_LIKE_CENTS if each.place in scarce else right.cents
        yield _network(each, right, busy_cents)


NETWORKS: Final[tuple[Network, ...]] = tuple(_networks())

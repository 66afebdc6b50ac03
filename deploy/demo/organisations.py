"""The organisations of each network and what they offer.

Organisations that the domain notes name keep their name; invented ones, and all offers without a
source, carry "(demo)" where a user reads them. No enterprise numbers: an invented one could be
somebody's.
"""

from collections.abc import Iterable
from typing import Final

from deploy.demo import named
from deploy.demo.model import ALL_YEAR, DEMO, Offer, Organisation
from services.kernel.money import Split

PROVIDER: Final = ("PROVIDER",)
SERVICE: Final = ("MUNICIPAL_SERVICE",)
REFERRER: Final = ("REFERRER",)
POVERTY: Final = ("POVERTY_ASSOCIATION",)
SCHOOL_HOLIDAYS: Final = (4, 7, 8)
SUMMER: Final = (7, 8)
STAGE_SEASON: Final = (1, 2, 3, 4, 5, 9, 10, 11, 12)

_KINDS: Final[dict[str, tuple[str, tuple[str, ...], int | None]]] = {
    "Speelpleinweek": ("playground", (), 10),
    "Zwembeurten, reeks van 10": ("entrance", ("zwemmen_tien_beurten",), None),
    "Gemeentelijk zwemmen": ("activity", ("zwemmen",), None),
    "Lidgeld seizoen": ("membership", (), None),
    "Toneelvoorstelling": ("entrance", ("theater",), 1),
    "Sportkamp, week": ("camp", (), 10),
    "Danslessen, kwartaal": ("lesson_series", (), None),
    "Gezinsbezoek": ("entrance", ("museum",), 1),
    "Activiteit": ("activity", (), 1),
    "Seizoenskaart, staanplaats": ("season_ticket", (), None),
    "Seizoenskaart, zitplaats": ("season_ticket", (), None),
    "Voetbalwedstrijd, staanplaats": ("spectator", (), 1),
    "Voetbalwedstrijd, zitplaats": ("spectator", (), 1),
}
"""What each offer is: its category, tags, and how many half days it lasts where that matters."""

_DEMO_ORGANISATIONS: Final = (
    ("Jeugddienst", SERVICE, (("Speelpleinweek", 40_00, SCHOOL_HOLIDAYS),)),
    ("Sportdienst", SERVICE, (("Zwembeurten, reeks van 10", 30_00, ALL_YEAR),)),
    ("Voetbalclub", PROVIDER, (("Lidgeld seizoen", 180_00, (6, 7, 8, 9)),)),
    ("Cultuurcentrum", SERVICE, (("Toneelvoorstelling", 14_00, STAGE_SEASON),)),
    ("Sportkampen", PROVIDER, (("Sportkamp, week", 95_00, SCHOOL_HOLIDAYS),)),
    ("Dansschool", PROVIDER, (("Danslessen, kwartaal", 62_50, (1, 4, 9, 10)),)),
    ("Museum", SERVICE, (("Gezinsbezoek", 7_99, ALL_YEAR),)),
)

_HEIST: Final = (
    ("Jeugddienst Heist-op-den-Berg", SERVICE, named.SEED),
    ("OCMW Heist-op-den-Berg", REFERRER, named.SEED),
    ("Den Draai", POVERTY, named.SEED),
    ("Welzijnsraad Heist-op-den-Berg", REFERRER, named.SEED),
    (
        "Huis van het Kind",
        REFERRER,
        "heist-op-den-berg.cdenv.be/verkiezingsprogramma-2018",
    ),
    ("Sportdienst Heist-op-den-Berg (demo)", SERVICE, DEMO),
    ("Voetbalclub Heist-op-den-Berg (demo)", PROVIDER, DEMO),
)
"""Seven partners: the five that the notes name, and two that make the season possible."""

_HEIST_OFFERS: Final = {
    "Jeugddienst Heist-op-den-Berg": (("Speelpleinweek", 40_00, SCHOOL_HOLIDAYS),),
    "Sportdienst Heist-op-den-Berg (demo)": (("Gemeentelijk zwemmen", 47_50, ALL_YEAR),),
    "Voetbalclub Heist-op-den-Berg (demo)": (("Lidgeld seizoen", 235_00, (6, 7, 8, 9)),),
}

_BRASSCHAAT: Final = (
    *(("Bibliotheek Brasschaat", SERVICE), ("OCMW Brasschaat", REFERRER)),
    *(
        ("Sociale kruidenier Kabas", REFERRER),
        ("Aliado", REFERRER),
        ("De Sprong", REFERRER),
    ),
    *(("Emmaus vzw", REFERRER), ("Buurthuis op maat vzw", REFERRER)),
    ("Ludentia/OLO vzw", REFERRER),
)

_BOOM: Final = (
    "Open School",
    "De Touter",
    "Rijweg",
    "Samenlevingsopbouw",
    "VFG/Recreas",
)

KORTRIJK_PAYEES: Final = {
    "KSV": 1_610_00,
    "KV Kortrijk": 936_80,
    "vzw Sportplus": 712_40,
    "Buda": 437_00,
    "De Warande": 313_20,
    "Festival van Vlaanderen": 196_80,
    "Schouwburg": 194_40,
    "De Speelvogel": 35_00,
    "Theater Antigone": 34_40,
    "Sportdienst Kuurne": 25_20,
    "OC De Vonke": 20_00,
    "Badhuis Menen": 17_60,
    "Sportdienst Wevelgem": 16_00,
    "De Treffer": 13_60,
    "Jeugd&Cultuur Avelgem": 12_80,
    "De Kreun": 10_00,
    "GC Forum": 9_60,
    "OC Aalbeke": 4_00,
    "Stedelijke Musea": 2_40,
}
"""Organiser → cents repaid in the round of 1 Sep 2015 – 31 May 2016 (kortrijkwatcher.be)."""

_KORTRIJK_ACTIVITY_CENTS: Final = {
    "KSV": 115_00,
    "vzw Sportplus": 137_00,
    "Buda": 57_50,
    "De Warande": 29_00,
    "Festival van Vlaanderen": 41_00,
    "Schouwburg": 18_00,
    "De Speelvogel": 12_50,
    "Theater Antigone": 21_50,
    "Sportdienst Kuurne": 7_00,
    "OC De Vonke": 10_00,
    "Badhuis Menen": 4_00,
    "Sportdienst Wevelgem": 5_00,
    "De Treffer": 8_50,
    "Jeugd&Cultuur Avelgem": 8_00,
    "De Kreun": 12_50,
    "GC Forum": 12_00,
    "OC Aalbeke": 10_00,
    "Stedelijke Musea": 6_00,
}
"""What one activity of each costs in the demo: so much that what was repaid is 40% of some."""

_KV_KORTRIJK: Final = (
    ("Seizoenskaart, staanplaats", 119_00, (6, 7, 8)),
    ("Seizoenskaart, zitplaats", 159_00, (6, 7, 8)),
    ("Voetbalwedstrijd, staanplaats", 14_00, STAGE_SEASON),
    ("Voetbalwedstrijd, zitplaats", 17_00, STAGE_SEASON),
)


def _offers(
    rows: Iterable[tuple[str, int, tuple[int, ...]]], split: Split, source: str = DEMO
) -> tuple[Offer, ...]:
    mark = " (demo)" if source == DEMO else ""
    return tuple(
        Offer(
            title=title + mark,
            price_cents=cents,
            split=split,
            months=months,
            source=source,
            category=_KINDS[title][0],
            tags=_KINDS[title][1],
            half_days=_KINDS[title][2],
        )
        for title, cents, months in rows
    )


def _heist(split: Split) -> tuple[Organisation, ...]:
    return tuple(
        Organisation(
            name=name,
            roles=roles,
            source=source,
            offers=_offers(_HEIST_OFFERS.get(name, ()), split),
        )
        for name, roles, source in _HEIST
    )


def _kortrijk(split: Split) -> tuple[Organisation, ...]:
    """The nineteen payees; each has one demo offer, KV Kortrijk its real prices."""
    payees = []
    for name in KORTRIJK_PAYEES:
        if name == "KV Kortrijk":
            offers = _offers(_KV_KORTRIJK, split, named.KORTRIJK_PRICES)
        else:
            price = _KORTRIJK_ACTIVITY_CENTS[name]
            offers = _offers([("Activiteit", price, ALL_YEAR)], split)
        payees.append(Organisation(name=name, roles=PROVIDER, offers=offers, source=named.KORTRIJK))
    return tuple(payees)


def _named_partners(place: str) -> tuple[Organisation, ...]:
    """Partners that the notes name, without an offer of their own."""
    if place == "Brasschaat":
        return tuple(
            Organisation(name=name, roles=roles, source=named.BRASSCHAAT)
            for name, roles in _BRASSCHAAT
        )
    if place == "Boom":
        associations = [
            Organisation(name=name, roles=REFERRER, source=named.BOOM) for name in _BOOM
        ]
        return (
            *associations,
            Organisation(name="Welzijnsschakel", roles=POVERTY, source=named.BOOM),
        )
    if place == "Antwerpen":
        return (Organisation(name="STA-AN vzw", roles=POVERTY, source=named.ANTWERPEN),)
    return ()


def organisations_of(place: str, split: Split, providers: int) -> tuple[Organisation, ...]:
    """The partners of the network of `place`; `providers` counts the invented ones that offer."""
    if place == "Heist-op-den-Berg":
        return _heist(split)
    if place == "Kortrijk":
        return _kortrijk(split)
    invented = (
        Organisation(name=f"{name} {place} (demo)", roles=roles, offers=_offers(rows, split))
        for name, roles, rows in _DEMO_ORGANISATIONS[:providers]
    )
    return (
        *_named_partners(place),
        Organisation(name=f"OCMW {place} (demo)", roles=REFERRER),
        *invented,
    )

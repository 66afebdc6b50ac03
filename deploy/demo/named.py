"""The networks that the domain notes name, with the facts that stand there and their sources.

Figures that no source gives are absent here and are filled in, marked as demo, by `networks`.
"""

from dataclasses import dataclass
from typing import Final

from deploy.demo.model import Amount, Scheme
from services.kernel.money import Split

SEED: Final = (
    "demos.be/kenniscentrum/lokaal-netwerk/"
    "het-leven-zoals-het-is-in-lokale-netwerken-heist-op-den-berg"
)
BRASSCHAAT: Final = "demos.be/kenniscentrum/lokaal-netwerk/brasschaat-antwerpen"
KORTRIJK: Final = "kortrijkwatcher.be/2016/09/19"
KORTRIJK_PRICES: Final = "kortrijkwatcher.be/category/sociaal/page/10"
BOOM: Final = "raad.ocmwboom.be/Default.aspx?tabid=369"
ANTWERPEN: Final = (
    "ebesluit.antwerpen.be/zittingen/15.1003.4543.8016/agendapunten/21.0206.5018.9336"
)

HOLDER_20: Final = Split(2_000, 0, 8_000)
SHARED_20_40_40: Final = Split(2_000, 4_000, 4_000)
SHARED_25_25_50: Final = Split(2_500, 2_500, 5_000)
HALF: Final = Split(5_000, 0, 5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is known of one network. Municipalities by their Dutch name of today."""

    place: str
    source: str
    municipalities: tuple[str, ...] = ()
    drawing_right: Amount | None = None
    own_contribution: Amount | None = None
    scheme: Scheme | None = None


def _scheme(split: Split, source: str, ceiling_cents: int = 200_00) -> Scheme:
    return Scheme(split=split, yearly_ceiling_cents=ceiling_cents, source=source)


NAMED: Final = (
    Named(
        place="Heist-op-den-Berg",
        source=SEED,
        drawing_right=Amount(cents=7_344_00, source=SEED),
        own_contribution=Amount(cents=14_688_00, source=f"{SEED}, twice the drawing right"),
        scheme=_scheme(HOLDER_20, "heist-op-den-berg.be/vrijetijdskaart"),
    ),
    Named(
        place="Antwerpen",
        source=ANTWERPEN,
        drawing_right=Amount(cents=249_476_00, source=f"{ANTWERPEN} (2015)"),
        scheme=_scheme(HOLDER_20, "antwerpen.be/info/reglement-vrijetijdstoelage", 100_00),
    ),
    Named(
        place="Brasschaat",
        source=BRASSCHAAT,
        drawing_right=Amount(cents=5_510_00, source=f"{BRASSCHAAT} (2019)"),
    ),
    Named(
        place="Koekelare",
        source="hln.be 2019",
        drawing_right=Amount(cents=1_700_00, source="hln.be 2019 (just over 1,700)"),
        own_contribution=Amount(
            cents=3_909_00, source="hln.be 2019 (2,200 municipality + 1,709 OCMW)"
        ),
        scheme=_scheme(HALF, "kw.be/.../article-longread-380115.html", 150_00),
    ),
    Named(
        place="Kapellen",
        source="vldkapellen.be/2018/10/03",
        drawing_right=Amount(
            cents=2_634_00, source="vldkapellen.be/2018/10/03, half of the co-financing"
        ),
        own_contribution=Amount(cents=5_268_00, source="vldkapellen.be/2018/10/03 (2019)"),
    ),
    Named(
        place="Kortrijk",
        source=KORTRIJK,
        scheme=_scheme(SHARED_20_40_40, KORTRIJK_PRICES),
    ),
    Named(
        place="Neteland",
        source=("regioneteland.be/vrijetijd/vrijetijdsparticipatie/beleid-vrijetijdsparticipatie"),
        municipalities=("Grobbendonk", "Herentals", "Herenthout", "Olen", "Vorselaar"),
        scheme=_scheme(HOLDER_20, "grobbendonk.be/uitpas-kansentarief"),
    ),
    Named(
        # Waarschoot is a part of Lievegem since the fusion of 1 January 2019.
        place="Meetjesland",
        source="comeet.be/wat-we-doen-voor-lokaal-cultuurbeleid/lokale-netwerken",
        municipalities=("Assenede", "Eeklo", "Lievegem", "Maldegem"),
        scheme=_scheme(SHARED_25_25_50, "comeet.be (75% off; how the rest is shared: demo)"),
    ),
    Named(
        place="Oudenaarde",
        source="smartbelgium.belfius.be (OK-pas)",
        scheme=_scheme(SHARED_25_25_50, "oudenaarde.be/nl/node/14013"),
    ),
    Named(
        place="Roeselare",
        source="jeugd.roeselare.be/vrijetijdspas",
        scheme=_scheme(HALF, "roeselare.be/node/5624 (at least 50% off)"),
    ),
    Named(
        place="Vilvoorde",
        source="vilvoorde.be/wat-is-de-v-pas",
        scheme=_scheme(SHARED_20_40_40, "vilvoorde.be/wat-is-de-v-pas"),
    ),
    Named(
        place="Hasselt",
        source="demos.be/blog/geen-netwerkdag-in-2020-vooruitblikken-met-lokaal-netwerk-hasselt",
    ),
    Named(
        place="Halle",
        source=(
            "demos.be/kenniscentrum/lokaal-netwerk/"
            "lokaal-netwerk-halle-creeert-meer-vrijetijdskansen"
        ),
    ),
    Named(place="Dendermonde", source="hln.be/dendermonde/...a3a6b5d7"),
    Named(place="Boom", source=BOOM),
    Named(
        place="Hooglede",
        source="kw.be/.../aanbod-vrijetijdspas-hooglede-breidt-almaar-verder-uit",
    ),
    Named(
        place="Bornem",
        source=(
            "bornem-echo.cipalschaubroeck.be/raadpleegomgeving/zittingen/"
            "4a127dbf-00e5-4783-b488-585c1ecec17c"
        ),
    ),
)

CENTRE_CITIES: Final = (
    *("Gent", "Brugge", "Leuven", "Mechelen", "Aalst", "Hasselt", "Kortrijk"),
    *("Sint-Niklaas", "Oostende", "Genk", "Roeselare", "Turnhout"),
)
"""The larger cities beside Antwerpen: they come first where demo money is divided."""

SCHEMES: Final = {
    "Ronse": _scheme(Split(5_000, 2_500, 2_500), "ronse.be (VT-pas)"),
    "Gistel": _scheme(HALF, "gistel.be/vrijetijdspas"),
    "Beveren-Kruibeke-Zwijndrecht": _scheme(HOLDER_20, "beveren.be (vrijetijdspas)"),
    "Arendonk": _scheme(HALF, "arendonk.be/vrije-tijd/vrijetijdspas"),
    "Brecht": _scheme(HOLDER_20, "brecht.be/.../80-procent"),
    "Zwalm": _scheme(SHARED_25_25_50, "zwalm.be/vrijetijdspas.aspx"),
    "Geel": _scheme(HALF, "geel.be/vrijetijdspassubsidie"),
    "Lokeren": _scheme(SHARED_20_40_40, "hln.be/regio/lokeren/...a2b09db4"),
    "Jabbeke": _scheme(Split(1_000, 0, 9_000), "jabbeke.be/Details.aspx?detail=32123"),
}
"""Places whose card regulation is known (scheme and source), though their network is demo."""

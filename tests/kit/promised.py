"""Money that is set aside for what rights promise, in a network made through the public API."""

import json
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

FOR: Final[Json] = {"categories": ["material"]}
PROMISED: Final[Json] = {
    "changes": "with_renewal",
    "rules": [{"name": "material", "fits": FOR, "reduction": {"kind": "full"}}],
    "ceilings": [
        {"name": "budget", "amounts": [{"cents": 7_500}], "fits": FOR, "set_aside": True},
    ],
    "vouchers": {"amounts": [{"cents": 2_000}], "fits": FOR},
}
"""A budget of 75.00 a year, and vouchers of 20.00 in all."""


async def adopts(city: City, benefit: Json, **more: object) -> str:
    """A scheme with this benefit; its id."""
    document = json.dumps(document_data(benefit=benefit, **more))
    return str((await city.make("adoptRegulation", document=document))["scheme"])


async def is_granted(city: City, scheme: str, holder: str) -> str:
    """She is entitled by criteria, from today on; her right."""
    decided = await city.make(
        "decideCase",
        holder=holder,
        scheme=scheme,
        facts={"statuses": [{"name": "increased_reimbursement"}]},
        channel="COUNTER",
        basis="CRITERIA",
    )
    return str(decided["right"])


async def promised(city: City, right: str, *statuses: str) -> list[Json]:
    """What is promised with a right, once that is set aside or refused: as it is told, by name."""

    async def look() -> list[Json]:
        found = await city.pages("allowances", right=right)
        return sorted(found, key=lambda one: (one["name"], one["firstDay"]))

    return await eventually(look, lambda found: [one["status"] for one in found] == list(statuses))


async def is_promised(city: City, holder: str, here: str | None = None) -> str:
    """A budget for this year and for two to come, and vouchers; there is no money for those of
    this year. One of these."""
    given = {"category": "OTHER", "paysFor": ["MATERIAL"], "municipality": here}
    await city.make("openEnvelope", year=today().year, action="Materiaal", **given)
    end = {"kind": "fixed_end", "day": 31, "month": 12, "years_ahead": 2}
    scheme = await adopts(city, PROMISED, scheme="Bonnen", validity={"term": end})
    right = await is_granted(city, scheme, holder)
    found = await promised(city, right, "REFUSED", "AWAITED", "AWAITED", "REFUSED")
    return str(found[-1]["id"])

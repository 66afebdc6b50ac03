"""What belongs to a network as a whole: its regulations, and jobs that have run."""

import json
from datetime import timedelta
from typing import Final

from tests.kit.city import City, today
from tests.kit.client import Json, a_key
from tests.kit.magda_answers import a_number
from tests.kit.regulations import STATUS, a_route, document_data
from tests.kit.terms import a_rule
from tests.kit.waiting import eventually

HEADER: Final = (
    "INSZ;naam;voornaam;geboortedatum;straat;postcode;gemeente;kaartnummer;kansenstatuut;einddatum"
)
CHILDREN: Final[Json] = {"kind": "age", "under": 18}


async def rules_of_a_network(city: City) -> Json:
    """A regional regulation and what narrows it, a scheme that ended, a rule for a sample, a job;
    ids by the names of arguments."""
    region = await _adopted(city, scheme="Regiopas")
    until = f"{today().year + 3}-12-31"
    narrow = {"scheme": "Gemeentepas", "narrows": "Regiopas", "valid_until": until}
    local = await _adopted(
        city, a_route(STATUS, CHILDREN), more={"narrows": region["id"]}, **narrow
    )
    ended = await _adopted(city, scheme="Oude pas")
    follows = {"followedBy": region["scheme"], "on": str(today())}
    await city.make("endScheme", scheme=ended["scheme"], **follows)
    await a_rule(city, series="NO_RIGHT", destination="SAMPLE", sampleEvery=10)
    scheme = await a_scheme_that_grants(city)
    return {
        "regulation": local["id"],
        "from": region["id"],
        "job": await a_bulk_registration(city, scheme),
        "simulation": await _a_simulation(city, region["scheme"]),
        "arrangement": await _renewed_by_itself(city, scheme),
    }


async def _adopted(city: City, *routes: Json, more: Json | None = None, **document: str) -> Json:
    text = json.dumps(document_data(*routes, **document))
    return await city.make("adoptRegulation", document=text, **(more or {}))


async def a_scheme_that_grants(city: City) -> str:
    """A scheme that grants automatically; its id."""
    changes = {
        "scheme": "Bulkpas",
        "validity": {"term": {"kind": "as_decided"}, "lifelong_card": True},
        "deciding": {"modes": ["application", "automatic"]},
    }
    text = json.dumps(document_data(**changes))
    return str((await city.make("adoptRegulation", document=text))["scheme"])


async def _renewed_by_itself(city: City, scheme: str) -> str:
    """Renewals that were arranged, and a list of which a dry run was made; the former's id."""
    path = f"/imports?kind=status_list&network={city.id}&key={a_key()}&scheme={scheme}"
    path += "&legalBasis=general_authorisation&deliberation=18/123"
    content = f"rijksregisternummer;statuut;antwoord\r\n{a_number()};vt;ja".encode()
    drafted = await city.api.send(path, city.token("clerk"), content=content)
    assert drafted.status == 200, drafted.text
    made = await city.make(
        "arrangeRenewals",
        scheme=scheme,
        status="increased_reimbursement",
        source="CROSSROADS",
        legalBasis="GENERAL_AUTHORISATION",
        deliberation="18/123",
        daysBefore=1,
    )
    return str(made["id"])


async def _a_simulation(city: City, scheme: str) -> str:
    """What another key, or another document of a scheme, would have cost so far; its id."""
    keys = [{"holderBp": 10_000, "organisationBp": 0, "networkBp": 0}]
    wish = {"since": f"{today().year}-01-01", "until": str(today()), "keys": keys}
    wish |= {"scheme": scheme, "document": json.dumps(document_data())}
    return str((await city.make("startSimulation", **wish))["id"])


async def a_bulk_registration(
    city: City, scheme: str, family_name: str = "Bulkens", given_name: str = "Billie"
) -> str:
    """A bulk registration of one person that is done, with a row that was wrong; its id."""
    end = today() + timedelta(days=200)
    row = f";{family_name};{given_name};1985-07-30;Veldstraat 1;9000;Dorp;;1;{end}"
    path = f"/imports?network={city.id}&key={a_key()}&scheme={scheme}"
    path += f"&status=increased_reimbursement&municipality={city.municipality}"
    content = "\r\n".join((HEADER, row, "x;y")).encode()
    drafted = await city.api.send(path, city.token("clerk"), content=content)
    assert drafted.status == 200, drafted.text
    job = str(drafted.body["job"])
    await city.make("startJob", job=job)

    async def look() -> Json:
        return dict(await city.read("job", job=job))

    await eventually(look, lambda one: one["state"] == "DONE", seconds=90)
    return job

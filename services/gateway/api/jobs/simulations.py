"""Simulations as long work: each row of the job is some persons who do not count with others."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.cards.contracts.regulation.reading import read, write
from services.gateway.api.context import RequestContext
from services.gateway.api.jobs.drafting import kept_job, new_job
from services.gateway.api.jobs.rows import cipher, sealed_row
from services.gateway.api.jobs.steps import Steps
from services.gateway.api.sending import Refused
from services.gateway.api.simulating import Asked, change_asked, parts_of, sums_of, took_part
from services.gateway.api.simulation_types import LongSimulation, long
from services.gateway.domain.changed_keys import read_keys
from services.gateway.domain.simulating import Change
from services.gateway.storage.jobs import NewRow, read_job, set_state
from services.gateway.storage.simulations import names_of, read_sums


async def start_simulation(
    context: RequestContext, network: UUID, key: str, asked: Asked
) -> LongSimulation:
    """A simulation under way. Raises BadInput, Refused and WrongDocument."""
    stream = str(network)
    change = await change_asked(context, stream, asked)
    facts = _facts(change)
    job = new_job(
        context, "simulation", {"network": network, "key": key}, facts, orjson.dumps(facts)
    )
    sealer = cipher(context.gateway.settings)
    parts = parts_of(await took_part(context, stream, change))
    rows = [
        NewRow(number, sealed_row(sealer, {"holders": holders}))
        for number, holders in enumerate(parts, start=1)
    ]
    await kept_job(context, job, rows)
    await set_state(context.gateway.database, stream, job.key, running=True)
    begun = await simulation(context, stream, job.key)
    assert begun is not None
    return begun


async def set_running(
    context: RequestContext, network: str, key: UUID, *, running: bool
) -> LongSimulation:
    """The simulation, stopped or going on; one that is done stays so. Raises Refused."""
    if await simulation(context, network, key) is None:
        raise Refused("simulation_unknown", "simulation")
    await set_state(context.gateway.database, network, key, running=running)
    found = await simulation(context, network, key)
    assert found is not None
    return found


def _facts(change: Change) -> dict[str, Any]:
    """What is tried out, as the job keeps it."""
    return {
        "scheme": change.scheme,
        "since": change.since.isoformat(),
        "until": change.until.isoformat(),
        "document": None if change.document is None else write(change.document),
        "keys": [key.as_given() for key in change.keys],
    }


def _change(facts: Mapping[str, Any]) -> Change:
    return Change(
        since=date.fromisoformat(facts["since"]),
        until=date.fromisoformat(facts["until"]),
        scheme=facts["scheme"],
        document=None if facts["document"] is None else read(facts["document"]),
        keys=read_keys(facts["keys"]),
    )


async def simulate_row(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """Price again what some persons bought; the sums are added as the row ends."""
    change = _change(steps.row.facts)
    steps.sums = await sums_of(steps.context, steps.row.stream, change, said["holders"])
    return None


async def simulation(context: RequestContext, network: str, key: UUID) -> LongSimulation | None:
    """What a simulation has come to so far; None where it is unknown."""
    database, bounds = context.gateway.database, context.bounds(network)
    row = await read_job(database, bounds, network, key, simulation=True)
    if row is None:
        return None
    sums = await read_sums(database, bounds, network, str(key))
    names = await names_of(database, bounds, network, sums)
    return long(row, _change(row["facts"]), sums, names)

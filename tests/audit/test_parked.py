"""`samenspel parked`: what stopped or was set aside goes on once it is released. On real Kafka."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.cards.contracts import commands as cards
from services.partners.contracts import commands as partners
from tests.audit.operator import as_json, samenspel
from tests.kit import faults
from tests.kit.platform import RunningPlatform
from tests.kit.talk import SUMMER, Talk, TalkedNetwork
from tests.kit.waiting import eventually


async def parked(started: RunningPlatform, *arguments: str) -> tuple[int, Any]:
    """The exit status of a `samenspel parked` command, and what it says as JSON."""
    return await as_json(started, "parked", *arguments)


async def cursor(talk: Talk, network: TalkedNetwork) -> dict[str, Any]:
    """Where cards is with partners' events of a network."""
    pool = await talk.database("cards")
    row = await pool.fetchrow(
        "select sequence, seen, stopped from cursors where stream = $1 and source = 'partners'",
        network.stream,
    )
    return dict(row) if row else {"sequence": 0, "seen": 0, "stopped": None}


async def test_a_stopped_source_goes_on_where_it_stopped(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network()
    token = await network.a_card()
    async with faults.database(talk.platform, "cards") as database:
        await database.execute(
            "update cursors set stopped = 'KeyError' where stream = $1", network.stream
        )
    provider = await network.ask(partners.AdmitOrganisation(name="Club", roles=("provider",)))
    offer = await network.ask(
        partners.PublishOffer(
            organisation_id=provider.made("organisation_id"),
            title="Zwemles",
            price_cents=1_000,
            holder_bp=2_000,
            organisation_bp=0,
            network_bp=8_000,
        )
    )
    assert (await cursor(talk, network))["sequence"] == 1
    status, listed = await parked(started, "list")
    stopped = [s for s in listed["stopped"] if s["stream"] == network.stream]
    assert status == 0
    assert {(s["service"], s["source"], s["sequence"]) for s in stopped} >= {
        ("cards", "partners", 1)
    }

    for one in stopped:
        what = (one["service"], one["source"], one["stream"])
        assert await parked(started, "release", "--stopped", *what) == (0, {"done": 1})
        assert await parked(started, "release", "--stopped", *what) == (1, {"done": 0})
    await eventually(lambda: cursor(talk, network), lambda found: found["sequence"] == 3)
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer.made("offer_id"), on=SUMMER)
    assert (await network.ask(wish)).kind == "participation_confirmed"


async def test_a_parked_command_is_decided_once_it_is_released(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network()
    wish = cards.RegisterHolder(
        municipality=network.municipality, identity=talk.sealed(given_name="Adelheid")
    )
    command = await talk.send(network.stream, wish, after={"partners": 2}, deadline_s=300)
    await eventually(lambda: reason(talk, command), lambda found: found == "behind")
    async with faults.database(talk.platform, "cards") as database:
        await database.execute(
            "update set_aside set reason = 'parked', note = 'KeyError' where id = $1", command
        )
    await network.ask(partners.AdmitOrganisation(name="Club", roles=("provider",)))
    _, listed = await parked(started, "list")
    (found,) = [k for k in listed["kept"] if k["id"] == str(command)]
    assert (found["service"], found["reason"], found["note"]) == ("cards", "parked", "KeyError")

    status, shown, _ = await samenspel(started, "parked", "show", str(command))
    assert status == 0
    assert "cards.register_holder.v1" in shown
    assert "municipality, identity" in shown
    _, told = await parked(started, "show", str(command))
    assert wish.identity not in shown + json.dumps(told)

    assert await parked(started, "release", str(command)) == (0, {"done": 1})
    assert (await talk.answer(command)).kind == "holder_registered"
    assert await reason(talk, command) is None
    assert await parked(started, "release", str(command)) == (1, {"done": 0})


async def reason(talk: Talk, command: UUID) -> str | None:
    """Why cards has set a command aside."""
    pool = await talk.database("cards")
    found: str | None = await pool.fetchval("select reason from set_aside where id = $1", command)
    return found


async def test_a_copy_is_shown_and_dismissed(started: RunningPlatform, talk: Talk) -> None:
    command = uuid4()
    async with faults.database(talk.platform, "budget") as database:
        await database.execute(
            "insert into set_aside (stream, id, reason, topic, value, headers) "
            "values ('?', $1, 'copy', 'budget.commands', $2, $3)",
            command,
            b"no json",
            json.dumps([["ce_type", "x"], ["secret", "y"]]),
        )
    status, (found,) = await parked(started, "show", str(command))
    assert (status, found["fields"], found["size"]) == (0, [], 7)
    assert found["headers"] == {"ce_type": "x"}
    assert datetime.fromisoformat(found["at"]).tzinfo == UTC
    assert await parked(started, "release", str(command)) == (1, {"done": 0})
    assert await parked(started, "dismiss", str(command)) == (0, {"done": 1})
    assert await parked(started, "dismiss", str(command)) == (1, {"done": 0})
    assert await parked(started, "show", str(command)) == (1, [])


@pytest.mark.parametrize(
    "arguments", [("release",), ("show", "no-id"), ("release", "--stopped", "cards")]
)
async def test_a_wrong_command_line_is_refused(
    started: RunningPlatform, arguments: tuple[str, ...]
) -> None:
    status, _, _ = await samenspel(started, "parked", *arguments)
    assert status == 2


async def test_no_service_has_that_name(started: RunningPlatform) -> None:
    stopped = ("--stopped", "webhooks", "partners", "x")
    status, _, errors = await samenspel(started, "parked", "release", *stopped)
    assert (status, "a service is one of" in errors) == (2, True)

"""Rebuilding the views: what the command says, and that a long one is not cut off."""

import asyncio
import json
import subprocess

from deploy.embedded.processes import ROOT, ProcessTable
from deploy.embedded.settings import settings_from
from deploy.rebuild import connect_owner, is_current
from tests.kit.city import City, today
from tests.kit.platform import RunningPlatform


async def test_a_replay_leaves_every_view_as_it_was(started: RunningPlatform, city: City) -> None:
    offer, card = await city.an_offer(), await city.a_card()
    await city.make(
        "registerParticipation", cardNumber=card["number"], offer=offer["id"], on=str(today())
    )
    shown = ("participations", "organisations", "offers", "holders")
    before = [await city.pages(name) for name in shown]
    replayed = started.command("replay", "--json")
    assert replayed.returncode == 0, replayed.stderr
    assert json.loads(replayed.stdout.splitlines()[-1])["events"] > 0
    assert [await city.pages(name) for name in shown] == before


async def test_views_of_another_version_are_rebuilt_before_anything_reads_them(
    started: RunningPlatform, city: City
) -> None:
    await city.an_offer()
    before = await city.pages("offers")
    owner = await connect_owner(started.platform)
    await owner.execute("comment on schema views is 'of another version'")
    await owner.execute("alter table views.offers drop column title")
    await owner.close()
    assert not await is_current(started.platform)
    provision = ProcessTable(
        settings_from(started.environment), started.platform.secrets
    ).provision()
    done = await asyncio.to_thread(
        subprocess.run,
        provision.command,
        cwd=ROOT,
        env=provision.environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert await is_current(started.platform)
    assert await city.pages("offers") == before


async def test_the_server_does_not_take_a_long_rebuild_for_a_dead_session(
    started: RunningPlatform,
) -> None:
    owner = await connect_owner(started.platform)
    try:
        assert await owner.fetchval("show idle_in_transaction_session_timeout") == "0"
    finally:
        await owner.close()

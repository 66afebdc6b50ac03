"""Heartbeats on the real topic: who lives is heard, and a record that is none is passed."""

from services.kernel.heartbeat import TOPIC, Watcher
from tests.kit.no_heartbeats import NO_HEARTBEATS
from tests.kit.talk import Talk
from tests.kit.waiting import eventually


async def test_a_record_that_is_no_heartbeat_silences_nobody(talk: Talk) -> None:
    watcher = Watcher(talk.platform.kafka)
    await watcher.start()
    try:
        await _hears(watcher, "cards")
        for value in NO_HEARTBEATS:
            await talk.outbox.send_record(TOPIC, "x", value, [])
        watcher.latest.clear()
        for service in ("budget", "cards", "gateway", "partners"):
            await _hears(watcher, service)
        assert "x" not in watcher.latest
    finally:
        await watcher.stop()


async def _hears(watcher: Watcher, service: str) -> None:
    async def alive() -> bool:
        return watcher.alive(service, within_s=10.0)

    await eventually(alive, bool)

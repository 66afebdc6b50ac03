"""How a service's process begins and ends: settings in, signals, the event loop."""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from services.kernel import logs
from services.kernel.probes import probe_server
from services.kernel.service import Process
from services.kernel.settings import Settings

log = logs.logger()


def settle() -> None:
    """Keep what was made at start out of the collector's way: it stays, and looking through it
    again and again is what pauses a process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def serve(process: Process) -> None:
    """Run a service's process until it is told to stop."""
    settings = process.settings
    stop = stop_signal()
    await process.start()
    probes = probe_server(settings.host, settings.metrics_port, process.ready)
    probing = asyncio.create_task(probes._serve()) if settings.metrics_port else None
    settle()
    log.info("started", service=process.rules.service, instance=settings.instance)
    await stop.wait()
    probes.should_exit = True
    if probing is not None:
        await probing
    await process.stop()


def run(settings: Settings, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """The main of a service: logs, event loop, then what it makes."""
    logs.configure(settings.log_level, json=settings.environment == "production")
    uvloop.run(make())

"""A gateway process put together: the projector, the pools, what waits, what serves."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import orjson

from services.gateway.api.app import make_app
from services.gateway.api.context import Gateway
from services.gateway.api.delivering import ports_of
from services.gateway.api.jobs.runner import JobRunner
from services.gateway.api.messenger import Messenger
from services.gateway.api.neighbours import Neighbours
from services.gateway.api.reporting import ProbingReporter
from services.gateway.api.server import server, sockets
from services.gateway.api.signin import SignIn
from services.gateway.api.statistics import Statistics
from services.gateway.api.trying import Turns
from services.gateway.api.waiting import Waiting
from services.gateway.consumers import RULES
from services.gateway.settings import GatewaySettings
from services.gateway.storage.access_log import recording
from services.gateway.storage.causes import queue_messages
from services.gateway.storage.key_follower import KeyFollower
from services.gateway.storage.key_topic import KeyTopic
from services.gateway.storage.keys import TOPIC, KeyChain, store_keys
from services.gateway.storage.name_index import NameIndexing
from services.gateway.storage.operations import opening
from services.gateway.storage.pruning import Pruning
from services.gateway.storage.reading import Database
from services.gateway.storage.rows import reading
from services.kernel import logs
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope
from services.kernel.heartbeat import Watcher
from services.kernel.hooks import Hooks
from services.kernel.running import settle, stop_signal
from services.kernel.service import Process
from services.kernel.store import Connection

ASYNCAPI = Path(__file__).parents[3] / "asyncapi.json"
SEARCH_PATH = "views, operations"
log = logs.logger()


async def serve(settings: GatewaySettings, catalogue: Catalogue) -> None:
    """Run a gateway until it is told to stop."""
    stop = stop_signal()
    database = await Database.connect(
        settings.database, settings.request_pool_size, f"{settings.instance}-requests"
    )
    watcher = Watcher(settings.kafka)
    neighbours = Neighbours(
        database, settings.instance, lambda: _others(watcher, settings.instance)
    )
    waiting = Waiting(database, catalogue, neighbours, settings.patience)
    statistics = Statistics(database)
    follower = _follower(settings, database)
    names = NameIndexing(follower, settings.card_lookup_key)
    hooks = _hooks(waiting, statistics, catalogue, names)
    process = Process(RULES, settings, catalogue, hooks=hooks, search_path=SEARCH_PATH)
    await process.start()
    gateway = await _gateway(settings, database, process, waiting, watcher)
    await watcher.start()
    await gateway.sign_in.warm_up()
    await waiting.start(settings.database)
    pruning = Pruning(database, settings.access_log_days, settings.waiting_job_days)
    messenger = Messenger(database, gateway.keys, ports_of(settings))
    reporter = ProbingReporter(database, process.outbox)
    beside = (statistics, pruning, messenger, reporter, JobRunner(gateway))
    await asyncio.gather(*(each.start() for each in beside))
    asyncapi = orjson.loads(ASYNCAPI.read_bytes()) if ASYNCAPI.exists() else {}
    http = server(make_app(gateway, asyncapi))
    serving = asyncio.create_task(http._serve(sockets(settings)))
    settle()
    log.info("started", service="gateway", instance=settings.instance, port=settings.port)
    await stop.wait()
    http.should_exit = True
    await serving
    await process.stop()
    await asyncio.gather(*(each.stop() for each in beside))
    await follower.stop()
    await waiting.stop()
    await watcher.stop()
    await gateway.umbrella.close()
    await database.close()


def _follower(settings: GatewaySettings, database: Database) -> KeyFollower:
    """Knows the keys of persons before they are stored."""
    follower = KeyFollower(
        database.pool, settings.kafka, settings.partitions, settings.gateway_private_key
    )
    follower.start()
    return follower


def _hooks(
    waiting: Waiting, statistics: Statistics, catalogue: Catalogue, names: NameIndexing
) -> Hooks:
    async def in_turn(connection: Connection, envelopes: Sequence[Envelope]) -> None:
        await waiting.in_turn(connection, envelopes)
        await queue_messages(catalogue, connection, envelopes)

    async def after_turn(envelopes: Sequence[Envelope]) -> None:
        await waiting.after_turn(envelopes)
        if envelopes:
            statistics.changed()

    return Hooks(
        prepare_events=names, in_turn=in_turn, after_turn=after_turn, raw={TOPIC: store_keys}
    )


def _others(watcher: Watcher, instance: str) -> bool:
    """Whether other gateways were heard of; one that died is told for nothing."""
    beats = watcher.latest.values()
    return any(b["service"] == "gateway" and b["instance"] != instance for b in beats)


async def _gateway(
    settings: GatewaySettings,
    database: Database,
    process: Process,
    waiting: Waiting,
    watcher: Watcher,
) -> Gateway:
    topic = KeyTopic(settings.kafka, settings.partitions)
    return Gateway(
        settings=settings,
        database=database,
        umbrella=await asyncpg.create_pool(settings.umbrella_database, min_size=0, max_size=2),
        open_operation=opening(database),
        read_row=reading(database),
        outbox=process.outbox,
        describe=process.describe,
        waiting=waiting,
        keys=KeyChain(database, settings.gateway_private_key, topic.ends),
        watcher=watcher,
        sign_in=SignIn(settings.issuer, settings.audience),
        record_access=recording(database),
        turns=Turns(),
    )

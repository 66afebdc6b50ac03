"""The topics of the platform: names, fixed partition counts, how long each is kept."""

import asyncio
import time
from dataclasses import dataclass, field

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from deploy.embedded.launch import report

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
SERVICES = ("cards", "partners", "budget")


@dataclass(frozen=True)
class Topic:
    """One topic and what is special about its keeping."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)


COMMANDS = [Topic(f"{service}.commands", {"retention.ms": str(7 * DAY_MS)}) for service in SERVICES]
# Events are the history that views are rebuilt from: kept for ever.
EVENTS = [Topic(f"{service}.events", {"retention.ms": "-1"}) for service in SERVICES]
# A person's keys: the newest record per person, and an erased key is gone within a day.
KEYS = Topic("cards.keys", {"cleanup.policy": "compact", "max.compaction.lag.ms": str(DAY_MS)})
STATUS = Topic("samenspel.status", {"retention.ms": str(HOUR_MS), "segment.ms": str(HOUR_MS)})
TOPICS = (*COMMANDS, *EVENTS, KEYS, STATUS)


async def provision_topics(
    bootstrap: str, *, partitions: int, replication: int, wait_seconds: float
) -> None:
    """Make the topics that are missing; refuse where one has another number of partitions."""
    admin = await _connect(bootstrap, wait_seconds)
    try:
        there = set(await admin.list_topics())
        missing = [topic for topic in TOPICS if topic.name not in there]
        if missing:
            report(f"making {len(missing)} topics")
            await _create(admin, missing, partitions, replication)
        await _check(admin, partitions, wait_seconds)
    finally:
        await admin.close()


async def _connect(bootstrap: str, wait_seconds: float) -> AIOKafkaAdminClient:
    deadline = time.monotonic() + wait_seconds
    while True:
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        try:
            await admin.start()
            return admin
        except (KafkaError, OSError) as error:
            await admin.close()
            if time.monotonic() > deadline:
                raise RuntimeError("Kafka does not answer") from error
        await asyncio.sleep(0.1)


async def _create(
    admin: AIOKafkaAdminClient, topics: list[Topic], partitions: int, replication: int
) -> None:
    wanted = [
        NewTopic(topic.name, partitions, replication, topic_configs=topic.settings)
        for topic in topics
    ]
    answer = await admin.create_topics(wanted)
    for name, code, *rest in answer.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            raise RuntimeError(f"topic {name} could not be made: error {code} {rest}")


async def _check(admin: AIOKafkaAdminClient, partitions: int, wait_seconds: float) -> None:
    """Wait until every topic has a leader for each partition, and compare their number."""
    names = [topic.name for topic in TOPICS]
    deadline = time.monotonic() + wait_seconds
    while True:
        described = await admin.describe_topics(names)
        counts = {topic["topic"]: len(topic["partitions"]) for topic in described}
        leaders = [part["leader"] for topic in described for part in topic["partitions"]]
        if all(counts.get(name) for name in names) and all(leader >= 0 for leader in leaders):
            break
        if time.monotonic() > deadline:
            raise RuntimeError("Kafka has not taken up the topics")
        await asyncio.sleep(0.05)
    wrong = {name: count for name, count in counts.items() if count != partitions}
    if wrong:
        raise RuntimeError(
            f"SAMENSPEL_PARTITIONS is {partitions}, but topics have {wrong}: the number is fixed,"
            " since it decides which instance owns a stream"
        )

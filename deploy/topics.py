"""How large topics are: partitions and records, as Kafka says."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiokafka import TopicPartition

from services.kernel.consuming import consuming


@dataclass(frozen=True)
class Size:
    """Of one topic, now. `records` counts offsets, so duplicates too."""

    partitions: int
    records: int


async def sizes(kafka: str, topics: Iterable[str]) -> dict[str, Size]:
    """The size of each topic; a topic that does not exist has no partitions."""
    async with consuming(kafka) as consumer:
        metadata = await consumer._client.fetch_all_metadata()
        found: dict[str, Size] = {}
        for topic in topics:
            places = [TopicPartition(topic, n) for n in metadata.partitions_for_topic(topic) or ()]
            begin = await consumer.beginning_offsets(places)
            end = await consumer.end_offsets(places)
            records = sum(end.values()) - sum(begin.values())
            found[topic] = Size(len(places), records)
        return found

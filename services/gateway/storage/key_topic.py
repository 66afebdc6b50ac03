"""Where the topic of keys ends now: asked of Kafka when a key is not known here."""

from collections.abc import Mapping

from aiokafka import TopicPartition

from services.gateway.storage.keys import TOPIC
from services.kernel.consuming import consuming


class KeyTopic:
    """Asks rarely, so each time with a connection of its own."""

    def __init__(self, kafka: str, partitions: int) -> None:
        self._kafka, self._partitions = kafka, partitions

    async def ends(self) -> Mapping[int, int]:
        """The next offset of each partition. Raises KafkaError."""
        async with consuming(self._kafka) as consumer:
            places = [TopicPartition(TOPIC, number) for number in range(self._partitions)]
            ends = await consumer.end_offsets(places)
            return {place.partition: end for place, end in ends.items()}

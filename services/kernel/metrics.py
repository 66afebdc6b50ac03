"""The closed list of metric names. No label tells of a person."""

from prometheus_client import Counter, Gauge

TURNS = Counter("samenspel_turns_total", "Turns that were committed.")
MESSAGES = Counter("samenspel_messages_total", "Messages that a turn took in.")
BATCHES_RETRIED = Counter(
    "samenspel_batches_retried_total", "Batches tried again, by cause.", ["cause"]
)
GAPS_ASKED = Counter("samenspel_gaps_asked_total", "Requests to publish events again.")
STOPPED = Gauge(
    "samenspel_stopped_sources",
    "Streams of a source that stopped and wait for release.",
)
PARKED = Gauge("samenspel_parked_messages", "Messages parked or kept for the operator.")
BROKEN = Gauge("samenspel_broken", "1 when this process stopped consuming because too much failed.")
ASSIGNED = Gauge("samenspel_assigned_partitions", "Partitions that this process works for.")

"""Metric names of the gateway: a closed list. No label tells of a person or a network."""

from prometheus_client import Counter, Histogram

ANSWERS = Counter(
    "samenspel_gateway_answers_total",
    "Mutations by what they were answered: done, pending, or the code of a refusal.",
    ["operation", "answer"],
)
REQUESTS = Histogram(
    "samenspel_gateway_request_seconds",
    "Time of a GraphQL request over HTTP, in seconds.",
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12),
)
EVENTS_FED = Counter("samenspel_gateway_events_fed_total", "Events given to partner systems.")
ERRORS = Counter("samenspel_gateway_errors_total", "Errors in GraphQL fields, by code.", ["code"])
NOT_VALID_ANSWERS = Counter(
    "samenspel_gateway_numbers_not_valid_total",
    "Numbers that a provider looked up and that do not work; mutations: see answers.",
)
SLOWED_ANSWERS = Counter(
    "samenspel_gateway_providers_slowed_total",
    "Answers to providers that tried too many numbers: they have to wait.",
)
PROBING_REPORTED = Counter(
    "samenspel_gateway_probing_reported_total",
    "Providers that were slowed, reported once a day to their network.",
)
MESSAGES = Counter(
    "samenspel_gateway_messages_total",
    "Messages to holders by kind and how they stand after an attempt.",
    ["kind", "state"],
)

"""What cards counts, beside what every service does: questions to sources of social status."""

from prometheus_client import Counter, Gauge

STATUS_QUESTIONS = Counter(
    "samenspel_status_questions_total",
    "Questions on social status by source and how they ended.",
    ["source", "outcome"],
)
STATUS_WAITING = Gauge(
    "samenspel_status_questions_waiting", "Questions on social status that wait for an answer."
)
STATUS_FAILING = Gauge(
    "samenspel_status_questions_failing",
    "Questions of the last round that a source of social status could not answer yet.",
    ["source"],
)

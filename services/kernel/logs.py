"""Structured logs: event names and ids, never the content of a message."""

import logging
import sys

import structlog


def configure(level: str, *, json: bool) -> None:
    """JSON lines in production, readable lines on one machine."""
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    renderer = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def logger() -> structlog.stdlib.BoundLogger:
    """A logger; bind ids, codes and counts to it, never names, numbers or payloads."""
    bound: structlog.stdlib.BoundLogger = structlog.get_logger()
    return bound

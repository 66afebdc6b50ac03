"""By which ids statements name the lines that they take (decision 22). Pure."""

import json
from datetime import date
from uuid import UUID, uuid5

from services.kernel.ids import SAMENSPEL


def month_of(day: date) -> str:
    """The month of a day, `2026-07`."""
    return f"{day:%Y-%m}"


def bucket_key(organisation: str, year: int, month: str) -> str:
    """Where the lines of a provider are, of a year's books and of the month of their days."""
    return f"{organisation}:{year}:{month}"


def bucket_id(stream: str, key: str, generation: int) -> UUID:
    """The id of one generation of a bucket: lines and statements name it."""
    return uuid5(SAMENSPEL, json.dumps(["bucket", stream, key, generation]))


def first_bucket(stream: str, organisation: str, year: int, day: date) -> UUID:
    """Where a line is whose event names no bucket: such events are older than any statement."""
    return bucket_id(stream, bucket_key(organisation, year, month_of(day)), 0)


def late_bucket(line: UUID | str) -> UUID:
    """Where a line is that came late: in no statement, until somebody decides about it. `line`: its
    participation, or its visit with a group pass."""
    return uuid5(SAMENSPEL, json.dumps(["late", str(line)]))

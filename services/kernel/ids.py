"""Ids that come out the same on every attempt."""

import json
from uuid import UUID, uuid5

SAMENSPEL = UUID("5a3e5a3e-0000-5000-8000-5a3e5a3e5a3e")
PLATFORM = "platform"
"""The stream of what must be unique across networks."""


def command_id(network: str, actor: str, idempotency_key: str) -> UUID:
    """The id of a client's command: the same wish, sent twice, is one command."""
    return uuid5(SAMENSPEL, json.dumps([network, actor, idempotency_key]))


def made_by(cause: UUID, role: str) -> UUID:
    """The id of a thing that a decision makes: the cause and the part that it plays."""
    return uuid5(cause, role)

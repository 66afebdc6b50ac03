"""The AsyncAPI 3.0 document of the platform, made from the contracts: they are the one source.

The framework cannot see what is in our raw bytes, so it cannot tell; the contracts can.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from services.kernel.contract import Catalogue, Command, Event, Message
from services.kernel.envelope import PREFIX
from services.kernel.incoming import PUBLISH_FROM

VERSION = "3.0.0"
Json = dict[str, Any]

_UUID: Json = {"type": "string", "format": "uuid"}
_INSTANT: Json = {"type": "string", "format": "date-time"}
_ATTRIBUTES: Json = {
    "id": {**_UUID, "description": "Of this message: the same on every attempt."},
    "source": {"type": "string", "description": "/samenspel/ and the service that sends it."},
    "specversion": {"const": "1.0"},
    "time": {**_INSTANT, "description": "When what it is about was accepted, in UTC."},
    "correlationid": {**_UUID, "description": "The command with which it began."},
}
_EXTENSIONS: Json = {
    "network": {**_UUID, "description": "The tenant; absent on the stream `platform`."},
    "causationid": {**_UUID, "description": "The message that led to this one."},
    "after": {
        "type": "string",
        "description": "JSON: per service the sequence of this stream that the sender had seen.",
    },
    "deadline": {**_INSTANT, "description": "It is declined by who meets it later."},
    "actor": {"type": "string", "description": "Opaque id of who asked."},
    "traceparent": {"type": "string", "description": "W3C Trace Context."},
}
_OF_EVENTS: Json = {
    "sequence": {
        "type": "string",
        "pattern": "^[1-9][0-9]*$",
        "description": "Place in its stream at its source: 1, 2, 3, without a gap.",
    },
    "outcome": {**_UUID, "description": "The command that this event answers, once and for all."},
}
_PUBLISH_FROM: Json = {
    "type": "object",
    "description": "Asks the owner of a stream to publish its events again. Has no outcome.",
    "properties": {"from": {"type": "integer", "minimum": 1}},
    "required": ["from"],
}


def document(
    catalogues: Mapping[str, Catalogue], tables: Mapping[str, type[BaseModel]] | None = None
) -> Json:
    """The document of these services' own contracts, by service.

    `tables` are compacted topics and what their records hold.
    """
    parts = _Parts()
    for service, catalogue in catalogues.items():
        parts.add_service(service, catalogue)
    for topic, model in (tables or {}).items():
        parts.add_table(topic, model)
    return {
        "asyncapi": VERSION,
        "info": {
            "title": "Samenspel",
            "version": "1",
            "description": "What the services tell each other over Kafka: CloudEvents 1.0 in "
            "binary mode, data in JSON, key = stream (a network's id, or `platform`).",
        },
        "defaultContentType": "application/json",
        "channels": parts.channels,
        "operations": parts.operations,
        "components": {"messages": parts.messages, "schemas": parts.schemas},
    }


def schema_of(kind: type[Message]) -> Json:
    """The JSON Schema of one message's data, with what its contract says beside the fields."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:samenspel:{kind.wire_name}",
        **_flags(kind),
        **kind.model_json_schema(),
    }


def _flags(kind: type[Message]) -> Json:
    if issubclass(kind, Event):
        flags = {"public": kind.public, "terminal": kind.terminal, "declines": kind.declines}
        return {f"x-{name}": value for name, value in flags.items()}
    assert issubclass(kind, Command)
    return {"x-internal": kind.internal}


def headers(kind: type[Message]) -> Json:
    """The schema of the Kafka headers of a command or an event."""
    attributes = {**_ATTRIBUTES, "type": {"type": "string"}}
    required = [*attributes]
    if issubclass(kind, Event):
        attributes |= _EXTENSIONS | _OF_EVENTS
        required.append("sequence")
    else:
        attributes |= _EXTENSIONS
    return {
        "type": "object",
        "properties": {
            **{PREFIX + name: schema for name, schema in attributes.items()},
            "content-type": {"const": "application/json"},
        },
        "required": [*(PREFIX + name for name in required), "content-type"],
    }


class _Parts:
    """The document's parts, as they are put together."""

    def __init__(self) -> None:
        self.channels: Json = {}
        self.operations: Json = {}
        self.messages: Json = {}
        self.schemas: Json = {"CommandHeaders": headers(Command), "EventHeaders": headers(Event)}
        self.schemas[PUBLISH_FROM] = _PUBLISH_FROM

    def add_service(self, service: str, catalogue: Catalogue) -> None:
        """Its two topics with what goes over them."""
        commands, events = catalogue.kinds(Command), catalogue.kinds(Event)
        for kind in (*commands, *events):
            self._add_message(service, kind)
        self.messages[PUBLISH_FROM] = {
            **_message(PUBLISH_FROM, "CommandHeaders"),
            "summary": "A control message between services.",
        }
        names = [*names_of(commands), PUBLISH_FROM]
        self._add_channel(f"{service}.commands", names, "What can be asked; kept for days.")
        self._add_channel(
            f"{service}.events",
            names_of(events),
            "What happened; kept for ever.",
        )
        self._add_operation(f"{service}.commands", "receive")
        self._add_operation(f"{service}.events", "send")

    def add_table(self, topic: str, model: type[BaseModel]) -> None:
        """A compacted topic: the last record of each key counts."""
        self._add_schema(topic, topic.split(".")[0], model)
        self.messages[topic] = {
            "name": topic,
            "contentType": "application/json",
            "summary": _first_line(model),
            "payload": _ref("schemas", topic),
        }
        self._add_channel(topic, [topic], "Compacted: the last record of each key counts.")
        self._add_operation(topic, "send")

    def _add_message(self, service: str, kind: type[Message]) -> None:
        name = kind.wire_name
        self._add_schema(name, service, kind)
        group = "EventHeaders" if issubclass(kind, Event) else "CommandHeaders"
        self.messages[name] = {
            **_message(name, group),
            "summary": _first_line(kind),
            **_flags(kind),
        }
        for former in kind.formerly:
            self.messages[former] = {
                **self.messages[name],
                **_message(former, group),
                "summary": f"As {name}, which is written in its place and reads it.",
                "payload": _ref("schemas", name),
            }

    def _add_schema(self, name: str, service: str, model: type[BaseModel]) -> None:
        template = f"#/components/schemas/{service}.{{model}}"
        schema = model.model_json_schema(ref_template=template)
        for part, inner in schema.pop("$defs", {}).items():
            self.schemas[f"{service}.{part}"] = inner
        self.schemas[name] = schema

    def _add_channel(self, topic: str, names: Iterable[str], description: str) -> None:
        self.channels[topic] = {
            "address": topic,
            "description": description,
            "messages": {name: _ref("messages", name) for name in names},
            "bindings": {"kafka": {"topic": topic, "bindingVersion": "0.5.0"}},
        }

    def _add_operation(self, topic: str, action: str) -> None:
        service, content = topic.split(".")
        self.operations[f"{service}.{action}_{content}"] = {
            "action": action,
            "channel": {"$ref": f"#/channels/{topic}"},
        }


def names_of(kinds: Iterable[type[Message]]) -> list[str]:
    """The wire names of messages, and of their earlier versions."""
    return [name for kind in kinds for name in (kind.wire_name, *kind.formerly)]


def _message(name: str, group: str) -> Json:
    return {
        "name": name,
        "contentType": "application/json",
        "headers": {
            "allOf": [_ref("schemas", group), {"properties": {f"{PREFIX}type": {"const": name}}}]
        },
        "payload": _ref("schemas", name),
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": "The stream."},
                "bindingVersion": "0.5.0",
            }
        },
    }


def _ref(group: str, name: str) -> Json:
    return {"$ref": f"#/components/{group}/{name}"}


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]

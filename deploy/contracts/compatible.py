"""Whether a published contract changed only in ways that its readers survive. Pure.

Both ways: today's reader meets what was written then, and a reader of then meets what is
written now. Only an optional field may come; everything else is a new version beside the old.
"""

import json
from collections.abc import Iterator
from typing import Any

import jsoncompat
from graphql import build_schema, find_breaking_changes

Json = dict[str, Any]


def schema_breaks(old: Json, new: Json) -> list[str]:
    """What a change from one JSON Schema to another breaks; empty where nothing does."""
    before, after = dict(_fields(old, old)), dict(_fields(new, new))
    breaks = [f"the field {path} is gone" for path in before if path not in after]
    breaks += [
        f"{path or 'the message'}: {flag} changed"
        for path, flags in before.items()
        if path in after
        for flag in sorted({*flags, *after[path]})
        if flags.get(flag) != after[path].get(flag)
    ]
    if not _reads(new, written=old):
        breaks.append("a reader of now cannot read what was written then")
    if not _reads(old, written=new):
        breaks.append("a reader of then cannot read what is written now")
    return breaks


def graphql_breaks(old: str, new: str) -> list[str]:
    """What a change from one GraphQL schema (SDL) to another breaks."""
    changes = find_breaking_changes(build_schema(old), build_schema(new))
    return [change.description for change in changes]


def _reads(reader: Json, *, written: Json) -> bool:
    """Whether all that a writer can write by one schema is read by another.

    A writer writes the fields that it knows and no others; a reader ignores what it does not
    know. That is said by closing the writer's objects: with both open, an optional field that
    comes would count as a break, since it might have been there with another type.
    """
    return bool(
        jsoncompat.check_compat(
            json.dumps(_prepared(written, close=True)),
            json.dumps(_prepared(reader, close=False)),
            "deserializer",
        )
    )


def _prepared(schema: Any, *, close: bool) -> Any:
    if isinstance(schema, list):
        return [_prepared(item, close=close) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "format" in schema:
        # The comparison knows no formats; a constant of its own makes each a type of its own.
        return {"const": f"a string of format {schema['format']}"}
    prepared = {
        name: _prepared(inner, close=close)
        for name, inner in schema.items()
        if name not in {"$id", "$schema"}
    }
    if close and "properties" in schema:
        prepared.setdefault("additionalProperties", False)
    return prepared


def _fields(schema: Json, root: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every place of a schema with its `x-` flags: the message is at the empty path."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    yield path, {name: value for name, value in schema.items() if name.startswith("x-")}
    for name, inner in schema.get("properties", {}).items():
        yield from _fields(inner, root, f"{path}.{name}".strip("."))
    if "items" in schema:
        yield from _fields(schema["items"], root, f"{path}[]")
    for inner in schema.get("anyOf", ()):
        if "$ref" in inner:
            yield from _fields(inner, root, f"{path}?")

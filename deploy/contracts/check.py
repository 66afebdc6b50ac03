"""Compares three things: what the contracts say, what is committed, what was published before."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from deploy.contracts.compatible import graphql_breaks, schema_breaks
from deploy.contracts.examples import example_path
from deploy.contracts.generate import GRAPHQL
from deploy.contracts.past import is_published
from services.kernel.contract import Message

Files = Mapping[str, str]


def on_disk(root: Path) -> dict[str, str]:
    """The published files as they lie there, by path."""
    found = [
        *root.glob("services/*/contracts/schemas/*.json"),
        *root.glob("services/*/contracts/examples/*.json"),
        root / GRAPHQL,
    ]
    return {str(path.relative_to(root)): path.read_text() for path in found if path.exists()}


def stale(files: Files, root: Path) -> Iterator[str]:
    """Committed files that the contracts would make differently."""
    for path, text in files.items():
        place = root / path
        if not place.exists():
            yield f"{path}: is missing"
        elif place.read_text() != text:
            yield f"{path}: is not what the contracts say"


def unread(kinds: Mapping[str, type[Message]], present: Files) -> Iterator[str]:
    """Examples that are missing, or that today's contracts cannot read."""
    for name in kinds:
        if example_path(name) not in present:
            yield f"{example_path(name)}: is missing"
    for path, text in present.items():
        if "/examples/" not in path:
            continue
        kind = kinds.get(Path(path).stem)
        if kind is None:
            yield f"{path}: is an example of no message"
            continue
        try:
            kind.model_validate_json(text)
        except ValidationError as problem:
            first = problem.errors()[0]
            yield f"{path}: can no longer be read: {first['loc']}: {first['msg']}"


def readable(kind: type[Message], text: str) -> bool:
    """Whether today's contract reads an example."""
    try:
        kind.model_validate_json(text)
    except ValidationError:
        return False
    return True


def breaking(now: Files, before: Files) -> Iterator[str]:
    """What published before is broken by what is published now."""
    for path, old in before.items():
        if not is_published(path):
            continue
        new = now.get(path)
        if new is None:
            yield f"{path}: is gone; an old version stays beside a new one"
        elif "/examples/" in path:
            if new != old:
                yield f"{path}: was changed; an example stays as it was"
        else:
            breaks = graphql_breaks if path == GRAPHQL else _schema_breaks
            yield from (f"{path}: {what}" for what in breaks(old, new))


def _schema_breaks(old: str, new: str) -> list[str]:
    return schema_breaks(json.loads(old), json.loads(new))

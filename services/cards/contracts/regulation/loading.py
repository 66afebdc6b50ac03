"""From a text that somebody wrote (YAML or JSON) to plain data, safely. Pure.

YAML is read as in version 1.2: `on`, `no` and `012` are text, not yes, no and ten. Anchors,
aliases and tags are refused, so that a small text never becomes a large document.
"""

import re
from collections.abc import Hashable
from datetime import date
from typing import Any, Final

import yaml

from services.cards.contracts.regulation.problems import Problem, problem

TEXT_MAX: Final = 65_536
"""Characters. The longest regulation that we know takes a tenth of it."""

DEPTH_MAX: Final = 24
_LINE_OF_JSON: Final = 1


class Unreadable(Exception):
    """The text is no document at all. `problem` says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


class _Loader(yaml.CSafeLoader):
    """Plain data only: text, whole and broken numbers, true and false, nothing, dates."""

    # Its own, not those of the loader that it extends.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        """Refuses a field that is there twice."""
        names = [key.value for key, _value in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(names)) < len(node.value):
            raise Unreadable(problem("", "field_repeated"))
        return super().construct_mapping(node, deep)


def _resolvers() -> None:
    plain = {
        "null": (r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        "bool": (r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        "int": (r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
        "float": (r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-+0123456789")),
        "timestamp": (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", list("0123456789")),
    }
    for name, (pattern, first) in plain.items():
        _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(pattern), first)


_resolvers()


def load(text: str) -> Any:
    """The data of a text. Raises Unreadable."""
    if len(text) > TEXT_MAX:
        raise Unreadable(problem("", "text_too_large", most=TEXT_MAX))
    try:
        _look_through(text)
        return _plain(yaml.load(text, Loader=_Loader))  # noqa: S506  # safe: see the loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = _LINE_OF_JSON if mark is None else mark.line + 1
        raise Unreadable(problem("", "text_unreadable", line=line)) from None
    except ValueError:
        # A day that is not in the calendar: `2026-02-31`.
        raise Unreadable(problem("", "date_invalid")) from None


def _look_through(text: str) -> None:
    """Read the text as events, which takes no memory and no depth. Raises Unreadable."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise Unreadable(problem("", "text_aliases", line=line))
        if getattr(event, "tag", None) is not None:
            raise Unreadable(problem("", "text_tags", line=line))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_MAX:
            raise Unreadable(problem("", "text_too_deep"))


def _plain(data: Any) -> Any:
    """Dates as text, names as text: what JSON can say."""
    if isinstance(data, dict):
        return {str(name): _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data

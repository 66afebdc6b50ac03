"""All that is held on a person, as she reads it: Dutch titles, labels and values. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.held_words import LABELS, TITLES, VALUES
from services.gateway.domain.sentences import euros

NEVER_SHOWN: Final = frozenset(
    {"stream", "token", "actor", "decided_by", "made_by", "maker", "assignee", "lookups"}
)
"""Where a row lies, by which hash a card is found, and which member of staff it was."""

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: its table, and a row each."""

    table: str
    items: Sequence[Item]


def as_data(sections: Iterable[Section]) -> dict[str, list[dict[str, Any]]]:
    """For a program: by table, names as they are in the tables."""
    return {
        section.table: [
            {name: _plain(value) for name, value in item.items() if name not in NEVER_SHOWN}
            for item in section.items
        ]
        for section in sections
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def as_document(sections: Iterable[Section], on: date) -> dict[str, Any]:
    """For a person: what the template of the document prints. Empty sections say so."""
    return {
        "title": "Wat er over u bijgehouden wordt",
        "intro": f"Stand van zaken op {on.strftime('%d/%m/%Y')}. Hierin staat alles wat het "
        "netwerk over u bewaart, en wie ernaar keek. Klopt iets niet? Vraag het aan de balie: "
        "zij verbeteren het.",
        "sections": [
            {"title": _title(section), "items": [_lines(item) for item in section.items]}
            for section in sections
            if section.items
        ],
    }


def _title(section: Section) -> str:
    return TITLES.get(section.table, section.table)


def _lines(item: Item) -> list[list[str]]:
    lines = []
    for name, value in item.items():
        if name in NEVER_SHOWN or value is None or value == []:
            continue
        if isinstance(value, dict):
            lines += [[label(inner), readable(inner, one)] for inner, one in value.items() if one]
        else:
            lines.append([label(name), readable(name, value)])
    return lines


def label(name: str) -> str:
    """A field as she reads it."""
    return LABELS.get(name, name.replace("_", " "))


def readable(name: str, value: Any) -> str:
    """A value as she reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int) and name.endswith("_cents"):
        return euros(value)
    if isinstance(value, datetime):
        return value.astimezone(BRUSSELS).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, list | tuple):
        return ", ".join(readable(name, each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{label(inner)}: {readable(inner, one)}" for inner, one in value.items())
    return VALUES.get(str(value), str(value))

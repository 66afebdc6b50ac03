"""Which contracts there are: found in the services' `contracts` folders, each at its owner's."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

import services
from services.cards.contracts.keys import PersonKeyRecord
from services.kernel.contract import Catalogue, Message

ROOT: Final = Path(services.__file__).parents[1]
MODULES: Final = ("commands", "events")

TABLES: Final[Mapping[str, type[BaseModel]]] = {"cards.keys": PersonKeyRecord}
"""Compacted topics and what their records hold."""


def catalogues() -> dict[str, Catalogue]:
    """Per service the messages that it owns."""
    folders = sorted(path.parent for path in ROOT.glob("services/*/contracts/codes.py"))
    return {folder.parent.name: _catalogue(folder.parent.name) for folder in folders}


def _catalogue(service: str) -> Catalogue:
    modules = [importlib.import_module(f"services.{service}.contracts.{name}") for name in MODULES]
    found = Catalogue(modules)
    foreign = [name for name in found.by_name if not name.startswith(f"{service}.")]
    assert not foreign, f"{service} publishes messages of others: {foreign}"
    return found


def messages() -> dict[str, type[Message]]:
    """Every message of the platform by its wire name, and by those of earlier versions."""
    return {
        name: kind
        for catalogue in catalogues().values()
        for name, kind in sorted(catalogue.by_name.items())
    }


def folder_of(wire_name: str) -> str:
    """The folder, from the root, in which a message's schema and example lie."""
    return f"services/{wire_name.split('.')[0]}/contracts"

"""The texts of messages by language: a file each, beside the templates. A new one is a new file."""

from functools import cache
from typing import Final

import yaml

from services.gateway.api.printing import TEMPLATES
from services.gateway.domain.letter import Texts

FOLDER: Final = TEMPLATES / "texts"
USUAL: Final = "nl"


def languages() -> list[str]:
    """The languages in which messages can be written."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def texts_in(language: str) -> tuple[str, Texts]:
    """The texts of a language, or else the usual one: and which language it became."""
    chosen = language if language in languages() else USUAL
    texts: Texts = yaml.safe_load((FOLDER / f"{chosen}.yaml").read_text())
    return chosen, texts

"""From the JSON of a regulation document, as events carry it, to the document. Pure."""

from functools import lru_cache
from typing import Final

from services.cards.contracts.regulation.document import RegulationDocument

DOCUMENTS_KEPT: Final = 512
"""More than there are networks, so that a decision never parses a document again."""


@lru_cache(maxsize=DOCUMENTS_KEPT)
def read(text: str) -> RegulationDocument:
    """The document. Raises pydantic.ValidationError where it is none; what was adopted is one."""
    return RegulationDocument.model_validate_json(text)


def write(document: RegulationDocument) -> str:
    """The JSON of a document, as events carry it; the same document gives the same text."""
    return document.model_dump_json(exclude_defaults=True, by_alias=True)

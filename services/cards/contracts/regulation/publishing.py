"""The JSON Schema of regulation documents, for whoever writes one: editors check against it."""

from typing import Any, Final

from services.cards.contracts.regulation.document import VERSION, RegulationDocument

PATH: Final = "/regulation.schema.json"
"""Where a gateway serves it."""


def json_schema() -> dict[str, Any]:
    """The schema, made from the models: they are the one source."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:samenspel:regulation:{VERSION}",
        **RegulationDocument.model_json_schema(),
    }

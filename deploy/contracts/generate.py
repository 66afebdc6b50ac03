"""Makes the published files from the contracts: JSON Schemas (also that of a regulation),
AsyncAPI, the GraphQL schema."""

import json
from typing import Any, Final

from deploy.contracts.asyncapi import document, schema_of
from deploy.contracts.catalogue import TABLES, catalogues, folder_of, messages
from services.cards.contracts.regulation.publishing import json_schema
from services.gateway.api.schema import schema_text

ASYNCAPI: Final = "asyncapi.json"
GRAPHQL: Final = "schema.graphql"
REGULATION: Final = "services/cards/contracts/regulation/regulation.schema.json"


def generated() -> dict[str, str]:
    """The text of every published file by its path from the root.

    The schema of an earlier version stays as it lies there.
    """
    now = {kind.wire_name: kind for kind in messages().values()}
    files = {schema_path(name): as_text(schema_of(kind)) for name, kind in now.items()}
    files[ASYNCAPI] = as_text(document(catalogues(), TABLES))
    files[GRAPHQL] = schema_text()
    files[REGULATION] = as_text(json_schema())
    return files


def schema_path(wire_name: str) -> str:
    """Where a message's JSON Schema lies."""
    return f"{folder_of(wire_name)}/schemas/{wire_name}.json"


def as_text(content: Any) -> str:
    """JSON as it is committed."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

"""Copies of proofs: `POST /proofs?network=…&key=…&application=…`, the file as the body, its kind in
the header `Proof-Kind`, and `GET /proofs/{id}?network=…`. Only where the regulation keeps them.

An address is written down in logs on its way: the kind, which tells of poverty, is not in it.

A copy is sealed before it is stored, and shown only to who handles its application, who is written
down first. It goes out as a file to save: nothing here shows or runs it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from services.cards.contracts import commands
from services.gateway.api import files
from services.gateway.api.context import Coded, Gateway, RequestContext
from services.gateway.api.mutations.files import about_file
from services.gateway.api.plain import as_json, asked, content_of, permitted, refusal
from services.gateway.api.regulations import document_in_force
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import carry_out
from services.gateway.domain.checks import BadInput, check
from services.gateway.domain.proof_files import ENDING, PROOF_BYTES_MAX, media_type_of
from services.gateway.storage.proofs import KeptProof, drop_refused, keep, read_proof
from services.gateway.storage.reading import DATABASE_AWAY, Row
from services.kernel.ids import command_id
from services.kernel.sealing import CannotOpen, PersonKey

ASKED: Final = frozenset({"network", "key", "application", "holder"})
IDS: Final = frozenset({"network", "application", "holder"})
SAVED: Final[Mapping[str, str]] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}
"""A browser saves it, and neither guesses what it is nor keeps it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The application of a copy, and the key that seals it."""

    row: Row
    key: PersonKey


async def keep_proof(request: Request) -> Response:
    """Keep a copy, and record that the proof was seen."""
    gateway: Gateway = request.app.state.gateway
    try:
        given = asked(request.query_params, ASKED, ids=IDS, needed=ASKED - {"holder"})
        given["kind"] = _kind(request)
        check(given)
        context = await permitted(gateway, request, "keepProof", given["network"])
        content = await content_of(request, PROOF_BYTES_MAX)
        if content is None:
            return refusal("proof_too_large", "content")
        return await _kept(context, given, content, media_type_of(content))
    except Coded as problem:
        return refusal(problem.code, problem.argument)
    except BadInput as problem:
        return refusal(problem.code, problem.field)
    except DATABASE_AWAY:
        return refusal("unavailable", None)


def _kind(request: Request) -> str:
    """What it is a proof of: percent-encoded, as a header holds ASCII only. Raises BadInput."""
    said = request.headers.get("proof-kind")
    if said is None:
        raise BadInput("field_missing", "kind")
    return unquote(said)


async def _kept(
    context: RequestContext, given: Mapping[str, Any], content: bytes, media_type: str
) -> Response:
    network, place = given["network"], await _place(context, given)
    grant, database = context.grant, context.gateway.database
    assert grant is not None
    proof = KeptProof(
        key=command_id(str(network), grant.actor, given["key"]),
        stream=str(network),
        holder_id=str(given["holder"] or place.row["holder_ids"][0]),
        application_id=place.row["key"],
        owner=files.owner_of(place.row),
        media_type=media_type,
        bytes=len(content),
        content=place.key.seal(content),
        made_by=grant.actor,
    )
    await keep(database, context.bounds(str(network)), proof)
    answer = await _recorded(context, given, proof.key, content)
    match answer:
        case Rejected(code=code, field=field):
            await drop_refused(database, context.bounds(str(network)), proof.key)
            return refusal(code, field)
        case Pending(operation=operation):
            return as_json({"operation": str(operation)}, 202)
        case _:
            said = {"id": str(proof.key), "mediaType": media_type, "bytes": len(content)}
            return as_json(said, 200)


async def _place(context: RequestContext, given: Mapping[str, Any]) -> Place:
    """The open application, where its regulation lets proofs be kept. Raises Coded."""
    network = given["network"]
    row = await files.own_application(context, str(network), str(given["application"]))
    if row is None:
        raise Coded("application_unknown", "application")
    if given["holder"] is not None and str(given["holder"]) not in row["holder_ids"]:
        raise Coded("holder_unknown", "holder")
    document = await document_in_force(context, network, UUID(row["scheme_id"]))
    if document is None or document.deciding.proofs != "kept":
        raise Coded("proofs_not_kept")
    key = (await files.keys_of_applications(context, [row])).get(files.owner_of(row))
    if key is None:
        raise Coded("application_closed", "application")
    return Place(row, key)


async def _recorded(
    context: RequestContext, given: Mapping[str, Any], document: UUID, content: bytes
) -> object:
    """The outcome of recording it: refused where it may not be kept after all."""
    said = {
        "kind": given["kind"],
        "holder": str(given["holder"]) if given["holder"] else None,
    }
    wish = about_file(
        "keepProof",
        {**given, "digest": hashlib.sha256(content).hexdigest()},
        lambda: commands.RecordProof(
            application_id=given["application"],
            proof=sealed(context, said),
            referrer_id=files.referrer_of(context, given["network"]),
            document_id=document,
        ),
    )
    return await carry_out(context, wish)


async def proof_document(request: Request) -> Response:
    """A copy, opened for who handles its application."""
    gateway: Gateway = request.app.state.gateway
    query = {**request.query_params, "proof": request.path_params["proof"]}
    names = frozenset({"network", "proof"})
    try:
        given = asked(query, names, ids=names, needed=names)
        context = await permitted(gateway, request, "proofDocument", given["network"])
        return await _shown(context, str(given["network"]), given["proof"])
    except Coded as problem:
        return refusal(problem.code, problem.argument)
    except BadInput as problem:
        return refusal(problem.code, problem.field)
    except DATABASE_AWAY:
        return refusal("unavailable", None)


async def _shown(context: RequestContext, network: str, document: UUID) -> Response:
    proof = await read_proof(context.gateway.database, context.bounds(network), document)
    row = None
    if proof is not None:
        row = await files.own_application(context, network, proof["application_id"])
    if proof is None or row is None or not _recorded_in(row, document):
        raise Coded("proof_unknown")
    key = (await files.keys_of_applications(context, [row])).get(proof["owner"])
    try:
        content = None if key is None else key.open(proof["content"])
    except CannotOpen:
        content = None
    if content is None:
        raise Coded("proof_unknown")
    name = f"bewijs-{document}.{ENDING[proof['media_type']]}"
    headers = {**SAVED, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=proof["media_type"], headers=headers)


def _recorded_in(application: Row, document: UUID) -> bool:
    return any(one.get("document") == str(document) for one in application["proofs"])

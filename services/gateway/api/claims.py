"""Reading claims and guarantee slips from the views, within the bounds of a request."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import segno

from services.gateway.api.claim_types import (
    Claim,
    ClaimDone,
    ClaimProof,
    ClaimStatus,
    GuaranteeSlip,
    GuaranteeSlipDone,
    PrintedSlip,
    SlipStatus,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.printing import pdf
from services.gateway.api.reads import (
    open_identity,
    open_number,
    open_object,
    read_row,
    shows_names,
)
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.slip_words import Promise, as_document
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey

_OF_PARTICIPATION: Final = "select key from {table} where stream = $1 and participation_id = $2"


async def _row_of(context: RequestContext, network: str, table: str, made: str) -> Row | None:
    """A claim or slip by its own id, or by that of its participation."""
    found = await read_row(context, network, table, made)
    if found is not None:
        return found
    sql = _OF_PARTICIPATION.format(table=table)
    rows = await context.gateway.database.fetch(context.bounds(network), sql, network, made)
    return await read_row(context, network, table, rows[0]["key"]) if rows else None


# -- claims -----------------------------------------------------------------------------------


async def show_claims(context: RequestContext, rows: Sequence[Row]) -> list[Claim]:
    """Claims, with the reasons opened: one query for the keys of all."""
    told = [row for row in rows if row["reason"] is not None]
    keys = await opened_keys(context, told) if shows_names(context) else {}
    return [_claim(row, keys.get(row["holder_id"])) for row in rows]


def _claim(row: Row, key: PersonKey | None) -> Claim:
    said = open_object(key, row["reason"])
    decided = row["status"] in ("granted", "refused", "withdrawn", "reversed")
    return Claim(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        scheme=UUID(row["scheme_id"]),
        offer=UUID(row["offer_id"]),
        organisation=UUID(row["organisation_id"]),
        on=row["day"],
        paid_cents=row["paid_cents"],
        other_help_cents=row["other_help_cents"],
        required=_proofs(row["required"]),
        seen=_proofs(row["seen"]),
        missing=_proofs(sorted(set(row["required"]) - set(row["seen"]))),
        late=row["late"],
        status=ClaimStatus(row["status"]),
        participation=_id(row["participation_id"]),
        network_cents=None if row["network_cents"] is None else Cents(row["network_cents"]),
        decide_by=row["due_on"],
        reason=None if said is None else said.get("reason"),
        filed_by=row["filed_by"],
        filed_at=row["made_at"],
        decided_by=row["decided_role"] if decided else None,
        decided_at=row["decided_at"] if decided else None,
    )


def _id(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)


def _proofs(names: Sequence[str]) -> list[ClaimProof]:
    return [ClaimProof(name) for name in names]


async def claim(context: RequestContext, network: str, made: str) -> Claim | None:
    """One claim."""
    row = await _row_of(context, network, "claims", made)
    return None if row is None else (await show_claims(context, [row]))[0]


# -- guarantee slips --------------------------------------------------------------------------


async def show_slips(context: RequestContext, rows: Sequence[Row]) -> list[GuaranteeSlip]:
    """Slips with their numbers: one query for the keys of all."""
    keys = await opened_keys(context, rows) if shows_names(context) else {}
    return [_slip(row, open_number(keys.get(row["holder_id"]), row["slip_number"])) for row in rows]


def _slip(row: Row, number: str | None) -> GuaranteeSlip:
    taken: Any = row["taken"] if row["status"] in ("confirmed", "cancelled") else ()
    return GuaranteeSlip(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        scheme=UUID(row["scheme_id"]),
        offer=UUID(row["offer_id"]),
        organisation=UUID(row["organisation_id"]),
        on=row["day"],
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        network_cents=row["network_cents"],
        valid_until=row["valid_until"],
        status=SlipStatus(row["status"]),
        number=number,
        participation=UUID(row["participation_id"]),
        taken_cents=Cents(taken[0]["price_cents"]) if taken else None,
        issued_by=row["issued_by"],
        issued_at=row["made_at"],
    )


async def slip(context: RequestContext, network: str, made: str) -> GuaranteeSlip | None:
    """One slip."""
    row = await _row_of(context, network, "slips", made)
    return None if row is None else (await show_slips(context, [row]))[0]


async def printed_slip(context: RequestContext, network: str, key: str) -> PrintedSlip | None:
    """A slip to print, while it works; None where it does not, or is not for you."""
    row = await read_row(context, network, "slips", key)
    if row is None or row["status"] != "held":
        return None
    keys = await opened_keys(context, [row])
    number = open_number(keys.get(row["holder_id"]), row["slip_number"])
    person, offer, club, home = [
        await read_row(context, network, table, named)
        for table, named in (
            ("holders", row["holder_id"]),
            ("offers", row["offer_id"]),
            ("organisations", row["organisation_id"]),
            ("networks", network),
        )
    ]
    if number is None or person is None or offer is None or club is None or home is None:
        return None
    identity = open_identity(keys.get(row["holder_id"]), person["identity"])
    promise = Promise(
        number=number,
        name=" ".join(filter(None, (identity.given_name, identity.family_name))),
        offer=offer["title"],
        organisation=club["name"],
        network=home["name"],
        on=row["day"],
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        valid_until=row["valid_until"],
    )
    given = as_document(promise, segno.make_qr(number, error="m").svg_inline(border=0))
    today = datetime.now(UTC).astimezone(BRUSSELS).date()
    return PrintedSlip(
        slip=UUID(key), pdf=base64.b64encode(await pdf("slip", given, today)).decode()
    )


CLAIM: Final = Shown(claim, lambda operation, shown: ClaimDone(operation=operation, claim=shown))
SLIP: Final = Shown(
    slip, lambda operation, shown: GuaranteeSlipDone(operation=operation, slip=shown)
)

"""Reading applications and what belongs to them, opened for those who may read it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.keys import key_owner
from services.gateway.api.application_types import ApplicationChannel
from services.gateway.api.context import RequestContext
from services.gateway.api.file_types import (
    Application,
    ApplicationStatus,
    AttestSeries,
    Mandate,
    MandateLevel,
    Recovery,
    RecoveryPayer,
    SchemeRight,
    SeenProof,
    UndecidedMember,
)
from services.gateway.api.opening import opened_keys
from services.gateway.api.reads import open_object, read_row
from services.gateway.api.scalars import Cents, as_json
from services.gateway.domain.access import Role
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import Row
from services.gateway.views.applications import NO_TERM
from services.kernel.sealing import PersonKey

CONTENT_IS_SHOWN: Final = frozenset({Role.CLERK, Role.COORDINATOR, Role.OUTREACH_WORKER})
"""Who goes on with an application."""


def referrer_of(context: RequestContext, network: UUID) -> UUID | None:
    """In whose name somebody acts for an applicant; None: she is of the network's staff."""
    grant = context.grant
    if grant is None or grant.role is not Role.OUTREACH_WORKER:
        return None
    return UUID(grant.organisation) if grant.organisation else network


def own_referrals(context: RequestContext) -> str | None:
    """The organisation to whose applications somebody is bound; None: to no one's."""
    grant = context.grant
    bound = grant is not None and grant.role is Role.OUTREACH_WORKER
    return grant.organisation if grant is not None and bound else None


async def show_applications(context: RequestContext, rows: Sequence[Row]) -> list[Application]:
    """Applications with what they hold: one query for the keys of all."""
    held = [
        row
        for row in rows
        if row["content"] is not None or row["proofs"] or row["asked"] is not None
    ]
    keys = await keys_of_applications(context, held)
    return [_application(row, keys.get(owner_of(row))) for row in rows]


async def keys_of_applications(
    context: RequestContext, rows: Sequence[Row]
) -> dict[str, PersonKey]:
    """The keys of what applications hold, by `owner_of`: none for who does not go on with them."""
    if context.grant is None or context.grant.role not in CONTENT_IS_SHOWN:
        return {}
    asked = [
        {
            "stream": row["stream"],
            "municipality": row["municipality"],
            "holder_id": holder_id,
            "key": row["key"],
        }
        for row in rows
        for holder_id in row["holder_ids"]
    ]
    return await opened_keys(context, asked, owner=owner_of)


def owner_of(row: Row) -> str:
    """Whose key seals what an application holds: its own."""
    return str(key_owner(UUID(row["key"]), "application"))


async def application(context: RequestContext, network: str, key: str) -> Application | None:
    """One application; none where it is another referrer's."""
    row = await own_application(context, network, key)
    return None if row is None else (await show_applications(context, [row]))[0]


async def own_application(context: RequestContext, network: str, key: str) -> Row | None:
    """The row of an application, still sealed; none where it is another referrer's."""
    row = await read_row(context, network, "applications", key)
    own = own_referrals(context)
    return None if row is None or (own is not None and row["referrer_id"] != own) else row


def _application(row: Row, key: PersonKey | None) -> Application:
    asked = open_object(key, row["asked"])
    return Application(
        id=UUID(row["key"]),
        scheme=UUID(row["scheme_id"]),
        holders=[UUID(holder_id) for holder_id in row["holder_ids"]],
        status=ApplicationStatus(row["status"]),
        channel=ApplicationChannel(row["channel"]),
        content=None if (held := open_object(key, row["content"])) is None else as_json(held),
        saves=row["saves"],
        proofs=[_proof(one, open_object(key, one["proof"])) for one in row["proofs"]],
        asked=list(asked["kinds"]) if asked else None,
        asked_until=row["asked_until"],
        submitted_on=row["submitted_on"],
        due_on=None if row["due_on"] == NO_TERM else row["due_on"],
        referrer=_id(row["referrer_id"]),
        assignee=row["assignee"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        decisions=[UUID(decision_id) for decision_id in row["decision_ids"]],
        undecided=[_undecided(one) for one in row["undecided"]],
    )


def _proof(one: dict[str, Any], opened: dict[str, Any] | None) -> SeenProof:
    said = opened or {}
    return SeenProof(
        kind=said.get("kind"),
        holder=_id(said.get("holder")),
        seen_on=date.fromisoformat(one["seen_on"]),
        seen_by=one["seen_by"],
        document=_id(one.get("document")),
    )


def _undecided(one: dict[str, Any]) -> UndecidedMember:
    missing = one.get("missing")
    return UndecidedMember(
        holder=UUID(one["holder_id"]),
        code=one["code"],
        message=sentence(one["code"]),
        missing=missing.split(", ") if missing else [],
    )


def _id(text: Any) -> UUID | None:
    return UUID(text) if text is not None else None


# -- what belongs to them --------------------------------------------------------------------------


async def mandate(context: RequestContext, network: str, key: str) -> Mandate | None:
    """How far one referrer may go."""
    row = await read_row(context, network, "mandates", key)
    return show_mandate(row) if row else None


def show_mandate(row: Row) -> Mandate:
    """A mandate."""
    return Mandate(referrer=UUID(row["key"]), level=MandateLevel(row["level"]))


async def attest_series(context: RequestContext, network: str, key: str) -> AttestSeries | None:
    """One series."""
    row = await read_row(context, network, "attest_series", key)
    return show_series(row) if row else None


def show_series(row: Row) -> AttestSeries:
    """A series of attests."""
    return AttestSeries(
        id=UUID(row["key"]),
        referrer=UUID(row["referrer_id"]),
        scheme=UUID(row["scheme_id"]),
        count=row["count"],
        filled=list(row["filled"]),
        revoked=row["revoked"],
        made_at=row["made_at"],
    )


async def scheme_right(context: RequestContext, network: str, key: str) -> SchemeRight | None:
    """A right in a scheme."""
    row = await read_row(context, network, "scheme_rights", key)
    return show_right(row) if row else None


def show_right(row: Row) -> SchemeRight:
    """A right in a scheme."""
    return SchemeRight(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        scheme=UUID(row["scheme_id"]),
        regulation=UUID(row["regulation_id"]),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        grace_until=row["grace_until"],
        last_day=row["last_day"],
        provisional=row["provisional"],
        renewal_left=row["unrenewed_on"] is not None,
        network=row["stream"],
    )


async def recovery(context: RequestContext, network: str, key: str) -> Recovery | None:
    """A decision that somebody pays back."""
    row = await read_row(context, network, "recoveries", key)
    if row is None:
        return None
    return Recovery(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        right=UUID(row["right_id"]),
        payer=RecoveryPayer(row["payer"]),
        cents=Cents(row["cents"]),
        participations=[UUID(one) for one in row["participation_ids"]],
        made_at=row["made_at"],
    )

"""From rows of the views about personal data to what GraphQL shows. Pure."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final
from uuid import UUID

import orjson

from services.budget.contracts import commands as budget_commands
from services.budget.contracts import events as budget_events
from services.cards.contracts import commands, events
from services.cards.contracts.register import Entry, places
from services.gateway.api.personal_enums import (
    Contact,
    Destination,
    DestructionStatus,
    ExtensionReason,
    GivenBy,
    LegalGround,
    PaidTo,
    PersonRequestKind,
    PersonRequestStatus,
    RefusalGround,
    RetentionSeries,
)
from services.gateway.api.personal_types import (
    Access,
    AffectedPerson,
    ContactChoice,
    DestructionList,
    LegalBasis,
    PaymentAccount,
    PersonRequest,
    ProcessingEntry,
    RetentionRule,
)
from services.gateway.api.scalars import Long
from services.gateway.storage.reading import Row
from services.kernel.contract import Catalogue

SEALING: Final = (commands, events, budget_commands, budget_events)
"""The messages of the services that are told what is sealed."""


@cache
def _places() -> Mapping[str, Sequence[str]]:
    return places(Catalogue(SEALING).by_name.values())


def processing_entry(entry: Entry) -> ProcessingEntry:
    """A line of the register, with the messages that hold the data."""
    return ProcessingEntry(
        name=entry.name,
        what=entry.what,
        purpose=entry.purpose,
        basis=entry.basis,
        readers=list(entry.readers),
        retention=entry.retention,
        sealed_with=entry.sealed_with,
        places=list(_places()[entry.name]),
    )


def access(row: Row) -> Access:
    """An access."""
    return Access(
        at=row["made_at"],
        actor=row["actor"],
        role=row["role"],
        operation=row["operation"],
        holder=UUID(row["holder_id"]),
        reason=row["reason"],
    )


def affected(row: Row) -> AffectedPerson:
    """A person who was shown."""
    return AffectedPerson(
        holder=UUID(row["key"]),
        first_at=row["first_at"],
        last_at=row["last_at"],
        times=Long(row["times"]),
    )


def person_request(row: Row) -> PersonRequest:
    """A request."""
    reason, ground = row["extended_for"], row["ground"]
    return PersonRequest(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        kind=PersonRequestKind(row["kind"]),
        received_on=row["received_on"],
        due_on=row["due_on"],
        status=PersonRequestStatus(row["status"]),
        extended_for=ExtensionReason(reason) if reason else None,
        ground=RefusalGround(ground) if ground else None,
    )


def legal_basis(row: Row) -> LegalBasis:
    """A legal basis."""
    return LegalBasis(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        basis=LegalGround(row["basis"]),
        text_id=row["text_id"],
        text_version=row["text_version"],
        given_by=GivenBy(row["given_by"]),
        given_on=row["given_on"],
        withdrawn_on=row["withdrawn_on"],
    )


def contact_choice(row: Row) -> ContactChoice:
    """A choice."""
    return ContactChoice(
        holder=UUID(row["holder_id"]),
        contact=Contact(row["contact"]),
        allowed=row["allowed"],
        text_version=row["text_version"],
    )


def payment_account(row: Row, opened: bytes | None) -> PaymentAccount:
    """An account, as far as it was opened."""
    said = orjson.loads(opened) if opened is not None else {}
    return PaymentAccount(
        holder=UUID(row["holder_id"]),
        iban=said.get("iban"),
        in_name_of=said.get("in_name_of"),
        paid_to=PaidTo(said.get("payee", "her_own")) if said else None,
        kept_until=row["kept_until"],
    )


def retention_rule(row: Row) -> RetentionRule:
    """A rule."""
    return RetentionRule(
        series=RetentionSeries(row["key"]),
        code=row["code"],
        term_months=row["term_months"],
        destination=Destination(row["destination"]),
        sample_every=row["sample_every"],
        published_on=row["published_on"],
    )


def destruction_list(row: Row) -> DestructionList:
    """A list."""
    return DestructionList(
        id=UUID(row["key"]),
        series=RetentionSeries(row["series"]),
        code=row["code"],
        as_of=row["as_of"],
        status=DestructionStatus(row["status"]),
        holders=[UUID(holder_id) for holder_id in row["holder_ids"]],
        spared=[UUID(holder_id) for holder_id in row["spared"]],
        proposed_by=row["proposed_by"],
        decided_by=row["decided_by"],
    )

"""From rows of the views to what GraphQL shows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.cards.contracts.regulation.pricing import PriceStep as Told
from services.gateway.api.card_types import Card
from services.gateway.api.contact_types import (
    ContactChannel,
    CoParenting,
    HolderContact,
    Residence,
)
from services.gateway.api.enums import (
    AccountKind,
    BlockReason,
    CardReason,
    Carrier,
    OfferCategory,
    OrganisationRole,
    ParticipationStatus,
    ProvidedBy,
    StatementLineKind,
    TransferKind,
)
from services.gateway.api.explaining import told_of
from services.gateway.api.participation_types import Participation
from services.gateway.api.scalars import Cents
from services.gateway.api.standing_types import price_step
from services.gateway.api.types import (
    Account,
    Holder,
    Municipality,
    Network,
    Offer,
    Organisation,
    Right,
    StatementLine,
    Transfer,
)
from services.gateway.storage.reading import Row
from services.partners.contracts.municipalities import MUNICIPALITIES


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's names, opened."""

    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None


NOBODY = Identity()


@dataclass(frozen=True, slots=True)
class Private:
    """How a person is reached and lives, opened."""

    contact: Mapping[str, Any] | None = None
    residence: Mapping[str, Any] | None = None


NOTHING = Private()


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text is not None else None


def network(row: Row, degraded: set[str]) -> Network:
    """A network, with the names of its municipalities."""
    return Network(
        id=UUID(row["key"]),
        slug=row["slug"],
        name=row["name"],
        municipalities=[
            Municipality(refnis=refnis, name=MUNICIPALITIES.get(refnis, refnis))
            for refnis in row["municipalities"]
        ],
        period_from=row["period_from"],
        period_until=row["period_until"],
        drawing_right_cents=row["drawing_right_cents"],
        own_contribution_cents=row["own_contribution_cents"],
        degraded=row["key"] in degraded,
    )


def organisation(row: Row) -> Organisation:
    """A partner."""
    roles = [OrganisationRole(role) for role in row["roles"]]
    return Organisation(id=UUID(row["key"]), name=row["name"], kbo=row["kbo"], roles=roles)


def offer(row: Row) -> Offer:
    """An offer."""
    return Offer(
        id=UUID(row["key"]),
        organisation=UUID(row["organisation_id"]),
        title=row["title"],
        price_cents=row["price_cents"],
        holder_bp=row["holder_bp"],
        organisation_bp=row["organisation_bp"],
        network_bp=row["network_bp"],
        withdrawn=row["withdrawn"],
        category=OfferCategory(row["category"]),
        tags=list(row["tags"]),
        half_days=row["half_days"],
        provided_by=ProvidedBy(row["provided_by"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        check_in_before_minutes=row["check_in_before_minutes"],
        check_in_after_minutes=row["check_in_after_minutes"],
    )


def holder(
    row: Row, identity: Identity, private: Private = NOTHING, *, address: bool = False
) -> Holder:
    """A person, with what is hers as far as it was opened.

    `address`: whether to say where and with whom she lives, though that is secret.
    """
    open_ = address or not row["secret_address"]
    return Holder(
        network=row["stream"],
        files=[row["key"], *row["merged"]],
        id=UUID(row["key"]),
        municipality=row["municipality"] if open_ else None,
        given_name=identity.given_name,
        family_name=identity.family_name,
        birth_date=identity.birth_date,
        erased=row["erased"],
        eligible_until=row["eligible_until"],
        restricted=row["restricted"],
        has_national_number=row["numbered"],
        contact=_contact(private.contact, address=open_),
        residence=Residence(private.residence["kind"]) if open_ and private.residence else None,
        institution=private.residence.get("institution") if open_ and private.residence else None,
        secret_address=row["secret_address"],
        left_on=row["left_on"],
        households=[UUID(one) for one in row["households"]] if open_ else [],
        co_parenting=_co_parenting(row),
        merged_into=_id(row["merged_into"]),
        merged=[UUID(one) for one in row["merged"]],
    )


def _contact(said: Mapping[str, Any] | None, *, address: bool) -> HolderContact | None:
    if said is None:
        return None
    return HolderContact(
        channel=ContactChannel(said["channel"]),
        address=said.get("address") if address else None,
        phone=said.get("phone"),
        mail=said.get("mail"),
        language=said.get("language") or "nl",
        referrer=_id(said.get("referrer_id")),
    )


def _co_parenting(row: Row) -> CoParenting | None:
    if row["other_network"] is None:
        return None
    return CoParenting(
        share_percent=row["cap_share_percent"],
        other_network=UUID(row["other_network"]),
        payer_network=UUID(row["payer_network"]),
    )


def right(row: Row) -> Right:
    """A right."""
    return Right(
        network=row["stream"],
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        yearly_ceiling_cents=row["yearly_ceiling_cents"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
    )


def card(row: Row, number: str | None) -> Card:
    """A card, with its number where it was opened."""
    return Card(
        id=UUID(row["key"]),
        right=_id(row["right_id"]),
        scheme=_id(row["scheme_id"]),
        holder=UUID(row["holder_id"]),
        number=number,
        carrier=Carrier(row["carrier"] or "card"),
        reason=CardReason(row["reason"]) if row["reason"] else None,
        price_cents=row["price_cents"],
        valid_until=row["valid_until"],
        grace_until=row["grace_until"],
        replaces=_id(row["replaces"]),
        replaced_by=_id(row["replaced_by"]),
        revoked=row["revoked"],
        blocked=row["blocked"],
        block_reason=BlockReason(row["block_reason"]) if row["block_reason"] else None,
    )


def participation(row: Row, *, person: bool) -> Participation:
    """A participation; `person`: whether to say whose it is."""
    return Participation(
        network=row["stream"],
        right=row["right_id"],
        told=told_of(row, person=person),
        row=row,
        id=UUID(row["key"]),
        status=ParticipationStatus(row["status"] or "requested"),
        offer=UUID(row["offer_id"]),
        organisation=UUID(row["organisation_id"]),
        holder=UUID(row["holder_id"]) if person else None,
        on=row["day"],
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        organisation_cents=row["organisation_cents"],
        network_cents=row["network_cents"],
        ceiling_applied=row["ceiling_applied"],
        hold_until=row["hold_until"],
        decline_code=row["decline_code"],
        scheme=_id(row["scheme_id"]),
        regulation=_id(row["regulation_id"]),
        other_help_cents=Cents(row["other_help_cents"]),
        uncovered_cents=Cents(
            row["uncovered_cents"] if row["unposted_cents"] is None else row["unposted_cents"]
        ),
        claim=_id(row["claim_id"]),
        slip=_id(row["slip_id"]),
        checked_in_at=row["checked_in_at"],
        steps=[price_step(Told.model_validate(one)) for one in row["steps"]] if person else [],
        group=_id(row["group_id"]),
        waiting_place=row["waiting_place"] if row["status"] == "waiting" else None,
    )


def account(row: Row) -> Account:
    """An account: its balance is what came in less what went out."""
    balance = row["credit_cents"] - row["debit_cents"]
    return Account(
        id=UUID(row["key"]),
        kind=AccountKind(row["kind"]),
        year=row["year"],
        organisation=_id(row["organisation_id"]),
        balance_cents=Cents(balance),
        held_cents=row["held_debit_cents"],
        available_cents=Cents(balance - row["held_debit_cents"]),
        envelope=_id(row["envelope_id"]),
        municipality=row["municipality"],
        entity=_id(row["entity_id"]),
    )


def transfer(row: Row) -> Transfer:
    """A transfer."""
    return Transfer(
        id=UUID(row["key"]),
        kind=TransferKind(row["kind"]),
        debit=UUID(row["debit"]),
        credit=UUID(row["credit"]),
        cents=row["cents"],
        names=_id(row["names"]),
        participation=_id(row["participation_id"]),
        group_visit=_id(row["visit_id"]),
        entry=_id(row["entry_id"]),
        bbc=row["bbc"],
        for_year=row["for_year"],
        at=row["made_at"],
    )


def statement_line(row: Row, *, own: bool = False) -> StatementLine:
    """A line of a statement. `own`: only what its municipality pays of it."""
    return StatementLine(
        network=row["stream"],
        participation=UUID(row["participation_id"]),
        on=row["day"],
        offer=UUID(row["offer_id"]),
        kind=StatementLineKind(row["kind"]),
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        organisation_cents=row["organisation_cents"],
        network_cents=row["own_cents" if own else "network_cents"],
        instalment=row["instalment"],
        instalments=row["instalments"],
    )

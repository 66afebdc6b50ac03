"""Admitting an organisation to a network, in its roles. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

from stdnum.be import vat

from services.kernel.contract import Event
from services.kernel.ids import SAMENSPEL
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State
from services.partners.contracts.commands import AdmitOrganisation
from services.partners.contracts.events import OrganisationAdmitted
from services.partners.domain.text import checked_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """A partner of the network. `roles` is its partnership."""

    table: ClassVar[str] = "organisations"
    name: str
    kbo: str | None
    roles: tuple[str, ...]


def organisation_id(kbo: str | None, context: Context) -> UUID:
    """The same enterprise has the same id in every network; without KBO number a new one."""
    if kbo is None:
        return context.make_id("organisation")
    return uuid5(SAMENSPEL, json.dumps(["kbo", vat.compact(kbo)]))


def needs_of_admission(
    command: AdmitOrganisation, context: Context, _state: State
) -> Iterable[Place]:
    """The organisation, which may be there already."""
    return [Organisation.at(organisation_id(command.kbo, context))]


def admit(command: AdmitOrganisation, context: Context, state: State) -> Sequence[Event]:
    """Admit it. KBO: ten digits, the last two a check modulo 97 (Crossroads Bank rules)."""
    name = checked_text(command.name, field="name")
    if command.kbo is not None and not vat.is_valid(command.kbo):
        raise Refusal("kbo_invalid", "kbo")
    if not command.roles:
        raise Refusal("roles_empty", "roles")
    made = organisation_id(command.kbo, context)
    if state.get(Organisation, made):
        raise Refusal("already_admitted", "kbo")
    return [
        OrganisationAdmitted(
            organisation_id=made,
            name=name,
            kbo=None if command.kbo is None else vat.compact(command.kbo),
            roles=tuple(dict.fromkeys(command.roles)),
        )
    ]


def admitted(event: OrganisationAdmitted, _context: Context, _state: State) -> Iterable[Change]:
    """The organisation is a partner."""
    yield Organisation(
        key=str(event.organisation_id), name=event.name, kbo=event.kbo, roles=event.roles
    )

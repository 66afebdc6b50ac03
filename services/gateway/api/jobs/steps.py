"""The steps of a row: the same wishes as those of mutations, with keys that name row and step.

Whoever sends a step again, after a crash or beside another, sends the same command: what is done
once is never done twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.cards.contracts import commands
from services.cards.contracts.regulation.facts import HeldStatus, Lives, Person
from services.gateway.api import cases, statuses
from services.gateway.api.cards import by_role, priced_by, sealed_number
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.replies import Rejected
from services.gateway.api.sealing import sealed, sealed_identity
from services.gateway.api.sending import Ended, Wish, about_holder, carry_out
from services.gateway.domain.access import Scope
from services.gateway.domain.contacts import checked_contact
from services.gateway.domain.facts import Told
from services.gateway.domain.simulating import Part, Sum
from services.gateway.storage.jobs import TakenRow
from services.kernel.contract import Command

NOT_NOW: Final = frozenset({"unavailable"})
"""Nobody knows whether it is durable: the same command is sent again."""
TOO_LATE: Final = "deadline_passed"
"""It was certainly not done: it is asked anew, under the next key of the step."""
TRIES_MAX: Final = 20


class NotNow(Exception):
    """The row cannot be ended now."""


@dataclass(slots=True)
class Steps:
    """One row on its way."""

    context: RequestContext
    row: TakenRow
    problems: list[tuple[str | None, str]] = field(default_factory=list)
    result: str | None = None
    sums: Mapping[Part, Sum] | None = None

    @property
    def network(self) -> UUID:
        """The network of the job."""
        return UUID(self.row.stream)

    def given(self, step: str, **arguments: Any) -> dict[str, Any]:
        """What a step asks, under the key of this row and step."""
        row = self.row
        key = f"job:{row.job}:{row.number}:{step}"
        return {"network": self.network, "key": key, **arguments}

    async def take(self, step: str, wish: Wish) -> str | None:
        """The id of what a step made; None where it was refused, which is noted. Raises NotNow."""
        for number in range(TRIES_MAX):
            key = f"{wish.given['key']}:{number}"
            tried = replace(wish, given={**wish.given, "key": key})
            end = await carry_out(self.context, tried)
            match end:
                case Ended(made=made):
                    return made
                case Rejected(code=code) if code == TOO_LATE:
                    continue
                case Rejected(code=code) if code not in NOT_NOW:
                    self.problems.append((step, code))
                    return None
                case _:
                    raise NotNow
        raise NotNow


async def register(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """A person, her address, the decision on her status, her card. The id of the person."""
    made = await _registered(steps, said)
    if made is None:
        return None
    holder = UUID(made)
    if said["address"]:
        await _address(steps, holder, said["address"])
    if said["entitled"]:
        await _entitle(steps, holder, said)
    if said["card"]:
        await _card(steps, holder, said["card"])
    return made


async def _registered(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """A new person; None where that was refused, which is noted."""
    given = steps.given(
        "registration",
        municipality=said["municipality"],
        givenName=said["given_name"],
        familyName=said["family_name"],
        birthDate=date.fromisoformat(said["birth_date"]),
        nationalNumber=said["number"],
    )

    def command() -> Command:
        return commands.RegisterHolder(
            municipality=said["municipality"], identity=sealed_identity(steps.context, given)
        )

    scope = Scope(network=steps.row.stream, municipality=said["municipality"])
    return await steps.take("inschrijving", Wish("registerHolder", given, command, scope))


async def _address(steps: Steps, holder: UUID, address: str) -> None:
    def command() -> Command:
        contact = checked_contact(
            channel="letter", address=address, phone=None, mail=None, language="nl", referrer=None
        )
        return commands.SetContact(holder_id=holder, contact=sealed(steps.context, contact))

    given = steps.given("contact", holder=holder, channel="letter", address=address)
    await steps.take("adres", about_holder("setContact", given, command))


async def _entitle(steps: Steps, holder: UUID, said: Mapping[str, Any]) -> None:
    until = date.fromisoformat(said["until"])
    facts = Person(
        lives=(Lives(how="domicile", municipality=said["municipality"]),),
        statuses=(HeldStatus(name=said["status"], until=until),),
    )
    await decide(steps, holder, facts, until if steps.row.facts["open_end"] else None)


async def _card(steps: Steps, holder: UUID, number: str) -> None:
    scheme, context = UUID(steps.row.facts["scheme"]), steps.context

    async def command() -> Command:
        return commands.IssueSchemeCard(
            holder_id=holder,
            scheme_id=scheme,
            carrier="card",
            reason="first",
            number=sealed_number(context, number),
            **await priced_by(context, steps.network, holder),
            by=by_role(context),
        )

    given = steps.given("card", holder=holder, scheme=scheme, stockNumber=number)
    await steps.take("kaart", about_holder("issueSchemeCard", given, command))


async def renew(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """Decide again about a person, on what is on record of her. The id of the person.

    A status that nobody knows of is not one that she has not: then nothing is decided, and the
    report says that a proof is missing.
    """
    holder, network = UUID(said["holder"]), steps.network
    row = await read_row(steps.context, str(network), "holders", str(holder))
    if row is None or row["erased"]:
        steps.problems.append(("beslissing", "holder_erased"))
        return None
    empty = Told(holder, Person(statuses=()))
    (known,) = await statuses.with_known_statuses(steps.context, network, [empty])
    municipality = row["municipality"]
    lives = (Lives(how="domicile", municipality=municipality),) if municipality else None
    await decide(steps, holder, Person(lives=lives, statuses=known.facts.statuses or None), None)
    return str(holder)


async def decide(steps: Steps, holder: UUID, facts: Person, until: date | None) -> None:
    """A recorded decision by the regulation. Noted where she is not entitled."""
    context, row = steps.context, steps.row
    scheme, mandate = UUID(row.facts["scheme"]), row.facts.get("mandate")

    async def command() -> Command:
        (told,) = await cases.with_birth_dates(context, steps.network, [Told(holder, facts)])
        said = {"facts": told.facts.model_dump(mode="json", by_alias=True), "reason": None}
        return commands.DecideCase(
            holder_id=holder,
            scheme_id=scheme,
            case=sealed(context, said),
            mandate=mandate,
            channel="counter" if mandate else "status_list",
            valid_until=until,
        )

    given = steps.given("decision", holder=holder, scheme=scheme, validUntil=until)
    made = await steps.take("beslissing", about_holder("decideCase", given, command))
    if made is None:
        return
    decision = await read_row(context, row.stream, "decisions", made)
    if decision is not None and decision["outcome"] != "entitled":
        steps.problems.append(("beslissing", "not_entitled"))


async def record_listed(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """Record what a list says of a person; who is unknown is registered, where that was chosen.

    The id of the person.
    """
    made = await _listed(steps, said, "listed")
    unknown = ("statuut", "person_unknown")
    if made is None and said["municipality"] and steps.problems == [unknown]:
        steps.problems.clear()
        if await _registered(steps, said) is None:
            return None
        made = await _listed(steps, said, "listed-again")
    if made is None:
        return None
    row = await read_row(steps.context, steps.row.stream, "status_questions", made)
    if row is None:
        return None
    steps.result = row["result"]
    if steps.result == "left":
        steps.problems.append(("beslissing", "left"))
    return str(row["holder_id"])


async def _listed(steps: Steps, said: Mapping[str, Any], step: str) -> str | None:
    facts, context = steps.row.facts, steps.context
    role = by_role(context)
    line = {name: said[name] for name in ("number", "status", "holds", "from", "until")}

    def command() -> Command:
        assert role in ("clerk", "coordinator")
        return commands.RecordListedStatus(
            scheme_id=UUID(facts["scheme"]),
            list_id=UUID(steps.row.job),
            listed=sealed(context, line),
            on=date.fromisoformat(facts["on"]),
            legal_basis=facts["legal_basis"],
            deliberation=facts["deliberation"],
            listed_by=role,
            municipality=steps.row.municipality,
        )

    given = steps.given(step, nationalNumber=said["number"], status=said["status"])
    return await steps.take("statuut", Wish("imports", given, command, _network(steps)))


def _network(steps: Steps) -> Scope:
    return Scope(network=steps.row.stream)


STEPS: Final = {"registration": register, "renewal": renew, "status_list": record_listed}
"""By the kind of a job."""

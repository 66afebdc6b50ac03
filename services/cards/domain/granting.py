"""The right that follows from a decision: a new one, or the same one prolonged. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.events import SchemeRightGranted, SchemeRightRenewed
from services.cards.contracts.regulation import lasting
from services.cards.contracts.regulation.document import RegulationDocument, Source
from services.cards.domain.scheme_right import DatedRight, SchemeRights
from services.kernel.refusal import Refusal
from services.kernel.rules import Context

RightEvent = SchemeRightGranted | SchemeRightRenewed
NOT_MEANS_TESTED: Final[tuple[Source, ...]] = ("own_contribution", "welfare_fund")
"""Who may carry a right that no route gave: the drawing right is for people in poverty."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A right to be granted: to whom, by which regulation, until when, and who may carry it.

    `municipality`: in a network of several, where she lives.
    """

    holder_id: UUID
    scheme_id: UUID
    regulation_id: UUID
    valid_until: date
    decision_id: UUID
    grace_until: date | None = None
    birth_year: int | None = None
    sources: tuple[Source, ...] = NOT_MEANS_TESTED
    provisional: bool = False
    municipality: str | None = None

    def cut(self, until: date) -> "Terms":
        """The same, provisionally, until a day at most."""
        return replace(
            self, valid_until=min(until, self.valid_until), grace_until=None, provisional=True
        )


def running_right(rights: SchemeRights, day: date) -> DatedRight | None:
    """The right that can be used on a day or will be later: what a new one may not overlap."""
    later = [right for right in rights.rights if right.usable_until >= day]
    return later[-1] if later else None


def renewed_from(running: DatedRight | None) -> date | None:
    """The end from which a renewal goes on; what is provisional is not renewed, but replaced."""
    return None if running is None or running.provisional else running.valid_until


def end_of_right(
    document: RegulationDocument, day: date, running: DatedRight | None, named: date | None
) -> tuple[date, date | None]:
    """The last day of a right, and of its grace. Refuses where nobody has said it."""
    validity = document.validity
    before = renewed_from(running)
    until, grace = lasting.until(validity, day, before)
    if until is not None:
        return until, grace
    if named is None or named < day:
        raise Refusal("validity_open", "valid_until")
    latest = lasting.latest(validity, day, before)
    if latest is not None and named > latest:
        raise Refusal("validity_too_long", "valid_until", until=latest.isoformat())
    return named, lasting.grace_after(validity, named)


def check_renewable(running: DatedRight, day: date, document: RegulationDocument) -> None:
    """Refuse to renew a right long before it ends; one that is provisional can be at any time."""
    if running.provisional:
        return
    ahead = timedelta(days=document.validity.renewable_days_before)
    first = min(running.valid_until, running.usable_until) - ahead
    if day < first:
        raise Refusal("not_yet_renewable", "holder_id", on=first.isoformat())


def right_event(
    terms: Terms, running: DatedRight | None, day: date, context: Context
) -> RightEvent:
    """A right from a day on; where one runs still, that one goes on under its own id."""
    common: dict[str, Any] = {
        "holder_id": terms.holder_id,
        "scheme_id": terms.scheme_id,
        "regulation_id": terms.regulation_id,
        "valid_until": terms.valid_until,
        "grace_until": terms.grace_until,
        "birth_year": terms.birth_year,
        "sources": terms.sources,
        "provisional": terms.provisional,
        "decision_id": terms.decision_id,
        "municipality": terms.municipality,
    }
    if running is not None:
        return SchemeRightRenewed(right_id=UUID(running.right_id), **common)
    right_id = context.make_id(f"right:{terms.holder_id}")
    return SchemeRightGranted(right_id=right_id, valid_from=day, **common)

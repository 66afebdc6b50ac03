"""Facts about card schemes and their regulations. They name no person."""

from datetime import date
from uuid import UUID

from services.kernel.contract import Event


class RegulationAdopted(Event, name="cards.regulation_adopted.v1"):
    """A version of a scheme's regulation holds from `valid_from` until the next one does.

    `document` is the regulation document as JSON; `version` counts from 1 within the scheme.
    """

    regulation_id: UUID
    scheme_id: UUID
    version: int
    name: str
    document: str
    valid_from: date
    valid_until: date | None = None
    narrows: UUID | None = None


class RegulationWithdrawn(Event, name="cards.regulation_withdrawn.v1"):
    """The version will not hold; the one before it goes on."""

    regulation_id: UUID
    scheme_id: UUID


class SchemeEnded(Event, name="cards.scheme_ended.v1"):
    """Nothing more is granted in the scheme from this day on."""

    scheme_id: UUID
    on: date
    followed_by: UUID | None = None

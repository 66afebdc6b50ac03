"""What GraphQL shows of card schemes, their regulations, and what a document would decide."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts.regulation.reading import read
from services.cards.contracts.regulation.rendering import rendered
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.standing_types import PriceStep


@strawberry.enum
class Language(Enum):
    """In which language something is explained."""

    NL = "nl"
    EN = "en"


@strawberry.type
class RegulationVersion:
    """One version of a scheme's regulation, without its text."""

    id: UUID
    version: int
    title: str
    valid_from: date
    valid_until: date | None
    withdrawn: bool


@strawberry.type
class RegulationSection:
    """A part of a regulation as people read it; what belongs to a line is indented below it."""

    title: str
    lines: list[str]


@strawberry.type
class Regulation:
    """One version of a scheme's regulation. `document` is the whole of it as JSON.

    It holds from `validFrom` until the next version of the scheme does. `narrows` is the regional
    regulation that it may only narrow.
    """

    id: UUID
    scheme: UUID
    version: int
    title: str
    valid_from: date
    valid_until: date | None
    narrows: UUID | None
    withdrawn: bool
    made_at: datetime
    document: str

    @strawberry.field(description="The whole document as people read it.")
    def explained(self, language: Language = Language.NL) -> list[RegulationSection]:
        """In Dutch or in English."""
        told = rendered(read(self.document), "nl" if language is Language.NL else "en")
        return [RegulationSection(title=one.title, lines=list(one.lines)) for one in told]


@strawberry.type
class Scheme:
    """A card scheme by its public name. `holds` is the version that holds today."""

    id: UUID
    name: str
    made_at: datetime
    ended_on: date | None
    followed_by: UUID | None
    versions: list[RegulationVersion]
    holds: UUID | None


@strawberry.type
class DocumentProblem:
    """One thing that is wrong with a document: where (`routes[0].conditions[1]`), and why."""

    path: str
    code: str
    message: str


@strawberry.type
class DocumentInvalid:
    """The document is none, or it widens what it may only narrow; every problem is named."""

    code: str
    message: str
    problems: list[DocumentProblem]


@strawberry.type
class RegulationDone:
    """It happened, and every view shows it."""

    operation: UUID
    regulation: Regulation


@strawberry.type
class SchemeDone:
    """It happened, and every view shows it."""

    operation: UUID
    scheme: Scheme


RegulationAnswer = Annotated[
    RegulationDone | DocumentInvalid | Rejected | Pending, strawberry.union("RegulationAnswer")
]
SchemeAnswer = Annotated[SchemeDone | Rejected | Pending, strawberry.union("SchemeAnswer")]


@strawberry.enum
class PreviewOutcome(Enum):
    """What a document says of a person; unknown: a fact or proof is missing."""

    ENTITLED = "entitled"
    NOT_ENTITLED = "not_entitled"
    UNKNOWN = "unknown"


@strawberry.type
class PreviewPrice:
    """What a first participation in an offer would cost whom. Without shares it is not sold so
    (`code` and `message` say why), or not known before she is decided.
    """

    label: str
    price_cents: Cents
    holder_cents: Cents | None
    organisation_cents: Cents | None
    network_cents: Cents | None
    code: str | None
    message: str | None
    steps: list[PriceStep]


@strawberry.type
class PersonPreview:
    """What would be decided of one person, and why. `decision` is all of it as data.

    `prices`: what each of the given offers would cost her.
    """

    label: str
    outcome: PreviewOutcome
    route: str | None
    valid_until: date | None
    sources: list[str]
    needs_inquiry: bool
    explained: list[str]
    explained_in_english: list[str]
    missing: list[str]
    decision: JSON
    prices: list[PreviewPrice]


@strawberry.type
class Preview:
    """What a document would decide on a day."""

    title: str
    on: date
    people: list[PersonPreview]


@strawberry.type
class PriceComparison:
    """What an offer would cost one person by the version of now and by the document."""

    label: str
    changes: bool
    before: PreviewPrice
    after: PreviewPrice


@strawberry.type
class PersonComparison:
    """One person by the version of now and by the document. `why`: empty if nothing changes."""

    label: str
    changes: bool
    why: list[str]
    before: PersonPreview
    after: PersonPreview
    prices: list[PriceComparison]


@strawberry.type
class Comparison:
    """Who would be decided otherwise, or pay otherwise. `changed` counts them."""

    before: str
    after: str
    on: date
    changed: int
    people: list[PersonComparison]


@strawberry.type
class PeopleInvalid:
    """What was sent as people or as offers are none; every problem is named."""

    code: str
    message: str
    problems: list[DocumentProblem]


PreviewAnswer = Annotated[
    Preview | DocumentInvalid | PeopleInvalid, strawberry.union("PreviewAnswer")
]
ComparisonAnswer = Annotated[
    Comparison | DocumentInvalid | PeopleInvalid, strawberry.union("ComparisonAnswer")
]

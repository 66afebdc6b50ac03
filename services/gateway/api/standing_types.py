"""What GraphQL shows of prices and of what is used in a scheme."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.cards.contracts.regulation.pricing import PriceStep as Told
from services.gateway.api.budget_types import SourceKind
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents


@strawberry.type
class PriceStep:
    """One step towards a price: which part of the regulation did what, by how many cents.

    `cents` is what it takes off for the holder or, for a bound, what it puts on her.
    `borneBy` of rounding: who bore the cent.
    """

    kind: str
    name: str | None
    clause: str | None
    cents: Cents
    left_cents: Cents | None
    borne_by: list[str]


def price_step(told: Told) -> PriceStep:
    """A step as it is shown."""
    return PriceStep(
        kind=told.kind,
        name=told.name,
        clause=told.clause,
        cents=Cents(told.cents),
        left_cents=None if told.left_cents is None else Cents(told.left_cents),
        borne_by=list(told.borne_by),
    )


@strawberry.type
class PaidFrom:
    """What one source paid of the network's share, as it stands now. Without `municipality` it is
    money of the whole network, also where that is set apart for a municipality."""

    source: SourceKind
    municipality: str | None
    cents: Cents


@strawberry.type
class PriceExplanation:
    """Why a price is what it is: the key that shared it, and a sentence for each step.

    The key is a version of a regulation (`regulation`, `version`, `validFrom`), or the split of
    the `offer` itself; neither where no regulation held. `payerMunicipality` pays the network's
    share where the regulation lets that of the domicile pay; `payerNetwork` pays it back where
    another network does; both null for who may not read where somebody lives. `paidFrom`: whose
    money paid that share, once it is paid; for the same readers.
    """

    regulation: UUID | None
    offer: UUID | None
    title: str | None
    version: int | None
    valid_from: date | None
    payer_municipality: str | None
    payer_network: UUID | None
    lines: list[str]
    lines_in_english: list[str]
    paid_from: list[PaidFrom] = strawberry.field(default_factory=list)


@strawberry.type
class Quote:
    """What a participation would cost whom. `leftCents`: left on the right after it, or on the
    ceiling of which least is left; 0 where there is none. `steps`: how the price came about.
    """

    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    ceiling_applied: bool
    left_cents: Cents
    steps: list[PriceStep]
    explanation: PriceExplanation | None = None


@strawberry.type
class QuoteForDesk:
    """What a provider is told: whether the card is valid, and the price to ask, in cents."""

    valid: bool
    ask_cents: Cents | None


@strawberry.type
class CeilingUse:
    """What is used and left of a ceiling on a day, in cents; used and held together are taken."""

    name: str
    clause: str | None
    per: str
    period: str
    amount_cents: Cents
    taken_cents: Cents
    left_cents: Cents


@strawberry.type
class SchemeUse:
    """How a person stands in a scheme on a day. Without a right the card is an ordinary one."""

    holder: UUID
    scheme: UUID
    on: date
    entitled: bool
    ceilings: list[CeilingUse]


QuoteAnswer = Annotated[Quote | QuoteForDesk | Rejected, strawberry.union("QuoteAnswer")]

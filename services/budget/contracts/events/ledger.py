"""Accounts and transfers, as every event about money names them. Integer cents."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.contract import Cents

Payee = Literal["organisation", "holder"]
"""To whom a network's share is payable."""

AccountKind = Literal[
    "external",
    "drawing_right",
    "own_contribution",
    "welfare_fund",
    "gift",
    "payable",
    "uncovered",
    "clearing",
    "suspense",
    "bank",
]
SourceKind = Literal["drawing_right", "own_contribution", "welfare_fund", "gift"]
"""Funding sources: the drawing right on the Flemish subsidy, the network's own contribution, the
federal fund of the public social welfare centre for participation, gifts (domain.md 1.5)."""

SOURCE_KINDS: Final[tuple[SourceKind, ...]] = (
    "drawing_right",
    "own_contribution",
    "welfare_fund",
    "gift",
)

_KINDS: Final = (
    "`external`: outside; `drawing_right`, `own_contribution`, `welfare_fund`, `gift`: a funding "
    "source, or the part of it that an envelope has; `payable`: owed to a provider or to holders; "
    "`uncovered`: owed without money for it; `clearing`: what the network of another municipality "
    "owes; `suspense`: not yet known or disputed; `bank`. More may come."
)


class Account(BaseModel):
    """An account of the ledger. `payable` to a provider has an organisation; the others have none.

    `payable` without one is what is owed to holders who paid first: events that anybody may read
    name no person, so whom it is owed to is told by the participation that a transfer belongs to.

    `envelope_id`: the part of a source that is set apart for an action; without: what is not.
    `municipality` (REFNIS): whose money it is or who owes it; without: the whole network's.
    `entity_id`: the legal entity whose money it is; without: the network's own.
    `source`: of an account `external` or `bank`, the funding source that it is about.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    account_id: UUID
    kind: str = Field(description=_KINDS)
    year: int
    organisation_id: UUID | None = None
    envelope_id: UUID | None = None
    municipality: str | None = None
    entity_id: UUID | None = None
    source: str | None = None


class Transfer(BaseModel):
    """One amount from one account to another, once and for ever.

    `posted` moves money; `held` sets it aside; `taken` posts and `released` frees a hold, which
    `names` says; a `reversal` moves it back and names what it reverses, whole or in part.

    `bbc`: the code of the municipal books (policy and management cycle) at that time. `for_year`:
    the earlier year to which it belongs, whose books were locked.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    transfer_id: UUID
    kind: Literal["posted", "held", "taken", "released", "reversal"]
    debit: Account
    credit: Account
    cents: Cents
    names: UUID | None = None
    bbc: str | None = None
    for_year: int | None = None


class Decision(BaseModel):
    """Who decided, when, and under which reference of the deciding body."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    body: str = Field(description="The deciding body, such as `municipal_executive`.")
    on: date
    reference: str | None = None

"""What can be asked about card schemes and their regulations."""

from datetime import date
from uuid import UUID

from services.kernel.contract import Command


class AdoptRegulation(Command, name="cards.adopt_regulation.v1"):
    """Adopt a version of a scheme's regulation; without `scheme_id` the scheme is new.

    `document` is a regulation document as JSON (`contracts/regulation`). `narrows` is the regional
    regulation that this one, a local addendum, may only narrow.
    """

    document: str
    scheme_id: UUID | None = None
    narrows: UUID | None = None


class WithdrawRegulation(Command, name="cards.withdraw_regulation.v1"):
    """Take back a version that does not hold yet."""

    regulation_id: UUID


class EndScheme(Command, name="cards.end_scheme.v1"):
    """Grant nothing more in a scheme from a day on. What runs goes on until it ends.

    `followed_by` is the scheme for which its cards can be swapped.
    """

    scheme_id: UUID
    on: date
    followed_by: UUID | None = None

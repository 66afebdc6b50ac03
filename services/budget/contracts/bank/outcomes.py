"""What an account statement proves about the payments of a run: paid, or come back. Pure.

Only what agrees to the cent is proven. What names a payment of ours but not its amount is left to
a person; what is not ours is passed over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.budget.contracts.bank.camt053 import Entry, Statement

BounceReason = Literal["account_unknown", "account_closed", "refused_by_bank", "returned", "other"]
_REASONS: Final[Mapping[str, BounceReason]] = {
    **dict.fromkeys(("AC01", "AC02", "AC03", "BE04", "RR01", "RC01"), "account_unknown"),
    **dict.fromkeys(("AC04", "AC05", "AC07"), "account_closed"),
    **dict.fromkeys(("AC06", "AG01", "AG02", "AM04", "DT01", "FF01", "MS03"), "refused_by_bank"),
    **dict.fromkeys(("FOCR", "CUST", "MS02", "AC14", "FRAD", "DUPL"), "returned"),
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """A payment of a run as it was sent: cents above zero."""

    end_to_end_id: str
    cents: int


@dataclass(frozen=True, slots=True)
class Paid:
    """The bank has taken this payment off the account on that day."""

    end_to_end_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Returned:
    """This payment came back on that day, with the bank's own code if it gave one."""

    end_to_end_id: str
    on: date
    code: str | None

    @property
    def reason(self) -> BounceReason:
        """Why, as the ledger knows it."""
        return bounce_reason(self.code) if self.code else "returned"


@dataclass(frozen=True, slots=True)
class Unclear:
    """A booking that names the run or a payment of it, but not its amount. Signed cents."""

    end_to_end_id: str | None
    on: date
    cents: int


Outcome = Paid | Returned | Unclear


def end_to_end_id(payment_id: UUID) -> str:
    """The reference under which a payment goes to the bank and is found again."""
    return payment_id.hex


def bounce_reason(code: str) -> BounceReason:
    """What a bank's reason for a refusal or a return comes to."""
    return _REASONS.get(code, "other")


def proven(
    statements: Iterable[Statement], run: str, lines: Iterable[SentLine]
) -> tuple[Outcome, ...]:
    """What statements say of the payments of a run, in their order.

    `run` is the id of the payment file. A batch that is booked without its parts proves its
    payments only where it is the sum of all of them.
    """
    sent = {line.end_to_end_id: line.cents for line in lines}
    return tuple(
        outcome
        for statement in statements
        for entry in statement.entries
        for outcome in (_of_parts(entry, sent) if entry.details else _of_whole(entry, run, sent))
    )


def _of_parts(entry: Entry, sent: Mapping[str, int]) -> Iterable[Outcome]:
    for part in entry.details:
        name = part.end_to_end_id
        if name is not None and name in sent:
            yield _outcome(name, sent[name], part.cents, entry, part.return_reason)


def _of_whole(entry: Entry, run: str, sent: Mapping[str, int]) -> Iterable[Outcome]:
    if entry.batch_id != run:
        return
    if abs(entry.cents) != sum(sent.values()):
        yield Unclear(None, entry.booked_on, entry.cents)
        return
    for name, cents in sent.items():
        signed = cents if entry.cents > 0 else -cents
        yield _outcome(name, cents, signed, entry, None)


def _outcome(name: str, cents: int, booked: int, entry: Entry, code: str | None) -> Outcome:
    if booked == -cents:
        return Paid(name, entry.booked_on)
    if booked == cents:
        return Returned(name, entry.booked_on, code)
    return Unclear(name, entry.booked_on, booked)

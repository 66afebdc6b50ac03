"""What comes in from outside, checked before anything else: every wrong value has a code. Pure.

A scalar that cannot be read arrives as `Wrong`, not as an error: so a mutation can answer with
the field at fault.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

from stdnum.be import bis, nn
from stdnum.exceptions import ValidationError

from services.budget.contracts.bank import iban as bank_iban
from services.budget.contracts.bank.problems import BankFileProblem

TEXT_MAX: Final = 200
LONG_MIN: Final = -(2**63)
LONG_MAX: Final = 2**63 - 1
LIST_MAX: Final = 50
YEAR_MIN: Final = 1900
YEAR_MAX: Final = 2200
LIMITS: Final[Mapping[str, int]] = {
    "document": 65_536,
    "facts": 100_000,
    "content": 100_000,
    "members": 100_000,
    "shared": 100_000,
    "statement": 100_000,
    "reportText": 20_000,
    "grounds": 2_000,
    "reason": 2_000,
    "ground": 100,
    "nationalNumber": 20,
    "cardNumber": 40,
    "stockNumber": 40,
    "passNumber": 40,
    "slipNumber": 40,
    "number": 40,
    "iban": 42,
}
"""Texts that are shorter or longer than others, by argument; in characters."""

MAY_BE_EMPTY: Final = frozenset({"slug", "name", "title"})
"""The service that owns these has a sentence of its own for an empty one."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Instead of a value: what was sent is none. It never holds what was sent."""

    code: str


class BadInput(Exception):
    """A value is wrong. `field` is the argument's name in GraphQL."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code, self.field = code, field


_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")

# Python also reads weeks and ordinal days, which nobody here means.
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


def read_long(value: object) -> int | Wrong:
    """A 64-bit integer."""
    if isinstance(value, int) and not isinstance(value, bool) and LONG_MIN <= value <= LONG_MAX:
        return value
    return Wrong("number_invalid")


def read_date(value: object) -> date | Wrong:
    """A calendar day, `2026-07-01`."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            day = date.fromisoformat(value)
            return day if YEAR_MIN <= day.year <= YEAR_MAX else Wrong("date_invalid")
    except ValueError:
        pass
    return Wrong("date_invalid")


def read_instant(value: object) -> datetime | Wrong:
    """An ISO 8601 instant with a zone, as UTC."""
    try:
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None and YEAR_MIN <= moment.year <= YEAR_MAX:
                return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    return Wrong("instant_invalid")


def read_uuid(value: object) -> UUID | Wrong:
    """A UUID in its usual form."""
    try:
        if isinstance(value, str) and len(value) <= len("{00000000-0000-0000-0000-000000000000}"):
            return UUID(value)
    except ValueError:
        pass
    return Wrong("uuid_invalid")


def check(given: Mapping[str, Any]) -> None:
    """Check every argument. Raises BadInput for the first that is wrong."""
    for name, value in given.items():
        _check_one(name, value)
    key = given.get("key", "?")
    if not 1 <= len(key) <= TEXT_MAX:
        raise BadInput("key_invalid", "key")


def _check_one(name: str, value: Any) -> None:
    if isinstance(value, Wrong):
        raise BadInput(value.code, name)
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        _check_text(name, value)
    if isinstance(value, list):
        if len(value) > LIST_MAX or len(set(value)) < len(value):
            raise BadInput("list_invalid", name)
        for item in value:
            _check_one(name, item)


def _check_text(name: str, value: str) -> None:
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise BadInput("text_invalid", name)
    if name == "key":
        return
    if len(value) > LIMITS.get(name, TEXT_MAX):
        raise BadInput("text_too_long", name)
    if not value.strip() and name not in MAY_BE_EMPTY:
        raise BadInput("text_empty", name)


def national_number(value: str | None, *, test_numbers: bool) -> str | None:
    """A national register or BIS number, eleven digits. Raises BadInput.

    `test_numbers` lets months 61 to 72 pass: plainly fictive persons, for development only.
    """
    if value is None:
        return None
    digits = "".join(character for character in value if character not in " .-/")
    if test_numbers and _is_test_number(digits):
        return digits
    for kind in (nn, bis):
        try:
            return str(kind.validate(digits))
        except ValidationError:
            continue
    raise BadInput("national_number_invalid", "nationalNumber")


def _is_test_number(digits: str) -> bool:
    """A number with its month raised by 60 and a check number of either century."""
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    if not 61 <= int(digits[2:4]) <= 72:
        return False
    base, check_number = digits[:9], int(digits[9:])
    return any(97 - int(century + base) % 97 == check_number for century in ("", "2"))


def iban(value: str) -> str:
    """An account number, without spaces. Raises BadInput."""
    try:
        return bank_iban.validate(value)
    except BankFileProblem as problem:
        raise BadInput(problem.code, "iban") from None


def code_text(value: str, field: str) -> str:
    """A code or version that may stand in clear: it has no room for a name. Raises BadInput."""
    if _CODE.fullmatch(value) is None:
        raise BadInput("code_invalid", field)
    return value


def birth_date(value: date, today: date) -> date:
    """A birth date of somebody alive. Raises BadInput."""
    if not date(YEAR_MIN, 1, 1) <= value <= today:
        raise BadInput("birth_date_invalid", "birthDate")
    return value


_NAMES: Final[Mapping[str, str]] = {
    "holder_id": "holder",
    "right_id": "right",
    "card_id": "card",
    "scheme_id": "scheme",
    "card_token": "cardNumber",
    "check_in_id": "checkIn",
    "pass_token": "passNumber",
    "pass_id": "groupPass",
    "claim_id": "claim",
    "slip_id": "slip",
    "slip_token": "slipNumber",
    "pack_id": "pack",
    "counter_id": "counter",
    "visit_id": "visit",
    "item_id": "workItem",
    "offer_id": "offer",
    "organisation_id": "organisation",
    "participation_id": "participation",
    "identity": "givenName",
    "household_id": "household",
    "group_id": "group",
    "duplicate_id": "duplicate",
    "other_network_id": "otherNetwork",
    "network_id": "otherNetwork",
    "payer_network_id": "payerNetwork",
    "members": "adults",
    "decision_id": "decision",
    "series_id": "series",
    "referrer_id": "referrer",
    "application_id": "application",
    "account": "iban",
    "basis_id": "legalBasis",
    "request_id": "personRequest",
    "list_id": "destructionList",
    "envelope_id": "envelope",
    "expense_id": "expense",
    "item_ids": "items",
    "run_id": "run",
    "payment_id": "payment",
    "organisation_ids": "providers",
    "entity_id": "entity",
    "payer_id": "payer",
    "payee_account_id": "payeeAccount",
}


def argument_name(field: str | None) -> str | None:
    """The GraphQL argument of a command's field; within one of several lines, with its place."""
    return None if field is None else ".".join(_argument(part) for part in field.split("."))


def _argument(field: str) -> str:
    first, *others = _NAMES.get(field, field).split("_")
    return first + "".join(word.capitalize() for word in others)

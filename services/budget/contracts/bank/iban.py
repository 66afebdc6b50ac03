"""Account numbers: as they are kept, checked, shown in part and printed. Pure."""

import re
from typing import Final

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

from services.budget.contracts.bank.problems import BankFileProblem

SEPA_COUNTRIES: Final = re.compile(
    "AD|AL|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GI|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MC|MD|ME|MK|MT|"
    "NL|NO|PL|PT|RO|RS|SE|SI|SK|SM|VA"
)
"""Where a European credit transfer can go, by the first two letters of an account."""

_SEPARATORS: Final = re.compile(r"[\s.\-]+")
_SHAPE: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def normalise(text: str) -> str:
    """As it is kept: capitals without spaces, dots or dashes. It may still be no account."""
    bare = _SEPARATORS.sub("", text)
    return bare.upper() if bare.isascii() else bare


def validate(text: str) -> str:
    """The account number as it is kept: length and form of its country, and its check digits.

    Whether the bank exists is not asked: lists of banks are older than banks. Raises
    BankFileProblem: `iban_invalid`, or `iban_not_sepa` where no such transfer can go.
    """
    iban = normalise(text)
    if _SHAPE.fullmatch(iban) is None:
        raise BankFileProblem("iban_invalid")
    try:
        checked: str = stdnum_iban.validate(iban, check_country=False)
    except ValidationError:
        raise BankFileProblem("iban_invalid") from None
    if SEPA_COUNTRIES.match(checked) is None:
        raise BankFileProblem("iban_not_sepa")
    return checked


def masked(text: str) -> str:
    """What may be shown of an account: its last four characters."""
    return f"•••• {normalise(text)[-4:]}"


def printed(text: str) -> str:
    """As people read it: groups of four."""
    iban = normalise(text)
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))

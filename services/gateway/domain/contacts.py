"""How a person is reached: what each channel needs, what a number or address looks like. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from services.gateway.domain.checks import BadInput

NEEDED: Final[Mapping[str, str]] = {
    "letter": "address",
    "sms": "phone",
    "call": "phone",
    "mail": "mail",
    "referrer": "referrer",
}
"""The field without which nobody is reached that way."""

_PHONE: Final = re.compile(r"\+?[0-9]{8,15}")
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")


def checked_contact(
    *,
    channel: str,
    address: str | None,
    phone: str | None,
    mail: str | None,
    language: str,
    referrer: str | None,
) -> dict[str, str | None]:
    """The fields of a contact as they are sealed. Raises BadInput with the argument at fault."""
    digits = None if phone is None else re.sub(r"[ ./()-]", "", phone)
    given = {"address": address, "phone": digits, "mail": mail, "referrer": referrer}
    if digits is not None and not _PHONE.fullmatch(digits):
        raise BadInput("phone_invalid", "phone")
    if mail is not None and not _MAIL.fullmatch(mail):
        raise BadInput("mail_invalid", "mail")
    if not _LANGUAGE.fullmatch(language):
        raise BadInput("language_invalid", "language")
    needed = NEEDED[channel]
    if given[needed] is None:
        raise BadInput("contact_incomplete", needed)
    return {
        "channel": channel,
        "address": address,
        "phone": digits,
        "mail": mail,
        "language": language,
        "referrer_id": referrer,
    }

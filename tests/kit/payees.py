"""Accounts at a bank, in a network made through the public API."""

from typing import Any, Final

from tests.kit.city import City, today
from tests.kit.client import Json

A_KBO: Final = "0207437468"
"""A well-formed enterprise number of a public body."""

ABOUT_ACCOUNTS: Final[Json] = {
    "coolingOffDays": 14,
    "heardThrough": "MAIL",
    "reachedAt": "Sportlaan 1\n2220 Heist",
    "confirmedThrough": "PHONE",
    "note": "De voorzitter, op haar oude nummer",
    "stoppedFor": "DOUBT",
    "notifiedThrough": "POST",
    "notifiedOn": str(today()),
    "noticeDue": False,
    "allTheSame": "EXPLAINED",
}
"""Right values of the arguments about accounts, and paying to them, that name nothing."""


async def has_an_account(city: City, provider: str, iban: str, **more: Any) -> Json:
    """An account of a provider that one person noted and another confirmed."""
    named = {"inNameOf": "De club", "heardThrough": "MAIL", "reachedAt": "Sportlaan 1", **more}
    made = await city.make("proposePayeeAccount", organisation=provider, iban=iban, **named)
    heard = {"iban": iban, "confirmedThrough": "PHONE", "note": "De voorzitter"}
    second = city.token("finance_officer")
    return await city.make("confirmPayeeAccount", token=second, payeeAccount=made["id"], **heard)


async def changes_its_account(city: City, provider: str) -> str:
    """A provider has an account; another that was to take its place is stopped; its id."""
    await city.make("setCoolingOff", coolingOffDays=7)
    await has_an_account(city, provider, "BE71096123456769")
    other = (await has_an_account(city, provider, "BE68539007547034"))["id"]
    told = {"notifiedThrough": "POST", "notifiedOn": str(today())}
    await city.make("recordPayeeNotice", payeeAccount=other, **told)
    await city.make("stopPayeeAccount", payeeAccount=other, stoppedFor="NOT_THEIRS")
    return str(other)

"""Lists that are taken out, in the words of who reads them: cards, and what waits. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.held_words import VALUES

CARD_COLUMNS: Final = (
    "kaartnummer",
    "naam",
    "voornaam",
    "gemeente (NIS-code)",
    "drager",
    "reden",
    "geldig tot",
    "toestand",
)
WORK_COLUMNS: Final = (
    "nummer",
    "soort",
    "aanbieder",
    "aanbod",
    "dag",
    "bedrag",
    "deelname",
    "geopend op",
    "beslissing",
    "beslist door",
    "beslist op",
)
_WORDS: Final[Mapping[str, str]] = {
    **VALUES,
    "sticker": "sticker",
    "key_ring": "sleutelhanger",
    "digital": "digitaal",
    "first": "eerste kaart",
    "upgrade": "andere drager",
    "extra": "extra kaart",
    "loss_or_theft": "verlies of diefstal",
    "defect": "defect",
    "status_lost": "verlies van het sociaal statuut",
    "status_obtained": "nieuw sociaal statuut",
    "renewal": "vernieuwing",
    "swap": "omruiling",
    "uncovered": "niet gedekt",
    "card_not_valid": "kaart was niet geldig",
    "conflicting_upload": "strijdige registratie",
    "probing": "aanbieder probeerde nummers",
    "network_pays": "netwerk betaalt",
    "provider_bears": "aanbieder draagt",
    "holder_pays": "kaarthouder betaalt",
    "no_action": "geen actie",
    "lapsed": "vervallen",
    "covered": "gedekt",
}


def word(value: str | None) -> str | None:
    """A code as people say it; a code that has no word stays as it is."""
    return None if value is None else _WORDS.get(value, value)


def euros(cents: int) -> str:
    """An amount as a spreadsheet here reads it: 1250 is 12,50."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{part:02}"


def day_of(instant: datetime | None) -> date | None:
    """The day in Brussels."""
    return None if instant is None else instant.astimezone(BRUSSELS).date()


def card_state(
    today: date, *, revoked: bool, replaced: bool, blocked: bool, last_day: date | None
) -> str:
    """Whether a card can be used on a day, and if not why."""
    if revoked:
        return "ingetrokken"
    if replaced:
        return "vervangen"
    if blocked:
        return "geblokkeerd"
    if last_day is not None and last_day < today:
        return "verlopen"
    return "bruikbaar"

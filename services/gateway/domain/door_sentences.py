"""The Dutch sentences of refusals at the door: numbers that are tried, and check-in."""

from typing import Final

DOOR_SENTENCES: Final[dict[str, str]] = {
    "already_checked_in": "Deze persoon is die dag al ingecheckt voor dit aanbod.",
    "check_in_closed": "Inchecken kan van {opens_at} tot {closes_at}.",
    "check_in_minutes_invalid": "Inchecken kan tot {minutes_max} minuten voor en na de activiteit.",
    "check_in_unknown": "Deze incheck kennen we niet.",
    "session_invalid": "Dit begin of einde kan niet: een activiteit eindigt na haar begin, "
    "hoogstens een jaar later.",
    "too_many_attempts": "Er werden te veel nummers geprobeerd die niet geldig zijn. "
    "Probeer het opnieuw over {wait_s} seconden.",
}

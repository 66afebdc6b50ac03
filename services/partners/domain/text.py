"""Limits on what a person writes. Pure."""

from services.kernel.refusal import Refusal

TEXT_LENGTH_MAX = 200


def checked_text(text: str, *, field: str) -> str:
    """The text without blanks around it. Refuses one that is empty or too long.

    `field` is the command's field, `name` or `title`; the codes are named after it.
    """
    stripped = text.strip()
    if not stripped:
        raise Refusal(f"{field}_empty", field)
    if len(stripped) > TEXT_LENGTH_MAX:
        raise Refusal(f"{field}_too_long", field, length_max=TEXT_LENGTH_MAX)
    return stripped

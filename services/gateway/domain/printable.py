"""Text that the fonts of our documents have a sign for: PDF/UA allows no missing sign. Pure."""

import re
import unicodedata
from typing import Final

MISSING: Final = "?"
_NOT_SHOWN: Final = re.compile(
    "[^\n\\u0020-\\u007e\\u00a0-\\u024f\\u0400-\\u045f\\u1e00-\\u1eff"
    "\\u2010-\\u2027\\u2030-\\u203f\\u20ac\\u2190-\\u2193]"
)
"""What is beyond Latin, Cyrillic, punctuation, the euro and arrows: emoji, say, and controls."""


def printable(text: str) -> str:
    """The text with a question mark for what cannot be shown."""
    return _NOT_SHOWN.sub(MISSING, _plain(text))


def all_shown(text: str) -> bool:
    """Whether nothing of the text is lost in print."""
    return _NOT_SHOWN.search(_plain(text)) is None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")

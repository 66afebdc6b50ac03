"""Texts in the characters that every bank in Europe passes on, and within their lengths. Pure.

Letters without accents, digits, space and / - ? : ( ) . , ' + : nothing else survives all banks.
"""

import re
from typing import Final

from anyascii import anyascii

_REPLACED: Final = str.maketrans(
    {
        "&": "+",
        "_": "-",
        ";": ",",
        '"': "'",
        "`": "'",
        "[": "(",
        "{": "(",
        "<": "(",
        "]": ")",
        "}": ")",
        ">": ")",
        "\\": "/",
        "|": "/",
        "~": "-",
    }
)
_LEFT_OVER: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_SPACES: Final = re.compile(r"\s+")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9\-?:().,'+]+(?:/[A-Za-z0-9\-?:().,'+]+)*")


def sepa_text(text: str) -> str:
    """The same text as banks pass it on; what has no like is a dot."""
    spaced = _SPACES.sub(" ", text).strip()
    ascii_text = anyascii(spaced.encode("utf-8", "replace").decode())
    replaced = _LEFT_OVER.sub(".", ascii_text.translate(_REPLACED))
    return _SPACES.sub(" ", replaced).strip()


def sepa_name(text: str, length: int) -> str:
    """A name as banks pass it on, cut at `length` characters. Empty where no letter is left."""
    name = sepa_text(text)[:length].rstrip()
    return name if any(character.isalnum() for character in name) else ""


def is_identifier(text: str, length: int) -> bool:
    """Whether banks give this reference back unchanged: no space, no slash at an end or twice."""
    return len(text) <= length and _IDENTIFIER.fullmatch(text) is not None

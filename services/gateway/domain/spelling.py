"""Names as they sound in Flanders: how a desk that spells otherwise still finds a person. Pure.

A name becomes a few codes in which what sounds alike is written alike; a code with one letter
left out finds what differs from it by one letter. What is kept of codes is only a keyed hash.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

WORDS_MAX: Final = 8
JOINED_MAX: Final = 4
DELETED_FROM: Final = 4
"""Codes of fewer letters are found whole only: with one left out they would find half the town."""

_ARTICLES: Final = ("de", "den", "der", "el", "al", "le", "la", "du", "des", "di", "da", "dos")
PARTICLES: Final = frozenset(
    {*_ARTICLES, "van", "vande", "vanden", "vander", "ter", "ten", "te", "t", "les", "l", "d"}
    | {"del", "ben", "ibn", "bin", "bint", "op", "in"}
)
_PREFIXES: Final = ("vander", "vanden", "vande", "van", "ten", *_ARTICLES, "ben", "ibn", "bin")
_PREFIX_REST_MIN: Final = 4
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[a-z])h(?![aeiou])", ""),
        (r"tsch|tsj|tch", "s"),
        (r"sch|sj|sh", "s"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"kh|ck|cq|qu|q", "k"),
        (r"gh|ch", "g"),
        (r"x", "ks"),
        (r"dt", "t"),
        (r"dj", "i"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"v|w", "f"),
        (r"uy|uij|ui", "o"),
        (r"ae|ah", "a"),
        (r"ou|oe|ow|au|eu|ue|oo", "u"),
        (r"ij|ei|ey|ay|ai|ie|ee|y|j", "i"),
        (r"(?<=.)h", ""),
        (r"d$", "t"),
        (r"b$", "p"),
    )
)
_TWICE: Final = re.compile(r"(.)\1+")
_LETTERS: Final = re.compile(r"[a-z]+")
_APOSTROPHES: Final = str.maketrans("", "", "'’`´ʼ")


def words(text: str) -> list[str]:
    """The words of a name, without accents or capitals; a hyphen parts them."""
    plain = anyascii(text.translate(_APOSTROPHES)).lower().translate(_APOSTROPHES)
    return _LETTERS.findall(plain)


@lru_cache(maxsize=65_536)
def code(word: str) -> str:
    """How a word sounds."""
    sound = _TWICE.sub(r"\1", word)
    for pattern, written in _SOUNDS:
        sound = pattern.sub(written, sound)
    return _TWICE.sub(r"\1", sound)


def without_particle(word: str) -> str:
    """A word that was written together with its particle, without it: berghe of vandenberghe."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _PREFIX_REST_MIN:
            return rest
    return word


def deletions(told: str) -> set[str]:
    """A code, and the code with one of its letters left out."""
    if len(told) < DELETED_FROM:
        return {told}
    return {told, *(told[:place] + told[place + 1 :] for place in range(len(told)))}


def codes_of_family(family: str) -> set[str]:
    """The codes of a family name: as a whole, without its particles, and word by word."""
    said = words(family)
    bare = [word for word in said if word not in PARTICLES] or said
    joined = "".join(said)
    whole = {joined, without_particle(joined), "".join(bare)}
    return {code(word) for word in {*whole, *bare, *map(without_particle, bare)} if word}


def codes_of_given(given: str) -> set[str]:
    """The codes of given names: word by word, and as a whole."""
    said = words(given)
    return {code(word) for word in {*said, "".join(said)} if word}


def index_codes(given: str, family: str) -> set[str]:
    """Under what a person is kept: one letter may fail in a family name, whoever forgets it."""
    found = {left for told in codes_of_family(family) for left in deletions(told)}
    return found | codes_of_given(given)


def asked_words(text: str) -> list[str]:
    """The words that a desk typed, and those that it may have parted: `van den berghe` too."""
    said = words(text)[:WORDS_MAX]
    found = dict.fromkeys(word for word in said if word not in PARTICLES)
    for size in range(2, JOINED_MAX + 1):
        for place in range(len(said) - size + 1):
            found["".join(said[place : place + size])] = None
    found.update(dict.fromkeys(said if not found else ()))
    return list(dict.fromkeys(form for word in found for form in (word, without_particle(word))))


def asked_codes(text: str) -> dict[str, int]:
    """What to look for, and how much it counts that it is found: whole more than with a letter
    left out."""
    told = dict.fromkeys(code(word) for word in asked_words(text))
    weights = {left: 1 for one in told for left in deletions(one)}
    return weights | dict.fromkeys(told, 4)


def likeness(text: str, given: str, family: str) -> float:
    """How like what was typed is to a person's name, from 0 to 100, in whatever order."""
    typed, name = words(text), [*words(given), *words(family)]
    if not typed or not name:
        return 0.0
    return max(_alike(typed, name), 0.97 * _alike(_sounding(typed), _sounding(name)))


def _sounding(said: Sequence[str]) -> list[str]:
    return [code(word) for word in said if word not in PARTICLES] or [code(word) for word in said]


def _alike(typed: Sequence[str], name: Sequence[str]) -> float:
    whole = fuzz.token_sort_ratio(" ".join(typed), " ".join(name))
    joined = max(fuzz.ratio("".join(typed), "".join(order)) for order in _orders(name))
    # Only a part was typed, such as the family name alone: it counts, a little less than all.
    part = 0.92 * _each(typed, name)
    return max(whole, joined, part)


def _orders(name: Sequence[str]) -> Iterator[list[str]]:
    yield from ([*name[place:], *name[:place]] for place in range(len(name)))


def _each(typed: Sequence[str], name: Sequence[str]) -> float:
    """How like, on average, each typed word is to the one of the name that it is most like."""
    forms = [*name, *("".join(name[place:]) for place in range(len(name)))]
    best = [max(fuzz.ratio(word, form) for form in forms) for word in typed]
    together = max(fuzz.ratio("".join(typed), form) for form in forms)
    return max(sum(best) / len(best), together)

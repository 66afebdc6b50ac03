"""Invented people: Flemish-sounding names, birth dates, test national numbers.

A test number has its month raised by 60 (61–72), which no real number has, and valid check digits.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

GIVEN_NAMES: Final = (
    *(
        "Aïsha",
        "Amber",
        "An",
        "Anouk",
        "Arne",
        "Axel",
        "Bart",
        "Brecht",
        "Bram",
        "Carine",
    ),
    *(
        "Dirk",
        "Eline",
        "Ella",
        "Emma",
        "Fatima",
        "Femke",
        "Fien",
        "Finn",
        "Griet",
        "Hanne",
    ),
    *(
        "Hilde",
        "Ilse",
        "Imane",
        "Jana",
        "Jef",
        "Joke",
        "Jonas",
        "Joris",
        "Kobe",
        "Koen",
    ),
    *(
        "Lander",
        "Lars",
        "Lieve",
        "Lotte",
        "Louis",
        "Luc",
        "Marie",
        "Marleen",
        "Mohamed",
        "Nele",
    ),
    *(
        "Noor",
        "Noah",
        "Piet",
        "Pieter",
        "Robbe",
        "Ruben",
        "Sara",
        "Senne",
        "Stijn",
        "Thijs",
    ),
    *(
        "Tine",
        "Veerle",
        "Wannes",
        "Wim",
        "Wout",
        "Yasmina",
        "Younes",
        "Yves",
        "Zoë",
        "Zoran",
    ),
)

FAMILY_NAMES: Final = (
    *(
        "Aerts",
        "Baert",
        "Bogaert",
        "Bosmans",
        "Celik",
        "Claes",
        "Claeys",
        "Coppens",
        "Cools",
    ),
    *(
        "Daems",
        "De Backer",
        "De Clercq",
        "De Graeve",
        "De Smet",
        "De Vos",
        "De Wilde",
        "Dierckx",
    ),
    *(
        "El Amrani",
        "Engels",
        "Geerts",
        "Goossens",
        "Hendrickx",
        "Hermans",
        "Jacobs",
        "Janssens",
    ),
    *(
        "Lambrechts",
        "Lemmens",
        "Maes",
        "Mertens",
        "Michiels",
        "Moens",
        "Nguyen",
        "Peeters",
    ),
    *(
        "Pauwels",
        "Segers",
        "Smets",
        "Stevens",
        "Thijs",
        "Van Damme",
        "Van den Broeck",
        "Yilmaz",
    ),
    *(
        "Van Hove",
        "Vandenberghe",
        "Vermeulen",
        "Verhoeven",
        "Wauters",
        "Willems",
        "Wouters",
    ),
)

TEST_MONTH: Final = 60
_OLDEST: Final = date(1938, 1, 1)
_YOUNGEST: Final = date(2022, 12, 31)
_CHILDREN_FROM: Final = date(2008, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    given_name: str
    family_name: str
    birth_date: date
    national_number: str


def check_digits(nine_digits: str, born: int) -> str:
    """The last two digits of a national number: 97 minus the rest; a 2 goes before from 2000."""
    number = int(("2" if born >= 2000 else "") + nine_digits)
    return f"{97 - number % 97:02d}"


def fictive_national_number(birth_date: date, serial: int) -> str:
    """A plainly fictive national number: month 61–72. `serial` is 1 to 998."""
    month = birth_date.month + TEST_MONTH
    digits = f"{birth_date.year % 100:02d}{month}{birth_date.day:02d}{serial:03d}"
    return digits + check_digits(digits, birth_date.year)


def invent_person(rng: Random, taken: set[str]) -> Person:
    """Invent somebody whose national number is not among `taken`, and add it there.

    Nearly half are children, as in life: leisure cards serve families.
    """
    given, family = rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)
    first = _CHILDREN_FROM if rng.random() < 0.45 else _OLDEST
    birth_date = first + timedelta(days=rng.randrange((_YOUNGEST - first).days))
    number = fictive_national_number(birth_date, rng.randrange(1, 999))
    while number in taken:
        number = fictive_national_number(birth_date, rng.randrange(1, 999))
    taken.add(number)
    return Person(given, family, birth_date, number)

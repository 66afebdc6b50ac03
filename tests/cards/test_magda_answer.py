"""Reading answers of MAGDA, without a server: strict, safe, and never broken by garbage. Pure."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.handlers.status_sources.magda_answer import Unusable, read_answer
from tests.kit.magda_answers import Asked, Held, Person, answer

NUMBER, OTHER = "62691699717", "08670548333"
DAY = date(2026, 7, 1)
BIM = "BIM_BVT"
REFERENCE = str(UUID(int=7))
ASKED = Asked(NUMBER, (BIM,), "2026-07-01", *("s", "c"), reference=REFERENCE)


def read(content: bytes) -> object:
    """Read as the answer to the one question of this part."""
    return read_answer(content, reference=REFERENCE, number=NUMBER, names=(BIM,), on=DAY)


def an_answer() -> bytes:
    """A sound one."""
    return answer(ASKED, Person({BIM: Held(periods=(("2026-01-01", "2026-12-31"),))}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NUMBER, OTHER),
        (REFERENCE, str(UUID(int=8))),
        (BIM, "VIP"),
        ("<Code>1</Code>", "<Code>2</Code>"),
        ("<Code>1</Code>", ""),
        ("2026-12-31", "2026-02-30"),
        ("2026-12-31", "morgen"),
        ("GeefSociaalStatuutResponse", "GeefPersoonResponse"),
        ("soapenv:Body", "soapenv:Lichaam"),
        ("<Repliek>", "<Repliek/><Repliek>"),
    ],
)
def test_an_answer_that_is_not_ours_is_not_read(old: str, new: str) -> None:
    content = an_answer().decode()
    assert old in content
    with pytest.raises(Unusable):
        read(content.replace(old, new).encode())


def test_entities_and_document_types_are_not_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    head, rest = an_answer().decode().split("?>", 1)
    with pytest.raises(Unusable):
        read((head + "?>" + bomb + rest.replace(f"<Naam>{BIM}", "<Naam>&b;")).encode())


@given(st.data())
def test_a_damaged_answer_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    content = bytearray(an_answer())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content))
    except Unusable:
        return


def test_the_names_of_statuses_stay_behind() -> None:
    assert BIM not in repr(read(an_answer()))

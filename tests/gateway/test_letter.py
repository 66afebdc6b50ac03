"""What is written to holders: short, complete in every language, and silent on the outside."""

import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest

import services.cards.contracts.events as cards_events
from deploy.contracts.examples import example
from services.cards.contracts.events import (
    CaseDecided,
    ParticipationSettled,
    ProofAsked,
    SchemeRightGranted,
)
from services.cards.contracts.regulation.phrases import proof_called
from services.gateway.api.printing import pdf
from services.gateway.api.texts import languages, texts_in
from services.gateway.domain.letter import Known, compose, printed
from services.gateway.domain.messaging import CAUSES, Kind, Reached, wanted, way_of
from services.kernel.contract import Catalogue, Event
from tests.kit.town import an_id

DAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
KINDS: tuple[Kind, ...] = get_args(Kind)
ALL_WAYS = frozenset({"mail", "sms"})
TELLS = ("arm", "kans", "statuut", "schuld", "inkomen", "poverty", "income", "pauvre", "revenu")
"""What an envelope, a subject or a screen may not tell."""
SETTLED = ParticipationSettled(participation_id=an_id("p"), status="confirmed", waited=True)
KNOWN = Known(
    given_name="Zoë",
    family_name="Yıldız",
    address="Kerkstraat 1\n2220 Heist-op-den-Berg",
    network="Netwerk Heist",
    scheme="Vrijetijdskaart",
    valid_until=date(2027, 6, 30),
    reasons=("Het inkomen ligt boven de grens.",),
    proofs=("een bewijs van inkomen", "huurcontract"),
    appeal_body="het college",
    appeal_until=date(2026, 8, 1),
    offer="Zomerkamp",
    day=date(2026, 7, 4),
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", KINDS)
def test_every_language_says_every_message_with_the_same_facts(language: str, kind: Kind) -> None:
    ours, usual = texts_in(language)[1][kind], texts_in("nl")[1][kind]
    for part in ("subject", "sms"):
        assert placeholders(ours[part]) == placeholders(usual[part])
    assert ours.keys() == usual.keys()
    for part in ours.keys() & {"lines", "lines_above_list"}:
        lines, usual_lines = " ".join(ours[part]), " ".join(usual[part])
        assert placeholders(lines) == placeholders(usual_lines)
    assert "–" not in compose(kind, texts_in(language)[1], KNOWN).text.replace(" – ", "")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_who_sees_the_outside_learns_why(language: str, kind: Kind) -> None:
    letter = compose(kind, texts_in(language)[1], KNOWN)
    outside = f"{letter.subject} {letter.sms}".lower()
    assert not [word for word in TELLS if word in outside.split() or word in outside]
    assert KNOWN.family_name not in letter.sms
    assert KNOWN.scheme not in letter.sms
    assert len(letter.sms) <= 160


LINES = [
    line
    for kind in KINDS
    for part in ("lines", "lines_above_list")
    for line in texts_in("nl")[1][kind].get(part, ())
]


@pytest.mark.parametrize("line", LINES)
def test_dutch_sentences_are_short(line: str) -> None:
    assert all(len(sentence.split()) <= 15 for sentence in line.split("."))


def test_a_refusal_has_its_reasons_and_the_way_to_appeal() -> None:
    letter = compose("refused", texts_in("nl")[1], KNOWN)
    assert "- Het inkomen ligt boven de grens." in letter.text
    assert "beroep aantekenen bij het college tot en met 01/08/2026" in letter.text
    open_end = Known(given_name="A", family_name="B", address=None, network="N", scheme="S")
    assert "hoe u beroep aantekent" in compose("refused", texts_in("nl")[1], open_end).text
    assert "beroep" not in compose("granted", texts_in("nl")[1], KNOWN).text


def test_a_missing_proof_is_named_and_told_to_be_at_the_counter_where_it_is_not() -> None:
    letter = compose("proof_missing", texts_in("nl")[1], KNOWN)
    assert letter.lines[-1].endswith("Breng dit mee:")
    assert "\n\n- een bewijs van inkomen\n\n- huurcontract\n\n" in letter.text
    assert "inkomen" not in letter.subject + letter.sms
    unknown = compose("proof_missing", texts_in("nl")[1], replace(KNOWN, proofs=()))
    assert "De balie zegt u welk bewijs u kunt meebrengen." in unknown.text
    assert unknown.listed == ()


@pytest.mark.parametrize(
    ("kind", "dutch", "english"),
    [
        ("incomes", "een bewijs van inkomen", "proof of income"),
        ("debt_mediation", "schuldbemiddeling", "debt mediation"),
        ("Brief van de school", "Brief van de school", "Brief van de school"),
    ],
)
def test_a_proof_is_called_by_its_name(kind: str, dutch: str, english: str) -> None:
    assert (proof_called(kind, "nl"), proof_called(kind, "en")) == (dutch, english)


async def test_a_letter_is_a_pdf_in_every_language() -> None:
    for language in languages():
        letter = compose("refused", texts_in(language)[1], KNOWN)
        made = await pdf("letter", printed(letter, KNOWN, language, DAY), DAY)
        assert made.startswith(b"%PDF-")


async def test_a_document_tells_the_day_on_which_it_was_made_and_not_the_second() -> None:
    letter = printed(compose("refused", texts_in("nl")[1], KNOWN), KNOWN, "nl", DAY)
    made = await pdf("letter", letter, DAY)
    assert f"/CreationDate(D:{DAY:%Y%m%d}000000Z)" in made.decode("latin-1")


def test_a_language_that_is_not_there_is_dutch() -> None:
    assert texts_in("tr")[0] == "nl"


def test_the_way_that_is_asked_goes_before_her_own() -> None:
    reached = Reached(channel="letter", phone="+32", mail="a@b.be", refused=frozenset({"sms"}))
    assert way_of("granted", reached, ALL_WAYS, "mail") == "mail"
    assert way_of("granted", reached, ALL_WAYS, "call") == "call"
    assert way_of("granted", reached, ALL_WAYS, "sms") == "letter"
    assert way_of("refused", reached, ALL_WAYS, "call") == "letter"


@pytest.mark.parametrize(
    ("reached", "kind", "ready", "way"),
    [
        (Reached(), "granted", ALL_WAYS, "letter"),
        (Reached(channel="mail", mail="a@b.be"), "refused", ALL_WAYS, "mail"),
        (Reached(channel="mail", mail="a@b.be"), "granted", frozenset(), "letter"),
        (Reached(channel="mail"), "granted", ALL_WAYS, "letter"),
        (
            Reached(channel="mail", mail="a@b.be", refused=frozenset({"mail"})),
            "granted",
            ALL_WAYS,
            "letter",
        ),
        (Reached(channel="sms", phone="+32"), "granted", ALL_WAYS, "sms"),
        (Reached(channel="sms", phone="+32"), "refused", ALL_WAYS, "letter"),
        (Reached(channel="call", phone="+32"), "expiry_ahead", ALL_WAYS, "call"),
        (Reached(channel="call", phone="+32"), "refused", ALL_WAYS, "letter"),
        (Reached(channel="call"), "granted", ALL_WAYS, "letter"),
        (Reached(channel="referrer"), "granted", ALL_WAYS, "referrer"),
    ],
)
def test_a_message_goes_by_her_own_way_where_that_can_be_used(
    reached: Reached, kind: Kind, ready: frozenset[str], way: str
) -> None:
    assert way_of(kind, reached, ready) == way


def a_decision(**change: Any) -> CaseDecided:
    given: dict[str, Any] = {
        "decision_id": an_id("decision"),
        "holder_id": an_id("holder"),
        "scheme_id": an_id("scheme"),
        "regulation_id": an_id("regulation"),
        "outcome": "entitled",
        "decided_on": DAY,
        "explanation": "sealed",
        "explained_until": DAY,
    }
    return CaseDecided(**{**given, **change})


def test_a_decision_is_told_at_once_and_an_end_a_month_ahead_in_the_morning() -> None:
    (told,) = wanted(a_decision(), NOW)
    assert (told.kind, told.due_at) == ("granted", NOW)
    (told,) = wanted(a_decision(outcome="not_entitled"), NOW)
    assert told.kind == "refused"
    right = SchemeRightGranted(
        right_id=an_id("right"),
        holder_id=an_id("holder"),
        scheme_id=an_id("scheme"),
        regulation_id=an_id("regulation"),
        valid_from=DAY,
        valid_until=date(2027, 1, 31),
    )
    (ahead,) = wanted(right, NOW)
    assert ahead.due_at == datetime(2027, 1, 1, 8, 0, tzinfo=UTC)
    (short,) = wanted(right.model_copy(update={"valid_until": DAY + timedelta(days=7)}), NOW)
    assert short.due_at == NOW


def test_a_missing_proof_is_told_to_the_first_of_the_application() -> None:
    (told,) = wanted(ProofAsked(application_id=an_id("a"), asked="sealed", until=DAY), NOW)
    assert (told.holder_id, told.subject_id) == (None, str(an_id("a")))


def test_only_events_that_are_named_as_causes_give_cause_to_write() -> None:
    for kind in Catalogue([cards_events]).by_name.values():
        if issubclass(kind, Event):
            event = kind.model_validate(example(kind))
            if isinstance(event, ParticipationSettled):
                event = SETTLED
            assert bool(list(wanted(event, NOW))) == issubclass(kind, CAUSES), kind


@pytest.mark.parametrize(
    ("status", "waited", "kinds"),
    [
        ("confirmed", True, ["place_free"]),
        ("expired", True, ["wait_over"]),
        ("voided", True, []),
        ("waiting", False, []),
        ("confirmed", False, []),
    ],
)
def test_who_waited_is_told_what_came_of_it_and_nobody_what_the_desk_told_her(
    status: str, waited: bool, kinds: list[Kind]
) -> None:
    event = SETTLED.model_copy(update={"status": status, "waited": waited})
    told = list(wanted(event, NOW))
    assert [one.kind for one in told] == kinds
    assert {one.subject_id for one in told} <= {str(SETTLED.participation_id)}

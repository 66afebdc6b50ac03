"""What offers would cost people under a document before it takes effect, and what changes. Pure."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.pricing import NotSold, Priced
from services.cards.contracts.regulation.problems import Problem
from services.gateway.domain.previews import Compared, Given, compare, preview, read_people
from services.gateway.domain.priced_previews import (
    OFFERS_MAX,
    AskedOffer,
    GivenOffer,
    PricedOffer,
    read_offers,
)
from tests.kit.regulations import BENEFIT, DAY, HERE, a_document, documents, persons

STATUS: dict[str, Any] = {"statuses": [{"name": "increased_reimbursement"}]}
YOUNG = {"label": "Kind", "facts": {**STATUS, "birth_date": "2016-05-05"}}
OLD = {"label": "Ouder", "facts": {**STATUS, "birth_date": "1986-05-05"}}
NOT = {"label": "Buur", "facts": {"statuses": []}}
UNKNOWN = {"label": "Wie", "facts": {}}
SWIM = {"label": "Zwemles", "price_cents": 1_000, "category": "lesson_series"}


def offers(*given_ones: object) -> list[AskedOffer]:
    return [one.asked for one in read_offers(list(given_ones)) if isinstance(one, GivenOffer)]


def people(*given_ones: object) -> list[Given]:
    return [one for one in read_people(list(given_ones)) if isinstance(one, Given)]


def by(document: RegulationDocument, who: object, *what: object) -> list[PricedOffer]:
    (one,) = preview(document, people(who), DAY, [HERE], offers(*what))
    return list(one.prices)


def shares(offer: PricedOffer) -> tuple[int, int, int]:
    assert isinstance(offer.made, Priced)
    made = offer.made.shares
    return made.holder_cents, made.organisation_cents, made.network_cents


def compared(
    before: RegulationDocument, after: RegulationDocument, who: object, *what: object
) -> Compared:
    asked, read = offers(*what), people(who)
    one, other = (preview(document, read, DAY, [HERE], asked) for document in (before, after))
    return compare(one, other)[0]


def benefit(*rules: object, **more: object) -> dict[str, Any]:
    return {**BENEFIT, "rules": list(rules) or BENEFIT["rules"], **more}


def test_who_is_entitled_pays_by_the_document_and_who_is_not_pays_what_anybody_pays() -> None:
    assert [shares(one) for one in by(a_document(), OLD, SWIM)] == [(200, 0, 800)]
    assert [shares(one) for one in by(a_document(), NOT, SWIM)] == [(1_000, 0, 0)]


def test_of_whom_nothing_is_known_yet_no_price_is_told() -> None:
    assert [one.made for one in by(a_document(), UNKNOWN, SWIM)] == [None]


def test_the_age_and_what_others_pay_count_as_at_the_desk() -> None:
    document = a_document(
        benefit=benefit(
            {
                "name": "child",
                "fits": {"reached_age_at_most": 18},
                "reduction": {"kind": "holder_pays", "cents": 150},
            },
            {"name": "all", "reduction": {"kind": "percent_off", "percent": 50}},
            other_help_first=True,
        )
    )
    helped = {**SWIM, "other_help_cents": 400}
    assert [shares(one) for one in by(document, YOUNG, SWIM)] == [(150, 0, 850)]
    assert [shares(one) for one in by(document, OLD, SWIM, helped)] == [
        (500, 0, 500),
        (700, 0, 300),
    ]


@pytest.mark.parametrize("who", [OLD, NOT])
def test_what_the_document_leaves_out_is_not_sold_whoever_she_is(who: object) -> None:
    exclusion = {"name": "meals", "label": "Eten", "fits": {"categories": ["meal"]}}
    document = a_document(benefit=benefit(exclusions=[exclusion]))
    meal = {"label": "Maaltijd", "price_cents": 500, "category": "meal"}
    (one,) = by(document, who, meal)
    assert isinstance(one.made, NotSold)
    assert one.made.code == "offer_excluded"


def test_the_shares_of_the_offer_itself_hold_where_the_document_says_so() -> None:
    document = a_document(benefit=benefit({"name": "all", "reduction": {"kind": "as_offered"}}))
    split = {"holder_bp": 2_000, "organisation_bp": 4_000, "network_bp": 4_000}
    assert [shares(one) for one in by(document, OLD, {**SWIM, **split})] == [(200, 400, 400)]


def test_a_price_before_and_after_is_told_where_it_changes() -> None:
    dearer = a_document(
        benefit=benefit({"name": "all", "reduction": {"kind": "percent_off", "percent": 50}})
    )
    free = {"label": "Gratis", "price_cents": 0}
    found = compared(a_document(), dearer, OLD, SWIM, free)
    assert found.why == ("Zwemles: nu € 2,00, straks € 5,00.",)
    assert [one.changes for one in found.prices] == [True, False]
    assert compared(a_document(), dearer, NOT, SWIM, free).why == ()


def test_another_payer_of_the_same_price_is_a_change_too() -> None:
    shared = a_document(benefit=benefit({**BENEFIT["rules"][0], "organisation_percent": 40}))
    assert compared(a_document(), shared, OLD, SWIM).why


@given(documents(), persons())
def test_whatever_is_sold_is_paid_to_the_cent(document: RegulationDocument, person: Person) -> None:
    asked = offers(SWIM, {"label": "Kamp", "price_cents": 12_345, "days": 5, "category": "camp"})
    (one,) = preview(document, [Given(label="x", facts=person)], DAY, [HERE], asked)
    for each in one.prices:
        assert isinstance(each.made, Priced) == (
            one.decision.outcome != "unknown" and not isinstance(each.made, NotSold)
        )
        if isinstance(each.made, Priced):
            assert sum(shares(each)) == each.price_cents
    assert compare([one], [one])[0].why == ()


def test_what_is_wrong_with_offers_is_named_with_its_place() -> None:
    def wrong(*given_ones: object) -> list[tuple[str, str]]:
        return [
            (one.path, one.code)
            for one in read_offers(list(given_ones))
            if isinstance(one, Problem)
        ]

    assert wrong({"label": "x"}) == [("offers[0].price_cents", "field_missing")]
    assert wrong({**SWIM, "category": "zwemmen"}) == [("offers[0].category", "word_unknown")]
    assert wrong({**SWIM, "holder_bp": 9_999}) == [("offers[0]", "value_invalid")]
    assert wrong({**SWIM, "other_help_cents": 1_001}) == [("offers[0]", "value_invalid")]
    assert wrong(*[SWIM] * (OFFERS_MAX + 1)) == [("offers", "list_too_long")]
    assert [one.code for one in read_offers({}) if isinstance(one, Problem)] == ["list_expected"]
    assert [one.code for one in read_offers(10**40) if isinstance(one, Problem)] == [
        "value_invalid"
    ]
    assert read_offers([]) == []


def test_nobody_is_priced_on_a_right_of_another_day() -> None:
    # Vouchers that were given on the day of the preview can pay on that day.
    document = a_document(
        benefit=benefit(
            {"name": "all", "reduction": {"kind": "full"}},
            vouchers={"cents_each": 500, "amounts": [{"cents": 10_000}]},
        )
    )
    (one,) = preview(document, people(OLD), date(2027, 2, 2), [HERE], offers(SWIM))
    assert shares(one.prices[0]) == (0, 0, 1_000)

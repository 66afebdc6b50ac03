"""A price explains itself: the key, the limit that bound, who bore the cent, who pays what."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.pricing import Priced, StepKind
from services.cards.contracts.regulation.telling import (
    PriceKey,
    PriceTold,
    steps_by_offer,
    told,
)
from services.kernel.money import BASIS_POINTS, Shares, Split, share_price
from tests.kit.benefits import a_benefit, an_offer, percent_off, sold, used_of, yearly

KEY = PriceKey(title="Reglement kansenpas", version=2, valid_from=date(2026, 1, 1))


def lines(made: Priced, language: str = "nl") -> tuple[str, ...]:
    said = PriceTold(shares=made.shares, steps=made.steps)
    return told(KEY, said, "en" if language == "en" else "nl")


def test_a_price_names_its_key_its_rule_and_what_each_pays() -> None:
    """Story 2: 119.00 at 20/40/40."""
    assert lines(sold(a_benefit(percent_off(80, clause="art. 6")), an_offer(11_900))) == (
        "Reglement “Reglement kansenpas”, versie 2, geldig vanaf 1 januari 2026.",
        "Regel “rule 0”: de pashouder betaalt € 95,20 minder (art. 6).",
        "Van € 119,00 draagt de pashouder € 23,80, de aanbieder € 47,60, het netwerk € 47,60.",
    )


def test_a_price_names_the_ceiling_that_bound() -> None:
    """Story 4: 70.00 at 80%, of which 52.00 is left."""
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[yearly(10_000)])
    made = sold(benefit, an_offer(7_000), used=used_of("yearly", 4_800))
    assert made.shares == Shares(1_800, 0, 5_200)
    assert (
        "Het plafond “yearly” is bereikt: de pashouder betaalt € 4,00 meer, "
        "daarna blijft € 0,00 over (art. 6)." in lines(made)
    )


def test_what_is_left_of_a_ceiling_is_named_where_it_did_not_bind() -> None:
    """Story 4: 60.00 at 80%: 48.00 paid, 52.00 left."""
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[yearly(10_000)])
    said = lines(sold(benefit, an_offer(6_000)), "en")
    assert "Within the ceiling “yearly”: €52.00 is left after it (art. 6)." in said


def test_who_bore_the_cent_is_told_of_the_division_that_counts() -> None:
    """By the rule the provider would bear a cent of 1.01; but the holder's minimum divides anew."""
    rule = percent_off(80, organisation_rest_percent=50)
    plain = lines(sold(a_benefit(rule), an_offer(101)))
    assert "Afronding: de aanbieder draagt een deel van een cent meer." in plain
    bounded = lines(sold(a_benefit({**rule, "holder_at_least_cents": 31}), an_offer(101)))
    assert not [line for line in bounded if line.startswith("Afronding")]
    assert any(line.startswith("Minimum voor de pashouder") for line in bounded)


def test_an_offer_without_a_scheme_explains_its_own_split() -> None:
    split, shares = Split(2_000, 4_000, 4_000), Shares(1_200, 2_000, 1_800)
    said = told(
        PriceKey(title="Zwemles", split=split),
        PriceTold(shares=shares, steps=steps_by_offer(split, shares)),
    )
    assert said == (
        "Verdeelsleutel van het aanbod “Zwemles”: de pashouder 20%, de aanbieder 40%, "
        "het netwerk 40%.",
        "Volgens die sleutel betaalt de pashouder € 40,00 minder.",
        "Het jaarlijkse plafond van het recht is bereikt: de pashouder betaalt € 2,00 meer.",
        "Van € 50,00 draagt de pashouder € 12,00, de aanbieder € 20,00, het netwerk € 18,00.",
    )


def test_who_pays_and_what_is_uncovered_is_told() -> None:
    shares = Shares(500, 0, 2_000)
    said = told(KEY, PriceTold(shares=shares, steps=(), uncovered_cents=300, payer="Beveren"))
    assert said[-2:] == (
        "Van het deel van het netwerk is € 3,00 nog niet gedekt.",
        "De gemeente van het domicilie betaalt het deel van het netwerk: Beveren.",
    )


@given(
    st.integers(0, 1_000_000),
    st.integers(0, BASIS_POINTS).flatmap(
        lambda holder: st.integers(0, BASIS_POINTS - holder).map(
            lambda other: Split(holder, other, BASIS_POINTS - holder - other)
        )
    ),
    st.integers(0, 1_000_000),
)
def test_the_steps_of_a_split_lead_to_its_shares(price: int, split: Split, left: int) -> None:
    shares = share_price(price, split).capped(left)
    steps = steps_by_offer(split, shares)
    taken = {step.kind: step.cents for step in steps}
    assert price - taken["offer_split"] + taken.get("right_ceiling", 0) == shares.holder_cents
    exact = all(
        price * points % BASIS_POINTS == 0 for points in (split.holder_bp, split.network_bp)
    )
    assert exact == ("rounding" not in taken)


def test_every_kind_of_step_has_a_sentence_of_its_own() -> None:
    from services.cards.contracts.regulation import telling

    kinds = set(StepKind.__args__) - {"rounding"}  # type: ignore[attr-defined]
    assert kinds <= set(telling._SENTENCES)

"""What a right gives, in plain Dutch and English: as clauses of a readable regulation. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from services.cards.contracts.regulation.benefit import (
    AgeAmount,
    AmountOff,
    AsOffered,
    Benefit,
    BenefitRule,
    BuyingLimit,
    Ceiling,
    Fits,
    HolderPays,
    PercentOff,
    Reduction,
    Vouchers,
)
from services.cards.contracts.regulation.naming import Language, cited, euros, number, pick, words

_PERIODS: Final = {
    "calendar_year": ("per kalenderjaar", "a calendar year"),
    "card_period": ("per geldigheidsperiode", "a period of validity"),
    "once": ("eenmalig", "once"),
}
_BUYING: Final = {
    "absolute": ("in totaal", "in all"),
    "day": ("per dag", "a day"),
    "week": ("per week", "a week"),
    "month": ("per maand", "a month"),
    "quarter": ("per kwartaal", "a quarter"),
    "year": ("per jaar", "a year"),
}


def given(benefit: Benefit, language: Language) -> Iterator[str]:
    """The lines of a benefit: rules in their order, exclusions, order of other help, who pays."""
    for rule in benefit.rules:
        yield f"- {_rule(rule, language)}{cited(rule.clause)}"
    for exclusion in benefit.exclusions:
        head = pick(language, "Geen voordeel voor", "No benefit for")
        yield f"- {head}: {exclusion.label}{cited(exclusion.clause)}"
    if benefit.other_help_first:
        yield pick(
            language,
            "- Andere tussenkomsten gaan eerst van de prijs af",
            "- Other help is deducted from the price first",
        )
    if benefit.payer == "domicile":
        yield pick(
            language,
            "- De gemeente van het domicilie betaalt",
            "- The municipality of the registered address pays",
        )
    changes = benefit.changes == "with_date"
    yield pick(
        language,
        f"- Een nieuwe versie van het voordeel geldt {'meteen' if changes else 'vanaf verlenging'}",
        f"- A new version of the benefit holds {'at once' if changes else 'from renewal'}",
    )


def _rule(rule: BenefitRule, language: Language) -> str:
    text = f"{_offers(rule.fits, language)}: {_reduction(rule.reduction, language)}"
    for part in _bounds(rule, language):
        text += f"; {part}"
    return text


def _reduction(reduction: Reduction, language: Language) -> str:
    match reduction:
        case PercentOff(percent=percent):
            less = number(percent, language)
            return pick(language, f"{less}% korting", f"{less}% off")
        case HolderPays(cents=cents):
            price = euros(cents, language)
            return pick(language, f"de pashouder betaalt {price}", f"the holder pays {price}")
        case AmountOff(cents=cents):
            less = euros(cents, language)
            return pick(language, f"{less} korting", f"{less} off")
        case AsOffered(percent_at_least=least, percent_at_most=most):
            low, high = number(least, language), number(most, language)
            return pick(
                language,
                f"zoals met de aanbieder afgesproken, tussen {low}% en {high}% korting",
                f"as agreed with the provider, between {low}% and {high}% off",
            )
        case _:
            return pick(language, "de hele prijs wordt betaald", "the whole price is paid")


def _bounds(rule: BenefitRule, language: Language) -> Iterator[str]:
    if rule.organisation_percent is not None:
        part = number(rule.organisation_percent, language)
        yield pick(
            language, f"de aanbieder draagt {part}% van de prijs", f"the provider bears {part}%"
        )
    if rule.organisation_rest_percent is not None:
        part = number(rule.organisation_rest_percent, language)
        yield pick(
            language,
            f"de aanbieder draagt {part}% van de rest",
            f"the provider bears {part}% of it",
        )
    if rule.organisation_cents is not None:
        part = euros(rule.organisation_cents, language)
        yield pick(language, f"de aanbieder draagt {part}", f"the provider bears {part}")
    if rule.network_percent is not None:
        part = number(rule.network_percent, language)
        yield pick(
            language, f"het netwerk draagt {part}% van de prijs", f"the network bears {part}%"
        )
    if rule.holder_at_least_percent is not None:
        part = number(rule.holder_at_least_percent, language)
        yield pick(
            language, f"de pashouder betaalt minstens {part}%", f"the holder pays at least {part}%"
        )
    if rule.holder_at_least_cents is not None:
        part = euros(rule.holder_at_least_cents, language)
        yield pick(
            language, f"de pashouder betaalt minstens {part}", f"the holder pays at least {part}"
        )
    if rule.network_at_most_cents is not None:
        part = euros(rule.network_at_most_cents, language)
        yield pick(
            language, f"het netwerk betaalt hoogstens {part}", f"the network pays at most {part}"
        )


def _offers(fits: Fits, language: Language) -> str:
    """Which offers, from their kind to their price."""
    named = words(fits.categories, language, joined="and")
    parts = [named or pick(language, "Elk aanbod", "Every offer")]
    if fits.not_categories:
        left_out = words(fits.not_categories, language, joined="and")
        parts.append(pick(language, f"behalve {left_out}", f"except {left_out}"))
    if fits.provided_by is not None:
        municipal = fits.provided_by == "municipality"
        parts.append(
            pick(language, "van de gemeente", "by the municipality")
            if municipal
            else pick(language, "van anderen", "by others")
        )
    if fits.tags:
        parts.append(words(fits.tags, language))
    if fits.threshold_cents is not None:
        price = euros(fits.threshold_cents, language)
        parts.append(pick(language, f"met een prijs boven {price}", f"priced above {price}"))
    parts += _spans(fits, language)
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def _spans(fits: Fits, language: Language) -> Iterator[str]:
    if fits.days_at_least is not None:
        days = number(fits.days_at_least, language)
        yield pick(language, f"van minstens {days} dag(en)", f"of at least {days} day(s)")
    if fits.days_at_most is not None:
        days = number(fits.days_at_most, language)
        yield pick(language, f"van hoogstens {days} dag(en)", f"of at most {days} day(s)")
    if fits.reached_age_at_least is not None:
        years = fits.reached_age_at_least
        yield pick(language, f"vanaf {years} jaar", f"from age {years}")
    if fits.reached_age_at_most is not None:
        years = fits.reached_age_at_most
        yield pick(language, f"tot en met {years} jaar", f"up to age {years}")


# -- how much -----------------------------------------------------------------------------------


def bounded(benefit: Benefit, language: Language) -> Iterator[str]:
    """The lines of ceilings, buying limits and vouchers."""
    for ceiling in benefit.ceilings:
        yield f"- {_ceiling(ceiling, language)}{cited(ceiling.clause)}"
    for limit in benefit.buying_limits:
        yield f"- {_limit(limit, language)}{cited(limit.clause)}"
    if benefit.vouchers is not None:
        yield f"- {_vouchers(benefit.vouchers, language)}"


def _ceiling(ceiling: Ceiling, language: Language) -> str:
    who = pick(language, "persoon", "person")
    if ceiling.per == "household":
        who = pick(language, "gezin", "household")
    period = pick(language, *_PERIODS[ceiling.period])
    amounts = _amounts(ceiling.amounts, language)
    text = pick(
        language,
        f"Hoogstens {amounts} per {who}, {period}",
        f"At most {amounts} per {who}, {period}",
    )
    if ceiling.fits != Fits():
        text += f" ({_offers(ceiling.fits, language)})"
    if ceiling.pooled:
        text += pick(language, "; te delen in het gezin", "; shared in the household")
        if ceiling.pooled_categories:
            text += f" ({words(ceiling.pooled_categories, language, joined='and')})"
    if ceiling.set_aside:
        text += pick(language, "; dat geld staat opzij", "; that money is set aside")
    return text


def _amounts(amounts: Sequence[AgeAmount], language: Language) -> str:
    told = []
    for amount in amounts:
        text = euros(amount.cents, language)
        if amount.reached_age_at_most is not None:
            years = amount.reached_age_at_most
            text += pick(language, f" tot en met {years} jaar", f" up to age {years}")
        told.append(text)
    return ", ".join(told)


def _limit(limit: BuyingLimit, language: Language) -> str:
    where = (
        ("per aanbod", "per offer") if limit.on == "offer" else ("per aanbieder", "per provider")
    )
    period = pick(language, *_BUYING[limit.per])
    text = pick(
        language,
        f"Hoogstens {limit.times} keer {period}, {where[0]}",
        f"At most {limit.times} times {period}, {where[1]}",
    )
    return text if limit.fits == Fits() else f"{text} ({_offers(limit.fits, language)})"


def _vouchers(vouchers: Vouchers, language: Language) -> str:
    text = pick(language, "Bonnen", "Vouchers")
    if vouchers.cents_each is not None:
        each = euros(vouchers.cents_each, language)
        text += pick(language, f" van {each}", f" of {each}")
    if vouchers.amounts:
        amounts = _amounts(vouchers.amounts, language)
        text += pick(language, f", samen {amounts}", f", {amounts} together")
    if vouchers.valid_months is not None:
        months = vouchers.valid_months
        text += pick(language, f", {months} maanden geldig", f", valid for {months} months")
    return text

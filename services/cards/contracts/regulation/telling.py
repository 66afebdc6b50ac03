"""A price in plain Dutch or English: by which key, what each step did, who pays what. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.cards.contracts.regulation.naming import (
    Language,
    cited,
    day,
    euros,
    number,
    pick,
)
from services.cards.contracts.regulation.pricing import PriceStep
from services.cards.contracts.regulation.sharing import PAYERS, who_bore_rounding
from services.kernel.money import Shares, Split, share_price


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceKey:
    """The key by which a price was shared: a version of a regulation, or the split of an offer."""

    title: str
    version: int | None = None
    valid_from: date | None = None
    split: Split | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTold:
    """A price to tell, with its shares in cents. `uncovered_cents` of the network's are nobody's
    yet, `aside_cents` were set aside for the right; `payer` is the municipality that pays, where
    the regulation lets that of the domicile; `payer_network` the other network that does.
    """

    shares: Shares
    steps: Sequence[PriceStep]
    uncovered_cents: int = 0
    aside_cents: int = 0
    payer: str | None = None
    payer_network: str | None = None


_PAYERS: Final = {
    "holder": ("de pashouder", "the holder"),
    "organisation": ("de aanbieder", "the provider"),
    "network": ("het netwerk", "the network"),
}


def steps_by_offer(split: Split, shares: Shares) -> tuple[PriceStep, ...]:
    """The steps by which an offer's own split led to these shares, bounded by a yearly ceiling."""
    cents = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
    price_cents = sum(cents)
    whole = share_price(price_cents, split)
    steps = [PriceStep(kind="offer_split", cents=price_cents - whole.holder_cents)]
    rounded = who_bore_rounding(
        price_cents,
        (split.holder_bp, split.organisation_bp, split.network_bp),
        (whole.holder_cents, whole.organisation_cents, whole.network_cents),
    )
    if rounded:
        steps.append(PriceStep(kind="rounding", borne_by=rounded))
    over = shares.holder_cents - whole.holder_cents
    if over > 0:
        steps.append(PriceStep(kind="right_ceiling", cents=over))
    return tuple(steps)


def told(key: PriceKey | None, price: PriceTold, language: Language = "nl") -> tuple[str, ...]:
    """The key, what each step did, and what each payer pays, a sentence each."""
    lines = [] if key is None else [_key(key, language)]
    lines += [line for step in price.steps for line in _step(step, language)]
    lines.append(_shares(price.shares, language))
    if price.uncovered_cents > 0:
        cents = euros(price.uncovered_cents, language)
        lines.append(
            pick(
                language,
                f"Van het deel van het netwerk is {cents} nog niet gedekt.",
                f"Of the network's share {cents} is not covered yet.",
            )
        )
    if price.aside_cents > 0:
        cents = euros(price.aside_cents, language)
        lines.append(
            pick(
                language,
                f"Van het deel van het netwerk komt {cents} uit wat voor dit recht opzij stond.",
                f"Of the network's share {cents} comes from what was set aside for this right.",
            )
        )
    if price.payer is not None:
        lines.append(
            pick(
                language,
                f"De gemeente van het domicilie betaalt het deel van het netwerk: {price.payer}.",
                f"The municipality of the registered address pays the network's share: "
                f"{price.payer}.",
            )
        )
    if price.payer_network is not None:
        lines.append(
            pick(
                language,
                f"Een ander netwerk betaalt het deel van het netwerk terug: {price.payer_network}.",
                f"Another network pays the network's share back: {price.payer_network}.",
            )
        )
    return tuple(lines)


def _key(key: PriceKey, language: Language) -> str:
    if key.split is not None:
        parts = (key.split.holder_bp, key.split.organisation_bp, key.split.network_bp)
        shares = ", ".join(
            f"{pick(language, *_PAYERS[payer])} {number(points / 100, language)}%"
            for payer, points in zip(PAYERS, parts, strict=True)
        )
        return pick(
            language,
            f"Verdeelsleutel van het aanbod “{key.title}”: {shares}.",
            f"Key of the offer “{key.title}”: {shares}.",
        )
    text = pick(language, f"Reglement “{key.title}”", f"Regulation “{key.title}”")
    if key.version is not None:
        text += pick(language, f", versie {key.version}", f", version {key.version}")
    if key.valid_from is not None:
        first = day(key.valid_from, language)
        text += pick(language, f", geldig vanaf {first}", f", valid from {first}")
    return f"{text}."


def _shares(shares: Shares, language: Language) -> str:
    parts = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
    each = ", ".join(
        f"{pick(language, *_PAYERS[payer])} {euros(cents, language)}"
        for payer, cents in zip(PAYERS, parts, strict=True)
    )
    whole = euros(sum(parts), language)
    return pick(language, f"Van {whole} draagt {each}.", f"Of {whole}: {each}.")


# What a step says: {name} is that of the rule or ceiling, {cents} and {left} amounts.
_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "full_price": (
        "Zonder recht op die dag geldt de volle prijs",
        "Without a right on that day the price is full",
    ),
    "no_rule": (
        "Geen regel van het reglement past op dit aanbod: de volle prijs",
        "No rule of the regulation fits this offer: the full price",
    ),
    "other_help": (
        "Andere tussenkomsten gaan eerst van de prijs af: {cents}",
        "Other help is deducted from the price first: {cents}",
    ),
    "rule": (
        "Regel “{name}”: de pashouder betaalt {cents} minder",
        "Rule “{name}”: the holder pays {cents} less",
    ),
    "offer_split": (
        "Volgens die sleutel betaalt de pashouder {cents} minder",
        "By that key the holder pays {cents} less",
    ),
    "holder_at_least": (
        "Minimum voor de pashouder in regel “{name}”: ze betaalt {cents} meer",
        "Minimum for the holder in rule “{name}”: she pays {cents} more",
    ),
    "network_at_most": (
        "Maximum voor het netwerk in regel “{name}”: de pashouder betaalt {cents} meer",
        "Maximum for the network in rule “{name}”: the holder pays {cents} more",
    ),
    "ceiling": (
        "Binnen het plafond “{name}”: daarna blijft {left} over",
        "Within the ceiling “{name}”: {left} is left after it",
    ),
    "ceiling_over": (
        "Het plafond “{name}” is bereikt: de pashouder betaalt {cents} meer, "
        "daarna blijft {left} over",
        "The ceiling “{name}” is reached: the holder pays {cents} more, {left} is left after it",
    ),
    "right_ceiling": (
        "Het jaarlijkse plafond van het recht is bereikt: de pashouder betaalt {cents} meer",
        "The yearly ceiling of the right is reached: the holder pays {cents} more",
    ),
    "vouchers": (
        "Bonnen betalen {cents} van wat de pashouder nog moest betalen; daarna blijft {left} over",
        "Vouchers pay {cents} of what the holder was to pay; {left} is left after it",
    ),
    "ceiling_reached": (
        "Van het plafond was niets meer over: {cents} valt erbuiten",
        "Nothing was left of the ceiling: {cents} is beyond it",
    ),
    "allowance_withheld": (
        "Er stond geen geld opzij voor dit tegoed: {cents} valt erbuiten",
        "No money was set aside for this budget: {cents} is beyond it",
    ),
    "buying_limit_reached": (
        "Het aantal keren was op: {cents} valt erbuiten",
        "The number of times was used up: {cents} is beyond it",
    ),
    "offer_excluded": (
        "Het reglement sluit dit aanbod uit: {cents} valt erbuiten",
        "The regulation excludes this offer: {cents} is beyond it",
    ),
}
_UNKNOWN: Final = ("{name}: {cents}", "{name}: {cents}")


def _step(step: PriceStep, language: Language) -> Iterator[str]:
    if step.kind == "rounding":
        yield _rounding(step.borne_by, language)
        return
    kind = "ceiling_over" if step.kind == "ceiling" and step.cents > 0 else step.kind
    text = pick(language, *_SENTENCES.get(kind, _UNKNOWN)).format(
        name=(step.name or step.kind).replace("_", " "),
        cents=euros(step.cents, language),
        left=euros(step.left_cents or 0, language),
    )
    yield f"{text}{cited(step.clause)}."


def _rounding(borne_by: Iterable[str], language: Language) -> str:
    payers = [pick(language, *_PAYERS[one]) if one in _PAYERS else one for one in borne_by]
    names = pick(language, " en ", " and ").join(payers)
    each = len(payers) > 1
    return pick(
        language,
        f"Afronding: {names} {'dragen elk' if each else 'draagt'} een deel van een cent meer.",
        f"Rounding: {names} {'each bear' if each else 'bears'} part of a cent more.",
    )

"""What a condition asks, in plain Dutch and English: as a clause of a readable regulation. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from services.cards.contracts.regulation.document import ReferenceTable
from services.cards.contracts.regulation.naming import (
    Language,
    age,
    cited,
    euros,
    number,
    pick,
    word,
    words,
)
from services.cards.contracts.regulation.predicates import (
    Age,
    AllOf,
    AnyOf,
    Circumstance,
    Condition,
    DependantOf,
    FixedAmount,
    Income,
    Judgement,
    NoneOf,
    Points,
    Property,
    Residence,
    Savings,
    ScaledAmount,
    Status,
    TableAmount,
)

Tables = Mapping[str, ReferenceTable]
INDENT: Final = "  "


def asked(
    conditions: Sequence[Condition], tables: Tables, language: Language, depth: int = 0
) -> Iterator[str]:
    """The lines of conditions that must all be met; what belongs to one is indented."""
    for condition in conditions:
        yield from _lines(condition, tables, language, depth)


def _lines(condition: Condition, tables: Tables, language: Language, depth: int) -> Iterator[str]:
    before, clause = INDENT * depth, cited(condition.clause)
    if isinstance(condition, AnyOf | AllOf | NoneOf):
        head = condition.label or pick(language, *_HEADS[condition.kind])
        yield f"{before}- {head}{clause}:"
        yield from asked(condition.of, tables, language, depth + 1)
        return
    label = f"{condition.label}: " if condition.label else ""
    yield f"{before}- {label}{_ASKED[type(condition)](condition, tables, language)}{clause}"


_HEADS: Final[Mapping[str, tuple[str, str]]] = {
    "any_of": ("minstens een van deze", "at least one of these"),
    "all_of": ("al deze samen", "all of these together"),
    "none_of": ("geen enkele van deze", "none of these"),
}


def _residence(asks: Residence, _tables: Tables, language: Language) -> str:
    how = words(asks.any_of, language)
    text = pick(language, f"woonplaats in het werkingsgebied: {how}", f"residence here: {how}")
    if asks.registers:
        registers = words(asks.registers, language)
        text += pick(language, f", ingeschreven in het {registers}", f", in the {registers}")
    if asks.institutions:
        text += pick(language, ", in ", ", in ") + words(asks.institutions, language)
    if asks.co_parenting_share is not None:
        percent = number(asks.co_parenting_share * 100, language)
        text += pick(
            language,
            f", bij co-ouderschap minstens {percent}% van de tijd",
            f", with co-parenting at least {percent}% of the time",
        )
    return text


def _age(asks: Age, _tables: Tables, language: Language) -> str:
    bounds = []
    if asks.at_least is not None:
        bounds.append(pick(language, "minstens ", "at least ") + age(asks.at_least, language))
    if asks.under is not None:
        bounds.append(pick(language, "jonger dan ", "younger than ") + age(asks.under, language))
    joined = pick(language, " en ", " and ").join(bounds)
    return joined or pick(language, "elke leeftijd", "any age")


def _status(asks: Status, _tables: Tables, language: Language) -> str:
    text = pick(language, "statuut: ", "status: ") + words(asks.any_of, language)
    if asks.of == "household":
        text += pick(language, ", van iemand in het gezin", ", of anyone in the household")
    if set(asks.evidence) == {"authentic"}:
        text += pick(language, ", uit een authentieke bron", ", from an authentic source")
    if asks.not_only_because_of:
        bases = words(asks.not_only_because_of, language)
        text += pick(
            language,
            f"; telt niet als het er alleen is om: {bases}",
            f"; does not count if held only because of: {bases}",
        )
    return text


def _circumstance(asks: Circumstance, _tables: Tables, language: Language) -> str:
    text = pick(language, "situatie: ", "situation: ") + words(asks.any_of, language)
    if asks.attested_by:
        by = words(asks.attested_by, language)
        text += pick(language, f", bevestigd door {by}", f", attested by {by}")
    return text


def _income(asks: Income, tables: Tables, language: Language) -> str:
    who = ("gezinsinkomen", "household income") if asks.of == "household" else ("inkomen", "income")
    per = pick(language, *_PER[asks.per])
    how = pick(language, *(_BELOW if asks.compare == "below" else _AT_MOST))
    limit = _amount(asks.limit, tables, language)
    text = f"{pick(language, *who)} ({word(asks.measure, language)}, {per}) {how} {limit}"
    if asks.excluded:
        kinds = words(asks.excluded, language, joined="and")
        text += pick(language, f"; telt niet mee: {kinds}", f"; not counted: {kinds}")
    if asks.real_estate_times:
        times = number(asks.real_estate_times, language)
        text += pick(
            language,
            f"; het kadastraal inkomen van andere woningen telt {times} keer mee",
            f"; the cadastral income of other houses counts {times} times",
        )
    if asks.dependant_max_cents is not None:
        most = euros(asks.dependant_max_cents, language)
        text += pick(
            language,
            f"; wie meer dan {most} per jaar heeft, is niet ten laste",
            f"; who has more than {most} a year is no dependant",
        )
    return text


_PER: Final = {"year": ("per jaar", "a year"), "month": ("per maand", "a month")}
_BELOW: Final = ("lager dan", "below")
_AT_MOST: Final = ("hoogstens", "at most")


def _amount(
    limit: FixedAmount | TableAmount | ScaledAmount, tables: Tables, language: Language
) -> str:
    if isinstance(limit, FixedAmount):
        text = euros(limit.base_cents, language)
        return text + _each(limit.per_dependant_cents, limit.disabled_counts, language)
    if isinstance(limit, TableAmount):
        return _of_table(limit.table, limit.factor, tables, language) + _doubled(
            limit.disabled_counts, language
        )
    base = euros(limit.base_cents, language)
    if limit.table is not None:
        base = _of_table(limit.table, limit.factor, tables, language)
    other, child = number(limit.other, language), number(limit.child, language)
    return base + pick(
        language,
        f", maal 1 voor de eerste volwassene, {other} voor elke andere en {child} voor elk kind "
        f"onder {limit.child_under_years} jaar",
        f", times 1 for the first adult, {other} for each other one and {child} for each child "
        f"under {limit.child_under_years}",
    )


def _of_table(name: str, factor: float, tables: Tables, language: Language) -> str:
    title = tables[name].title if name in tables else word(name, language)
    if factor == 1:
        return title
    percent = number(factor * 100, language)
    return pick(language, f"{percent}% van: {title}", f"{percent}% of: {title}")


def _each(cents: int, disabled_counts: float, language: Language) -> str:
    if not cents:
        return ""
    more = euros(cents, language)
    return pick(
        language, f", plus {more} per persoon ten laste", f", plus {more} per dependant"
    ) + _doubled(disabled_counts, language)


def _doubled(disabled_counts: float, language: Language) -> str:
    if disabled_counts == 1:
        return ""
    times = number(disabled_counts, language)
    return pick(
        language,
        f" (met een handicap telt die {times} keer)",
        f" (one with a disability counts {times} times)",
    )


def _property(asks: Property, tables: Tables, language: Language) -> str:
    text = pick(
        language, f"hoogstens {asks.max_count} eigendom", f"at most {asks.max_count} property"
    )
    if asks.home_only:
        text += pick(language, ", de eigen woning", ", the own home")
    if asks.max_cadastral_table is not None:
        bound = _of_table(asks.max_cadastral_table, 1, tables, language)
    elif asks.max_cadastral_cents is not None:
        bound = euros(asks.max_cadastral_cents, language)
        bound += _each(asks.per_dependant_cents, 1, language)
    else:
        return text
    return text + pick(
        language,
        f", met een niet-geïndexeerd kadastraal inkomen van hoogstens {bound}",
        f", with a non-indexed cadastral income of at most {bound}",
    )


def _savings(asks: Savings, _tables: Tables, language: Language) -> str:
    most = euros(asks.max_cents, language)
    per = asks.per == "person"
    each = pick(language, " per persoon", " per person") if per else ""
    return pick(
        language, f"spaargeld van hoogstens {most}{each}", f"savings of at most {most}{each}"
    )


def _points(asks: Points, _tables: Tables, language: Language) -> str:
    least = number(asks.at_least, language)
    scale = word(asks.scale, language)
    return pick(language, f"minstens {least} ({scale})", f"at least {least} ({scale})")


def _judgement(asks: Judgement, _tables: Tables, language: Language) -> str:
    by = words(asks.by, language)
    text = pick(
        language, f"een gunstig, gemotiveerd oordeel van {by}", f"a reasoned judgement by {by}"
    )
    return text + (pick(language, ", één keer", ", once") if asks.once_only else "")


def _dependant_of(asks: DependantOf, _tables: Tables, language: Language) -> str:
    text = pick(language, "ten laste van iemand met recht", "a dependant of somebody entitled")
    if asks.same_address:
        text += pick(language, " op hetzelfde adres", " at the same address")
    if asks.co_parenting_share is not None:
        percent = number(asks.co_parenting_share * 100, language)
        text += pick(
            language,
            f", of minstens {percent}% van de tijd",
            f", or at least {percent}% of the time",
        )
    if asks.under is not None:
        under = age(asks.under, language)
        text += pick(language, f", jonger dan {under}", f", younger than {under}")
    return text


_ASKED: Final[Mapping[type, Callable[[Any, Tables, Language], str]]] = {
    Residence: _residence,
    Age: _age,
    Status: _status,
    Circumstance: _circumstance,
    Income: _income,
    Property: _property,
    Savings: _savings,
    Points: _points,
    Judgement: _judgement,
    DependantOf: _dependant_of,
}

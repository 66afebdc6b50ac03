"""What the usual words of regulations are called, in Dutch and in English. Pure.

A word that is not here is shown as it was written, with spaces: it is the author's own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Literal

Language = Literal["nl", "en"]

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    # statuses
    "increased_reimbursement": ("verhoogde tegemoetkoming", "increased reimbursement"),
    "living_wage": ("leefloon", "living wage"),
    "equivalent_living_wage": ("equivalent leefloon", "equivalent living wage"),
    "income_guarantee_elderly": ("inkomensgarantie voor ouderen", "income guarantee (elderly)"),
    "income_replacement_allowance": (
        "inkomensvervangende tegemoetkoming",
        "income replacement allowance",
    ),
    "integration_allowance": ("integratietegemoetkoming", "integration allowance"),
    "increased_child_benefit": ("verhoogde kinderbijslag", "increased child benefit"),
    "school_allowance": ("schooltoeslag", "school allowance"),
    "rent_subsidy": ("huursubsidie", "rent subsidy"),
    "disability_card": ("European Disability Card", "European Disability Card"),
    # circumstances
    "debt_mediation": ("schuldbemiddeling", "debt mediation"),
    "collective_debt_settlement": ("collectieve schuldenregeling", "collective debt settlement"),
    "budget_guidance": ("budgetbegeleiding", "budget guidance"),
    "budget_management": ("budgetbeheer", "budget management"),
    "high_debts": ("hoge schulden", "high debts"),
    "financial_support": ("financiële steun", "financial support"),
    "welfare_client": ("cliënt van het OCMW", "client of the public welfare centre"),
    "active_guidance": ("actieve begeleiding", "active guidance"),
    "family_guidance": ("gezinsbegeleiding", "family guidance"),
    "youth_care": ("jeugdzorg", "youth care"),
    "asylum_reception": ("opvang van asielzoekers", "asylum reception"),
    "deprivation_indicators": ("kansarmoede-indicatoren", "deprivation indicators"),
    "referred": ("toegeleid door een partner", "referred by a partner"),
    "newcomer": ("nieuwkomer", "newcomer"),
    "debts": ("schulden", "debts"),
    "debt_help": ("schuldhulp", "help with debts"),
    "active_file": ("lopend dossier", "active file"),
    "limited_means": ("beperkte middelen", "limited means"),
    "modest_income": ("bescheiden inkomen", "modest income"),
    # who attests or judges
    "welfare_centre": ("het OCMW", "the public welfare centre"),
    "general_welfare": ("het CAW", "general welfare work"),
    "mediator": ("een schuldbemiddelaar", "a debt mediator"),
    "lawyer": ("een advocaat", "a lawyer"),
    "social_house": ("het Sociaal Huis", "the social house"),
    "social_centre": ("een sociaal centrum", "a social centre"),
    "home_guidance": ("een dienst thuisbegeleiding", "a home guidance service"),
    "child_and_family_agency": ("Kind en Gezin", "the child and family agency"),
    "court": ("de rechtbank", "the court"),
    "health_fund": ("het ziekenfonds", "the health fund"),
    "poverty_association": ("een armoedevereniging", "a poverty association"),
    "school": ("een school hier", "a school here"),
    "social_worker": ("de maatschappelijk werker", "the social worker"),
    "committee": ("het comité", "the committee"),
    "municipal_executive": ("het college", "the municipal executive"),
    # how somebody lives here
    "domicile": ("domicilie", "registered address"),
    "institution": ("verblijf in een instelling", "living in an institution"),
    "co_parenting": ("co-ouderschap", "co-parenting"),
    "second_home": ("tweede verblijf", "second home"),
    "population": ("bevolkingsregister", "population register"),
    "foreigners": ("vreemdelingenregister", "register of foreigners"),
    "waiting": ("wachtregister", "waiting register"),
    # income and scales
    "gross_taxable": ("bruto belastbaar", "gross taxable"),
    "net_taxable": ("netto belastbaar", "net taxable"),
    "net": ("netto", "net"),
    "all": ("alle inkomsten", "all income"),
    "child_benefit": ("kinderbijslag", "child benefit"),
    "study_grant": ("studietoelage", "study grant"),
    "holiday_pay": ("vakantiegeld", "holiday pay"),
    "income": ("inkomen", "income"),
    "handicap": ("handicap", "handicap"),
    "handicap_pillar_1": ("handicap, pijler 1", "handicap, pillar 1"),
    "earning_capacity_loss_percent": (
        "verlies van verdienvermogen, in procent",
        "loss of earning capacity, in percent",
    ),
    "incapacity_percent": ("arbeidsongeschiktheid, in procent", "incapacity, in percent"),
    # what an offer is
    "membership": ("lidgeld", "membership fees"),
    "lesson_series": ("lessenreeksen", "lesson series"),
    "activity": ("activiteiten", "activities"),
    "playground": ("speelpleinwerking", "playground schemes"),
    "camp": ("kampen", "camps"),
    "childcare": ("kinderopvang", "childcare"),
    "school_activity": ("schoolactiviteiten", "school activities"),
    "spectator": ("tickets voor toeschouwers", "spectator tickets"),
    "season_ticket": ("abonnementen", "season tickets"),
    "entrance": ("toegang", "entrance"),
    "library": ("bibliotheek", "library"),
    "meal": ("maaltijden", "meals"),
    "drinks": ("drank", "drinks"),
    "cloakroom": ("vestiaire", "cloakroom"),
    "material": ("materiaal", "material"),
    "clothing": ("kledij", "clothing"),
    "transport": ("vervoer", "transport"),
    "other": ("ander aanbod", "other offers"),
    # why a card is given
    "first": ("eerste kaart", "first card"),
    "upgrade": ("overstap naar een andere kaart", "upgrade"),
    "extra": ("extra kaart", "extra card"),
    "loss_or_theft": ("verlies of diefstal", "loss or theft"),
    "defect": ("kapotte kaart", "defect"),
    "status_lost": ("einde van het statuut", "status lost"),
    "status_obtained": ("begin van het statuut", "status obtained"),
    "renewal": ("verlenging", "renewal"),
    "swap": ("omruiling", "swap"),
    # funding sources
    "drawing_right": ("trekkingsrecht", "drawing right"),
    "own_contribution": ("eigen inbreng", "own contribution"),
    "welfare_fund": ("fonds van het OCMW", "welfare fund"),
}

_MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTHS_EN: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def pick(language: Language, dutch: str, english: str) -> str:
    """The one of two texts that is in a language."""
    return dutch if language == "nl" else english


def word(code: str, language: Language) -> str:
    """What a word is called."""
    names = NAMES.get(code)
    if names is None:
        return code.replace("_", " ")
    return names[0] if language == "nl" else names[1]


def words(codes: Iterable[str], language: Language, *, joined: Literal["or", "and"] = "or") -> str:
    """Words in a row: a, b of c."""
    names = [word(code, language) for code in codes]
    link = {"or": (" of ", " or "), "and": (" en ", " and ")}[joined]
    between = link[0] if language == "nl" else link[1]
    return between.join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def euros(cents: float, language: Language) -> str:
    """An amount of cents as it is written: € 17.855,56 or €17,855.56."""
    whole, rest = divmod(abs(int(cents)), 100)
    sign = "-" if cents < 0 else ""
    if language == "nl":
        return f"{sign}€ {whole:,}".replace(",", ".") + f",{rest:02d}"
    return f"{sign}€{whole:,}.{rest:02d}"


def number(value: float, language: Language) -> str:
    """A number without needless decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "nl" else text


def day(value: date, language: Language) -> str:
    """A day in full: 10 maart 2026."""
    months = _MONTHS if language == "nl" else _MONTHS_EN
    return f"{value.day} {months[value.month - 1]} {value.year}"


def day_of_year(at: int, month: int, language: Language) -> str:
    """A day of any year: 31 januari."""
    return f"{at} {(_MONTHS if language == 'nl' else _MONTHS_EN)[month - 1]}"


def age(years: float, language: Language) -> str:
    """An age: 2 jaar en 6 maanden."""
    whole, months = divmod(round(Fraction(str(years)) * 12), 12)
    if language == "nl":
        return f"{whole} jaar" + (f" en {months} maanden" if months else "")
    return f"{whole} years" + (f" and {months} months" if months else "")


def cited(clause: str | None) -> str:
    """A clause behind what it says, in brackets."""
    return f" ({clause})" if clause else ""

"""What can be wrong with a document that somebody wrote: a code, where, and a Dutch sentence.

Sentences are built from codes and from words of our own language, never from what was sent in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # the text
    "text_too_large": "Het document is te groot: hoogstens {most} tekens.",
    "text_unreadable": "Dit is geen leesbare YAML of JSON (regel {line}).",
    "text_aliases": "Ankers en verwijzingen (& en *) mogen niet in het document (regel {line}).",
    "text_tags": "Eigen types (!) mogen niet in het document (regel {line}).",
    "text_too_deep": "Het document is te diep genest.",
    "field_repeated": "Dit veld staat er twee keer.",
    # a field
    "field_missing": "Dit veld ontbreekt.",
    "field_unknown": "Dit veld kennen we niet. Kijk na of het juist geschreven is.",
    "kind_unknown": "Dit soort kennen we niet. Kies uit: {expected}.",
    "word_unknown": "Dit woord kennen we hier niet. Kies uit: {expected}.",
    "code_invalid": "Gebruik kleine letters, cijfers en _, en begin met een letter.",
    "text_expected": "Hier hoort tekst. Zet een getal zoals een postcode tussen aanhalingstekens.",
    "text_too_long": "Deze tekst is te lang: hoogstens {most} tekens.",
    "text_too_short": "Deze tekst mag niet leeg zijn.",
    "number_expected": "Hier hoort een getal. Bedragen staan in hele centen: 12,50 euro is 1250.",
    "number_too_small": "Dit getal is te klein: minstens {least}.",
    "number_too_large": "Dit getal is te groot: hoogstens {most}.",
    "yes_or_no_expected": "Hier hoort true of false.",
    "date_invalid": "Dit is geen datum (jjjj-mm-dd).",
    "list_expected": "Hier hoort een lijst.",
    "list_too_short": "Deze lijst mag niet leeg zijn.",
    "list_too_long": "Deze lijst is te lang: hoogstens {most}.",
    "object_expected": "Hier hoort een blok met velden.",
    "value_invalid": "Deze waarde is ongeldig.",
    # what belongs together
    "table_unknown": "Deze tabel staat niet onder `tables`.",
    "table_figures_repeated": "Voor deze dag en categorie staan er al cijfers in de tabel.",
    "municipality_unknown": "Dit is geen NIS-code van een gemeente.",
    "name_repeated": "Deze naam is hier al gebruikt.",
    "period_reversed": "De laatste dag ligt voor de eerste.",
    "day_not_in_month": "Deze dag bestaat niet in die maand.",
    "ages_exclude": "De leeftijden sluiten elkaar uit: niemand kan aan deze voorwaarde voldoen.",
    "route_never_met": "Aan deze weg kan niemand ooit voldoen.",
    "route_contradicts": "Deze voorwaarde en het tegendeel ervan staan in dezelfde weg.",
    "drawing_right_needs_means": "Het trekkingsrecht is voor mensen in armoede: een weg zonder "
    "toets van de bestaansmiddelen kan er niet uit betaald worden.",
    "means_not_tested": "Deze weg toetst geen bestaansmiddelen. Zet `means_tested: false`, of "
    "voeg een voorwaarde over statuut, inkomen, schuld of oordeel toe.",
    "divided_twice": "Zeg op één manier wie draagt wat de houder minder betaalt.",
    "rule_never_reached": "Een eerdere regel past altijd: deze komt nooit aan bod.",
    "amount_never_reached": "Een eerder bedrag geldt voor elke leeftijd: dit komt nooit aan bod.",
    "fits_nothing": "Dit past op geen enkel aanbod: de grenzen sluiten elkaar uit.",
    "set_aside_shared": "Geld opzijzetten kan alleen voor één persoon, niet voor wat een gezin "
    "deelt.",
    "set_aside_twice": "Er staat al een ander plafond waarvoor geld opzij wordt gezet.",
    "shares_above_price": "De delen van pashouder en organisatie zijn samen meer dan de prijs.",
    "bounds_reversed": "De ondergrens ligt boven de bovengrens.",
    "committee_missing": "Een voorlopig recht vraagt een orgaan dat het bekrachtigt (`committee`).",
    "appeal_body_missing": "Zeg bij welk orgaan beroep mogelijk is (`appeal_body`).",
    # beside a regional regulation
    "widens_routes": "De regio zegt niet wie recht heeft: een addendum dus ook niet.",
    "widens_condition": "Hier valt een voorwaarde van de regio weg, of ze is ruimer: {clause}.",
    "widens_inquiry": "De regio vraagt hier een sociaal onderzoek: {clause}.",
    "widens_sources": "De regio laat deze geldbron hier niet toe: {clause}.",
    "widens_period": "Het addendum geldt buiten de periode van het regionale reglement: {clause}.",
    "widens_validity": "Het recht duurt langer dan de regio toelaat: {clause}.",
    "widens_granted_to": "De regio geeft het recht aan een persoon, niet aan een gezin: {clause}.",
    "widens_derogation": "De regio laat geen afwijking van de voorwaarden toe: {clause}.",
    "widens_modes": "De regio laat een recht niet op deze manier ontstaan: {clause}.",
    "widens_card_price": "De kaart is hier goedkoper dan de regio toelaat: {clause}.",
    "widens_rule": "Dit voordeel is hoger, of anders, dan de regio geeft: {clause}.",
    "widens_exclusion": "Het addendum laat een uitsluiting van de regio vallen: {clause}.",
    "widens_ceiling": "Het plafond van de regio ontbreekt of ligt hier hoger: {clause}.",
    "widens_buying_limit": "De aankooplimiet van de regio ontbreekt of is hier ruimer: {clause}.",
    "widens_vouchers": "De bonnen zijn hoger, langer geldig of breder dan bij de regio: {clause}.",
    "widens_other_help": "De regio trekt eerst andere tussenkomsten af: {clause}.",
    "widens_payer": "Wie betaalt is geregeld door de regio: {clause}.",
}

Fact = int | float | str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at a path such as `routes[0].conditions[1].limit`."""

    path: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def message(self) -> str:
        """The sentence, in Dutch."""
        return SENTENCES[self.code].format(**dict(self.facts))


def problem(path: str, code: str, **facts: Fact) -> Problem:
    """A problem with its facts."""
    return Problem(path, code, tuple(facts.items()))

"""The sentence that a person reads for each code, in Dutch, built from facts only. Pure.

A test holds this table against every code that any service can answer with.
"""

import re
from datetime import date, datetime
from typing import Final

from services.gateway.domain.bank_sentences import BANK_SENTENCES
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.door_sentences import DOOR_SENTENCES
from services.gateway.domain.money_sentences import MONEY_SENTENCES
from services.gateway.domain.outcomes import Facts
from services.gateway.domain.sentences_of_persons import OF_PERSONS
from services.gateway.domain.status_sentences import STATUS_SENTENCES

SENTENCES: Final[dict[str, str]] = {
    **STATUS_SENTENCES,
    **MONEY_SENTENCES,
    # the platform itself
    "internal_error": "Er liep iets mis bij ons. Het is gemeld; er is niets geboekt.",
    "deadline_passed": "Dit duurde te lang en is niet uitgevoerd. Probeer het opnieuw.",
    "network_unknown": "Dit netwerk kennen we niet.",
    "unreadable": "Deze aanvraag konden we niet lezen.",
    "unknown_command": "Deze aanvraag kennen we niet.",
    # the gateway
    "not_allowed": "U mag dit niet doen met deze aanmelding.",
    "not_signed_in": "U bent niet aangemeld, of uw aanmelding is verlopen.",
    "unavailable": "De dienst is even niet bereikbaar. Stuur gerust dezelfde aanvraag opnieuw.",
    "key_reused": "Deze sleutel is al gebruikt voor een andere aanvraag.",
    "key_invalid": "De sleutel moet 1 tot 200 tekens lang zijn.",
    "contact_incomplete": "Vul in wat nodig is om deze persoon zo te bereiken.",
    "language_invalid": "Kies een taal met haar code van twee letters, zoals nl.",
    "mail_invalid": "Dit is geen geldig mailadres.",
    "nothing_to_look_for": "Geef een naam, een geboortedatum of een kaartnummer.",
    "phone_invalid": "Dit is geen geldig telefoonnummer.",
    "operation_unknown": "Deze bewerking kennen we niet.",
    "bad_input": "Een waarde in de aanvraag is ongeldig.",
    "bad_request": "De aanvraag is ongeldig.",
    "cursor_invalid": "Deze plaats in de lijst bestaat niet.",
    "page_size_invalid": "Vraag 1 tot 200 regels tegelijk.",
    "text_invalid": "Deze tekst bevat tekens die niet mogen.",
    "text_empty": "Dit veld mag niet leeg zijn.",
    "text_too_long": "Deze tekst is te lang.",
    "date_invalid": "Dit is geen geldige datum (jjjj-mm-dd).",
    "instant_invalid": "Dit is geen geldig tijdstip (ISO 8601, met tijdzone).",
    "uuid_invalid": "Dit is geen geldig nummer (UUID).",
    "field_missing": "Dit gegeven ontbreekt.",
    "field_unknown": "Dit gegeven kennen we niet.",
    "value_invalid": "Deze waarde is ongeldig.",
    "number_invalid": "Dit getal is ongeldig of te groot.",
    "list_invalid": "Deze lijst is leeg, te lang of bevat iets dubbels.",
    "card_number_invalid": "Dit is geen geldig kaartnummer: het heeft dertien cijfers.",
    "national_number_invalid": "Dit is geen geldig rijksregisternummer of BIS-nummer.",
    "birth_date_invalid": "Deze geboortedatum kan niet kloppen.",
    "year_invalid": "Dit jaartal is ongeldig.",
    "message_unknown": "Op dit bericht wacht niets meer.",
    "message_without_ground": "Voor dit bericht is er geen grond meer.",
    "way_not_usable": "Zo is deze persoon niet te bereiken, of dit bericht kan zo niet.",
    "iban_invalid": "Dit is geen geldig rekeningnummer (IBAN).",
    "code_invalid": "Een code heeft 1 tot 40 letters, cijfers, punten of streepjes.",
    # partners
    "already_admitted": "Deze organisatie is al partner van het netwerk.",
    "already_withdrawn": "Dit aanbod is al ingetrokken.",
    "amount_negative": "Een bedrag mag niet negatief zijn.",
    "amount_too_large": "Dit bedrag is te groot.",
    "category_unknown": "Deze soort aanbod kennen we niet.",
    "half_days_invalid": "Geef de duur in halve dagen, van 1 tot 732.",
    "kbo_invalid": "Dit is geen geldig ondernemingsnummer.",
    "municipality_taken": "Deze gemeente hoort al bij een ander netwerk.",
    "municipality_unknown": "Deze gemeente kennen we niet.",
    "name_empty": "De naam mag niet leeg zijn.",
    "name_too_long": "De naam is te lang.",
    "no_municipality": "Een netwerk heeft minstens één gemeente.",
    "not_a_provider": "Deze organisatie is geen aanbieder in dit netwerk.",
    "offer_unknown": "Dit aanbod kennen we niet.",
    "organisation_unknown": "Deze organisatie kennen we niet.",
    "period_invalid": "De periode is ongeldig: het einde ligt voor het begin, of ze is te lang.",
    "price_invalid": "De prijs moet tussen 0,01 en 1.000.000 euro liggen.",
    "roles_empty": "Kies minstens één rol.",
    "slug_invalid": "Gebruik kleine letters, cijfers en streepjes, hoogstens 60 tekens.",
    "slug_taken": "Deze korte naam is al in gebruik.",
    "split_invalid": "De delen moeten samen 100 % zijn.",
    "tags_invalid": "Geef hoogstens 20 trefwoorden, in kleine letters en zonder spaties.",
    "title_empty": "De titel mag niet leeg zijn.",
    "title_too_long": "De titel is te lang.",
    # cards
    "document_invalid": "Dit document is geen geldig reglement. Elk probleem staat erbij.",
    "regional_missing": "Dit addendum beperkt een regionaal reglement: zeg welk.",
    "regulation_holds": "Deze versie geldt al sinds {since}. Neem een nieuwe versie aan.",
    "regulation_unknown": "Dit reglement kennen we niet.",
    "regulation_widens": "Een addendum kan het regionale reglement alleen beperken: {clause}.",
    "regulation_withdrawn": "Deze versie is al ingetrokken.",
    "version_day_taken": "Vanaf {on} geldt al een andere versie: trek die eerst in.",
    "version_looks_back": "Een nieuwe versie kan niet ingaan voor vandaag ({today}).",
    "already_blocked": "Deze kaart is al geblokkeerd.",
    "already_resolved": "Hierover is al beslist.",
    "happened_at_invalid": "Dit tijdstip ligt in de toekomst.",
    "taken_cents_invalid": "De kassa ontving 0 tot {price_cents}.",
    "work_item_unknown": "Dit werkpunt kennen we niet.",
    "already_cancelled": "Deze deelname is al geannuleerd.",
    "already_registered": "Deze deelname is die dag al geregistreerd.",
    "already_voided": "Deze reservering is al vrijgegeven.",
    "beyond_eligibility": "Het recht loopt langer dan de toekenning van de pashouder.",
    "buying_limit_reached": "Het reglement laat dit {times} keer toe ({clause}): dat is bereikt.",
    "card_not_valid": "Deze kaart is niet geldig op die dag.",
    "card_unknown": "Deze kaart kennen we niet.",
    "ceiling_invalid": "Het jaarplafond moet groter zijn dan nul.",
    "allowance_withheld": "Er is nog geen geld opzijgezet voor dit tegoed ({clause}). Vraag het "
    "aan wie de boeken van het netwerk bijhoudt.",
    "ceiling_reached": "Het plafond is bereikt: er blijft {left_cents} over.",
    "day_out_of_range": "Deze dag ligt te ver in het verleden of de toekomst.",
    "already_appealed": "Tegen deze beslissing loopt of liep al een beroep.",
    "already_corrected": "Deze beslissing is al verbeterd.",
    "already_recovered": "Voor deze deelname is al een terugvordering beslist.",
    "already_submitted": "Deze aanvraag is al ingediend.",
    "appeal_too_late": "Beroep kon tot {until}.",
    "application_closed": "Deze aanvraag is al afgesloten.",
    "application_unknown": "Deze aanvraag kennen we niet.",
    "assignee_missing": "Zeg wie deze aanvraag opvolgt.",
    "attest_revoked": "Deze attesten zijn ingetrokken.",
    "attest_unknown": "Dit attest kennen we niet.",
    "attest_used": "Dit attest is al ingevuld.",
    "beyond_mandate": "Uw mandaat laat dit niet toe.",
    "changed_meanwhile": "Een collega heeft dit intussen bewaard. Open de aanvraag opnieuw.",
    "count_invalid": "Dit aantal is ongeldig: hoogstens {count_max}.",
    "decision_unknown": "Deze beslissing kennen we niet.",
    "members_invalid": "Kies 1 tot {members_max} personen, elk één keer.",
    "no_appeal_open": "Tegen deze beslissing loopt geen beroep.",
    "no_right_then": "Na die dag had deze persoon geen recht.",
    "nobody_decided": "Over niemand van het gezin kon beslist worden.",
    "not_awaiting_ratification": "Deze beslissing wacht niet op bekrachtiging.",
    "not_delegated": "Dit reglement laat geen attesten van anderen toe.",
    "not_late": "Dit is nog niet voorbij: geef de laatste dag op waarop het zo was.",
    "not_submitted": "Deze aanvraag is nog niet ingediend.",
    "nothing_to_appeal": "Deze beslissing kent het recht toe.",
    "nothing_to_recover": "Deze deelname viel niet na het einde van het recht.",
    "right_not_ended": "Dit recht is niet vroeger geëindigd.",
    "derogation_not_allowed": "Dit reglement laat geen afwijking toe.",
    "facts_invalid": "De gegevens van het dossier zijn ongeldig.",
    "evidence_not_on_record": "Geen officiële bron heeft dit geantwoord. Vraag het statuut op, of "
    "noteer dat je een bewijs op papier zag.",
    "channel_not_allowed": "Langs deze weg komt een aanvraag alleen binnen met een statuslijst.",
    "mandate_missing": "Dit reglement laat niet toe dat u hierover zelf beslist.",
    "no_regulation": "Op deze dag geldt er geen reglement voor deze kaart.",
    "not_yet_renewable": "Dit recht kan pas verlengd worden vanaf {on}.",
    "proof_missing": "Er ontbreken nog bewijzen om te kunnen beslissen.",
    "proof_too_large": "Dit bestand is te groot: hoogstens 5 MB.",
    "proof_type_unknown": "Een bewijs is een PDF, een JPEG of een PNG.",
    "proof_unknown": "Dit bewijs kennen we niet, of het is vernietigd.",
    "proofs_not_kept": "Dit reglement laat geen bewijzen bewaren: noteer enkel dat u ze zag.",
    "reason_missing": "Geef een reden op.",
    "scheme_ended": "Deze kaart wordt niet meer toegekend sinds {on}.",
    "validity_too_long": "Dit recht kan hoogstens lopen tot {until}.",
    "applied_on_invalid": "Een aanvraag is van vandaag of van hoogstens een jaar geleden.",
    "validity_open": "Het reglement zegt niet tot wanneer het recht loopt: geef een einddatum op.",
    "hold_expired": "De reservering is verlopen.",
    "hold_until_invalid": "Een reservering loopt hoogstens zeven dagen vooruit.",
    "holder_erased": "De gegevens van deze persoon zijn gewist.",
    "holder_merged": "Deze persoon is samengevoegd met een andere: werk verder op die fiche.",
    "holder_unknown": "Deze persoon kennen we niet.",
    "municipality_not_in_network": "Deze gemeente hoort niet bij dit netwerk.",
    "not_confirmed": "Deze deelname is niet bevestigd.",
    "not_eligible": "Voor deze persoon is nog geen toekenning beslist.",
    "not_held": "Deze deelname is niet gereserveerd.",
    "number_taken": "Met dit rijksregisternummer staat al iemand ingeschreven in dit netwerk.",
    "offer_excluded": "Dit aanbod valt buiten het reglement ({clause}).",
    "offer_withdrawn": "Dit aanbod is ingetrokken.",
    "other_help_invalid": "Wat anderen betalen kan niet meer zijn dan de prijs.",
    "participation_unknown": "Deze deelname kennen we niet.",
    "group_unknown": "Deze groep kennen we niet.",
    "lines_invalid": "Geef 1 tot {lines_max} deelnemers op.",
    "right_overlaps": "Deze persoon heeft in die periode al een recht.",
    "right_unknown": "Dit recht kennen we niet.",
    "scheme_unknown": "Deze kaart kennen we niet in dit netwerk.",
    "file_too_large": "Dit bestand is te groot: hoogstens 20 MB.",
    "file_too_long": "Dit bestand heeft te veel rijen: hoogstens 100.000.",
    "file_unreadable": "Dit bestand konden we niet lezen. Bewaar het als CSV (UTF-8).",
    "file_empty": "In dit bestand staan geen rijen onder de titels.",
    "column_missing": "Er ontbreekt een kolom in dit bestand.",
    "column_twice": "Een kolom staat twee keer in dit bestand.",
    "columns_wrong": "Deze rij heeft niet evenveel kolommen als de titels.",
    "status_unknown": "Dit statuut kennen we niet.",
    "answer_unknown": "Het antwoord moet ja of nee zijn.",
    "card_repeated": "Dit kaartnummer staat al bij een andere rij.",
    "person_repeated": "Deze persoon staat al in de lijst.",
    "end_in_past": "Deze einddatum is al voorbij.",
    "postcode_invalid": "Een postcode heeft vier cijfers.",
    "zero_or_one": "Vul 0 of 1 in.",
    "not_entitled": "Volgens het reglement is er geen recht.",
    "job_lapsed": (
        "Deze taak is te lang niet gestart: wat er in deze rij stond, is vernietigd. "
        "Begin opnieuw met een nieuwe lijst."
    ),
    "simulation_too_long": "Te veel deelnames om meteen te berekenen: start een simulatie.",
    "nothing_changed": "Zeg wat er verandert: een reglement of een verdeelsleutel.",
    "job_unknown": "Deze taak kennen we niet.",
    "simulation_unknown": "Deze simulatie kennen we niet.",
    "row_repeated": "Deze rij staat al in de lijst.",
    "rows_disagree": "Rijen over dezelfde persoon en hetzelfde statuut spreken elkaar tegen.",
    "deliberation_invalid": "Het nummer van de beraadslaging ziet er zo uit: 18/123.",
    "status_word_invalid": "Dit is geen naam van een statuut uit het reglement.",
    "status_answer_invalid": "De bron gaf een antwoord dat we niet konden lezen.",
    "status_not_authorised": "De bron laat ons deze vraag niet stellen.",
    "status_number_missing": "Van deze persoon is geen rijksregisternummer gekend.",
    "status_number_unknown": "De bron kent dit rijksregisternummer niet.",
    "status_source_away": "De bron was te lang niet bereikbaar. Vraag een bewijs op papier.",
    "status_source_error": "De bron kon niet antwoorden. Vraag een bewijs op papier.",
    "status_status_not_at_source": "Deze bron kent dit statuut niet. Vraag een bewijs op papier.",
    "source_not_configured": "Deze bron is hier niet aangesloten: noteer het bewijs op papier.",
    "national_number_missing": "Van deze persoon is geen rijksregisternummer gekend.",
    "legal_basis_missing": "Noteer de machtiging waarop u lijsten mag opvragen.",
    "not_automatic": "Het reglement van deze kaart kent geen automatische toekenning.",
    "try_again": "Dat lukte niet in één keer. Probeer het opnieuw.",
    **OF_PERSONS,
    # cards: claims of holders who paid first, and guarantee slips
    "claim_complete": "Deze aanvraag is volledig en wacht op een beslissing.",
    "claim_decided": "Over deze aanvraag tot terugbetaling is al beslist.",
    "claim_in_progress": "Deze aanvraag wordt net verwerkt. Probeer het zo dadelijk opnieuw.",
    "claim_incomplete": "Er ontbreken nog bewijzen: deze aanvraag kan nog niet toegekend worden.",
    "claim_not_granted": "Deze aanvraag is niet toegekend: er is niets om recht te zetten.",
    "claim_not_held": "Voor deze aanvraag is geen geld meer opzijgezet. Vervolledig ze opnieuw.",
    "claim_unknown": "Deze aanvraag tot terugbetaling kennen we niet.",
    "decided_elsewhere": "Hierover wordt beslist bij de aanvraag of de garantiebon zelf.",
    "not_entitled_then": "Op die dag had deze persoon geen recht in deze regeling.",
    "nothing_borne": "Van deze prijs draagt het netwerk volgens het reglement niets.",
    "price_above_slip": "Deze bon dekt een prijs van hoogstens {price_cents}.",
    "slip_closed": "Deze garantiebon is al gebruikt, vervallen of teruggenomen.",
    "slip_not_valid": "Deze garantiebon is niet geldig voor dit aanbod.",
    "slip_unknown": "Deze garantiebon kennen we niet.",
    "slip_until_invalid": "Een garantiebon geldt van vandaag tot hoogstens {days_max} dagen later.",
    **DOOR_SENTENCES,
    **BANK_SENTENCES,
    # budget
    "already_confirmed": "Deze deelname is al bevestigd.",
    "envelope_empty": "Het budget van het netwerk is op: er blijft {left_cents} over.",
    "no_budget_for_year": "Voor dat jaar heeft het netwerk geen budget.",
}

_OF_A_REGULATION: Final = frozenset({"clause"})
"""Facts that quote what a municipality published: they are shown as they are."""

_NUMBER: Final = re.compile("[0-9a-f]{4,8}(-[0-9]{3,4})?")
"""The number of a statement or claim; what staff type as a reference is not repeated."""

_UNKNOWN: Final = "Dit kan niet."


def sentence(code: str, facts: Facts | None = None) -> str:
    """The sentence of a code; a fact that it needs and has not reads as a dash.

    With the fact `line`, it is about that one of several, counted from 1.
    """
    text, line = SENTENCES.get(code, _UNKNOWN), (facts or {}).get("line")
    if "{" in text:
        shown = {name: _readable(name, value) for name, value in (facts or {}).items()}
        text = text.format_map(_Dashes(shown))
    return f"Regel {line}: {text[0].lower()}{text[1:]}" if isinstance(line, int) else text


class _Dashes(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "–"


def _readable(name: str, value: int | str | None) -> str:
    if isinstance(value, int) and name.endswith("_cents"):
        return euros(value)
    if isinstance(value, str) and name in _OF_A_REGULATION:
        return value
    if isinstance(value, str) and name == "reference" and _NUMBER.fullmatch(value):
        return value
    if isinstance(value, str):
        return _day_or_moment(value)
    return "–" if value is None else str(value)


def _day_or_moment(value: str) -> str:
    """A day, or an instant as the clock in Brussels shows it; a dash for any other text."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return "–"
    if moment.tzinfo is None:
        return "–"
    return moment.astimezone(BRUSSELS).strftime("%d/%m/%Y om %H:%M")


def euros(cents: int) -> str:
    """Cents as a Belgian reads them: 1.234,50 euro."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d} euro"

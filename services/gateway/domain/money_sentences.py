"""The sentences about the money of a network."""

from typing import Final

MONEY_SENTENCES: Final[dict[str, str]] = {
    "account_overdrawn": "Er is nog {left_cents} vrij: meer kan hier niet af.",
    "action_invalid": "Geef de actie een naam van 1 tot 120 tekens.",
    "total_invalid": "Dit bedrag kan niet kloppen.",
    "bbc_invalid": "Een BBC-code heeft 1 tot 40 tekens.",
    "books_locked": "De boeken van {year} zijn afgesloten. Boek dit in het lopende jaar.",
    "envelope_exists": "Er is al een enveloppe met deze naam voor dat jaar.",
    "envelope_of_another_municipality": "Geld van de ene gemeente kan niet naar de andere.",
    "envelope_same": "Kies twee verschillende enveloppen.",
    "envelope_unknown": "Deze enveloppe kennen we niet in dat jaar.",
    "funding_invalid": "Een deel heeft een gewicht vanaf 1 en minstens één bron.",
    "days_invalid": "Geef 0 tot 366 dagen.",
    "line_disputed": "Deze regel is betwist en staat apart. Rond de betwisting eerst af.",
    "line_not_disputed": "Deze regel is niet betwist.",
    "no_line": "Voor deze deelname staat geen regel op een afrekening.",
    "nothing_to_settle": "Er is tot die dag niets af te rekenen.",
    "provider_unknown": "Deze aanbieder hoort niet bij het netwerk.",
    "legal_entity_unknown": "Deze rechtspersoon kennen we niet.",
    "municipality_not_ours": "Deze gemeente hoort niet bij het netwerk.",
    "name_invalid": "Geef een naam van 1 tot 140 tekens.",
    "percent_invalid": "Geef hoogstens vijf percentages van 1 tot 100.",
    "source_unknown": "Deze bron kennen we niet.",
    "too_many": "Er zijn er al {most}: meer kan niet.",
    "whole_euros": "Het trekkingsrecht staat in hele euro's in de tabel van de overheid.",
}

"""The sentences about files that go to a bank and come back from it."""

from typing import Final

BANK_SENTENCES: Final[dict[str, str]] = {
    # a file of the bank that is not taken in
    "bank_file_broken": "Dit bestand is beschadigd of is geen bestand van een bank.",
    "bank_file_contradictory": "Dit bestand spreekt zichzelf tegen. Vraag de bank om een nieuw.",
    "bank_file_duplicate": "Dit bestand is al ingelezen, of iets staat er twee keer in.",
    "bank_file_forbidden": "Dit bestand bevat onderdelen die niet mogen. Het is niet ingelezen.",
    "bank_file_incomplete": "In dit bestand ontbreken gegevens die nodig zijn.",
    "bank_file_other_account": "Dit bestand gaat over een andere rekening.",
    "bank_file_other_currency": "In dit bestand staat een andere munt dan de euro.",
    "bank_file_other_kind": "Dit is een ander soort bestand dan hier gevraagd wordt.",
    "bank_file_other_run": "Dit bestand gaat over een andere betaalopdracht.",
    "bank_file_partial": "Van een verzamelde boeking of opdracht staat niet elk deel in het "
    "bestand. Vraag de bank om een bestand met alle details.",
    "bank_file_too_large": "Dit bestand is te groot. Vraag een kortere periode op.",
    "bank_file_unbalanced": "De verrichtingen in dit bestand verklaren het eindsaldo niet: er "
    "ontbreekt iets.",
    # a booking at the bank that no payment explains
    "amount_differs": "De betaling is {expected_cents}: dat is een ander bedrag dan deze "
    "verrichting.",
    "bank_line_allotted": "Van deze verrichting is al gezegd wat ze was. Maak dat eerst ongedaan.",
    "bank_line_final": "De betaling is hiermee bijgewerkt: dat kan niet meer ongedaan gemaakt "
    "worden.",
    "bank_line_open": "Van deze verrichting is nog niet gezegd wat ze was.",
    "bank_line_unknown": "Deze verrichting kennen we niet.",
    "more_than_debt": "Volgens de laatste afrekening staat daar {owed_cents} open, niet meer.",
    "payment_not_executed": "De bank heeft deze betaling nog niet uitgevoerd. Wijs eerst de "
    "verrichting toe waarmee ze vertrok.",
    "receipt_at_bank": "Deze ontvangst staat bij een verrichting van de bank. Maak die eerst los.",
    "receipt_of_other": "Deze ontvangst hoort bij een schuld of een creditnota en blijft staan.",
    "receipt_differs": "De ontvangst is {expected_cents}: dat is een ander bedrag dan deze "
    "verrichting.",
    "reason_invalid": "Schrijf waarom, in hoogstens {most} tekens.",
    # a file for the bank that is not written
    "execution_day_closed": "Op die dag voeren banken geen betalingen uit. Kies een bankwerkdag.",
    "execution_day_past": "De uitvoeringsdag ligt in het verleden.",
    "iban_not_sepa": "Naar dit land kan geen Europese overschrijving.",
    "payment_amount_invalid": "Een betaling gaat van 0,01 tot 999.999.999,99 euro.",
    "payment_name_missing": "Een naam ontbreekt, of bevat geen letters die banken doorgeven.",
    "payment_reference_invalid": "Deze verwijzing is leeg, te lang of bevat tekens die banken niet "
    "doorgeven.",
    "payment_reference_twice": "Deze verwijzing staat twee keer in de betaalopdracht.",
    "payment_run_empty": "Er is niets te betalen.",
    "payment_run_too_long": "Deze betaalopdracht heeft meer dan {expected} betalingen. "
    "Splits ze op.",
    "payment_text_invalid": "Geef een mededeling van 1 tot 140 tekens, of een gestructureerde "
    "mededeling.",
    "structured_reference_invalid": "Dit is geen geldige gestructureerde mededeling.",
}

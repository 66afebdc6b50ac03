"""The sentences about statuses that are listed, and rights that follow from them by themselves."""

from typing import Final

STATUS_SENTENCES: Final[dict[str, str]] = {
    "arrangement_unknown": "Deze automatische verlenging kennen we niet.",
    "days_before_invalid": "Het reglement laat verlengen vanaf {days_max} dagen voor het einde.",
    "person_unknown": "Niemand in dit netwerk heeft dit rijksregisternummer.",
    "status_not_in_regulation": "Het reglement van deze kaart vraagt dit statuut niet.",
    # what a row comes to
    "left": "Hierover moet iemand beslissen: het reglement vraagt meer dan dit statuut.",
    "to_register": "Deze persoon wordt ingeschreven.",
    "to_grant": "Het recht wordt toegekend.",
    "to_renew": "Het recht wordt verlengd.",
    "unchanged": "Dit verandert nu niets aan het recht.",
}

"""The register of processing (GDPR art. 30): a line for every sealed field of the contracts.

A sealed field belongs to the entry that names it, as `field` for all messages or as
`message:field` for one. A test fails when a field has no entry, or an entry names none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from services.kernel.contract import Message

Key = Literal["identity", "payment", "decision", "application", "service"]
"""With whose key: the person's, hers for payments, the decision's, the
application's, or a service's (not kept)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One kind of personal data. Texts are in Dutch: officers and persons read them.

    `columns` are the columns of the gateway's views that hold it sealed: `table.column`.
    """

    name: str
    what: str
    purpose: str
    basis: str
    readers: tuple[str, ...]
    retention: str
    sealed_with: Key
    fields: tuple[str, ...]
    columns: tuple[str, ...] = ()


PUBLIC_TASK: Final = "Taak van algemeen belang (AVG art. 6.1.e): het reglement van de kaart"
LEGAL: Final = "Wettelijke verplichting (AVG art. 6.1.c)"
DESK: Final = ("baliemedewerker", "kansenwerker", "coördinator", "functionaris", "pashouder")
FILE_TERM: Final = "Selectieregel 'card_file' of 'no_right' van het netwerk"

REGISTER: Final[tuple[Entry, ...]] = (
    Entry(
        name="identity",
        what="Naam, voornaam, geboortedatum",
        purpose="De pashouder herkennen en aanschrijven",
        basis=PUBLIC_TASK,
        readers=DESK,
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("identity",),
        columns=("holders.identity",),
    ),
    Entry(
        name="contact",
        what="Adres, telefoon, e-mail en taal",
        purpose="De pashouder bereiken langs de weg die zij koos",
        basis=PUBLIC_TASK,
        readers=DESK,
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("contact",),
        columns=("holders.contact",),
    ),
    Entry(
        name="residence",
        what="Verblijf: instelling, geheim adres, verhuizing",
        purpose="Weten welk reglement en welke betaler geldt",
        basis=PUBLIC_TASK,
        readers=DESK,
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("residence",),
        columns=("holders.residence",),
    ),
    Entry(
        name="ground",
        what="Grond van toekenning, zonder reglement als gegeven",
        purpose="Aantonen waarom iemand recht heeft",
        basis=PUBLIC_TASK,
        readers=(),
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("ground",),
    ),
    Entry(
        name="case",
        what="Feiten van een aanvraag: statuut, inkomen, schulden, gezin, handicap",
        purpose="Beslissen volgens het reglement",
        basis=PUBLIC_TASK,
        readers=(),
        retention="Niet bewaard: enkel onderweg naar de beslissing, hoogstens zeven dagen",
        sealed_with="service",
        fields=("case", "cases", "statement"),
    ),
    Entry(
        name="application",
        what="Inhoud van een aanvraag, geziene en gevraagde bewijzen; kopieën van bewijzen enkel "
        "waar het reglement dat zegt",
        purpose="Een aanvraag afwerken, ook door een collega",
        basis=PUBLIC_TASK,
        readers=("baliemedewerker", "kansenwerker", "coördinator"),
        retention="Tot na de beslissing, hoogstens tot de dag die bij de aanvraag staat",
        sealed_with="application",
        fields=("content", "proof", "asked"),
        columns=("applications.content", "applications.asked"),
    ),
    Entry(
        name="appeal",
        what="Wat iemand aanvoert in beroep",
        purpose="Het beroep behandelen",
        basis=LEGAL,
        readers=("coördinator", "pashouder"),
        retention="Tot het beroep en zijn termijn voorbij zijn",
        sealed_with="decision",
        fields=("grounds",),
        columns=("decisions.grounds",),
    ),
    Entry(
        name="explanation",
        what="Waarom zo beslist is: cijfers tegen grenzen, artikel, reden",
        purpose="De beslissing kunnen uitleggen en betwisten",
        basis=PUBLIC_TASK,
        readers=("baliemedewerker", "coördinator", "pashouder"),
        retention="Tot het einde van de beroepstermijn",
        sealed_with="decision",
        fields=("explanation",),
        columns=("decisions.explanation",),
    ),
    Entry(
        name="status",
        what="Gevraagd sociaal statuut en het antwoord: ja of nee, datum, periode",
        purpose="Een recht toekennen zonder papier",
        basis="Machtiging of wettelijke grond, vermeld bij elke vraag",
        readers=("baliemedewerker", "kansenwerker", "coördinator", "pashouder"),
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("statuses", "answer", "seen"),
        columns=("status_questions.statuses", "status_questions.answer"),
    ),
    Entry(
        name="status_list",
        what="Regels van een statutenlijst: rijksregisternummer, statuut, periode",
        purpose="Een recht zonder papier toekennen of verlengen",
        basis="Machtiging, met het nummer van de beraadslaging bij elke regel",
        readers=(),
        retention="Niet bewaard: enkel onderweg naar de beslissing, hoogstens zeven dagen",
        sealed_with="service",
        fields=("listed", "cards.check_status_list.v1:lines"),
    ),
    Entry(
        name="card_number",
        what="Kaartnummer",
        purpose="De kaart herkennen aan de kassa",
        basis=PUBLIC_TASK,
        readers=DESK,
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("number",),
        columns=("cards.number",),
    ),
    Entry(
        name="revocation",
        what="Reden van intrekking van een kaart",
        purpose="Een intrekking kunnen uitleggen en betwisten",
        basis=PUBLIC_TASK,
        readers=("coördinator", "pashouder"),
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("reason",),
    ),
    Entry(
        name="claim",
        what="Reden van een beslissing over wat een pashouder zelf betaalde en terugvraagt",
        purpose="Een weigering of rechtzetting kunnen uitleggen en betwisten",
        basis=PUBLIC_TASK,
        readers=("baliemedewerker", "kansenwerker", "coördinator", "pashouder"),
        retention=FILE_TERM,
        sealed_with="identity",
        fields=(
            "cards.decide_claim.v1:reason",
            "cards.reverse_claim.v1:reason",
            "cards.claim_decided.v1:reason",
        ),
        columns=("claims.reason",),
    ),
    Entry(
        name="slip_number",
        what="Nummer van een garantiebon",
        purpose="De bon herkennen aan de kassa",
        basis=PUBLIC_TASK,
        readers=DESK,
        retention=FILE_TERM,
        sealed_with="identity",
        fields=("cards.slip_issued.v1:number",),
        columns=("slips.slip_number",),
    ),
    Entry(
        name="work",
        what="Reden van een beslissing over wat een balie achteraf meldde",
        purpose="Een beslissing over een gemelde deelname kunnen uitleggen",
        basis=PUBLIC_TASK,
        readers=("baliemedewerker", "coördinator", "financieel medewerker"),
        retention=FILE_TERM,
        sealed_with="decision",
        fields=("cards.resolve_work_item.v1:reason", "cards.work_item_resolved.v1:reason"),
        columns=("work_items.reason",),
    ),
    Entry(
        name="payment",
        what="Rekeningnummer en op wiens naam",
        purpose="Terugbetalen, en de boekhouding bewijzen",
        basis=LEGAL,
        readers=("baliemedewerker", "coördinator", "financieel medewerker", "pashouder"),
        retention="Selectieregel 'payment': zonder regel 7 jaar na het jaar van wissen",
        sealed_with="payment",
        fields=("account",),
        columns=("payment_accounts.account", "payment_account_versions.account"),
    ),
    Entry(
        name="payee",
        what="Rekening van een aanbieder, op wiens naam en hoe die te bereiken is; wie ze "
        "bevestigde. Soms is dat een persoon, zoals een penningmeester",
        purpose="Aanbieders betalen, en een vervalste rekening tegenhouden",
        basis=LEGAL,
        readers=("coördinator", "financieel medewerker"),
        retention="Zolang de boeken bewaard worden: 7 jaar na het jaar van de laatste betaling",
        sealed_with="service",
        fields=("account_sealed", "note_sealed"),
        columns=("payee_accounts.account_sealed", "payee_accounts.note_sealed"),
    ),
)


def sealed_fields(messages: Iterable[type[Message]]) -> Iterator[tuple[str, str]]:
    """Every sealed field of these messages: wire name and field, however deep it lies."""
    for kind in messages:
        schema = kind.model_json_schema()
        for field in sorted(set(_sealed(schema, schema, ""))):
            yield kind.wire_name, field


def _sealed(schema: dict[str, Any], root: dict[str, Any], name: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    if schema.get("x-sealed"):
        yield name
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        yield from _sealed(part, root, name)
    for field, part in schema.get("properties", {}).items():
        yield from _sealed(part, root, field)


def entry_of(wire_name: str, field: str) -> Entry | None:
    """The line of a sealed field; one that names the message goes before one that does not."""
    for named in (f"{wire_name}:{field}", field):
        for entry in REGISTER:
            if named in entry.fields:
                return entry
    return None


def places(messages: Iterable[type[Message]]) -> dict[str, list[str]]:
    """In which messages the data of each entry, by its name, travels or lies, sorted."""
    found: dict[str, list[str]] = {entry.name: [] for entry in REGISTER}
    for wire_name, field in sealed_fields(messages):
        entry = entry_of(wire_name, field)
        if entry is not None:
            found[entry.name].append(f"{wire_name}: {field}")
    return {name: sorted(each) for name, each in found.items()}

"""The GraphQL texts of the demo, made once: one mutation, several times under an alias.

Only a few sizes are used, so that the gateway finds every text parsed and validated in its cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

T = TypeVar("T")

BATCH_SIZES: Final = (10, 5, 2, 1)
"""Mutations in one request, largest first. The API allows 20 aliases."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mutation: its arguments beside `network` and `key`, and what it answers when done."""

    name: str
    thing: str
    arguments: tuple[tuple[str, str], ...]
    fields: str = "id"
    on_network: bool = True
    """Without it the mutation is the platform's, and names no network."""
    answers: str = ""
    """The beginning of its answer types, where that is not the name of the thing."""

    @property
    def answer(self) -> str:
        """The beginning of its answer types: `Holder` of `HolderAnswer` and `HolderDone`."""
        return self.answers or self.thing.capitalize()


_SHARES: Final = "id status priceCents holderCents organisationCents networkCents"

OPEN_NETWORK: Final = Mutation(
    "openNetwork",
    "network",
    (
        ("slug", "String!"),
        ("name", "String!"),
        ("municipalities", "[String!]!"),
        ("periodFrom", "Date!"),
        ("periodUntil", "Date!"),
        ("drawingRightCents", "Cents!"),
        ("ownContributionCents", "Cents!"),
    ),
    on_network=False,
)
DRAW_UP_STATEMENTS: Final = Mutation(
    "drawUpStatements",
    "statement",
    (("providers", "[UUID!]!"), ("year", "Int!"), ("until", "Date!")),
)
PROPOSE_RUN: Final = Mutation(
    "proposePaymentRun",
    "run",
    (("items", "[UUID!]!"), ("executionOn", "Date!")),
    answers="PaymentRun",
)
APPROVE_RUN: Final = Mutation(
    "approvePaymentRun",
    "run",
    (("run", "UUID!"), ("allTheSame", "AllTheSame")),
    answers="PaymentRun",
)
PROVIDERS: Final = (
    "query($network: UUID!) { organisations(network: $network, first: 200) { nodes { id } } }"
)
OPEN_ITEMS: Final = (
    "query($network: UUID!) { payableItems(network: $network, first: 200) { nodes { id cents } } }"
)
ADMIT_ORGANISATION: Final = Mutation(
    "admitOrganisation",
    "organisation",
    (("name", "String!"), ("roles", "[OrganisationRole!]!")),
)
PUBLISH_OFFER: Final = Mutation(
    "publishOffer",
    "offer",
    (
        ("organisation", "UUID!"),
        ("title", "String!"),
        ("priceCents", "Cents!"),
        ("holderBp", "Int!"),
        ("organisationBp", "Int!"),
        ("networkBp", "Int!"),
        ("category", "OfferCategory!"),
        ("tags", "[String!]"),
        ("halfDays", "Int"),
    ),
)
REGISTER_HOLDER: Final = Mutation(
    "registerHolder",
    "holder",
    (
        ("municipality", "String!"),
        ("givenName", "String!"),
        ("familyName", "String!"),
        ("birthDate", "Date!"),
        ("nationalNumber", "String"),
    ),
)
DECIDE_ELIGIBILITY: Final = Mutation(
    "decideEligibility",
    "holder",
    (("holder", "UUID!"), ("ground", "String!"), ("validUntil", "Date!")),
)
GRANT_RIGHT: Final = Mutation(
    "grantRight",
    "right",
    (
        ("holder", "UUID!"),
        ("yearlyCeilingCents", "Cents!"),
        ("validFrom", "Date!"),
        ("validUntil", "Date!"),
    ),
)
ADOPT_REGULATION: Final = Mutation(
    "adoptRegulation",
    "regulation",
    (("document", "String!"), ("narrows", "UUID")),
    "id scheme",
)
DECIDE_CASE: Final = Mutation(
    "decideCase",
    "decision",
    (
        ("holder", "UUID!"),
        ("scheme", "UUID!"),
        ("facts", "JSON!"),
        ("appliedOn", "Date"),
        ("validUntil", "Date"),
    ),
    "id outcome",
)
ISSUE_SCHEME_CARD: Final = Mutation(
    "issueSchemeCard", "card", (("holder", "UUID!"), ("scheme", "UUID!")), "id number"
)
ISSUE_CARD: Final = Mutation("issueCard", "card", (("right", "UUID!"),), "id number")
REGISTER_PARTICIPATION: Final = Mutation(
    "registerParticipation",
    "participation",
    (("cardNumber", "String!"), ("offer", "UUID!"), ("on", "Date!")),
    _SHARES,
)
HOLD_PARTICIPATION: Final = Mutation(
    "holdParticipation",
    "participation",
    (
        ("cardNumber", "String!"),
        ("offer", "UUID!"),
        ("on", "Date!"),
        ("holdUntil", "DateTime!"),
    ),
    _SHARES,
)
CONFIRM_PARTICIPATION: Final = Mutation(
    "confirmParticipation", "participation", (("participation", "UUID!"),), _SHARES
)
VOID_PARTICIPATION: Final = Mutation(
    "voidParticipation", "participation", (("participation", "UUID!"),), _SHARES
)
CANCEL_PARTICIPATION: Final = Mutation(
    "cancelParticipation", "participation", (("participation", "UUID!"),), _SHARES
)

ME: Final = "query Me { me { role } }"
NETWORK_BY_SLUG: Final = "query Network($slug: String!) { network(slug: $slug) { id } }"
OPERATION: Final = "query Operation($id: UUID!) { operation(id: $id) { status } }"
UMBRELLA_TOTALS: Final = """
query Totals($year: Int!) {
  umbrellaTotals(year: $year) {
    networks { name cell { ...Cell } }
    total { ...Cell }
  }
}
fragment Cell on UmbrellaCell { withheld holders participations networkCents }
"""


@cache
def document(mutation: Mutation, size: int) -> str:
    """The text that sends `mutation` `size` times: variables `key0`, `holder0`, … and `network`."""
    arguments = (("key", "String!"), *mutation.arguments)
    declared = ["$network: UUID!"] if mutation.on_network else []
    declared += [f"${name}{place}: {kind}" for place in range(size) for name, kind in arguments]
    fields = "\n".join(_aliased(mutation, place) for place in range(size))
    return (
        f"mutation Demo({', '.join(declared)}) {{\n{fields}\n}}\n"
        f"fragment Answer on {mutation.answer}Answer {{ __typename\n"
        f"  ... on {mutation.answer}Done {{ operation {mutation.thing} {{ {mutation.fields} }} }}\n"
        "  ... on Rejected { rejected: operation code field }\n"
        "  ... on Pending { operation }\n}"
    )


def _aliased(mutation: Mutation, place: int) -> str:
    names = ("key", *(name for name, _ in mutation.arguments))
    passed = ["network: $network"] if mutation.on_network else []
    passed += [f"{name}: ${name}{place}" for name in names]
    return f"  m{place}: {mutation.name}({', '.join(passed)}) {{ ...Answer }}"


def in_batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a list into pieces of the sizes that have a document."""
    start = 0
    for size in BATCH_SIZES:
        while len(items) - start >= size:
            yield items[start : start + size]
            start += size

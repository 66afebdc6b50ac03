"""Everything that a network records of a person beside her name, with marks nobody may find."""

import json
from uuid import uuid4

from tests.kit.case_files import keep_proof
from tests.kit.city import City, a_network, today
from tests.kit.client import Json
from tests.kit.network_rules import a_bulk_registration, a_scheme_that_grants
from tests.kit.promises import a_claim
from tests.kit.proofs import PDF
from tests.kit.regulations import document_data
from tests.kit.terms import a_basis, a_request
from tests.kit.waiting import eventually


def an_iban() -> str:
    """A well-formed Belgian account number, of a bank that there is, nobody's that we know."""
    base = f"001{uuid4().int % 10**7:07d}"
    bban = f"{base}{int(base) % 97 or 97:02d}"
    return f"BE{98 - int(f'{bban}111400') % 97:02d}{bban}"


def marks(tag: str) -> dict[str, str]:
    """What is told of her, each with the tag of this run."""
    return {
        "iban": an_iban(),
        "in whose name": f"Schüldbemiddelaar-{tag}",
        "street": f"Zöndereigenstraat-{tag}",
        "phone": f"+32470{uuid4().int % 10**6:06d}",
        "mail": f"zephyrine-{tag}@voorbeeld.example",
        "institution": f"Tehuis-De-Lïnde-{tag}",
        "why not": f"inkomen-te-hoog-volgens-{tag}",
        "appeal": f"mijn-inkomen-is-weggevallen-{tag}",
        "kept proof": f"aanslagbiljet-met-bedrag-{tag}",
        "kind of proof": f"schüldattest-van-{tag}",
        "note in a draft": f"komt-terug-met-vaststelling-{tag}",
        "proof that was seen": f"vonnis-van-de-rechtbank-{tag}",
        "proof that is missing": f"attest-van-de-psychiater-{tag}",
        "statement": f"verblijft-in-het-vluchthuis-{tag}",
        "why her cards are revoked": f"leende-haar-kaart-uit-{tag}",
        "why her claim is refused": f"factuur-van-haar-broer-{tag}",
        "account of a club": an_iban(),
        "treasurer": f"Penningmeester-Döbbelaere-{tag}",
        "where the treasurer lives": f"Hölleken-{tag} 3",
        "who was asked": f"voorzitster-Zevénbergen-{tag}",
        "given name in a file": f"Zwaantje-{tag}",
        "family name in a file": f"Quaegebeur-{tag}",
    }


async def everything_recorded(city: City, holder: str, secret: dict[str, str]) -> None:
    """Account, contact, residence, terms, a decision, an appeal, a paper that was seen, and what
    is written to her and taken out about her."""
    wish = {"iban": secret["iban"], "inNameOf": secret["in whose name"]}
    await city.make("setPaymentAccount", holder=holder, **wish)
    contact = {name: secret[mark] for name, mark in (("phone", "phone"), ("mail", "mail"))}
    address = f"{secret['street']} 1\n2220 Heist"
    await city.make("setContact", holder=holder, channel="MAIL", address=address, **contact)
    moved = {"since": str(today()), "municipality": city.municipality}
    named = {"residence": "INSTITUTION", "institution": secret["institution"]}
    await city.make("moveHolder", holder=holder, **moved, **named)
    await a_basis(city, holder)
    await a_request(city, holder)
    scheme = await _decided(city, holder, secret)
    await _applied_for(city, holder, scheme, secret)
    paper = {"status": "increased_reimbursement", "paper": "HEALTH_FUND_STICKER"}
    await city.make("recordStatusSeen", holder=holder, outcome="YES", on=str(today()), **paper)
    await _lost_again(city, holder, scheme, secret)
    await _named_in_a_file(city, secret)
    await _paid_to(city, secret)
    officer = city.token("data_protection_officer")
    held = await city.read("personExport", token=officer, holder=holder)
    told = str(held["data"])
    assert secret["iban"] in told, "there is something to find"
    for name in ("holderList", "cardList", "workItemList"):
        await city.read(name, exportReason="CONTROL")


async def _paid_to(city: City, secret: dict[str, str]) -> None:
    """A club is paid to the account of its treasurer; a colleague asked its chair."""
    club, number = await city.a_provider(), secret["account of a club"]
    asked = {"organisation": club, "iban": number, "inNameOf": secret["treasurer"]}
    reached = {"heardThrough": "POST", "reachedAt": secret["where the treasurer lives"]}
    told = (await city.make("proposePayeeAccount", **asked, **reached))["id"]
    heard = {"iban": number, "confirmedThrough": "PHONE", "note": secret["who was asked"]}
    second = city.token("finance_officer")
    shown = await city.make("confirmPayeeAccount", token=second, payeeAccount=told, **heard)
    assert (shown["inNameOf"], shown["note"]) == (secret["treasurer"], secret["who was asked"])
    assert number not in str(shown)


async def _applied_for(city: City, holder: str, scheme: str, secret: dict[str, str]) -> None:
    """A draft with a note, proofs, an attest with its statement; she lives with whom and where."""
    wish = {"scheme": scheme, "holders": [holder]}
    draft = await city.make("saveDraft", content={"nota": secret["note in a draft"]}, **wish)
    about = {"application": draft["id"]}
    await city.make("recordProof", kind=secret["proof that was seen"], **about)
    await city.make("submitApplication", **about)
    missing = {"kinds": [secret["proof that is missing"]], "until": f"{today().year + 1}-12-31"}
    asked = await city.make("askProof", **missing, **about)
    assert asked["asked"] == missing["kinds"]
    organisation = await city.a_provider("Den Draai")
    await city.make("giveMandate", referrer=organisation, level="ATTEST")
    series = await city.make("issueAttests", referrer=organisation, scheme=scheme, count=1)
    blank = {"series": series["id"], "number": 1, "holder": holder}
    worker = city.token("outreach_worker", organisation=organisation)
    said = {"verklaring": secret["statement"]}
    await city.make("fillAttest", token=worker, statement=said, **blank)
    await city.make("foundHousehold", adults=[holder])
    other = (await a_network(city.api)).id
    both = {"otherNetwork": other, "payerNetwork": other}
    await city.make("agreeCoParenting", holder=holder, sharePercent=50, **both)
    await city.make("setAddressSecret", holder=holder, secret=True)


async def _lost_again(city: City, holder: str, scheme: str, secret: dict[str, str]) -> None:
    """The paper that was seen brings a right, a claim is refused, and her cards are revoked."""
    await city.make("decideCase", holder=holder, scheme=scheme, facts={"statuses": []})
    claim = await a_claim(city, scheme, holder, await city.an_offer())
    no = {"granted": False, "reason": secret["why her claim is refused"]}
    await city.make("decideClaim", claim=claim["id"], holder=holder, **no)
    about = {"holder": holder, "scheme": scheme}
    await city.make("issueSchemeCard", **about)
    await city.make("revokeCards", reason=secret["why her cards are revoked"], **about)


async def _named_in_a_file(city: City, secret: dict[str, str]) -> None:
    """Somebody is brought in with a file, in a network of her own."""
    town = await a_network(city.api)
    named = secret["family name in a file"], secret["given name in a file"]
    await a_bulk_registration(town, await a_scheme_that_grants(town), *named)
    (person,) = await town.pages("holders")
    assert (person["familyName"], person["givenName"]) == named


async def _decided(city: City, holder: str, secret: dict[str, str]) -> str:
    """A refusal with its reason, an appeal against it, and the letter that tells it; the scheme."""
    deciding: Json = {"modes": ["application", "delegated"], "appeal_body": "het college"}
    deciding |= {"appeal_within_days": 30, "proofs": "kept"}
    document = document_data(deciding=deciding)
    scheme = (await city.make("adoptRegulation", document=json.dumps(document)))["scheme"]
    facts: Json = {"statuses": []}
    asked = {"holder": holder, "scheme": scheme, "facts": facts, "reason": secret["why not"]}
    await city.make("decideCase", **asked)
    (decision,) = await city.pages("decisions", holder=holder)
    assert secret["why not"] in str(decision["explanation"])
    lodged = {"holder": holder, "decision": decision["id"], "grounds": secret["appeal"]}
    await city.make("lodgeAppeal", **lodged)

    async def look() -> list[Json]:
        return await city.pages("messages", holder=holder, messageState="WAITING")

    (letter,) = await eventually(look, lambda shown: len(shown) == 1, seconds=30)
    assert (await city.read("printedLetter", message=letter["id"]))["pdf"]
    await _proved(city, holder, scheme, secret)
    return str(scheme)


async def _proved(city: City, holder: str, scheme: str, secret: dict[str, str]) -> None:
    """An application with a copy of a proof, and the letter that names one that is missing."""
    kind = secret["kind of proof"]
    draft = await city.make("saveDraft", scheme=scheme, holders=[holder], content={})
    about = {"application": draft["id"]}
    content = PDF + secret["kept proof"].encode()
    kept = (await keep_proof(city, draft["id"], content, kind)).body
    shown = await city.api.file(f"/proofs/{kept['id']}", city.token(), network=city.id)
    assert shown.content == content, "there is something to find"
    await city.make("submitApplication", **about)
    await city.make("askProof", kinds=[kind], until=f"{today().year + 1}-12-31", **about)

    async def look() -> list[Json]:
        return [
            one
            for one in await city.pages("messages", holder=holder, messageState="WAITING")
            if one["kind"] == "PROOF_MISSING"
        ]

    (letter,) = await eventually(look, lambda found: len(found) == 1, seconds=30)
    assert kind in (await city.read("messageText", message=letter["id"]))["text"]

"""Everything that a network records of a person beside her name, with marks nobody may find."""

import json
from uuid import uuid4

from tests.kit.case_files import keep_proof
from tests.kit.city import City, today
from tests.kit.client import Json
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
    await _decided(city, holder, secret)
    paper = {"status": "increased_reimbursement", "paper": "HEALTH_FUND_STICKER"}
    await city.make("recordStatusSeen", holder=holder, outcome="YES", on=str(today()), **paper)
    officer = city.token("data_protection_officer")
    held = await city.read("personExport", token=officer, holder=holder)
    told = str(held["data"])
    assert secret["iban"] in told, "there is something to find"
    for name in ("holderList", "cardList", "workItemList"):
        await city.read(name, exportReason="CONTROL")


async def _decided(city: City, holder: str, secret: dict[str, str]) -> None:
    """A refusal with its reason, an appeal against it, and the letter that tells it."""
    appeal = {"appeal_body": "het college", "appeal_within_days": 30}
    document = document_data(deciding={**appeal, "proofs": "kept"})
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

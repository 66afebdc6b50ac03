"""The main job in the words of a story: from an open network to a settled statement."""

import segno

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.waiting import eventually


def luhn(number: str) -> bool:
    """Whether the last digit checks the ones before it."""
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    kept = [int(digit) for digit in number[::-2]]
    return (sum(kept) + sum(pair // 10 + pair % 10 for pair in doubled)) % 10 == 0


def shares(participation: Json) -> tuple[int, int, int]:
    """Holder, organisation, network, in cents."""
    names = ("holderCents", "organisationCents", "networkCents")
    holder, organisation, network = (participation[name] for name in names)
    return holder, organisation, network


async def test_heist_op_den_berg_opens_with_two_accounts_a_year(api: Api) -> None:
    """Drawing right 7,344.00 and own contribution 14,688.00 (domain.md 2)."""
    city = await a_network(api)
    # Done means that the network takes commands; budget hears of it beside that.
    accounts = await eventually(city.balances, lambda found: len(found) == 3)
    assert accounts["DRAWING_RIGHT"]["availableCents"] == 734_400
    assert accounts["OWN_CONTRIBUTION"]["availableCents"] == 1_468_800
    assert accounts["EXTERNAL"]["balanceCents"] == -2_203_200
    assert [found["id"] for found in await city.api.pages("networks", city.token())] == [city.id]
    shown = await api.read("network", city.token(), slug=city.slug)
    assert [place["refnis"] for place in shown["municipalities"]] == city.municipalities


async def test_a_woman_gets_a_card_that_tells_nothing_of_her(city: City) -> None:
    holder = await city.a_holder(givenName="Fatima", familyName="El Idrissi")
    card = await city.a_card(20_000, holder=holder)
    number = card["number"]
    assert number.isdigit()
    assert len(number) == 13
    assert luhn(number)
    assert card["qrSvg"] == segno.make_qr(number, error="m").svg_inline(scale=4)
    other = await city.a_card(20_000)
    assert other["number"] != number
    shown = await city.read("holder", id=holder)
    assert (shown["givenName"], shown["familyName"]) == ("Fatima", "El Idrissi")
    assert [(each["id"], each["number"]) for each in shown["cards"]] == [(card["id"], number)]
    assert shown["eligibleUntil"] == f"{today().year + 1}-12-31"
    check = await city.read("card", number=f"{number[:5]} {number[5:]}")
    assert check == {"valid": True, "validUntil": f"{today().year + 1}-12-31"}


async def test_she_swims_and_the_network_pays_its_share_from_the_drawing_right(city: City) -> None:
    """A lesson of 47.50* at 20/80: 9.50 for her, 38.00 for the network."""
    provider = await city.a_provider("Zwembad Die Swaene")
    offer = await city.an_offer(4_750, provider=provider)
    card = await city.a_card(20_000)
    asked = {"cardNumber": card["number"], "offer": offer["id"], "on": str(today())}
    quote = await city.read("quote", **asked)
    assert shares(quote) == (950, 0, 3_800)
    assert (quote["leftCents"], quote["ceilingApplied"]) == (16_200, False)

    done = (await city.register(card, offer)).made
    assert (done["status"], shares(done)) == ("CONFIRMED", (950, 0, 3_800))
    assert (done["holder"], done["cardSuffix"]) == (card["holder"], card["number"][-4:])
    accounts = await city.balances()
    assert accounts["DRAWING_RIGHT"]["balanceCents"] == 734_400 - 3_800
    assert accounts["OWN_CONTRIBUTION"]["balanceCents"] == 1_468_800
    assert accounts[f"PAYABLE:{provider}"]["balanceCents"] == 3_800
    assert sum(account["balanceCents"] for account in accounts.values()) == 0
    await eventually(lambda: city.used(card["holder"]), lambda seen: seen["usedCents"] == 3_800)
    assert (await city.used(card["holder"]))["leftCents"] == 16_200
    assert (await city.read("quote", **{**asked, "on": str(today())}))["leftCents"] == 12_400


async def test_a_cancel_is_a_reversal_that_names_what_it_reverses(city: City) -> None:
    provider = await city.a_provider()
    card, offer = await city.a_card(20_000), await city.an_offer(4_750, provider=provider)
    taken = (await city.register(card, offer)).made
    gone = (await city.do("cancelParticipation", participation=taken["id"])).made
    assert (gone["id"], gone["status"]) == (taken["id"], "CANCELLED")
    transfers = await city.pages("transfers")
    posted, reversal = [each for each in transfers if each["participation"] == taken["id"]]
    assert (posted["kind"], posted["cents"], posted["names"]) == ("POSTED", 3_800, None)
    assert (reversal["kind"], reversal["cents"]) == ("REVERSAL", 3_800)
    assert reversal["names"] == posted["id"]
    assert (reversal["debit"], reversal["credit"]) == (posted["credit"], posted["debit"])
    assert (await city.balances())["DRAWING_RIGHT"]["balanceCents"] == 734_400
    statement = await city.read("statement", organisation=provider, year=today().year)
    lines = [(line["kind"], line["networkCents"]) for line in statement["lines"]["nodes"]]
    assert lines == [("PARTICIPATION", 3_800), ("REVERSAL", -3_800)]
    assert statement["totalCents"] == 0
    await eventually(lambda: city.used(card["holder"]), lambda seen: seen["leftCents"] == 20_000)
    again = await city.do("cancelParticipation", participation=taken["id"])
    assert again.refused("already_cancelled")["field"] == "participation"


async def test_a_hold_sets_aside_and_a_confirm_takes_it(city: City) -> None:
    provider = await city.a_provider()
    card, offer = await city.a_card(20_000), await city.an_offer(1_000, provider=provider)
    held = (await city.hold(card, offer)).made
    assert (held["status"], held["networkCents"]) == ("HELD", 800)
    drawing_right = (await city.balances())["DRAWING_RIGHT"]
    assert (drawing_right["balanceCents"], drawing_right["heldCents"]) == (734_400, 800)
    assert drawing_right["availableCents"] == 734_400 - 800
    await eventually(lambda: city.used(card["holder"]), lambda seen: seen["heldCents"] == 800)

    confirmed = (await city.do("confirmParticipation", participation=held["id"])).made
    assert (confirmed["id"], confirmed["status"]) == (held["id"], "CONFIRMED")
    drawing_right = (await city.balances())["DRAWING_RIGHT"]
    assert (drawing_right["balanceCents"], drawing_right["heldCents"]) == (734_400 - 800, 0)
    twice = await city.do("confirmParticipation", participation=held["id"])
    twice.refused("already_confirmed")


async def test_a_void_gives_everything_back(city: City) -> None:
    card, offer = await city.a_card(20_000), await city.an_offer()
    held = (await city.hold(card, offer)).made
    voided = (await city.do("voidParticipation", participation=held["id"])).made
    assert voided["status"] == "VOIDED"
    drawing_right = (await city.balances())["DRAWING_RIGHT"]
    assert (drawing_right["balanceCents"], drawing_right["heldCents"]) == (734_400, 0)
    await eventually(lambda: city.used(card["holder"]), lambda seen: seen["leftCents"] == 20_000)
    (await city.do("confirmParticipation", participation=held["id"])).refused("not_held")


async def test_one_share_comes_from_both_accounts_where_the_first_runs_out(api: Api) -> None:
    """10.00 is left of the drawing right*, the share is 16.00*."""
    city = await a_network(api, drawing_right_cents=1_000, own_contribution_cents=1_000)
    card, offer = await city.a_card(), await city.an_offer(2_000)
    taken = (await city.register(card, offer)).made
    accounts = await city.balances()
    assert accounts["DRAWING_RIGHT"]["balanceCents"] == 0
    assert accounts["OWN_CONTRIBUTION"]["balanceCents"] == 400
    transfers = [t for t in await city.pages("transfers") if t["participation"] == taken["id"]]
    assert sorted(transfer["cents"] for transfer in transfers) == [600, 1_000]


async def test_an_offer_that_was_taken_back_takes_nobody(city: City) -> None:
    card, offer = await city.a_card(), await city.an_offer()
    gone = await city.make("withdrawOffer", offer=offer["id"])
    assert (gone["id"], gone["withdrawn"]) == (offer["id"], True)
    refusal = (await city.register(card, offer)).refused("offer_withdrawn")
    assert (refusal["field"], refusal["message"]) == ("offer", "Dit aanbod is ingetrokken.")

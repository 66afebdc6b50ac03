"""How a person lives and is reached, and who was entered twice, left or is of two networks."""

from tests.kit.city import City, a_network, today


async def lives_with_others(
    city: City, holder: str, municipality: str, mark: str
) -> tuple[str, str]:
    """Everything about where and with whom she lives. Somebody of her
    family, and somebody else."""
    reached = {"address": f"Straat {mark} 1", "phone": "015000000", "mail": f"{mark}@example.org"}
    contact = {"channel": "LETTER", "referrer": city.id, **reached}
    await city.make("setContact", holder=holder, **contact)
    moved = {"since": str(today()), "municipality": municipality}
    home = {"residence": "INSTITUTION", "institution": f"Tehuis {mark}"}
    await city.make("moveHolder", holder=holder, **moved, **home)
    other = (await a_network(city.api)).id
    shared = {"sharePercent": 50, "otherNetwork": other, "payerNetwork": other}
    await city.make("agreeCoParenting", holder=holder, **shared)
    named = {"municipality": municipality, "familyName": f"Verwant-{mark}"}
    relative, twice, left = [await city.a_holder(**named) for _ in range(3)]
    await city.make("mergeHolders", holder=relative, duplicate=twice)
    await city.make("moveHolder", holder=left, since=str(today()))
    return relative, left

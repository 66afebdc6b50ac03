"""The books of last year, locked, with their report settled, on the platform."""

from tests.kit.city import City, today


async def ends_the_year_before(city: City) -> None:
    """Last year's books are locked, and its report is accepted and settled."""
    year = today().year - 1
    decided = {"body": "MUNICIPAL_COUNCIL", "decidedOn": str(today()), "reference": "2026/9"}
    await city.make("closeBooks", year=year)
    await city.make(
        "lockBooks", year=year, drawingRight="RETURNED", otherSources="CARRIED", **decided
    )
    await city.make("draftReport", year=year, reportText="Meer mensen deden mee.")
    await city.make("advanceReport", year=year, step="APPROVED_LOCALLY", on=str(today()), **decided)
    for step, more in (("SUBMITTED", {}), ("ACCEPTED", {}), ("SETTLED", {"settledCents": -100})):
        await city.make("advanceReport", year=year, step=step, on=str(today()), **more)

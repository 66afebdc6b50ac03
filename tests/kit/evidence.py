"""What somebody says that a status source said, and it did not."""

from tests.kit.city import City
from tests.kit.client import Json


async def nobody_writes_what_a_source_never_said(town: City, case: Json, status: str) -> None:
    """Of another person, until another day, or of another status."""
    other, kept = await town.a_holder(), {"evidence": "authentic", "until": "2099-12-31"}
    unsaid = [{"name": status, **kept}]
    for holder, path in ((other, "statuses.0.evidence"), (case["holder"], "statuses.0.until")):
        wrong = await town.do(
            "decideCase", **{**case, "holder": holder}, facts={"statuses": unsaid}
        )
        (problem,) = wrong.said["problems"]
        assert (problem["path"], problem["code"]) == (path, "evidence_not_on_record")
        assert problem["message"]
    member = {"holder": other, "facts": {"statuses": unsaid}}
    wrong = await town.do("decideHousehold", scheme=case["scheme"], members=[member])
    assert [one["path"] for one in wrong.said["problems"]] == ["0.facts.statuses.0.evidence"]
    assert not await town.pages("decisions", holder=other)


async def what_is_said_decides(town: City, case: Json) -> None:
    """What the source said goes into the decision, where somebody looked for statuses at all."""
    decided = await town.make("decideCase", facts={"statuses": []}, **case)
    assert decided["outcome"] == "ENTITLED"
    assert (await town.do("decideCase", facts={}, **case)).kind == "ProofMissing"

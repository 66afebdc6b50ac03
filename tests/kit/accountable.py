"""Heist's year 2025 as story 6 has it, and any report at all."""

from datetime import date

from hypothesis import strategies as st

from services.budget.contracts.events import SOURCE_KINDS
from services.gateway.domain.accountability import (
    CATEGORIES,
    Action,
    Approval,
    Category,
    Loose,
    Partner,
    PriorYear,
    Reached,
    Report,
    Spent,
)


def own(category: Category, cents: int, entity: str = "Gemeente Heist-op-den-Berg") -> Spent:
    return Spent(category=category, source="own_contribution", entity=entity, cents=cents)


HEIST = Report(
    network="Heist-op-den-Berg",
    municipality=None,
    year=2025,
    as_of=date(2026, 1, 15),
    state="locally_approved",
    drawing_right_cents=734_400,
    ratio_tenths=20,
    variant="full_right",
    unspent="returned",
    actions=(
        Action(
            name="Kaarten",
            budget_cents=1_300_000,
            spent=(
                Spent(category="participation", source="drawing_right", cents=734_400),
                own("participation", 400_000),
                own("participation", 113_600, "OCMW Heist-op-den-Berg"),
            ),
            reached=Reached(people=312, participations=1_204),
        ),
        Action(name="Toeleiding", budget_cents=125_000, spent=(own("initiatives", 125_000),)),
        Action(
            name="Gezamenlijk evenement",
            budget_cents=210_000,
            spent=(own("participation", 210_000),),
            reached=Reached(people=41, participations=41),
        ),
        Action(
            name="Den Draai",
            budget_cents=300_000,
            spent=(own("initiatives", 300_000),),
            reached=Reached(people=3, participations=12),
        ),
        Action(name="Beurs", budget_cents=60_000, spent=(own("participation", 64_000),)),
    ),
    people_reached=320,
    partners=(
        Partner(name="OCMW Heist-op-den-Berg", involved="toeleiding en opvolging"),
        Partner(name="Den Draai vzw", involved="vereniging waar armen het woord nemen"),
    ),
    text="Een jaar met meer kinderen op kamp.\n\nVolgend jaar zoeken we vrijwilligers.",
    approval=Approval(
        body="College van burgemeester en schepenen", on=date(2026, 2, 3), reference="2026/17"
    ),
)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
NAMES = TEXTS.filter(str.strip)
CENTS = st.integers(-(10**9), 10**11)
COUNTS = st.integers(0, 12).flatmap(
    lambda people: st.builds(
        Reached,
        people=st.just(people),
        participations=st.integers(people, 3 * people),
    )
)
SPENT = st.builds(
    Spent,
    category=st.sampled_from(CATEGORIES),
    source=st.sampled_from(SOURCE_KINDS),
    entity=st.none() | NAMES,
    cents=CENTS,
)
ACTIONS = st.builds(
    Action,
    name=NAMES,
    budget_cents=st.none() | st.integers(0, 10**10),
    spent=st.lists(SPENT, max_size=5).map(tuple),
    reached=COUNTS,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report that books could lead to, and some that they could not."""
    actions = draw(st.lists(ACTIONS, max_size=5, unique_by=lambda action: action.name))
    people = [action.reached.people for action in actions]
    return Report(
        network=draw(NAMES),
        municipality=draw(st.none() | NAMES),
        year=draw(st.integers(2020, 2032)),
        as_of=date(2026, 1, 15),
        state=draw(st.sampled_from(["open", "drafted", "submitted", "settled"])),
        drawing_right_cents=draw(st.integers(0, 10**11)),
        ratio_tenths=draw(st.sampled_from([0, 10, 20])),
        variant=draw(st.sampled_from(["full_right", "pro_rata"])),
        unspent=draw(st.sampled_from(["carried_over", "returned"])),
        actions=tuple(actions),
        people_reached=draw(st.integers(max(people, default=0), sum(people))),
        prior_years=tuple(
            draw(
                st.lists(
                    st.builds(PriorYear, for_year=st.just(2024), action=NAMES, cents=CENTS),
                    max_size=2,
                )
            )
        ),
        partners=tuple(draw(st.lists(st.builds(Partner, name=NAMES, involved=NAMES), max_size=3))),
        text=draw(TEXTS),
        loose=draw(st.builds(Loose, open_holds=st.integers(0, 3))),
    )

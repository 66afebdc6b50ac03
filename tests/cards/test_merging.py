"""Two files of one person become one, and two again, exactly. Pure."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.consumers import RULES
from services.cards.contracts.commands import (
    BlockCard,
    EraseHolder,
    FoundHousehold,
    IssueSchemeCard,
    MergeHolders,
    RegisterHolder,
    SplitHolders,
)
from services.cards.contracts.events import (
    HolderErased,
    HolderRegistered,
    HoldersMerged,
    HoldersSplit,
    HouseholdFounded,
    MergedHolderErased,
    RegulationAdopted,
    SchemeCardIssued,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.events.households import HouseholdMember
from services.cards.domain.card import CardByToken
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from services.cards.domain.merging import Merge, free_days
from services.cards.domain.prepared import (
    Candidate,
    CardCandidates,
    NumberClaim,
    SealedIdentity,
)
from services.cards.domain.scheme_right import DatedRight, RightOwner, SchemeRights, rights_key
from services.kernel.contract import Event
from services.kernel.state import Place, Row, WholeState
from tests.kit.town import HEIST, Town, an_id, code_of, expect

SCHEME, OTHER_SCHEME = an_id("scheme"), an_id("other scheme")
YEAR = date(2026, 1, 1)


class Village(Town):
    """A network with two schemes, in which things simply happen."""

    def __init__(self) -> None:
        super().__init__()
        for scheme in (SCHEME, OTHER_SCHEME):
            self.happens(
                RegulationAdopted(
                    regulation_id=an_id(f"regulation of {scheme}"),
                    scheme_id=scheme,
                    name="Kansenpas",
                    version=1,
                    valid_from=YEAR,
                    valid_until=None,
                    document="{}",
                )
            )

    def happens(self, *events: Event) -> None:
        """These events are in the journal of cards."""
        kept = self.driver.rows.setdefault(("cards", self.stream), {})
        for event in events:
            context = self.driver.fresh_context(self.stream, None)
            self.driver.emit(RULES, [event], context, WholeState(kept), answers=False)

    def a_scheme_right(self, holder: UUID, first: date, last: date, scheme: UUID = SCHEME) -> UUID:
        """A right of a person in a scheme."""
        self.cards += 1
        right = an_id(f"right {self.cards}")
        self.happens(
            SchemeRightGranted(
                right_id=right,
                holder_id=holder,
                scheme_id=scheme,
                regulation_id=an_id(f"regulation of {scheme}"),
                valid_from=first,
                valid_until=last,
            )
        )
        return right

    def a_scheme_card(self, holder: UUID, scheme: UUID = SCHEME) -> SchemeCardIssued:
        """A card of a person in a scheme."""
        self.cards += 1
        numbers = CardCandidates((Candidate(f"token-{self.cards}", "sealed number"),))
        wish = IssueSchemeCard(holder_id=holder, scheme_id=scheme)
        return expect(self.ask(wish, numbers), SchemeCardIssued)

    def own_rows(self) -> dict[Place, Row]:
        """All rows of cards as they stand."""
        return dict(self.driver.rows["cards", self.stream])

    def rights(self, holder: UUID, scheme: UUID = SCHEME) -> Sequence[DatedRight]:
        """The rights of a person in a scheme."""
        row = self.own_rows().get(SchemeRights.at(rights_key(holder, scheme)))
        return row.rights if isinstance(row, SchemeRights) else ()

    def merge(self, stays: UUID, duplicate: UUID) -> HoldersMerged:
        """The outcome of a merge that is done."""
        wish = MergeHolders(holder_id=stays, duplicate_id=duplicate)
        return expect(self.ask(wish), HoldersMerged)

    def split(self, duplicate: UUID) -> HoldersSplit:
        """The outcome of a split that is done."""
        return expect(self.ask(SplitHolders(duplicate_id=duplicate)), HoldersSplit)

    def card_leads_to(self, card: SchemeCardIssued) -> str | None:
        """The person to whom a card leads."""
        return self.driver.row("cards", self.stream, CardByToken, card.token).holder_id


def a_right(first: int, last: int, *, name: str = "one", ended: int | None = None) -> DatedRight:
    """A right from one day of the year to another."""
    return DatedRight(
        right_id=name,
        regulation_id="r",
        valid_from=YEAR + timedelta(days=first),
        valid_until=YEAR + timedelta(days=last),
        last_day=None if ended is None else YEAR + timedelta(days=ended),
    )


def test_the_duplicates_cards_and_rights_work_for_the_one_who_stays() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    card = village.a_scheme_card(duplicate)
    right = village.a_scheme_right(duplicate, YEAR, date(2026, 12, 31))
    village.merge(stays, duplicate)
    assert village.card_leads_to(card) == str(stays)
    assert [one.right_id for one in village.rights(stays)] == [str(right)]
    row = village.driver.row("cards", village.stream, Holder, stays)
    assert (row.merged_ids, row.card_ids) == ((str(duplicate),), (str(card.card_id),))
    owner = village.driver.row("cards", village.stream, RightOwner, right)
    assert owner.holder_id == str(stays)
    village.driver.check_folds()


def test_there_are_never_two_rights_for_one_period() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    village.a_scheme_right(stays, date(2026, 3, 1), date(2026, 8, 31))
    village.a_scheme_right(duplicate, date(2026, 1, 1), date(2026, 5, 31))
    village.a_scheme_right(duplicate, date(2026, 6, 1), date(2026, 12, 31))
    village.merge(stays, duplicate)
    held = [(one.valid_from, one.usable_until) for one in village.rights(stays)]
    assert held == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 8, 31)),
        (date(2026, 9, 1), date(2026, 12, 31)),
    ]


def test_who_is_merged_is_asked_nothing_more_and_her_number_is_the_others() -> None:
    village = Village()
    register = RegisterHolder(municipality=HEIST, identity="for cards only")
    numbered = SealedIdentity("sealed", str(an_id("entry")))
    duplicate = expect(village.ask(register, numbered), HolderRegistered).holder_id
    stays = village.a_holder()
    village.merge(stays, duplicate)
    again = SealedIdentity(
        "sealed", str(an_id("later")), (NumberClaim(str(an_id("entry")), str(duplicate)),)
    )
    refusal = village.ask(register, again)
    assert code_of(refusal) == "number_taken"
    assert getattr(refusal, "facts", None) == {"holder_id": str(stays)}
    numbers = CardCandidates((Candidate("token", "sealed number"),))
    wish = IssueSchemeCard(holder_id=duplicate, scheme_id=SCHEME)
    assert code_of(village.ask(wish, numbers)) == "holder_merged"


def test_what_cannot_be_merged_is_refused() -> None:
    village = Village()
    stays, duplicate, third = village.a_holder(), village.a_holder(), village.a_holder()
    same = MergeHolders(holder_id=stays, duplicate_id=stays)
    assert code_of(village.ask(same)) == "same_person"
    nobody = MergeHolders(holder_id=stays, duplicate_id=an_id("nobody"))
    assert code_of(village.ask(nobody)) == "holder_unknown"
    village.merge(stays, duplicate)
    for wish in (
        MergeHolders(holder_id=third, duplicate_id=duplicate),
        MergeHolders(holder_id=duplicate, duplicate_id=third),
    ):
        assert code_of(village.ask(wish)) == "holder_merged"
    assert code_of(village.ask(SplitHolders(duplicate_id=third))) == "not_merged"
    assert code_of(village.ask(SplitHolders(duplicate_id=an_id("nobody")))) == "holder_unknown"


def test_two_working_cards_each_with_a_ceiling_of_its_own_are_not_merged() -> None:
    village = Village()
    first, second = village.a_card(), village.a_card()
    wish = MergeHolders(holder_id=first.holder_id, duplicate_id=second.holder_id)
    assert code_of(village.ask(wish)) == "right_overlaps"
    village.ask(BlockCard(card_id=second.card_id, reason="ended"))
    expect(village.ask(wish), HoldersMerged)


def test_the_latest_merge_is_undone_first() -> None:
    village = Village()
    first, second, third = (village.a_holder() for _ in range(3))
    before = village.own_rows()
    village.merge(second, first)
    village.merge(third, second)
    row = village.driver.row("cards", village.stream, Holder, third)
    assert row.merged_ids == (str(second), str(first))
    assert code_of(village.ask(SplitHolders(duplicate_id=first))) == "merged_since"
    village.split(second)
    village.split(first)
    assert village.own_rows() == before


def test_she_takes_the_place_in_the_household_and_gives_it_back() -> None:
    village = Village()
    stays, duplicate, mother = (village.a_holder() for _ in range(3))
    members = (
        HouseholdMember(holder_id=mother, role="adult"),
        HouseholdMember(holder_id=duplicate, role="child", share_percent=70),
    )
    household = expect(village.ask(FoundHousehold(members=members)), HouseholdFounded).household_id
    before = village.own_rows()
    village.merge(stays, duplicate)
    row = village.driver.row("cards", village.stream, Household, household)
    assert row.find(duplicate) is None
    assert row.find(stays) is not None
    village.split(duplicate)
    assert village.own_rows() == before
    village.driver.check_folds()


def test_who_is_erased_is_erased_under_every_file_that_she_has() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    card = village.a_scheme_card(duplicate)
    village.merge(stays, duplicate)
    expect(village.ask(EraseHolder(holder_id=stays)), HolderErased)
    told = [fact.event for fact in village.driver.journal if fact.service == "cards"]
    assert [e.holder_id for e in told if isinstance(e, MergedHolderErased)] == [duplicate]
    for person in (stays, duplicate):
        row = village.driver.row("cards", village.stream, Holder, person)
        assert (row.identity, row.erased) == (None, True)
    assert CardByToken.at(card.token) not in village.own_rows()
    assert code_of(village.ask(SplitHolders(duplicate_id=duplicate))) == "holder_erased"
    village.driver.check_folds()


@pytest.mark.parametrize(
    ("kept", "free"),
    [
        ([], (0, None)),
        ([a_right(0, 100)], None),
        ([a_right(20, 200)], (0, 19)),
        ([a_right(0, 40)], (41, None)),
        ([a_right(20, 30)], (31, None)),
        ([a_right(20, 200, ended=60)], (61, None)),
        ([a_right(0, 10), a_right(90, 120)], (11, 89)),
    ],
)
def test_a_right_goes_over_on_days_that_are_free(
    kept: Sequence[DatedRight], free: tuple[int, int | None] | None
) -> None:
    found = free_days(a_right(0, 100), kept)
    days = None if found is None else (found[0], found[1])
    expected = None
    if free is not None:
        last = None if free[1] is None else YEAR + timedelta(days=free[1])
        expected = (YEAR + timedelta(days=free[0]), last)
    assert days == expected


DAYS = st.integers(min_value=0, max_value=60)
PERIODS = st.lists(st.tuples(DAYS, DAYS), max_size=3)


def laid_out(village: Village, holder: UUID, steps: Sequence[tuple[int, int]], scheme: UUID) -> int:
    """Rights one after another, each so long and so far from the one before; the day after."""
    day = 0
    for gap, length in steps:
        first = YEAR + timedelta(days=day + gap)
        village.a_scheme_right(holder, first, first + timedelta(days=length), scheme)
        day += gap + length + 1
    return day


@given(
    stays_has=PERIODS,
    duplicate_has=PERIODS,
    elsewhere=PERIODS,
    cards=st.integers(min_value=0, max_value=2),
)
def test_merged_and_split_again_is_as_before(
    stays_has: list[tuple[int, int]],
    duplicate_has: list[tuple[int, int]],
    elsewhere: list[tuple[int, int]],
    cards: int,
) -> None:
    village = Village()
    stays, duplicate = village.a_holder(eligible_until=None), village.a_holder()
    laid_out(village, stays, stays_has, SCHEME)
    laid_out(village, duplicate, duplicate_has, SCHEME)
    laid_out(village, duplicate, elsewhere, OTHER_SCHEME)
    for _ in range(cards):
        village.a_scheme_card(duplicate)
    before = village.own_rows()
    village.merge(stays, duplicate)
    held = sorted(village.rights(stays), key=lambda one: one.valid_from)
    for one, other in itertools.pairwise(held):
        assert one.usable_until < other.valid_from
    days = {
        day for one in (*stays_days(before, stays), *stays_days(before, duplicate)) for day in one
    }
    assert days_of(held) <= days
    village.driver.check_folds()
    village.split(duplicate)
    assert village.own_rows() == before
    village.driver.check_folds()


def stays_days(rows: dict[Place, Row], holder: UUID) -> list[set[date]]:
    """The days on which a person's rights in the scheme held."""
    row = rows.get(SchemeRights.at(rights_key(holder, SCHEME)))
    return [days_of([one]) for one in row.rights] if isinstance(row, SchemeRights) else []


def days_of(rights: Sequence[DatedRight]) -> set[date]:
    """The days on which these rights hold."""
    return {
        one.valid_from + timedelta(days=number)
        for one in rights
        for number in range((one.usable_until - one.valid_from).days + 1)
    }


@given(steps=st.lists(st.sampled_from(["grant", "renew", "end", "card"]), max_size=5))
def test_what_happens_in_between_is_kept_by_the_one_whose_it_is(steps: list[str]) -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    right = village.a_scheme_right(duplicate, YEAR, date(2026, 6, 30))
    card = village.a_scheme_card(duplicate)
    village.merge(stays, duplicate)
    until, ended, granted, issued = date(2026, 6, 30), None, [], []
    for number, step in enumerate(steps, start=1):
        if step == "grant":
            first = date(2027 + number, 1, 1)
            granted.append(village.a_scheme_right(stays, first, first.replace(month=12)))
        elif step == "renew":
            until, ended = until + timedelta(days=30), None
            village.happens(
                SchemeRightRenewed(
                    right_id=right,
                    holder_id=stays,
                    scheme_id=SCHEME,
                    regulation_id=an_id("regulation"),
                    valid_until=until,
                )
            )
        elif step == "end":
            ended = until - timedelta(days=number)
            village.happens(
                SchemeRightEnded(
                    right_id=right,
                    holder_id=stays,
                    scheme_id=SCHEME,
                    last_day=ended,
                    learned_on=ended,
                    reason="status_lost",
                )
            )
        else:
            issued.append(village.a_scheme_card(stays))
    village.split(duplicate)
    (hers,) = village.rights(duplicate)
    assert (hers.right_id, hers.valid_until, hers.last_day) == (str(right), until, ended)
    assert [one.right_id for one in village.rights(stays)] == [str(one) for one in granted]
    assert village.card_leads_to(card) == str(duplicate)
    assert {village.card_leads_to(one) for one in issued} <= {str(stays)}
    row = village.driver.row("cards", village.stream, Holder, stays)
    assert row.card_ids == tuple(str(one.card_id) for one in issued)
    assert Merge.at(duplicate) not in village.own_rows()
    village.driver.check_folds()

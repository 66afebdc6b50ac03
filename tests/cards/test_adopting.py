"""Adopting a version of a regulation, taking it back, ending a scheme. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson

from services.cards.contracts.commands import AdoptRegulation, EndScheme, WithdrawRegulation
from services.cards.contracts.events import (
    CommandRejected,
    RegulationAdopted,
    RegulationWithdrawn,
    SchemeEnded,
)
from services.cards.contracts.regulation.reading import read
from services.cards.domain.scheme import Scheme
from services.kernel.contract import Event
from tests.kit.regulations import STATUS, a_route, document_data
from tests.kit.town import Town, an_id, code_of, expect

TODAY = date(2026, 3, 10)


def a_town() -> Town:
    town = Town()
    town.at(datetime(2026, 3, 10, 12, tzinfo=UTC))
    return town


def a_text(valid_from: str = "2026-01-01", **more: Any) -> str:
    routes = more.pop("routes", ())
    return orjson.dumps(document_data(*routes, **{"valid_from": valid_from, **more})).decode()


def adopt(town: Town, text: str, **more: UUID | None) -> Event:
    return town.ask(AdoptRegulation(document=text, **more))


def adopted(town: Town, text: str, **more: UUID | None) -> RegulationAdopted:
    return expect(adopt(town, text, **more), RegulationAdopted)


def held(town: Town, scheme: UUID, day: date) -> str | None:
    version = town.driver.row("cards", town.stream, Scheme, scheme).version_on(day)
    return None if version is None else version.regulation_id


def facts(event: Event) -> dict[str, Any]:
    return dict(expect(event, CommandRejected).facts)


def test_the_first_version_makes_the_scheme_and_may_look_back() -> None:
    town = a_town()
    first = adopted(town, a_text("2019-07-01"))
    assert (first.version, first.name) == (1, "Vrijetijdspas")
    assert read(first.document).valid_from == date(2019, 7, 1)
    assert held(town, first.scheme_id, TODAY) == str(first.regulation_id)
    assert held(town, first.scheme_id, date(2019, 6, 30)) is None
    town.driver.check_folds()


def test_a_version_holds_until_the_next_one_does() -> None:
    town = a_town()
    first = adopted(town, a_text())
    second = adopted(town, a_text("2026-09-01"), scheme_id=first.scheme_id)
    assert second.version == 2
    assert held(town, first.scheme_id, date(2026, 8, 31)) == str(first.regulation_id)
    assert held(town, first.scheme_id, date(2026, 9, 1)) == str(second.regulation_id)


def test_a_version_holds_from_today_and_not_before() -> None:
    town = a_town()
    scheme = adopted(town, a_text()).scheme_id
    late = adopt(town, a_text("2026-03-09"), scheme_id=scheme)
    assert code_of(late) == "version_looks_back"
    assert adopted(town, a_text("2026-03-10"), scheme_id=scheme).version == 2


def test_no_two_versions_begin_on_one_day() -> None:
    town = a_town()
    scheme = adopted(town, a_text("2026-09-01")).scheme_id
    assert code_of(adopt(town, a_text("2026-09-01"), scheme_id=scheme)) == "version_day_taken"


def test_what_comes_over_kafka_is_checked_again() -> None:
    town = a_town()
    refused = adopt(town, a_text(routes=[a_route({"kind": "wealth"})], extra=1))
    assert code_of(refused) == "document_invalid"
    first = {"path": "routes[0].conditions[0]", "problem": "kind_unknown"}
    assert facts(refused) == {"problems": 2, **first}
    assert code_of(adopt(town, "geen document")) == "document_invalid"


def test_a_scheme_that_is_not_there_has_no_next_version() -> None:
    assert code_of(adopt(a_town(), a_text(), scheme_id=an_id("none"))) == "scheme_unknown"


def test_only_what_does_not_hold_yet_is_taken_back_and_once() -> None:
    town = a_town()
    first = adopted(town, a_text())
    second = adopted(town, a_text("2026-09-01"), scheme_id=first.scheme_id)
    holds = town.ask(WithdrawRegulation(regulation_id=first.regulation_id))
    assert code_of(holds) == "regulation_holds"
    gone = town.ask(WithdrawRegulation(regulation_id=second.regulation_id))
    expect(gone, RegulationWithdrawn)
    assert held(town, first.scheme_id, date(2026, 9, 1)) == str(first.regulation_id)
    again = town.ask(WithdrawRegulation(regulation_id=second.regulation_id))
    assert code_of(again) == "regulation_withdrawn"
    nobody = town.ask(WithdrawRegulation(regulation_id=an_id("none")))
    assert code_of(nobody) == "regulation_unknown"
    third = adopted(town, a_text("2026-09-01"), scheme_id=first.scheme_id)
    assert third.version == 3
    town.driver.check_folds()


def test_a_scheme_ends_on_a_day_that_may_move_until_it_is_there() -> None:
    town = a_town()
    old, new = adopted(town, a_text()), adopted(town, a_text(scheme="UiTPAS"))
    expect(town.ask(EndScheme(scheme_id=old.scheme_id, on=date(2026, 6, 30))), SchemeEnded)
    moved = EndScheme(scheme_id=old.scheme_id, on=date(2026, 5, 31), followed_by=new.scheme_id)
    expect(town.ask(moved), SchemeEnded)
    row = town.driver.row("cards", town.stream, Scheme, old.scheme_id)
    assert (row.ended_on, row.followed_by_id) == (date(2026, 5, 31), str(new.scheme_id))
    assert code_of(adopt(town, a_text("2026-05-31"), scheme_id=old.scheme_id)) == "scheme_ended"
    town.at(datetime(2026, 5, 31, 12, tzinfo=UTC))
    late = town.ask(EndScheme(scheme_id=old.scheme_id, on=date(2026, 12, 31)))
    assert code_of(late) == "scheme_ended"


def test_a_scheme_is_not_ended_before_today_nor_followed_by_what_is_not_there() -> None:
    town = a_town()
    scheme = adopted(town, a_text()).scheme_id

    def end(on: date, follower: UUID | None = None) -> Event:
        return town.ask(EndScheme(scheme_id=scheme, on=on, followed_by=follower))

    assert code_of(end(date(2026, 3, 9))) == "day_out_of_range"
    assert code_of(end(TODAY, an_id("none"))) == "scheme_unknown"
    assert code_of(end(TODAY, scheme)) == "scheme_unknown"
    unknown = town.ask(EndScheme(scheme_id=an_id("none"), on=TODAY))
    assert code_of(unknown) == "scheme_unknown"


AGE = {"kind": "age", "under": 18, "clause": "art. 4"}


def test_a_local_addendum_is_adopted_beside_the_region_where_it_narrows() -> None:
    town = a_town()
    region = adopted(town, a_text(routes=[a_route(STATUS, AGE)]))
    text = a_text(routes=[a_route(STATUS, {**AGE, "under": 12})], narrows="het regionale reglement")
    local = adopted(town, text, narrows=region.regulation_id)
    assert local.narrows == region.regulation_id
    assert local.scheme_id != region.scheme_id


def test_widening_the_region_is_refused_and_the_clause_is_named() -> None:
    town = a_town()
    region = adopted(town, a_text(routes=[a_route(STATUS, AGE)]))
    wider = a_text(routes=[a_route(STATUS)], narrows="het regionale reglement")
    refused = adopt(town, wider, narrows=region.regulation_id)
    assert code_of(refused) == "regulation_widens"
    assert facts(refused) == {"clause": "art. 4", "path": "routes[0]", "widenings": 1}


def test_an_addendum_says_which_regulation_it_narrows() -> None:
    town = a_town()
    region = adopted(town, a_text())
    text = a_text(narrows="het regionale reglement")
    assert code_of(adopt(town, text)) == "regional_missing"
    assert code_of(adopt(town, text, narrows=an_id("none"))) == "regulation_unknown"
    own = adopt(
        town,
        a_text("2026-09-01"),
        narrows=region.regulation_id,
        scheme_id=region.scheme_id,
    )
    assert code_of(own) == "regulation_unknown"

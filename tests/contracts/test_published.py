"""What is committed is what the contracts say; planted differences are found by the command."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.cli import contracts
from deploy.contracts.catalogue import ROOT, messages
from deploy.contracts.check import on_disk, stale, unread
from deploy.contracts.examples import example
from deploy.contracts.generate import generated

EVENT = "services/budget/contracts/schemas/budget.participation_confirmed.v2.json"
REGULATION = "services/cards/contracts/regulation/regulation.schema.json"
EXAMPLE = "services/budget/contracts/examples/budget.participation_confirmed.v2.json"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which everything is exported and committed."""
    folder = tmp_path_factory.mktemp("exported")
    assert contracts.export(folder, force=False) == 0
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


@pytest.fixture
def published(exported: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(exported, tmp_path / "published")


def git(root: Path, *arguments: str) -> None:
    person = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(root), *person, *arguments], check=True)


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "published")


def findings(root: Path, capsys: pytest.CaptureFixture[str], *against: str) -> list[str]:
    capsys.readouterr()
    status = contracts.check(root, against, as_json=True)
    found: list[str] = json.loads(capsys.readouterr().out)["findings"]
    assert status == (1 if found else 0)
    return found


def test_what_is_committed_here_is_what_the_contracts_say() -> None:
    assert list(stale(generated(), ROOT)) == []


def test_every_example_here_can_be_read() -> None:
    assert list(unread(messages(), on_disk(ROOT))) == []


def test_examples_come_out_the_same_on_every_attempt() -> None:
    assert all(example(kind) == example(kind) for kind in messages().values())


def test_a_fresh_export_has_no_findings(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(published, capsys) == []


def test_a_second_export_writes_nothing(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert contracts.export(published, force=False) == 0
    assert ", 0 written" in capsys.readouterr().out


@pytest.mark.parametrize("path", [EVENT, "asyncapi.json", "schema.graphql", REGULATION])
def test_a_file_changed_by_hand_is_found(
    path: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = published / path
    place.write_text(place.read_text() + "\n")
    commit(published)
    assert findings(published, capsys) == [f"{path}: is not what the contracts say"]


def test_a_missing_file_is_found(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / EVENT).unlink()
    assert findings(published, capsys) == [f"{EVENT}: is missing"]


def test_an_example_that_can_no_longer_be_read_is_found(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _set(published / EXAMPLE, "price_cents", "much")
    commit(published)
    assert findings(published, capsys)[0].startswith(f"{EXAMPLE}: can no longer be read")


def test_a_missing_example_is_found(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / EXAMPLE).unlink()
    commit(published)
    assert findings(published, capsys) == [f"{EXAMPLE}: is missing"]


def test_an_example_is_never_rewritten(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _set(published / EXAMPLE, "price_cents", 1)
    assert findings(published, capsys) == [f"{EXAMPLE}: was changed; an example stays as it was"]


def test_not_even_by_force(published: Path) -> None:
    _set(published / EXAMPLE, "price_cents", 1)
    as_it_was = (published / EXAMPLE).read_text()
    assert contracts.export(published, force=True) == 0
    assert (published / EXAMPLE).read_text() == as_it_was


def test_an_example_that_nobody_can_read_is_made_anew_by_force(published: Path) -> None:
    _set(published / EXAMPLE, "price_cents", "much")
    assert contracts.export(published, force=True) == 0
    assert json.loads((published / EXAMPLE).read_text())["price_cents"] != "much"


def test_what_an_earlier_release_promised_is_held_against_it(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads((published / EVENT).read_text())
    schema["properties"]["weather"] = {"type": "string"}
    (published / EVENT).write_text(json.dumps(schema))
    commit(published)
    git(published, "tag", "v1")
    assert contracts.export(published, force=True) == 0
    commit(published)
    assert findings(published, capsys) == [f"{EVENT}: the field weather is gone"]


def test_an_export_that_would_break_a_reader_writes_nothing(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads((published / EVENT).read_text())
    schema["properties"]["weather"] = {"type": "string"}
    (published / EVENT).write_text(json.dumps(schema))
    assert contracts.export(published, force=False) == 1
    assert "the field weather is gone" in capsys.readouterr().err
    assert "weather" in (published / EVENT).read_text()


def test_a_message_that_is_gone_is_found(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "services/budget/contracts/schemas/budget.year_closed.v1.json"
    (published / old).write_text((published / EVENT).read_text())
    commit(published)
    (published / old).unlink()
    assert findings(published, capsys) == [f"{old}: is gone; an old version stays beside a new one"]


def test_a_commit_that_is_not_there_is_said(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(published, capsys, "v9") == ["v9: there is no such commit"]


def test_without_history_the_rest_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contracts.export(tmp_path, force=False)
    (tmp_path / EVENT).unlink()
    assert findings(tmp_path, capsys) == [f"{EVENT}: is missing"]


def _set(path: Path, field: str, value: object) -> None:
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, field: value}))

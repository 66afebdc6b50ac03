"""What the import linter cannot say: a service works with what it names, and with nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SERVICES, imported, python_files

# Every module of one service is imported where only the copied tree can be found.
IMPORT_ALL = """
import importlib, pathlib, sys
# An editable installation would find the missing parts in the checkout.
sys.meta_path[:] = [finder for finder in sys.meta_path if "__editable__" not in repr(finder)]
sys.path[:] = [entry for entry in sys.path if "__editable__" not in entry]
import services
here = pathlib.Path.cwd()
assert pathlib.Path(services.__file__).parent.parent == here, services.__file__
for path in sorted(pathlib.Path("services", sys.argv[1]).rglob("*.py")):
    if not any(part.endswith("migrations") for part in path.parts):
        importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
# SQLAlchemy is there for migrations only: docs/decisions has why.
assert "sqlalchemy" not in sys.modules
"""


def doors(service: str) -> set[str]:
    """The other services of which this one imports something."""
    found = set()
    for _path, tree in python_files(f"services/{service}/"):
        for name in imported(tree):
            parts = name.split(".")
            if parts[0] == "services" and parts[1] not in ("kernel", service):
                found.add(parts[1])
    return found


def start(service: str, others: set[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Import all of a service where, of others, only the contracts of these are there."""
    target = folder / "services"
    target.mkdir()
    shutil.copy(ROOT / "services/__init__.py", target)
    for name in ("kernel", service, *(f"{other}/contracts" for other in others)):
        shutil.copytree(ROOT / "services" / name, target / name)
    return subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, service],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_starts_with_the_kernel_itself_and_the_contracts_that_it_names(
    service: str, tmp_path: Path
) -> None:
    started = start(service, doors(service), tmp_path)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("service", "other"), [(service, other) for service in SERVICES for other in doors(service)]
)
def test_it_does_not_without_one_of_them(service: str, other: str, tmp_path: Path) -> None:
    started = start(service, doors(service) - {other}, tmp_path)
    assert f"No module named 'services.{other}" in started.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_of_another_service_only_the_contracts_are_imported(service: str) -> None:
    wrong = [
        (path.name, name)
        for path, tree in python_files(f"services/{service}/")
        for name in imported(tree)
        if name.startswith("services.")
        and name.split(".")[1] not in ("kernel", service)
        and name.split(".")[2] != "contracts"
    ]
    assert wrong == []


_OF_THE_KERNEL = ("services.kernel.contract.", "services.kernel.money.", "services.kernel.ids.")
"""What messages are made of, and ids that both sides make alike."""


def test_contracts_import_nothing_but_the_kernels_and_contracts() -> None:
    wrong = [
        (path.name, name)
        for path, tree in python_files(*(f"services/{service}/contracts/" for service in SERVICES))
        for name in imported(tree)
        if name.startswith("services.")
        and not name.startswith(_OF_THE_KERNEL)
        and name.split(".")[2] != "contracts"
    ]
    assert wrong == []


def test_nobody_reads_the_clock_or_rolls_dice_in_a_domain() -> None:
    forbidden = {"datetime.now", "datetime.utcnow", "date.today", "uuid4", "uuid1", "os.urandom"}
    wrong = [
        (path.name, word)
        for path, _tree in python_files(*(f"services/{service}/domain/" for service in SERVICES))
        for word in forbidden
        if word in path.read_text()
    ]
    assert wrong == []

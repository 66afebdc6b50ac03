"""Names: nothing of the place where this was written, and a closed list of metrics."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, files, named, parsed, python_files

# Put together here, so that this file does not name them itself.
PLACES = [
    "/" + "work/",
    "/" + "root/",
    "/" + "home/",
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "maven" + ".org",
    "maven" + ".apache",
    "proxy" + ".golang" + ".org",
    "index" + "-url",
]

METRICS = (
    "services/kernel/metrics.py",
    "services/cards/handlers/metrics.py",
    "services/gateway/api/metrics.py",
)
KINDS = {"Counter", "Gauge", "Histogram", "Summary", "Info", "Enum"}
HARMLESS_LABELS = {"source", "outcome", "cause", "code", "operation", "answer", "kind", "state"}
"""Labels whose values come from our own closed lists: no network, no person."""


def test_no_file_names_the_machine_or_the_registries_it_was_made_with() -> None:
    guilty = [
        (named(path), place)
        for path in files()
        for place in PLACES
        if place.encode() in path.read_bytes()
    ]
    assert guilty == []


def metrics() -> Iterator[tuple[str, ast.Call]]:
    """Every metric that is made anywhere: the module and the call."""
    for path, tree in python_files("services/", "deploy/"):
        for node in ast.walk(tree):
            made = node.func if isinstance(node, ast.Call) else None
            if isinstance(made, ast.Name) and made.id in KINDS and isinstance(node, ast.Call):
                yield named(path), node


def name_of(call: ast.Call) -> str:
    assert isinstance(call.args[0], ast.Constant)
    return str(call.args[0].value)


def test_metrics_are_made_only_where_the_list_is() -> None:
    assert {path for path, _call in metrics()} == set(METRICS)


def test_metrics_are_named_alike() -> None:
    for _path, call in metrics():
        assert re.fullmatch(r"samenspel_[a-z]+(_[a-z]+)*", name_of(call))
        assert isinstance(call.func, ast.Name)
        assert name_of(call).endswith("_total") == (call.func.id == "Counter")


def test_no_label_tells_of_a_network_or_a_person() -> None:
    labels = {
        label.value
        for _path, call in metrics()
        for argument in call.args[2:3]
        for label in ast.walk(argument)
        if isinstance(label, ast.Constant)
    }
    assert labels <= HARMLESS_LABELS


def test_the_operators_page_lists_every_metric_and_no_other() -> None:
    page = (ROOT / "docs/operators.md").read_text()
    listed = set(re.findall(r"`(samenspel_[a-z_]+)`", page))
    assert listed == {name_of(call) for _path, call in metrics()}


def test_alerts_ask_only_for_metrics_that_exist() -> None:
    rules = (ROOT / "deploy/prometheus/rules.yml").read_text()
    asked = set(re.findall(r"\bsamenspel_\w+", rules))
    assert asked <= {name_of(call) for _path, call in metrics()}


def test_tests_wait_on_conditions_and_never_on_time() -> None:
    sleeping = [
        named(path)
        for path, tree in python_files("tests/")
        if not named(path).startswith(("tests/kit/", "tests/bench/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sleep")
        if ast.unparse(node.args[0]) != "0"  # lets others go on; waits for nothing
    ]
    assert sleeping == []


def test_nothing_is_left_for_later() -> None:
    marks = ["TO" + "DO", "FIX" + "ME", "X" * 3]
    left = [
        (named(path), mark)
        for path, _tree in python_files("services/", "deploy/", "tests/")
        for mark in marks
        if mark in path.read_text()
    ]
    assert left == []


def test_no_module_of_the_services_prints() -> None:
    printing = [
        named(path)
        for path, _tree in python_files("services/")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []

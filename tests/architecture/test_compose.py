"""The deployment files. No container engine runs here: their shape and settings are checked."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from deploy.embedded.processes import ROOT, SERVICES, all_processes
from deploy.embedded.secrets import load_secrets
from deploy.embedded.settings import settings_from
from deploy.provision_database import ROLES

COMPOSE_FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text())
OURS = (*SERVICES, "gateway")
# Containers listen on every interface of their own; on one machine all is on loopback.
ONLY_IN_CONTAINERS = {"SAMENSPEL_HOST", "SAMENSPEL_METRICS_PORT"}


def test_the_compose_file_follows_the_specification() -> None:
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "compose-spec",
            COMPOSE_FILE,
        ],
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_service_gets_the_settings_it_gets_on_one_machine(tmp_path: Path) -> None:
    settings = settings_from({"SAMENSPEL_HOME": str(tmp_path)})
    for process in all_processes(settings, load_secrets(tmp_path)):
        name = process.name.removesuffix("-0")
        if name in OURS:
            here = {key for key in process.environment if key.startswith("SAMENSPEL_")}
            there = set(COMPOSE["services"][name]["environment"])
            assert here - ONLY_IN_CONTAINERS == there - ONLY_IN_CONTAINERS, name


def test_provisioning_knows_the_password_of_every_role() -> None:
    environment = COMPOSE["services"]["provision"]["environment"]
    assert {f"SAMENSPEL_PASSWORD_{role.upper()}" for role in ROLES} <= set(environment)


def test_every_secret_that_compose_asks_for_can_be_made(tmp_path: Path) -> None:
    made = tmp_path / ".env"
    subprocess.run(
        [sys.executable, "-m", "deploy.embedded.secrets", str(made)], cwd=ROOT, check=True
    )
    names = {line.partition("=")[0] for line in made.read_text().splitlines()}
    asked = set(re.findall(r"\$\{(\w+):\?\}", COMPOSE_FILE.read_text()))
    assert asked - names == set()
    assert made.stat().st_mode & 0o077 == 0


def test_services_start_only_after_provisioning_and_share_one_image() -> None:
    services = COMPOSE["services"]
    for name in OURS:
        assert services[name]["depends_on"] == {
            "provision": {"condition": "service_completed_successfully"}
        }
        assert services[name]["build"] == services["provision"]["build"]
        assert services[name]["command"] == [f"services.{name}"]


def test_prometheus_asks_every_service() -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    targets = {
        target
        for entry in config["scrape_configs"][0]["static_configs"]
        for target in entry["targets"]
    }
    assert targets == {"cards:9100", "partners:9100", "budget:9100", "gateway:8000"}


def test_alerts_name_only_metrics_that_exist() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text())["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"samenspel_\w+", rule["expr"])}
    sources = "".join(path.read_text() for path in ROOT.glob("services/**/metrics.py"))
    assert asked
    assert {name for name in asked if f'"{name}"' not in sources} == set()


def test_nothing_of_the_platform_is_reachable_from_outside() -> None:
    published = [
        str(port) for service in COMPOSE["services"].values() for port in service.get("ports", [])
    ]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)

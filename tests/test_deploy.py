"""What stands in deploy/ agrees with the code: settings exist, ports and paths are the same."""

import re
import shutil
import subprocess

import pytest
import yaml

from bot.config import Config
from bot.telegram.web import PATH
from tests.conftest import ROOT
from tests.test_config import keys

DEPLOY = ROOT / "deploy"
SETTING = re.compile(r"RONGWEN_[A-Z_]+")


@pytest.mark.parametrize("name", ["rongwen.service", "Containerfile", "compose.yaml"])
def test_every_setting_exists(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    known = {f"RONGWEN_{key.replace('.', '__').upper()}" for key in keys(Config)}
    known |= {f"{key}_FILE" for key in known}
    found = set(SETTING.findall(text))
    assert found
    assert found <= known


def test_compose_checks_health_and_keeps_secrets_in_files() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert compose["services"]["database"]["healthcheck"]
    assert "HEALTHCHECK" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    named = {s for service in compose["services"].values() for s in service["secrets"]}
    assert named == set(compose["secrets"])


def test_nginx_opens_only_the_webhook() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"location (.*) \{", text) == [f"= {PATH}", "/"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_the_unit_is_one_that_systemd_reads() -> None:
    done = subprocess.run(  # noqa: S603  (of systemd)
        ["systemd-analyze", "verify", "--man=no", str(DEPLOY / "rongwen.service")],  # noqa: S607
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    complaints = [line for line in done.stderr.splitlines() if "rongwen.service" in line]
    assert [line for line in complaints if "not executable" not in line] == []

"""docs/telegram.md cannot rot: links, commands, metrics and settings that it names exist."""

import re

from bot.config import Config
from bot.phrases import phrase
from bot.telegram.metrics import Metrics
from bot.telegram.route import COMMANDS
from tests.conftest import ROOT
from tests.test_config import keys

PAGE = ROOT / "docs" / "telegram.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(((?!http)[^)]+)\)", TEXT)
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_every_command_is_explained() -> None:
    named = dict(re.findall(r"^\| `/(\w+)` (\S+) \|", TEXT, re.MULTILINE))
    assert set(named) | {"on", "off"} == set(COMMANDS)
    for name, word in named.items():
        assert word in phrase(f"telegram.words.{name}").split()


def test_metrics_and_settings_exist() -> None:
    figures = Metrics.make().text().decode()
    for name in re.findall(r"`(rongwen_[a-z_]+)", TEXT):
        assert f"# TYPE {name.removesuffix('_total')}" in figures
    known = keys(Config)
    for name in re.findall(r"`((?:telegram|http)\.[a-z_.]+)(?:: \w+)?`", TEXT):
        assert name in known

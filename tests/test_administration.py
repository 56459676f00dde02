"""docs/administration.md cannot rot: its commands, options, codes, links and names are real."""

import re
from datetime import date
from importlib import import_module

import yaml

from bot.cli.arguments import commands
from bot.cli.main import _parser
from bot.knowledge.records import KnowledgeRecord
from bot.lint.lint import rules
from bot.phrases import phrase
from bot.telegram.administration.desk import COMMANDS
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "administration.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_command_and_option_is_one_of_ours() -> None:
    used = set(re.findall(r"\brongwen ([a-z]+)", TEXT))
    assert used <= set(commands())
    assert {"alias", "fact", "add", "answer", "remove", "replace", "history", "rollback"} <= used
    known = "".join(phrase(key) for key in ("cli.epilog",)) + str(_options())
    assert not [option for option in re.findall(r"--[a-z]+", TEXT) if option not in known]


def _options() -> set[str]:
    found: set[str] = set()
    for action in _parser()._actions:
        for parser in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            found |= {name for own in parser._actions for name in own.option_strings}
    return found


def test_every_rule_is_documented_with_its_severity() -> None:
    for rule in rules(date(2025, 1, 1)):
        row = re.search(rf"^\| {rule.code} \| (\S+) \|", TEXT, re.MULTILINE)
        assert row is not None, rule.code
        assert row[1] == {"error": "问题", "hint": "提示"}[rule.severity.value]
        assert phrase(f"{rule.code}.message")


def test_every_link_leads_somewhere() -> None:
    for link in re.findall(r"\]\(((?!http)[^)]+)\)", TEXT):
        assert (PAGE.parent / link).exists(), link


def test_the_yaml_is_knowledge() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        assert KnowledgeRecord.model_validate(yaml.safe_load(block)).accept


def test_the_interface_is_there() -> None:
    for module, names in re.findall(r"^from (bot\S+) import ([\w, ]+)", TEXT, re.MULTILINE):
        for name in names.split(","):
            assert hasattr(import_module(module), name.strip()), name
    curator = import_module("bot.admin.curator").Curator
    for name in re.findall(r"curator\.(\w+)\(", TEXT):
        assert hasattr(curator, name)


def test_every_command_of_the_chat_is_documented() -> None:
    named = set(re.findall(r"`/(\w+)", TEXT))
    assert set(COMMANDS) == named

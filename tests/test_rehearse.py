"""The knowledge's own tests: verdicts, JUnit, and which entries no test asks for."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from bot.cli.junit import junit
from bot.cli.table import aligned, cut, width
from bot.coverage import coverage, named
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Faq, Place, Statement
from bot.model import Reply, Status
from bot.rehearse import Outcome, Verdict, outcomes
from tests.conftest import SOURCE, Load

PLACE = Place("tests.yaml", 3, 1, "tests[1]")
FOUR = """\
entities:
- name: 开学典礼
  kind: 活动
  main: true
  facts:
    主持人: {value: 张三, quote: 校长张三主持}
- {name: 张三, kind: 人物}
tests:
- ask: 谁主持的
  answer: 张三
  then:
  - {ask: 他多大, status: refused}
- {ask: 开学典礼谁主持, answer: 李四}
- {ask: 天气怎么样, answer: 晴}
"""


def outcome(status: Status, failure: str, text: str = "回答") -> Outcome:
    return Outcome(("问",), Reply(status, text), failure, PLACE)


def rehearsed(folder: Path, loaded: Load, content: str) -> Sequence[Outcome]:
    shutil.copy(SOURCE, folder)
    (folder / "all.yaml").write_text(content, encoding="utf-8")
    return tuple(outcomes(loaded(folder)))


def test_a_verdict_says_what_the_bot_did_instead() -> None:
    assert outcome(Status.REFUSED, "").verdict is Verdict.RIGHT
    assert outcome(Status.ANSWERED, "不对").verdict is Verdict.WRONG
    assert outcome(Status.CLARIFY, "不对").verdict is Verdict.CLARIFIED
    assert outcome(Status.REFUSED, "不对").verdict is Verdict.REFUSED
    assert outcome(Status.SMALLTALK, "不对").verdict is Verdict.WRONG


def test_every_question_of_a_conversation_has_an_outcome(tmp_path: Path, loaded: Load) -> None:
    found = rehearsed(tmp_path, loaded, FOUR)
    assert [one.verdict.value for one in found] == ["right", "right", "wrong", "refused"]
    assert found[1].asked == ("谁主持的", "他多大")
    assert [one.place.line for one in found] == [9, 9, 13, 14]


def test_junit_holds_every_question_and_any_text() -> None:
    told = junit((outcome(Status.ANSWERED, ""), outcome(Status.REFUSED, "x\x00<&\ud800")))
    root = ET.fromstring(told)  # noqa: S314  (our own)
    suite = root[0]
    assert suite.attrib == {"name": "rongwen", "tests": "2", "failures": "1"}
    assert [case.attrib["line"] for case in suite] == ["3", "3"]
    assert suite[1][0].attrib == {"type": "refused", "message": "x\ufffd<&\ufffd"}


def test_coverage_names_what_no_test_asks_for(knowledge: Knowledge) -> None:
    found = coverage(knowledge, outcomes(knowledge))
    assert found.asked + len(found.never) == len(found.entries)
    kinds = {type(entry) for entry in coverage(knowledge, ()).never}
    assert kinds == {Fact, Statement, Faq}
    asked = set(found.entries) - set(found.never)
    assert any(isinstance(entry, Fact) and entry.attribute == "主办方" for entry in asked)
    assert any(isinstance(entry, Statement) and entry.verb == "呼吁" for entry in asked)
    assert all(":" in line for line in named(found.never))


def test_columns_count_chinese_characters_twice() -> None:
    assert width("a一") == 3
    assert cut("一二三四", 7) == "一二三…"[:4]
    assert cut("一\n二", 9) == "一 二"
    assert aligned([("一", "b"), ("abcd", "c")]) == ["一    b", "abcd  c"]

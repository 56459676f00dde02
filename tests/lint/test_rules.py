"""Each rule: what it points out, what it leaves alone, and how it is accepted."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.errors import Problem
from bot.knowledge.index import Knowledge
from bot.lint.lint import lint
from tests.conftest import SOURCE, Load

TODAY = date(2025, 1, 1)
CEREMONY = """\
- name: 开学典礼
  kind: 活动
  main: true
  facts:
    主持人: {value: 张三, quote: 校长张三主持}
- {name: 张三, kind: 人物}
"""

# code, what about, entries below `entities:` (or whole sections)
CASES = [
    ("RW501", "甲大", "- {name: 甲大學, kind: 学校}\n- {name: 甲大学, kind: 学校}\n"),
    ("RW502", "实验大学", "- {name: 试验大学, kind: 学校}\n- {name: 实验大学, kind: 学校}\n"),
    ("RW503", "临江学院", "- {name: 临江学院, kind: 学校}\n- {name: 临海学院, kind: 学校}\n"),
    ("RW504", "甲大", "- {name: 甲大学堂, kind: 学校}\n- {name: 甲大, kind: 学校}\n"),
    ("RW505", "你好", "- {name: 张三, kind: 人物}\nunknown:\n- {ask: 你好, reply: 没写。}\n"),
    ("RW506", "吉祥物", CEREMONY.replace("主持人:", "吉祥物:") + (
        "vocabulary:\n  attributes:\n    吉祥物: {of: [活动], value: 文本, cues: [吉祥物]}\n"
        "unknown:\n- {ask: [开学典礼的吉祥物, 吉祥物], reply: 不知道。}\n")),
    ("RW507", "主持人", CEREMONY),
    ("RW508", "张三", CEREMONY.replace("value: 张三", "value: [张三, 张三]")),
    ("RW509", "今年", CEREMONY.replace("quote", "answer: 今年由张三主持, quote")),
    ("RW510", "", "- {name: 甲大学, kind: 学校}\naccept:\n- {rule: RW503, because: 试试}\n"),
]  # fmt: skip


def linted(folder: Path, loaded: Load, entries: str, today: date = TODAY) -> tuple[Problem, ...]:
    shutil.copy(SOURCE, folder)
    (folder / "all.yaml").write_text(f"entities:\n{entries}", encoding="utf-8")
    return lint(loaded(folder), today)


@pytest.mark.parametrize(("code", "about", "entries"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_points_out_and_can_be_accepted(
    tmp_path: Path, loaded: Load, code: str, about: str, entries: str
) -> None:
    found = [p for p in linted(tmp_path, loaded, entries) if p.code == code]
    assert len(found) == 1
    problem = found[0]
    assert about in problem.message
    assert problem.file == "all.yaml"
    assert problem.line > 1
    assert "{" not in str(problem)
    if code != "RW510":
        accept = f"accept:\n- {{rule: {code}, because: 已经看过}}\n"
        accepted = linted(tmp_path, loaded, entries + accept)
        assert code not in {p.code for p in accepted}
        assert "RW510" not in {p.code for p in accepted}


def test_an_acceptance_names_what_it_accepts(tmp_path: Path, loaded: Load) -> None:
    two = "".join(
        f"- {{name: {c}江学院, kind: 学校}}\n- {{name: {c}海学院, kind: 学校}}\n" for c in "甲乙丙"
    )
    found = [p for p in linted(tmp_path, loaded, two) if p.code == "RW503"]
    accept = "accept:\n- {rule: RW503, of: [甲江学院, 甲海学院], because: 都要}\n"
    left = [p for p in linted(tmp_path, loaded, two + accept) if p.code == "RW503"]
    assert len(left) == len(found) - 1
    assert not any("甲江学院" in p.message and "甲海学院" in p.message for p in left)


PEOPLE = "".join(f"- {{name: {name}, kind: 人物}}\n" for name in ("张三", "李四", "王五"))
EVENT = "- name: 开学典礼\n  kind: 活动\n  facts:\n"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("    致辞人:\n    - {value: [张三, 李四], quote: 校长张三主持}\n    - {value: 王五, quote: 校长张三主持}\n", "王五"),
        ("    致辞人: {value: [张三, 李四], answer: 有3位致辞。, quote: 校长张三主持}\n", "3"),
        ("    举办时间:\n    - {value: 9月1日, quote: 9月1日}\n    - {value: 9月2日, quote: 9月1日}\n", "9月2日"),
    ],
)  # fmt: skip
def test_lists_and_single_facts_must_agree(
    tmp_path: Path, loaded: Load, monkeypatch: pytest.MonkeyPatch, entries: str, said: str
) -> None:
    monkeypatch.setattr("bot.knowledge.load.check_provenance", lambda _: ())
    found = [p for p in linted(tmp_path, loaded, EVENT + entries + PEOPLE) if p.code == "RW508"]
    assert len(found) == 1
    assert said in found[0].message


@pytest.mark.parametrize(
    ("attribute", "answer", "agrees"),
    [
        ("致辞人", "张三、李四等3位致辞。", True),
        ("致辞人", "张三、李四等2位致辞。", True),
        ("出席人员", "有3位出席。", True),
        ("出席人员", "只有1位出席。", False),
    ],
)
def test_a_list_that_names_only_some_may_be_shorter(
    tmp_path: Path, loaded: Load, monkeypatch: pytest.MonkeyPatch, attribute: str,
    answer: str, agrees: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.knowledge.load.check_provenance", lambda _: ())
    fact = f"    {attribute}: {{value: [张三, 李四], answer: {answer}, quote: 校长张三主持}}\n"
    codes = {p.code for p in linted(tmp_path, loaded, EVENT + fact + PEOPLE)}
    assert ("RW508" not in codes) is agrees


def test_the_future_is_stale_once_it_is_past(tmp_path: Path, loaded: Load) -> None:
    fact = "    举办时间: {value: 2024年9月1日, answer: 典礼将于2024年9月1日举行。, quote: 2024年9月1日}\n"
    event = f"- name: 开学典礼\n  kind: 活动\n  facts:\n{fact}"
    source = SOURCE.read_text(encoding="utf-8").replace("9月1日", "2024年9月1日", 1)

    def codes(today: date) -> set[str]:
        (tmp_path / "source.md").write_text(source, encoding="utf-8")
        (tmp_path / "all.yaml").write_text(f"entities:\n{event}", encoding="utf-8")
        return {p.code for p in lint(loaded(tmp_path), today)}

    assert "RW509" not in codes(date(2024, 8, 1))
    assert "RW509" in codes(date(2024, 10, 1))


def test_our_own_knowledge_is_clean(knowledge: Knowledge) -> None:
    assert lint(knowledge, TODAY) == ()

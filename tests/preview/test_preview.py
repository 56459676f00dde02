"""What a change does: entries, answers, tests, hints, and the report in words."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.index import Knowledge
from bot.preview.answers import Effect, answers, questions_of
from bot.preview.changes import Sort
from bot.preview.preview import Preview, preview
from bot.preview.report import report
from tests.conftest import SOURCE, Load

TODAY = date(2025, 1, 1)
BASE = """\
entities:
- name: 开学典礼
  kind: 活动
  main: true
  aliases: [典礼]
  facts:
    主办方: {value: 甲大学, quote: 甲大学举行开学典礼}
    主持人: {value: 张三, quote: 校长张三主持}
- {name: 张三, kind: 人物, aliases: [张校长]}
- {name: 甲大学, kind: 学校}
statements:
- {speaker: 张三, occasion: 开学典礼, quote: 希望同学们好好学习}
faq:
- {ask: 新生多不多, answer: 2000名新生参加。, quote: 2000名新生参加}
tests:
- {ask: 谁主持的, answer: 张三}
"""
Compare = Callable[..., Preview]


@pytest.fixture
def compare(tmp_path: Path, loaded: Load) -> Compare:
    """The preview of replacing some text of BASE by another."""

    def built(content: str) -> Knowledge:
        shutil.copy(SOURCE, tmp_path)
        (tmp_path / "all.yaml").write_text(content, encoding="utf-8")
        return loaded(tmp_path)

    def compared(old: str, new: str, *questions: str) -> Preview:
        assert old in BASE
        return preview(built(BASE), built(BASE.replace(old, new)), questions, TODAY)

    return compared


def test_no_change_is_told_as_such(compare: Compare) -> None:
    found = compare("张三", "张三")
    assert found.changes == found.differences == found.broken == found.found == ()
    assert list(report(found)) == [f"没有改动，{found.asked} 个问题的回答都不变。"]


def test_a_changed_fact_changes_answers_and_breaks_tests(compare: Compare) -> None:
    found = compare("主持人: {value: 张三,", "主持人: {value: 张三, answer: 由校长主持,")
    assert [(c.sort, c.name) for c in found.changes] == [(Sort.CHANGED, "开学典礼 › 主持人")]
    assert found.changes[0].fields == (("answer", "", "由校长主持"),)
    assert {one.effect for one in found.differences} == {Effect.CHANGED}
    assert [one.asked for one in found.broken] == [("谁主持的",)]
    told = "\n".join(report(found))
    assert "～ 事实 开学典礼 › 主持人　answer：由校长主持" in told
    assert "✗ “谁主持的”：回答里没有“张三”" in told


def test_a_removed_fact_leaves_questions_unanswered(compare: Compare) -> None:
    found = compare("    主持人: {value: 张三, quote: 校长张三主持}\n", "")
    assert [(c.sort, c.section) for c in found.changes] == [(Sort.REMOVED, "facts")]
    lost = [one.question for one in found.differences if one.effect is Effect.UNANSWERED]
    assert "典礼的主持人" in lost or "开学典礼的主持人" in lost
    assert found.broken


def test_an_added_fact_answers_what_could_not_be(compare: Compare) -> None:
    found = compare(
        "    主持人", "    举办时间: {value: 9月1日, quote: 9月1日}\n    主持人", "典礼是几号"
    )
    assert [(c.sort, c.name) for c in found.changes] == [(Sort.ADDED, "开学典礼 › 举办时间")]
    answered = {one.question for one in found.differences if one.effect is Effect.ANSWERED}
    assert "典礼是几号" in answered
    assert any("举办时间" in problem.message for problem in found.found)


def test_a_shared_name_makes_questions_ambiguous(compare: Compare) -> None:
    post = "kind: 人物, facts: {职务: {value: 校长, quote: 校长张三主持}}"
    two = f"""- {{name: 张三, {post}, shared_aliases: [张校长]}}
- {{name: 张三同学, {post}, shared_aliases: [张校长]}}"""
    found = compare("- {name: 张三, kind: 人物, aliases: [张校长]}", two, "张校长的职务")
    effects = {one.question: one.effect for one in found.differences}
    assert effects["张校长的职务"] is Effect.AMBIGUOUS


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("新生多不多", "新生多吗", "faq"),
        ("希望同学们", "张三希望同学们", "statements"),
        ("tests:\n", "tests:\n- {ask: 你好, status: smalltalk}\n", "tests"),
        ("tests:\n", "replies: {clarify: 哪个？}\ntests:\n", "replies"),
        ("tests:\n", "vocabulary: {words: [好好学习]}\ntests:\n", "words"),
        ("tests:\n", "vocabulary: {synonyms: [新生 新同学]}\ntests:\n", "synonyms"),
        ("tests:\n", "vocabulary: {kinds: {社团: {is: 机构}}}\ntests:\n", "kinds"),
        ("aliases: [典礼]", "aliases: [典礼, 开学礼]", "entities"),
    ],
)  # fmt: skip
def test_every_section_is_compared(compare: Compare, old: str, new: str, section: str) -> None:
    found = compare(old, new)
    assert section in {change.section for change in found.changes}
    assert section not in "\n".join(report(found))  # told in Chinese


def test_what_cannot_be_read_has_no_old_answers(knowledge: Knowledge) -> None:
    found = preview(None, knowledge, (), TODAY)
    assert found.changes == found.differences == found.broken == ()


def test_the_questions_of_a_knowledge_are_answered(knowledge: Knowledge) -> None:
    replies = answers(knowledge, questions_of(knowledge))
    assert len(replies) > 500
    answered = [q for q, reply in replies.items() if reply.status.value == "answered"]
    assert len(answered) > 0.8 * len(replies)

"""Each edit on the files of our own knowledge, and what keeps it from being made."""

import difflib

import pytest

from bot.admin.edit import Edit, RemoveFile, ReplaceFile, Together
from bot.admin.entities import AddAlias, AddEntity, Remove, SetFact
from bot.admin.errors import EditError
from bot.admin.questions import AddQuestion, AddTest, RemoveQuestion, SetQuestion
from bot.knowledge.folder import State, state_of
from tests.conftest import LIBRARY, ROOT

FILES = state_of(ROOT / "knowledge")


def difference(edit: Edit, files: State = FILES) -> str:
    """The lines that an edit takes away and adds, without their indentation."""
    after = edit.after(files)
    names = sorted({*files, *after})
    lines = (
        line
        for name in names
        for line in difflib.ndiff(
            files.get(name, b"").decode().splitlines(), after.get(name, b"").decode().splitlines()
        )
    )
    return "\n".join(line for line in lines if line[0] in "+-")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            AddAlias("西交", ("交大校本部", "西交")),
            ("-   aliases: [西安交大, 交大, 西交, 西交大, XJTU, 交大本部]\n"
            "+   aliases: [西安交大, 交大, 西交, 西交大, XJTU, 交大本部, 交大校本部]"),
        ),
        (AddAlias("郝会静", ("郝总监",)), "+   aliases: [郝总监]"),
        (AddEntity("某甲", "人物", ("老甲",)), "+ - name: 某甲\n+   kind: 人物\n+   aliases: [老甲]"),
        (
            SetFact("郝会静", "职务", ("总监",), ("运营总监郝会静",)),
            ("-     职务: {value: 微博年轻用户发展部运营总监, quote: 微博年轻用户发展部总经理乔宇、总监张寓宸、运营总监郝会静}\n"
            "+     职务: {value: 总监, quote: 运营总监郝会静}"),
        ),
        (
            SetFact("论坛", "参会规模", ("30余所",), ("一", "二"), "答"),
            ("-       value: 30余所高校\n-       answer: 陕西省30余所高校的师生参加了论坛；具体人数文中没有提到。\n"
            "-       quote: 陕西省30余所高校师生、新浪微博、西安交大相关部门负责人参会\n"
            "+       value: 30余所\n+       answer: 答\n+       quote: [一, 二]"),
        ),
        (
            SetFact("教育部", "地址", ("北京",), ("北京",)),
            "+   facts:\n+     地址:\n+       value: 北京\n+       quote: 北京",
        ),
        (
            Remove("郝会静", "职务"),
            "-   facts:\n-     职务: {value: 微博年轻用户发展部运营总监, quote: 微博年轻用户发展部总经理乔宇、总监张寓宸、运营总监郝会静}",
        ),
        (Remove("教育部"), "- - name: 教育部\n-   kind: 机构"),
        (
            Remove("延安大学", alias="延大"),
            "-   aliases: [延大, 延安大]\n+   aliases: [延安大]",
        ),
        (
            AddQuestion(("谁来了", "来人"), "有人来。", ("原文",)),
            "+ - ask: [谁来了, 来人]\n+   answer: 有人来。\n+   quote: 原文",
        ),
        (AddQuestion(("谁没来",), "没写。"), "+ - ask: 谁没来\n+   reply: 没写。"),
        (AddTest("几所", ("10",)), "+ - {ask: 几所, answer: ['10']}"),
        (AddTest("天气", status="refused"), "+ - {ask: 天气, status: refused}"),
        (
            SetQuestion("哪些学校落榜了", ask=("谁落榜",), answer="没写。"),
            ("- - ask: [没有上榜的学校有哪些, 哪些学校落榜了]\n-   reply: 文中只列出了上榜的学校，没有提到落选的学校。\n"
            "+ - ask: 谁落榜\n+   reply: 没写。"),
        ),
        (
            RemoveQuestion("哪些学校落榜了"),
            "- - ask: [没有上榜的学校有哪些, 哪些学校落榜了]\n-   reply: 文中只列出了上榜的学校，没有提到落选的学校。",
        ),
        (
            Together((AddQuestion(("谁没来",), "没写。"), AddTest("谁没来", ("没写",)))),
            "+ - ask: 谁没来\n+   reply: 没写。\n+ - {ask: 谁没来, answer: [没写]}",
        ),
        (ReplaceFile("new.yaml", b"faq:\n"), "+ faq:"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)  # fmt: skip
def test_an_edit_changes_just_its_lines(edit: Edit, expected: str) -> None:
    lines = {*expected.splitlines()}
    assert set(difference(edit).splitlines()) == lines
    assert edit.what


def test_a_file_can_be_taken_away() -> None:
    assert "rankings.yaml" not in RemoveFile("rankings.yaml").after(FILES)


def test_new_sections_get_a_file_of_their_own() -> None:
    files = {
        "source.md": FILES["source.md"],
        "e.yaml": "entities:\n- {name: 甲, kind: 人物}\n".encode(),
    }
    after = AddQuestion(("问",), "答", ("据",)).after(files)
    assert after["faq.yaml"].decode() == "faq:\n- ask: 问\n  answer: 答\n  quote: 据\n"
    after = AddQuestion(("问",), "答", file="mine.yaml").after(files)
    assert "unknown:" in after["mine.yaml"].decode()


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (AddAlias("西安交通大雪", ("甲",)), "没有“西安交通大雪”；最像的是“西安交通大学”"),
        (AddAlias("西安交通大学", ("西交",)), "已经有这些别名"),
        (Remove("延安大学", "校训"), "没有“校训”"),
        (Remove("延安大学", alias="校训"), "没有“校训”"),
        (RemoveQuestion("哪些学校落榜"), "最像的是“哪些学校落榜了”"),
        (RemoveFile("source.md"), "不能删"),
        (RemoveFile("nothing.yaml"), "没有文件"),
        *((ReplaceFile(name, b""), "文件名") for name in (
            "../x.yaml", "a/b.yaml", ".x.yaml", "x.txt", "x\n.yaml", "a" * 200 + ".yaml", "a\\b.yaml")),
        (AddQuestion(("问",), "答", file="../x.yaml"), "文件名"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(edit: Edit, said: str) -> None:
    with pytest.raises(EditError, match=said.replace("\\", "\\\\")):
        edit.after(FILES)


def test_several_facts_of_an_attribute_are_left_to_the_file() -> None:
    text = (
        "entities:\n- name: 甲\n  kind: 人物\n  facts:\n    职务:\n    - {value: 乙, quote: 丙}\n"
    )
    with pytest.raises(EditError, match="好几条"):
        SetFact("甲", "职务", ("丁",), ("戊",)).after({"a.yaml": text.encode()})


def test_other_files_stay_as_they_are() -> None:
    after = AddAlias("西安交通大学", ("交大校本部",)).after(FILES)
    assert {name for name in FILES if after[name] is not FILES[name]} == {"organisations.yaml"}
    assert set(state_of(LIBRARY)) == {"library.yaml", "source.md"}

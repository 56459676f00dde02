"""Files keep their comments, order and style; nothing but the entry itself is touched."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.admin.errors import EditError
from bot.admin.operation import Append, Delete, Operation, Put
from bot.admin.round_trip import changed
from bot.knowledge.document import Plain, parse_document
from tests.conftest import ROOT

FAQ = """\
# 开头的说明
faq:
- ask: 一   # 第一问
  answer: 甲

# ---- 第二部分 ----
- ask: 二
  answer: 乙  # 末尾

# 别的
unknown:
- {ask: 三, reply: 丙}
"""

CASES: dict[str, tuple[str, Operation, str]] = {
    "append before comments": (
        FAQ, Append(("faq",), {"ask": "新", "answer": "有: 冒号"}),
        FAQ.replace("乙  # 末尾\n", "乙  # 末尾\n- ask: 新\n  answer: '有: 冒号'\n"),
    ),
    "append in the style of its neighbours": (
        FAQ, Append(("unknown",), {"ask": ["新", "旧"], "reply": "没写"}),
        FAQ + "- {ask: [新, 旧], reply: 没写}\n",
    ),
    "delete keeps the comment of the next": (
        FAQ, Delete(("faq", 0)), FAQ.replace("- ask: 一   # 第一问\n  answer: 甲\n", ""),
    ),
    "delete the last": (
        FAQ, Delete(("faq", 1)), FAQ.replace("- ask: 二\n  answer: 乙  # 末尾\n", ""),
    ),
    "put in place": (FAQ, Put(("faq", 0, "answer"), "新"), FAQ.replace("answer: 甲", "answer: 新")),
    "put an item's first key": (
        FAQ, Put(("faq", 1, "ask"), ["二", "2"]), FAQ.replace("- ask: 二", "- ask: [二, '2']"),
    ),
    "put a new key": (
        FAQ, Put(("faq", 0, "quote"), "原文"), FAQ.replace("answer: 甲\n", "answer: 甲\n  quote: 原文\n"),
    ),
    "put before a neighbour": (
        FAQ, Put(("faq", 0, "quote"), "原文", "answer"),
        FAQ.replace("  answer: 甲\n", "  quote: 原文\n  answer: 甲\n"),
    ),
    "put into brackets": (
        FAQ, Put(("unknown", 0, "reply"), "新"), FAQ.replace("reply: 丙", "reply: 新"),
    ),
    "put a new section": (
        FAQ, Put(("tests",), [{"ask": "四"}]), FAQ + "\ntests:\n- ask: 四\n",
    ),
    "several lines": (
        FAQ, Put(("faq", 0, "answer"), "一行\n两行"),
        FAQ.replace("answer: 甲\n", "answer: |-\n    一行\n    两行\n"),
    ),
    "an empty file": ("", Put(("tests",), [{"ask": "四"}]), "tests:\n- ask: 四\n"),
    "a section without entries": ("faq:\n", Put(("faq",), [{"ask": "四"}]), "faq:\n- ask: 四\n"),
    "no line feed at the end": (
        "faq:\n- ask: 一", Append(("faq",), {"ask": "二"}), "faq:\n- ask: 一\n- ask: 二\n",
    ),
    "an indented list": (
        "faq:\n  # 注\n  - ask: 一\n\n  # 注二\n  - ask: 二\n", Append(("faq",), {"ask": "三"}),
        "faq:\n  # 注\n  - ask: 一\n\n  # 注二\n  - ask: 二\n  - ask: 三\n",
    ),
    "the only entry": ("faq:\n- ask: 一\n", Delete(("faq", 0)), "faq: []\n"),
    "folded text elsewhere": (
        "a: 一段\n  折成两行\nb: {c: 1, d: 2}\n", Put(("b", "c"), "新"),
        "a: 一段\n  折成两行\nb: {c: 新, d: 2}\n",
    ),
    "carriage returns": (
        "faq:\r\n- ask: 一\r\n", Append(("faq",), {"ask": "二"}), "faq:\r\n- ask: 一\r\n- ask: 二\r\n",
    ),
    "a byte order mark": (
        "\ufefffaq:\n- ask: 一\n", Append(("faq",), {"ask": "二"}), "\ufefffaq:\n- ask: 一\n- ask: 二\n",
    ),
    "a block that looks like a comment": (
        "a:\n  b: |\n    x\n    # 不是注释\nc: 1\n", Put(("a", "d"), "新"),
        "a:\n  b: |\n    x\n    # 不是注释\n  d: 新\nc: 1\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "operation", "expected"), CASES.values(), ids=CASES.keys())
def test_a_change_touches_only_its_entry(text: str, operation: Operation, expected: str) -> None:
    assert changed(text.encode(), operation).decode() == expected


def test_what_cannot_be_read_is_not_changed() -> None:
    with pytest.raises(EditError):
        changed(b"faq: [", Append(("faq",), "x"))


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85\ufeff"),
    min_size=1, max_size=30,
)  # fmt: skip
VALUE: st.SearchStrategy[Plain] = st.one_of(
    TEXT,
    st.lists(TEXT, min_size=1, max_size=3),
    st.dictionaries(TEXT, TEXT, min_size=1, max_size=3),
)
FILES = sorted((ROOT / "knowledge").glob("*.yaml"))


def test_a_key_that_yaml_would_misread_goes_in_quotes() -> None:
    after = changed(b"tests:\n- a\n", Put(("tests", 0), {":0": "0"}))
    assert parse_document(after.decode(), "")[0].content == {"tests": [{":0": "0"}]}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), VALUE, st.data())
def test_any_text_can_be_written_into_our_own_files(
    path: Path, value: Plain, data: st.DataObject
) -> None:
    content = path.read_bytes()
    document, _ = parse_document(content.decode(), path.name)
    assert isinstance(document.content, dict)
    section = data.draw(
        st.sampled_from([k for k, v in document.content.items() if isinstance(v, list)])
    )
    entries = document.content[section]
    assert isinstance(entries, list)
    at = data.draw(st.integers(0, len(entries) - 1))
    operation = data.draw(
        st.sampled_from(
            [Append((section,), value), Put((section, at, "新"), value), Delete((section, at))]
        )
    )
    after = changed(content, operation)
    before, written = (Counter(text.decode().splitlines()) for text in (content, after))
    lost = written - before if isinstance(operation, Delete) else before - written
    assert lost.total() <= (1 if isinstance(operation, Put) else 0)

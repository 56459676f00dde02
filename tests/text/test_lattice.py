"""Names and cues are found as written, mistyped by sound, and with one slip; not when unlike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.index import Knowledge
from bot.model import Role


def entities(knowledge: Knowledge, text: str) -> set[str]:
    return {ref for token in knowledge.tokens(text) for ref in token.refs(Role.ENTITY)}


def test_every_unshared_alias_finds_its_entity(knowledge: Knowledge) -> None:
    for entity in knowledge.entities.values():
        for name in entity.names:
            assert entity.name in entities(knowledge, name), name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("荣明哲是谁", "荣命哲"),
        ("程进讲了啥", "成进"),
        ("陕西师饭大学", "陕西师范大学"),
        ("西按交大", "西安交通大学"),
        ("陕西教育媒体中心", "陕西教育融媒体中心"),
        ("rong ming zhe", "荣命哲"),
        ("xibei zhengfa daxue", "西北政法大学"),
    ],
)
def test_mistyped_names_are_understood(knowledge: Knowledge, typed: str, meant: str) -> None:
    assert meant in entities(knowledge, typed)


@pytest.mark.parametrize(
    "typed", ["西南政法大学", "西安工业大学", "陕西科技大学", "延边大学", "北京师范大学"]
)
def test_other_names_are_not_mistaken(knowledge: Knowledge, typed: str) -> None:
    assert not any(knowledge.kind_of(name) == "学校" for name in entities(knowledge, typed))


@pytest.mark.parametrize(
    ("typed", "attribute"), [("主办", "主办方"), ("承办", "承办方"), ("协办", "协办方")]
)
def test_roles_never_fuzz_into_each_other(knowledge: Knowledge, typed: str, attribute: str) -> None:
    found = {ref for token in knowledge.tokens(typed) for ref in token.refs(Role.ATTRIBUTE)}
    assert found == {attribute}


MESSAGE = st.lists(
    st.one_of(
        st.sampled_from(["千", "论坛", "两个", "第三", "上榜", "西北大学", "的是", "主办"]),
        st.text(max_size=4),
    ),
    max_size=20,
).map("".join)


@given(MESSAGE)
def test_tokens_cover_the_text_in_order(knowledge: Knowledge, text: str) -> None:
    plain = knowledge.normalizer(text).text
    tokens = knowledge.lattice(plain)
    assert "".join(token.text for token in tokens) == plain
    for token in tokens:
        assert token.text == plain[token.start : token.end]
        assert 0 <= token.weight <= 1
        assert 0 < token.score <= 1

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.vocabulary import general_vocabulary
from bot.text.normalize import MAX_LENGTH, Normalizer

normalize = Normalizer(general_vocabulary().rewrites)
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("谁主办的論壇邊個係嘅啥咋 ？?！，a B Ｃ１２\n\t\u200b😀“”《》-+"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("ＡＩＧＣ是誰講的🤔", "aigc是谁讲的"),
        ("今次活動係邊個主持嘅？", "今次活动是谁主持的？"),
        ("啥时候办的", "什么时候办的"),
        ("点解唔上榜", "为什么不上榜"),
        ("系统升级了吗", "系统升级了吗"),
        ("a\u200bb", "ab"),
        ("  谁  主持 的 ", "谁主持的"),
        ("Who hosted the forum?", "谁主办论坛？"),
        ("luntan zai nali", "luntan zai nali"),
        ("", ""),
    ],
)
def test_one_form_for_many_dresses(raw: str, plain: str) -> None:
    assert normalize(raw).text == plain


def test_traditional_askers_are_noticed() -> None:
    assert normalize("陝西中醫藥大學").traditional
    assert not normalize("陕西中医药大学").traditional
    assert normalize.to_traditional("陕西中医药大学") == "陝西中醫藥大學"


def test_spaces_between_chinese_characters_are_remembered() -> None:
    utterance = normalize("谁 主持的😀AI 几点 呢")
    assert utterance.text == "谁主持的ai几点呢"
    assert [utterance.text[place:] for place in sorted(utterance.apart)] == ["主持的ai几点呢", "呢"]


@given(MIXED)
def test_normalizing_twice_changes_nothing(raw: str) -> None:
    once = normalize(raw).text
    assert normalize(once).text == once


@given(MIXED)
def test_offsets_lead_back_to_the_raw_text(raw: str) -> None:
    utterance = normalize(raw)
    assert len(utterance.offsets) == len(utterance.text) + 1
    assert list(utterance.offsets) == sorted(utterance.offsets)
    assert all(0 <= place <= len(raw) for place in utterance.offsets)


@given(st.integers(1, 5), st.text(min_size=1, max_size=50))
def test_length_is_bounded(times: int, piece: str) -> None:
    assert len(normalize(piece * 100 * times).text) <= MAX_LENGTH


def test_a_kept_character_maps_to_itself() -> None:
    utterance = normalize("请问：Ａ 谁\u200b主持")
    for i, character in enumerate(utterance.text):
        if "\u4e00" <= character <= "\u9fff":
            start, _ = utterance.raw_span(i, i + 1)
            assert utterance.raw[start] == character

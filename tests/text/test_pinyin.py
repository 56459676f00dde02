import pytest

from bot.knowledge.vocabulary import general_vocabulary
from bot.text.pinyin import Sounds, fold, syllables

sounds = Sounds(general_vocabulary().readings)


@pytest.mark.parametrize(
    ("left", "right"), [("榜", "帮"), ("持", "吃"), ("玥", "悦"), ("哲", "则"), ("宁", "林")]
)
def test_confusable_characters_sound_alike(left: str, right: str) -> None:
    assert set(sounds(left)) & set(sounds(right))


@pytest.mark.parametrize(
    ("left", "right"), [("主", "承"), ("主", "协"), ("传", "影"), ("北", "南")]
)
def test_characters_that_tell_things_apart_do_not(left: str, right: str) -> None:
    assert not set(sounds(left)) & set(sounds(right))


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("luntan", ["lun", "tan"]),
        ("fangan", ["fan", "an"]),
        ("zhuban", ["zu", "ban"]),
        ("hello", []),
        ("x" * 500, []),
        ("", []),
    ],
)
def test_pinyin_is_cut_into_syllables(word: str, cut: list[str]) -> None:
    found = syllables(word)
    assert [syllable for _, _, syllable in found] == [fold(s) for s in cut]
    if cut:
        assert found[0][0] == 0
        assert found[-1][1] == len(word)


def test_only_chinese_characters_have_sounds() -> None:
    assert sounds("a") == ()
    assert sounds("，") == ()

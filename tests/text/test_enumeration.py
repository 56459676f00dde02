import pytest

from bot.text.enumeration import sizes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲、乙、丙都来了", {3}),
        ("有甲、乙和丙", {2, 3}),
        ("甲、乙，丙、丁、戊", {2, 3}),
        ("没有列出什么", set()),
    ],
)
def test_rows_are_counted(text: str, wanted: set[int]) -> None:
    assert sizes(text) == wanted

import pytest

from bot.text.enumeration import goes_on, sizes


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("有甲、乙等", True),
        ("“甲”“乙”等奖项", True),
        ("由甲、乙等六家单位建设", True),
        ("由甲、乙等两家单位建设", False),
        ("由甲和乙建设，平等互利", False),
    ],
)
def test_a_list_may_name_only_some(text: str, wanted: bool) -> None:
    assert goes_on(text, ("甲", "乙"), 2) is wanted

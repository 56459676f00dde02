import pytest

from bot.text.numbers import agree, figures, numeral


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年12月26日上午", [("date", "2023-12-26")]),
        ("12月26号", [("date", "?-12-26")]),
        ("十二月二十六日", [("date", "?-12-26")]),
        ("26日", [("date", "?-?-26")]),
        ("12-26", [("date", "?-12-26")]),
        ("2023年度", [("date", "2023-?-?")]),
        ("2024的论坛", [("date", "2024-?-?")]),
        ("第三个", [("ordinal", "3")]),
        ("第10名", [("ordinal", "10")]),
        ("倒数第二", [("ordinal", "-2")]),
        ("4000万", [("number", "40000000")]),
        ("四千万", [("number", "40000000")]),
        ("三十多所", [("number", "30")]),
        ("20所", [("number", "20")]),
        ("俩", [("number", "2")]),
        ("没有数字", []),
        ("9" * 3000, []),
    ],
)
def test_figures(text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.kind, figure.value) for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [("十七", 17), ("一百二十", 120), ("两万", 20000), ("2.5", 2.5), ("论坛", None)],
)
def test_numeral(text: str, value: float | None) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("asked", "known", "same"),
    [
        ("?-12-26", "2023-12-26", True),
        ("2024-?-?", "2023-12-26", False),
        ("?-12-25", "?-12-26", False),
        ("2023-?-?", "?-12-26", True),
    ],
)
def test_dates_agree_where_no_part_contradicts(asked: str, known: str, same: bool) -> None:
    assert agree(asked, known) is same

import pytest

from bot.knowledge.index import Knowledge


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("你好", "greeting"),
        ("您好呀~", "greeting"),
        ("在吗？", "greeting"),
        ("多谢啦，辛苦了", "thanks"),
        ("thank you!", "thanks"),
        ("行 够了 谢谢您啊", "thanks"),
        ("好的，辛苦了", "thanks"),
        ("好的，明白了", "acknowledge"),
        ("拜拜", "bye"),
        ("你是谁？", "identity"),
        ("你会干什么呀", "ability"),
        ("你好，论坛是谁主办的", None),
        ("论坛", None),
        ("", None),
    ],
)
def test_small_talk_is_told_from_questions(
    knowledge: Knowledge, text: str, sort: str | None
) -> None:
    assert knowledge.chat.sort_of(knowledge.normalizer(text).text) == sort

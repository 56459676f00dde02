"""What an asker sees in a private chat: end to end over loopback, in both modes."""

import asyncio
import json
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot.store.database import Work, open_store
from bot.store.questions import unanswered
from tests.telegram.conftest import buttons
from tests.telegram.server import FakeTelegram

ENTITIES = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}]}


def texts(telegram: FakeTelegram) -> list[str]:
    return [fields["text"] for fields in telegram.sent()]


async def stored(folder: Path, work: Work[Any]) -> Any:
    """What stands in the bot's store, after a moment in which it is written."""
    await asyncio.sleep(0.1)
    store = open_store(f"sqlite:///{folder}/s.sqlite3")
    found = store.do(work)
    store.close()
    return found


def payload(fields: dict[str, str], label: str) -> str:
    return next(b["callback_data"] for b in buttons(fields) if label in b["text"])


async def test_a_question_gets_its_answer_source_and_buttons(telegram: FakeTelegram) -> None:
    await telegram.says("论坛是谁主办的")
    await telegram.until(1)
    (answer,) = telegram.sent()
    assert "西安交通大学和微博校园" in answer["text"]
    assert "<blockquote expandable>〔原文〕" in answer["text"]
    assert answer["parse_mode"] == "HTML"
    assert {"👍", "👎"} < {button["text"] for button in buttons(answer)}


async def test_start_shows_examples_that_work(telegram: FakeTelegram) -> None:
    for _ in range(3):
        await telegram.says("/start")
    await telegram.until(3)
    shown = [[b["text"] for b in buttons(fields)] for fields in telegram.sent()]
    assert any(examples != shown[0] for examples in shown), "others each time"
    example = buttons(telegram.sent()[0])[0]
    await telegram.presses(example["callback_data"])
    await telegram.until(4)
    assert texts(telegram)[3].startswith(f"<b>{example['text']}</b>\n")
    assert "blockquote" in texts(telegram)[3]
    assert telegram.sent("answerCallbackQuery")


async def test_an_ambiguous_name_is_asked_back_with_buttons(telegram: FakeTelegram) -> None:
    await telegram.says("介绍一下融媒体中心")
    await telegram.until(1)
    choices = buttons(telegram.sent()[0])
    assert {choice["text"] for choice in choices} == {
        "西安交通大学融媒体中心",
        "陕西教育融媒体中心",
    }
    await telegram.presses(choices[0]["callback_data"])
    await telegram.until(2)
    assert "融媒体中心" in texts(telegram)[1]


async def test_a_conversation_has_context_for_each_person(telegram: FakeTelegram) -> None:
    await telegram.says("传播力榜有哪些学校", user=1)
    await telegram.says("那影响力呢", user=1)
    await telegram.says("赵峥是谁", user=2)
    await telegram.says("他的分享题目是什么", user=2)
    await telegram.until(4)
    by_chat = {chat: [f["text"] for f in telegram.sent() if f["chat_id"] == chat] for chat in "12"}
    assert "10. 陕西中医药大学" in by_chat["1"][1]
    assert "微博打造年轻用户生态" in by_chat["2"][1]


async def test_commands_and_their_chinese_words(telegram: FakeTelegram) -> None:
    for text in ("/help", "帮助", "/sources", "论坛在哪办", "来源", "/privacy", "/nonsense"):
        await telegram.says(text)
    await telegram.until(7)
    shown = texts(telegram)
    assert shown[0] == shown[1]
    assert "没有引用原文" in shown[2]
    assert "<b>" in shown[4], "the quoted words in their passage"
    assert "90 天" in shown[5]
    assert "没有这个命令" in shown[6]
    assert len(telegram.sent("setMyCommands")) == 2


async def test_topics_are_browsed_by_pages(telegram: FakeTelegram) -> None:
    await telegram.says("/topics")
    await telegram.until(1)
    overview = telegram.sent()[0]
    assert len(buttons(overview)) > 3
    await telegram.presses(payload(overview, "学校"), message_id=5)
    await telegram.until(1, "editMessageText")
    first = telegram.sent("editMessageText")[0]
    assert "第 1/" in first["text"]
    await telegram.presses(payload(first, "下一页"), message_id=5)
    await telegram.until(2, "editMessageText")
    second = telegram.sent("editMessageText")[1]
    assert {b["text"] for b in buttons(first)} != {b["text"] for b in buttons(second)}
    await telegram.presses(buttons(second)[0]["callback_data"])
    await telegram.until(2)
    assert buttons(second)[0]["text"] in texts(telegram)[1]
    await telegram.presses(payload(second, "全部分类"), message_id=5)
    await telegram.until(3, "editMessageText")
    assert buttons(telegram.sent("editMessageText")[2]) == buttons(overview)


async def test_what_somebody_said_can_be_browsed(telegram: FakeTelegram) -> None:
    await telegram.says("目录")
    await telegram.until(1)
    await telegram.presses(payload(telegram.sent()[0], "谁说了什么"), message_id=5)
    await telegram.until(1, "editMessageText")
    await telegram.presses(buttons(telegram.sent("editMessageText")[0])[0]["callback_data"])
    await telegram.until(2)
    assert "blockquote" in texts(telegram)[1]


async def test_thumbs_and_reasons(telegram: FakeTelegram, tmp_path: Path) -> None:
    await telegram.says("论坛在哪办")
    await telegram.until(1)
    answer = telegram.sent()[0]
    await telegram.presses(payload(answer, "👍"))
    await telegram.until(1, "answerCallbackQuery")
    assert "谢谢" in telegram.sent("answerCallbackQuery")[0]["text"]
    await telegram.presses(payload(answer, "👎"))
    await telegram.until(2)
    why = telegram.sent()[1]
    await telegram.presses(payload(why, "答非所问"), message_id=9)
    await telegram.until(1, "editMessageText")
    assert "答非所问" in telegram.sent("editMessageText")[0]["text"]
    ((asked, words),) = await stored(tmp_path, unanswered)
    assert (asked.question, words) == ("论坛在哪办", "答非所问")
    assert "决定" in asked.explanation
    assert asked.asker not in ("", "1"), "a pseudonym"


async def test_words_of_ones_own(telegram: FakeTelegram) -> None:
    await telegram.says("/feedback")
    await telegram.says("论坛在哪办这样的问题答得太慢")
    await telegram.says("论坛在哪办")
    await telegram.says("/feedback 很好用")
    await telegram.until(4)
    assert "下一条消息" in texts(telegram)[0]
    assert "记下" in texts(telegram)[1]
    assert "创新港" in texts(telegram)[2]
    assert "记下" in texts(telegram)[3]


async def test_what_was_refused_is_stored_with_its_chain(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    for text in ("荣命哲多大年纪", "论坛在哪办", "你好"):
        await telegram.says(text)
    await telegram.until(3)
    ((asked, _),) = await stored(tmp_path, unanswered)
    assert (asked.question, asked.status) == ("荣命哲多大年纪", "refused")
    assert "切分" in asked.explanation


async def test_an_edited_question_gets_its_answer_edited(telegram: FakeTelegram) -> None:
    await telegram.says("传播力榜有哪些学校")
    number = await telegram.says("论坛在哪办")
    await telegram.until(2)
    sent = [
        call["result"]["message_id"] for call in telegram.calls if call["method"] == "sendMessage"
    ]
    await telegram.edits(number, "那影响力呢")
    await telegram.until(1, "editMessageText")
    (edit,) = telegram.sent("editMessageText")
    assert int(edit["message_id"]) == sent[1]
    assert "陕西中医药大学" in edit["text"], "in the light of what was said before it"
    await telegram.edits(999, "论坛在哪办")
    await telegram.says("/help")
    await telegram.until(3)
    assert len(telegram.sent("editMessageText")) == 1


async def test_what_is_no_text_gets_a_friendly_line(telegram: FakeTelegram) -> None:
    await telegram.sends(sticker={"file_id": "x", "file_unique_id": "x"})
    await telegram.sends(voice={"file_id": "x", "file_unique_id": "x", "duration": 1})
    await telegram.sends(pinned_message={"message_id": 1})
    await telegram.sends(**ENTITIES, caption="论坛在哪办")
    await telegram.until(3)
    assert "文字" in texts(telegram)[0]
    assert "文字" in texts(telegram)[1]
    assert "创新港" in texts(telegram)[2]


async def test_traditional_askers_read_traditional_characters(telegram: FakeTelegram) -> None:
    await telegram.says("影響力榜有哪些學校")
    await telegram.says("/topics")
    await telegram.says("/help", user=2, **{"from": {
        "id": 2, "is_bot": False, "first_name": "乙", "language_code": "zh-hant"}})  # fmt: skip
    await telegram.until(3)
    assert any("陝西中醫藥大學" in text for text in texts(telegram))
    assert sum("論壇" in text or "例如：" in text for text in texts(telegram)) >= 2
    assert any("直接輸入問題" in text for text in texts(telegram))


async def test_markup_of_askers_is_text(telegram: FakeTelegram) -> None:
    await telegram.says("<b>论坛</b>的<i>经费</i>&多少")
    await telegram.until(1)
    assert "<b>" not in texts(telegram)[0]


async def test_an_outdated_button_is_told(telegram: FakeTelegram) -> None:
    await telegram.presses("q:0000000000000000")
    await telegram.until(1, "answerCallbackQuery")
    assert "失效" in telegram.sent("answerCallbackQuery")[0]["text"]
    assert telegram.sent() == []


async def test_a_button_from_before_a_restart_asks_what_it_shows(telegram: FakeTelegram) -> None:
    shown = {"text": "论坛在哪办", "callback_data": "q:0000000000000000"}
    cut = {"text": "论坛在哪…", "callback_data": "q:1111111111111111"}
    below = {"reply_markup": {"inline_keyboard": [[shown], [cut]]}}
    await telegram.presses("q:1111111111111111", **below)
    await telegram.presses("q:0000000000000000", **below)
    await telegram.until(1)
    assert "创新港" in texts(telegram)[0]
    assert "失效" in telegram.sent("answerCallbackQuery")[0]["text"]


async def test_forgetting_deletes_ones_own(telegram: FakeTelegram) -> None:
    await telegram.says("传播力榜有哪些学校")
    await telegram.says("/forget")
    await telegram.says("第二个呢")
    await telegram.until(3)
    assert "1 条" in texts(telegram)[1]
    assert "西北大学" not in texts(telegram)[2]


async def test_inline_answers(telegram: FakeTelegram) -> None:
    await telegram.types("传播力榜")
    await telegram.types("")
    await telegram.until(2, "answerInlineQuery")
    for fields in telegram.sent("answerInlineQuery"):
        results = json.loads(fields["results"])
        assert 1 <= len(results) <= 10
        assert fields["cache_time"] == "300"
    first = json.loads(telegram.sent("answerInlineQuery")[0]["results"])[0]
    assert first["title"] == "传播力榜"
    assert "延安大学" in first["input_message_content"]["message_text"]


async def test_the_rankings_are_sent_as_a_picture_drawn_once(telegram: FakeTelegram) -> None:
    await telegram.says("/ranking")
    await telegram.until(1, "sendPhoto")
    await telegram.says("榜单")
    await telegram.until(2, "sendPhoto")
    first, second = telegram.sent("sendPhoto")
    assert "1. 西安交通大学 ★" in first["caption"]
    assert "没有说明这是名次" in first["caption"]
    assert "photo" not in first, "the bytes"
    assert second["photo"].startswith("fixture-photo"), "Telegram's name for it"
    picture = Image.open(BytesIO(telegram.assets[second["photo"]]["data"]))
    assert picture.width == 1080
    assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 10

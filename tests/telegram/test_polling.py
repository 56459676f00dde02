"""End to end over loopback: the real application, real HTTP, long polling."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator

import pytest

from bot.config import Config, TelegramConfig
from bot.knowledge.index import Knowledge
from bot.telegram.app import UPDATES, build_application
from bot.telegram.service import Service
from tests.conftest import ROOT
from tests.telegram.server import TOKEN, FakeTelegram, serving


@pytest.fixture
async def telegram(knowledge: Knowledge) -> AsyncIterator[FakeTelegram]:
    async with serving() as (server, address):
        settings = TelegramConfig(
            token=TOKEN, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot"
        )
        application = build_application(Config(telegram=settings), Service(knowledge))
        async with application:
            await application.post_init(application)
            await application.start()
            await application.updater.start_polling(timeout=1, allowed_updates=UPDATES)
            yield server
            await application.updater.stop()
            await application.stop()


def buttons(fields: dict[str, str]) -> list[dict[str, str]]:
    rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
    return [button for row in rows for button in row]


async def test_a_question_gets_its_answer_and_source(telegram: FakeTelegram) -> None:
    await telegram.says("论坛是谁主办的")
    await telegram.until(1)
    (answer,) = telegram.sent()
    assert "西安交通大学和微博校园" in answer["text"]
    assert "<blockquote expandable>〔原文〕" in answer["text"]
    assert answer["parse_mode"] == "HTML"
    assert buttons(answer)


async def test_start_shows_examples_that_work(telegram: FakeTelegram) -> None:
    await telegram.says("/start")
    await telegram.until(1)
    example = buttons(telegram.sent()[0])[0]
    await telegram.presses(example["callback_data"])
    await telegram.until(2)
    assert "主办" in example["text"]
    assert "西安交通大学" in telegram.sent()[1]["text"]
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
    assert "融媒体中心" in telegram.sent()[1]["text"]


async def test_a_conversation_has_context_for_each_person(telegram: FakeTelegram) -> None:
    await telegram.says("传播力榜有哪些学校", user=1)
    await telegram.until(1)
    await telegram.says("那影响力呢", user=1)
    await telegram.says("赵峥是谁", user=2)
    await telegram.until(3)
    await telegram.says("他的分享题目是什么", user=2)
    await telegram.until(4)
    texts = [fields["text"] for fields in telegram.sent()]
    assert "陕西中医药大学" in texts[1]
    assert "微博打造年轻用户生态" in texts[3]


async def test_commands_and_their_chinese_words(telegram: FakeTelegram) -> None:
    for text in ("/help", "帮助", "/sources", "论坛在哪办", "来源", "/nonsense"):
        await telegram.says(text)
    await telegram.until(6)
    texts = [fields["text"] for fields in telegram.sent()]
    assert texts[0] == texts[1] == texts[5]
    assert "没有引用原文" in texts[2]
    assert "原文依据" in texts[4]
    assert telegram.sent("setMyCommands")


async def test_what_is_no_text_gets_a_friendly_line(telegram: FakeTelegram) -> None:
    await telegram.sends(sticker={
        "file_id": "x", "file_unique_id": "x", "width": 1, "height": 1, "is_animated": False,
        "is_video": False, "type": "regular",
    })  # fmt: skip
    await telegram.until(1)
    assert "文字" in telegram.sent()[0]["text"]


async def test_traditional_askers_read_traditional_characters(telegram: FakeTelegram) -> None:
    await telegram.says("影響力榜有哪些學校")
    await telegram.until(1)
    assert "陝西中醫藥大學" in telegram.sent()[0]["text"]


async def test_markup_of_askers_is_text(telegram: FakeTelegram) -> None:
    await telegram.says("<b>论坛</b>的<i>经费</i>&多少")
    await telegram.until(1)
    assert "<b>" not in telegram.sent()[0]["text"]


async def test_an_outdated_button_is_told(telegram: FakeTelegram) -> None:
    await telegram.presses("q:0000000000000000")
    await telegram.until(1, "answerCallbackQuery")
    assert "失效" in telegram.sent("answerCallbackQuery")[0]["text"]
    assert telegram.sent() == []


async def test_a_blocked_bot_serves_on(telegram: FakeTelegram) -> None:
    telegram.faults.append({"method": "sendMessage", "times": 1, "status": 403,
                            "description": "Forbidden: bot was blocked by the user"})  # fmt: skip
    await telegram.says("论坛在哪办", user=1)
    await telegram.says("论坛在哪办", user=2)
    await telegram.until(2)
    assert telegram.sent()[-1]["chat_id"] == "2"


async def test_markup_that_telegram_refuses_is_sent_plain(telegram: FakeTelegram) -> None:
    telegram.faults.append({"method": "sendMessage", "times": 1, "status": 400,
                            "description": "Bad Request: can't parse entities"})  # fmt: skip
    await telegram.says("论坛在哪办")
    await telegram.until(2)
    assert "parse_mode" not in telegram.sent()[1]


async def test_the_command_serves_and_stops_gracefully() -> None:
    """`rongwen run` as a process: a token from the environment, an answer, SIGTERM, exit 0."""
    async with serving() as (server, address):
        env = os.environ | {
            "RONGWEN_TELEGRAM__TOKEN": TOKEN,
            "RONGWEN_TELEGRAM__BASE_URL": f"{address}/bot",
            "RONGWEN_TELEGRAM__BASE_FILE_URL": f"{address}/file/bot",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=env, cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
        await server.says("论坛的主题是什么")
        await server.until(1, seconds=30)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 0
        assert "构建全媒体格局" in server.sent()[0]["text"]
        assert TOKEN not in errors.decode()
        assert "论坛的主题" not in errors.decode(), "what people ask does not stand in the log"

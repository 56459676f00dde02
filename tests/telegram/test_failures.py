"""What goes wrong at Telegram, in updates, in us: everybody else is served on."""

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.errors import ConfigError
from bot.knowledge.index import Knowledge
from bot.logs import Redacting
from bot.telegram import answering
from tests.conftest import ROOT
from tests.telegram.conftest import MODES, running, settings
from tests.telegram.server import TOKEN, FakeTelegram, in_group, serving


def fault(telegram: FakeTelegram, status: int, method: str = "sendMessage", times: int = 1,
          description: str = "fault", **parameters: int) -> None:  # fmt: skip
    telegram.faults.append({"method": method, "times": times, "status": status,
                            "description": description, "parameters": parameters})  # fmt: skip


def arrived(telegram: FakeTelegram) -> list[dict[str, str]]:
    return [c["fields"] for c in telegram.calls if c["method"] == "sendMessage" and "result" in c]


async def until_arrived(telegram: FakeTelegram, count: int) -> None:
    async with asyncio.timeout(10):
        while len(arrived(telegram)) < count:
            await asyncio.sleep(0.02)


async def test_a_blocked_bot_serves_on(telegram: FakeTelegram) -> None:
    fault(telegram, 403, description="Forbidden: bot was blocked by the user")
    await telegram.says("论坛在哪办", user=1)
    await telegram.says("论坛在哪办", user=2)
    await until_arrived(telegram, 1)
    assert len(telegram.sent()) == 2


@pytest.mark.parametrize("status", [500, 502])
async def test_what_telegram_cannot_take_is_sent_again(telegram: FakeTelegram, status: int) -> None:
    fault(telegram, status, times=2)
    await telegram.says("论坛在哪办")
    await until_arrived(telegram, 1)
    assert len(telegram.sent()) == 3


async def test_replies_that_are_not_telegrams_are_no_end(telegram: FakeTelegram) -> None:
    telegram.garbage = ["<html>", "[1]", '{"ok": true}']
    await telegram.says("论坛在哪办")
    await until_arrived(telegram, 1)
    assert "创新港" in arrived(telegram)[0]["text"]


async def test_flood_waits_are_honoured_and_hold_up_only_their_chat(telegram: FakeTelegram) -> None:
    fault(telegram, 429, description="Too Many Requests", retry_after=1)
    await telegram.says("论坛在哪办", user=1)
    await telegram.says("论坛谁主持", user=1)
    await telegram.until(1)
    await telegram.says("论坛在哪办", user=2)
    await until_arrived(telegram, 3)
    assert [fields["chat_id"] for fields in arrived(telegram)] == ["2", "1", "1"]
    assert "梁辉" in arrived(telegram)[2]["text"], "in order"
    assert telegram.sent("sendChatAction"), "the asker sees that it takes long"


async def test_markup_that_telegram_refuses_is_sent_plain(telegram: FakeTelegram) -> None:
    fault(telegram, 400, description="Bad Request: can't parse entities")
    await telegram.says("论坛在哪办")
    await until_arrived(telegram, 1)
    assert "parse_mode" not in telegram.sent()[1]


async def test_presses_that_are_too_old_are_still_answered(telegram: FakeTelegram) -> None:
    fault(telegram, 400, "answerCallbackQuery", description="Bad Request: query is too old")
    await telegram.says("/start")
    await until_arrived(telegram, 1)
    await telegram.presses("t:", message_id=5)
    await telegram.until(1, "editMessageText")


@pytest.mark.parametrize("text", ["message is not modified", "message to edit not found"])
async def test_an_answer_that_cannot_be_edited_is_left(telegram: FakeTelegram, text: str) -> None:
    number = await telegram.says("论坛在哪办")
    await until_arrived(telegram, 1)
    fault(telegram, 400, "editMessageText", description=f"Bad Request: {text}")
    await telegram.edits(number, "论坛谁主持")
    await telegram.says("论坛在哪办")
    await until_arrived(telegram, 2)


async def test_a_group_that_moved_is_followed(telegram: FakeTelegram) -> None:
    fault(
        telegram, 400, description="Bad Request: group chat was upgraded", migrate_to_chat_id=-200
    )
    await telegram.says("@FixtureBot 论坛在哪办", **in_group())
    await until_arrived(telegram, 1)
    assert arrived(telegram)[0]["chat_id"] == "-200"


async def test_unreadable_updates_hold_up_nobody(telegram: FakeTelegram) -> None:
    await telegram.updates(message={"text": "no chat"})
    await telegram.updates(message={"message_id": "x", "chat": {"id": 1}, "text": ["论坛"]})
    await telegram.updates(callback_query={"data": 5})
    await telegram.updates(poll={"id": "1"})
    await telegram.says("论坛在哪办")
    await until_arrived(telegram, 1)


async def test_an_error_of_ours_is_reported_without_what_was_asked(
    telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("论坛在哪办")

    monkeypatch.setattr(answering, "messages", broken)
    for user in (1, 2, 3):
        await telegram.says("论坛在哪办", user)
    await until_arrived(telegram, 4)
    by_chat = {fields["chat_id"]: fields["text"] for fields in arrived(telegram)}
    assert "再问一次" in by_chat["1"]
    assert "ValueError" in by_chat["99"]
    assert "论坛在哪办" not in by_chat["99"]
    assert [f["chat_id"] for f in arrived(telegram)].count("99") == 1, "once"


@pytest.mark.parametrize("mode", MODES)
async def test_too_many_questions_get_one_notice(
    knowledge: Knowledge, tmp_path: Path, mode: str
) -> None:
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, mode, limits={"per_user": 2, "per_group": 3})
        async with running(config, knowledge):
            for _ in range(5):
                await telegram.says("论坛在哪办", user=1)
            await telegram.says("论坛在哪办", user=2)
            for user in (3, 4, 5, 6):
                await telegram.says("@FixtureBot 论坛在哪办", user, **in_group())
            await until_arrived(telegram, 8)
            await asyncio.sleep(0.2)
    texts = [fields["text"] for fields in arrived(telegram)]
    assert sum("太快" in text for text in texts) == 2
    assert len(texts) == 8


@pytest.mark.parametrize("mode", MODES)
async def test_what_was_taken_and_not_handled_is_handled_after_a_restart(
    knowledge: Knowledge, tmp_path: Path, mode: str
) -> None:
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, mode, grace_seconds=0)
        fault(telegram, 500, times=3)
        async with running(config, knowledge):
            await telegram.says("论坛在哪办", user=1)
            await telegram.says("论坛谁主持", user=1)
            await telegram.until(1)
        assert arrived(telegram) == []
        telegram.faults.clear()
        async with running(config, knowledge):
            await until_arrived(telegram, 2)
    assert "创新港" in arrived(telegram)[0]["text"]
    assert "梁辉" in arrived(telegram)[1]["text"]


async def test_an_update_that_comes_twice_is_answered_once(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, "webhook", webhook={"secret": "s3cret"})
        async with running(config, knowledge):
            await telegram.until(1, "setWebhook")
            url = telegram.sent("setWebhook")[0]["url"]
            update = {"update_id": 77, "message": {"message_id": 1, "text": "论坛在哪办",
                      "chat": {"id": 1, "type": "private"}, "from": {"id": 1}}}  # fmt: skip
            async with aiohttp.ClientSession() as client:
                secret = {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}
                statuses = [(await client.post(url, json=update, headers=secret)).status
                            for _ in range(3)]  # fmt: skip
                wrong = [
                    (await client.post(url, json=update | {"update_id": 78}, headers=h)).status
                    for h in ({}, {"X-Telegram-Bot-Api-Secret-Token": "s3cre"})
                ]
                odd = [(await client.post(url, data=data, headers=secret)).status
                       for data in (b"{", b"[]", b'{"update_id": "x"}', b"x" * 2_000_000)]  # fmt: skip
                base = url.rsplit("/", 1)[0]
                health = [(await client.get(f"{base}/{p}")).status for p in ("health", "ready")]
                await until_arrived(telegram, 1)
                await asyncio.sleep(0.2)
                metrics = await (await client.get(f"{base}/metrics")).text()
    assert statuses == [200, 200, 200]
    assert wrong == [403, 403]
    assert odd == [200, 200, 200, 413]
    assert health == [200, 200]
    assert len(arrived(telegram)) == 1
    assert 'rongwen_outcomes_total{status="answered"} 1.0' in metrics
    assert "rongwen_updates_repeated_total 2.0" in metrics
    assert f'rongwen_knowledge{{version="{knowledge.version}"}} 1.0' in metrics


async def test_a_second_instance_explains_itself_and_the_first_serves_on(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling._A_WHILE", 0.05)
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, poll_seconds=10)
        async with running(config, knowledge):
            await telegram.says("论坛在哪办")
            await until_arrived(telegram, 1)
            second = settings(address, tmp_path, poll_seconds=10)
            with pytest.raises(ConfigError, match="409"):
                async with running(second, knowledge) as task:
                    await asyncio.wait((task,), timeout=10)
            await telegram.says("论坛在哪办")
            await until_arrived(telegram, 2)


async def test_a_wrong_webhook_address_is_explained(knowledge: Knowledge, tmp_path: Path) -> None:
    async with serving() as (_, address):
        config = settings(address, tmp_path, "webhook", webhook={"url": "http://example.org/x"})
        with pytest.raises(ConfigError, match="https"):
            async with running(config, knowledge) as task:
                await asyncio.wait((task,), timeout=10)


@pytest.mark.parametrize("mode", MODES)
async def test_telegram_that_is_not_there_yet_is_waited_for(
    knowledge: Knowledge, tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.line._PAUSES", (0.05,))
    async with serving() as (telegram, address):
        fault(telegram, 502, "getMe", times=2)
        fault(telegram, 500, "deleteWebhook")
        fault(telegram, 500, "setWebhook")
        async with running(settings(address, tmp_path, mode), knowledge):
            await telegram.says("论坛在哪办")
            await until_arrived(telegram, 1)


def test_no_secret_in_any_line() -> None:
    shown = Redacting([TOKEN, "", "s3cret"])
    try:
        raise ValueError(f"http://x/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "%s", ("s3cret",), sys.exc_info())
    line = shown.format(record)
    assert TOKEN not in line
    assert "s3cret" not in line
    assert "ValueError" in line


@pytest.mark.parametrize("mode", MODES)
async def test_the_command_serves_and_stops_gracefully(tmp_path: Path, mode: str) -> None:
    """`rongwen run` as a process: settings from the environment, an answer, SIGTERM, exit 0."""
    token = "123456:AAsecretsecretsecretsecretsecretsec"  # noqa: S105
    async with serving() as (server, address):
        (tmp_path / "token").write_text(f"{token}\n")
        env = os.environ | {
            "RONGWEN_TELEGRAM__TOKEN_FILE": str(tmp_path / "token"),
            "RONGWEN_TELEGRAM__BASE_URL": f"{address}/bot",
            "RONGWEN_TELEGRAM__BASE_FILE_URL": f"{address}/file/bot",
            "RONGWEN_TELEGRAM__MODE": mode,
            "RONGWEN_HTTP__PORT": "0",
            "RONGWEN_STORE": f"sqlite:///{tmp_path}/s.db",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=env, cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
        server.token = token
        fault(server, 502, times=1)
        fault(server, 502, "getUpdates", times=1)
        await server.updates(message={"text": "broken"})
        await server.says("论坛的主题是什么")
        await until_arrived_slowly(server)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 30)
        log = errors.decode()
        assert process.returncode == 0, log
        assert "构建全媒体格局" in server.sent()[-1]["text"]
        assert "cannot be read" in log
        assert token not in log
        assert token.partition(":")[2] not in log
        assert "论坛的主题" not in log, "what people ask does not stand in the log"


async def until_arrived_slowly(server: FakeTelegram) -> None:
    async with asyncio.timeout(30):
        while not arrived(server):
            await asyncio.sleep(0.05)

"""`rongwen doctor` tells what is wrong and what to do, and never shows a secret."""

import time
from pathlib import Path

from bot.config import Config
from bot.telegram.doctor import Clock, Level, examine
from tests.telegram.conftest import settings
from tests.telegram.server import TOKEN, serving
from tests.test_cli import rongwen


async def found(config: Config, clock: Clock = time.time) -> dict[str, Level]:
    return {finding.text: finding.level async for finding in examine(config, clock)}


def level(findings: dict[str, Level], words: str) -> Level | None:
    return next((level for text, level in findings.items() if words in text), None)


async def test_a_bot_that_can_serve(tmp_path: Path) -> None:
    async with serving() as (_, address):
        findings = await found(settings(address, tmp_path))
    assert Level.WRONG not in findings.values()
    for words in ("知识库没有问题", "数据库可用", "@FixtureBot", "时钟准确"):
        assert level(findings, words) is Level.FINE


async def test_what_is_wrong_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text("x", encoding="utf-8")
    async with serving() as (telegram, address):
        telegram.webhook = {"last_error_message": "Connection refused", "last_error_date": 1,
                            "pending_update_count": 500, "url": "https://old.example/x"}  # fmt: skip
        config = settings(address, tmp_path).model_copy(
            update={"knowledge": tmp_path, "store": "sqlite:////nowhere/x.db", "admins": ()}
        )
        findings = await found(config, lambda: 0.0)
    assert level(findings, "rongwen check") is Level.WRONG
    assert level(findings, "打不开数据库") is Level.WRONG
    assert level(findings, "Connection refused") is Level.WRONG
    assert level(findings, "本机时钟差了") is Level.WRONG
    assert level(findings, "https://old.example/x") is Level.NOTE
    assert level(findings, "500 条消息") is Level.NOTE
    assert level(findings, "admins") is Level.NOTE


async def test_a_token_that_is_not_accepted(tmp_path: Path) -> None:
    async with serving() as (telegram, address):
        telegram.faults.append({"method": "getMe", "times": 9, "status": 401})
        findings = await found(settings(address, tmp_path))
    assert level(findings, "不认这个令牌") is Level.WRONG


def test_the_command_without_telegram(tmp_path: Path) -> None:
    env = {"RONGWEN_STORE": f"sqlite:///{tmp_path}/s.db"}
    done = rongwen("doctor", env=env)
    assert done.returncode == 1
    assert "✓ 知识库没有问题" in done.stdout
    assert "✗ 没有 Telegram 令牌" in done.stdout
    env |= {
        "RONGWEN_TELEGRAM__TOKEN": TOKEN,
        "RONGWEN_TELEGRAM__BASE_URL": "http://127.0.0.1:9/bot",
    }
    done = rongwen("doctor", env=env)
    assert "✗ 连不上 Telegram" in done.stdout
    assert TOKEN not in done.stdout + done.stderr

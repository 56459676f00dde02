"""Bots as processes of their own, against the benchmarks' server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path

from benchmarks.botapi import TOKEN
from bot.config import load_config
from bot.generate import generated
from bot.knowledge.load import load
from bot.text.tokenize import Segmenter

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
OURS = ("-m", "bot", "run")


def environment(address: str, folder: Path, mode: str = "polling", **more: str) -> dict[str, str]:
    """What a bot of ours needs to be told; the rate limits are out of the way."""
    return os.environ | {
        "RONGWEN_TELEGRAM__TOKEN": TOKEN,
        "RONGWEN_TELEGRAM__BASE_URL": f"{address}/bot",
        "RONGWEN_TELEGRAM__BASE_FILE_URL": f"{address}/file/bot",
        "RONGWEN_TELEGRAM__MODE": mode,
        "RONGWEN_TELEGRAM__LIMITS__PER_USER": "1000000",
        "RONGWEN_HTTP__PORT": "0" if mode == "webhook" else "",
        "RONGWEN_STORE": f"sqlite:///{folder}/store.sqlite3",
        "PYTHONUNBUFFERED": "1",
    } | more  # fmt: skip


@asynccontextmanager
async def running(
    command: tuple[str, ...], env: dict[str, str], log: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot's process, ended with SIGTERM."""
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, env=env, stdout=errors, stderr=errors
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> float:
    """The megabytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 2**20


def questions(count: int) -> list[str]:
    """Different questions that the knowledge answers."""
    knowledge = load(load_config().knowledge, Segmenter())
    wanted = dict.fromkeys(question for question, _ in islice(generated(knowledge), count * 8))
    found = list(wanted)
    step = max(1, len(found) // count)
    return found[::step][:count]

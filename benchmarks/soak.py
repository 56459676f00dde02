"""Hours of traffic in minutes: hostile updates, failing calls; nothing lost, in order, no growth.

    python -m benchmarks.soak [--updates 100000] [--chats 400] [--mode polling] [--failing 0.02]

One update in twenty is hostile or malformed. Questions are asked in groups, where a reply names
the message that it replies to: so each question's replies, and their order, can be told.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.botapi import BotApi, Update, serving
from benchmarks.bots import OURS, environment, memory, questions, running

_HOSTILE = 0.05
_AHEAD = 500  # updates that wait at the server
_WARM = 0.3  # share of the traffic after which memory should stay as it is
ODD: tuple[Update, ...] = (
    {},
    {"message": None},
    {"message": {"text": "x"}},
    {"message": {"message_id": "x", "chat": {"id": []}, "text": 5}},
    {"callback_query": {"id": 1}},
    {"inline_query": {"id": "1", "query": "\u0000" * 300, "from": {"id": 5}}},
    {"edited_message": {"message_id": 1, "chat": {"id": 5, "type": "private"}, "date": 1}},
    {"my_chat_member": "x"},
    {"something_new": {"deep": [[[[]]]]}},
)
HOSTILE = ("'; DROP TABLE questions; --", "\u202e" * 400, "谁" * 3000, "<script>", "\x00", "{{7*7}}",
           "/" + "x" * 4000, "论坛" * 2000, "😀" * 1000)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--chats", type=int, default=400)
    parser.add_argument("--mode", choices=("polling", "webhook"), default="polling")
    parser.add_argument("--failing", type=float, default=0.02)
    return asyncio.run(_soak(parser.parse_args()))


async def _soak(arguments: argparse.Namespace) -> int:
    asked = questions(2000)
    api, chance = BotApi(failing=arguments.failing), random.Random(3)
    wanted: dict[int, list[int]] = {}
    held: list[float] = []
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with serving(api) as address:
            env = environment(address, Path(folder), arguments.mode,
                              RONGWEN_TELEGRAM__LIMITS__PER_GROUP="1000000")  # fmt: skip
            async with running(OURS, env, Path(folder) / "log") as process:
                for number in range(arguments.updates):
                    _one(api, chance, asked, arguments.chats, wanted)
                    while len(api.updates) > _AHEAD:
                        await asyncio.sleep(0.01)
                    if number % max(1, arguments.updates // 20) == 0:
                        held.append(memory(process.pid))
                complete = await _until_all(api, wanted)
                held.append(memory(process.pid))
    return _told(api, wanted, held, complete=complete, seconds=time.monotonic() - begin)


def _one(
    api: BotApi, chance: random.Random, asked: list[str], chats: int, wanted: dict[int, list[int]]
) -> None:
    chat = -1 - chance.randrange(chats)
    if chance.random() >= _HOSTILE:
        number = api.ask(chat, f"@BenchBot {chance.choice(asked)}")
        wanted.setdefault(chat, []).append(number)
    elif chance.random() < 0.5:
        api.ask(-chats - 1 - chance.randrange(20), f"@BenchBot {chance.choice(HOSTILE)}")
    else:
        api.put({"update_id": next(api.numbers)} | chance.choice(ODD))


async def _until_all(api: BotApi, wanted: dict[int, list[int]], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if all(set(numbers) <= set(api.below.get(chat, ())) for chat, numbers in wanted.items()):
            return True
        await asyncio.sleep(0.5)
    return False


def _told(
    api: BotApi, wanted: dict[int, list[int]], held: list[float], *, complete: bool, seconds: float
) -> int:
    total = sum(map(len, wanted.values()))
    lost = sum(len(set(numbers) - set(api.below.get(chat, ()))) for chat, numbers in wanted.items())
    replies = [list(dict.fromkeys(api.below.get(chat, ()))) for chat in wanted]
    inversions = sum(a > b for numbers in replies for a, b in pairwise(numbers))
    again = sum(len(api.below.get(chat, ())) for chat in wanted) - total + lost
    warm = held[int(len(held) * _WARM)]
    growth = 100 * (held[-1] / warm - 1)
    print(f"{total} questions in {seconds:.0f} s, {lost} without a reply, {again} sent again, "
          f"{inversions} out of order")  # fmt: skip
    print(f"memory: {warm:.0f} MB when warm, {held[-1]:.0f} MB at the end ({growth:+.1f}%)")
    return 0 if complete and not lost and not inversions else 1


if __name__ == "__main__":
    sys.exit(main())

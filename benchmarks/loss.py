"""kill -9 in the middle of 200 questions, again and again: is any lost, is any answered twice?

    python -m benchmarks.loss [--kills 20] [--updates 200] [--mode polling|webhook|both]

Every question is asked in a chat of its own, so that its replies can be counted. Each round asks
all of them at once, kills the bot after a random part of them was answered, starts it again on
the same store, and waits until nothing more comes.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.botapi import BotApi, serving
from benchmarks.bots import OURS, environment, questions, running


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--updates", type=int, default=200)
    parser.add_argument("--mode", choices=("polling", "webhook", "both"), default="both")
    arguments = parser.parse_args()
    modes = ("polling", "webhook") if arguments.mode == "both" else (arguments.mode,)
    lost = 0
    for mode in modes:
        lost += asyncio.run(_rounds(mode, arguments.kills, arguments.updates))
    return 1 if lost else 0


async def _rounds(mode: str, kills: int, updates: int) -> int:
    chance = random.Random(7)
    asked = questions(updates)
    lost = twice = 0
    for _ in range(kills):
        missing, double = await _round(mode, asked, updates, chance.randrange(updates))
        lost, twice = lost + missing, twice + double
    total = kills * updates
    print(f"{mode}: {kills} kills, {total} questions, {lost} lost, "
          f"{twice} answered twice ({100 * twice / total:.2f}%)")  # fmt: skip
    return lost


async def _round(mode: str, asked: list[str], updates: int, answered: int) -> tuple[int, int]:
    api = BotApi()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        async with serving(api) as address:
            port = {"RONGWEN_HTTP__PORT": str(random.randrange(20_000, 30_000))}
            env = environment(address, Path(folder), mode, **(port if mode == "webhook" else {}))
            async with running(OURS, env, log) as process:
                api.ask(0, asked[0])
                await api.until(1, 60)
                for number in range(updates):
                    api.ask(1 + number, asked[number % len(asked)])
                await api.until(1 + answered, 30)
                process.send_signal(signal.SIGKILL)
                await process.wait()
            async with running(OURS, env, log):
                await api.until(1 + updates, 30)
                await asyncio.sleep(0.5)
    counts = [len(api.said.get(1 + number, ())) for number in range(updates)]
    return sum(count == 0 for count in counts), sum(count > 1 for count in counts)


if __name__ == "__main__":
    sys.exit(main())
